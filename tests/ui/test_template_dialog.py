"""Choosing a template: those that ship, and a Word file of the office's own, which is looked at first."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casework.letters import log
from casework.test_replies import start
from corresp_tracker.store.database import Office
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.template_dialog import TemplateDialog, ask_for_template
from drafting.letters import LOOP, with_body

Settled = Callable[[], None]
OWN = ("{{ salutation }}", *LOOP[:2], "{%p else %}", "Thank you.", LOOP[2])


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def asked(window: QWidget, jobs: Jobs, settled: Settled, chosen: list[str]) -> TemplateDialog:
    ask_for_template(window, jobs, "Schools", chosen.append)
    settled()
    [found] = [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, TemplateDialog) and each.isVisible()
    ]
    return found


def titles(dialog: TemplateDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_enter_takes_the_usual_reply_of_those_that_ship(
    window: QWidget, jobs: Jobs, settled: Settled
) -> None:
    chosen: list[str] = []
    dialog = asked(window, jobs, settled, chosen)
    assert titles(dialog) == [
        "Inter-inspectorate reply  –  the usual reply",
        "Holding reply  –  the usual holding reply",
        "Acknowledgement  –  the usual acknowledgement",
        "Ministerial reply",
    ]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert chosen == ["inter-inspectorate-reply"]


def test_a_word_file_of_the_offices_own_is_looked_at_kept_and_offered_again(
    window: QWidget, jobs: Jobs, sqlite_office: Office, settled: Settled, tmp_path: Path
) -> None:
    file = tmp_path / "Our own paper.docx"
    file.write_bytes(with_body(*OWN))
    chosen: list[str] = []
    dialog = asked(window, jobs, settled, chosen)
    dialog.take_file(file)
    settled()
    [name] = chosen
    file.unlink()
    page = start(sqlite_office, log(sqlite_office).letter_id, template=name)
    assert [each.text for each in page.paragraphs] == ["Thank you."]
    again = asked(window, jobs, settled, [])
    assert "Our own paper (your own)  –  version 1, which nobody approved" in titles(again)
    again.reject()


def test_what_is_wrong_with_a_file_is_said_and_nothing_begins(
    window: QWidget, jobs: Jobs, settled: Settled, tmp_path: Path
) -> None:
    file = tmp_path / "wrong.docx"
    file.write_bytes(with_body("{{ salutaton }}", *OWN[1:]))
    chosen: list[str] = []
    dialog = asked(window, jobs, settled, chosen)
    dialog.take_file(file)
    settled()
    assert "Do you mean “salutation”?" in dialog.bar.sentence
    assert chosen == []
    dialog.reject()
