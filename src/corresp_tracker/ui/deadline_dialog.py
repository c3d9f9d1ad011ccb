"""Why is this due then? The count, day by day, with each day that was left out and its reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import colours_of, spacing
from corresp_tracker.values.partial_date import MONTHS, PartialDate
from corresp_tracker.workingdays import explain

if TYPE_CHECKING:
    from corresp_tracker.workingdays import Deadline

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_COLUMNS = ("Day", "Date", "")


def short_weekday(day: date) -> str:
    """Give a day as rows and sentences here print it: "Mon 14 Nov 2016"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def explain_deadline(parent: QWidget, deadline: Deadline) -> DeadlineDialog:
    """Show how a deadline was counted."""
    dialog = DeadlineDialog(deadline, parent)
    dialog.open()
    return dialog


class CountedDays(TableRows):
    """The days of a count: the number of each that counts, the day, and why another does not."""

    def __init__(self, deadline: Deadline, quiet: object, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, len(deadline.days), parent)
        self._days = deadline.days
        self._quiet = quiet

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        day = self._days[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            number = str(day.number) if day.counts else ""
            last = "Due" if index.row() == len(self._days) - 1 else ""
            return (number, short_weekday(day.date), day.reason if not day.counts else last)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and not day.counts:
            return self._quiet
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return int(Qt.AlignmentFlag.AlignCenter)
        return None


class DeadlineDialog(QDialog):
    """Explains one deadline."""

    def __init__(self, deadline: Deadline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Why {short_weekday(deadline.due)}?")
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        due = f"Answer by {_WEEKDAYS[deadline.due.weekday()]} {PartialDate.of_day(deadline.due).in_words()}"
        layout.addWidget(plain_label(due, role="heading"))
        layout.addWidget(plain_label(explain(deadline), wraps=True))
        if deadline.days:
            layout.addWidget(self._table(deadline), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(unit * 110, unit * (130 if deadline.days else 40))

    def _table(self, deadline: Deadline) -> QTableView:
        table = QTableView(self)
        table.setModel(CountedDays(deadline, colours_of(self).quiet_text, table))
        table.setAccessibleName("The days counted")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + spacing(self) * 2)
        wide = self.fontMetrics().averageCharWidth()
        table.setColumnWidth(0, wide * 7)
        table.setColumnWidth(1, wide * 22)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        return table
