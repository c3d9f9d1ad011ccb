"""Answering a letter: its points beside the draft, what was said before and standard lines put in with their links."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from casework.letters import letter, log, log_sent
from corresp_tracker.casework.lines import LineFacts, add_line, edit_line
from corresp_tracker.casework.replies import start_reply
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.line_form import LineForm
from corresp_tracker.ui.lines_dialog import LinesDialog
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.reply_page import ReplyPage
from corresp_tracker.ui.template_dialog import TemplateDialog
from flows.conftest import dialog_on_show, press

CTRL = Qt.KeyboardModifier.ControlModifier
ASKS = "We read your report. What have you said since about children held in police custody overnight?"
SAID = "Children are still held overnight in police custody, as 'Missing Children: Who Cares?' (March 2016) shows."
Settled = Callable[[], None]


def reply(window: MainWindow, jobs: Jobs, settled: Settled) -> ReplyPage:
    assert jobs.office
    log_sent(jobs.office, SAID, dated=date(2016, 9, 1))
    logged = log(jobs.office, letter(ASKS))
    with jobs.office.writing("Started a reply") as session:
        draft = start_reply(
            session, logged.letter_id, template="inter-inspectorate-reply", by="Example drafter"
        )
    window.open_draft(draft)
    settled()
    return window.pages.reply


def write(qtbot: QtBot, page: ReplyPage, words: str) -> None:
    """Write a paragraph in place of the template's first prompt."""
    page.editor.setFocus()
    press(page.editor, Qt.Key.Key_F8)
    qtbot.keyClicks(page.editor, words)


def test_a_point_stays_open_until_a_paragraph_answers_it(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = reply(window, jobs, settled)
    points = page.answering.points
    assert points.head.text() == "1 point, 1 open"
    assert "1 point open" in page.foot.words
    write(qtbot, page, "Children held in custody overnight are fewer now.")
    settled()
    points.setFocus()
    press(points.list, Qt.Key.Key_Return)
    settled()
    assert points.head.text() == "1 point, all answered"
    assert "point" not in page.foot.words
    press(points.list, Qt.Key.Key_Z, CTRL)
    settled()
    assert points.head.text() == "1 point, 1 open"
    press(points.list, Qt.Key.Key_Delete)
    settled()
    assert points.head.text() == "Points of the letter"


def test_words_of_the_letter_are_marked_as_a_point(window: MainWindow, jobs: Jobs, settled: Settled) -> None:
    page = reply(window, jobs, settled)
    page.incoming.find_words("We read your report.")
    press(page.incoming, Qt.Key.Key_M, CTRL)
    settled()
    assert page.answering.points.head.text() == "2 points, 2 open"
    cursor = page.incoming.textCursor()
    cursor.clearSelection()
    page.incoming.setTextCursor(cursor)
    press(page.incoming, Qt.Key.Key_M, CTRL)
    settled()
    assert page.bar.sentence.startswith("Select the words")


def test_what_was_said_before_is_put_in_with_its_links(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = reply(window, jobs, settled)
    write(qtbot, page, "Children held overnight in police custody")
    press(page.editor, Qt.Key.Key_B, CTRL)
    settled()
    said = page.answering.said
    found = said.current()
    assert found
    assert (found.text, found.shares) == (SAID, ())
    press(said.list, Qt.Key.Key_Return)
    settled()
    draft = page.page
    assert draft
    assert SAID in [each.text for each in draft.paragraphs]
    assert "missing-children-who-cares" in {link.work_key for link in draft.links}
    press(page.editor, Qt.Key.Key_B, CTRL)
    settled()
    assert said.isHidden()


def test_a_standard_line_is_found_and_put_in_with_two_keys(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = reply(window, jobs, settled)
    with jobs.office.writing("Kept a line") as session:  # type: ignore[union-attr]
        add_line(session, LineFacts(topic="Custody", text=SAID))
        add_line(
            session,
            LineFacts(topic="Vetting", text="Vetting was found wanting.", expires_on=date(2020, 1, 1)),
        )
    write(qtbot, page, "One.")
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    press(page.editor, Qt.Key.Key_F3)
    settled()
    dialog = dialog_on_show(LinesDialog)
    assert isinstance(dialog, LinesDialog)
    dialog.list.words.setText("vetting")
    settled()
    press(dialog.list.rows, Qt.Key.Key_Return)
    assert dialog.bar.sentence.startswith("This line has expired")
    dialog.list.words.setText("custody")
    settled()
    press(dialog.list.rows, Qt.Key.Key_Return)
    settled()
    draft = page.page
    assert draft
    assert draft.paragraphs[-1].text == SAID
    assert "missing-children-who-cares" in {link.work_key for link in draft.links}


def test_a_draft_says_which_of_its_standard_lines_has_changed(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = reply(window, jobs, settled)
    assert jobs.office
    facts = LineFacts(topic="Custody", text=SAID)
    with jobs.office.writing("Kept a line") as session:
        line = add_line(session, facts)
    write(qtbot, page, "One.")
    press(page.editor, Qt.Key.Key_F3)
    settled()
    dialog = dialog_on_show(LinesDialog)
    assert isinstance(dialog, LinesDialog)
    press(dialog.list.rows, Qt.Key.Key_Return)
    settled()
    with jobs.office.writing("Changed it") as session:
        edit_line(session, line, replace(facts, text=f"Indeed. {SAID}"), version=1)
    draft = page.page
    assert draft
    page.close_page()
    log_page = start_another(jobs)
    window.open_draft(log_page)
    settled()
    window.open_draft(draft.id)
    settled()
    assert page.bar.sentence.startswith("The standard line “Custody” was changed")


def test_a_case_whose_newest_letter_is_our_own_is_answered_all_the_same(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    assert jobs.office
    logged = log(jobs.office, letter(ASKS))
    ours = log_sent(jobs.office, "We have it.", dated=date(2016, 10, 19), case_id=logged.case_id)
    window.open_letter(ours.letter_id)
    settled()
    on_show = window.pages.letter_on_show()
    assert on_show
    assert on_show.standing == "sent"
    press(window.pages.alone.letter.view, Qt.Key.Key_R, CTRL)
    settled()
    press(dialog_on_show(TemplateDialog), Qt.Key.Key_Return)
    settled()
    draft = window.pages.reply.page
    assert draft
    assert draft.answers_id == logged.letter_id


def start_another(jobs: Jobs) -> int:
    assert jobs.office
    logged = log(jobs.office, letter(ASKS, dated=date(2017, 1, 1)))
    with jobs.office.writing("Started a reply") as session:
        return start_reply(session, logged.letter_id, template="acknowledgement", by="Example drafter")


def test_what_was_said_is_kept_as_a_standard_line(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = reply(window, jobs, settled)
    write(qtbot, page, "Children held overnight in police custody")
    press(page.editor, Qt.Key.Key_B, CTRL)
    settled()
    page.answering.said.keep.click()
    form = dialog_on_show(LineForm)
    assert isinstance(form, LineForm)
    assert form.text.toPlainText() == SAID
    press(form, Qt.Key.Key_Return)
    assert form.isVisible()
    form.topic.setText("Children in custody")
    press(form, Qt.Key.Key_Return)
    settled()
    assert page.bar.sentence.startswith("Kept as the standard line “Children in custody”")
