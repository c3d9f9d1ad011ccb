"""Letters that a paragraph cites: by their day, by the day of another, or by when somebody wrote."""

import re
from collections.abc import Iterator

from corresp_tracker.citing.dates import FULL_DATE, date_of, said_date
from corresp_tracker.citing.passage import Passage
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.partial_date import PartialDate

_NOUN = r"(?:letters?|e-?mails?|minute|note|correspondence|submission|memorandum|reply|response)"
_WHOSE = (
    r"\b(?:(?:your|my|our|his|her|their)(?:\s+(?:predecessor|colleague|office|officials?|private secretary|deputy)['’]s)?"
    r"|the|this|(?:the\s+)?[A-Z][\w’']*(?:\s+(?:[A-Z][\w’']*|and|of|for|the)){0,6}(?:['’]s|s['’]))\s+"
)
_DESCRIBED = r"(?:(?!of\b|dated\b)[\w-]+\s+){0,3}?"
_TO_WHOM = r"(?:\s+to\s+(?:me|you|us|the\s+)?(?:[A-Z][\w’']*(?:\s+|(?=\s))(?:(?:[A-Z][\w’']*|and|of|for)\s*){0,5})?)?"
_LETTER = re.compile(
    _WHOSE + _DESCRIBED + _NOUN + _TO_WHOM + r",?\s*\b(?:of|dated|from|sent on)\s+(?:the\s+)?", re.IGNORECASE
)
_SAME_DATE = re.compile(
    _WHOSE + _DESCRIBED + _NOUN + r"\s+of\s+(?:the\s+same|even|today['’]s|yesterday['’]s)\s+(?:date|day)\b",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"\b(?:I|we|you|he|she|they)\s+(?:last\s+|first\s+|also\s+|then\s+)?(?:wrote|replied|responded|write)\s+"
    r"(?:(?:to|again to|back to)\s+(?:you|me|us|(?:the\s+)?[A-Z][\w’']*(?:\s+(?:[A-Z][\w’']*|and|of|"
    r"for)){0,5})\s+)?on\s+(?:the\s+)?",
    re.IGNORECASE,
)
_MORE_DAYS = re.compile(r"(?:,?\s+and(?:\s+of)?|,)\s+(?=\d)")
_DAY_ALONE = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?=\s+and\s+\d{1,2})")
_CHEAP = ("letter", "mail", "minute", "note", "correspondence", "submission", "memorandum", "wrote", "reply",
          "response", "replied", "responded", "write")  # fmt: skip


def cite_letters(passage: Passage) -> Iterator[Citation]:
    """Give each letter that is cited by its day; the log says which one it is. A day without a year is recent."""
    if not passage.says(_CHEAP):
        return
    for pattern in (_LETTER, _WROTE):
        for head in pattern.finditer(passage.text):
            yield from _of_days(passage, head)
    for match in _SAME_DATE.finditer(passage.text):
        yield _letter(passage, *match.span(), _same_date(passage, match))


def _of_days(passage: Passage, head: re.Match[str]) -> Iterator[Citation]:
    """Give the letter of the day that follows; and the letters of further days: "your letters of 3 and 10 May"."""
    text = passage.text
    start, at = head.start(), head.end()
    alone = _DAY_ALONE.match(text, at)
    if alone:
        joined = re.compile(r"\s+and\s+(?=\d)").match(text, alone.end())
        full = FULL_DATE.match(text, joined.end()) if joined else None
        if full and full["month"]:
            same_month = FULL_DATE.match(f"{alone['day']} {full['month']} {full['year'] or ''}".strip())
            yield _letter(passage, start, alone.end(), _dated(passage, same_month) if same_month else None)
            yield _letter(passage, full.start(), full.end(), _dated(passage, full))
        return
    while (match := FULL_DATE.match(text, at)) and (match["month"] or match["numeric"]):
        yield _letter(passage, start, match.end(), _dated(passage, match))
        more = _MORE_DAYS.match(text, match.end())
        if more is None:
            return
        start = at = more.end()


def _letter(passage: Passage, start: int, end: int, dated: PartialDate | None) -> Citation:
    return passage.citation(
        start,
        end,
        CitationKind.LETTER,
        Confidence.POSSIBLE,  # until the log is found to hold it
        f"a letter dated {dated.in_words()}" if dated else "a letter whose date is not said",
        cited_date=dated,
    )


def _same_date(passage: Passage, match: re.Match[str]) -> PartialDate | None:
    """Give the date that "the same date" means: that of the letter cited last, or else this letter's own."""
    if "yesterday" in match.group().lower():
        return None
    if "today" in match.group().lower() or "even" in match.group().lower():
        return passage.letter.dated
    before = [
        each for head in _LETTER.finditer(passage.text, 0, match.start()) for each in _of_days(passage, head)
    ]
    told = [
        each
        for paragraph in passage.told.paragraphs
        for each in paragraph
        if each.kind is CitationKind.LETTER
    ]
    last = next((each.cited_date for each in reversed([*told, *before]) if each.cited_date), None)
    return last or passage.letter.dated


def _dated(passage: Passage, match: re.Match[str]) -> PartialDate | None:
    if match["year"] or match["numeric"]:
        return date_of(match)
    return said_date(match["month"], day=match["day"], written=passage.letter.dated)
