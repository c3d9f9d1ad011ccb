"""Figures as files: read again, they say what the window says, with the definitions."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from casework.letters import letter, log
from casework.test_how_we_do import QUARTER, TODAY, case_ids, publish
from corresp_tracker.casework import how_we_do as module
from corresp_tracker.casework.figures_export import export_figures
from corresp_tracker.casework.how_we_do import DEFINITIONS
from corresp_tracker.casework.sheet_files import SheetForm
from corresp_tracker.store.database import Office

__all__ = ["case_ids"]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "office_today", lambda: TODAY)


def exported(office: Office, form: SheetForm) -> bytes:
    with office.reading() as session:
        return export_figures(session, QUARTER, form)


def test_a_spreadsheet_has_every_table_the_cases_and_the_definitions(
    office: Office, case_ids: list[int]
) -> None:
    publish(office)
    book = openpyxl.load_workbook(io.BytesIO(exported(office, SheetForm.XLSX)))
    assert book.sheetnames == [
        "Summary",
        "By kind",
        "By unit",
        "By drafter",
        "By month",
        "Open by age",
        "Backlog",
        "Who writes",
        "Corrections",
        "Cases",
        "Definitions",
    ]
    summary = list(book["Summary"].values)
    assert summary[1][:7] == (
        "Letters received 1 October 2016 to 31 December 2016",
        "our target",
        33.3,
        1,
        1,
        1,
        3,
    )
    assert summary[3][0].startswith("Published on")
    assert [row[0] for row in book["Definitions"].values][1:] == list(DEFINITIONS)
    outcomes = [row[6] for row in book["Cases"].values][1:]
    assert outcomes == ["in time", "late", "open past due"]


def test_a_csv_file_has_the_same_and_says_of_each_row_which_table_it_is_of(
    office: Office, case_ids: list[int]
) -> None:
    rows = list(csv.reader(io.StringIO(exported(office, SheetForm.CSV).decode("utf-8-sig"))))
    assert rows[1][:4] == [
        "Summary",
        "Letters received 1 October 2016 to 31 December 2016",
        "our target",
        "33.3",
    ]
    assert [row[1] for row in rows if row[0] == "Definitions"] == list(DEFINITIONS)
    assert len([row for row in rows if row[0] == "Cases"]) == 3


@pytest.mark.parametrize("subject", ["=1+1", "+44 20", "@name", "-5"])
def test_a_subject_is_never_a_formula(office: Office, subject: str) -> None:
    log(office, letter(subject=subject), received=date(2016, 10, 18))
    book = openpyxl.load_workbook(io.BytesIO(exported(office, SheetForm.XLSX)))
    [cell] = [row[2] for row in list(book["Cases"].rows)[1:]]
    assert (cell.value, cell.data_type) == (subject, "s")
    rows = list(csv.reader(io.StringIO(exported(office, SheetForm.CSV).decode("utf-8-sig"))))
    assert [row[3] for row in rows if row[0] == "Cases"] == [f"'{subject}"]
