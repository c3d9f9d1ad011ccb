from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from corresp_tracker.ui.date_field import DateField, NotADate, Way, read_date

TODAY = date(2016, 11, 24)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("17/10/16", "2016-10-17"),
        ("17.10.2016", "2016-10-17"),
        ("17-10-16", "2016-10-17"),
        ("17 oct", "2016-10-17"),
        ("17th October 2016", "2016-10-17"),
        ("Monday 17 October 2016", "2016-10-17"),
        ("October 17, 2016", "2016-10-17"),
        ("17oct16", "2016-10-17"),
        ("2016-10-17", "2016-10-17"),
        ("Oct 2016", "2016-10"),
        ("10/2016", "2016-10"),
        ("2016", "2016"),
        ("today", "2016-11-24"),
        ("yesterday", "2016-11-23"),
        ("mon", "2016-11-21"),
        ("Thursday", "2016-11-24"),
        ("3/1/99", "1999-01-03"),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, iso: str) -> None:
    assert read_date(typed, today=TODAY).iso == iso


def test_a_day_without_a_year_is_the_latest_that_is_past() -> None:
    assert read_date("24 nov", today=TODAY).iso == "2016-11-24"
    assert read_date("25 nov", today=TODAY).iso == "2015-11-25"
    assert read_date("29 feb", today=date(2018, 3, 1)).iso == "2016-02-29"


DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@given(today=DAYS, meant=DAYS, way=st.sampled_from(Way))
def test_a_day_without_a_year_lies_as_the_field_means_it(today: date, meant: date, way: Way) -> None:
    found = read_date(f"{meant.day} {meant:%B}", today=today, way=way).day
    assert found is not None
    assert (found.day, found.month) == (meant.day, meant.month)
    like_it = [
        day
        for step in range(-8 * 366, 8 * 366)
        if ((day := today + timedelta(days=step)).day, day.month) == (meant.day, meant.month)
    ]
    if way is Way.PAST:
        assert found == max(day for day in like_it if day <= today)
    elif way is Way.COMING:
        assert found == min(day for day in like_it if day >= today)
    else:
        assert abs(found - today) == min(abs(day - today) for day in like_it)


@given(today=DAYS, number=st.integers(0, 6), way=st.sampled_from(Way))
def test_a_weekday_is_within_a_week_and_today_counts(today: date, number: int, way: Way) -> None:
    name = (date(2024, 1, 1) + timedelta(days=number)).strftime("%a").lower()  # a Monday
    found = read_date(name, today=today, way=way).day
    assert found is not None
    assert found.weekday() == number
    steps = (found - today).days
    bounds = {Way.PAST: range(-6, 1), Way.COMING: range(7), Way.NEAREST: range(-3, 4)}
    assert steps in bounds[way]


@pytest.mark.parametrize(
    ("way", "iso"), [(Way.PAST, "2016-01-14"), (Way.COMING, "2017-01-14"), (Way.NEAREST, "2017-01-14")]
)
def test_the_fourteenth_of_january_in_november(way: Way, iso: str) -> None:
    assert read_date("14 jan", today=TODAY, way=way).iso == iso


@pytest.mark.parametrize(
    "typed", ["31/9/16", "30 feb", "32 october 2016", "17/13/2016", "soon", "1/2/3/4", "99999"]
)
def test_what_cannot_be_a_date_is_refused(typed: str) -> None:
    with pytest.raises(NotADate, match="is not a date that can be"):
        read_date(typed, today=TODAY)


def test_the_field_questions_an_impossible_date_where_it_is_typed(qtbot: QtBot) -> None:
    field = DateField("Dated", today=TODAY)
    qtbot.addWidget(field)
    field.type("31 september 2016")
    assert field.value is None
    assert "31 september 2016" in field.problem


def test_a_month_is_taken_only_where_a_part_of_a_date_will_do(qtbot: QtBot) -> None:
    whole, partial = DateField("Received", today=TODAY), DateField("Dated", today=TODAY, partial=True)
    for field in (whole, partial):
        qtbot.addWidget(field)
        field.type("oct 2016")
    assert whole.problem == "Type the day as well."
    assert partial.value is not None
    assert partial.value.iso == "2016-10"


def test_arrows_change_the_day_and_leaving_writes_it_out(qtbot: QtBot) -> None:
    field = DateField("Received", today=TODAY)
    qtbot.addWidget(field)
    field.show()
    field.type("17/10/16")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.day == date(2016, 10, 18)
    assert field.typed == "18 October 2016"
