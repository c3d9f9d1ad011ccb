from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.workingdays import (
    CountingRule,
    Nation,
    OfficeCalendar,
    StoppedClock,
    count_calendar_deadline,
    count_deadline,
    explain,
    typed_deadline,
    working_days_between,
)

ENGLAND = OfficeCalendar(Nation.ENGLAND_WALES)
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2035, 12, 31))


def due(received: date, working_days: int = 20, calendar: OfficeCalendar = ENGLAND, **more) -> date:
    return count_deadline(received, working_days=working_days, calendar=calendar, **more).due


def test_a_letter_received_on_a_monday_is_due_on_the_twentieth_working_day_after_it():
    assert due(date(2016, 10, 17)) == date(2016, 11, 14)


def test_a_letter_received_on_a_saturday_counts_from_the_monday():
    assert due(date(2016, 10, 15)) == date(2016, 11, 11)


def test_the_other_rule_takes_the_monday_after_a_saturday_for_the_day_of_receipt():
    rolled = count_deadline(
        date(2016, 10, 15),
        working_days=20,
        calendar=ENGLAND,
        rule=CountingRule.WEEKEND_ROLLS_TO_DAY_ZERO,
    )
    assert rolled.due == date(2016, 11, 14)
    assert rolled.days[0].date == date(2016, 10, 16)
    assert rolled.days[1].reason == "counts as the day of receipt"


def test_the_other_rule_changes_nothing_for_a_working_day():
    monday = date(2016, 10, 17)
    assert due(monday, rule=CountingRule.WEEKEND_ROLLS_TO_DAY_ZERO) == due(monday)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2016, 10, 15), "Saturday"),
        (date(2016, 12, 25), "Sunday"),
        (date(2017, 4, 14), "Good Friday"),
        (date(2016, 12, 27), "Christmas Day (substitute day)"),
        (date(2016, 10, 17), None),
    ],
)
def test_a_day_off_says_why(day: date, reason: str | None):
    assert ENGLAND.why_not(day) == reason
    assert ENGLAND.is_working_day(day) == (reason is None)


def test_each_nation_keeps_its_own_holidays():
    st_andrews, st_patricks, easter_monday = date(2022, 11, 30), date(2022, 3, 17), date(2022, 4, 18)
    scotland, ireland = OfficeCalendar(Nation.SCOTLAND), OfficeCalendar(Nation.NORTHERN_IRELAND)
    assert [c.is_working_day(st_andrews) for c in (ENGLAND, scotland, ireland)] == [True, False, True]
    assert [c.is_working_day(st_patricks) for c in (ENGLAND, scotland, ireland)] == [True, True, False]
    assert [c.is_working_day(easter_monday) for c in (ENGLAND, scotland, ireland)] == [False, True, False]


def test_the_calendar_of_the_united_kingdom_leaves_out_a_holiday_of_any_nation():
    everywhere = OfficeCalendar(Nation.UNITED_KINGDOM)
    for day in (date(2022, 11, 30), date(2022, 3, 17), date(2022, 4, 18)):
        assert not everywhere.is_working_day(day)


def test_a_holiday_that_the_office_adds_moves_the_deadline_and_is_named():
    proclaimed = date(2016, 10, 20)
    calendar = OfficeCalendar(Nation.ENGLAND_WALES, {proclaimed: "Proclaimed holiday"})
    deadline = count_deadline(date(2016, 10, 17), working_days=20, calendar=calendar)
    assert deadline.due == date(2016, 11, 15)
    assert [day.reason for day in deadline.skipped if day.date == proclaimed] == ["Proclaimed holiday"]


def test_a_calendar_cannot_be_changed_through_the_holidays_it_was_given():
    given_holidays = {date(2016, 10, 20): "Proclaimed holiday"}
    calendar = OfficeCalendar(Nation.ENGLAND_WALES, given_holidays)
    given_holidays.clear()
    assert not calendar.is_working_day(date(2016, 10, 20))


def test_a_deadline_says_in_words_how_it_was_counted():
    words = explain(count_deadline(date(2016, 12, 16), working_days=20, calendar=ENGLAND))
    assert words.startswith("Received Friday 16 December 2016. Day 1 is the working day after receipt.")
    assert "Day 1 is Monday 19 December 2016; day 20 is Wednesday 18 January 2017." in words
    assert "10 days at weekends; Boxing Day (Monday 26 December 2016)" in words


def test_a_typed_in_date_says_so():
    assert explain(typed_deadline(date(2016, 11, 1))) == (
        "The date was typed in: due Tuesday 1 November 2016."
    )


def test_an_urgent_notification_is_answered_within_28_days():
    assert count_calendar_deadline(date(2024, 7, 1), days=28).due == date(2024, 7, 29)


def test_56_days_beginning_with_publication_take_publication_for_day_one():
    deadline = count_calendar_deadline(date(2024, 1, 1), days=56, rule=CountingRule.DAYS_BEGINNING_WITH)
    assert deadline.days[0].date == date(2024, 1, 1)
    assert deadline.due == date(2024, 2, 25)
    assert deadline.count == 56


def test_calendar_rules_can_be_reached_by_their_name_alone():
    assert due(date(2024, 7, 1), 28, rule=CountingRule("within-days")) == date(2024, 7, 29)


def test_a_count_that_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="cannot count"):
        due(date(2016, 10, 17), -1)
    with pytest.raises(ValueError, match="cannot count"):
        due(date(2016, 10, 17), rule=CountingRule.TYPED_IN)


def test_a_clock_that_stands_still_leaves_its_days_out_and_says_why():
    stopped = StoppedClock(date(2016, 10, 19), date(2016, 10, 24), "On hold: the force was asked")
    deadline = count_deadline(date(2016, 10, 17), working_days=20, calendar=ENGLAND, stopped=[stopped])
    assert deadline.due == date(2016, 11, 17)
    assert [day.date.day for day in deadline.skipped[:5]] == [19, 20, 21, 22, 23]
    assert deadline.skipped[0].reason == "On hold: the force was asked"
    assert deadline.skipped[3].reason == "Saturday"
    assert "On hold: the force was asked (3 days, Wednesday 19 October 2016 to Friday 21" in explain(deadline)


def test_a_clock_that_still_stands_has_no_deadline():
    stopped = StoppedClock(date(2016, 10, 19), None, "On hold")
    with pytest.raises(ValueError, match="while the clock stands"):
        due(date(2016, 10, 17), stopped=[stopped])


@given(received=days, held_after=st.integers(0, 40), held_for=st.integers(0, 40))
def test_a_hold_before_the_deadline_moves_it_by_the_working_days_that_it_lasted(
    received: date, held_after: int, held_for: int
):
    first = received + timedelta(days=held_after)
    until = first + timedelta(days=held_for)
    before, after = due(received), due(received, stopped=[StoppedClock(first, until, "On hold")])
    if first > before:
        assert after == before
    else:
        worked = [first + timedelta(days=n) for n in range(held_for)]
        lost = sum(ENGLAND.is_working_day(day) for day in worked if day > received)
        assert working_days_between(before, after, ENGLAND) == lost


def independent_working_days(first: date, last: date) -> list[date]:
    """All working days after `first` up to `last`, by a plain filter over the library's own calendar."""
    off = holidays.UnitedKingdom(subdiv="ENG", years=range(first.year, last.year + 1))
    span = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return [day for day in span if day.isoweekday() < 6 and day not in off]


@given(received=days, working_days=st.integers(1, 60))
def test_a_deadline_is_the_nth_working_day_of_an_independent_count(received: date, working_days: int):
    deadline = count_deadline(received, working_days=working_days, calendar=ENGLAND)
    expected = independent_working_days(received, received + timedelta(days=120))
    assert deadline.due == expected[working_days - 1]


@given(received=days, working_days=st.integers(0, 60), rule=st.sampled_from(list(CountingRule)[:4]))
def test_every_day_up_to_the_deadline_either_has_a_number_or_a_reason(
    received: date, working_days: int, rule: CountingRule
):
    deadline = count_deadline(received, working_days=working_days, calendar=ENGLAND, rule=rule)
    listed = [day.date for day in deadline.days]
    assert listed == [listed[0] + timedelta(days=n) for n in range(len(listed))] if listed else True
    assert all((day.number is not None) == day.counts == (not day.reason) for day in deadline.days)
    assert [day.number for day in deadline.days if day.counts] == list(range(1, working_days + 1))
    assert not listed or listed[-1] == deadline.due


@given(first=days, last=days)
def test_ageing_is_the_same_both_ways_round_and_agrees_with_the_count(first: date, last: date):
    first, last = min(first, last), min(max(first, last), min(first, last) + timedelta(days=400))
    age = working_days_between(first, last, ENGLAND)
    assert age == len(independent_working_days(first, last))
    assert working_days_between(last, first, ENGLAND) == -age


@given(received=days, working_days=st.integers(1, 40))
def test_the_age_at_the_deadline_is_the_days_allowed(received: date, working_days: int):
    assert working_days_between(received, due(received, working_days), ENGLAND) == working_days
