"""A draft goes to Word, rests here, is noticed when it was saved there, and comes back."""

from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from casework.letters import letter, log
from corresp_tracker.casework.out_in_word import end_word_copy
from corresp_tracker.casework.replies import start_reply
from corresp_tracker.model.cases import OfficeProfile
from corresp_tracker.model.letters import WordCopy
from corresp_tracker.settings import Settings
from corresp_tracker.store.lists import letter_page, waiting_files
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.reply_page import ReplyPage
from corresp_tracker.ui.takeback_dialog import TakebackDialog
from corresp_tracker.ui.word_watch import look_at
from flows.conftest import dialog_on_show, press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SAID = "Children are still held overnight in police custody."
Settled = Callable[[], None]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were opened in Word: there is none here, so that they are only noted."""
    files: list[str] = []

    def note(url: object) -> bool:
        files.append(url.toLocalFile())  # type: ignore[attr-defined]
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return files


def go_to_word(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled, folder: Path
) -> tuple[ReplyPage, Path]:
    assert jobs.office
    logged = log(jobs.office, letter("What have you said of children in custody?"))
    with jobs.office.writing("Started a reply") as session:
        draft = start_reply(session, logged.letter_id, template="inter-inspectorate-reply", by="Clerk")
    window.pages.keep_drafts_in(str(folder))
    window.open_draft(draft)
    settled()
    page = window.pages.reply
    while page.editor.prompts():
        page.editor.go_to(*page.editor.prompts()[0])
        qtbot.keyClicks(page.editor, SAID)
    press(page.editor, Qt.Key.Key_O, CTRL, SHIFT)
    settled()
    [file] = folder.glob("*.docx")
    return page, file


def edit_in_word(file: Path, before: str, after: str) -> None:
    """Save the file as Word does: another is written first, and takes its place."""
    document = Document(BytesIO(file.read_bytes()))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(before, after)
    other = file.with_name("~WRD0001.tmp")
    document.save(str(other))
    other.replace(file)


def texts(page: ReplyPage) -> list[str]:
    return [each.text for each in page.editor.paragraphs()]


def test_a_draft_in_word_rests_here_until_it_is_taken_back(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled, tmp_path: Path, opened: list[str]
) -> None:
    page, file = go_to_word(qtbot, window, jobs, settled, tmp_path / "drafts")
    assert opened == [str(file)]
    assert page.editor.isReadOnly()
    assert page.out.strip.isVisible()
    assert "In Word with Example drafter since" in page.out.strip.who.text()
    assert "Nothing was saved in it yet." in page.out.strip.what.text()
    before = texts(page)
    for key, modifiers in (
        (Qt.Key.Key_X, ()),
        (Qt.Key.Key_Return, ()),
        (Qt.Key.Key_Tab, ()),
        (Qt.Key.Key_Down, (Qt.KeyboardModifier.AltModifier,)),
        (Qt.Key.Key_7, (CTRL, SHIFT)),
        (Qt.Key.Key_K, (CTRL,)),
        (Qt.Key.Key_V, (CTRL,)),
    ):
        press(page.editor, key, *modifiers)
    settled()
    assert texts(page) == before
    assert "is in Word" in page.bar.sentence
    assert not page.saving.is_dirty
    press(page.editor, Qt.Key.Key_O, CTRL, SHIFT)
    assert opened == [str(file), str(file)]


def test_what_was_saved_in_word_is_noticed_and_taken_back_with_one_key(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled, tmp_path: Path, opened: list[str]
) -> None:
    page, file = go_to_word(qtbot, window, jobs, settled, tmp_path / "drafts")
    edit_in_word(file, "overnight", "for a whole night")
    qtbot.waitUntil(lambda: "Saved in Word at" in page.out.strip.what.text(), timeout=20_000)
    assert "to look at" in page.out.strip.what.text()
    press(page.editor, Qt.Key.Key_J, CTRL, SHIFT)
    settled()
    dialog = dialog_on_show(TakebackDialog)
    press(dialog, Qt.Key.Key_Return)
    settled()
    assert not page.editor.isReadOnly()
    assert page.out.strip.isHidden()
    assert any("for a whole night" in text for text in texts(page))
    assert page.takeback.own_file is None, "another file to take back is asked for"
    edit_in_word(file, "a whole night", "two nights")
    qtbot.waitUntil(lambda: "saved in Word again at" in page.bar.sentence, timeout=20_000)
    assert page.takeback.own_file is None
    next(each for each in page.bar.findChildren(QPushButton) if each.text() == "Take it back again").click()
    settled()
    press(dialog_on_show(TakebackDialog), Qt.Key.Key_Return)
    settled()
    assert any("two nights" in text for text in texts(page))


def test_a_word_copy_is_given_up_only_after_a_question(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled, tmp_path: Path, opened: list[str]
) -> None:
    page, file = go_to_word(qtbot, window, jobs, settled, tmp_path / "drafts")
    for words, is_out in (("Leave it in Word", True), ("Give it up", False)):
        page.out.strip.give_up.click()
        box = QApplication.activeModalWidget() or dialog_on_show(QMessageBox)
        assert isinstance(box, QMessageBox)
        next(each for each in box.buttons() if each.text() == words).click()
        settled()
        assert page.editor.isReadOnly() == is_out
    assert file.exists()
    press(window, Qt.Key.Key_Z, CTRL)
    settled()
    assert page.editor.isReadOnly()


def test_a_file_that_is_gone_is_said_with_what_to_do(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled, tmp_path: Path, opened: list[str]
) -> None:
    page, file = go_to_word(qtbot, window, jobs, settled, tmp_path / "drafts")
    file.rename(tmp_path / "moved.docx")
    qtbot.waitUntil(lambda: "not to be found" in page.out.strip.what.text(), timeout=20_000)
    assert not page.out.strip.again.isVisible()
    press(page.editor, Qt.Key.Key_O, CTRL, SHIFT)
    assert "drop it on the page" in page.bar.sentence


def test_what_was_saved_while_the_program_was_closed_is_named_at_the_start(
    qtbot: QtBot,
    window: MainWindow,
    jobs: Jobs,
    settled: Settled,
    tmp_path: Path,
    office_file: Path,
    opened: list[str],
) -> None:
    page, file = go_to_word(qtbot, window, jobs, settled, tmp_path / "drafts")
    page.close_page()
    edit_in_word(file, "overnight", "for a whole night")
    later = MainWindow(jobs, Settings(officer="Example drafter"), keep_settings=False)
    qtbot.addWidget(later)
    later.show()
    later.open_office(str(office_file))
    settled()
    assert "saved in Word and not taken back yet" in later.pages.bar.sentence
    button = next(
        each for each in later.pages.bar.findChildren(QPushButton) if each.text().startswith("Open")
    )
    button.click()
    settled()
    qtbot.waitUntil(lambda: "Saved in Word at" in later.pages.reply.out.strip.what.text(), timeout=20_000)


def test_a_file_that_word_holds_is_known_by_the_one_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "MIN-2016-0001 reply 2.docx"
    file.write_bytes(b"words")
    assert not look_at(file).is_open
    lock = tmp_path / "~$N-2016-0001 reply 2.docx"
    lock.write_bytes(b"")
    assert look_at(file).is_open
    lock.unlink()
    (tmp_path / f".~lock.{file.name}#").write_bytes(b"")
    assert look_at(file).is_open


def test_a_colleague_who_takes_it_back_wakes_the_page(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled, tmp_path: Path, opened: list[str]
) -> None:
    page, _ = go_to_word(qtbot, window, jobs, settled, tmp_path / "drafts")
    assert jobs.office
    assert page.page
    letter_id = page.page.id
    with jobs.office.writing("Took it back elsewhere") as session:
        end_word_copy(session, letter_id)
    page.show_again(())
    settled()
    assert not page.editor.isReadOnly()
    with jobs.office.reading() as session:
        assert letter_page(session, letter_id).in_word is None


def test_a_draft_that_comes_back_by_mail_is_offered_to_be_taken_back(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled, tmp_path: Path, opened: list[str]
) -> None:
    page, file = go_to_word(qtbot, window, jobs, settled, tmp_path / "drafts")
    edit_in_word(file, "overnight", "for a whole night")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "reader@example.org", "office@example.org", "The draft"
    mail.set_content("My changes are in the file.")
    mail.add_attachment(
        file.read_bytes(),
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.wordprocessingml.document",
        filename="The draft, with my changes.docx",
    )
    (tmp_path / "mail.eml").write_bytes(mail.as_bytes())
    page.close_page()
    log_dialog = window.log_files([tmp_path / "mail.eml"])
    assert log_dialog
    settled()
    bar = log_dialog.findChild(MessageBar)
    assert bar
    assert "own draft in INS/2016/0001, back from Word" in bar.sentence
    next(each for each in bar.findChildren(QPushButton) if each.text() == "Take it back").click()
    settled()
    press(dialog_on_show(TakebackDialog), Qt.Key.Key_Return)
    settled()
    assert any("for a whole night" in text for text in texts(page))
    assert page.editor.isReadOnly(), "the file that is in Word is another"
    assert jobs.office
    with jobs.office.reading() as session:
        assert waiting_files(session) == []


def test_what_was_given_up_and_undone_is_said_to_be_saved_in_word_again(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled, tmp_path: Path, opened: list[str]
) -> None:
    page, file = go_to_word(qtbot, window, jobs, settled, tmp_path / "drafts")
    edit_in_word(file, "overnight", "for a whole night")
    qtbot.waitUntil(lambda: "Saved in Word at" in page.out.strip.what.text(), timeout=20_000)
    assert page.page
    page.out.give_up(page.page)
    settled()
    assert not page.editor.isReadOnly()
    press(window, Qt.Key.Key_Z, CTRL)
    settled()
    assert page.editor.isReadOnly()
    qtbot.waitUntil(lambda: "Saved in Word at" in page.out.strip.what.text(), timeout=20_000)


def test_a_file_that_was_saved_damaged_is_said_to_be_so(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled, tmp_path: Path, opened: list[str]
) -> None:
    page, file = go_to_word(qtbot, window, jobs, settled, tmp_path / "drafts")
    file.write_bytes(b"half a file")
    qtbot.waitUntil(lambda: "but: " in page.out.strip.what.text(), timeout=20_000)
    assert page.editor.isReadOnly()


def test_a_draft_that_a_colleague_has_is_looked_for_in_the_folder_of_the_office(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled, tmp_path: Path, opened: list[str]
) -> None:
    page, file = go_to_word(qtbot, window, jobs, settled, tmp_path / "drafts")
    assert jobs.office
    with jobs.office.writing("It is on another desk, and the office has a folder") as session:
        copy = session.scalars(select(WordCopy)).one()
        copy.computer, copy.path, copy.by = "ANOTHER", f"S:\\Drafts\\{file.name}", "Colleague"
        session.scalars(select(OfficeProfile)).one().working_folder = str(tmp_path / "shared")
    window.pages.keep_drafts_in("")
    page.close_page()
    draft = page.page.id if page.page else 0
    window.open_draft(draft)
    settled()
    assert "not to be found on ANOTHER" in page.out.strip.what.text()
    (tmp_path / "shared").mkdir()
    file.rename(tmp_path / "shared" / file.name)
    page.out.watch.look()
    settled()
    assert "Nothing was saved in it yet." in page.out.strip.what.text()
    assert page.takeback.own_file == tmp_path / "shared" / file.name
