"""The worklist as a table: sorted by each column both ways, nothing lost, and the same in the file."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from sqlalchemy import select

from casework.letters import letter, log
from corresp_tracker.casework.case_table import write_table
from corresp_tracker.casework.sheet_files import SheetForm
from corresp_tracker.model.cases import Case
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import WorklistGroup
from corresp_tracker.store.lists.case_table import table_ids, table_rows
from corresp_tracker.values.case_columns import USUAL_COLUMNS, CaseColumn, TableLayout
from corresp_tracker.values.case_filter import CaseFilter
from corresp_tracker.workingdays import OfficeCalendar
from store.test_narrowed import CALENDAR, TODAY, filled

__all__ = ["filled"]


def held(
    office: Office, layout: TableLayout, wanted: WorklistGroup | CaseFilter = WorklistGroup.ALL_OPEN
) -> list[int]:
    """Give the cases in the order of the table, counted from the first."""
    with office.reading() as session:
        ids = table_ids(session, wanted, layout, today=TODAY, me="Clerk", calendar=CALENDAR)
        first = session.scalars(select(Case.id).order_by(Case.id)).first() or 0
    return [each - first + 1 for each in ids]


def test_without_an_order_the_cases_come_by_urgency(filled: Office) -> None:
    assert held(filled, TableLayout()) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("column", "up", "down"),
    [
        (CaseColumn.REFERENCE, [1, 3, 4, 2], [2, 4, 3, 1]),
        (CaseColumn.DUE, [1, 2, 3, 4], [3, 2, 1, 4]),
        (CaseColumn.DAYS_LEFT, [1, 2, 3, 4], [3, 2, 1, 4]),
        (CaseColumn.STAGE, [2, 3, 4, 1], [1, 2, 3, 4]),
        (CaseColumn.DRAFTER, [1, 2, 3, 4], [1, 2, 3, 4]),
        (CaseColumn.SIGNATORY, [3, 1, 2, 4], [3, 1, 2, 4]),
        (CaseColumn.UNIT, [2, 1, 3, 4], [2, 1, 3, 4]),
        (CaseColumn.PRIORITY, [2, 1, 3, 4], [2, 1, 3, 4]),
        (CaseColumn.MARKING, [3, 1, 2, 4], [3, 1, 2, 4]),
        (CaseColumn.SUBJECT, [2, 1, 3, 4], [1, 3, 4, 2]),
    ],
)
def test_a_column_sorts_both_ways_and_cases_of_which_it_says_nothing_come_last(
    filled: Office, column: CaseColumn, up: list[int], down: list[int]
) -> None:
    layout = TableLayout().sorted_by(column)
    assert held(filled, layout) == up
    assert held(filled, layout.sorted_by(column)) == down


@pytest.mark.parametrize("column", CaseColumn)
def test_no_case_is_lost_or_shown_twice_whatever_it_is_sorted_by(filled: Office, column: CaseColumn) -> None:
    layout = TableLayout().sorted_by(column)
    assert sorted(held(filled, layout)) == [1, 2, 3, 4]
    assert sorted(held(filled, layout.sorted_by(column), CaseFilter(unit="Custody team"))) == [2]


def test_each_column_says_what_the_case_says(filled: Office) -> None:
    with filled.reading() as session:
        ids = session.scalars(select(Case.id).order_by(Case.id)).all()
        rows = table_rows(session, ids, today=TODAY, calendar=OfficeCalendar())
    cells = {column: rows[1].cell(column) for column in CaseColumn}
    assert cells[CaseColumn.CORRESPONDENT] == "Jane Example MP"
    assert cells[CaseColumn.SUBJECT] == "Cells in Exampleton"
    assert (cells[CaseColumn.DUE], cells[CaseColumn.DAYS_LEFT]) == (date(2016, 11, 11), 0)
    assert (cells[CaseColumn.UNIT], cells[CaseColumn.PRIORITY]) == ("Custody team", "urgent")
    assert cells[CaseColumn.LETTERS] == 1
    assert cells[CaseColumn.LAST_LETTER] == cells[CaseColumn.RECEIVED]
    assert (rows[0].cell(CaseColumn.DRAFTER), rows[2].cell(CaseColumn.SIGNATORY)) == ("Example Drafter",) * 2


def test_the_file_has_the_columns_that_are_shown_in_their_order_and_days_as_days(filled: Office) -> None:
    layout = TableLayout().with_columns((CaseColumn.DUE, CaseColumn.SUBJECT)).sorted_by(CaseColumn.SUBJECT)
    with filled.reading() as session:
        data = write_table(session, WorklistGroup.ALL_OPEN, layout, SheetForm.XLSX, me="Clerk")
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.values)
    assert rows[0] == ("Due", "Subject")
    assert rows[1][1] == "Cells in Exampleton"
    assert rows[1][0].date() == date(2016, 11, 11)
    assert len(rows) == 5


def test_words_from_outside_are_no_formula_in_the_file(office: Office) -> None:
    log(office, letter("Text.", subject="=1+1"))
    layout = TableLayout().with_columns((CaseColumn.SUBJECT,))
    with office.reading() as session:
        text = write_table(session, WorklistGroup.ALL_OPEN, layout, SheetForm.CSV, me="Clerk")
        book = write_table(session, WorklistGroup.ALL_OPEN, layout, SheetForm.XLSX, me="Clerk")
    assert list(csv.reader(io.StringIO(text.decode("utf-8-sig")))) == [["Subject"], ["'=1+1"]]
    assert openpyxl.load_workbook(io.BytesIO(book)).active["A2"].data_type == "s"


@pytest.mark.parametrize(
    "layout",
    [
        TableLayout(),
        TableLayout((CaseColumn.DUE, CaseColumn.BRING_FORWARD), CaseColumn.DAYS_LEFT, descending=True),
        TableLayout(tuple(CaseColumn), CaseColumn.LAST_LETTER),
    ],
)
def test_a_layout_is_kept_as_text(layout: TableLayout) -> None:
    assert TableLayout.parse(str(layout)) == layout


@pytest.mark.parametrize("text", ["", ";", "no such column; none", "; due sideways"])
def test_a_text_that_says_nothing_known_gives_the_usual_columns(text: str) -> None:
    assert TableLayout.parse(text) == TableLayout(USUAL_COLUMNS)
