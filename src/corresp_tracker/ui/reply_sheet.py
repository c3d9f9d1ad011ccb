"""The sheet on which a reply is written: heading, text and sign-off, one under another, scrolled as one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from corresp_tracker.ui.draft_editor import DraftEditor
from corresp_tracker.ui.labels import ElidedLabel, drawn_by_style, plain_label, set_property
from corresp_tracker.ui.letter_document import letter_font, measure_of
from corresp_tracker.ui.reply_heading import ReplyHeading
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.draft import DraftHeading
from corresp_tracker.values.letter_text import PrintedCorrespondent

_MEASURE = 84
"""Characters: the measure of a letter, with room for its numbers."""


class ReplySheet(QScrollArea):
    """Holds the page. `edited` tells of any change that a person made, `dropped` of a Word file dropped on it."""

    edited = Signal()
    dropped = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.editor = DraftEditor(self)
        self.editor.setStyleSheet("background: transparent")
        self._heading = ReplyHeading(self)
        self._signed_by = ElidedLabel()
        self._heading.edited.connect(self.edited)
        self.editor.edited.connect(self.edited)
        self.editor.cursorPositionChanged.connect(self._follow)
        self._page = QFrame(self)
        self._lay_out()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _word_files(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _word_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _word_files(event)
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files[0])

    def show_heading(self, heading: DraftHeading) -> None:
        """Show the heading of a draft."""
        self._heading.show_heading(heading)

    def show_senders(self, senders: Sequence[PrintedCorrespondent]) -> None:
        """Show whose name stands under the letter."""
        first = next(iter(senders), None)
        name = " ".join(filter(None, (first.name, first.honours))) if first else ""
        signs = ", ".join(filter(None, (name, first.post if first else "")))
        self._signed_by.setText(signs or "nobody yet: choose who signs (Ctrl+Shift+Y)")

    @property
    def signed_by(self) -> str:
        """Whose name stands under the letter, in words."""
        return self._signed_by.text()

    def heading(self) -> DraftHeading:
        """Give the heading as it stands."""
        return self._heading.heading()

    def set_resting(self, rests: bool) -> None:
        """Make the page grey and read-only while the draft is somewhere else, or let it be written on again."""
        if self.editor.isReadOnly() == rests:
            return
        self.editor.setReadOnly(rests)
        self._heading.set_resting(rests)
        for widget in (self._page, self.editor):
            set_property(widget, "rests", rests)

    def show_by_hand(self, words: str) -> None:
        """Say in salutation and sign-off that they are left for the hand; "" has them printed."""
        self._heading.show_by_hand(words)

    def go_to(self, field: str) -> bool:
        """Put the keyboard into a field by its name in a template."""
        if field == "paragraphs":
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return self._heading.go_to(field)

    def _follow(self) -> None:
        """Keep the caret in sight."""
        ground = self.widget()
        if ground and self.editor.hasFocus():
            at = self.editor.viewport().mapTo(ground, self.editor.cursorRect().center())
            self.ensureVisible(at.x(), at.y(), 0, self.fontMetrics().height() * 3)

    def _lay_out(self) -> None:
        unit = spacing(self)
        ground = QWidget()
        page = self._page
        page.setProperty("role", "card")
        drawn_by_style(page)
        page.setMaximumWidth(round(measure_of(letter_font(self.font()), characters=_MEASURE)) + unit * 24)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(unit * 8, unit * 7, unit * 8, unit * 10)
        inside.setSpacing(unit * 4)
        inside.addWidget(self._heading)
        inside.addWidget(self.editor)
        foot = QFormLayout()
        foot.setHorizontalSpacing(unit * 3)
        foot.setVerticalSpacing(unit * 2)
        foot.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        foot.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        sign_off = QHBoxLayout()
        sign_off.setSpacing(unit * 3)
        sign_off.addWidget(self._heading.sign_off, 1)
        sign_off.addWidget(self._heading.sign_off_note)
        foot.addRow(plain_label("Sign-off", role="quiet"), sign_off)
        foot.addRow(plain_label("Signed by", role="quiet"), self._signed_by)
        foot.addRow(plain_label("Copy to", role="quiet"), self._heading.copy_to)
        inside.addLayout(foot)
        inside.addStretch()
        layout = QHBoxLayout(ground)
        layout.setContentsMargins(unit * 4, unit * 4, unit * 4, unit * 6)
        layout.addStretch(1)
        layout.addWidget(page, 20)
        layout.addStretch(1)
        self.setWidget(ground)


def _word_files(event: QDropEvent) -> list[Path]:
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.casefold() == ".docx"]
