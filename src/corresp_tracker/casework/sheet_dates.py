"""Days as an office's spreadsheet writes them: dd/mm/yyyy, in words, as numbers, or as nothing at all.

A day is only taken where the cell can mean one day. What else stands there is given back as a doubt, in words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from corresp_tracker.intake.dates import find_dates
from corresp_tracker.values.partial_date import MONTHS
from corresp_tracker.values.sheets import Cell, cell_text

_EXCEL_ZERO, _MAC_ZERO = date(1899, 12, 30), date(1904, 1, 1)
_NO_DAYS = frozenset(
    (
        date(1899, 12, 30),
        date(1899, 12, 31),
        date(1900, 1, 1),
        date(1904, 1, 1),
        date(1904, 1, 2),
        date(1970, 1, 1),
    )
)
"""What a spreadsheet or database shows where a date was never filled in."""

_NOTHING = frozenset(
    (
        "",
        "-",
        "--",
        "–",
        "—",
        "?",
        ".",
        "0",
        "0.0",
        "n/a",
        "na",
        "n.a.",
        "none",
        "nil",
        "null",
        "nan",
        "nat",
        "blank",
    )
)
_OPEN = re.compile(
    r"tb[cda]|to be (?:confirmed|decided|agreed)|ongoing|pending|awaiting\b.*|outstanding|open", re.I
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_COMPACT = re.compile(r"(?:19|20)\d{6}")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s*([/.\-\\])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_TIME = re.compile(r"[T ]*\b\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]m|Z)?\b", re.I)
_HYPHENATED = re.compile(
    r"(?<![\w])(\d{1,2})\s?[-/.\\ ]?\s?([A-Za-z]{3,9})\.?\s?[-/.\\ ,]?\s?[’']?(\d{4}|\d{2})(?!\d)"
)
_NEVER = re.compile(r"0?[01]/0?1/(?:19)?00")
_MONTHS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_FIRST_YEAR = 1950
_YEARS_AHEAD = 2
_LARGEST_NUMBER = 80_000  # a day of 2119
_SMALLEST_NUMBER = 18_264  # the first of January 1950


@dataclass(frozen=True, slots=True)
class DayRead:
    """The day that a cell means, None for none; `doubt` says what makes it doubtful, in words."""

    day: date | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStyle:
    """How a column writes days: the month first (as in America), and in which calendar its numbers count."""

    month_first: bool = False
    from_1904: bool = False


def read_day(cell: Cell, style: DayStyle, *, today: date) -> DayRead:
    """Read the day that a cell means. A day before 1950, or more than two years ahead, is doubtful, not refused."""
    if isinstance(cell, date):
        return _checked(cell, today)
    if isinstance(cell, float):
        return _of_number(cell, style, today, shown=cell_text(cell))
    text = cell_text(cell).strip(" .,;'’`")
    if text.lower() in _NOTHING or _OPEN.fullmatch(text) or _NEVER.fullmatch(_TIME.sub("", text).strip()):
        return DayRead()
    if _COMPACT.fullmatch(text):
        return _of_parts(int(text[:4]), int(text[4:6]), int(text[6:]), text, today)
    if _NUMBER.fullmatch(text):
        return _of_number(float(text), style, today, shown=text)
    return _of_words(text, style, today)


def says_nothing(cell: Cell) -> bool:
    """Say whether a cell is empty, or shows only that it is: "n/a", "-", the first of January 1900."""
    if isinstance(cell, str):
        text = cell_text(cell).strip(" .,;'’`")
        return text.lower() in _NOTHING or bool(_NEVER.fullmatch(_TIME.sub("", text).strip()))
    return isinstance(cell, date) and cell in _NO_DAYS


def style_of(cells: Iterable[Cell], *, from_1904: bool = False) -> DayStyle:
    """Say how a column writes days: month first only where a cell can mean nothing else, and none speaks against it."""
    day_first = month_first = 0
    for cell in cells:
        if isinstance(cell, str) and (found := _NUMERIC.search(cell)):
            first, second = int(found[1]), int(found[3])
            day_first += first > 12 >= second
            month_first += second > 12 >= first
    return DayStyle(month_first=month_first > 0 and day_first == 0, from_1904=from_1904)


def looks_like_day(cell: Cell, *, today: date) -> bool:
    """Say whether a cell alone, whatever its column, would be taken for a day: numbers are not, they may be anything."""
    if isinstance(cell, float):
        return False
    if isinstance(cell, str) and (
        _NUMBER.fullmatch(cell.strip()) or not any(sign.isdigit() for sign in cell)
    ):
        return False
    return isinstance(cell, date) or read_day(cell, DayStyle(), today=today).day is not None


def _of_number(number: float, style: DayStyle, today: date, *, shown: str) -> DayRead:
    whole = floor(number)
    if whole in (-1, 0, 1):
        return DayRead()
    if _COMPACT.fullmatch(f"{whole}"):
        return _of_parts(whole // 10_000, whole // 100 % 100, whole % 100, shown, today)
    if not _SMALLEST_NUMBER - 1_462 * style.from_1904 <= whole <= _LARGEST_NUMBER:
        return DayRead(None, f"“{shown}” is a number that means no day")
    return _checked((_MAC_ZERO if style.from_1904 else _EXCEL_ZERO) + timedelta(days=whole), today)


def _of_words(text: str, style: DayStyle, today: date) -> DayRead:
    without_time = _TIME.sub("", text).strip()
    if found := _ISO.search(without_time):
        read = _of_parts(int(found[1]), int(found[2]), int(found[3]), text, today)
        return _with_rest(read, without_time, found.start(), found.end(), text)
    if found := _NUMERIC.search(without_time):
        read = _of_numeric(found, style, text, today)
        return _with_rest(read, without_time, found.start(), found.end(), text)
    if (found := _HYPHENATED.search(without_time)) and (month := _MONTHS.get(found[2][:3].lower())):
        read = _of_parts(_year(found[3], today), month, int(found[1]), text, today)
        return _with_rest(read, without_time, found.start(), found.end(), text)
    for each in find_dates(without_time):
        day = each.dated.day if each.dated else None
        if day is None:
            what = "has no year" if each.dated is None else "names no day"
            return DayRead(None, f"“{text}” {what}")
        return _with_rest(_checked(day, today), without_time, each.start, each.end, text)
    return DayRead(None, f"“{text}” is no day")


def _of_numeric(found: re.Match[str], style: DayStyle, text: str, today: date) -> DayRead:
    first, second, year = int(found[1]), int(found[3]), _year(found[4], today)
    day, month = (second, first) if style.month_first else (first, second)
    if month > 12 >= day:
        read = _of_parts(year, day, month, text, today)
        order = "the month second" if style.month_first else "the month first"
        return DayRead(read.day, read.doubt or f"“{text}” is a day only with {order}")
    return _of_parts(year, month, day, text, today)


def _of_parts(year: int, month: int, day: int, shown: str, today: date) -> DayRead:
    try:
        found = date(year, month, day)
    except ValueError:
        return DayRead(None, f"“{shown}” is no day of the calendar")
    return _checked(found, today)


def _checked(day: date, today: date) -> DayRead:
    if day in _NO_DAYS:
        return DayRead()
    shown = f"{day.day} {day:%B} {day.year}"
    if day.year < _FIRST_YEAR:
        return DayRead(day, f"{shown} is long ago")
    if day.year > today.year + _YEARS_AHEAD:
        return DayRead(day, f"{shown} is far ahead")
    return DayRead(day)


def _with_rest(read: DayRead, text: str, start: int, end: int, shown: str) -> DayRead:
    """Say that a cell says more than a day, where it does."""
    rest = f"{text[:start]} {text[end:]}".strip(" .,;()")
    if not rest or re.fullmatch(
        r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?", rest, re.I
    ):
        return read
    return DayRead(read.day, read.doubt or f"“{shown}” says more than a day")


def _year(digits: str, today: date) -> int:
    """Read a year; of two figures it is the last such year that is not far ahead."""
    number = int(digits)
    if number > 99:
        return number
    year = today.year // 100 * 100 + number
    return year - 100 if year > today.year + _YEARS_AHEAD else year
