"""The worklist as a table: a row for each case, in the columns and the order that a person chose."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.in_words import days_left, short_day, tooltip
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.row_model import PAGE, PagedRows, RowLines
from corresp_tracker.ui.table_rows import ROOT, Index
from corresp_tracker.ui.theme import colours_of
from corresp_tracker.values.case_columns import CaseColumn, TableLayout
from corresp_tracker.values.case_filter import CaseFilter

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.store.lists.case_table import CaseTableRow
    from corresp_tracker.ui.jobs import Jobs

WIDE = {
    CaseColumn.REFERENCE: 20,
    CaseColumn.CORRESPONDENT: 28,
    CaseColumn.SUBJECT: 28,
    CaseColumn.KIND: 18,
    CaseColumn.STAGE: 18,
    CaseColumn.DUE: 18,
    CaseColumn.DAYS_LEFT: 22,
    CaseColumn.RECEIVED: 18,
    CaseColumn.LAST_LETTER: 18,
    CaseColumn.DRAFTER: 20,
    CaseColumn.SIGNATORY: 20,
    CaseColumn.UNIT: 16,
    CaseColumn.PRIORITY: 14,
    CaseColumn.MARKING: 22,
    CaseColumn.BRING_FORWARD: 18,
    CaseColumn.LETTERS: 11,
}
"""How wide each column is, in characters; the subject takes what room is left."""


class CaseTableRows(PagedRows["CaseTableRow"]):
    """The cases of a table, fetched as they are seen; `layout` says what its columns are."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, _rows, _lines, parent)
        self.layout = TableLayout()

    def show_layout(self, layout: TableLayout) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.layout = layout
        self.endResetModel()

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.layout.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return str(self.layout.columns[section]).capitalize()
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        self._need(index.row() // PAGE)
        row = self.row_at(index.row())
        if row is None:
            return None
        column = self.layout.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words_of(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(words_of(row, column))
        if role == Qt.ItemDataRole.ForegroundRole and row.case.overdue:
            is_of_due = column in (CaseColumn.DUE, CaseColumn.DAYS_LEFT)
            return colours_of(self._view()).overdue if is_of_due else None
        return None

    def _view(self) -> QWidget:
        view = self.parent()
        assert isinstance(view, QWidget)
        return view


def words_of(row: CaseTableRow, column: CaseColumn) -> str:
    """Print what a column says of a case."""
    cell = row.cell(column)
    if column is CaseColumn.DAYS_LEFT:
        return days_left(row.case.days_left, overdue=row.case.overdue)
    if isinstance(cell, date):
        return short_day(cell)
    if column is CaseColumn.STAGE:
        return str(cell).capitalize()
    return "" if cell is None else str(cell)


class CaseTable(QTableView):
    """Shows the cases; a press on a heading sorts them. `opened` is Enter or a double click on one."""

    opened = Signal(int)
    sort_asked = Signal(object)
    """A column to sort by."""
    columns_asked = Signal()
    """The columns are to be chosen: a press of the other button on a heading."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = CaseTableRows(jobs, self)
        self._wanted: list[int] = []
        self._current: int | None = None
        self.setModel(self.rows)
        as_plain_table(self, "Worklist as a table", ())
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setStretchLastSection(False)
        head.sectionClicked.connect(self._head_clicked)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._ask_columns)
        self.rows.modelAboutToBeReset.connect(self._remember)
        self.rows.modelReset.connect(self._return)
        self.doubleClicked.connect(self._open)

    def show_layout(self, layout: TableLayout) -> None:
        """Show other columns, each as wide as its words usually are, and mark the one that is sorted by."""
        self.rows.show_layout(layout)
        character = self.fontMetrics().averageCharWidth()
        for place, column in enumerate(layout.columns):
            self.setColumnWidth(place, character * WIDE[column])
        self._fill()
        head = self.horizontalHeader()
        is_sorted = layout.order is not None and layout.order in layout.columns
        head.setSortIndicatorShown(is_sorted)
        if is_sorted and layout.order:
            order = Qt.SortOrder.DescendingOrder if layout.descending else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(layout.columns.index(layout.order), order)

    def chosen_ids(self) -> list[int]:
        """Give the cases that are chosen, in the order of the table."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [case_id for place in places if (case_id := self.rows.id_at(place)) is not None]

    @property
    def current_id(self) -> int | None:
        """The case that one is at."""
        return self.rows.id_at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.as_text())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()

    def as_text(self) -> str:
        """Give the chosen rows as a spreadsheet takes them: a line each, the headings first."""
        columns = self.rows.layout.columns
        lines = ["\t".join(str(column).capitalize() for column in columns)]
        for place in sorted(index.row() for index in self.selectionModel().selectedRows()):
            row = self.rows.row_at(place)
            if row:
                lines.append("\t".join(words_of(row, column) for column in columns))
        return "\n".join(lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        """Give the subject the room that the other columns leave."""
        columns = self.rows.layout.columns
        if CaseColumn.SUBJECT not in columns:
            return
        place = columns.index(CaseColumn.SUBJECT)
        others = sum(self.columnWidth(each) for each in range(len(columns)) if each != place)
        least = self.fontMetrics().averageCharWidth() * WIDE[CaseColumn.SUBJECT]
        self.setColumnWidth(place, max(self.viewport().width() - others, least))

    def _head_clicked(self, place: int) -> None:
        self.sort_asked.emit(self.rows.layout.columns[place])

    def _ask_columns(self, _: QPoint) -> None:
        self.columns_asked.emit()

    def _open(self, index: Index | QPersistentModelIndex) -> None:
        case_id = self.rows.id_at(index.row())
        if case_id is not None:
            self.opened.emit(case_id)

    def _remember(self) -> None:
        self._wanted, self._current = self.chosen_ids(), self.current_id

    def _return(self) -> None:
        """Choose again what was chosen, where it is still there; else stay near the place."""
        places = [place for each in self._wanted if (place := self.rows.position_of(each)) is not None]
        current = self.rows.position_of(self._current) if self._current is not None else None
        if not self.rows.rowCount():
            return
        at = current if current is not None else 0
        self.setCurrentIndex(self.rows.index(at, 0))
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for place in places:
            self.selectionModel().select(self.rows.index(place, 0), flags)
        self.scrollTo(self.rows.index(at, 0))


Wanted = Callable[[], "str | CaseFilter"]
"""Gives the group of the worklist, by its key, or the list that the table shows."""


def ids_of(session: Session, wanted: str | CaseFilter, layout: TableLayout, me: str) -> array[int]:
    """Give the cases that a table shows, as it sorts them."""
    from corresp_tracker.casework.deadlines import office_calendar
    from corresp_tracker.store.lists import WorklistGroup
    from corresp_tracker.store.lists.case_table import table_ids

    group = wanted if isinstance(wanted, CaseFilter) else WorklistGroup[wanted.upper()]
    calendar = office_calendar(session)
    return table_ids(session, group, layout, today=today_here(), me=me, calendar=calendar)


def _rows(session: Session, ids: Sequence[int]) -> Sequence[CaseTableRow]:
    from corresp_tracker.casework.deadlines import office_calendar
    from corresp_tracker.store.lists.case_table import table_rows

    return table_rows(session, ids, today=today_here(), calendar=office_calendar(session))


def _lines(row: CaseTableRow) -> RowLines:
    return RowLines(name=row.case.reference, subject=row.case.subject)
