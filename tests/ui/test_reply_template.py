"""A draft and its template: a newer version is said and taken with a key, salutation and sign-off left for the hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from casework.letters import log
from casework.test_office_templates import SECOND, approve, bring, row_of
from casework.test_replies import start
from corresp_tracker.casework.draft_template import draft_template
from corresp_tracker.casework.word_replies import send_to_word
from corresp_tracker.store.database import Office
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.reply_page import ReplyPage
from corresp_tracker.ui.reply_template import BY_HAND

Settled = Callable[[], None]
CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def draft(sqlite_office: Office) -> int:
    """A draft from version 1 of a template whose version 2 is approved."""
    first = bring(sqlite_office)
    letter_id = start(
        sqlite_office, log(sqlite_office).letter_id, template=row_of(sqlite_office).versions[0].name
    ).id
    bring(sqlite_office, SECOND, into=first.template_id)
    approve(sqlite_office, row_of(sqlite_office))
    return letter_id


@pytest.fixture
def page(qtbot: QtBot, jobs: Jobs, settled: Settled, draft: int) -> ReplyPage:
    made = ReplyPage(jobs, by="Clerk")
    qtbot.addWidget(made)
    made.show()
    made.open(draft)
    settled()
    return made


def number(office: Office, draft: int) -> int | None:
    with office.reading() as session:
        return draft_template(session, draft).number


def test_a_newer_version_is_said_once_and_taken_with_a_key(
    page: ReplyPage, sqlite_office: Office, draft: int, settled: Settled
) -> None:
    assert (
        page.bar.sentence == "Version 2 of the template “Our paper” was approved since this draft was begun."
    )
    before = [each.text for each in page.editor.paragraphs()]
    QTest.keyClick(page.editor, Qt.Key.Key_F6)
    settled()
    assert number(sqlite_office, draft) == 2
    assert [each.text for each in page.editor.paragraphs()] == before
    QTest.keyClick(page.editor, Qt.Key.Key_F6)
    settled()
    assert page.bar.sentence == "This draft is written with the newest version of its template already."


def test_it_is_not_taken_while_the_draft_is_out_in_word(
    page: ReplyPage, jobs: Jobs, sqlite_office: Office, draft: int, settled: Settled, tmp_path: Path
) -> None:
    def send(session: Session) -> object:
        return send_to_word(session, draft, folder=tmp_path, computer="another", by="Clerk")

    jobs.write(page, "Opened it in Word", send)
    settled()
    page.show_again(())
    settled()
    QTest.keyClick(page.editor, Qt.Key.Key_F6)
    settled()
    assert "is in Word" in page.bar.sentence
    assert number(sqlite_office, draft) == 1


def test_salutation_and_sign_off_are_left_for_the_hand_and_printed_again_with_one_key(
    page: ReplyPage, sqlite_office: Office, draft: int, settled: Settled
) -> None:
    salutation = page.sheet.heading().salutation
    for by_hand in (True, False):
        QTest.keyClick(page.editor, Qt.Key.Key_Q, CONTROL)
        settled()
        with sqlite_office.reading() as session:
            assert draft_template(session, draft).by_hand is by_hand
        note = page.sheet._heading.sign_off_note
        assert (note.isVisibleTo(page), page.sheet._heading.sign_off.isEnabled()) == (by_hand, not by_hand)
        assert note.text() == (BY_HAND if by_hand else "")
        assert page.sheet.heading().salutation == salutation
