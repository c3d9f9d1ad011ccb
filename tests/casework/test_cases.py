"""Cases: moved and changed with a reason, by one person at a time."""

from datetime import date

import pytest

from casework.letters import log
from corresp_tracker.casework.cases import edit_case, find_case, new_case
from corresp_tracker.casework.clocks import change_due
from corresp_tracker.casework.stages import move
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter, NotFound
from corresp_tracker.model.cases import Case, Stage
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import history_of_case


def case_of(office: Office, case_id: int) -> Case:
    with office.reading() as session:
        return session.get_one(Case, case_id)


def test_a_case_is_finished_and_opened_again(office: Office) -> None:
    case_id = log(office).case_id
    with office.writing("Closed it") as session:
        move(session, case_id, Stage.CLOSED, version=case_of(office, case_id).version)
    assert case_of(office, case_id).finished
    with office.writing("Opened it again") as session:
        move(
            session,
            case_id,
            Stage.REOPENED,
            reason="A second letter.",
            version=case_of(office, case_id).version,
        )
    case = case_of(office, case_id)
    assert (case.finished, case.finished_on, case.note) == (False, None, "A second letter.")


def test_a_transfer_needs_a_reason(office: Office) -> None:
    case_id = log(office).case_id
    with pytest.raises(InvalidLetter, match="to whom"), office.writing("x") as session:
        move(session, case_id, Stage.TRANSFERRED, version=case_of(office, case_id).version)


def test_a_due_date_changes_with_a_reason_and_the_history_keeps_the_old_one(office: Office) -> None:
    case_id = log(office).case_id
    version = case_of(office, case_id).version
    with pytest.raises(InvalidLetter, match="why"), office.writing("x") as session:
        change_due(session, case_id, date(2016, 11, 21), reason=" ", version=version)
    with pytest.raises(InvalidLetter, match="before"), office.writing("x") as session:
        change_due(session, case_id, date(2016, 10, 1), reason="Early.", version=version)
    with office.writing("Changed the due date") as session:
        change_due(session, case_id, date(2016, 11, 21), reason="They agreed.", version=version)
    with office.reading() as session:
        details = [line for entry in history_of_case(session, case_id) for line in entry.details]
    assert any("14 November 2016 → 21 November 2016" in line for line in details)


def test_the_first_to_change_a_case_wins(office: Office) -> None:
    case_id = log(office).case_id
    version = case_of(office, case_id).version
    with office.writing("Mine") as session:
        edit_case(session, case_id, version=version, priority="high")
    with pytest.raises(ChangedElsewhere), office.writing("Theirs") as session:
        edit_case(session, case_id, version=version, priority="low")


def test_a_case_is_found_by_its_reference_in_any_letters(office: Office) -> None:
    logged = log(office)
    with office.reading() as session:
        assert find_case(session, f" {logged.reference.lower()} ").id == logged.case_id
        with pytest.raises(NotFound, match="check the reference"):
            find_case(session, "INS/1999/0001")


def test_a_case_of_our_own_accord_has_no_deadline(office: Office) -> None:
    with office.writing("Opened a case") as session:
        case_id = new_case(session, subject="A letter to all forces")
    case = case_of(office, case_id)
    assert (case.due, case.stage, case.reference[:3]) == (None, "drafting", "OWN")
