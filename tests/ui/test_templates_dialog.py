"""The templates of the office in their window: imported, kept out, approved, changed, retired, looked at."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from casework.test_office_templates import approve, bring, row_of
from corresp_tracker.casework.usual_templates import UsualFor, usual_for
from corresp_tracker.store.database import Office
from corresp_tracker.ui import template_tasks
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.template_forms import ApprovalForm, NoteForm, TemplateForm
from corresp_tracker.ui.template_tasks import look_through
from corresp_tracker.ui.templates_dialog import TemplatesDialog
from drafting.letters import LOOP, with_body
from drafting.test_hostile_templates import HOSTILE, LONGEST

Settled = Callable[[], None]
OWN = with_body("{{ salutation }}", *LOOP[:2], "{%p else %}", "Thank you.", LOOP[2])
CHANGED = with_body("Our new paper", "{{ salutation }}", *LOOP)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is filled for its picture at once where a test asks for it, and else not at all."""
    monkeypatch.setattr("corresp_tracker.ui.template_pane.SETTLE_MS", 60_000)


@pytest.fixture
def dialog(qtbot: QtBot, jobs: Jobs, settled: Settled) -> TemplatesDialog:
    made = TemplatesDialog(jobs, by="Sam Sample")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    settled()
    return made


def file(folder: Path, data: bytes = OWN, name: str = "Our paper.docx") -> Path:
    made = folder / name
    made.write_bytes(data)
    return made


def column(dialog: TemplatesDialog, number: int = 0) -> list[str]:
    assert dialog.model
    return [dialog.model.index(at, number).data() for at in range(dialog.model.rowCount())]


def form_of(kind: type[QDialog]) -> QDialog:
    [form] = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    return form


def drop(dialog: TemplatesDialog, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))


def test_the_four_that_ship_are_there_and_cannot_be_changed(dialog: TemplatesDialog) -> None:
    assert column(dialog) == [
        "Acknowledgement",
        "Holding reply",
        "Inter-inspectorate reply",
        "Ministerial reply",
    ]
    assert dialog.model
    QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [each.isEnabled() for each in (dialog.agree, dialog.newer, dialog.put_away)] == [False] * 3
    dialog.change()
    form = form_of(TemplateForm)
    assert isinstance(form, TemplateForm)
    assert not form.title.isEnabled()
    form.reject()


def test_a_dropped_file_is_imported_chosen_and_approved_with_keys(
    dialog: TemplatesDialog, settled: Settled, tmp_path: Path, sqlite_office: Office
) -> None:
    drop(dialog, file(tmp_path))
    settled()
    assert column(dialog)[0] == "Our paper"
    assert dialog.row
    assert dialog.row.facts.title == "Our paper"
    assert dialog.bar.sentence.startswith("Kept as version 1 of “Our paper”.")
    assert column(dialog, 3)[0] == "not approved"
    QTest.keyClick(dialog, Qt.Key.Key_F4)
    form = form_of(ApprovalForm)
    QTest.keyClick(form, Qt.Key.Key_Return)
    settled()
    assert column(dialog, 3)[0].startswith("Sam Sample, ")
    [version] = row_of(sqlite_office).versions
    assert version.approved_by == "Sam Sample"
    dialog.import_file(file(tmp_path, CHANGED, "changed.docx"), into=dialog.row)
    settled()
    note = form_of(NoteForm)
    assert isinstance(note, NoteForm)
    note.note.setText("other crest")
    QTest.keyClick(note, Qt.Key.Key_Return)
    settled()
    assert [each.note for each in row_of(sqlite_office).versions] == ["other crest", ""]
    assert column(dialog, 2)[0] == "2"
    drop(dialog, tmp_path / "changed.docx")
    settled()
    assert dialog.bar.sentence == "This very file is version 2 of “Our paper” already."


def test_what_is_wrong_with_a_file_is_listed_and_it_is_kept_out(
    dialog: TemplatesDialog, settled: Settled, tmp_path: Path
) -> None:
    many = [f"{{{{ salutaton{number} }}}}" for number in range(12)]
    dialog.import_file(file(tmp_path, with_body(*many, *LOOP)))
    settled()
    assert dialog.bar.sentence == "Our paper.docx was kept out. Put this right in Word and import it again:"
    details = dialog.bar._details
    assert details.isVisible()
    assert details.text().splitlines()[0].startswith("Paragraph 1 (“{{ salutaton0 }}”): ")
    assert details.text().endswith("… and 4 more")
    assert len(column(dialog)) == 4


@pytest.mark.parametrize("name", ["escape 0", "loops in loops", "loops too deep", "a loop over letters"])
def test_a_hostile_file_is_kept_out_in_time_and_the_window_goes_on(
    dialog: TemplatesDialog, jobs: Jobs, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    dialog.import_file(file(tmp_path, HOSTILE[name](), "bad.docx"))
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=round(LONGEST * 1000))
    assert dialog.bar.sentence
    assert len(column(dialog)) == 4


def test_title_place_hand_and_what_it_is_usual_for_are_changed_in_one_step(
    dialog: TemplatesDialog, settled: Settled, tmp_path: Path, sqlite_office: Office
) -> None:
    dialog.import_file(file(tmp_path))
    settled()
    QTest.keyClick(dialog, Qt.Key.Key_F2)
    form = form_of(TemplateForm)
    assert isinstance(form, TemplateForm)
    form.title.setText("Paper for ministers")
    form.replaces.setCurrentIndex(form.replaces.findData("ministerial-reply"))
    form.by_hand.setChecked(True)
    form.usual.kind.setCurrentIndex(form.usual.kind.findData("minister"))
    form.usual.add()
    form.usual.add()
    form.usual.signatory.setCurrentIndex(1)
    form.usual.add()
    QTest.keyClick(form.usual.list, Qt.Key.Key_Delete)
    QTest.keyClick(form, Qt.Key.Key_Return)
    settled()
    row = row_of(sqlite_office, "Paper for ministers")
    assert (row.facts.replaces, row.facts.by_hand) == ("ministerial-reply", True)
    with sqlite_office.reading() as session:
        assert usual_for(session) == {row.key: (UsualFor("minister"),)}
    assert column(dialog, 5)[0] == "Minister cases"
    assert column(dialog, 5)[-1] == "replaced by Paper for ministers"


def test_a_retired_one_goes_to_the_end_and_comes_back_with_the_same_key(
    dialog: TemplatesDialog, settled: Settled, tmp_path: Path
) -> None:
    dialog.import_file(file(tmp_path))
    settled()
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    settled()
    assert column(dialog)[-1] == "Our paper (retired)"
    assert dialog.row
    assert dialog.row.facts.retired
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    settled()
    assert column(dialog)[0] == "Our paper"


def test_a_copy_of_a_shipped_one_can_be_imported_as_ones_own(
    dialog: TemplatesDialog, settled: Settled, tmp_path: Path
) -> None:
    assert dialog.row
    dialog.save_copy(dialog.row, tmp_path / "Begin.docx")
    settled()
    assert "Change it in Word, then import it here." in dialog.bar.sentence
    dialog.import_file(tmp_path / "Begin.docx")
    settled()
    assert column(dialog)[0] == "Begin"


def test_the_details_say_what_it_prints_advice_and_every_version(
    dialog: TemplatesDialog, settled: Settled, sqlite_office: Office
) -> None:
    bring(sqlite_office)
    approve(sqlite_office, row_of(sqlite_office))
    dialog._ask()
    settled()
    dialog.table.selectRow(0)
    dialog.pane._look()
    settled()
    settled()
    said = dialog.pane.details.toPlainText()
    assert "Prints: letterhead" in said
    assert "Advice: the whole template: Its letters would lack this: subject." in said
    assert "Version 1: imported by Clerk on" in said
    assert "approved by Sam Sample, 2 Nov 2026" in said


def test_without_a_program_for_pictures_the_words_are_shown_and_why(
    dialog: TemplatesDialog, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corresp_tracker.drafting.pdf.libreoffice", lambda: None)
    monkeypatch.setattr("corresp_tracker.drafting.pdf._word", lambda: None)
    dialog.pane._look()
    settled()
    settled()
    assert dialog.pane.say.text() == template_tasks.NO_PICTURE
    assert dialog.pane.page.currentWidget() is dialog.pane.words
    assert "The Rt Hon Jo Example" in dialog.pane.words.toPlainText()
    assert "that an example shows more than a rule does; and" in dialog.pane.words.toPlainText()


def test_a_page_is_drawn_where_a_program_for_it_is_installed(
    dialog: TemplatesDialog, settled: Settled, qtbot: QtBot
) -> None:
    from corresp_tracker.drafting.pdf import libreoffice

    if libreoffice() is None:
        pytest.skip("LibreOffice is not installed here, so no picture can be made")
    dialog.pane._look()
    qtbot.waitUntil(lambda: bool(dialog.pane.pages.drawn), timeout=60_000)
    assert dialog.pane.pages.pages == 1
    settled()


def test_a_template_that_was_left_is_not_filled_to_the_end(sqlite_office: Office) -> None:
    import threading

    bring(sqlite_office)
    called_off = threading.Event()
    called_off.set()
    look = look_through(OWN, row_of(sqlite_office), called_off)
    assert (look.pdf, look.text) == (b"", "")
