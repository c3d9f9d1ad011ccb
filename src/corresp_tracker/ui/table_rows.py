"""What the tables of dialogs have in common: so many rows, and columns with fixed heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

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
