"""The main job, whole: a letter logged, its citations seen, the reply drafted, written, sent, and found again."""

from collections.abc import Callable
from pathlib import Path

from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from corresp_tracker.ui.cite_dialog import CiteDialog
from corresp_tracker.ui.log_dialog import LogDialog
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.sent_dialog import SentDialog
from corresp_tracker.ui.template_dialog import TemplateDialog
from flows.conftest import dialog_on_show, press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Settled = Callable[[], None]

LETTER = """Example letter: invented for a test.

Example Inspectorate of Schools
2 Sample Road
Exampleton EX2 2BB

Chief Inspector
HM Inspectorate of Constabulary

17 October 2016

Our ref: EIS/16/9

Dear Chief Inspector

CHILDREN WHO GO MISSING

I have read 'Missing Children: Who Cares?' (March 2016) with care.

2. What have you said since about In Harm's Way (July 2015)?

Yours sincerely

Chief Inspector
Example Inspectorate of Schools
"""


def log(window: MainWindow, settled: Settled, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(LETTER, encoding="utf-8")
    window.log_files([file])
    settled()
    dialog = dialog_on_show(LogDialog)
    press(dialog, Qt.Key.Key_Return, CTRL)
    settled()


def test_a_letter_is_logged_answered_sent_and_found_with_the_keyboard(
    qtbot: QtBot, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    pages = window.pages
    log(window, settled, tmp_path)
    assert pages.cases.rows.rowCount() == 1
    letter = pages.letter_on_show()
    assert letter is not None
    assert {link.work_key for link in letter.links} >= {"missing-children-who-cares", "in-harm-s-way"}

    window.draft_reply()
    settled()
    templates = dialog_on_show(TemplateDialog)
    press(templates, Qt.Key.Key_Return)
    settled()
    reply = pages.reply
    draft = reply.page
    assert draft is not None
    assert (draft.standing, draft.salutation, draft.their_reference) == (
        "draft",
        "Dear Chief Inspector",
        "EIS/16/9",
    )
    _write_reply(qtbot, window, settled)
    kept = reply.page
    assert kept is not None
    assert {link.work_key for link in kept.links} >= {"missing-children-who-cares", "peel"}

    file = tmp_path / "reply.docx"
    words = _write_word(window, settled, file)
    assert {"Dear Chief Inspector", "CHILDREN WHO GO MISSING"} <= {each.strip() for each in words}
    assert not [each for each in words if "{" in each or "[" in each]

    _record_as_sent(window, settled, file)
    assert not pages.reply.isVisible()

    _find_and_copy(qtbot, window, settled)


def _find_and_copy(qtbot: QtBot, window: MainWindow, settled: Settled) -> None:
    """Find what was sent, open it at the paragraph, come back, and copy it as an answer."""
    pages = window.pages
    press(window, Qt.Key.Key_E, CTRL)
    qtbot.keyClicks(pages.search_box, "fullest account cites:missing-children-who-cares")
    press(pages.search_box, Qt.Key.Key_Return)
    settled()
    [hit] = pages.search_page.hits.chosen()
    assert (hit.standing, hit.direction) == ("sent", "out")
    press(pages.search_page.hits, Qt.Key.Key_Return)
    settled()
    shown = pages.letter_on_show()
    assert shown is not None
    assert shown.standing == "sent"
    press(pages.alone.letter.view, Qt.Key.Key_Escape)
    assert pages.search_page.isVisible()
    press(pages.search_page.hits, Qt.Key.Key_C, CTRL, SHIFT)
    settled()
    copied = QApplication.clipboard().text()
    assert "fullest account" in copied
    assert "What have you said since" not in copied


def _write_reply(qtbot: QtBot, window: MainWindow, settled: Settled) -> None:
    """Fill the template's prompts one after another with F8, and cite a report with Ctrl+K."""
    editor = window.pages.reply.editor
    editor.setFocus()
    press(editor, Qt.Key.Key_F8)
    qtbot.keyClicks(editor, "Our fullest account is ")
    press(editor, Qt.Key.Key_K, CTRL)
    settled()
    dialog = dialog_on_show(CiteDialog)
    box = dialog.findChild(QLineEdit)
    assert box is not None
    box.clear()
    qtbot.keyClicks(box, "missing children who cares")
    settled()
    press(box, Qt.Key.Key_Return)
    settled()
    qtbot.keyClicks(editor, ".")
    press(editor, Qt.Key.Key_F8)
    qtbot.keyClicks(editor, "We looked at it again in our PEEL inspections.")
    press(editor, Qt.Key.Key_F8)
    qtbot.keyClicks(editor, "We will write to you again in the spring.")
    press(editor, Qt.Key.Key_S, CTRL)
    settled()


def _write_word(window: MainWindow, settled: Settled, file: Path) -> list[str]:
    """Write the Word file where the dialog asks, and give its paragraphs."""
    press(window.pages.reply.editor, Qt.Key.Key_W, CTRL, SHIFT)
    settled()
    dialog = dialog_on_show(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(file))
    dialog.accept()
    settled()
    return [paragraph.text for paragraph in Document(str(file)).paragraphs]


def _record_as_sent(window: MainWindow, settled: Settled, file: Path) -> None:
    press(window.pages.reply.editor, Qt.Key.Key_S, CTRL, SHIFT)
    settled()
    dialog = dialog_on_show(SentDialog)
    assert isinstance(dialog, SentDialog)
    dialog.take_file(file)
    settled()
    press(dialog, Qt.Key.Key_Return)
    settled()
