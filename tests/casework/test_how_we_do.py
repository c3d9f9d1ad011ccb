"""A quarter that was published stays as it was, and what is corrected later is listed."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from casework.letters import letter, log, log_sent
from corresp_tracker.casework import how_we_do as module
from corresp_tracker.casework.how_we_do import (
    DEFINITIONS,
    HowWeDo,
    how_we_do,
    publish_quarter,
    quarter_of,
    quarter_words,
)
from corresp_tracker.casework.how_we_do_shape import figures_shape, figures_words
from corresp_tracker.errors import CorrespError, InvalidRules
from corresp_tracker.model.cases import Case
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import verify_history
from corresp_tracker.values.tally import Outcome, Tally, tally_of

TODAY = date(2017, 2, 1)
QUARTER = quarter_of(date(2016, 10, 17), today=TODAY)
LONG = "Thank you for your letter of 17 October 2016. " + "We have looked at what you ask. " * 30


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "office_today", lambda: TODAY)


@pytest.fixture
def case_ids(office: Office) -> list[int]:
    """Three letters of 17 October 2016: one answered in time, one late, one not at all."""
    ids = [log(office, letter(f"Letter {number}."), kind_key="public").case_id for number in range(3)]
    for case_id, day in zip(ids, (date(2016, 11, 1), date(2016, 11, 21)), strict=False):
        log_sent(office, LONG, dated=day, answers="your letter of 17 October 2016", case_id=case_id)
    return ids


def figures(office: Office) -> HowWeDo:
    with office.reading() as session:
        return how_we_do(session, QUARTER)


def publish(office: Office) -> None:
    with office.writing(f"Published the figures of {quarter_words(QUARTER)}") as session:
        publish_quarter(session, QUARTER)


def correct(office: Office, case_id: int, due: date) -> None:
    with office.writing("Corrected the date") as session:
        session.get_one(Case, case_id).due = due


def test_a_published_quarter_stays_and_a_correction_is_listed_beside_it(
    office: Office, case_ids: list[int]
) -> None:
    before = figures(office)
    assert (before.published, before.corrections) == ("", ())
    assert before.performance.target == Tally(in_time=1, late=1, open_past_due=1)
    publish(office)
    assert figures(office).corrections == ()
    correct(office, case_ids[1], date(2016, 11, 30))
    after = figures(office)
    assert after.published.endswith("by Clerk")
    assert after.published_target == before.performance.target
    assert after.performance.target.in_time == 2
    [correction] = after.corrections
    assert (correction.case_id, correction.standard.value) == (case_ids[1], "our target")
    assert (correction.before, correction.after) == ("late", "in time")
    shape = figures_shape(after)
    assert (shape["published_target"]["percent"], shape["target"]["percent"]) == (33.3, 66.7)
    assert "within our target 33.3% (1 of 3; 1 late, 1 open past due)" in figures_words(after)[-12:]


def test_a_letter_of_the_quarter_logged_late_and_one_taken_away_are_corrections(
    office: Office, case_ids: list[int]
) -> None:
    publish(office)
    added = log(office, letter("A letter found in a drawer."), kind_key="public")
    correct(office, case_ids[0], date(2016, 11, 14))
    with office.writing("No reply was needed") as session:
        session.get_one(Case, case_ids[2]).stage = "no reply needed"
    rows = [
        (each.reference == added.reference, each.before, each.after) for each in figures(office).corrections
    ]
    assert sorted(rows) == [
        (False, "open past due", ""),
        (False, "open past due", ""),
        (True, "", "open past due"),
        (True, "", "open past due"),
    ]


def test_what_was_published_can_be_neither_changed_nor_published_twice(
    office: Office, case_ids: list[int]
) -> None:
    publish(office)
    with pytest.raises(InvalidRules, match="published before"):
        publish(office)
    for statement in ("UPDATE published_quarter SET digest = 'x'", "DELETE FROM published_quarter"):
        with pytest.raises((CorrespError, DBAPIError)), office.writing("Tampered") as session:
            _run(session, statement)
    with office.reading() as session:
        assert verify_history(session) == []


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (replace(QUARTER, first=date(2016, 10, 2)), "whole quarter"),
        (quarter_of(date(2017, 1, 5), today=TODAY), "is not over"),
    ],
)
def test_only_a_whole_quarter_that_is_over_is_published(
    office: Office, period: module.Period, said: str
) -> None:
    with pytest.raises(InvalidRules, match=said), office.writing("x") as session:
        publish_quarter(session, period)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2016, 1, 1), date(2016, 1, 1), date(2016, 3, 31)),
        (date(2016, 5, 31), date(2016, 4, 1), date(2016, 6, 30)),
        (date(2016, 9, 30), date(2016, 7, 1), date(2016, 9, 30)),
        (date(2016, 12, 31), date(2016, 10, 1), date(2016, 12, 31)),
    ],
)
def test_a_day_lies_in_its_quarter(day: date, first: date, last: date) -> None:
    quarter = quarter_of(day, today=TODAY)
    assert (quarter.first, quarter.last) == (first, last)


def test_figures_come_with_their_definitions(office: Office, case_ids: list[int]) -> None:
    shown = figures(office)
    shape = figures_shape(shown)
    assert shape["target"] == {
        "percent": 33.3,
        "counted": 3,
        "in_time": 1,
        "late": 1,
        "open_past_due": 1,
        "not_yet_due": 0,
        "on_hold": 0,
    }
    assert shape["by_kind"][0]["kind"] == "Public"
    assert shape["by_month"][0]["month"] == "October 2016"
    assert shape["backlog"][0] == {"on": "2016-10-31", "open": 3}
    assert shape["definitions"] == list(DEFINITIONS)
    words = figures_words(shown)
    assert "within our target 33.3% (1 of 3; 1 late, 1 open past due)" in words
    assert words[-1] == DEFINITIONS[-1]


def test_no_percentage_is_made_of_nothing() -> None:
    assert tally_of([(Outcome.NOT_YET_DUE, 3)]).percent is None


def _run(session: Session, statement: str) -> None:
    session.execute(text(statement))
