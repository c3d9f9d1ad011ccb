"""The history of a case reads from the newest entry down, and follows what is done."""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from corresp_tracker.casework.clocks import change_due
from corresp_tracker.model.cases import Case
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import about
from corresp_tracker.ui.history_view import HistoryView
from corresp_tracker.ui.jobs import Jobs
from tests.store.letters import add_letter

Settled = Callable[[], None]


@pytest.fixture
def case_id(sqlite_office: Office) -> int:
    with sqlite_office.writing("Logged a letter") as session:
        case_id = add_letter(session, "As your report said.").case_id
        session.get_one(Case, case_id).due = date(2016, 11, 14)
        about(session, case_id)
    return case_id


@pytest.fixture
def view(qtbot: QtBot, jobs: Jobs, settled: Settled, case_id: int) -> HistoryView:
    view = HistoryView(jobs)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    view.show_case(case_id)
    settled()
    return view


def lines(view: HistoryView) -> list[str]:
    return view.text.toPlainText().splitlines()


def test_an_entry_says_what_was_done_and_by_whom(view: HistoryView) -> None:
    _, what, by = lines(view)
    assert what.endswith("  Logged a letter")
    assert by == "by Clerk"


def test_a_change_shows_at_once_and_first_with_what_it_changed(
    view: HistoryView, jobs: Jobs, settled: Settled, case_id: int
) -> None:
    def change(session: Session) -> None:
        version = session.get_one(Case, case_id).version
        change_due(session, case_id, date(2016, 11, 21), reason="agreed", version=version)

    jobs.write(view, "Changed the due date", change)
    settled()
    shown = lines(view)
    assert shown[1].endswith("  Changed the due date")
    assert shown[3] == "due: 14 November 2016 → 21 November 2016"
    assert shown[-2].endswith("  Logged a letter")


def test_words_are_shown_as_they_are_and_never_followed(
    view: HistoryView, jobs: Jobs, settled: Settled, case_id: int
) -> None:
    jobs.write(view, "<img src='file:///etc/passwd'> & more", lambda session: about(session, case_id))
    settled()
    assert lines(view)[1].endswith("<img src='file:///etc/passwd'> & more")


def test_no_case_has_no_history(view: HistoryView) -> None:
    view.show_case(None)
    assert view.text.toPlainText() == ""


def test_a_case_says_who_opened_it_and_one_of_which_nothing_is_told_says_so(
    view: HistoryView, sqlite_office: Office, settled: Settled
) -> None:
    with sqlite_office.writing("Opened quietly") as session:
        case = Case(reference="MIN/2016/0002")
        session.add(case)
        session.flush()
    view.show_case(case.id)
    settled()
    assert any("Opened quietly" in line for line in lines(view))
    view.show_case(case.id + 1)
    settled()
    assert lines(view) == ["Nothing was done about this yet."]
