"""Spreadsheets (.xlsx) and tables (.csv) to values: every sheet, every row in which something stands.

A spreadsheet is hostile input like any other file: read it in the worker (see worker). What it shows is taken, not
the formulas behind it. Its own statement of how large it is is not believed.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from math import isfinite
from typing import Any, cast
from xml.etree import ElementTree

from corresp_tracker.errors import UnreadableFile
from corresp_tracker.intake.kinds import Kind, kind_of_file
from corresp_tracker.intake.plain import decode_text
from corresp_tracker.values.sheets import Cell, Sheet, SheetFile, SheetRow

MOST_ROWS = 100_000
MOST_COLUMNS = 200
_LONGEST_CELL = 32_767  # what Excel itself holds
_LONGEST_MERGE = 1_000
_LAST_LINE = 250_000  # a stray word in the last row of all is no part of a log
_DELIMITERS = ",;\t|"
_FAULTS = frozenset(("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"))
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_BLANKS = re.compile(r"[ \t\u00a0\u200b]+")
_SENTENCES = {
    Kind.LOCKED: "is locked with a password; open it in Excel, save a copy without one and choose that.",
    Kind.DOCX: "is a Word file; choose the spreadsheet (.xlsx) or table (.csv) that is the log.",
    Kind.ODT: "is an OpenDocument file; open it, save it as .xlsx and choose that.",
    Kind.DAMAGED_ZIP: "is damaged or not complete; open it in Excel, save it again and choose that.",
}


def read_sheets(data: bytes, *, name: str) -> SheetFile:
    """Read a spreadsheet or a table, here and now. Raises UnreadableFile, one sentence, where it is neither."""
    if not data.strip():
        raise UnreadableFile(f"‘{name}’ is empty; choose the spreadsheet that is the log.", name=name)
    kind = kind_of_file(data, name=name)
    if kind is Kind.SHEET and data.startswith(b"PK"):
        file = _read_workbook(data, name)
    elif kind is Kind.SHEET:
        raise UnreadableFile(
            f"‘{name}’ is in the old Excel format; open it in Excel, save it as .xlsx and choose that.",
            name=name,
        )
    elif kind in (Kind.TXT, Kind.EML):  # a heading "From: ..." in the first cell looks like an e-mail's
        file = SheetFile((_read_table(data, name),))
    else:
        why = _SENTENCES.get(kind, "is no spreadsheet; choose one that is saved as .xlsx or .csv.")
        raise UnreadableFile(f"‘{name}’ {why}", name=name)
    if not any(sheet.rows for sheet in file.sheets):
        raise UnreadableFile(
            f"‘{name}’ has nothing in it; choose the spreadsheet that is the log.", name=name
        )
    return file


@dataclass(slots=True)
class _Merges:
    """What merged cells of a sheet say down their rows: column and first row, with the last row."""

    spans: list[tuple[int, int, int]]
    said: dict[int, tuple[int, Cell]] = field(default_factory=dict[int, tuple[int, Cell]])

    def fill(self, line: int, cells: list[Cell]) -> None:
        """Say again in this row what a merged cell above it says."""
        for column, first, last in self.spans:
            if line == first and column < len(cells):
                self.said[column] = (last, cells[column])
        for column, (last, cell) in self.said.items():
            if line <= last and cell != "":
                cells += [""] * (column + 1 - len(cells))
                cells[column] = cell if cells[column] == "" else cells[column]


def _read_workbook(data: bytes, name: str) -> SheetFile:
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    try:
        book = cast(Any, openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True))
        merged = _merges_by_sheet(data)
        sheets = tuple(_read_sheet(sheet, merged.get(str(sheet.title), [])) for sheet in book.worksheets)
        from_1904 = book.epoch == CALENDAR_MAC_1904
    except (MemoryError, RecursionError):
        raise
    except Exception as problem:  # openpyxl raises whatever it stumbles over in a damaged file
        raise UnreadableFile(
            f"‘{name}’ is damaged, or no spreadsheet; open it in Excel, save it again and choose that.",
            name=name,
        ) from problem
    long = [sheet.name for sheet in sheets if len(sheet.rows) >= MOST_ROWS]
    notices = tuple(f"Only the first {MOST_ROWS:,} rows of “{each}” are read." for each in long)
    return SheetFile(sheets, from_1904=from_1904, notices=notices)


def _read_sheet(sheet: Any, spans: list[tuple[int, int, int]]) -> Sheet:
    sheet.reset_dimensions()
    merges, rows = _Merges(spans), list[SheetRow]()
    raw_rows: Iterable[Sequence[object]] = sheet.iter_rows(max_row=_LAST_LINE, values_only=True)
    for line, raw in enumerate(raw_rows, start=1):
        cells = [_cell(value) for value in raw[:MOST_COLUMNS]]
        merges.fill(line, cells)
        row = _row(line, cells)
        if row:
            rows.append(row)
        if len(rows) >= MOST_ROWS:
            break
    return Sheet(str(sheet.title), tuple(rows), is_hidden=sheet.sheet_state != "visible")


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return float(value) if isfinite(float(value)) else ""
    if value is None or isinstance(value, time):
        return ""
    text = str(value).strip()[:_LONGEST_CELL]
    if text in _FAULTS:
        return ""
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.splitlines()).strip()


def _row(line: int, cells: list[Cell]) -> SheetRow | None:
    while cells and cells[-1] == "":
        cells.pop()
    return SheetRow(line, tuple(cells)) if cells else None


def _merges_by_sheet(data: bytes) -> Mapping[str, list[tuple[int, int, int]]]:
    """Give the merged cells that span rows: openpyxl leaves them out of what it reads row by row."""
    from openpyxl.utils import column_index_from_string

    found: dict[str, list[tuple[int, int, int]]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name, path in _parts_by_sheet(archive).items():
            found[name] = [
                (column_index_from_string(left.decode()) - 1, int(top), int(bottom))
                for left, top, _, bottom in _MERGED.findall(archive.read(path))
                if 0 < int(bottom) - int(top) < _LONGEST_MERGE
            ]
    return found


def _parts_by_sheet(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Give the parts of the package in which its sheets lie, by the sheets' names."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    targets = {
        relation.get("Id", ""): relation.get("Target", "").lstrip("/")
        for relation in _elements(archive.read("xl/_rels/workbook.xml.rels"), "Relationship")
    }
    parts: dict[str, str] = {}
    for sheet in _elements(archive.read("xl/workbook.xml"), "sheet"):
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        path = targets.get(relation, "")
        path = path if path.startswith("xl/") else f"xl/{path}"
        if path in names:
            parts[sheet.get("name", "")] = path
    return parts


def _elements(part: bytes, name: str) -> Iterator[ElementTree.Element]:
    """Give the elements of a part by their name without its namespace; none of one that declares entities."""
    if b"<!DOCTYPE" not in part:
        yield from (each for each in ElementTree.fromstring(part).iter() if each.tag.endswith(f"}}{name}"))


def _read_table(data: bytes, name: str) -> Sheet:
    text = decode_text(data)
    if text is None:
        raise UnreadableFile(f"‘{name}’ is no table that can be read; save it as .xlsx.", name=name)
    rows: list[SheetRow] = []
    try:
        for line, raw in _table_rows(text):
            row = _row(line, [_cell(value) for value in raw[:MOST_COLUMNS]])
            if row:
                rows.append(row)
            if len(rows) >= MOST_ROWS:
                break
    except csv.Error as problem:
        raise UnreadableFile(
            f"‘{name}’ has a cell that never ends; open it in Excel, save it as .xlsx and choose that.",
            name=name,
        ) from problem
    return Sheet(name, tuple(rows))


def _table_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a table with the line on which each begins, by the sign that parts most of its cells."""
    head = text.splitlines()[:50]
    if head and re.fullmatch(r"sep=.", head[0]):
        delimiter, text, before = head[0][-1], text.partition("\n")[2], 1
    else:
        delimiter = max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in head))
        before = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = before + 1
    for row in reader:
        yield line, row
        line = before + reader.line_num + 1
