"""Words that a letter marks as a title: by quotes, italics, a date in brackets, or capitals after the word report."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import MONTHS


class Mark(Enum):
    """What marks the words."""

    QUOTES = "quotes"
    ITALICS = "italics"
    DATE = "date"
    CAPITALS = "capitals"


@dataclass(frozen=True, slots=True)
class Marked:
    """Marked words, code points without the quotes themselves."""

    start: int
    end: int
    mark: Mark


_QUOTED = re.compile(
    r"(?<!\w)(?P<open>[‘'\"“])(?:(?:…|\.{3})\s*)?(?P<words>[A-Z0-9a-z].{2,220}?)(?<=[\w?!.…)])(?P<close>[’'\"”])(?=[\s,.;:)?]|\Z)"
)
_CLOSES = {"‘": "’'", "'": "'’", '"': '"”', "“": '”"'}
_MONTH = "|".join(MONTHS)
_DATED_TITLE = re.compile(
    r"(?:^|(?<=[,;:.]\s)|(?<=\bsee\s)|(?<=\breport\s)|(?<=\breview\s)|(?<=\bin\s))"
    r"(?P<words>[A-Z][^()‘’“”\".;]{6,220}?)"
    rf"(?=,?\s\((?:published (?:on |in )?)?(?:(?:\d{{1,2}} )?(?:{_MONTH}) )?\d{{4}}\))"
)
_SMALL = "the|a|an|of|on|in|to|and|for|by|at|into|are|them|or|with|from|them|their|who|is|it|as|how"
_CAPITAL = r"[A-Z][\w’'-]*[:,–—-]?"
_CAPITALS = re.compile(
    r"(?:(?:[Rr]eport|[Rr]eview|[Tt]hematic|[Ii]nspection|[Pp]ublication|[Pp]ublished|[Ee]ntitled|"
    r"[Cc]alled|[Tt]itled)s?,?\s+)"
    rf"(?P<words>{_CAPITAL}(?:\s+(?:{_CAPITAL}|(?:{_SMALL})\b|–|\d+|&)){{2,24}})"
)
_CAPITALS_BEFORE = re.compile(
    rf"\b(?P<words>{_CAPITAL}(?:\s+(?:{_CAPITAL}|(?:{_SMALL})\b|–|&)){{2,24}})(?=\s+(?:report|thematic|review)\b)"
)
# A sentence that leads up to a quoted title is no part of it.
_QUOTED_WITHIN = re.compile(r"(?<!\w)'[A-Z0-9].*'\Z")
_LOOSE_ENDS = re.compile(rf"(?:\s+(?:{_SMALL})|[:,–—-])+\Z")


def marked_words(text: str, italics: Iterable[tuple[int, int]]) -> Iterator[Marked]:
    """Give the words that are marked as a title; the same words may be marked in several ways."""
    yield from _quoted(text)
    for italic in italics:
        start, end = _without_quotes(text, *italic)
        if len(folded_words(text[start:end])) > 1:
            yield Marked(start, end, Mark.ITALICS)
    for match in _DATED_TITLE.finditer(text):
        if not _QUOTED_WITHIN.search(match["words"]):
            yield Marked(*match.span("words"), Mark.DATE)
    for pattern in (_CAPITALS, _CAPITALS_BEFORE):
        for match in pattern.finditer(text):
            loose = _LOOSE_ENDS.search(match["words"])
            end = match.start("words") + (loose.start() if loose else len(match["words"]))
            yield Marked(match.start("words"), end, Mark.CAPITALS)


def _quoted(text: str) -> Iterator[Marked]:
    for match in _QUOTED.finditer(text):
        if match["close"] in _CLOSES[match["open"]]:
            yield Marked(*match.span("words"), Mark.QUOTES)


def _without_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start] in "‘'\"“" or text[start].isspace()):
        start += 1
    while start < end and (text[end - 1] in "’'\"”,;:" or text[end - 1].isspace()):
        end -= 1
    return start, end
