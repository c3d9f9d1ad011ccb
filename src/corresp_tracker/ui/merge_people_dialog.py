"""Merging two people who are one: both side by side, and which of them is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.in_words import counted, short_date
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.store.lists import PersonCard

WHAT_HAPPENS = (
    "All letters, cases and posts of the other become those of the one that is kept, which takes over what it does not "
    "say itself. The other’s name goes on leading to it. It is one change, and can be undone."
)


def ask_to_merge_people(
    parent: QWidget, one: PersonCard, other: PersonCard, then: Callable[[PersonCard, PersonCard], None]
) -> MergePeopleDialog:
    """Let somebody say who is kept; `then` gets that one and the other, unless they think better of it."""
    dialog = MergePeopleDialog(one, other, then, parent)
    dialog.open()
    return dialog


class MergePeopleDialog(QDialog):
    """Two people side by side; the one that is kept is chosen with the arrow keys."""

    def __init__(
        self,
        one: PersonCard,
        other: PersonCard,
        then: Callable[[PersonCard, PersonCard], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Merge two people into one")
        self._sides, self._then = (one, other), then
        self.group = QButtonGroup(self)
        self.keep = [QRadioButton("Keep this &one", self), QRadioButton("Keep the o&ther", self)]
        for number, button in enumerate(self.keep):
            button.setAccessibleName(f"Keep {self._sides[number].row.name}")
            self.group.addButton(button, number)
        self._lay_out()
        fuller = _letters(other) > _letters(one)
        self.keep[1 if fuller else 0].setChecked(True)
        self.keep[self.group.checkedId()].setFocus()

    def merge(self) -> None:
        """Take the choice."""
        kept, twin = self._sides[self.group.checkedId()], self._sides[1 - self.group.checkedId()]
        self.accept()
        self._then(kept, twin)

    def _lay_out(self) -> None:
        unit = spacing(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(unit * 5)
        grid.setVerticalSpacing(unit * 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        facts = [_facts(side) for side in self._sides]
        for column in (1, 2):
            grid.addWidget(self.keep[column - 1], 0, column)
        for row, name in enumerate([name for name in facts[0] if facts[0][name] or facts[1][name]], start=1):
            grid.addWidget(plain_label(name, role="quiet"), row, 0, top)
            for column in (1, 2):
                said = facts[column - 1][name] or "–"
                label = plain_label(said, role="strong" if name == "Name" else "", wraps=True)
                grid.addWidget(label, row, column, top)
        foot = QHBoxLayout()
        foot.addStretch()
        leave = QPushButton("Leave them two", self)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        merge = QPushButton("&Merge", self)
        merge.setProperty("primary", True)
        merge.setDefault(True)
        merge.clicked.connect(self.merge)
        foot.addWidget(leave)
        foot.addWidget(merge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addLayout(grid)
        layout.addWidget(plain_label(WHAT_HAPPENS, role="quiet", wraps=True))
        layout.addStretch()
        layout.addLayout(foot)
        wide = unit * 190
        self.resize(wide, max(layout.totalHeightForWidth(wide), self.sizeHint().height()))


def _letters(card: PersonCard) -> int:
    return card.row.letters_in + card.row.letters_out


def _facts(card: PersonCard) -> dict[str, str]:
    posts = [", ".join(filter(None, (each.post, each.organisation))) for each in card.tenures]
    last = f", the last on {short_date(card.row.last_contact)}" if card.row.last_contact else ""
    return {
        "Name": card.row.name,
        "Honours": card.row.honours,
        "Posts": "\n".join(posts),
        "Letters": counted(_letters(card), "letter") + last if _letters(card) else "",
        "Salutation": card.salutation or card.salutation_by_name,
        "Address": card.address,
        "E-mail": card.email,
    }
