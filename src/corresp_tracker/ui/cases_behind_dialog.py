"""The cases behind a figure, to look through and to open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from corresp_tracker.ui.case_list import case_lines
from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import ElidedLabel, plain_label
from corresp_tracker.ui.row_list import RowList
from corresp_tracker.ui.row_model import PagedRows
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.store.lists import CaseRow
    from corresp_tracker.ui.figure_views import CasesBehind
    from corresp_tracker.ui.jobs import Jobs


class CasesBehindDialog(QDialog):
    """Lists the cases; Enter opens one (`case_asked`)."""

    case_asked = Signal(int)

    def __init__(self, jobs: Jobs, behind: CasesBehind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("The cases behind it")
        unit = spacing(self)
        self.count = plain_label(role="quiet")
        self._model: PagedRows[Any] = PagedRows(jobs, _rows, case_lines, self)
        self.cases = RowList(self._model, f"Cases: {behind.title}", self)
        self.cases.say_when_empty("No case is behind this figure.")
        self.cases.opened.connect(self._open)
        self._model.shown.connect(self._count)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 4, unit * 4, unit * 4, unit * 4)
        layout.setSpacing(unit * 2)
        layout.addWidget(ElidedLabel(behind.title, role="heading"))
        layout.addWidget(self.count)
        layout.addWidget(self.cases, 1)
        layout.addWidget(buttons)
        self.resize(unit * 170, unit * 130)
        self.cases.setFocus()
        self.cases.ask(behind.ids)

    def _count(self) -> None:
        self.count.setText(f"{counted(self._model.rowCount(), 'case')}. Enter opens one.")

    def _open(self, row: CaseRow) -> None:
        self.accept()
        self.case_asked.emit(row.id)


def _rows(session: Session, ids: Sequence[int]) -> Sequence[CaseRow]:
    from corresp_tracker.casework.deadlines import office_calendar
    from corresp_tracker.store.lists import case_rows

    return case_rows(session, ids, today=today_here(), calendar=office_calendar(session))
