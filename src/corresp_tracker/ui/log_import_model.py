"""The rows of a spreadsheet as a table: what each becomes, whether it is taken, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from corresp_tracker.casework.log_import import LogPlan, LogRow, RowBecomes
from corresp_tracker.casework.sheet_columns import SheetField
from corresp_tracker.ui.in_words import short_day, tooltip
from corresp_tracker.ui.table_rows import ROOT, Index

HEADS = (
    "Take",
    "Line",
    "Becomes",
    "Reference",
    "Correspondent",
    "Subject",
    "Received",
    "Due",
    "Sent",
    "To look at",
)
TAKE, LINE, BECOMES, REFERENCE, CORRESPONDENT, SUBJECT, RECEIVED, DUE, SENT, SAYS = range(10)
SHOWN = ("Doubtful rows first", "Only doubtful rows", "All rows in their order")
"""How the rows are shown; the place in this list is what `show` takes."""


class LogImportModel(QAbstractTableModel):
    """One row for each row of the sheet. Good rows are taken, doubtful ones only where a person says so.

    A choice outlasts a new plan: a row is known by its line.
    """

    chosen_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[LogRow] = []
        self._shown: list[LogRow] = []
        self._said: dict[int, bool] = {}
        self._way = 0

    def show_plan(self, plan: LogPlan) -> None:
        """Show the rows of a plan."""
        self._rows = list(plan.rows)
        self._arrange()

    def show(self, way: int) -> None:
        """Show the rows in one of the ways of SHOWN."""
        self._way = way
        self._arrange()

    def forget_choices(self) -> None:
        """Forget what was chosen by hand, for another sheet."""
        self._said.clear()

    def row(self, number: int) -> LogRow | None:
        """Give the row that stands at this place."""
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def place_of(self, line: int) -> int | None:
        """Give the place of a line of the sheet."""
        return next((place for place, row in enumerate(self._shown) if row.line == line), None)

    def is_taken(self, row: LogRow) -> bool:
        """Say whether a row is taken."""
        return row.can_be_taken and self._said.get(row.line, not row.doubts)

    def chosen(self) -> list[LogRow]:
        """Give the rows that are taken."""
        return [row for row in self._rows if self.is_taken(row)]

    def take(self, number: int, *, is_taken: bool) -> None:
        """Take a row, or not."""
        row = self.row(number)
        if row and row.can_be_taken:
            self._said[row.line] = is_taken
            self.dataChanged.emit(self.index(number, 0), self.index(number, len(HEADS) - 1))
            self.chosen_changed.emit()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == TAKE and self._shown[index.row()].can_be_taken:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole or index.column() != TAKE:
            return False
        self.take(index.row(), is_taken=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == TAKE and row.can_be_taken:
            return Qt.CheckState.Checked if self.is_taken(row) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return words_of(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (CORRESPONDENT, SUBJECT, SAYS):
            return tooltip(words_of(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            taken = "taken" if self.is_taken(row) else "not taken"
            return f"{taken}, {', '.join(words_of(row, each) for each in range(1, len(HEADS)))}"
        return None

    def _arrange(self) -> None:
        self.beginResetModel()
        shown = [row for row in self._rows if row.is_doubtful] if self._way == 1 else list(self._rows)
        if self._way == 0:
            shown.sort(key=lambda row: (not row.is_doubtful, not row.can_be_taken))
        self._shown = shown
        self.endResetModel()
        self.chosen_changed.emit()


class LogImportTable(QTableView):
    """The table; Space takes a row from any of its columns."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, LogImportModel):
            number = self.currentIndex().row()
            row = model.row(number)
            if row:
                model.take(number, is_taken=not model.is_taken(row))
        else:
            super().keyPressEvent(event)


def words_of(row: LogRow, column: int) -> str:
    """Give the words of a cell."""
    if column == BECOMES:
        return row.becomes.value
    if column == LINE:
        return str(row.line)
    if column == REFERENCE:
        return row.reference or ("the next" if row.becomes is RowBecomes.CASE else "")
    if column == CORRESPONDENT:
        return "; ".join(each.known_as for each in row.known)
    if column == SUBJECT:
        return row.read.said(SheetField.SUBJECT)
    if column == SAYS:
        return sentence(row.reason)
    day = {RECEIVED: row.read.received or row.read.dated, DUE: row.read.due, SENT: row.read.sent}.get(column)
    return short_day(day) if day else ""


def sentence(words: str) -> str:
    """Begin words with a capital."""
    return words[:1].upper() + words[1:]


def counts_in_words(rows: Sequence[LogRow]) -> str:
    """Say what a sheet holds: "40 new cases, 2 letters of a case, 3 held already"."""
    kinds = (
        (RowBecomes.CASE, "new case", "new cases"),
        (RowBecomes.LETTER, "letter of a case", "letters of a case"),
        (RowBecomes.HELD, "held already", "held already"),
        (RowBecomes.NOTHING, "with no letter in it", "with no letter in them"),
    )
    said: list[str] = []
    for becomes, one, many in kinds:
        count = sum(row.becomes is becomes for row in rows)
        if count:
            said.append(f"{count:,} {one if count == 1 else many}")
    doubtful = sum(row.is_doubtful for row in rows)
    return ", ".join(said) + (f"; {doubtful:,} of them to look at" if doubtful else "")
