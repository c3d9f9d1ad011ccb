"""The lines of a letter, whatever file they came from, and the cleaning of their characters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from corresp_tracker.values.word_facts import WordFacts

Spans = tuple[tuple[int, int], ...]

_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*\s*\d{0,2}\Z")
_MENDED = str.maketrans(
    {
        "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st",
        "\ufb06": "st", "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None,
        "\ufeff": None, "\u200e": None, "\u200f": None, "\u2011": "-", "\ufffe": "-", "\x02": "-", "\x00": None,
        "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x85": "\n",
    }
)  # fmt: skip


class Zone(StrEnum):
    """Where on the paper a line stands. Only what is in the body can be a paragraph."""

    HEADER = "header"
    BODY = "body"
    BOX = "box"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line, or in a Word file one paragraph (or a piece of one, between line breaks).

    `text` keeps a tab where the line has a wide gap. `gap` is the distance from the line above, in lines: 1 for
    the next line, 2 with one empty line between. `left` and `right` are in points, or in characters for plain
    text. `starts` says whether a paragraph begins here; None where that must be judged from the look of it.
    `stops` is where each piece between tabs begins, empty where the file does not say.
    `label` is an automatic number as printed ("2.", "(a)", "•"), which is not in `text`, and `depth` its level
    in the file's own list. `italics` are (start, end) in `text`. `cell` is (table, row, column).
    """

    text: str
    page: int = 0
    gap: float = 1.0
    left: float = 0.0
    right: float = 0.0
    stops: tuple[float, ...] = ()
    starts: bool | None = None
    label: str = ""
    depth: int = 0
    zone: Zone = Zone.BODY
    bold: bool = False
    heading: bool = False
    italics: Spans = ()
    bookmarks: tuple[str, ...] = ()
    cell: tuple[int, int, int] | None = None

    @property
    def words(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.split())

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence, or a part of a list, does."""
        return ends_sentence(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileText:
    """What a file holds before anyone asks what it means: its lines in reading order, and what to warn of.

    `pages` is how many pages it is known to have, 0 where the file does not say. `footnotes` are their words.
    """

    lines: tuple[Line, ...]
    pages: int = 0
    hidden: bool = False
    tracked: bool = False
    footnotes: tuple[str, ...] = ()
    word: WordFacts | None = None


def ends_sentence(text: str) -> bool:
    """Say whether a text ends as a sentence, or a part of a list, does (a footnote's mark may follow)."""
    return bool(_SENTENCE_END.search(text.rstrip()))


def mend(text: str) -> str:
    """Take ligatures apart, take out marks that do not print, and make hyphens that do not break plain."""
    return text if text.isascii() and "\x02" not in text else text.translate(_MENDED)


def squeeze(text: str, italics: Spans = ()) -> tuple[str, Spans]:
    """Make every run of white space one space and none at the ends; italics move along."""
    if not italics:
        return " ".join(text.split()), ()
    kept: list[str] = []
    places: list[int] = []
    for mark in text:
        is_space = mark.isspace()
        places.append(len(kept))
        if not is_space:
            kept.append(mark)
        elif kept and kept[-1] != " ":
            kept.append(" ")
    places.append(len(kept))
    whole = "".join(kept).rstrip()
    moved = [(places[start], min(places[end], len(whole))) for start, end in italics]
    return whole, tidy_spans(moved, whole)


def tidy_spans(spans: Iterable[tuple[int, int]], text: str) -> Spans:
    """Join spans that touch or have only a space between them, and take spaces off their ends."""
    tidy: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start >= end:
            continue
        if tidy and not text[tidy[-1][1] : start].strip():
            tidy[-1] = (tidy[-1][0], max(end, tidy[-1][1]))
        else:
            tidy.append((start, end))
    return tuple(tidy)


def cut(text: str, italics: Spans, start: int) -> tuple[str, Spans]:
    """Take the first characters off a text; italics move along."""
    moved = tuple((max(a - start, 0), b - start) for a, b in italics if b > start)
    return text[start:], moved
