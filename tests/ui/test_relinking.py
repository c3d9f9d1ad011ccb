"""After a change to the register: letters are looked at beside all else, and nothing is written before it is kept."""

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from casework.letters import letter, log
from corresp_tracker.casework.register import add_work
from corresp_tracker.casework.relink_scope import moved_by
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.works import Link, Work
from corresp_tracker.store.database import Office
from corresp_tracker.ui.jobs import Jobs, Progress, Reading
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.relink_dialog import RelinkDialog
from corresp_tracker.ui.relinking import LOOKING, Relinking
from corresp_tracker.values.register_facts import ReportFacts

Settled = Callable[[], None]
CELLS = ReportFacts(key="cells", title="Sample cells after dark: an example inspection")
CITES = "You will have seen ‘Sample cells after dark’ (May 2016), which I commend to you."


def links(office: Office) -> int:
    with office.reading() as session:
        asked = select(Link.id).join(Work, Work.id == Link.work_id).where(Work.key == "cells")
        return len(session.scalars(asked).all())


def test_what_changes_is_told_then_listed_then_kept(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    bar = MessageBar(page)
    log(sqlite_office, letter(CITES))
    with sqlite_office.writing("Added") as session:
        moved = moved_by(session, lambda: add_work(session, CELLS))[1]
    relinking = Relinking(jobs, page, bar)
    relinking.follow(moved)
    settled()
    assert bar.sentence == "1 citation in 1 letter would change. Nothing is written yet."
    assert links(sqlite_office) == 0
    bar._do.click()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, RelinkDialog)]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    settled()
    assert (links(sqlite_office), bar.sentence) == (1, "Kept: what 1 letter cite now.")
    relinking.look_at_all()
    settled()
    assert bar.sentence == "No letter cites otherwise now: 1 letter looked at."


def test_a_letter_that_a_colleague_judged_meanwhile_is_looked_at_again(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    bar = MessageBar(page)
    log(sqlite_office, letter(CITES))
    with sqlite_office.writing("Added") as session:
        moved = moved_by(session, lambda: add_work(session, CELLS))[1]
    Relinking(jobs, page, bar).follow(moved)
    settled()
    with sqlite_office.writing("A colleague was here") as session:
        found = session.scalars(select(Letter)).one()
        found.our_reference = "EIS/16/10"
    bar._do.click()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, RelinkDialog)]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    settled()
    assert links(sqlite_office) == 0
    assert bar.sentence == "1 citation in 1 letter would change. Nothing is written yet."


def test_a_long_look_leaves_the_log_to_others_and_ends_when_it_is_called_off(
    qtbot: QtBot, jobs: Jobs, sqlite_office: Office, settled: Settled
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    told: list[str] = []

    def look(reading: Reading, progress: Progress) -> str:
        with reading():
            pass
        begun.set()
        go_on.wait(10)
        progress(1, 2)
        return "seen"

    job = jobs.survey(jobs, LOOKING, look, told.append)
    assert begun.wait(10)
    jobs.write(jobs, "Added", lambda session: add_work(session, CELLS), lambda _: told.append("written"))
    qtbot.waitUntil(lambda: told == ["written"])
    assert [each.words for each in jobs.shown()] == [LOOKING]
    jobs.cancel(job)
    go_on.set()
    settled()
    assert told == ["written"]


def test_a_look_at_an_office_that_is_left_ends(jobs: Jobs, settled: Settled) -> None:
    begun, go_on = threading.Event(), threading.Event()
    told: list[str] = []

    def look(reading: Reading, progress: Progress) -> str:
        begun.set()
        go_on.wait(10)
        progress(1, 2)
        return "seen"

    jobs.survey(jobs, LOOKING, look, told.append)
    assert begun.wait(10)
    jobs.close_office()
    go_on.set()
    settled()
    assert told == []
