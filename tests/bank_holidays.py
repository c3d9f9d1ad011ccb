"""The bank holidays of the United Kingdom, worked out from the law and not from the library that the program uses.

The Banking and Financial Dealings Act 1971, schedule 1, with the St Andrew's Day Bank Holiday (Scotland) Act 2007,
and the days that were proclaimed. A day that falls on a weekend is kept on the next day that is no holiday yet.
"""

from datetime import date, timedelta
from functools import cache

PROCLAIMED = {date(2011, 4, 29), date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
SCOTLAND_ALONE = {date(2026, 6, 15)}  # the day after Scotland's first match of the World Cup
MAY_DAY = {2020: date(2020, 5, 8)}
SPRING = {2012: date(2012, 6, 4), 2022: date(2022, 6, 2)}
ENGLAND, SCOTLAND, IRELAND, EVERYWHERE = "england-wales", "scotland", "northern-ireland", "united-kingdom"


@cache
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    if nation == EVERYWHERE:
        return frozenset().union(*(bank_holidays(each, year) for each in (ENGLAND, SCOTLAND, IRELAND)))
    moved = _moved_off_weekends(year, scotland=nation == SCOTLAND, ireland=nation == IRELAND)
    mondays = {MAY_DAY.get(year, _monday(year, 5, 1)), SPRING.get(year, _last_monday(year, 5))}
    mondays.add(_monday(year, 8, 1) if nation == SCOTLAND else _last_monday(year, 8))
    easter = easter_sunday(year)
    feast = {easter - timedelta(days=2)}
    if nation != SCOTLAND:
        feast.add(easter + timedelta(days=1))
    proclaimed = PROCLAIMED | (SCOTLAND_ALONE if nation == SCOTLAND else set())
    return frozenset(moved | mondays | feast | {day for day in proclaimed if day.year == year})


def working_days_after(first: date, nation: str, count: int, also_off: frozenset[date] = frozenset()) -> date:
    """The day on which the count is reached, one day at a time."""
    day = first
    while count:
        day += timedelta(days=1)
        if day.isoweekday() < 6 and day not in bank_holidays(nation, day.year) and day not in also_off:
            count -= 1
    return day


def easter_sunday(year: int) -> date:
    """By the anonymous Gregorian computation (Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    wanted = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * wanted) // 451
    month, day = divmod(h + wanted - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _moved_off_weekends(year: int, *, scotland: bool, ireland: bool) -> set[date]:
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    fixed += [date(year, 1, 2), date(year, 11, 30)] if scotland else []
    fixed += [date(year, 3, 17), date(year, 7, 12)] if ireland else []
    kept = {day for day in fixed if day.isoweekday() < 6}
    for day in sorted(set(fixed) - kept):
        while day.isoweekday() >= 6 or day in kept:
            day += timedelta(days=1)
        kept.add(day)
    return kept


def _monday(year: int, month: int, first: int) -> date:
    day = date(year, month, first)
    return day + timedelta(days=(7 - day.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())
