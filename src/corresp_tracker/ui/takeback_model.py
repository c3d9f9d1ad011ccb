"""The changes of a draft that came back from Word, as rows to take or to leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from corresp_tracker.ui.in_words import tooltip
from corresp_tracker.ui.table_rows import Index, TableRows

if TYPE_CHECKING:
    from corresp_tracker.casework.around import TakenAround
    from corresp_tracker.casework.takeback import HeadChange, Takeback, TakenChange

_COLUMNS = ("Take", "What happened", "Paragraph")
TAKE, WHAT, WHERE = range(3)


@dataclass(frozen=True, slots=True)
class ChosenChanges:
    """What a person takes of a file: keys of changes, fields of the heading, keys of what stands around."""

    keys: frozenset[int]
    heads: tuple[str, ...]
    around: tuple[int, ...]


class TakebackModel(TableRows):
    """A row for each change of the paragraphs, of the heading and of what stands around; what is sure is chosen to begin
    with."""

    decided = Signal()

    def __init__(self, report: Takeback, parent: QObject | None = None) -> None:
        self._shown = [change for change in report.changes if change.is_change]
        self._heads_told = report.heads
        self._around = report.around
        waiting = len(report.heads) + len(report.around)
        self._taken = [not change.why for change in self._shown] + [False] * waiting
        self._unchanged = [change.key for change in report.changes if not change.is_change]
        super().__init__(_COLUMNS, len(self._taken), parent)

    def change(self, number: int) -> TakenChange | None:
        """Give a change of paragraphs; None for one of the heading."""
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def head(self, number: int) -> HeadChange | None:
        """Give a change of the heading."""
        place = number - len(self._shown)
        return self._heads_told[place] if 0 <= place < len(self._heads_told) else None

    def around(self, number: int) -> TakenAround | None:
        """Give a change of what stands around the paragraphs."""
        place = number - len(self._shown) - len(self._heads_told)
        return self._around[place] if 0 <= place < len(self._around) else None

    def can_take(self, number: int) -> bool:
        """Say whether a row can be taken at all: what a draft has no place for can only be looked at."""
        around = self.around(number)
        return around is None or around.can_be_taken

    def takes(self, number: int) -> bool:
        """Say whether a change is taken."""
        return self._taken[number]

    def take(self, number: int, *, is_taken: bool) -> None:
        """Take a change, or leave the draft as it is there."""
        if not self.can_take(number):
            return
        self._taken[number] = is_taken
        self.dataChanged.emit(self.index(number, 0), self.index(number, WHERE))
        self.decided.emit()

    def keys(self) -> frozenset[int]:
        """Give the keys of the changes to take, and of all that is unchanged."""
        chosen = [change.key for number, change in enumerate(self._shown) if self._taken[number]]
        return frozenset([*chosen, *self._unchanged])

    def heads(self) -> tuple[str, ...]:
        """Give the fields of the heading to take."""
        return tuple(
            head.field for number, taken in enumerate(self._taken) if taken and (head := self.head(number))
        )

    def arounds(self) -> tuple[int, ...]:
        """Give the keys of what to take of the words around the paragraphs."""
        return tuple(
            around.key
            for number, taken in enumerate(self._taken)
            if taken and (around := self.around(number))
        )

    def chosen(self) -> ChosenChanges:
        """Give all that is to be taken."""
        return ChosenChanges(self.keys(), self.heads(), self.arounds())

    def waiting(self) -> list[int]:
        """Give the rows that a person should look at."""
        return [
            number
            for number in range(len(self._taken))
            if self.head(number) or self.around(number) or ((change := self.change(number)) and change.why)
        ]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_check = index.column() == TAKE and self.can_take(index.row())
        return flags | Qt.ItemFlag.ItemIsUserCheckable if is_check else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole or index.column() != TAKE:
            return False
        self.take(index.row(), is_taken=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        number, column = index.row(), index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == TAKE and self.can_take(number):
            return Qt.CheckState.Checked if self._taken[number] else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(number, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == WHERE:
            return tooltip(self._words(number, WHERE))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            taken = "taken" if self._taken[number] else "left as the draft has it"
            taken = taken if self.can_take(number) else "in the file alone"
            return f"{taken}, {self._words(number, WHAT)}: {self._words(number, WHERE)}"
        return None

    def _words(self, number: int, column: int) -> str:
        change, head, around = self.change(number), self.head(number), self.around(number)
        if around:
            where = around.where.value.capitalize()
            return ("", _happened(around), f"{where}: {around.after or around.before}")[column]
        if head:
            return ("", "heading changed", f"{head.label.capitalize()}: {head.after}")[column]
        if change is None or column == TAKE:
            return ""
        if column == WHAT:
            said = " and ".join(kind.value for kind in change.kinds)
            return f"{said} · look" if change.why else said
        return next((each.text or each.before for each in change.paragraphs), "")


def _happened(around: TakenAround) -> str:
    """Say in a few words what happened to a line around the paragraphs."""
    did = "changed" if around.before and around.after else "put in" if around.after else "taken out"
    return f"{did} · look"
