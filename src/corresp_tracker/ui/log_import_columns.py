"""The columns of a spreadsheet: what each is taken for, and the way to say that it is something else."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from corresp_tracker.casework.sheet_columns import SheetColumn, SheetField, SheetLayout
from corresp_tracker.ui.in_words import tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import spacing

FIELD_WORDS = {
    SheetField.REFERENCE: "Our reference",
    SheetField.RECEIVED: "Day on which it came",
    SheetField.DATED: "Date of the letter",
    SheetField.CORRESPONDENT: "Correspondent",
    SheetField.POST: "Correspondent’s post",
    SheetField.ORGANISATION: "Correspondent’s organisation",
    SheetField.CONSTITUENT: "Constituent",
    SheetField.SUBJECT: "Subject",
    SheetField.KIND: "Kind of case",
    SheetField.DIRECTION: "In or out",
    SheetField.STAGE: "Stage",
    SheetField.DRAFTER: "Drafter",
    SheetField.UNIT: "Unit",
    SheetField.SIGNATORY: "Signatory",
    SheetField.DUE: "Due",
    SheetField.SENT: "Day on which the answer went",
    SheetField.THEIR_REFERENCE: "Their reference",
    SheetField.PRIORITY: "Priority",
    SheetField.MARKING: "Marking",
    SheetField.NOTE: "Kept in the note",
    SheetField.NOTHING: "Left out",
}
_FIELDS = tuple(FIELD_WORDS)
_HEADS = ("Column", "Is taken for", "For example")


class ColumnsModel(TableRows):
    """One row for each column of the sheet."""

    def __init__(self, layout: SheetLayout, parent: QObject | None = None) -> None:
        super().__init__(_HEADS, len(layout.columns), parent)
        self._columns = layout.columns

    def column(self, number: int) -> SheetColumn | None:
        """Give the column of a row."""
        return self._columns[number] if 0 <= number < len(self._columns) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        words = self._words(self._columns[index.row()], index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        return tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else None

    def _words(self, column: SheetColumn, at: int) -> str:
        if at == 0:
            return column.heading or f"(column {column.index + 1}, with no heading)"
        return FIELD_WORDS[column.field] if at == 1 else "; ".join(column.examples)


class ColumnsPanel(QWidget):
    """The table of columns, and below it what the chosen one is. `said` tells of a correction: column and field."""

    said = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ColumnsModel | None = None
        self.table = QTableView(self)
        self.name = plain_label("")
        self.field = QComboBox(self)
        self.field.addItems(list(FIELD_WORDS.values()))
        self.field.setAccessibleName("What the column is taken for")
        self.field.activated.connect(self._chosen)
        unit = spacing(self)
        foot = QHBoxLayout()
        foot.setSpacing(unit * 3)
        self.name.setBuddy(self.field)
        foot.addWidget(self.name)
        foot.addWidget(self.field)
        foot.addWidget(plain_label("What you say is remembered for the next import.", role="small"), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, unit * 3, 0, 0)
        layout.setSpacing(unit * 3)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.table)

    def show_layout(self, layout: SheetLayout) -> None:
        """Show the columns, with the same one chosen."""
        at = max(self.table.currentIndex().row(), 0)
        before, self._model = self._model, ColumnsModel(layout, self)
        self.table.setModel(self._model)
        as_plain_table(self.table, "Columns of the spreadsheet, and what each is taken for", (32, 38))
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.setCurrentIndex(self._model.index(min(at, len(layout.columns) - 1), 0))
        self._show_column()
        if before:
            before.deleteLater()

    def _row_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_column()

    def _show_column(self) -> None:
        column = self._model.column(self.table.currentIndex().row()) if self._model else None
        self.field.setEnabled(column is not None)
        if column:
            heading = column.heading or f"Column {column.index + 1}"
            self.name.setText(
                self.fontMetrics().elidedText(f"“{heading}” is", Qt.TextElideMode.ElideRight, 300)
            )
            self.field.setCurrentIndex(_FIELDS.index(column.field))

    def _chosen(self, at: int) -> None:
        column = self._model.column(self.table.currentIndex().row()) if self._model else None
        if column and _FIELDS[at] is not column.field:
            self.said.emit(column.index, _FIELDS[at])
