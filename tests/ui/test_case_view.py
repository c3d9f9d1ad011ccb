"""A case shows where it stands, and is moved on with its reasons kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from corresp_tracker.model.cases import Case, CaseKind
from corresp_tracker.model.letters import Letter, LetterRole
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import about, history_of_case
from corresp_tracker.ui.case_changes import DueDialog, DueWay, MoveDialog
from corresp_tracker.ui.case_view import CaseView
from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.deadline_dialog import DeadlineDialog
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.values.letter_text import Direction
from tests.store.letters import add_letter

Settled = Callable[[], None]


@dataclass(frozen=True)
class Written:
    """A case in which one letter came."""

    office: Office
    case_id: int
    letter_id: int

    def case(self) -> Case:
        with self.office.reading() as session:
            return session.get_one(Case, self.case_id)

    def send(self, role: LetterRole) -> None:
        with self.office.writing("Sent a letter") as session:
            sent = add_letter(session, "Thank you.", reference=f"X{role}", direction=Direction.OUT)
            sent.case_id, sent.answers_id, sent.role = self.case_id, self.letter_id, role
            about(session, self.case_id)


@pytest.fixture
def written(sqlite_office: Office) -> Written:
    """An office with one case, due on the day that the office's rule gives."""
    with sqlite_office.writing("Logged a letter") as session:
        letter = add_letter(session, "As your report said.")
        case = session.get_one(Case, letter.case_id)
        case.kind_id = session.scalars(select(CaseKind.id).where(CaseKind.key == "inspectorate")).one()
        case.received, case.due = date(2016, 10, 17), date(2016, 11, 14)
        session.add(
            Party(
                case_id=case.id,
                role=PartyRole.PRIMARY_CORRESPONDENT,
                name="Sir Michael Wilshaw",
                organisation_name="Ofsted",
            )
        )
        return Written(sqlite_office, case.id, letter.id)


@pytest.fixture
def view(qtbot: QtBot, jobs: Jobs, settled: Settled, written: Written) -> CaseView:
    view = CaseView(jobs, by="Clerk")
    qtbot.addWidget(view)
    view.resize(700, 600)
    view.show()
    qtbot.waitExposed(view)
    view.show_case(written.case_id)
    settled()
    return view


def words(view: QWidget) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def button(view: QWidget, name: str) -> QPushButton:
    (found,) = [button for button in view.findChildren(QPushButton) if button.accessibleName() == name]
    return found


def test_a_case_says_where_it_stands_and_with_whom(view: CaseView) -> None:
    shown = words(view)
    assert {"INS/2016/0001", "Inspectorate", "Logged", "17 October 2016"} <= set(shown)
    assert "Sir Michael Wilshaw, Ofsted" in shown
    assert any(line.startswith("Mon 14 Nov 2016") and "Overdue by" in line for line in shown)


def test_why_shows_the_count_day_by_day(view: CaseView, qtbot: QtBot) -> None:
    button(view, "Show how the due date was counted").click()
    (dialog,) = view.findChildren(DeadlineDialog)
    assert any("Day 1 is Tuesday 18 October 2016" in line for line in words(dialog))


def test_a_letter_opens_with_enter(view: CaseView, written: Written, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.letter_asked) as asked:
        qtbot.keyClick(view.letters, Qt.Key.Key_Return)
    assert asked.args == [written.letter_id]


def test_a_letter_with_no_reply_offers_to_draft_one(view: CaseView, written: Written, qtbot: QtBot) -> None:
    draft = button(view, "Draft reply to the letter of 17 Oct 2016 from Sir Michael Wilshaw")
    with qtbot.waitSignal(view.reply_asked) as asked:
        draft.click()
    assert asked.args == [written.letter_id]


@pytest.mark.parametrize(
    ("role", "still_offered"), [(LetterRole.ACKNOWLEDGEMENT, True), (LetterRole.REPLY, False)]
)
def test_a_reply_ends_the_offer_and_an_acknowledgement_does_not(
    view: CaseView, written: Written, settled: Settled, role: LetterRole, still_offered: bool
) -> None:
    written.send(role)
    settled()
    assert any("to the letter of" in line for line in words(view)) is still_offered


def test_moving_a_case_keeps_the_reason(view: CaseView, written: Written, settled: Settled) -> None:
    button(view, "Move the case to another stage").click()
    (dialog,) = view.findChildren(MoveDialog)
    dialog.stage.setCurrentText("Clearance")
    dialog.reason.setText("the director asked to see it")
    dialog.keep()
    settled()
    assert written.case().stage == "clearance"
    assert "Clearance" in words(view)
    with written.office.reading() as session:
        assert "the director asked" in history_of_case(session, written.case_id)[0].words


def test_another_due_date_needs_a_reason(view: CaseView, written: Written, settled: Settled) -> None:
    button(view, "Change the due date, hold, or count again").click()
    (dialog,) = view.findChildren(DueDialog)
    dialog.due.type("21 November 2016")
    dialog.keep()
    settled()
    assert dialog.isVisible()
    assert "Say why" in dialog.bar.sentence
    dialog.reason.setText("agreed by telephone")
    dialog.keep()
    settled()
    assert written.case().due == date(2016, 11, 21)
    assert any(line.startswith("Mon 21 Nov 2016") for line in words(view))


def test_a_colleague_who_was_first_is_told_of_and_nothing_typed_is_lost(
    view: CaseView, written: Written, settled: Settled
) -> None:
    button(view, "Move the case to another stage").click()
    (dialog,) = view.findChildren(MoveDialog)
    dialog.reason.setText("my reason")
    with written.office.writing("A colleague") as session:
        session.get_one(Case, written.case_id).note = "changed"
    dialog.keep()
    settled()
    assert "colleague" in dialog.bar.sentence
    assert dialog.reason.text() == "my reason"


def test_a_case_that_is_finished_wants_nothing_more(
    view: CaseView, written: Written, settled: Settled
) -> None:
    with written.office.writing("Closed it") as session:
        case = session.get_one(Case, written.case_id)
        case.stage, case.finished = "closed", True
        about(session, case.id)
    settled()
    assert not any("to the letter of" in line for line in words(view))
    assert not button(view, "Change the due date, hold, or count again").isVisible()


def test_no_case_shows_nothing(view: CaseView) -> None:
    view.show_case(None)
    assert view.page is None
    assert not words(view)


def test_a_case_without_a_due_date_says_so(view: CaseView, written: Written, settled: Settled) -> None:
    with written.office.writing("No answer needed") as session:
        session.get_one(Case, written.case_id).due = None
        about(session, written.case_id)
    settled()
    assert "No answer is due" in words(view)
    assert not button(view, "Show how the due date was counted").isVisible()


def test_every_letter_of_the_case_is_listed_oldest_first(
    view: CaseView, written: Written, settled: Settled
) -> None:
    written.send(LetterRole.REPLY)
    settled()
    with written.office.reading() as session:
        held = session.scalars(select(Letter.id).where(Letter.case_id == written.case_id)).all()
    assert [view.letters.rows.id_at(place) for place in range(len(held))] == sorted(held)


CHANGE = "Change the due date, hold, or count again"


def choose(view: CaseView, way: DueWay, day: str, reason: str) -> DueDialog:
    button(view, CHANGE).click()
    dialog = next(each for each in view.findChildren(DueDialog) if each.isVisible())
    dialog.what.setCurrentText(way.value)
    dialog.due.type(day)
    dialog.reason.setText(reason)
    dialog.keep()
    return dialog


def test_what_is_due_on_the_way_stands_on_the_case(view: CaseView) -> None:
    assert any("raft and quality assured were due Mon 31 Oct 2016" in line for line in words(view))
    assert any("private office and to signatory were due Fri 11 Nov 2016" in line for line in words(view))


def test_a_case_is_held_shown_as_such_and_goes_on_with_the_days_left_out(
    view: CaseView, written: Written, settled: Settled
) -> None:
    choose(view, DueWay.HOLD, "20 October 2016", "the force was asked")
    settled()
    assert written.case().stage == "on hold"
    assert "On hold since Thu 20 Oct 2016 (was due Mon 14 Nov 2016)" in words(view)
    assert not any("Overdue" in line for line in words(view))
    choose(view, DueWay.GO_ON, "26 October 2016", "")
    settled()
    assert (written.case().stage, written.case().due) == ("logged", date(2016, 11, 18))
    button(view, "Show how the due date was counted").click()
    dialog = next(each for each in view.findChildren(DeadlineDialog) if each.isVisible())
    assert any("On hold: the force was asked (4 days" in line for line in words(dialog))
    assert any(line.startswith("Put on hold from Mon 14 Nov 2016 by Clerk") for line in words(dialog))


def test_why_says_what_extended_a_date_and_what_the_rule_gives(
    view: CaseView, written: Written, settled: Settled
) -> None:
    choose(view, DueWay.SET, "21 November 2016", "agreed by telephone")
    settled()
    button(view, "Show how the due date was counted").click()
    dialog = next(each for each in view.findChildren(DeadlineDialog) if each.isVisible())
    shown = " ".join(words(dialog))
    assert "Extended from Mon 14 Nov 2016 to Mon 21 Nov 2016 by Clerk" in shown
    assert "agreed by telephone" in shown
    assert "By the rule it would be due then: Received Monday 17 October 2016" in shown


def test_a_hold_that_begins_in_the_future_is_refused_and_nothing_typed_is_lost(
    view: CaseView, written: Written, settled: Settled
) -> None:
    dialog = choose(view, DueWay.HOLD, "1 January 2099", "the force was asked")
    settled()
    assert "still to come" in dialog.bar.sentence
    assert dialog.reason.text() == "the force was asked"
    assert written.case().stage == "logged"


def test_the_next_stage_is_the_first_to_be_offered_and_those_behind_come_last(
    view: CaseView, written: Written, settled: Settled
) -> None:
    button(view, "Move the case to another stage").click()
    (dialog,) = view.findChildren(MoveDialog)
    offered = [dialog.stage.itemText(row) for row in range(dialog.stage.count())]
    assert (offered[0], offered[-1]) == ("Triage", "No reply needed")
    assert "Logged" not in offered


def test_a_finished_case_that_is_opened_again_is_counted_from_the_day_given(
    view: CaseView, written: Written, settled: Settled
) -> None:
    with written.office.writing("Closed it") as session:
        case = session.get_one(Case, written.case_id)
        case.stage, case.finished = "closed", True
        about(session, case.id)
    settled()
    button(view, "Move the case to another stage").click()
    (dialog,) = view.findChildren(MoveDialog)
    assert dialog.stage.currentText() == "Reopened"
    dialog.count_from.set_value(today_here())
    dialog.reason.setText("they asked again")
    dialog.keep()
    settled()
    case = written.case()
    assert case.stage == "reopened"
    assert case.due is not None
    assert case.due > today_here()
