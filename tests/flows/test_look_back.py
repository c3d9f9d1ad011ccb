"""Looking back: what a letter cites as a table and a fact pack, and what was last said about a report."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from casework.letters import ASKED, letter, log, log_sent
from corresp_tracker.model.works import Work
from corresp_tracker.ui.citation_table import CitationTableDialog
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.places import Page, Place
from corresp_tracker.ui.record_history import RecordHistory
from flows.conftest import dialog_on_show, press

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_what_a_letter_cites_is_copied_as_a_table_and_handed_on_as_a_fact_pack(
    window: MainWindow, jobs: Jobs, settled: Callable[[], None], tmp_path: Path
) -> None:
    assert jobs.office
    log(jobs.office, letter(ASKED))
    window.pages.reload()
    settled()
    assert window.pages.letter_on_show()
    view = window.pages.pane.letter.view
    view.setFocus()
    press(view, Qt.Key.Key_T, CONTROL, SHIFT)
    settled()
    dialog = dialog_on_show(CitationTableDialog)
    assert isinstance(dialog, CitationTableDialog)
    press(dialog, Qt.Key.Key_C, CONTROL)
    assert "Missing children: who cares?" in QGuiApplication.clipboard().text()
    dialog.write_pack(tmp_path / "pack.docx")
    settled()
    assert "Published 23 March 2016" in docx.Document(str(tmp_path / "pack.docx")).tables[0].cell(1, 2).text
    dialog.close()


def test_a_report_shows_what_the_office_last_said_of_it_and_when_it_was_cited(
    window: MainWindow, jobs: Jobs, settled: Callable[[], None]
) -> None:
    assert jobs.office
    for year in (2016, 2019):
        log_sent(jobs.office, ASKED, dated=date(year, 11, 1))
    window.pages.go(Place(Page.WORKS))
    settled()
    page = window.pages.works
    with jobs.office.reading() as session:
        work = session.query(Work).where(Work.key == "missing-children-who-cares").one().id
    page.show_work(work)
    settled()
    card = page.card
    assert card.last.text().startswith(
        "Last said on 1 November 2019 to Chief Inspector, Example Inspectorate"
    )
    assert "2016: 1 sent, 0 received; 2019: 1 sent" in card.timeline.accessibleName()


def test_a_report_shows_who_changed_what_of_it(
    window: MainWindow, jobs: Jobs, settled: Callable[[], None]
) -> None:
    assert jobs.office
    with jobs.office.writing("Corrected the title") as session:
        work = session.query(Work).where(Work.key == "missing-children-who-cares").one()
        work.title = "Another title"
    window.pages.go(Place(Page.WORKS))
    settled()
    page = window.pages.works
    page.show_work(work.id)
    settled()
    page.card.history.click()
    settled()
    dialog = dialog_on_show(RecordHistory)
    assert isinstance(dialog, RecordHistory)
    words = dialog.view.text.toPlainText()
    assert "Corrected the title" in words
    assert "→ Another title" in words
    dialog.close()
