from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from corresp_tracker.ui.date_field import DateField, NotADate, read_date

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
