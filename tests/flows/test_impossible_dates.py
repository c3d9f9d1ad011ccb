"""Dates that cannot be are asked about where they are entered, once, before anything is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from corresp_tracker.model.letters import Letter
from corresp_tracker.ui.log_dialog import LogDialog
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.sent_dialog import SentDialog
from corresp_tracker.ui.template_dialog import TemplateDialog
from flows.conftest import dialog_on_show, press
from flows.test_main_job import LETTER, _write_reply, log

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Settled = Callable[[], None]


def letters(window: MainWindow) -> int:
    office = window._jobs.office
    assert office is not None
    with office.reading() as session:
        return session.scalar(select(func.count()).select_from(Letter)) or 0


@pytest.mark.parametrize(
    ("dated", "said"), [("17 October 1926", "before 1950"), ("17 October 2099", "in the future")]
)
def test_a_letter_of_an_impossible_date_is_logged_only_at_the_second_word(
    window: MainWindow, settled: Settled, tmp_path: Path, dated: str, said: str
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(LETTER.replace("17 October 2016", dated), encoding="utf-8")
    window.log_files([file])
    settled()
    dialog = dialog_on_show(LogDialog)
    press(dialog, Qt.Key.Key_Return, CTRL)
    settled()
    assert letters(window) == 0
    bar = dialog.findChild(MessageBar)
    assert bar is not None
    assert said in bar.sentence
    assert "press Ctrl+Enter again" in bar.sentence
    press(dialog, Qt.Key.Key_Return, CTRL)
    settled()
    assert letters(window) == 1


def test_a_reply_sent_before_the_letter_that_it_answers_is_asked_about(
    qtbot: QtBot, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    log(window, settled, tmp_path)
    window.draft_reply()
    settled()
    press(dialog_on_show(TemplateDialog), Qt.Key.Key_Return)
    settled()
    _write_reply(qtbot, window, settled)
    press(window.pages.reply.editor, Qt.Key.Key_S, CTRL, SHIFT)
    settled()
    dialog = dialog_on_show(SentDialog)
    assert isinstance(dialog, SentDialog)
    dialog._day.type("16 October 2016")
    dialog.record()
    settled()
    assert dialog.isVisible()
    assert "after the day that you gave" in dialog._bar.sentence
    dialog.record()
    settled()
    assert not window.pages.reply.isVisible()
