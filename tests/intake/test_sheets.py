"""Spreadsheets are read in the worker: what stands in them and where, whatever they state of themselves."""

import io
import re
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from corresp_tracker.errors import UnreadableFile
from corresp_tracker.intake.sheets import read_sheets
from corresp_tracker.intake.worker import ReadingLimits, sheets_in_worker
from corresp_tracker.values.sheets import Sheet, SheetRow
from intake import files
from sheets import workbook

AT = datetime(2016, 10, 17, 9, 30, tzinfo=UTC).replace(tzinfo=None)  # spreadsheets know no zones


def only_sheet(data: bytes, name: str = "log.xlsx") -> Sheet:
    [sheet] = sheets_in_worker(data, name=name).sheets
    return sheet


def test_a_workbook_comes_through_the_worker_as_it_stands() -> None:
    sheet = only_sheet(workbook([["TITLE"], [], ["Ref", "Received"], ["A/1", AT], [23.0, 42660, True]]))
    assert sheet.name == "Log"
    assert sheet.rows == (
        SheetRow(1, ("TITLE",)),
        SheetRow(3, ("Ref", "Received")),
        SheetRow(4, ("A/1", date(2016, 10, 17))),
        SheetRow(5, (23.0, 42660.0, "yes")),
    )


def test_a_cell_merged_down_says_the_same_in_each_of_its_rows() -> None:
    rows = [["Ref", "From"], ["A/1", "Home Office"], ["A/2"], ["A/3"], ["A/4"]]
    sheet = only_sheet(workbook(rows, merged=["B2:B4", "A1:B1"]))
    assert [row.cell(1) for row in sheet.rows] == ["", "Home Office", "Home Office", "Home Office", ""]


def test_faults_of_formulas_and_hours_alone_are_empty() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"] = "#REF!", "kept"
    sheet["A2"] = "=1+1"  # never worked out: nothing is shown for it
    kept = io.BytesIO()
    book.save(kept)
    assert only_sheet(kept.getvalue()).rows == (SheetRow(1, ("", "kept")),)


def test_what_a_workbook_says_of_its_own_size_is_not_believed() -> None:
    data = workbook([["Ref", "From"], ["A/1", "Home Office"]])
    lying = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(lying, "w") as written:
        for item in read.namelist():
            part = read.read(item)
            if item.startswith("xl/worksheets/"):
                part = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"', part)
            written.writestr(item, part)
    assert only_sheet(lying.getvalue()).rows[1] == SheetRow(2, ("A/1", "Home Office"))


def test_a_stray_cell_in_the_last_row_of_all_does_not_hold_the_reading_up() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A1048576"] = "Ref", "stray"
    kept = io.BytesIO()
    book.save(kept)
    assert only_sheet(kept.getvalue()).rows == (SheetRow(1, ("Ref",)),)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_table_is_parted_by_whatever_parts_it(sign: str) -> None:
    text = (
        sign.join(["Ref", "From"])
        + "\n"
        + sign.join(["A/1", '"two\nlines"'])
        + "\n\n"
        + sign.join(["A/2", "x"])
    )
    sheet = only_sheet(text.encode(), "log.csv")
    assert sheet.rows == (
        SheetRow(1, ("Ref", "From")),
        SheetRow(2, ("A/1", "two\nlines")),
        SheetRow(5, ("A/2", "x")),
    )


def test_a_table_that_names_its_sign_or_begins_like_an_e_mail_is_read() -> None:
    assert only_sheet("sep=;\nÉ;ü\n".encode("utf-16"), "log.csv").rows == (SheetRow(2, ("É", "ü")),)
    assert only_sheet(b"From: whom,Subject\nA Person,Cells\n", "log.csv").rows[1].cell(1) == "Cells"
    assert only_sheet("Name\nZo\xeb\n".encode("cp1252"), "log.csv").rows[1].cell(0) == "Zoë"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "log.xlsx", "is empty"),
        (b"\n\n,,,\n", "log.csv", "nothing in it"),
        (b"PK\x03\x04 cut short", "log.xlsx", "damaged"),
        (b"%PDF-1.4", "log.xlsx", "is no spreadsheet"),
        (b'Ref\n"' + b"x" * 200_000, "log.csv", "never ends"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_a_sentence(data: bytes, name: str, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        sheets_in_worker(data, name=name)


def test_a_workbook_whose_sheet_is_cut_short_is_refused() -> None:
    broken = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["Ref"], ["A/1"]]))) as read,
        zipfile.ZipFile(broken, "w") as written,
    ):
        for item in read.namelist():
            part = read.read(item)
            written.writestr(item, part[: len(part) // 2] if item.startswith("xl/worksheets/") else part)
    with pytest.raises(UnreadableFile, match="damaged"):
        read_sheets(broken.getvalue(), name="log.xlsx")


def test_reading_that_takes_too_long_ends_with_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="too long"):
        sheets_in_worker(workbook([["Ref"]] * 2000), name="log.xlsx", limits=ReadingLimits(seconds=0.01))


def test_a_locked_workbook_and_one_of_the_old_format_say_what_to_do() -> None:
    with pytest.raises(UnreadableFile, match="password"):
        read_sheets(files.compound({"EncryptedPackage": b"x" * 5000}), name="log.xlsx")
    with pytest.raises(UnreadableFile, match="old Excel format"):
        read_sheets(files.compound({"Workbook": b"x" * 5000}), name="log.xls")
