"""The rules of kinds, held against a count that shares nothing with the program: neither its code nor its library."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bank_holidays import bank_holidays, working_days_after
from corresp_tracker.deadline_rules import (
    USUAL_KINDS,
    USUAL_RULE,
    USUAL_STAGE_DAYS,
    DeadlineRule,
    same_kind,
)
from corresp_tracker.workingdays import CountingRule, Nation, OfficeCalendar

YEARS = range(2010, 2036)
days = st.dates(min_value=date(2010, 1, 1), max_value=date(2035, 12, 31))
nations = st.sampled_from((Nation.ENGLAND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND))
RULES = {kind.key: kind.rule for kind in USUAL_KINDS}
ENGLAND = OfficeCalendar()


def due(rule: DeadlineRule, received: date, office: OfficeCalendar = ENGLAND) -> date:
    deadline = rule.count(received, office=office)
    assert deadline is not None
    return deadline.due


@pytest.mark.parametrize("nation", list(Nation))
def test_every_bank_holiday_from_2010_to_2035_is_the_one_that_the_law_gives(nation: Nation):
    for year in YEARS:
        known = OfficeCalendar(nation).days_off_in_the_week(year, year)
        assert known == bank_holidays(nation, year), year


@given(received=days, working_days=st.integers(1, 60), nation=nations)
def test_working_days_agree_with_the_count_by_the_law(received: date, working_days: int, nation: Nation):
    rule = DeadlineRule(days=working_days)
    expected = working_days_after(received, nation, working_days)
    assert due(rule, received, OfficeCalendar(nation)) == expected


@given(received=days, nation=nations)
def test_an_information_request_leaves_out_a_holiday_of_any_part_whatever_the_office_keeps(
    received: date, nation: Nation
):
    counted = due(RULES["information-request"], received, OfficeCalendar(nation))
    assert counted == working_days_after(received, "united-kingdom", 20)


@given(received=days, nation=nations, working_days=st.integers(1, 40))
def test_the_rule_that_rolls_takes_the_next_working_day_for_the_day_of_receipt(
    received: date, nation: Nation, working_days: int
):
    rule = DeadlineRule(days=working_days, rule=CountingRule.WEEKEND_ROLLS_TO_DAY_ZERO)
    day_zero = working_days_after(received - timedelta(days=1), nation, 1)
    expected = working_days_after(day_zero, nation, working_days)
    assert due(rule, received, OfficeCalendar(nation)) == expected


@given(received=days, nation=nations)
def test_calendar_days_pass_over_nothing(received: date, nation: Nation):
    office = OfficeCalendar(nation)
    assert due(RULES["urgent-notification"], received, office) == received + timedelta(days=28)
    assert due(RULES["section-55-comments"], received, office) == received + timedelta(days=55)


@given(received=days, nation=nations, own=st.sets(st.integers(1, 45), max_size=5))
def test_the_offices_own_holidays_are_left_out_as_well(received: date, nation: Nation, own: set[int]):
    off = frozenset(received + timedelta(days=step) for step in own)
    office = OfficeCalendar(nation, dict.fromkeys(off, "Proclaimed"))
    assert due(USUAL_RULE, received, office) == working_days_after(received, nation, 20, also_off=off)


@given(received=days, nation=nations)
def test_stages_come_due_in_their_order_and_the_last_with_the_answer(received: date, nation: Nation):
    stages = USUAL_RULE.stages(received, office=OfficeCalendar(nation))
    expected = {name: working_days_after(received, nation, count) for name, count in USUAL_STAGE_DAYS.items()}
    assert {name: stage.due for name, stage in stages.items()} == expected
    assert list(stages) == list(USUAL_STAGE_DAYS)
    assert stages["dispatched"].due == due(USUAL_RULE, received, OfficeCalendar(nation))


def test_stages_are_working_days_even_where_the_answer_is_due_in_calendar_days():
    rule = DeadlineRule(days=28, rule=CountingRule.WITHIN_CALENDAR_DAYS, stage_days={"drafting": 5})
    stages = rule.stages(date(2024, 7, 5), office=ENGLAND)
    assert stages["drafting"].due == date(2024, 7, 12)


def test_a_kind_that_asks_for_no_answer_or_has_a_fixed_day_counts_nothing():
    for key, words in (("own-initiative", "No answer"), ("parliamentary-question", "typed in")):
        assert RULES[key].count(date(2024, 7, 1), office=ENGLAND) is None
        assert RULES[key].stages(date(2024, 7, 1), office=ENGLAND) == {}
        assert words in RULES[key].in_words(ENGLAND)


def test_a_rule_names_its_days_its_calendar_and_how_it_counts():
    assert USUAL_RULE.in_words(OfficeCalendar(Nation.SCOTLAND)) == (
        "20 working days in Scotland: day 1 is the working day after receipt"
    )
    assert RULES["section-55-comments"].in_words(ENGLAND) == (
        "56 days: every day counts, and the first day is day 1"
    )


def test_a_kind_is_meant_by_its_key_its_name_or_its_code():
    for asked in ("mp-or-peer", "MP or Peer", "mp"):
        assert same_kind(asked, "mp-or-peer", "MP or peer", "MP")
    assert not same_kind("minister", "mp-or-peer", "MP or peer", "MP")
