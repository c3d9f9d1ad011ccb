"""Many cases changed at once by keyboard, seen before it is done, and taken back with one key."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from corresp_tracker.casework import bulk_moves
from corresp_tracker.casework.stages import move
from corresp_tracker.model.cases import Case, Stage
from corresp_tracker.store.database import Office
from corresp_tracker.ui.bulk_dialog import BulkDialog
from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.values.bulk_change import BulkAct, BulkChange, SeenCase
from flows.conftest import dialog_on_show, press
from flows.test_follow_ups import cases

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Settled = Callable[[], None]


def office_of(window: MainWindow) -> Office:
    assert window._jobs.office is not None
    return window._jobs.office


def open_for_all(window: MainWindow, settled: Settled) -> BulkDialog:
    """Choose every case in the worklist, and ask for the same to be done with them."""
    rows = window.pages.cases
    rows.setFocus()
    press(rows, Qt.Key.Key_Home)
    press(rows, Qt.Key.Key_End, SHIFT)
    press(window, Qt.Key.Key_J, CTRL)
    settled()
    dialog = dialog_on_show(BulkDialog)
    assert isinstance(dialog, BulkDialog)
    return dialog


def choose(dialog: BulkDialog, act: BulkAct, settled: Settled) -> None:
    dialog.form.act.setCurrentIndex(dialog.form.act.findData(act))
    settled()


def stages(window: MainWindow) -> list[str]:
    with office_of(window).reading() as session:
        return [case.stage for case in session.query(Case).order_by(Case.id)]


def shown(dialog: BulkDialog) -> list[str]:
    model = dialog.lines
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def keep(dialog: QWidget) -> None:
    press(dialog, Qt.Key.Key_Return)


def test_all_chosen_cases_are_moved_by_keyboard_and_taken_back_with_one_key(
    window: MainWindow, settled: Settled
) -> None:
    cases(window, settled, "Cells", "Dogs", "Lanterns")
    dialog = open_for_all(window, settled)
    assert dialog.windowTitle() == "Change 3 cases"
    assert shown(dialog) == ["logged → triage"] * 3
    press(dialog.form.act, Qt.Key.Key_Tab)
    press(dialog.form.stage, Qt.Key.Key_Down)
    settled()
    assert shown(dialog) == ["logged → drafting"] * 3
    assert dialog.keep.text() == "&Change 3 cases"
    keep(dialog.form.stage)
    settled()
    assert stages(window) == ["drafting"] * 3
    assert window.pages.bar.sentence == "Moved 3 cases to drafting. Ctrl+Z takes it back."
    press(window, Qt.Key.Key_Z, CTRL)
    settled()
    assert stages(window) == ["logged"] * 3


def test_a_case_that_a_colleague_finishes_meanwhile_is_left_out_and_the_others_go_on(
    window: MainWindow, settled: Settled
) -> None:
    first, *_ = cases(window, settled, "Cells", "Dogs", "Lanterns")
    dialog = open_for_all(window, settled)
    choose(dialog, BulkAct.HOLD, settled)
    with office_of(window).writing("Finished") as session:
        move(session, first, Stage.DISPATCHED, version=session.get_one(Case, first).version)
    settled()
    assert [line.case.id for line in dialog.left_out] == [first]
    assert shown(dialog)[0].startswith("Left out. Changed since you chose it")
    assert dialog.summary.text() == "2 cases can be changed so; 1 case is left out, at the top."
    keep(dialog.form.act)
    assert dialog.bar.sentence == "Say why: the history keeps the reason."
    dialog.form.reason.setText("Facts are awaited.")
    keep(dialog.form.reason)
    settled()
    assert stages(window) == ["dispatched", "on hold", "on hold"]
    assert window.pages.bar.sentence.startswith(
        "Put 2 cases on hold: Facts are awaited. 1 case was left out."
    )


def test_a_case_left_out_since_the_list_was_shown_is_shown_before_anything_is_done(
    window: MainWindow, settled: Settled
) -> None:
    first, *_ = cases(window, settled, "Cells", "Dogs")
    with office_of(window).writing("Moved") as session:
        move(session, first, "clearance", version=session.get_one(Case, first).version)
    settled()
    dialog = open_for_all(window, settled)
    dialog.form.stage.setCurrentIndex(dialog.form.stage.findData("sign-off"))
    settled()
    assert dialog.left_out == []
    dialog.form.stage.setCurrentIndex(dialog.form.stage.findData("drafting"))
    keep(dialog.form.stage)
    settled()
    assert stages(window) == ["clearance", "logged"]
    assert dialog.bar.sentence.startswith("More cases are left out than the list showed")
    assert shown(dialog) == ["Left out. Say why the case goes back to drafting.", "logged → drafting"]
    keep(dialog.form.stage)
    settled()
    assert stages(window) == ["clearance", "drafting"]


def test_the_list_of_cases_is_a_sound_model(
    window: MainWindow, settled: Settled, qtmodeltester: ModelTester
) -> None:
    cases(window, settled, "Cells", "Dogs")
    dialog = open_for_all(window, settled)
    qtmodeltester.check(dialog.lines)
    read = dialog.lines.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "logged → triage" in read
    dialog.reject()


def test_enter_pressed_twice_changes_once(window: MainWindow, settled: Settled) -> None:
    cases(window, settled, "Cells", "Dogs")
    with office_of(window).reading() as session:
        before = [case.due for case in session.query(Case).order_by(Case.id)]
    dialog = open_for_all(window, settled)
    choose(dialog, BulkAct.EXTEND_BY, settled)
    dialog.form.days.clear()
    assert dialog.summary.text() == "Type by how many working days, up to 250."
    QTest.keyClicks(dialog.form.days, "5")
    dialog.form.reason.setText("A holding reply went.")
    settled()
    dialog.do_it()
    dialog.do_it()
    assert len(window._jobs.shown()) == 1
    settled()
    with office_of(window).reading() as session:
        after = [case.due for case in session.query(Case).order_by(Case.id)]
    assert all(
        old and new and timedelta(days=7) <= new - old < timedelta(days=14)
        for old, new in zip(before, after, strict=True)
    )


def test_what_is_not_typed_yet_is_asked_for_once_and_not_of_each_case(
    window: MainWindow, settled: Settled
) -> None:
    cases(window, settled, "Cells", "Dogs")
    dialog = open_for_all(window, settled)
    choose(dialog, BulkAct.EXTEND_TO, settled)
    assert dialog.summary.text() == "Type the day by which the answers are now due."
    assert shown(dialog) == ["", ""]
    keep(dialog.form.act)
    assert dialog.bar.sentence == dialog.summary.text()
    choose(dialog, BulkAct.SORT, settled)
    assert dialog.summary.text().startswith("Type a unit")
    dialog.form.priority.setEditText("Urgent")
    settled()
    assert shown(dialog) == ["no priority → Urgent"] * 2
    keep(dialog.form.priority)
    settled()
    with office_of(window).reading() as session:
        assert {case.priority for case in session.query(Case)} == {"Urgent"}


def test_cases_are_brought_forward_and_closed_without_a_reply(window: MainWindow, settled: Settled) -> None:
    cases(window, settled, "Cells", "Dogs")
    dialog = open_for_all(window, settled)
    choose(dialog, BulkAct.BRING_FORWARD, settled)
    assert shown(dialog) == ["Left out. Not brought forward."] * 2
    keep(dialog.form.act)
    assert "No case can be changed" in dialog.bar.sentence
    dialog.form.day.set_value(today_here() + timedelta(days=3))
    dialog.form.changed.emit()
    keep(dialog.form.day)
    settled()
    with office_of(window).reading() as session:
        assert {case.bring_forward for case in session.query(Case)} == {today_here() + timedelta(days=3)}
    dialog = open_for_all(window, settled)
    choose(dialog, BulkAct.NO_REPLY, settled)
    dialog.form.reason.setText("Sent to us for information")
    keep(dialog.form.reason)
    settled()
    assert stages(window) == ["no reply needed"] * 2


def test_called_off_nothing_is_changed_and_the_window_stays(
    qtbot: QtBot, window: MainWindow, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases(window, settled, *(f"Topic {number}" for number in range(6)))
    dialog = open_for_all(window, settled)
    moved: list[int] = []
    called_off = threading.Event()
    carry_out = bulk_moves._CARRY_OUT[BulkAct.MOVE]

    def slowly(session: Session, seen: SeenCase, change: BulkChange) -> None:
        carry_out(session, seen, change)
        moved.append(seen.id)
        if len(moved) == 2:
            called_off.wait(20)

    monkeypatch.setitem(bulk_moves._CARRY_OUT, BulkAct.MOVE, slowly)
    keep(dialog.form.stage)
    qtbot.waitUntil(lambda: len(moved) == 2)
    assert not dialog.keep.isEnabled()
    assert dialog.leave.text() == "Call it off"
    press(dialog, Qt.Key.Key_Escape)
    called_off.set()
    settled()
    assert len(moved) == 2
    assert stages(window) == ["logged"] * 6
    assert dialog.bar.sentence == "Called off: nothing was changed."
    assert dialog.keep.isEnabled()
    keep(dialog.form.act)
    settled()
    assert stages(window) == ["triage"] * 6


def test_called_off_from_elsewhere_the_window_can_be_used_again(window: MainWindow, settled: Settled) -> None:
    cases(window, settled, "Cells", "Dogs")
    dialog = open_for_all(window, settled)
    block = threading.Event()
    window._jobs.read(dialog, lambda _: block.wait(20), lambda _: None)
    keep(dialog.form.stage)
    [job] = window._jobs.shown()
    window._jobs.cancel(job)
    block.set()
    settled()
    assert stages(window) == ["logged"] * 2
    assert dialog.bar.sentence == "Called off: nothing was changed."
    assert dialog.keep.isEnabled()
    dialog.reject()


def test_called_off_too_late_it_says_that_it_was_done(
    qtbot: QtBot, window: MainWindow, settled: Settled
) -> None:
    cases(window, settled, "Cells", "Dogs")
    dialog = open_for_all(window, settled)
    keep(dialog.form.stage)
    assert dialog._job is not None
    office = office_of(window)
    while True:  # the log's lane ends it while this thread, which would hear of that, is busy
        with office.reading() as session:
            if session.query(Case).filter(Case.stage == "triage").count() == 2:
                break
    press(dialog, Qt.Key.Key_Escape)
    settled()
    assert "Ctrl+Z takes it back" in dialog.bar.sentence
    assert stages(window) == ["triage"] * 2
    dialog.reject()


def test_with_no_case_chosen_one_is_asked_for(window: MainWindow, settled: Settled) -> None:
    press(window, Qt.Key.Key_J, CTRL)
    settled()
    assert window.pages.bar.sentence == "Choose a case in the worklist first."
