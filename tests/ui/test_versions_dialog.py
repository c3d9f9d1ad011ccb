"""The window of versions, with the keyboard alone: what changed since the last, or between any two."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casework.letters import letter, log
from casework.test_clearances import add
from casework.test_dispatch import draft, written
from casework.test_replies import page_of, save
from casework.test_versions import retyped
from corresp_tracker.casework.clearances import note_asked
from corresp_tracker.casework.register import seed_starter_register
from corresp_tracker.store.database import Office
from corresp_tracker.ui.clearance_dialog import ClearanceDialog
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.letter_page import LetterPageWidget
from corresp_tracker.ui.reply_page import ReplyPage
from corresp_tracker.ui.versions_dialog import VersionsDialog
from corresp_tracker.ui.versions_words import NOT_KEPT, SAME

Settled = Callable[[], None]
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def letter_id(sqlite_office: Office) -> int:
    """A draft with two versions in Word, and one more change since."""
    with sqlite_office.writing("Took over the starter register") as session:
        seed_starter_register(session)
    page = draft(sqlite_office)
    written(sqlite_office, page)
    page = page_of(sqlite_office, page.id)
    page = save(sqlite_office, page, *retyped(page, 1, "We have never said so."))
    written(sqlite_office, page)
    page = page_of(sqlite_office, page.id)
    save(sqlite_office, page, *retyped(page, 2, "We shall write to you again in the spring."))
    return page.id


@pytest.fixture
def dialog(qtbot: QtBot, jobs: Jobs, letter_id: int, settled: Settled) -> VersionsDialog:
    dialog = VersionsDialog(jobs, letter_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.open()
    settled()
    return dialog


def versions_on_show() -> VersionsDialog:
    [found] = [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, VersionsDialog) and each.isVisible()
    ]
    return found


def words(dialog: VersionsDialog) -> str:
    return dialog.text.toPlainText()


def test_the_last_version_and_now_are_compared_first(dialog: VersionsDialog) -> None:
    assert (dialog.older.number, dialog.newer.number) == (2, 0)
    assert dialog.summary.text() == "1 paragraph edited."
    assert "shall write to you again in the spring" in words(dialog)
    assert "2 paragraphs are unchanged" in words(dialog)
    assert "We have never said so." not in words(dialog)


def test_any_two_are_chosen_with_the_keyboard_and_what_is_unchanged_is_shown_on_demand(
    dialog: VersionsDialog, settled: Settled
) -> None:
    dialog.older.which.setFocus()
    QTest.keyClick(dialog.older.which, Qt.Key.Key_Down)
    settled()
    assert (dialog.older.number, dialog.newer.number) == (1, 0)
    assert dialog.summary.text() == "2 paragraphs edited; 1 citation lost."
    assert "Citations lost" in words(dialog)
    assert "Thank you for your letter" not in words(dialog)
    QTest.keyClick(dialog.whole, Qt.Key.Key_Space)
    assert "Thank you for your letter of 17 October 2016." in words(dialog)


def test_f7_goes_from_change_to_change_and_round_again(dialog: VersionsDialog, settled: Settled) -> None:
    dialog.older.choose(1)
    dialog._compare()
    settled()
    shown: list[str] = []
    for _ in range(4):
        QTest.keyClick(dialog, Qt.Key.Key_F7)
        shown.append(dialog.place.text())
    assert shown == ["Change 1 of 3", "Change 2 of 3", "Change 3 of 3", "Change 1 of 3"]
    QTest.keyClick(dialog, Qt.Key.Key_F7, SHIFT)
    assert dialog.place.text() == "Change 3 of 3"
    marked = [mark.cursor.selectedText() for mark in dialog.text.extraSelections()]  # type: ignore[attr-defined]
    assert marked[0] == "Citations lost"
    assert marked[1].startswith("“'Missing Children: Who Cares?' (March 2016)” in paragraph 2: Missing")


def test_all_that_differs_is_copied_as_text(dialog: VersionsDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_C, CTRL | SHIFT)
    copied = QApplication.clipboard().text()
    lines = copied.splitlines()
    assert lines[0].startswith("From: Version 2: written to Word, ")
    assert "SHA-256 " in lines[0]
    assert lines[1] == "To: The draft as it is now"
    assert "Paragraph 3: edited" in copied
    assert "[in: " in copied
    assert "[out: " in copied


def test_the_other_way_round_says_the_reverse(dialog: VersionsDialog, settled: Settled) -> None:
    dialog.older.choose(1)
    QTest.keyClick(dialog, Qt.Key.Key_S, CTRL | SHIFT)
    settled()
    assert (dialog.older.number, dialog.newer.number) == (0, 1)
    assert dialog.summary.text() == "2 paragraphs edited; 1 citation gained."


def test_the_file_of_a_version_is_saved_as_it_went(
    dialog: VersionsDialog,
    sqlite_office: Office,
    settled: Settled,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    assert dialog.older.open.isVisible()
    assert not dialog.newer.open.isVisible()
    dialog.older.open.click()
    settled()
    [url] = opened
    assert Path(url.toLocalFile()).read_bytes()[:2] == b"PK"
    file = tmp_path / "copy.docx"
    dialog._files.save(file, b"words")
    settled()
    assert dialog.bar.sentence == f"Saved: {file}"


def test_it_follows_what_is_done_meanwhile(
    dialog: VersionsDialog, sqlite_office: Office, settled: Settled, letter_id: int
) -> None:
    page = page_of(sqlite_office, letter_id)
    save(sqlite_office, page, *retyped(page, 0, "We are grateful for your letter."))
    settled()
    assert dialog.summary.text() == "2 paragraphs edited; 1 citation lost."


def test_a_draft_of_which_no_version_is_kept_says_when_one_is(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled
) -> None:
    page = draft(sqlite_office)
    dialog = VersionsDialog(jobs, page.id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.open()
    settled()
    assert words(dialog) == NOT_KEPT
    assert not dialog.older.isVisible()
    assert not dialog.copy.isVisible()


def test_f4_opens_them_from_a_letter_and_from_a_draft_with_what_was_just_typed(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled, letter_id: int
) -> None:
    came = LetterPageWidget(jobs, by="Clerk")
    qtbot.addWidget(came)
    came.show()
    came.open(log(sqlite_office, letter("Another letter.")).letter_id)
    settled()
    QTest.keyClick(came.view, Qt.Key.Key_F4)
    settled()
    assert words(versions_on_show()) == f"{SAME}\nParagraph 1 is unchanged"
    versions_on_show().close()
    page = ReplyPage(jobs, by="Clerk")
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.open(letter_id)
    settled()
    page.editor.insert_words("In short: ")
    QTest.keyClick(page.editor, Qt.Key.Key_F4)
    settled()
    assert "In short: " in words(versions_on_show())
    versions_on_show().close()
    page.saving.save_now()
    settled()


def test_from_the_clearance_window_it_begins_with_the_version_that_was_asked_about(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled, letter_id: int
) -> None:
    page = page_of(sqlite_office, letter_id)
    request = add(sqlite_office, page, "Legal")
    with sqlite_office.writing("Asked") as session:
        note_asked(session, [request], revision=1, by="Clerk")
    clearance = ClearanceDialog(jobs, page, by="Clerk")
    clearance.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(clearance)
    clearance.open()
    settled()
    clearance.table.selectRow(0)
    QTest.keyClick(clearance, Qt.Key.Key_F4)
    settled()
    shown = versions_on_show()
    assert (shown.older.number, shown.newer.number) == (1, 0)
    shown.close()
