"""What moved deadlines is taken back like any other step, together with what it kept of why."""

from datetime import date

import pytest

from casework.letters import log
from casework.test_how_we_do import QUARTER
from casework.test_office_rules import keep, proclaimed, rules_of, today
from casework.test_undo import undo_step
from corresp_tracker.casework.clocks import due_changes
from corresp_tracker.casework.how_we_do import publish_quarter
from corresp_tracker.casework.stages import hold_case
from corresp_tracker.casework.why_due import why_due
from corresp_tracker.errors import CannotUndo
from corresp_tracker.model.cases import Case, Stage
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import verify_history
from corresp_tracker.store.undo import newest_change, take_back

__all__ = ["today"]


def test_a_hold_taken_back_leaves_the_date_and_the_stage_as_they_were(office: Office) -> None:
    case_id = log(office).case_id
    with office.writing("Put on hold") as session:
        version = session.get_one(Case, case_id).version
        hold_case(session, case_id, date(2016, 11, 1), reason="Asked.", version=version)
    undo_step(office)
    with office.reading() as session:
        case = session.get_one(Case, case_id)
        assert (case.stage, case.due, case.bring_forward) == (Stage.LOGGED, date(2016, 11, 14), None)
        assert due_changes(session, case_id) == []
        deadline = why_due(session, case_id).deadline
        assert deadline
        assert deadline.count == 20
        assert verify_history(session) == []


def test_a_holiday_taken_back_takes_back_what_it_moved(office: Office) -> None:
    case_id, before = log(office).case_id, rules_of(office)
    keep(office, proclaimed(office))
    undo_step(office)
    assert rules_of(office) == before
    with office.reading() as session:
        assert session.get_one(Case, case_id).due == date(2016, 11, 14)


def test_what_was_published_is_never_taken_back(office: Office) -> None:
    with office.writing("Published") as session:
        publish_quarter(session, QUARTER)
    with pytest.raises(CannotUndo, match="kept for good"), office.writing("Undo") as session:
        take_back(session, newest_change(session))
