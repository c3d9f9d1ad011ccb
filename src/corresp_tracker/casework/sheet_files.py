"""Tables written as a spreadsheet or as CSV: what comes from outside stays words, whatever it begins with."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

Cell = str | int | float | date | None
_WIDEST, _NARROWEST = 60, 12
_DAY = "DD/MM/YYYY"
_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


class SheetForm(StrEnum):
    """As what tables are written."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table: its name, its heads, and its rows."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Write tables as a spreadsheet, a sheet each; days are days there, and can be sorted."""
    import openpyxl
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for row, cells in enumerate((sheet.heads, *sheet.rows), start=1):
            for column, value in enumerate(cells, start=1):
                cell = page.cell(row, column)
                cell.value = value
                if isinstance(value, date):
                    cell.number_format = _DAY
                if isinstance(value, str):
                    cell.data_type = "s"  # words from outside are words, whatever they begin with
        for column, head in enumerate(sheet.heads, start=1):
            page.cell(1, column).font = Font(bold=True)
            widest = max((len(str(row[column - 1] or "")) for row in sheet.rows), default=0)
            page.column_dimensions[get_column_letter(column)].width = min(
                max(widest, len(head), _NARROWEST) + 2, _WIDEST
            )
        page.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def as_csv(sheets: Sequence[Sheet]) -> bytes:
    """Write the tables below one another, each with its name before its rows; the mark says that it is UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    for sheet in sheets:
        writer.writerow(("Table", *sheet.heads))
        writer.writerows((sheet.name, *(_safe(cell) for cell in row)) for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def as_plain_csv(sheet: Sheet) -> bytes:
    """Write one table alone, its heads first; the mark says that it is UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(sheet.heads)
    writer.writerows(tuple(_safe(cell) for cell in row) for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: Cell) -> Cell:
    """Keep words from outside from being taken for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_BEGINS) else cell
