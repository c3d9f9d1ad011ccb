"""What the tables of dialogs have in common: so many rows, columns with fixed heads, and ticks by key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class TableRows(QAbstractTableModel):
    """Knows how many rows and columns there are; what stands in them is for the table itself to say."""

    def __init__(self, heads: Sequence[str], number_of_rows: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads, self._number_of_rows = tuple(heads), number_of_rows

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._number_of_rows

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        return None


class TickTable(QTableView):
    """A table of rows to tick: Space turns the tick of the row that one is at, Ctrl+A those of all.

    Its model has `turn(row)`, and `tick_all()` where all can be ticked at once.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model: Any = self.model()
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            model.turn(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.SelectAll) and hasattr(model, "tick_all"):
            model.tick_all()
        else:
            super().keyPressEvent(event)
