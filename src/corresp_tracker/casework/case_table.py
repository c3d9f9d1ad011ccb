"""The worklist as a table, written to a file: the columns that are shown, and every case of the list."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from corresp_tracker.casework.deadlines import office_calendar, office_today
from corresp_tracker.casework.sheet_files import Cell, Sheet, SheetForm, as_plain_csv, as_xlsx
from corresp_tracker.store.lists.case_table import table_ids, table_rows
from corresp_tracker.store.lists.cases import WorklistGroup
from corresp_tracker.values.case_columns import TableLayout
from corresp_tracker.values.case_filter import CaseFilter

Progress = Callable[[int, int], None]
_AT_ONCE = 500
_NAME = "Worklist"


def write_table(
    session: Session,
    wanted: WorklistGroup | CaseFilter,
    layout: TableLayout,
    form: SheetForm,
    *,
    me: str,
    progress: Progress | None = None,
) -> bytes:
    """Write all cases of a group of the worklist, or of a list, with the columns that a layout shows."""
    today, calendar = office_today(), office_calendar(session)
    ids = table_ids(session, wanted, layout, today=today, me=me, calendar=calendar)
    rows: list[tuple[Cell, ...]] = []
    for first in range(0, len(ids), _AT_ONCE):
        if progress:
            progress(first, len(ids))
        found = table_rows(session, ids[first : first + _AT_ONCE], today=today, calendar=calendar)
        rows += [tuple(row.cell(column) for column in layout.columns) for row in found]
    if progress:
        progress(len(ids), len(ids))
    heads = tuple(str(column).capitalize() for column in layout.columns)
    sheet = Sheet(name=_NAME, heads=heads, rows=tuple(rows))
    return as_xlsx([sheet]) if form is SheetForm.XLSX else as_plain_csv(sheet)
