"""Who usually gets what is told from the past, and several cases change hands at once."""

from datetime import date

import pytest

from casework.letters import SCHOOLS, letter, log
from corresp_tracker.casework.allocation import drafters_and_units, reallocate, suggest_drafters
from corresp_tracker.casework.people import match_correspondent
from corresp_tracker.errors import InvalidLetter, NotFound
from corresp_tracker.model.cases import Case
from corresp_tracker.store.database import Office
from corresp_tracker.values.letter_text import PrintedCorrespondent

COUNCIL = PrintedCorrespondent(organisation="Example Council")


def past(office: Office) -> None:
    """Three cases from schools with Ann, one from the council with Ben."""
    for number, (sender, drafter, unit) in enumerate(
        [
            (SCHOOLS, "Ann", "Policy"),
            (SCHOOLS, "Ann", "Policy"),
            (SCHOOLS, "Ben", ""),
            (COUNCIL, "Ben", "Casework"),
        ]
    ):
        logged = log(
            office,
            letter(
                f"Letter {number}.",
                sender=sender,
                dated=date(2016, 10, 3 + number),
                subject=f"Topic {number}",
            ),
        )
        with office.writing("Allocated") as session:
            reallocate(session, [logged.case_id], drafter=drafter, unit=unit)


def suggested(office: Office, sender: PrintedCorrespondent, subject: str) -> list[tuple[str, str]]:
    with office.reading() as session:
        known = match_correspondent(session, sender, on=None)
        found = suggest_drafters(session, kind_key="inspectorate", correspondents=[known], subject=subject)
    return [(each.drafter, each.unit) for each in found]


def test_whoever_drafted_for_the_same_correspondent_comes_first(office: Office) -> None:
    past(office)
    assert suggested(office, SCHOOLS, "Something new")[0] == ("Ann", "Policy")
    assert suggested(office, COUNCIL, "Something new") == [("Ben", "Casework")]


def test_the_reason_says_on_what_it_rests(office: Office) -> None:
    past(office)
    with office.reading() as session:
        known = match_correspondent(session, COUNCIL, on=None)
        [found] = suggest_drafters(session, kind_key="public", correspondents=[known], subject="")
    assert found.reason == "drafted 1 case with the same correspondent"


def test_a_like_subject_counts_where_the_correspondent_is_new(office: Office) -> None:
    past(office)
    new = PrintedCorrespondent(name="Somebody New")
    assert suggested(office, new, "Topic 3")[0][0] in ("Ann", "Ben")
    assert suggested(office, new, "")[0][0] in ("Ann", "Ben")


def test_an_office_with_no_past_suggests_nobody(office: Office) -> None:
    assert suggested(office, SCHOOLS, "Anything") == []


def test_several_cases_change_hands_in_one_change(office: Office) -> None:
    past(office)
    with office.writing("Reallocated") as session:
        ids = [each.id for each in session.query(Case).order_by(Case.id)]
        assert reallocate(session, ids, drafter="Cara", unit="Night desk") == 4
        assert reallocate(session, ids, drafter="Cara") == 0
        assert {case.unit for case in session.query(Case)} == {"Night desk"}
        people, units = drafters_and_units(session)
    assert people == ("Ann", "Ben", "Cara")
    assert units == ("Night desk",)
    with office.writing("Taken away") as session:
        assert reallocate(session, ids[:1], drafter="") == 1
        assert session.get_one(Case, ids[0]).drafter_id is None


def test_to_nobody_and_of_no_case_is_refused(office: Office) -> None:
    with pytest.raises(InvalidLetter), office.writing("Nothing") as session:
        reallocate(session, [1])
    with pytest.raises(NotFound), office.writing("None") as session:
        reallocate(session, [999], unit="Policy")
