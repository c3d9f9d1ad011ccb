"""How tables are dressed: whole rows, no grid, no wrapping, rows as high as their words need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from corresp_tracker.ui.theme import spacing


def as_plain_table(table: QTableView, name: str, wide: Sequence[int]) -> None:
    """Dress a table; `wide` are the widths of its first columns, in characters."""
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + spacing(table) * 3)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    table.horizontalHeader().setDefaultAlignment(left)
    table.horizontalHeader().setHighlightSections(False)
    character = table.fontMetrics().averageCharWidth()
    for column, width in enumerate(wide):
        table.setColumnWidth(column, character * width)
    if table.model().rowCount():
        table.setCurrentIndex(table.model().index(0, 0))
