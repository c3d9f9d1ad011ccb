"""The citations of a letter beside it, one of them open, each to be judged with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from corresp_tracker.ui.labels import drawn_by_style, plain_label
from corresp_tracker.ui.link_looks import LinkLook, links_in_words, look_of
from corresp_tracker.ui.link_row import WORK_KINDS, LinkRow
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.store.lists import LetterPage, PageLink

WIDTH = 80
"""In units of space: 320 px at the usual size."""
_EMPTY = "Cites nothing held here. Select words, Ctrl+K."
_KEYS = "Enter accepts, Del rejects, with Shift everywhere; 1 to 9 choose, F8 next to look at, Ctrl+Z undoes, Esc returns"


class LinkPanel(QFrame):
    """Lists a letter's citations by paragraph. It judges nothing itself: it says what was asked for."""

    current_changed = Signal(object)
    """The citation that is open (PageLink), or None."""
    accepted = Signal(object, object)
    rejected = Signal(object)
    unjudged = Signal(object)
    corrected = Signal(object)
    add_asked = Signal(object)
    target_asked = Signal(object)
    all_asked = Signal(object)
    """All places with the words of this citation are to be linked as it is."""
    choice_needed = Signal(object)
    """Enter was pressed on a citation that may mean several works."""
    never_asked = Signal(object)
    """Its words are never to be taken for what it names, in any letter."""
    left = Signal()
    """Esc: back to where the caret was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        drawn_by_style(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Citations")
        self.setAccessibleDescription(_KEYS)
        self._rows: list[LinkRow] = []
        self._current: int | None = None
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._foot = QPushButton(self)
        self._foot.setProperty("flat", True)
        self._foot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._foot.clicked.connect(self._go_to_first_open)
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, unit)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._foot, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def current(self) -> PageLink | None:
        """The citation that is open."""
        row = self._row_of(self._current)
        return row.link if row else None

    def show_links(self, page: LetterPage, *, can_correct: bool) -> None:
        """List the citations of a letter; the open one stays open where it is still there."""
        before, at = self._current, self._scroll.verticalScrollBar().value()
        self._rows = []
        content = QWidget()
        unit = spacing(self)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(unit * 2, unit * 3, unit * 2, unit * 3)
        layout.setSpacing(unit)
        for paragraph in page.paragraphs:
            links = [link for link in page.links if link.paragraph_id == paragraph.id and _is_listed(link)]
            if links:
                layout.addWidget(plain_label(f"Paragraph {paragraph.label}", role="small"))
            for link in sorted(links, key=lambda link: (link.start, link.end)):
                layout.addWidget(self._add_row(link, can_correct=can_correct))
        if not self._rows:
            layout.addWidget(plain_label(_EMPTY, role="quiet", wraps=True))
        layout.addStretch()
        self._scroll.setWidget(content)
        self._foot.setText(links_in_words(page.links))
        self._foot.setVisible(bool(self._rows))
        self._foot.setToolTip("Go to the first that wants a look (F8)")
        self._foot.setAccessibleName(self._foot.text())
        self._open(before if self._row_of(before) else None)
        QTimer.singleShot(0, self, lambda: self._scroll.verticalScrollBar().setValue(at))

    def open_link(self, link_id: int) -> None:
        """Open a citation."""
        if self._row_of(link_id):
            self._open(link_id)

    def step(self, by: int) -> None:
        """Open the citation before or after this one."""
        if not self._rows:
            return
        at = next(
            (n for n, row in enumerate(self._rows) if row.link.id == self._current), -1 if by > 0 else 0
        )
        self._open(self._rows[min(max(at + by, 0), len(self._rows) - 1)].link.id)

    def next_doubtful(self, *, after: tuple[int, int] | None = None) -> bool:
        """Open the next citation that asks or is not held, from the top again after the last one.

        `after` is a (paragraph, place) to start from where none is open. False where there is none.
        """
        doubtful = [
            n for n, row in enumerate(self._rows) if look_of(row.link) in (LinkLook.ASKS, LinkLook.GAP)
        ]
        if not doubtful:
            return False
        at = next((n for n, row in enumerate(self._rows) if row.link.id == self._current), -1)
        if at < 0 and after:
            at = self._last_before(after)
        self._open(self._rows[next((n for n in doubtful if n > at), doubtful[0])].link.id)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, link = event.key(), self.current
        row = self._row_of(self._current)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in steps:
            self.step(steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and link and self._judge_all(key, link):
            event.accept()
        elif link is None or row is None or not self._judge(Qt.Key(key), row):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(spacing(self) * WIDTH, super().sizeHint().height())

    def _judge_all(self, key: int, link: PageLink) -> bool:
        """Ask for what a key with Shift stands for; False where it means nothing for this citation."""
        if link.kind not in WORK_KINDS:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (link.work_id or link.candidates):
            self.all_asked.emit(link)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and link.standing == "proposed":
            self.never_asked.emit(link)
        else:
            return False
        return True

    def _judge(self, key: Qt.Key, row: LinkRow) -> bool:
        """Ask for what a key stands for; False where it means nothing for this citation."""
        link = row.link
        number = int(key) - int(Qt.Key.Key_0)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept(link)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.rejected.emit(link)
        elif 1 <= number <= len(row.choices()):
            self.accepted.emit(link, row.choices()[number - 1].work_id)
        elif key == Qt.Key.Key_C and row.correction():
            self.corrected.emit(link)
        elif key == Qt.Key.Key_A and link.is_gap and link.kind in WORK_KINDS:
            self.add_asked.emit(link)
        elif key == Qt.Key.Key_O and link.cited_letter_id is not None:
            self.target_asked.emit(link)
        else:
            return False
        return True

    def _accept(self, link: PageLink) -> None:
        if link.standing == "confirmed" and not link.lost:
            return
        if link.is_gap and link.kind in WORK_KINDS:
            self.add_asked.emit(link)
        elif link.work_id or link.cited_letter_id or link.organisation_name:
            self.accepted.emit(link, None)
        elif link.kind in WORK_KINDS and len(link.candidates) == 1:
            self.accepted.emit(link, link.candidates[0].work_id)
        elif link.kind in WORK_KINDS:
            self.choice_needed.emit(link)

    def _add_row(self, link: PageLink, *, can_correct: bool) -> LinkRow:
        row = LinkRow(link, can_correct=can_correct)
        row.chosen.connect(self._choose)
        row.accepted.connect(self.accepted)
        row.rejected.connect(self.rejected)
        row.unjudged.connect(self.unjudged)
        row.corrected.connect(self.corrected)
        row.add_asked.connect(self.add_asked)
        row.target_asked.connect(self.target_asked)
        row.all_asked.connect(self.all_asked)
        row.never_asked.connect(self.never_asked)
        self._rows.append(row)
        return row

    def _choose(self, link: PageLink) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._open(link.id)

    def _open(self, link_id: int | None) -> None:
        self._current = link_id
        for row in self._rows:
            row.set_open(row.link.id == link_id)
        row = self._row_of(link_id)
        if row:
            self.setAccessibleDescription(row.accessibleName())
            QTimer.singleShot(0, row, lambda: self._scroll.ensureWidgetVisible(row, 0, spacing(self) * 2))
        self.current_changed.emit(row.link if row else None)

    def _go_to_first_open(self) -> None:
        self._current = None
        self.setFocus()
        if not self.next_doubtful() and self._rows:
            self._open(self._rows[0].link.id)

    def _last_before(self, place: tuple[int, int]) -> int:
        before = [n for n, row in enumerate(self._rows) if (row.link.paragraph_id, row.link.start) < place]
        return before[-1] if before else -1

    def _row_of(self, link_id: int | None) -> LinkRow | None:
        return next((row for row in self._rows if row.link.id == link_id), None)


def _is_listed(link: PageLink) -> bool:
    return look_of(link) is not None or (link.standing == "rejected" and link.kind != "body")
