"""A draft that came back from Word: each change beside its redline, taken or left by key."""

from collections.abc import Callable
from pathlib import Path

from docx.document import Document as WordDocument
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from casework.letters import log
from casework.test_around import POSTSCRIPT, changed
from casework.test_dispatch import WE_WILL, draft, texts_of, written
from casework.test_replies import CITES, page_of
from casework.test_takeback import OPENING, edit, set_words
from corresp_tracker.casework.register import seed_starter_register
from corresp_tracker.drafting.redline import redline
from corresp_tracker.store.database import Office
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.redline_view import RedlineView
from corresp_tracker.ui.reply_page import ReplyPage
from corresp_tracker.ui.takeback_dialog import TakebackDialog
from corresp_tracker.ui.takeback_model import TakebackModel

Settled = Callable[[], None]


def returned(office: Office, tmp_path: Path) -> tuple[int, Path]:
    """A draft, and its file with one paragraph edited, one deleted and the greeting changed."""
    with office.writing("Took over the starter register") as session:
        seed_starter_register(session)
    page = draft(office)

    def change(lines: list) -> None:  # type: ignore[type-arg]
        set_words(lines[1], f"As you know: {CITES}")
        lines[2]._p.getparent().remove(lines[2]._p)

    file = tmp_path / "draft.docx"
    file.write_bytes(edit(written(office, page), change))
    return page.id, file


def opened(qtbot: QtBot, jobs: Jobs, letter_id: int, settled: Settled) -> ReplyPage:
    page = ReplyPage(jobs, by="Clerk")
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.open(letter_id)
    settled()
    return page


def dialog_on_show() -> TakebackDialog:
    [found] = [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, TakebackDialog) and each.isVisible()
    ]
    return found


def test_what_is_sure_is_chosen_and_the_rest_waits_for_a_key(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled, tmp_path: Path
) -> None:
    letter_id, file = returned(sqlite_office, tmp_path)
    page = opened(qtbot, jobs, letter_id, settled)
    shown = page.page
    assert shown
    page.takeback.take_file(shown, file)
    settled()
    dialog = dialog_on_show()
    assert [dialog.model.takes(number) for number in range(dialog.model.rowCount())] == [True, False]
    assert "no longer has this paragraph" in dialog._why.text()
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.model.takes(1)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    settled()
    assert texts_of(page_of(sqlite_office, letter_id)) == [OPENING, f"As you know: {CITES}"]
    assert [each.text for each in page.editor.paragraphs()] == [OPENING, f"As you know: {CITES}"]
    assert page.bar.sentence == "Taken back as version 2; the file is kept with it."


def test_what_is_left_stays_as_the_draft_has_it_and_is_counted(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled, tmp_path: Path
) -> None:
    letter_id, file = returned(sqlite_office, tmp_path)
    page = opened(qtbot, jobs, letter_id, settled)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.sheet.dropEvent(event)
    settled()
    QTest.keyClick(dialog_on_show(), Qt.Key.Key_Return)
    settled()
    assert texts_of(page_of(sqlite_office, letter_id)) == [OPENING, f"As you know: {CITES}", WE_WILL]
    assert page.bar.sentence.endswith("1 change of the file was left out.")


def test_esc_changes_nothing(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled, tmp_path: Path
) -> None:
    letter_id, file = returned(sqlite_office, tmp_path)
    page = opened(qtbot, jobs, letter_id, settled)
    before = page_of(sqlite_office, letter_id)
    shown = page.page
    assert shown
    page.takeback.take_file(shown, file)
    settled()
    QTest.keyClick(dialog_on_show(), Qt.Key.Key_Escape)
    settled()
    assert page_of(sqlite_office, letter_id) == before


def test_a_file_of_another_draft_is_refused_in_one_sentence(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled, tmp_path: Path
) -> None:
    from casework.test_replies import start

    _, file = returned(sqlite_office, tmp_path)
    other = start(sqlite_office, log(sqlite_office).letter_id, template="acknowledgement")
    page = opened(qtbot, jobs, other.id, settled)
    shown = page.page
    assert shown
    page.takeback.take_file(shown, file)
    settled()
    assert "another draft" in page.bar.sentence


def test_words_below_the_sign_off_wait_and_what_has_no_place_is_only_shown(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled, tmp_path: Path
) -> None:
    letter = draft(sqlite_office)

    def add(document: WordDocument) -> None:
        document.add_paragraph(POSTSCRIPT)
        document.sections[0].first_page_header.add_paragraph("EMBARGOED")

    file = tmp_path / "draft.docx"
    file.write_bytes(changed(written(sqlite_office, letter), add))
    page = opened(qtbot, jobs, letter.id, settled)
    shown = page.page
    assert shown
    page.takeback.take_file(shown, file)
    settled()
    dialog = dialog_on_show()
    assert [dialog.model.data(dialog.model.index(number, 2)) for number in range(2)] == [
        f"Below the sign-off: {POSTSCRIPT}",
        "Header or footer: EMBARGOED",
    ]
    assert dialog.model.data(dialog.model.index(0, 1)) == "put in · look"
    assert dialog.redline.toPlainText() == POSTSCRIPT
    assert "last paragraph" in dialog._why.text()
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    assert dialog.table.currentIndex().row() == 1
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert [dialog.model.takes(number) for number in range(2)] == [True, False]
    assert "1 in the file alone" in dialog._foot.text()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    settled()
    assert texts_of(page_of(sqlite_office, letter.id))[-1] == POSTSCRIPT
    assert page.bar.sentence.endswith("1 change of the file was left out.")


def test_the_rows_are_a_sound_model(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, qtmodeltester: ModelTester, tmp_path: Path
) -> None:
    from corresp_tracker.casework.takeback import takeback
    from corresp_tracker.intake.reading import read_arrival

    letter_id, file = returned(sqlite_office, tmp_path)
    with sqlite_office.reading() as session:
        report = takeback(session, read_arrival(file.read_bytes(), name="draft.docx"), letter_id=letter_id)
    model = TakebackModel(report)
    qtmodeltester.check(model)
    model.take(1, is_taken=True)
    assert model.keys() == {change.key for change in report.changes}


def test_a_redline_can_be_heard_and_told_without_its_colours(qtbot: QtBot) -> None:
    view = RedlineView()
    qtbot.addWidget(view)
    view.show_strokes(redline("We inspect each <b>force</b>.", "We inspect every <b>force</b>."))
    assert view.toPlainText() == "We inspect eachevery <b>force</b>."
    assert view.accessibleDescription() == "struck out: each; put in: every"
