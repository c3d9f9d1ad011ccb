"""A letter laid out as a letter reads: labels hang in the margin, the text keeps a comfortable measure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from corresp_tracker.ui.in_words import long_day
from corresp_tracker.ui.link_looks import LinkLook, look_of
from corresp_tracker.ui.text_offsets import to_code_points, to_utf16, utf16_length
from corresp_tracker.ui.text_rects import text_rects

if TYPE_CHECKING:
    from corresp_tracker.store.lists import LetterPage, PageLink, PageParagraph
    from corresp_tracker.ui.theme import Colours
    from corresp_tracker.values.letter_text import PrintedCorrespondent

MEASURE = 75
"""Characters in a line of the letter's text: what a book has."""
LETTER_FACES = ("Charter", "Georgia", "Cambria", "Liberation Serif", "Noto Serif", "DejaVu Serif")
_LARGER = 1.18
_SAMPLE = "the inspection of forces and the care of those whom they protect "


def letter_font(font: QFont) -> QFont:
    """Give the face that letters are read in: a serif, a little larger than the windows' own text."""
    face = QFont(font)
    face.setFamilies(list(LETTER_FACES))
    face.setStyleHint(QFont.StyleHint.Serif)
    face.setPointSizeF(font.pointSizeF() * _LARGER)
    return face


def measure_of(font: QFont, *, characters: int = MEASURE) -> float:
    """Give the width of a line of so many characters of prose."""
    return QFontMetricsF(font).horizontalAdvance(_SAMPLE) / len(_SAMPLE) * characters


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph in the document: its block, and how many units its label takes before the words."""

    paragraph: PageParagraph
    block: int
    label_units: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a letter: the paragraph, and code points into its text."""

    paragraph_id: int
    offset: int


class LetterDocument:
    """A QTextDocument made from a letter, with the way between the letter's places and its own."""

    def __init__(self, page: LetterPage, *, font: QFont, colours: Colours) -> None:
        self.page = page
        self.document = QTextDocument()
        self.placed: list[Placed] = []
        self._colours = colours
        self._font = letter_font(font)
        self._em = QFontMetricsF(self._font).height()
        self._label_width = self._widest_label()
        self.document.setDefaultFont(self._font)
        self.document.setDocumentMargin(0)
        self.document.setUndoRedoEnabled(False)
        self.document.setDefaultTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        self._cursor = QTextCursor(self.document)
        self._is_first = True
        self._lay_out()
        self._place_of = {placed.paragraph.id: placed for placed in self.placed}
        self._blocks = [placed.block for placed in self.placed]
        for placed in self.placed:
            self._slant(placed)

    @property
    def measure(self) -> float:
        """The width of the column of text, its margin for labels included."""
        return self._label_width + measure_of(self._font)

    @property
    def label_width(self) -> float:
        """The width of the margin in which labels hang."""
        return self._label_width

    def span(self, paragraph_id: int, start: int, end: int) -> tuple[int, int] | None:
        """Give the document's places for code points of a paragraph."""
        placed = self._place_of.get(paragraph_id)
        if placed is None:
            return None
        first = self.document.findBlockByNumber(placed.block).position() + placed.label_units
        text = placed.paragraph.text
        return first + to_utf16(text, start), first + to_utf16(text, end)

    def place(self, position: int) -> Place | None:
        """Give the letter's place for one of the document's; None outside its paragraphs."""
        block = self.document.findBlock(position)
        at = bisect_right(self._blocks, block.blockNumber()) - 1
        if at < 0 or self._blocks[at] != block.blockNumber():
            return None
        placed = self.placed[at]
        units = max(0, position - block.position() - placed.label_units)
        return Place(placed.paragraph.id, to_code_points(placed.paragraph.text, units))

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Give the rectangles, one a line, that the text between two places of the document fills.

        The foot of each is where an underline goes.
        """
        return text_rects(self.document, start, end)

    def _slant(self, placed: Placed) -> None:
        first = self.document.findBlockByNumber(placed.block).position() + placed.label_units
        italic = QTextCharFormat()
        italic.setFontItalic(True)
        for start, end in placed.paragraph.italics:
            self._cursor.setPosition(first + to_utf16(placed.paragraph.text, start))
            self._cursor.setPosition(
                first + to_utf16(placed.paragraph.text, end), QTextCursor.MoveMode.KeepAnchor
            )
            self._cursor.mergeCharFormat(italic)

    def _lay_out(self) -> None:
        page = self.page
        self._write_lines(_head(page), quiet=True, after=1.2)
        for person in page.senders:
            self._write(", ".join(person.address), quiet=True, after=1.2)
        for person in page.addressees:
            self._write_lines(address_lines(person), after=0.7)
        self._write(page.dated.in_words() if page.dated else "", after=0.9)
        self._write(page.salutation, after=0.9)
        self._write(page.subject, strong=True, after=0.9)
        for paragraph in page.paragraphs:
            self._write_paragraph(paragraph)
        self._write(page.sign_off, before=0.3, after=1.6)
        for person in page.senders:
            self._write_lines(signature_lines(person), after=0.7)
        self._write_lines([_named("On behalf of", page.on_behalf_of)], after=0.7)
        self._write_lines([_named("Copy to", page.copy_to)], after=0.4, quiet=True)
        enclosed = "; ".join(page.enclosures)
        self._write(f"Enclosed: {enclosed}" if enclosed else "", quiet=True, after=0.4)

    def _write_paragraph(self, paragraph: PageParagraph) -> None:
        indent = self._label_width + paragraph.level * self._em * 1.3
        layout = QTextBlockFormat()
        layout.setLeftMargin(indent)
        layout.setTextIndent(-indent)
        layout.setTabPositions([QTextOption.Tab(indent, QTextOption.TabType.LeftTab)])
        layout.setBottomMargin(self._em * 0.62)
        layout.setLineHeight(132, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
        self._begin(layout)
        label = f"{paragraph.label}\t"
        self._cursor.insertText(label, self._quiet_style())
        self._cursor.insertText(paragraph.text, QTextCharFormat())
        self.placed.append(Placed(paragraph, self._cursor.blockNumber(), utf16_length(label)))

    def _write_lines(self, lines: list[str], *, after: float, quiet: bool = False) -> None:
        shown = [line for line in lines if line]
        for line in shown:
            self._write(line, quiet=quiet, after=after if line is shown[-1] else 0.0)

    def _write(
        self, words: str, *, before: float = 0, after: float = 0, quiet: bool = False, strong: bool = False
    ) -> None:
        if not words:
            return
        layout = QTextBlockFormat()
        layout.setLeftMargin(self._label_width)
        layout.setTopMargin(self._em * before)
        layout.setBottomMargin(self._em * after)
        layout.setLineHeight(118, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
        self._begin(layout)
        style = self._quiet_style() if quiet else QTextCharFormat()
        if strong:
            style.setFontWeight(QFont.Weight.Bold)
        self._cursor.insertText(words, style)

    def _begin(self, layout: QTextBlockFormat) -> None:
        if self._is_first:
            self._cursor.setBlockFormat(layout)
            self._is_first = False
        else:
            self._cursor.insertBlock(layout, QTextCharFormat())

    def _quiet_style(self) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setForeground(self._colours.quiet_text)
        style.setFontPointSize(self._font.pointSizeF() * 0.86)
        return style

    def _widest_label(self) -> float:
        metrics = QFontMetricsF(self._font)
        widest = max((metrics.horizontalAdvance(each.label) for each in self.page.paragraphs), default=0.0)
        return max(widest * 0.86 + self._em * 0.7, self._em * 2)


def looks_by_line(document: LetterDocument, links: tuple[PageLink, ...]) -> dict[float, set[LinkLook]]:
    """Give, for the top of each line that has one, the looks of its links that want a mark in the margin."""
    found: dict[float, set[LinkLook]] = {}
    for link in links:
        look, span = look_of(link), document.span(link.paragraph_id, link.start, link.end)
        if look and look is not LinkLook.STANDS and span:
            rects = document.rects(*span)
            if rects:
                found.setdefault(rects[0].top(), set()).add(look)
    return found


def address_lines(person: PrintedCorrespondent) -> list[str]:
    """Give the lines of an address block."""
    name = " ".join(part for part in (person.name, person.honours) if part)
    lines = [name, person.post, person.organisation, *person.address]
    return list(dict.fromkeys(line for line in lines if line))


def signature_lines(person: PrintedCorrespondent) -> list[str]:
    """Give the lines under a sign-off: the name with honours, the post, the body."""
    name = " ".join(part for part in (person.name, person.honours) if part)
    return list(dict.fromkeys(line for line in (name, person.post, person.organisation) if line))


def in_one_line(person: PrintedCorrespondent) -> str:
    """Give a correspondent in one line: "Sir Thomas Winsor WS, HM Chief Inspector of Constabulary"."""
    name = " ".join(part for part in (person.name, person.honours) if part)
    return ", ".join(part for part in (name, person.post, person.organisation) if part)


def _named(words: str, people: tuple[PrintedCorrespondent, ...]) -> str:
    named = "; ".join(line for person in people if (line := in_one_line(person)))
    return f"{words}: {named}" if named else ""


def _head(page: LetterPage) -> list[str]:
    """Give the lines above the letter: the marking; what came or went when; the references."""
    events = ["Draft"] if page.standing == "draft" else []
    if page.received:
        events.append(f"Received {long_day(page.received)}")
    if page.dispatched:
        means = f" by {page.means}" if page.means else ""
        events.append(f"Sent {long_day(page.dispatched)}{means}")
    references = [f"Our reference {page.our_reference}"] if page.our_reference else []
    if page.their_reference:
        references.append(f"Their reference {page.their_reference}")
    marking = " ".join(part for part in (page.marking, page.handling) if part)
    return [marking, "  ·  ".join(events), "  ·  ".join(references)]
