"""The open cases that other rules would move, with the old date and the new, before anything is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QPushButton, QTableView, QVBoxLayout, QWidget

from corresp_tracker.ui.deadline_dialog import short_weekday
from corresp_tracker.ui.in_words import counted, tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.casework.office_rules import MovedCase

_COLUMNS = ("Case", "Due now", "Due then", "Subject")
_WIDE = (20, 20, 20)


def ask_to_move(parent: QWidget, moved: Sequence[MovedCase], then: Callable[[], None]) -> MovedCasesDialog:
    """Show the cases that would move; `then` is called when the person wants it so."""
    dialog = MovedCasesDialog(moved, parent)
    dialog.accepted.connect(then)
    dialog.open()
    return dialog


class MovedCases(TableRows):
    """One row for each case that would move."""

    def __init__(self, moved: Sequence[MovedCase], parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, len(moved), parent)
        self._moved = moved

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        case = self._moved[index.row()]
        cells = (case.reference, _day(case.before), _day(case.after), case.subject)
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(cells[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cells[0]}: due {cells[1]} now, {cells[2]} then; {cells[3]}"
        return None


class MovedCasesDialog(QDialog):
    """Lists the cases; keeping the rules and moving the cases is one change in the history."""

    def __init__(self, moved: Sequence[MovedCase], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Which cases would move")
        unit = spacing(self)
        self.table = QTableView(self)
        self.table.setModel(MovedCases(moved, self.table))
        as_plain_table(self.table, "Open cases that would move", _WIDE)
        self.table.horizontalHeader().setSectionResizeMode(len(_WIDE), QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(plain_label(said(moved), role="strong", wraps=True))
        about = (
            "Nothing is written yet. Dates that were set by hand stay, and cases on hold are counted when they "
            "go on."
        )
        layout.addWidget(plain_label(about, role="quiet", wraps=True))
        layout.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch()
        leave = QPushButton("&Back", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Write nothing (Esc)")
        leave.clicked.connect(self.reject)
        self.keep = QPushButton(f"&Keep, and move {counted(len(moved), 'case')}", self)
        self.keep.setProperty("primary", True)
        self.keep.setDefault(True)
        self.keep.setToolTip("Write all of it as one change, with an entry in each case (Enter)")
        self.keep.clicked.connect(self.accept)
        foot.addWidget(leave)
        foot.addWidget(self.keep)
        layout.addLayout(foot)
        self.resize(unit * 220, unit * 130)
        self.table.setFocus()


def said(moved: Sequence[MovedCase]) -> str:
    """Count what would move: "12 open cases would move: 11 later, 1 earlier"."""
    later = sum(bool(case.before and case.after and case.after > case.before) for case in moved)
    earlier = sum(bool(case.before and case.after and case.after < case.before) for case in moved)
    others = len(moved) - later - earlier
    parts = [
        f"{number:,} {words}"
        for number, words in ((later, "later"), (earlier, "earlier"), (others, "to or from no date"))
        if number
    ]
    return f"{counted(len(moved), 'open case')} would move: {', '.join(parts)}."


def _day(day: date | None) -> str:
    return short_weekday(day) if day else "no date"
