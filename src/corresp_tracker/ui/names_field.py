"""The other names of a work: a table to type them in, each with whether it counts only beside a cue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from corresp_tracker.ui.in_words import tooltip
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.theme import spacing

_COLUMNS = ("Name", "Needs a cue", "Names as well")
_NAME, _CUE, _SHARED = range(3)
_ROWS_SHOWN = 4
CUE = (
    "Ordinary words, which name this work only beside quotes, capitals, italics, a date or the word report. "
    "Space sets or clears it"
)


class NamesField(QTableWidget):
    """One name a row, with an empty row at the end to type the next in. Del takes a name out."""

    changed = Signal()

    def __init__(self, names: Sequence[str], cue: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(0, len(_COLUMNS), parent)
        self.setHorizontalHeaderLabels(list(_COLUMNS))
        as_plain_table(
            self, "Other names: type a name, Space says whether it needs a cue, Del takes it out", ()
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        header = self.horizontalHeader()
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_CUE, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_SHARED, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(_SHARED, self.fontMetrics().averageCharWidth() * 18)
        row = self.fontMetrics().height() + spacing(self) * 3
        self.setMinimumHeight(row * (_ROWS_SHOWN + 1))
        for name in dict.fromkeys((*names, *sorted(cue))):
            self._add(name, needs_cue=name in cue)
        self._add("", needs_cue=False)
        self.setCurrentCell(0, _NAME)
        self.itemChanged.connect(self._item_changed)

    def names(self) -> tuple[str, ...]:
        """Give the names in their order, none twice."""
        return tuple(dict.fromkeys(name for name, _ in self._rows() if name))

    def cue_names(self) -> frozenset[str]:
        """Give those that need a cue."""
        return frozenset(name for name, needs_cue in self._rows() if name and needs_cue)

    def show_shared(self, shared: Mapping[str, Sequence[str]]) -> None:
        """Say of each name which other works go by it too; it is offered, and never decides between them."""
        self.blockSignals(True)
        for row, (name, _) in enumerate(self._rows()):
            titles = shared.get(name, ())
            item = self._item(row, _SHARED)
            item.setText("; ".join(titles))
            item.setToolTip(tooltip("\n".join(titles)))
        self.blockSignals(False)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentRow()
        if event.key() == Qt.Key.Key_Delete and row >= 0 and self._rows()[row][0]:
            self.removeRow(row)
            self.setCurrentCell(min(row, self.rowCount() - 1), _NAME)
            self.changed.emit()
        elif event.key() == Qt.Key.Key_Space and self.currentColumn() != _SHARED:
            item = self._item(row, _CUE)
            is_set = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if is_set else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)

    def _rows(self) -> list[tuple[str, bool]]:
        return [
            (
                " ".join(self._item(row, _NAME).text().split()),
                self._item(row, _CUE).checkState() == Qt.CheckState.Checked,
            )
            for row in range(self.rowCount())
        ]

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.item(row, column)
        assert item is not None
        return item

    def _add(self, name: str, *, needs_cue: bool) -> None:
        row = self.rowCount()
        self.insertRow(row)
        words = QTableWidgetItem(name)
        cue = QTableWidgetItem()
        cue.setFlags(
            Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        )
        cue.setCheckState(Qt.CheckState.Checked if needs_cue else Qt.CheckState.Unchecked)
        cue.setToolTip(CUE)
        shared = QTableWidgetItem()
        shared.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        for column, item in ((_NAME, words), (_CUE, cue), (_SHARED, shared)):
            self.setItem(row, column, item)

    def _item_changed(self, item: QTableWidgetItem) -> None:
        if item.row() == self.rowCount() - 1 and item.column() == _NAME and item.text().strip():
            self.blockSignals(True)
            self._add("", needs_cue=False)
            self.blockSignals(False)
        if item.column() != _SHARED:
            self.changed.emit()
