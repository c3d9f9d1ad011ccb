"""Drafts whose head would be written anew: each as it is and as it would be, with what else that means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from corresp_tracker.ui.in_words import menu_words
from corresp_tracker.ui.labels import drawn_by_style, plain_label
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.casework.heads import HeadChange

_SAME = "as it is"


class HeadCards(QScrollArea):
    """A card for each draft. What was typed by hand stays, unless its box is ticked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Drafts before and after")
        self.boxes: dict[tuple[int, str], QCheckBox] = {}
        self.show_changes((), none="")

    @property
    def rewrite(self) -> frozenset[tuple[int, str]]:
        """What was typed by hand and is to be written anew all the same."""
        return frozenset(key for key, box in self.boxes.items() if box.isChecked())

    @property
    def words(self) -> str:
        """All that is said, a line each."""
        inside = self.widget()
        labels = inside.findChildren(QLabel) if inside else []
        return "\n".join(label.text() for label in labels if label.text())

    def show_changes(self, changes: Sequence[HeadChange], *, none: str) -> None:
        """Show these drafts; `none` is said where there is no draft."""
        unit = spacing(self)
        self.boxes = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, unit * 2, 0)
        column.setSpacing(unit * 3)
        for change in changes:
            column.addWidget(self._card(change))
        if not changes and none:
            column.addWidget(plain_label(none, role="quiet", wraps=True))
        column.addStretch()
        self.setWidget(inside)

    def _card(self, change: HeadChange) -> QFrame:
        unit = spacing(self)
        card = QFrame()
        card.setProperty("role", "card")
        drawn_by_style(card)
        grid = QGridLayout(card)
        grid.setContentsMargins(unit * 4, unit * 3, unit * 4, unit * 3)
        grid.setHorizontalSpacing(unit * 4)
        grid.setVerticalSpacing(unit * 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        title = " · ".join(filter(None, (change.reference, change.role.capitalize(), change.subject)))
        grid.addWidget(plain_label(title, role="strong", wraps=True), 0, 0, 1, 3)
        grid.addWidget(plain_label("Now", role="small"), 1, 1)
        grid.addWidget(plain_label("Then", role="small"), 1, 2)
        for name, before, after in _rows(change):
            row = grid.rowCount()
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(plain_label(name, role="quiet"), row, 0, top)
            grid.addWidget(_words(before), row, 1, top)
            same = before == after
            grid.addWidget(
                plain_label(_SAME, role="quiet") if same else _words(after, strong=True), row, 2, top
            )
        for name in sorted(change.by_hand):
            self._offer(change, name, grid)
        for note in change.notes:
            grid.addWidget(plain_label(note, wraps=True), grid.rowCount(), 0, 1, 3)
        return card

    def _offer(self, change: HeadChange, name: str, grid: QGridLayout) -> None:
        """Say that words were typed by hand and stay; offer to write them anew."""
        typed, written = getattr(change.before, name), getattr(change.after, name)
        if typed == written:
            return
        grid.addWidget(
            plain_label(f"“{typed}” was typed by hand, and stays.", wraps=True), grid.rowCount(), 0, 1, 3
        )
        box = QCheckBox(menu_words(f"Write “{written}” in place of “{typed}”"))
        self.boxes[change.letter_id, name] = box
        grid.addWidget(box, grid.rowCount(), 0, 1, 3)


def _rows(change: HeadChange) -> list[tuple[str, str, str]]:
    now, then = change.before, change.written()
    return [
        ("To", "\n".join(now.address), "\n".join(then.address)),
        ("Salutation", now.salutation, then.salutation),
        ("Sign-off", now.sign_off, then.sign_off),
        ("Signed by", "\n".join(now.signature), "\n".join(then.signature)),
    ]


def _words(words: str, *, strong: bool = False) -> QLabel:
    label = plain_label(words or "nothing", role="strong" if strong else "", wraps=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
