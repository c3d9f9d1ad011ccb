"""The files of the example letters: Word, PDF, e-mail and plain text, made from their words."""

import io
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from corresp_tracker.values.letter_text import PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate

NOTICE = "Example letter: invented, to show how the program works."
_NUMBERED = re.compile(r"(?:\d+\.|\([a-z]\)) ")
_LIST = 77
_A4 = (595, 842)
_LINES_A_PAGE = 52
_PDF_NUMBER_OF = {"’": "\\222", "‘": "\\221", "“": "\\223", "”": "\\224", "–": "\\226"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleLetter:
    """What an example letter says, before it is a file; paragraphs bear their printed numbers."""

    sender: PrintedCorrespondent
    addressee: PrintedCorrespondent
    dated: PartialDate
    our_reference: str = ""
    their_reference: str = ""
    marking: str = ""
    salutation: str
    subject: str
    paragraphs: tuple[str, ...]
    sign_off: str

    @property
    def lines(self) -> list[str]:
        """The whole letter, a line or paragraph each, an empty line between its parts."""
        head = [NOTICE, "", *filter(None, (self.marking,)), *_block(self.sender, with_post=False), ""]
        head += [*_block(self.addressee, with_post=True), "", self.dated.in_words(), ""]
        references = [("Our ref", self.our_reference), ("Your ref", self.their_reference)]
        head += [f"{name}: {value}" for name, value in references if value]
        body = [part for paragraph in self.paragraphs for part in (paragraph, "")]
        close = [f"{self.sign_off},", "", self.sender.post, self.sender.organisation]
        return [*head, "", self.salutation, "", self.subject, "", *body, *close]


def as_text(letter: ExampleLetter) -> bytes:
    """Make the plain text of a letter, its lines broken as a mail program breaks them."""
    lines = (textwrap.fill(line, 76) if line else "" for line in letter.lines)
    return ("\r\n".join("\r\n".join(line.split("\n")) for line in lines) + "\r\n").encode()


def as_word(letter: ExampleLetter, *, numbered_by_word: bool = False) -> bytes:
    """Make the Word file of a letter, its numbers typed or, if asked, made by Word itself."""
    document = docx.Document()
    document.core_properties.title = NOTICE
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)
    if numbered_by_word:
        _add_list(document)
    for line in letter.lines:
        typed = _NUMBERED.match(line)
        if numbered_by_word and typed and line in letter.paragraphs:
            _number(document.add_paragraph(line[typed.end() :]), level=1 if line.startswith("(") else 0)
        elif line:
            document.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def as_mail(letter: ExampleLetter, *, body: str = "", attachment: str = "", attached: bytes = b"") -> bytes:
    """Make an e-mail that is the letter, or that carries it as a Word file."""
    mail = EmailMessage(policy=SMTP)
    sent = datetime.combine(letter.dated.first, time(9, 30), tzinfo=UTC)
    mail["From"] = f"{letter.sender.organisation} <letters@sender.example>"
    mail["To"] = "Private Office <private.office@office.example>"
    mail["Date"] = format_datetime(sent)
    mail["Subject"] = letter.subject
    mail["Message-ID"] = f"<{letter.dated.iso}.{len(letter.lines)}@sender.example>"
    mail.set_content(body or as_text(letter).decode().replace("\r\n", "\n"))
    if attached:
        mail.add_attachment(
            attached,
            maintype="application",
            subtype="vnd.openxmlformats-officedocument.wordprocessingml.document",
            filename=attachment,
        )
    return mail.as_bytes()


def as_pdf(letter: ExampleLetter) -> bytes:
    """Make a text PDF of a letter, in Helvetica, with nothing but the standard library (PDF 1.4)."""
    lines = [part for line in letter.lines for part in (textwrap.wrap(line, 82) or [""])]
    pages = [lines[at : at + _LINES_A_PAGE] for at in range(0, len(lines), _LINES_A_PAGE)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        content = _page_content(page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_A4[0]} {_A4[1]}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return _pdf_file(objects)


def _page_content(lines: Sequence[str]) -> str:
    shown = "\n".join(f"({_pdf_words(line)}) Tj T*" for line in lines)
    return f"BT /F1 11 Tf 14 TL 64 {_A4[1] - 72} Td\n{shown}\nET"


def _pdf_words(line: str) -> str:
    escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return "".join(_PDF_NUMBER_OF.get(mark, mark) for mark in escaped)


def _pdf_file(objects: Sequence[str]) -> bytes:
    """Put numbered objects into a file, with the table that says at which byte each begins."""
    written = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = len(written)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode("latin-1")
    written += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode(
        "latin-1"
    )
    return bytes(written)


def _block(who: PrintedCorrespondent, *, with_post: bool) -> list[str]:
    return [line for line in (who.post if with_post else "", who.organisation, *who.address) if line]


def _add_list(document: WordDocument) -> None:
    """Add a list of Word's own, 1. and (a), which begins at 2 as letters do."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{words}"/>'
        "</w:lvl>"
        for level, (shape, words, start) in enumerate((("decimal", "%1.", 2), ("lowerLetter", "(%2)", 1)))
    )
    numbering: Any = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LIST}"><w:multiLevelType w:val="multilevel"/>{levels}'
            "</w:abstractNum>"
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{_LIST}"><w:abstractNumId w:val="{_LIST}"/></w:num>')
    )


def _number(paragraph: Paragraph, *, level: int) -> None:
    """Make a paragraph one of the list's."""
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{_LIST}"/></w:numPr>'
    element: Any = paragraph.paragraph_format.element
    element.get_or_add_pPr().append(parse_xml(xml))
