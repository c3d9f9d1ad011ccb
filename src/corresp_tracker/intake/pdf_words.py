"""The words of one PDF page with their places and faces, from PDFium's characters."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw

from corresp_tracker.intake.lines import mend

_ITALIC_FLAG = 1 << 6  # PDF 32000-1, table 123: font descriptor flags
_BOLD_FLAG = 1 << 18
_BOLD_WEIGHT = 600
_SPACES = frozenset(" \t\r\n\xa0\u2002\u2003\u2009\u202f")
_NAME_LENGTH = 128


@dataclass(frozen=True, slots=True)
class Word:
    """Characters with no space between. Places are in points from the page's lower left; `y` is the baseline.

    `spaced` says that the file itself puts a space before it.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    spaced: bool = False


@dataclass(slots=True)
class _Place:
    x: float
    y: float


@dataclass(slots=True)
class _Growing:
    """A word whose end has not come yet: its first character's number, place and size, and its last's."""

    start: int
    begin: _Place
    size: float
    spaced: bool
    text: str = ""
    end: int = 0
    last: _Place = field(default_factory=lambda: _Place(0.0, 0.0))

    def add(self, mark: str, index: int, place: _Place) -> None:
        self.text += mark
        self.end, self.last = index, place

    def is_left_by(self, place: _Place) -> bool:
        """Say whether a character stands where this word cannot go on."""
        step = place.x - self.last.x
        return abs(place.y - self.last.y) > 0.15 * self.size or not -0.5 * self.size < step < 2 * self.size


def page_words(page: pypdfium2.PdfTextPage) -> list[Word]:
    """Give the words of a page, in the order of the file."""
    return list(_Characters(page).words())


class _Characters:
    """PDFium's characters of one page; the C values that its functions fill are made once."""

    def __init__(self, page: pypdfium2.PdfTextPage) -> None:
        self._page = page.raw
        self._count = page.count_chars()
        self._doubles = tuple(ctypes.c_double() for _ in range(4))
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        self._flags = ctypes.c_int()

    def words(self) -> Iterator[Word]:
        """Cut the characters at spaces, at jumps of the baseline, and at wide gaps that have no space."""
        growing: _Growing | None = None
        spaced = False
        for index in range(self._count):
            mark = self._mark(index)
            if not mark:
                continue
            if mark in _SPACES:
                if growing:
                    yield self._word(growing)
                growing, spaced = None, True
                continue
            place = self._place(index)
            if growing and growing.is_left_by(place):
                yield self._word(growing)
                growing = None
            if growing is None:
                growing, spaced = _Growing(index, place, self._size(index), spaced), False
            growing.add(mark, index, place)
        if growing:
            yield self._word(growing)

    def _mark(self, index: int) -> str:
        code = raw.FPDFText_GetUnicode(self._page, index)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""

    def _place(self, index: int) -> _Place:
        x, y = self._doubles[:2]
        raw.FPDFText_GetCharOrigin(self._page, index, x, y)
        return _Place(x.value, y.value)

    def _size(self, index: int) -> float:
        return raw.FPDFText_GetFontSize(self._page, index) or 10.0

    def _word(self, grown: "_Growing") -> Word:
        left, right, bottom, top = self._doubles
        raw.FPDFText_GetCharBox(self._page, grown.end, left, right, bottom, top)
        bold, italic = self._face(grown.start)
        return Word(
            text=mend(grown.text),
            left=grown.begin.x,
            right=max(right.value, grown.begin.x),
            y=grown.begin.y,
            size=grown.size,
            bold=bold,
            italic=italic,
            spaced=grown.spaced,
        )

    def _face(self, index: int) -> tuple[bool, bool]:
        """Say whether a character is bold and whether italic, from its font's name, flags and weight."""
        raw.FPDFText_GetFontInfo(self._page, index, self._name, _NAME_LENGTH, self._flags)
        name, flags = self._name.value.decode("utf-8", "replace").lower(), self._flags.value
        heavy = raw.FPDFText_GetFontWeight(self._page, index) >= _BOLD_WEIGHT
        bold = heavy or bool(flags & _BOLD_FLAG) or "bold" in name or "black" in name
        return bold, bool(flags & _ITALIC_FLAG) or "italic" in name or "oblique" in name
