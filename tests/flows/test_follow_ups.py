"""A case followed by hand: given away, asked about, promised, tied, reminded of."""

import email
from collections.abc import Callable
from datetime import timedelta
from email.policy import default
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from casework.letters import letter, log, log_sent
from corresp_tracker.casework.case_ties import also_answered_by, ties_of
from corresp_tracker.casework.commitments import commitments_of
from corresp_tracker.casework.contributions import contributions_of
from corresp_tracker.model.cases import Case, CaseTieKind
from corresp_tracker.model.people import Person
from corresp_tracker.ui.case_ties_dialog import CaseTiesDialog, show_belongings
from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.follow_ups_dialog import FollowUpsDialog
from corresp_tracker.ui.log_dialog import LogDialog
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.places import Page, Place
from corresp_tracker.ui.reallocate_dialog import ReallocateDialog
from corresp_tracker.ui.reminders_dialog import RemindersDialog
from corresp_tracker.values.partial_date import PartialDate
from flows.conftest import dialog_on_show, press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Settled = Callable[[], None]


def cases(window: MainWindow, settled: Settled, *subjects: str) -> list[int]:
    """Log a letter for each subject, received today; show the worklist."""
    assert window._jobs.office is not None
    today = today_here()
    made = [
        log(
            window._jobs.office,
            letter(f"About {subject}.", subject=subject, dated=today - timedelta(days=number)),
            received=today,
        ).case_id
        for number, subject in enumerate(subjects)
    ]
    window.pages.go(Place(Page.WORKLIST, "all_open"))
    settled()
    return made


def test_several_cases_are_given_away_by_keyboard_at_once(
    qtbot: QtBot, window: MainWindow, settled: Settled
) -> None:
    assert window._jobs.office is not None
    cases(window, settled, "Cells", "Dogs", "Lanterns")
    rows = window.pages.cases
    rows.setFocus()
    press(rows, Qt.Key.Key_Home)
    press(rows, Qt.Key.Key_Down, SHIFT)
    assert len(rows.chosen_ids()) == 2
    press(window, Qt.Key.Key_D, CTRL, SHIFT)
    settled()
    dialog = dialog_on_show(ReallocateDialog)
    assert isinstance(dialog, ReallocateDialog)
    dialog.drafter.setEditText("Cara Drafter")
    press(dialog.keep, Qt.Key.Key_Space)
    settled()
    with window._jobs.office.reading() as session:
        names = session.scalars(select(Person.name).join(Case, Case.drafter_id == Person.id)).all()
    assert list(names) == ["Cara Drafter", "Cara Drafter"]


def follow_ups(window: MainWindow, settled: Settled) -> FollowUpsDialog:
    press(window, Qt.Key.Key_F, CTRL, SHIFT)
    settled()
    dialog = dialog_on_show(FollowUpsDialog)
    assert isinstance(dialog, FollowUpsDialog)
    return dialog


def test_contributions_and_the_day_to_look_again_are_kept(
    qtbot: QtBot, window: MainWindow, settled: Settled
) -> None:
    office = window._jobs.office
    assert office is not None
    [case_id] = cases(window, settled, "Cells")
    dialog = follow_ups(window, settled)
    dialog.bring.set_value(PartialDate.of_day(today_here() + timedelta(days=3)))
    dialog.bring_forward()
    settled()
    dialog.whom.setText("Legal team")
    dialog.by.set_value(PartialDate.of_day(today_here() + timedelta(days=2)))
    dialog.ask()
    settled()
    dialog.came()
    settled()
    with office.reading() as session:
        assert session.get_one(Case, case_id).bring_forward == today_here() + timedelta(days=3)
        [asked] = contributions_of(session, case_id)
    assert (asked.contributor, asked.received_on) == ("Legal team", today_here())
    dialog.asked.setCurrentIndex(dialog.asked.model().index(-1, -1))
    dialog.withdraw()
    assert "Choose a line" in dialog.bar.sentence
    dialog.promise()
    assert "sent no letter" in dialog.bar.sentence
    dialog.close()


def test_a_promise_is_found_moved_marked_and_kept(qtbot: QtBot, window: MainWindow, settled: Settled) -> None:
    office = window._jobs.office
    assert office is not None
    [case_id] = cases(window, settled, "Cells")
    log_sent(
        office, "We will publish our findings.", dated=today_here(), answers="your letter", case_id=case_id
    )
    window.pages.go(Place(Page.WORKLIST, "promised"))
    settled()
    dialog = follow_ups(window, settled)
    due = today_here() + timedelta(days=30)
    dialog.promise_by.set_value(PartialDate.of_day(due))
    dialog.move_promise()
    settled()
    dialog.words.setText("our findings")
    dialog.promise()
    settled()
    dialog.kept()
    settled()
    with office.reading() as session:
        promises = commitments_of(session, case_id)
    assert [each.due for each in promises] == [due, due]
    assert [each.kept_on for each in promises] == [None, today_here()]
    dialog.close()


def test_cases_are_tied_and_one_reply_answers_both(
    qtbot: QtBot, window: MainWindow, settled: Settled
) -> None:
    office = window._jobs.office
    assert office is not None
    one, other = cases(window, settled, "Cells", "Dogs")
    sent = log_sent(office, "An answer.", dated=today_here(), answers="your letter", case_id=one)
    with office.reading() as session:
        reference = session.get_one(Case, other).reference
    show_belongings(window, window._jobs, one)
    settled()
    dialog = dialog_on_show(CaseTiesDialog)
    assert isinstance(dialog, CaseTiesDialog)
    dialog.place.setText("Kent Police")
    dialog.constituent.setText("A Constituent")
    dialog.keep()
    settled()
    assert (dialog.found.constituent, dialog.found.place) == ("A Constituent", "Kent Police")
    dialog.reference.setText(reference)
    dialog.tie()
    settled()
    dialog.answer_both()
    settled()
    with office.reading() as session:
        assert [tie.kind for tie in ties_of(session, one)] == [CaseTieKind.RELATED]
        assert also_answered_by(session, sent.letter_id) == (other,)
        assert session.get_one(Case, other).finished
    dialog.reference.setText("NONE/1")
    dialog.tie()
    settled()
    assert "There is no case" in dialog.bar.sentence
    dialog.close()


def test_whom_to_remind_today_is_shown_saved_and_never_sent(
    qtbot: QtBot, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    assert window._jobs.office is not None
    window.case_acts.remind()
    settled()
    assert "Nobody has to be reminded" in window.pages.bar.sentence
    log(window._jobs.office, letter("Late."))
    press(window, Qt.Key.Key_N, CTRL, SHIFT)
    settled()
    dialog = dialog_on_show(RemindersDialog)
    assert isinstance(dialog, RemindersDialog)
    dialog.save_to(tmp_path / "reminder.eml")
    dialog.copy()
    settled()
    message = email.message_from_bytes((tmp_path / "reminder.eml").read_bytes(), policy=default)
    assert message["X-Unsent"] == "1"
    assert "was due on" in QGuiApplication.clipboard().text()
    dialog.close()


def test_a_new_case_is_given_to_whoever_is_chosen_while_logging(
    qtbot: QtBot, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    office = window._jobs.office
    assert office is not None
    [before] = cases(window, settled, "Cells")
    with office.writing("Allocated") as session:
        from corresp_tracker.casework.allocation import reallocate

        reallocate(session, [before], drafter="Ann Drafter", unit="Policy")
    file = tmp_path / "letter.txt"
    file.write_text(
        "Example letter: invented for a test.\n\nExample Inspectorate of Schools\n2 Sample Road\n\nChief Inspector\n"
        "HM Inspectorate of Constabulary\n\n3 October 2016\n\nDear Chief Inspector\n\nLANTERNS\n\n"
        "I write about lanterns.\n\nYours sincerely\n\nChief Inspector\nExample Inspectorate of Schools\n",
        encoding="utf-8",
    )
    window.log_files([file])
    settled()
    dialog = dialog_on_show(LogDialog)
    assert isinstance(dialog, LogDialog)
    belongs = dialog.form.belongs
    belongs._choose(0)
    settled()
    edit = belongs.drafter_box.lineEdit()
    assert edit is not None
    assert edit.placeholderText() == "usually Ann Drafter"
    belongs.drafter_box.setCurrentIndex(0)
    press(dialog, Qt.Key.Key_Return, CTRL)
    settled()
    with office.reading() as session:
        new = session.scalars(select(Case).order_by(Case.id.desc())).first()
        assert new is not None
        assert new.id != before
        assert new.drafter_id is not None
        assert (session.get_one(Person, new.drafter_id).name, new.unit) == ("Ann Drafter", "Policy")
