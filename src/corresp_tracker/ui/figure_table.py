"""The table behind a chart: one row for each label, and the cases behind each of its figures."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt

from corresp_tracker.ui.figure_views import Cell, FigureView
from corresp_tracker.ui.in_words import tooltip
from corresp_tracker.ui.table_rows import Index, TableRows


class FigureTable(TableRows):
    """The cells of one view; each gives the cases behind it."""

    def __init__(self, view: FigureView, parent: QObject | None = None) -> None:
        super().__init__(view.heads, len(view.rows), parent)
        self.view = view

    def cell(self, row: int, column: int) -> Cell:
        """Give a cell."""
        return self.view.rows[row][column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(cell.behind.title if cell.behind and cell.words else cell.words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.view.heads[index.column()]}: {cell.words or 'none'}"
        return None
