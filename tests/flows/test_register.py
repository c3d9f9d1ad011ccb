"""The register as people keep it: added to from a gap, changed, merged, and every letter followed after it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from corresp_tracker.casework.register_rows import facts_of_work, work_under
from corresp_tracker.model.works import Link, LinkStanding, Work
from corresp_tracker.ui.edit_work_dialog import EditReportDialog
from corresp_tracker.ui.import_dialog import ImportDialog
from corresp_tracker.ui.log_dialog import LogDialog
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.places import Page, Place
from corresp_tracker.ui.relink_dialog import RelinkDialog
from corresp_tracker.values.register_facts import ReportFacts
from flows.conftest import dialog_on_show, press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Settled = Callable[[], None]
PAGES = Path(__file__).parents[1] / "data" / "pages"
LETTER = """Example letter: invented for a test.

Example Inspectorate of Schools
2 Sample Road
Exampleton EX2 2BB

Chief Inspector
HM Inspectorate of Constabulary

{dated}

Our ref: EIS/16/{number}

Dear Chief Inspector

LANTERNS IN CUSTODY

I have read your report 'Lanterns after dark: how cells are lit' (March 2016) with care.

Yours sincerely

Chief Inspector
Example Inspectorate of Schools
"""
TITLE = "Lanterns after dark: how cells are lit"


def log(window: MainWindow, settled: Settled, tmp_path: Path, number: int) -> None:
    file = tmp_path / f"letter-{number}.txt"
    file.write_text(LETTER.format(number=number, dated=f"{number} October 2016"), encoding="utf-8")
    window.log_files([file])
    settled()
    press(dialog_on_show(LogDialog), Qt.Key.Key_Return, CTRL)
    settled()


def links_to(window: MainWindow, key: str) -> list[LinkStanding]:
    assert window._jobs.office is not None
    with window._jobs.office.reading() as session:
        asked = select(Link.standing).join(Work, Work.id == Link.work_id).where(Work.key == key)
        return sorted(session.scalars(asked))


def test_a_report_is_added_from_a_gap_with_two_keys_and_found_in_the_other_letters(
    qtbot: QtBot, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    log(window, settled, tmp_path, 3)
    log(window, settled, tmp_path, 17)
    pane = window.pages.pane.letter
    pane.next_doubtful()
    settled()
    gap = next(link for link in pane.page.links if link.is_gap)
    pane.panel.open_link(gap.id)
    press(pane.panel, Qt.Key.Key_Return)
    settled()
    dialog = dialog_on_show(EditReportDialog)
    assert isinstance(dialog, EditReportDialog)
    facts = dialog.facts()
    assert isinstance(facts, ReportFacts)
    assert (facts.title, facts.publishers) == (TITLE, ("HMIC",))
    assert facts.published_on is not None
    assert facts.published_on.iso == "2016-03"
    press(dialog.title, Qt.Key.Key_Return)
    settled()
    key = "lanterns-after-dark"
    assert links_to(window, key) == [LinkStanding.CONFIRMED]
    assert "1 citation in 1 letter would change" in pane.message_bar.sentence
    pane.message_bar._do.click()
    settled()
    press(dialog_on_show(RelinkDialog), Qt.Key.Key_Return)
    settled()
    assert links_to(window, key) == [LinkStanding.CONFIRMED, LinkStanding.PROPOSED]


def test_a_page_is_imported_row_by_row_and_written_as_references(
    qtbot: QtBot, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    window.pages.go(Place(Page.WORKS))
    settled()
    page = window.pages.works
    page.files.import_file(PAGES / "list-with-labels.html")
    settled()
    dialog = dialog_on_show(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    dialog.take.click()
    settled()
    assert window._jobs.office is not None
    with window._jobs.office.reading() as session:
        lanterns = facts_of_work(session, work_under(session, "lanterns-at-work-2014")[0])
        assert isinstance(lanterns, ReportFacts)
        assert lanterns.published_on is None
        keys = set(session.scalars(select(Work.key)))
    assert "sample-cells-after-dark" not in keys
    page.files.import_file(PAGES / "table.html")
    settled()
    press(dialog_on_show(ImportDialog), Qt.Key.Key_Escape)
    page.list.words.setText("lanterns at work")
    settled()
    page.export()
    [export] = [each for each in QApplication.topLevelWidgets() if hasattr(each, "write_to")]
    export.what.setCurrentIndex(1)
    export.form.setCurrentIndex(2)
    export.write_to(str(tmp_path / "works.bib"))
    settled()
    assert (tmp_path / "works.bib").read_text(encoding="utf-8").count("@techreport") == 1
