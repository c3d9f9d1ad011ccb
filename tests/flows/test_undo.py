"""Steps undone and done again with the keyboard, in the program's own window."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from sqlalchemy.orm import Session

from casework.letters import letter, log
from corresp_tracker.casework.links import reject
from corresp_tracker.model.people import Person
from corresp_tracker.store.database import Office
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.letter_page import LetterPageWidget
from corresp_tracker.ui.main_window import MainWindow
from flows.conftest import press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = "I have read 'Missing Children: Who Cares?' (March 2016), and 'In Harm's Way' (July 2015)."
Settled = Callable[[], None]


def letter_on_show(window: MainWindow, jobs: Jobs, settled: Settled) -> LetterPageWidget:
    assert jobs.office
    log(jobs.office, letter(TEXT))
    window.pages.reload()
    settled()
    page = window.pages.pane.letter
    page.view.setFocus()
    press(page.view, Qt.Key.Key_F8)
    return page


def standings(page: LetterPageWidget) -> list[str]:
    assert page.page
    return [link.standing for link in page.page.links if link.kind == "report"]


def test_judgements_are_undone_one_by_one_and_done_again(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = letter_on_show(window, jobs, settled)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete):
        press(page.panel, key)
        settled()
    assert standings(page) == ["confirmed", "rejected"]
    assert window.steps.undo.text().startswith("&Undo: Rejected the citation")
    press(page.panel, Qt.Key.Key_Z, CTRL)
    settled()
    assert standings(page) == ["confirmed", "proposed"]
    assert page.panel.current
    assert page.panel.current.words.startswith("'In Harm's Way'")
    press(page.panel, Qt.Key.Key_Z, CTRL)
    settled()
    assert standings(page) == ["proposed", "proposed"]
    assert not window.steps.undo.isEnabled()
    for _ in range(2):
        press(page.panel, Qt.Key.Key_Z, CTRL, SHIFT)
        settled()
    assert standings(page) == ["confirmed", "rejected"]
    assert window.pages.bar.sentence.startswith("Done again: Rejected the citation")


def test_what_a_colleague_changed_since_stays_and_the_step_before_can_be_reached(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = letter_on_show(window, jobs, settled)
    for _ in range(2):
        press(page.panel, Qt.Key.Key_Return)
        settled()
    assert standings(page) == ["confirmed", "confirmed"]
    assert jobs.office
    assert page.page
    colleague = Office.open(jobs.office.address, by="Example colleague")
    link = page.page.links[-1]
    with colleague.writing("Rejected it") as session:
        reject(session, link.id, version=link.version, by="Example colleague")
    colleague.close()
    press(page.panel, Qt.Key.Key_Z, CTRL)
    settled()
    assert "Example colleague has changed the same since" in window.pages.bar.sentence
    press(page.panel, Qt.Key.Key_Z, CTRL)
    settled()
    assert standings(page) == ["proposed", "rejected"]


def test_a_step_that_touched_very_many_records_shows_how_far_it_is(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    shown: list[str] = []
    jobs.under_way.connect(lambda under_way: shown.extend(job.words for job in under_way))

    def add(session: Session) -> None:
        session.add_all(Person(name=f"Example {n}", folded_name=f"example {n}") for n in range(450))

    jobs.write(window, "Added many people", add)
    settled()
    press(window, Qt.Key.Key_Z, CTRL)
    settled()
    assert "Undoing “Added many people”" in shown
    assert window.pages.bar.sentence == "Undone: Added many people"
