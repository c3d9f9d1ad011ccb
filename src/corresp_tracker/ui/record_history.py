"""The history of one record, in a window of its own: who changed what of it, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from corresp_tracker.ui.history_view import HistoryView
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.ui.jobs import Jobs


def show_history(parent: QWidget, jobs: Jobs, table: str, record_id: int, name: str) -> RecordHistory:
    """Show the history of a work, a person or a standard line."""
    dialog = RecordHistory(jobs, table, record_id, name, parent)
    dialog.open()
    return dialog


class RecordHistory(QDialog):
    """Shows the history until it is closed."""

    def __init__(
        self, jobs: Jobs, table: str, record_id: int, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"History: {name}")
        self.view = HistoryView(jobs, self)
        self.view.show_record(table, record_id)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 4, unit * 4, unit * 4, unit * 3)
        layout.setSpacing(unit * 3)
        layout.addWidget(self.view, 1)
        layout.addWidget(buttons)
        self.resize(unit * 180, unit * 130)
