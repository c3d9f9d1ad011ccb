"""A template of the office's own, from its file to a reply that is written from it: all with keys."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from casework.letters import letter, log
from casework.test_office_templates import FIRST, row_of
from corresp_tracker.model.letters import Letter
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.template_dialog import TemplateDialog
from corresp_tracker.ui.template_forms import TemplateForm
from corresp_tracker.ui.templates_dialog import TemplatesDialog

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def on_show(kind: type[Any]) -> list[Any]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


def test_it_is_imported_made_usual_and_a_reply_begins_with_it(
    window: MainWindow,
    jobs: Jobs,
    settled: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("corresp_tracker.ui.template_pane.SETTLE_MS", 60_000)
    assert jobs.office
    logged = log(jobs.office, letter())
    file = tmp_path / "Our paper.docx"
    file.write_bytes(FIRST)
    QTest.keyClick(window, Qt.Key.Key_F9)
    settled()
    [templates] = on_show(TemplatesDialog)
    templates.import_file(file)
    settled()
    QTest.keyClick(templates, Qt.Key.Key_F2)
    [form] = on_show(TemplateForm)
    form.usual.add()
    QTest.keyClick(form, Qt.Key.Key_Return)
    settled()
    templates.close()
    window.open_letter(logged.letter_id)
    settled()
    window.draft_reply(logged.letter_id)
    settled()
    [choice] = on_show(TemplateDialog)
    assert choice.list.currentItem().text() == (
        "Our paper (your own)  –  the usual reply; version 1, which nobody approved"
    )
    QTest.keyClick(choice, Qt.Key.Key_Return)
    settled()
    page = window.pages.reply.page
    assert page is not None
    with jobs.office.reading() as session:
        assert session.get_one(Letter, page.id).template == row_of(jobs.office).versions[0].name
