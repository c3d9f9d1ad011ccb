"""One page of checks: each put right, gone to or waved through by key; then the files that go."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from casework.test_checking import checked, with_heading
from casework.test_dispatch import draft
from casework.test_replies import CITES, page_of, save, typed
from corresp_tracker.casework import finalising
from corresp_tracker.casework.register import seed_starter_register
from corresp_tracker.model.letters import DocumentPart
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import history_of_case
from corresp_tracker.ui.checks_dialog import ChecksDialog
from corresp_tracker.ui.checks_model import ChecksModel
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.reply_page import ReplyPage
from ui.test_takeback_dialog import opened

Settled = Callable[[], None]


@pytest.fixture(autouse=True)
def no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finalising, "as_pdf", lambda data, *, name: None)


def wrong(office: Office) -> int:
    """A draft with a greeting that does not fit, and a reference to a paragraph that is not there."""
    with office.writing("Took over the starter register") as session:
        seed_starter_register(session)
    page = with_heading(office, draft(office), salutation="Dear Amber")
    opening = typed("Thank you for your letter of 17 October 2016.", numbered=False)
    return save(office, page, opening, typed(f"{CITES} See paragraph 9 above.")).id


def dialog_of(page: ReplyPage, settled: Settled) -> ChecksDialog:
    page.sending.begin()
    settled()
    [found] = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, ChecksDialog) and each.isVisible()
    ]
    return found


def test_a_check_is_put_right_with_one_key(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled
) -> None:
    page = opened(qtbot, jobs, wrong(sqlite_office), settled)
    dialog = dialog_of(page, settled)
    assert dialog._said.text() == "2 things to look at."
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert page.page is not None
    assert page_of(sqlite_office, page.page.id).salutation == "Dear Chief Inspector"
    assert page.sheet.heading().salutation == "Dear Chief Inspector"
    assert dialog._said.text() == "1 thing to look at."
    dialog.reject()


def test_enter_goes_to_the_words(qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled) -> None:
    page = opened(qtbot, jobs, wrong(sqlite_office), settled)
    dialog = dialog_of(page, settled)
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    settled()
    assert page.editor.textCursor().selectedText().startswith("paragraph 9")


def test_what_is_waved_through_needs_a_reason_and_is_kept_with_it(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled
) -> None:
    letter_id = wrong(sqlite_office)
    page = opened(qtbot, jobs, letter_id, settled)
    dialog = dialog_of(page, settled)
    QTest.keyClick(dialog, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert "Say why" in dialog.bar.sentence
    qtbot.keyClicks(dialog.reason, "She signs so")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    settled()
    assert dialog._said.text() == "1 thing to look at; 1 waved through."
    assert page.page is not None
    with sqlite_office.reading() as session:
        assert "Reason: She signs so" in history_of_case(session, page.page.case_id)[0].words
    dialog.reject()


def test_the_files_that_go_are_written_and_kept(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled, tmp_path: Path
) -> None:
    letter_id = wrong(sqlite_office)
    page = opened(qtbot, jobs, letter_id, settled)
    dialog = dialog_of(page, settled)
    QTest.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settled()
    [asked] = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog) and each.isVisible()
    ]
    asked.fileSelected.emit(str(tmp_path))
    asked.close()
    settled()
    names = sorted(each.name for each in tmp_path.iterdir() if each.suffix in (".docx", ".eml"))
    assert names == ["INS-2016-0001 reply.docx", "INS-2016-0001 reply.eml"]
    assert page.bar.sentence.startswith("Ready to send: INS-2016-0001 reply.docx")
    kept = [
        each.name for each in page_of(sqlite_office, letter_id).documents if each.part is DocumentPart.FINAL
    ]
    assert sorted(kept) == names


def test_the_rows_are_a_sound_model(qtbot: QtBot, sqlite_office: Office, qtmodeltester: ModelTester) -> None:
    result = checked(sqlite_office, wrong(sqlite_office))
    model = ChecksModel(result)
    qtmodeltester.check(model)
    assert model.rowCount() == len(result.checks) == 2
