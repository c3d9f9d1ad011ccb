"""A kind whose day is fixed for each case asks for it before the letter is logged."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from corresp_tracker.model.cases import Case
from corresp_tracker.ui.log_dialog import LogDialog
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.message_bar import MessageBar
from flows.conftest import dialog_on_show, press
from flows.test_main_job import LETTER

CTRL = Qt.KeyboardModifier.ControlModifier
Settled = Callable[[], None]


@pytest.fixture
def dialog(window: MainWindow, settled: Settled, tmp_path: Path) -> LogDialog:
    file = tmp_path / "question.txt"
    file.write_text(LETTER, encoding="utf-8")
    window.log_files([file])
    settled()
    dialog = dialog_on_show(LogDialog)
    assert isinstance(dialog, LogDialog)
    return dialog


def choose(dialog: LogDialog, kind: str) -> None:
    box = dialog.form.belongs._kind
    box.setCurrentIndex(box.findData(kind))
    box.activated.emit(box.currentIndex())


def test_a_parliamentary_question_is_logged_with_the_day_that_is_named(
    window: MainWindow, dialog: LogDialog, settled: Settled
) -> None:
    due = dialog.form._due
    assert not due.isVisible()
    choose(dialog, "parliamentary-question")
    settled()
    assert due.isVisible()
    press(dialog, Qt.Key.Key_Return, CTRL)
    settled()
    bar = dialog.findChild(MessageBar)
    assert bar is not None
    assert "fixed for each case" in bar.sentence
    due.type("21 October 2016")
    press(dialog, Qt.Key.Key_Return, CTRL)
    settled()
    office = window._jobs.office
    assert office is not None
    with office.reading() as session:
        [case] = session.scalars(select(Case))
    assert (case.due, case.reference[:2]) == (date(2016, 10, 21), "PQ")


def test_another_kind_asks_for_it_no_more(dialog: LogDialog, settled: Settled) -> None:
    for kind, shown in (("parliamentary-question", True), ("public", False)):
        choose(dialog, kind)
        settled()
        assert dialog.form._due.isVisible() is shown
