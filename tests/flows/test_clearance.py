"""A draft cleared with the keyboard: asked for by e-mail, answered, changed since, signed off, and packed to sign."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from casework.letters import letter, log
from casework.test_replies import save, start, typed
from corresp_tracker.casework.signing_packs import signing_pack
from corresp_tracker.ui.answer_dialog import AnswerDialog
from corresp_tracker.ui.clearance_dialog import ClearanceDialog
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.signing_pack import write_pack
from flows.conftest import dialog_on_show, press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Settled = Callable[[], None]


@pytest.fixture(autouse=True)
def nothing_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)


def clearances(window: MainWindow, jobs: Jobs, settled: Settled) -> ClearanceDialog:
    assert jobs.office
    draft = start(jobs.office, log(jobs.office, letter("What have you said since about custody?")).letter_id)
    save(
        jobs.office,
        draft,
        typed("Thank you.", numbered=False),
        typed("See 'Missing Children: Who Cares?' (March 2016)."),
    )
    window.open_draft(draft.id)
    settled()
    press(window.pages.reply.editor, Qt.Key.Key_K, CTRL, SHIFT)
    settled()
    dialog = dialog_on_show(ClearanceDialog)
    assert isinstance(dialog, ClearanceDialog)
    return dialog


def stands(dialog: ClearanceDialog) -> list[str]:
    model = dialog.table.model()
    return [model.index(row, 2).data() for row in range(model.rowCount())]


def add(dialog: ClearanceDialog, settled: Settled, name: str) -> None:
    dialog.name.setText(name)
    press(dialog.name, Qt.Key.Key_Return)
    settled()


def test_a_draft_is_asked_about_and_the_answer_dropped_back_is_its_evidence(
    window: MainWindow, jobs: Jobs, settled: Settled, tmp_path: Path
) -> None:
    dialog = clearances(window, jobs, settled)
    add(dialog, settled, "Policy team")
    assert stands(dialog) == ["Not asked yet"]
    dialog.ask.click()
    settled()
    [chooser] = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog) and each.isVisible()
    ]
    chooser.fileSelected.emit(str(tmp_path / "ask.eml"))
    chooser.close()
    settled()
    assert b"X-Unsent: 1" in (tmp_path / "ask.eml").read_bytes()
    assert stands(dialog) == ["Asked about revision 1"]
    dialog.table.selectRow(0)
    dialog.record(("answer.eml", b"Cleared"))
    answer = dialog_on_show(AnswerDialog)
    press(answer, Qt.Key.Key_Return)
    settled()
    assert stands(dialog)[0].startswith("Cleared: revision 1 on ")
    assert dialog.table.model().index(0, 4).data() == "answer.eml"
    assert dialog.about.text() == "1 of 1 clearance given to the draft as it is now."
    dialog.close()


def test_a_refusal_needs_a_reason(window: MainWindow, jobs: Jobs, settled: Settled) -> None:
    dialog = clearances(window, jobs, settled)
    add(dialog, settled, "Legal")
    dialog.table.selectRow(0)
    dialog.record()
    answer = dialog_on_show(AnswerDialog)
    assert isinstance(answer, AnswerDialog)
    answer.outcome.setCurrentText("Not cleared")
    press(answer, Qt.Key.Key_Return)
    assert answer.isVisible()
    answer.note.setText("Paragraph 2 says too much.")
    press(answer, Qt.Key.Key_Return)
    settled()
    assert stands(dialog)[0].startswith("Not cleared: revision 1")
    assert dialog.about.text().endswith("Next: Legal.")
    dialog.close()


def test_the_signing_pack_holds_draft_letter_clearances_and_sources(
    window: MainWindow, jobs: Jobs, settled: Settled, tmp_path: Path
) -> None:
    dialog = clearances(window, jobs, settled)
    add(dialog, settled, "Policy team")
    assert jobs.office
    page = window.pages.reply.page
    assert page
    with jobs.office.reading() as session:
        pack = signing_pack(session, page.id)
    write_pack(dialog, jobs, MessageBar(dialog), pack, tmp_path / "pack.pdf")
    settled()
    pdf = pypdfium2.PdfDocument(tmp_path / "pack.pdf")
    words = " ".join(" ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in pdf)
    pdf.close()
    for expected in (
        "For signature: Children who go missing",
        "Policy team Not asked yet",
        "What have you said since about custody?",
        "published 23 March 2016",
    ):
        assert expected in words
    dialog.close()
