"""A fact pack as a Word file: each statement beside its source, with room to sign that it was checked."""

import io
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell as Cell  # pyright: ignore[reportPrivateUsage]  python-docx has no other name for it
from docx.table import _Row as Row  # pyright: ignore[reportPrivateUsage]  python-docx has no other name for it

from corresp_tracker.values.fact_pack import CitedStatement, FactPack

_WIDTHS = (1.4, 9.2, 9.4, 5.0)
_HEADS = ("Para", "What the letter says", "Source", "Checked against source by")
_BLANK = "……………………"


def fact_pack_document(pack: FactPack) -> bytes:
    """Write a fact pack: A4 on its side, the heads of the table on every page. What is not known is left blank."""
    document = docx.Document()
    _set_page(document)
    document.core_properties.title = f"Fact pack {pack.reference}"
    document.core_properties.author = ""
    document.add_heading("Fact pack", level=1)
    document.add_paragraph(_letter_in_words(pack))
    table = document.add_table(rows=1, cols=len(_HEADS))
    table.style = "Table Grid"
    table.autofit = False
    for cell, words in zip(table.rows[0].cells, _HEADS, strict=True):
        _write(cell, words, bold=True)
    _repeat_on_each_page(table.rows[0])
    for statement in pack.statements:
        _add(table.add_row(), statement)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        _keep_whole(row)
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)
    document.add_paragraph()
    document.add_paragraph(f"Checked in all by {_BLANK}    on {_BLANK}")
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    normal = document.styles["Normal"]
    if isinstance(normal, ParagraphStyle):
        normal.font.name, normal.font.size = "Arial", Pt(9.5)


def _letter_in_words(pack: FactPack) -> str:
    what = "Draft" if pack.is_draft else "Letter"
    dated = f" of {pack.dated.in_words()}" if pack.dated else ""
    whom = f", {pack.with_whom}" if pack.with_whom else ""
    subject = f": {pack.subject}" if pack.subject else ""
    return f"{what}{dated} in {pack.reference}{whom}{subject}"


def _add(row: Row, statement: CitedStatement) -> None:
    label, said, source, checked = row.cells
    _write(label, statement.label)
    _write_statement(said, statement)
    lines = [
        statement.source or " or ".join(f"{title}?" for title in statement.may_mean),
        statement.publishers,
        f"Published {statement.published_on.in_words() if statement.published_on else _BLANK}"
        if statement.kind in ("report", "programme", "group") and statement.source
        else "",
        f"Inspected {statement.inspected_on.in_words()}" if statement.inspected_on else "",
        statement.locator.capitalize()
        or ("Page or paragraph " + _BLANK if statement.kind == "report" else ""),
        statement.url,
        statement.standing.capitalize() + "." if statement.standing else "",
        *statement.warnings,
    ]
    _write(source, [line for line in lines if line] or [_BLANK])
    _write(checked, ["", _BLANK, f"on {_BLANK}"])


def _write(cell: Cell, words: str | list[str], *, bold: bool = False) -> None:
    lines = [words] if isinstance(words, str) else words
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(line).bold = bold


def _write_statement(cell: Cell, statement: CitedStatement) -> None:
    """Write the sentence with the words that cite in bold."""
    before, found, after = statement.statement.partition(statement.words)
    paragraph = cell.paragraphs[0]
    paragraph.add_run(before)
    if found:
        paragraph.add_run(found).bold = True
    paragraph.add_run(after)


def _repeat_on_each_page(row: Row) -> None:
    _mark(row, "w:tblHeader")


def _keep_whole(row: Row) -> None:
    _mark(row, "w:cantSplit")


def _mark(row: Row, name: str) -> None:
    properties: Any = row._tr.get_or_add_trPr()  # pyright: ignore[reportPrivateUsage]  python-docx has no other way in
    properties.append(parse_xml(f"<{name} {nsdecls('w')} w:val='true'/>"))
