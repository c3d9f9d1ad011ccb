"""Days as spreadsheets write them: every usual way is read, and what means no one day is a doubt, never a guess."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.casework.sheet_dates import DayStyle, read_day, says_nothing, style_of
from corresp_tracker.values.partial_date import MONTHS

TODAY = date(2026, 11, 27)
DAYS = st.dates(min_value=date(1971, 1, 1), max_value=date(2028, 12, 31))
USUAL = DayStyle()


@given(DAYS)
def test_a_day_is_read_back_from_every_way_of_writing_it(day: date) -> None:
    month = MONTHS[day.month - 1]
    written: list[str | float | date] = [
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day:%d-%m-%Y}",
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
        f"{day:%d/%m/%Y} 09:30",
        f"{day.day} {month} {day.year}",
        f"{day.day:02}-{month[:3]}-{day.year}",
        f"{day:%Y%m%d}",
        float((day - date(1899, 12, 30)).days),
        f"{(day - date(1899, 12, 30)).days}.0",
        day,
    ]
    for cell in written:
        read = read_day(cell, USUAL, today=TODAY)
        assert (read.day, read.doubt) == (day, ""), cell


@given(DAYS)
def test_a_short_year_is_the_last_that_is_not_far_ahead(day: date) -> None:
    if (day.year, day.month, day.day) == (2000, 1, 1):
        return  # that is how an empty date looks
    assert read_day(f"{day:%d/%m/%y}", USUAL, today=TODAY).day == day


@given(st.integers(min_value=1, max_value=12), st.integers(min_value=13, max_value=31))
def test_a_month_that_cannot_be_one_is_asked_about(first: int, second: int) -> None:
    read = read_day(f"{first}/{second}/2016", USUAL, today=TODAY)
    assert read.doubt
    assert read.day is None or (read.day.month, read.day.day) == (first, second)


@given(st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=40))
def test_no_cell_breaks_the_reading_and_no_day_comes_from_words_alone(cell: str | float) -> None:
    read = read_day(cell, USUAL, today=TODAY)
    if isinstance(cell, str) and not any(sign.isnumeric() for sign in cell):
        assert read.day is None


@given(st.integers(min_value=0, max_value=60_000))
def test_a_macs_numbers_count_from_1904(number: int) -> None:
    day = date(1904, 1, 1) + timedelta(days=number)
    read = read_day(float(number), DayStyle(from_1904=True), today=TODAY)
    assert read.day in (None, day)
    if day.year >= 1950 and day.year <= 2028:
        assert read.day == day


@pytest.mark.parametrize(
    "cell",
    [
        *("", "-", "n/a", "N/A", "nil", "None", "0", "TBC", "tba", "ongoing", "awaiting advice", 0.0, 1.0),
        *("01/01/1900", "1/1/00", "00/01/1900", "01/01/1900 00:00"),
        *(date(1900, 1, 1), date(1899, 12, 30), date(1904, 1, 1)),
    ],
)
def test_what_stands_for_nothing_is_nothing_and_no_doubt(cell: str | float | date) -> None:
    read = read_day(cell, USUAL, today=TODAY)
    assert (read.day, read.doubt) == (None, "")


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("23.0", "means no day"),
        (23.0, "means no day"),
        ("31/02/2016", "no day of the calendar"),
        ("17/10", "is no day"),
        ("17 October", "has no year"),
        ("October 2016", "names no day"),
        ("spoke to him", "is no day"),
        (99_999.0, "means no day"),
    ],
)
def test_what_means_no_day_is_said_to(cell: str | float, says: str) -> None:
    read = read_day(cell, USUAL, today=TODAY)
    assert read.day is None
    assert says in read.doubt


def test_a_day_long_ago_or_far_ahead_is_taken_only_with_a_doubt() -> None:
    assert "long ago" in read_day("17/10/1926", USUAL, today=TODAY).doubt
    assert "far ahead" in read_day("17/10/2061", USUAL, today=TODAY).doubt


def test_more_than_a_day_in_a_cell_is_a_doubt_that_keeps_the_day() -> None:
    read = read_day("17/10/2016 and 19/10/2016", USUAL, today=TODAY)
    assert read.day == date(2016, 10, 17)
    assert "more than a day" in read.doubt
    assert read_day("Monday 17 October 2016", USUAL, today=TODAY).doubt == ""


def test_a_column_is_american_only_where_a_cell_can_be_nothing_else_and_none_speaks_against_it() -> None:
    assert style_of(["10/17/2016", "03/04/2016"]).month_first
    assert not style_of(["03/04/2016", "05/06/2016"]).month_first
    assert not style_of(["10/17/2016", "17/10/2016"]).month_first
    american = style_of(["10/17/2016"])
    assert read_day("03/04/2016", american, today=TODAY).day == date(2016, 3, 4)


def test_empty_is_told_from_filled() -> None:
    assert says_nothing("n/a")
    assert says_nothing(date(1900, 1, 1))
    assert not says_nothing("no")
    assert not says_nothing(0.5)
