"""Dates as UK letters print them, read at the precision that they have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corresp_tracker.values.partial_date import MONTHS, PartialDate

_MONTH = "|".join(f"{name}|{name[:3]}" + (r"|Sept" if name == "September" else "") for name in MONTHS)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_DAY = r"(?P<d{n}>[0-3]?\d)\s?(?:st|nd|rd|th)?"
_FOUND = re.compile(
    rf"(?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)"
    rf"|\b(?P<fd>[0-3]?\d)(?P<sep>[/.\-])(?P<fm>[01]?\d)(?P=sep)(?P<fy>(?:19|20)?\d\d)\b"
    rf"|\b{_WEEKDAY}(?:the\s+)?{_DAY.format(n=1)}\s+(?:day\s+)?(?:of\s+)?(?P<m1>{_MONTH})\b\.?,?(?:\s+(?P<y1>(?:19|20)\d\d|’?'?\d\d(?=\s*\Z)))?(?!\d)"
    rf"|\b(?P<m2>{_MONTH})\.?\s+{_DAY.format(n=2)},?\s+(?P<y2>(?:19|20)\d\d)\b"
    rf"|\b(?P<m3>{_MONTH})\.?,?\s+(?P<y3>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text. `dated` is None where the words give no year; `day` and `month` are then filled."""

    start: int
    end: int
    dated: PartialDate | None
    day: int = 0
    month: int = 0

    def settle(self, written: PartialDate | None) -> PartialDate | None:
        """Give the date; one without a year is the most recent that is not after the day of writing."""
        if self.dated or not self.month or written is None:
            return self.dated
        for year in range(written.last.year, written.last.year - 5, -1):
            day = _day(year, self.month, self.day)
            if day and day <= written.last:
                return PartialDate.of_day(day)
        return None


def find_dates(text: str) -> Iterator[FoundDate]:
    """Find the dates in a text, in order; what looks like one but cannot be (31/02/2016) is left out."""
    for match in _FOUND.finditer(text):
        found = _read(match)
        if found:
            yield found


def only_date(text: str) -> PartialDate | None:
    """Give the date that a text consists of, where it is one with a year and nothing else but full stops."""
    for found in find_dates(text):
        if found.dated and not (text[: found.start] + text[found.end :]).strip(" .,;"):
            return found.dated
    return None


def _read(match: re.Match[str]) -> FoundDate | None:
    start, end = match.start(), match.start() + len(match[0].rstrip(" ,."))
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    elif match["fd"]:
        year, month, day = _year(match["fy"]), int(match["fm"]), int(match["fd"])
    elif match["m3"]:
        return FoundDate(start, end, PartialDate.of_month(int(match["y3"]), _month(match["m3"])))
    else:
        n = "1" if match["m1"] else "2"
        month, day = _month(match[f"m{n}"]), int(match[f"d{n}"])
        if not match[f"y{n}"]:
            return FoundDate(start, end, None, day, month) if _day(2000, month, day) else None
        year = _year(match[f"y{n}"])
    exact = _day(year, month, day)
    return FoundDate(start, end, PartialDate.of_day(exact)) if exact else None


def _month(name: str) -> int:
    return _NUMBERS[name[:3].lower()]


def _year(digits: str) -> int:
    number = int(digits.strip("’'"))
    return number if number > 99 else 2000 + number if number < 80 else 1900 + number


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
