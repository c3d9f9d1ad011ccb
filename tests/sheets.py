"""Spreadsheets for tests, made as offices keep them."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl


def workbook(
    rows: Sequence[Sequence[Any]],
    *,
    title: str = "Log",
    merged: Sequence[str] = (),
    others: Sequence[str] = (),
) -> bytes:
    """Make an .xlsx of these rows; `others` are sheets with nothing but a note in them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    for name in others:
        book.create_sheet(name, 0)["A1"] = "Please ask before you change anything"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
