"""The office's calendar, and deadlines that explain themselves day by day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType

from corresp_tracker.values.partial_date import PartialDate

_SATURDAY = 5
_DAYS_A_WEEK = 7
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = timedelta(days=1)
USUAL_WORKING_DAYS = 20


class Nation(StrEnum):
    """Whose bank holidays an office keeps.

    UNITED_KINGDOM leaves out a bank holiday of any part, as section 10(6) of the Freedom of Information Act
    2000 does.
    """

    ENGLAND_WALES = "england-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"
    UNITED_KINGDOM = "united-kingdom"

    @property
    def in_words(self) -> str:
        """The nation as a sentence names it."""
        return _NATIONS_IN_WORDS[self]


_NATIONS_IN_WORDS: Mapping[Nation, str] = {
    Nation.ENGLAND_WALES: "England and Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
    Nation.UNITED_KINGDOM: "every part of the United Kingdom",
}


class CountingRule(StrEnum):
    """How days are counted. The value is the key that is kept; `in_words` is what people read."""

    DAY_ONE_IS_NEXT_WORKING_DAY = "next-working-day"
    WEEKEND_ROLLS_TO_DAY_ZERO = "weekend-rolls"
    WITHIN_CALENDAR_DAYS = "within-days"
    DAYS_BEGINNING_WITH = "days-beginning-with"
    TYPED_IN = "typed-in"

    @property
    def in_words(self) -> str:
        """The rule as one sentence, without its full stop."""
        return _RULES_IN_WORDS[self]

    @property
    def counts_calendar_days(self) -> bool:
        """Whether Saturdays, Sundays and holidays count as well."""
        return self in (CountingRule.WITHIN_CALENDAR_DAYS, CountingRule.DAYS_BEGINNING_WITH)


_RULES_IN_WORDS: Mapping[CountingRule, str] = {
    CountingRule.DAY_ONE_IS_NEXT_WORKING_DAY: "Day 1 is the working day after receipt",
    CountingRule.WEEKEND_ROLLS_TO_DAY_ZERO: (
        "Receipt on a day off counts as received on the next working day, which is day 0"
    ),
    CountingRule.WITHIN_CALENDAR_DAYS: "Every day counts, and day 1 is the day after receipt",
    CountingRule.DAYS_BEGINNING_WITH: "Every day counts, and the first day is day 1",
    CountingRule.TYPED_IN: "The date was typed in",
}
DAY_ONE_IS_NEXT_WORKING_DAY = CountingRule.DAY_ONE_IS_NEXT_WORKING_DAY


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """The working days of an office: its nation's bank holidays, and those that it adds by name."""

    nation: Nation = Nation.ENGLAND_WALES
    own_holidays: Mapping[date, str] = field(default_factory=dict[date, str], hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "own_holidays", MappingProxyType(dict(self.own_holidays)))

    def is_working_day(self, day: date) -> bool:
        """Say whether the office works on this day."""
        return self.why_not(day) is None

    def why_not(self, day: date) -> str | None:
        """Give the reason why a day is no working day ("Saturday", "Good Friday"); None where it is one."""
        if day.weekday() >= _SATURDAY:
            return _WEEKDAYS[day.weekday()]
        return self.own_holidays.get(day) or _bank_holidays(self.nation, day.year).get(day)

    def days_off_in_the_week(self, first_year: int, last_year: int) -> frozenset[date]:
        """Give the holidays of these years, both included, that fall on a Monday to Friday."""
        known = {
            day for year in range(first_year, last_year + 1) for day in _bank_holidays(self.nation, year)
        }
        return frozenset(day for day in known | set(self.own_holidays) if day.weekday() < _SATURDAY)

    def working_day_before(self, day: date, count: int) -> date:
        """Give the working day that lies this many working days before a day, not counting the day itself."""
        while count:
            day -= _DAY
            count -= self.is_working_day(day)
        return day

    def next_working_day(self, day: date) -> date:
        """Give the first working day on or after this day."""
        while not self.is_working_day(day):
            day += _DAY
        return day


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """Days on which a count stands still, though the office works: from `first` to the day before `until`.

    The day on which the count goes on is counted; `until` is None while it still stands.
    """

    first: date
    until: date | None
    reason: str

    def covers(self, day: date) -> bool:
        """Say whether the count stands still on this day."""
        return self.first <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a count: `number` where it counts, and else the `reason` why it does not."""

    date: date
    counts: bool
    number: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day by which something is due, with the way there.

    `days` are all days from the day after receipt to `due`, both included (from the first day itself where
    that is day 1); empty for a date that was typed in. `rule` is the counting rule in words.
    """

    due: date
    rule: str
    received: date | None = None
    days: tuple[CountedDay, ...] = ()

    @property
    def count(self) -> int:
        """How many days were counted."""
        return sum(day.counts for day in self.days)

    @property
    def skipped(self) -> tuple[CountedDay, ...]:
        """The days that do not count, each with its reason."""
        return tuple(day for day in self.days if not day.counts)


def count_deadline(
    received: date,
    *,
    working_days: int,
    calendar: OfficeCalendar,
    rule: CountingRule = DAY_ONE_IS_NEXT_WORKING_DAY,
    stopped: Sequence[StoppedClock] = (),
) -> Deadline:
    """Count a deadline from the day of receipt; `working_days` are calendar days under a calendar-day rule.

    Raises ValueError for a negative number, for the typed-in rule, which counts nothing, and for a clock that
    still stands: it has no deadline until it goes on.
    """
    if working_days < 0 or rule is CountingRule.TYPED_IN:
        raise ValueError(f"cannot count {working_days} days by the rule {rule.value}")
    if rule.counts_calendar_days:
        return count_calendar_deadline(received, days=working_days, rule=rule, stopped=stopped)
    days: list[CountedDay] = []
    start = received
    if rule is CountingRule.WEEKEND_ROLLS_TO_DAY_ZERO:
        start = calendar.next_working_day(received)
        days = [_uncounted(day, calendar) for day in _days_between(received + _DAY, start + _DAY)]
    counted = _count_days(start, working_days, calendar.why_not, stopped)
    due = counted[-1].date if counted else start
    return Deadline(due=due, rule=rule.in_words, received=received, days=(*days, *counted))


def count_calendar_deadline(
    first: date,
    *,
    days: int,
    rule: CountingRule = CountingRule.WITHIN_CALENDAR_DAYS,
    stopped: Sequence[StoppedClock] = (),
) -> Deadline:
    """Count calendar days: "within 28 days" from the day after, or "56 days beginning with" the day itself.

    An Urgent Notification is answered within 28 days. Comments under section 55(5A) of the Police Act 1996
    are due before the end of 56 days beginning with publication: the 56th day is the last one in time.
    """
    start = first - _DAY if rule is CountingRule.DAYS_BEGINNING_WITH else first
    counted = tuple(_count_days(start, days, _every_day, stopped))
    due = counted[-1].date if counted else first
    return Deadline(due=due, rule=rule.in_words, received=first, days=counted)


def typed_deadline(due: date, *, received: date | None = None) -> Deadline:
    """Give a deadline that a person typed in: nothing is counted."""
    return Deadline(due=due, rule=CountingRule.TYPED_IN.in_words, received=received)


def working_days_between(first: date, last: date, calendar: OfficeCalendar) -> int:
    """Count the working days after `first` up to and with `last`; negative where `last` is the earlier."""
    if last < first:
        return -working_days_between(last, first, calendar)
    weeks, rest = divmod((last - first).days, _DAYS_A_WEEK)
    odd_days = (first + _DAY * (number + 1) for number in range(rest))
    weekdays = weeks * _SATURDAY + sum(day.weekday() < _SATURDAY for day in odd_days)
    return weekdays - sum(first < day <= last for day in calendar.days_off_in_the_week(first.year, last.year))


def explain(deadline: Deadline) -> str:
    """Say in words how a deadline was counted: the rule, the first and last day, and what was left out."""
    if not deadline.count or deadline.received is None:
        return f"{deadline.rule}: due {_in_full(deadline.due)}."
    first = next(day for day in deadline.days if day.counts)
    sentences = [
        f"Received {_in_full(deadline.received)}.",
        f"{deadline.rule}.",
        f"Day 1 is {_in_full(first.date)}; day {deadline.count} is {_in_full(deadline.due)}.",
    ]
    if deadline.skipped:
        sentences.append(f"Not counted: {_reasons_in_words(deadline.skipped)}.")
    return " ".join(sentences)


def _count_days(
    start: date, wanted: int, why_not: Callable[[date], str | None], stopped: Sequence[StoppedClock]
) -> list[CountedDay]:
    """Give the days after `start` until the wanted number of days that count is reached."""
    if any(stop.until is None for stop in stopped):
        raise ValueError("cannot count while the clock stands")
    days: list[CountedDay] = []
    day, number = start, 0
    while number < wanted:
        day += _DAY
        reason = why_not(day) or next((stop.reason for stop in stopped if stop.covers(day)), None)
        if reason is None:
            number += 1
            days.append(CountedDay(day, counts=True, number=number, reason=""))
        else:
            days.append(CountedDay(day, counts=False, number=None, reason=reason))
    return days


def _every_day(_: date) -> str | None:
    """Leave no day out: a calendar-day rule counts them all."""
    return None


def _uncounted(day: date, calendar: OfficeCalendar) -> CountedDay:
    reason = calendar.why_not(day) or "counts as the day of receipt"
    return CountedDay(day, counts=False, number=None, reason=reason)


def _days_between(first: date, end: date) -> list[date]:
    """Give the days from `first` to the day before `end`."""
    return [first + timedelta(days=step) for step in range((end - first).days)]


def _reasons_in_words(skipped: tuple[CountedDay, ...]) -> str:
    weekend = sum(day.date.weekday() >= _SATURDAY for day in skipped)
    others = [day for day in skipped if day.date.weekday() < _SATURDAY]
    named = [
        _one_reason(reason, [day.date for day in days])
        for reason, days in groupby(others, key=lambda day: day.reason)
    ]
    counted = ["1 day at a weekend" if weekend == 1 else f"{weekend} days at weekends"] if weekend else []
    return "; ".join(counted + named)


def _one_reason(reason: str, days: list[date]) -> str:
    if len(days) == 1:
        return f"{reason} ({_in_full(days[0])})"
    return f"{reason} ({len(days)} days, {_in_full(days[0])} to {_in_full(days[-1])})"


def _in_full(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {PartialDate.of_day(day).in_words()}"


_SUBDIVISIONS: Mapping[Nation, tuple[str, ...]] = {
    Nation.ENGLAND_WALES: ("ENG",),
    Nation.SCOTLAND: ("SCT",),
    Nation.NORTHERN_IRELAND: ("NIR",),
    Nation.UNITED_KINGDOM: ("ENG", "SCT", "NIR"),
}


@lru_cache(maxsize=512)
def _bank_holidays(nation: Nation, year: int) -> Mapping[date, str]:
    """Give a year's bank holidays by day, substitute days with them."""
    import holidays  # only when first asked: it costs more than all else that paints the first window

    names: dict[date, str] = {}
    for subdivision in _SUBDIVISIONS[nation]:
        for day, name in holidays.country_holidays("GB", subdiv=subdivision, years=year).items():
            names.setdefault(day, name.replace("(observed)", "(substitute day)"))
    return names
