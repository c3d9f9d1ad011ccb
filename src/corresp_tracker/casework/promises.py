"""Promises in a letter's words: "we will publish in the spring" names what is promised, and by when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corresp_tracker.intake.dates import find_dates

_WHO = (
    r"(?:we|i|my (?:team|officials?|office|staff|inspectors?)|our (?:team|inspectors?|report|staff)|"
    r"the inspectorate|hmic(?:frs)?|ofsted|hmi\s\w+|colleagues|officials|a colleague)"
)
_WILL = (
    r"(?:(?:will|shall)(?!\s+not\b)|(?:intend|plan|expect|hope|aim|propose|undertake|promise|agree)s?\s+to|"
    r"(?:am|are|is)\s+(?:planning|committed|going|due|intending)\s+to|commit(?:s|ted)?\s+to)"
)
_DOES = (
    r"(?:publish|write|send|inspect|return|report|update|revisit|reply|respond|provide|let you (?:know|have)|share|"
    r"review|visit|set out|follow up|come back|get back|consult|issue|contact|meet|look (?:again|into)|examine|"
    r"include|re-?inspect|consider|notify|inform|arrange|assess|monitor|complete|announce|keep you)\w*"
)
_PROMISE = re.compile(
    rf"\b{_WHO}\s+(?:(?:also|therefore|now|then|both|all|too)\s+)?{_WILL}\s+(?:(?:also|now|then|again|be able to|"
    rf"shortly|soon|next)\s+)*{_DOES}\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;?!](?=\s|\Z)")
_LEAST_AFTER = re.compile(r"\b(?:if|unless|would|should you)\b", re.IGNORECASE)
_WITHIN = re.compile(
    r"\bwithin (?:the next )?(\d{1,3}|a|one|two|three|four|five|six|ten|twelve) (working days?|days?|weeks?|months?)\b",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12}
_SEASONS = {"spring": (5, 31), "summer": (8, 31), "autumn": (11, 30), "winter": (2, 28)}
_SEASON = re.compile(r"\b(spring|summer|autumn|winter)(?:\s+(?:of\s+)?((?:19|20)\d\d))?\b", re.IGNORECASE)
_PART_OF_YEAR = re.compile(
    r"\b(early|mid|late|end of|later|the end of)\b[\s-]*(?:in\s+)?(this year|next year|the year|(?:20)\d\d)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(next|this|the coming) (week|month|year)\b|\b(new year)\b", re.IGNORECASE)
_BARE_MONTH = re.compile(
    r"\b(?:in|by|during|before the end of|by the end of|end of) (january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\b(?!\s+(?:19|20)\d\d)",
    re.IGNORECASE,
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise in a text: its words, from `start` to `end`, and the day by which it is to be kept, where it says one."""

    start: int
    end: int
    words: str
    due: date | None


def find_promises(text: str, *, written: date | None) -> Iterator[Promise]:
    """Find the promises in a text, a sentence each; `written` is the day from which "next month" is counted.

    What is only said on a condition ("we would", "if you wish, we will") is none.
    """
    start = 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]:
        sentence = text[start:end]
        promise = _PROMISE.search(sentence)
        if promise and not _LEAST_AFTER.search(sentence[: promise.end()]):
            stripped = sentence.strip()
            begins = start + sentence.index(stripped)
            due = due_day(sentence[promise.start() :], written=written)
            yield Promise(begins, begins + len(stripped), stripped, due)
        start = end


def due_day(words: str, *, written: date | None) -> date | None:
    """Give the day by which words say that something is done: the last that they can mean; None where they say none."""
    for found in find_dates(words):
        if found.dated and (written is None or found.dated.last >= written):
            return found.dated.last
    if written is None:
        return None
    for read in (_within, _bare_month, _season, _part_of_year, _next):
        day = read(words, written)
        if day:
            return day
    return None


def _within(words: str, written: date) -> date | None:
    found = _WITHIN.search(words)
    if not found:
        return None
    number = _NUMBERS.get(found[1].lower()) or int(found[1])
    unit = found[2].lower().rstrip("s")
    if unit == "month":
        return _month_end(written.year, written.month + number, day=written.day)
    days = {"day": number, "week": 7 * number, "working day": number + 2 * -(-number // 5)}[unit]
    return written + timedelta(days=days)


def _bare_month(words: str, written: date) -> date | None:
    found = _BARE_MONTH.search(words)
    if not found:
        return None
    month = _MONTHS.index(found[1].lower()) + 1
    return _month_end(written.year + (month < written.month), month)


def _season(words: str, written: date) -> date | None:
    found = _SEASON.search(words)
    if not found:
        return None
    month, day = _SEASONS[found[1].lower()]
    if found[2]:
        return date(int(found[2]), month, day)
    this = date(written.year, month, day)
    return this if this >= written else date(written.year + 1, month, day)


def _part_of_year(words: str, written: date) -> date | None:
    found = _PART_OF_YEAR.search(words)
    if not found:
        return None
    said = found[2].lower()
    year = written.year + (said == "next year") if not said.isdigit() else int(said)
    month = {"early": 3, "mid": 7}.get(found[1].lower(), 12)
    return _month_end(year, month)


def _next(words: str, written: date) -> date | None:
    found = _NEXT.search(words)
    if not found:
        return None
    if found[3]:
        return date(written.year + 1, 1, 31)
    further = found[1].lower() != "this"
    if found[2].lower() == "week":
        return written + timedelta(days=4 - written.weekday() + 7 * further)
    if found[2].lower() == "month":
        return _month_end(written.year, written.month + further)
    return date(written.year + further, 12, 31)


def _month_end(year: int, month: int, *, day: int = 31) -> date:
    """Give a day of a month, or its last where it has fewer; months above 12 are those of the years after."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day, last))
