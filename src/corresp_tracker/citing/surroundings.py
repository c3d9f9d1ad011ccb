"""What stands around some words of a paragraph: quotes, italics, capitals, whose they are, and other cues."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corresp_tracker.citing.dates import DateBeside, date_before, date_beside
from corresp_tracker.citing.locators import is_located
from corresp_tracker.citing.marked import Mark, Marked
from corresp_tracker.citing.owners import LEADS
from corresp_tracker.citing.passage import Passage
from corresp_tracker.values.partial_date import PartialDate

_OPENING = "'\"‘“"
_CLOSING = "'\"’”"
_REPORT_AFTER = re.compile(
    r"[’'\"”]?\s+(?:\w+\s+)?(?:report|inspection|thematic|publication|review)s?\b", re.IGNORECASE
)
_REPORT_BEFORE = re.compile(
    r"\b(?:report|inspection|thematic|publication|review|published|entitled|titled|called)s?,?\s+(?:on\s+)?[‘'\"“]?\Z",
    re.IGNORECASE,
)
_WITHIN_A_NAME = re.compile(rf"(?<![.!?:;]\s)\b(?!(?:{LEADS})\b)[A-Z][a-z]+\s\Z")
_NAME_GOES_ON = re.compile(r"\s[A-Z][a-z]+\b")
_SAYS = re.compile(
    r"(?:,\s+by\s+[^,.;]{3,60}(?=,\s))?"
    r",?\s+(?:also\s+|itself\s+|has\s+|had\s+)?(?:said|found|showed|shows|sets? out|recommend(?:s|ed)|"
    r"conclude(?:s|d)|identified|"
    r"(?:which\s+|that\s+)?(?:was\s+|we\s+|you\s+|I\s+)?(?:jointly\s+|first\s+)?published\b|"
    r"(?:(?:has|have|had|was|were)\s+(?:since\s+|now\s+|all\s+)?(?:been\s+)?(?:published|debated|answered|issued|laid|launched|"
    r"reissued|printed)|(?:had\s+)?c[ao]me\s+(?:out|before)|appeared\s+in)|"
    r"reported|appeared|called for|describe[sd]|deals? with|dealt with|was (?:first )?published|is published|"
    r"made (?:\w+ )?recommendations)\b"
)
_MISREAD = re.compile(r"l[bcdfghjkmnpqrstvwxz]")
_QUOTES_CLOSE = re.compile(r"[’'”\"](?=\s\()")
"""The end of quotes around quotes, before a date in brackets."""
_CUT_BEFORE = re.compile(r"(?:…|\.{3})\s*\Z")
"""Dots that stand for the beginning of a title."""
_ASKS_WITHIN = re.compile(r"\?(?:,|\s+[a-z(])")
"""The question mark of a title, after which its sentence goes on."""
_WHOSE = re.compile(
    r"\b(?P<whose>our|your|my|its|their)\s+"
    r"(?:(?!(?:of|for|to|in|with|on|at|by|from|and|that|as|is|was)\b)[\w-]+,?\s+){0,5}[‘'\"“]?\Z",
    re.IGNORECASE,
)
_SMALL = frozenset(
    {"the", "a", "an", "of", "on", "in", "to", "and", "for", "by", "at", "into", "are", "them", "or"}
)
NEARLY_ALL = 0.6
"""Of the marked words, those that must be the name, for the mark to be a mark of the name."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around words that may be a title.

    Words that begin with a small letter are no title for their quotes alone, nor for the word report beside them:
    people quote phrases, and report on subjects. `start` and `end` take in quotes and date; `title_start` and
    `title_end` all the words that are marked with them. `cited` is the date that is given beside or before them.
    """

    start: int
    end: int
    title_start: int
    title_end: int
    quoted: bool
    italic: bool
    capitals: bool
    report_word: bool
    says: bool
    located: bool
    apposed: bool
    begins_large: bool
    date: DateBeside | None
    date_before: PartialDate | None
    whose: str

    @property
    def cited(self) -> PartialDate | None:
        """The date that is given with the words."""
        return self.date.date if self.date else self.date_before

    @property
    def tells_a_work(self) -> bool:
        """Say whether a date, italics, a part that is cited, or the word report leaves no doubt that it is a work."""
        return bool(self.italic or self.cited or self.report_word or self.located)

    @property
    def has_cue(self) -> bool:
        """Say whether something marks the words as a title."""
        dated = self.date is not None and self.date.marks_title
        if self.italic or self.capitals or dated:
            return True
        return self.begins_large and (
            self.quoted or self.report_word or self.says or self.located or self.apposed
        )


def surroundings(passage: Passage, start: int, end: int) -> Surroundings:
    """Look around the words from `start` to `end` of a paragraph."""
    text = passage.text
    marks = list(_marks(passage, start, end))
    title_start = min((mark.start for mark in marks), default=start)
    title_end = max((mark.end for mark in marks), default=end)
    quoted = any(mark.mark is Mark.QUOTES for mark in marks)
    first, last = _with_quotes(text, title_start, title_end)
    quoted = quoted or (last > title_end and first < title_start)
    if last == title_end and text[last : last + 1] in ("?", "!") and date_beside(text, last + 1):
        last += 1
    nested = _QUOTES_CLOSE.match(text, last)
    last = nested.end() if nested and first < title_start else last
    date = date_beside(text, last)
    before = _WHOSE.search(text[max(0, first - 80) : first])
    return Surroundings(
        start=first,
        end=date.end if date else last,
        title_start=title_start,
        title_end=title_end,
        quoted=quoted,
        italic=any(mark.mark is Mark.ITALICS for mark in marks),
        capitals=_is_title_case(text, start, end),
        report_word=bool(
            _REPORT_AFTER.match(text, last) or _REPORT_BEFORE.search(text[max(0, first - 80) : first])
        ),
        begins_large=not text[title_start : title_start + 1].islower()
        or begins_misread(text, title_start)
        or bool(_CUT_BEFORE.search(text[max(0, title_start - 5) : title_start])),
        says=bool(_SAYS.match(text, last)),
        apposed=text[:first].endswith(", ")
        and text[last : last + 1] == ","
        and text[first : first + 1].isupper(),
        located=is_located(text, first, last) or bool(_ASKS_WITHIN.match(text, end)),
        date=date,
        date_before=date_before(text, first),
        whose=before["whose"].lower() if before else "",
    )


def begins_misread(text: str, at: int) -> bool:
    """Say whether a word begins with the small l that a scan reads for a capital I: "ln Harm's Way"."""
    return _MISREAD.match(text, at) is not None


def _marks(passage: Passage, start: int, end: int) -> Iterator[Marked]:
    """Give the quotes and italics that the words begin, or all but fill."""
    for mark in passage.marked:
        if mark.mark not in (Mark.QUOTES, Mark.ITALICS) or not (mark.start <= start and end <= mark.end):
            continue
        if mark.start == start or end - start >= NEARLY_ALL * (mark.end - mark.start):
            yield mark


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    last = end + 1 if text[end : end + 1] in ("?", "!") else end
    if start > 0 and text[start - 1] in _OPENING and text[last : last + 1] and text[last] in _CLOSING:
        return start - 1, last + 1
    return start, end


def _is_title_case(text: str, start: int, end: int) -> bool:
    """Say whether words bear capitals of their own: not the sentence's first, not those of shouted text."""
    words = [word for word in re.findall(r"[A-Za-z][\w’'-]*", text[start:end]) if word.lower() not in _SMALL]
    if not words or text.upper() == text or text[start:end].isupper():
        return False
    capital = [word for word in words if word[0].isupper()]
    begins_sentence = not text[:start].strip() or text[:start].rstrip()[-1] in ".!?:;"
    if len(words) == 1:
        return bool(capital) and not begins_sentence
    if _WITHIN_A_NAME.search(text[:start]) or _NAME_GOES_ON.match(text, end):
        return False
    if (words[0][0].isupper() or text[start].isupper()) and not begins_sentence:
        return True
    return len(capital) > len(words) / 2 and (len(capital) > 1 or not begins_sentence)
