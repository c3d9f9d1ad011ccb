"""Dates as letters and registers give them: a day, a month, a year, or a stretch of days."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with the precision that its source gave: "2015", "2015-07", "2015-07-02", or "first/last".

    `iso` is the only thing kept; it sorts by its first day. `first` and `last` are the days it may mean,
    both included. Make one with `parse`, `of_day` or `of_month`, which refuse impossible dates.
    """

    iso: str

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"{self.iso!r} ends before it begins")

    @classmethod
    def parse(cls, iso: str) -> "PartialDate":
        """Read ISO text: YYYY, YYYY-MM, YYYY-MM-DD, or two with a slash between. Raises ValueError."""
        return cls(iso.strip())

    @classmethod
    def of_day(cls, day: date) -> "PartialDate":
        """Give the date that is exactly this day."""
        return cls(day.isoformat())

    @classmethod
    def of_month(cls, year: int, month: int) -> "PartialDate":
        """Give the date that is some day of this month."""
        return cls(f"{year:04d}-{month:02d}")

    @property
    def first(self) -> date:
        """The earliest day that it may mean."""
        return _days(self.iso.partition("/")[0])[0]

    @property
    def last(self) -> date:
        """The latest day that it may mean."""
        head, _, tail = self.iso.partition("/")
        return _days(tail or head)[1]

    @property
    def day(self) -> date | None:
        """The day, where it is known to the day."""
        return self.first if self.first == self.last else None

    @property
    def year(self) -> int:
        """The year of its first day."""
        return self.first.year

    def overlaps(self, other: "PartialDate") -> bool:
        """Say whether the two can mean the same day: July 2015 and 2 July 2015 can, and so can 2015."""
        return self.first <= other.last and other.first <= self.last

    def in_words(self) -> str:
        """Give it as a letter prints it: "2 July 2015", "July 2015", "2015", "21 to 30 October 2014"."""
        head, _, tail = self.iso.partition("/")
        if not tail:
            return _in_words(head)
        return f"{_without_shared_end(_in_words(head), _in_words(tail))} to {_in_words(tail)}"


def _without_shared_end(first: str, last: str) -> str:
    """Leave out the year, and then the month, that the second date says again."""
    words, others = first.split(), last.split()
    while len(words) > 1 and words[-1] == others[-1]:
        words.pop()
        others.pop()
    return " ".join(words)


def _days(iso: str) -> tuple[date, date]:
    match = _ISO.match(iso)
    if not match:
        raise ValueError(f"{iso!r} is not a date of the form 2015, 2015-07 or 2015-07-02")
    year, month, day = int(match[1]), match[2], match[3]
    if day:
        only = date(year, int(month), int(day))
        return only, only
    if month:
        return date(year, int(month), 1), date(year, int(month), calendar.monthrange(year, int(month))[1])
    return date(year, 1, 1), date(year, 12, 31)


def _in_words(iso: str) -> str:
    parts = iso.split("-")
    if len(parts) == 1:
        return parts[0]
    month = f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return month if len(parts) == 2 else f"{int(parts[2])} {month}"
