"""What looks wrong with a draft, as rows: what is open first, what was waved through after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from corresp_tracker.ui.in_words import tooltip
from corresp_tracker.ui.table_rows import Index, TableRows

if TYPE_CHECKING:
    from corresp_tracker.casework.checking import CheckedLetter
    from corresp_tracker.drafting.letter_to_check import DraftCheck

_COLUMNS = ("Where", "What looks wrong", "What puts it right")
WHERE, WRONG, RIGHT = range(3)


class ChecksModel(TableRows):
    """A row for each check."""

    def __init__(self, checked: CheckedLetter, parent: QObject | None = None) -> None:
        waved = [check for check in checked.checks if check.key in checked.waved]
        self._rows = [*checked.open, *waved]
        self._waved = checked.waved
        super().__init__(_COLUMNS, len(self._rows), parent)

    def check(self, number: int) -> DraftCheck | None:
        """Give a row's check."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def reason(self, number: int) -> str:
        """Give why a row was waved through; "" for one that is open."""
        check = self.check(number)
        return self._waved.get(check.key, "") if check else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        check = self.check(index.row()) if index.isValid() else None
        if check is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(index.row(), check, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() != WHERE:
            return tooltip(self._words(index.row(), check, index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{check.where}: {check.message}"
            reason = self.reason(index.row())
            return f"{said} Waved through: {reason}" if reason else said
        return None

    def _words(self, number: int, check: DraftCheck, column: int) -> str:
        if column == WHERE:
            return f"{check.where[:1].upper()}{check.where[1:]}"
        if column == WRONG:
            return check.message
        reason = self.reason(number)
        return f"Waved through: {reason}" if reason else check.fix
