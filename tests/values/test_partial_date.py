"""Partial dates keep the precision that their source gave."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.values.partial_date import PartialDate

DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 1, 1))


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2015", "2015"),
        ("2015-07", "July 2015"),
        ("2015-07-02", "2 July 2015"),
        ("2014-10-21/2014-10-30", "21 to 30 October 2014"),
        ("2014-10-21/2014-11-02", "21 October to 2 November 2014"),
        ("2014-12-30/2015-01-02", "30 December 2014 to 2 January 2015"),
        ("2015-07/2015-08", "July to August 2015"),
        ("2012/2013", "2012 to 2013"),
    ],
)
def test_a_partial_date_reads_as_a_letter_prints_it(iso: str, words: str) -> None:
    assert PartialDate.parse(iso).in_words() == words


@pytest.mark.parametrize("iso", ["", "15", "2015-13", "2015-02-30", "2015-7", "July 2015", "2015-08/2015-07"])
def test_an_impossible_date_is_refused(iso: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(iso)


@given(DAYS)
def test_a_day_may_mean_its_month_and_its_year_and_no_other(day: date) -> None:
    exact = PartialDate.of_day(day)
    month = PartialDate.of_month(day.year, day.month)
    assert exact.day == day
    assert month.overlaps(exact)
    assert exact.overlaps(PartialDate.parse(f"{day.year:04d}"))
    assert not PartialDate.of_month(day.year + 1, day.month).overlaps(exact)


@given(DAYS, DAYS)
def test_days_sort_as_their_text_sorts(one: date, other: date) -> None:
    assert (one < other) == (PartialDate.of_day(one).iso < PartialDate.of_day(other).iso)


@given(DAYS, DAYS)
def test_two_stretches_overlap_exactly_when_they_share_a_day(one: date, other: date) -> None:
    first, last = sorted((one, other))
    stretch = PartialDate.parse(f"{first.isoformat()}/{last.isoformat()}")
    assert stretch.overlaps(PartialDate.of_day(first))
    assert stretch.overlaps(PartialDate.of_day(last))
    assert (stretch.day is None) == (first != last)
