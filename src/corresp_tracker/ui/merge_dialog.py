"""Merging two works that are one: both side by side, and which of them is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ProgrammeFacts, ReportFacts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    Facts = ReportFacts | ProgrammeFacts

_SHOWN = (
    ("published_on", "Published"),
    ("inspected_on", "Inspected"),
    ("publishers", "Publishers"),
    ("owners", "Inspectorates"),
    ("abbreviation", "Abbreviation"),
    ("short_title", "Short title"),
    ("edition", "Edition"),
    ("place", "Place"),
    ("kind", "Kind"),
    ("other_names", "Other names"),
    ("url", "On the web"),
)
WHAT_HAPPENS = (
    "All that cites the other will cite the one that is kept, which takes over its names, its programme and what it "
    "does not say itself. The other’s id goes on leading to it. It is one change in the history."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedSide:
    """One of the two works: its facts, its version when it was read, and how many paragraphs cite it."""

    work_id: int
    facts: Facts
    version: int
    cited: int

    @property
    def title(self) -> str:
        """What it is called."""
        return self.facts.title if isinstance(self.facts, ReportFacts) else self.facts.name


def read_side(session: Session, work_id: int) -> MergedSide:
    """Read one of the two works."""
    from corresp_tracker.casework.register_rows import facts_of_work
    from corresp_tracker.store.lists import work_card

    card = work_card(session, work_id)
    row = card.row
    cited = row.sent + row.received + row.drafts
    return MergedSide(
        work_id=work_id, facts=facts_of_work(session, work_id), version=card.version, cited=cited
    )


def ask_to_merge(
    parent: QWidget, one: MergedSide, other: MergedSide, then: Callable[[MergedSide, MergedSide], None]
) -> MergeDialog:
    """Let a person say which of two works is kept; `then` gets that and the other, unless they think better of it."""
    dialog = MergeDialog(one, other, then, parent)
    dialog.open()
    return dialog


class MergeDialog(QDialog):
    """Two works side by side; the one that is kept is chosen with the arrow keys."""

    def __init__(
        self,
        one: MergedSide,
        other: MergedSide,
        then: Callable[[MergedSide, MergedSide], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Merge two works into one")
        self._sides, self._then = (one, other), then
        self.group = QButtonGroup(self)
        self.keep = [QRadioButton("Keep this &one", self), QRadioButton("Keep the o&ther", self)]
        for number, button in enumerate(self.keep):
            button.setAccessibleName(f"Keep {self._sides[number].title}")
            self.group.addButton(button, number)
        self._lay_out()
        # The one that is cited more is likelier the one that people know; the first where that decides nothing.
        self.keep[1 if other.cited > one.cited else 0].setChecked(True)
        self.keep[self.group.checkedId()].setFocus()

    def merge(self) -> None:
        """Take the choice."""
        kept = self._sides[self.group.checkedId()]
        twin = self._sides[1 - self.group.checkedId()]
        self.accept()
        self._then(kept, twin)

    def _lay_out(self) -> None:
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addLayout(self._both())
        line = QFrame(self)
        line.setProperty("role", "line")
        layout.addWidget(line)
        layout.addWidget(plain_label(WHAT_HAPPENS, role="quiet", wraps=True))
        layout.addStretch()
        foot = QHBoxLayout()
        foot.addStretch()
        leave = QPushButton("Leave them two", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Merge nothing (Esc)")
        leave.clicked.connect(self.reject)
        merge = QPushButton("&Merge", self)
        merge.setProperty("primary", True)
        merge.setDefault(True)
        merge.setToolTip("Merge them (Enter)")
        merge.clicked.connect(self.merge)
        foot.addWidget(leave)
        foot.addWidget(merge)
        layout.addLayout(foot)
        wide = unit * 200
        self.resize(wide, max(layout.totalHeightForWidth(wide), self.sizeHint().height()))

    def _both(self) -> QGridLayout:
        unit = spacing(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(unit * 5)
        grid.setVerticalSpacing(unit * 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        for column, side in enumerate(self._sides, start=1):
            grid.addWidget(self.keep[column - 1], 0, column)
            grid.addWidget(plain_label(side.title, role="strong", wraps=True), 1, column, top)
            cited = f"Cited by {counted(side.cited, 'paragraph')}"
            grid.addWidget(plain_label(cited, role="quiet"), 2, column)
        row = 3
        for field, words in _SHOWN:
            said = [_said(getattr(side.facts, field, None)) for side in self._sides]
            if any(said):
                grid.addWidget(plain_label(words, role="quiet"), row, 0, top)
                for column, value in enumerate(said, start=1):
                    grid.addWidget(plain_label(value or "–", wraps=True), row, column, top)
                row += 1
        return grid


def _said(value: Any) -> str:
    if isinstance(value, PartialDate):
        return value.in_words()
    if isinstance(value, tuple):
        return "; ".join(cast("tuple[str, ...]", value))
    return str(value or "")
