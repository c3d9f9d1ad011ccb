"""A text PDF to lines: characters with their places on the page, gathered to words, and words to lines."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

import pypdfium2
from pypdfium2 import raw

from corresp_tracker.errors import UnreadableFile
from corresp_tracker.intake.lines import FileText, Line, Zone
from corresp_tracker.intake.pdf_words import Word, page_words

_MOST_PAGES = 300
_SAME_LINE = 0.45  # of the size of the type: baselines nearer than this are one line
_WIDE = 1.0  # of the size of the type: a wider gap than this is a tab or the next column
_NOTE = 0.88  # of the size of the text: smaller lines at the foot of a page are notes
_FOOT = 0.1  # of the height of a page: what stands lower, and apart from the text, is a footer
_SHARE = 0.5  # of the characters: a text of which more cannot be told is no text


@dataclass(frozen=True, slots=True)
class _Row:
    """The words of one printed line, from the left. `y` is the baseline, in points from the foot of the page."""

    words: tuple[Word, ...]
    page: int
    height: float

    @property
    def y(self) -> float:
        return Counter(round(word.y, 1) for word in self.words).most_common(1)[0][0]

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)


def read_pdf(data: bytes, *, name: str) -> FileText:
    """Read the text of a PDF to lines; raise UnreadableFile where it is locked, damaged, or a scan."""
    document = _open(data, name)
    try:
        pages = len(document)
        if pages > _MOST_PAGES:
            raise UnreadableFile(
                f"‘{name}’ has {pages} pages, too many for a letter; type the letter's details by hand.",
                name=name,
            )
        rows = [row for number in range(pages) for row in _page_rows(document, number)]
    finally:
        document.close()
    if not _has_text(rows):
        raise UnreadableFile(
            f"‘{name}’ is a scan with no text in it; type the letter's details by hand. The file itself is kept.",
            name=name,
        )
    return FileText(lines=tuple(_lines(rows)), pages=pages)


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = cast(int | None, error.err_code)
        if code == raw.FPDF_ERR_PASSWORD:
            message = f"‘{name}’ is locked with a password; ask the sender for a copy without one."
        else:
            message = f"‘{name}’ is damaged or not complete; ask the sender for the letter again."
        raise UnreadableFile(message, name=name) from error
    if not len(document):
        document.close()
        raise UnreadableFile(
            f"‘{name}’ is damaged or not complete; ask the sender for the letter again.", name=name
        )
    return document


def _page_rows(document: pypdfium2.PdfDocument, number: int) -> Iterator[_Row]:
    """Give the rows of one page from the top; a page that cannot be loaded has none."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return
    height = page.get_height()
    text_page = page.get_textpage()
    try:
        words = page_words(text_page)
    finally:
        text_page.close()
        page.close()
    for row in _rows(words):
        yield _Row(tuple(sorted(row, key=lambda word: word.left)), number, height)


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Gather words to rows by their baselines; what is raised or lowered a little stays with its row."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda item: (-item.y, item.left)):
        row = rows[-1] if rows else None
        if row and abs(row[0].y - word.y) < _SAME_LINE * max(row[0].size, word.size):
            row.append(word)
        else:
            rows.append([word])
    return rows


def _has_text(rows: Sequence[_Row]) -> bool:
    marks = "".join(word.text for row in rows for word in row.words)
    known = sum(mark.isalnum() for mark in marks)
    return known > 20 and known > _SHARE * len(marks)


def _lines(rows: Sequence[_Row]) -> Iterator[Line]:
    """Give the lines, each with its distance from the last in the letter's own line pitch."""
    body = _body_size(rows)
    pitch = _pitch(rows, body)
    pages = max(row.page for row in rows)
    for index, row in enumerate(rows):
        last = rows[index - 1] if index else None
        gap = round((last.y - row.y) / pitch, 2) if last and last.page == row.page else 1.0
        line = _line(row, gap)
        if _is_foot(rows, index, body=body, pitch=pitch, is_last=row.page == pages):
            line = replace(line, zone=Zone.FOOTER)
        yield line


def _line(row: _Row, gap: float) -> Line:
    text, stops, slanted = "", [row.words[0].left], list[tuple[int, int]]()
    last: Word | None = None
    for word in row.words:
        if last and _is_note_mark(last, word):
            continue
        if last:
            space = word.left - last.right
            is_wide = space > _WIDE * max(word.size, last.size)
            if is_wide:
                stops.append(word.left)
            text += "\t" if is_wide else " " if space > 0.12 * word.size or word.spaced else ""
        if word.italic:
            slanted.append((len(text), len(text) + len(word.text)))
        text += word.text
        last = word
    return Line(
        text=text,
        page=row.page,
        gap=gap,
        left=row.words[0].left,
        right=row.words[-1].right,
        stops=tuple(stops),
        bold=all(word.bold for word in row.words),
        italics=tuple(slanted),
    )


def _is_note_mark(last: Word, word: Word) -> bool:
    """Say whether a word is the raised number of a footnote; "th" after a day is not."""
    return (
        word.size < 0.8 * last.size and word.y > last.y + 0.1 * last.size and word.text.strip("[]").isdigit()
    )


def _body_size(rows: Sequence[_Row]) -> float:
    sizes = Counter[float]()
    for row in rows:
        for word in row.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
    return sizes.most_common(1)[0][0]


def _pitch(rows: Sequence[_Row], body: float) -> float:
    """Give the usual distance of lines: the commonest one that type of the text's size allows."""
    gaps = Counter(
        round(last.y - row.y)
        for last, row in pairwise(rows)
        if last.page == row.page and 0.9 * body < last.y - row.y < 3.2 * body
    )
    return float(gaps.most_common(1)[0][0]) if gaps else 1.2 * body


def _is_foot(rows: Sequence[_Row], index: int, *, body: float, pitch: float, is_last: bool) -> bool:
    """Say whether a row is in the foot of its page: a note in small type, or set apart below the text."""
    row = rows[index]
    if row.y > 0.5 * row.height:
        return False
    below = [other for other in rows[index:] if other.page == row.page]
    if all(other.size < _NOTE * body for other in below):
        return True
    above = [other.y for other in rows[:index] if other.page == row.page]
    if is_last or not above or row.y > _FOOT * row.height:
        return False
    lowest = next((y for y in reversed(above) if y > _FOOT * row.height), None)
    top = max(other.y for other in rows if other.page == row.page and other.y <= _FOOT * row.height)
    return lowest is not None and lowest - top > 1.8 * pitch
