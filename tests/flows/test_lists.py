"""The worklist narrowed by keyboard, and kept as a list of one's own with its count."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from casework.letters import letter, log
from corresp_tracker.settings import Settings
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.narrow_dialog import NarrowDialog
from corresp_tracker.ui.places import list_place
from flows.conftest import dialog_on_show, press

Settled = Callable[[], None]


def fill(jobs: Jobs, settled: Settled) -> None:
    assert jobs.office
    log(jobs.office, letter("One."))
    log(jobs.office, letter("Two.", subject="Cells in Exampleton"))
    log(jobs.office, letter("Three.", dated=date(2016, 10, 16), subject="Cells again"))
    settled()


def ask(window: MainWindow, settled: Settled) -> NarrowDialog:
    press(window, Qt.Key.Key_F7)
    settled()
    dialog = dialog_on_show(NarrowDialog)
    assert isinstance(dialog, NarrowDialog)
    return dialog


def rail_words(window: MainWindow) -> list[str]:
    model = window.pages.rail.model()
    return [
        str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())
    ]


def test_the_worklist_is_narrowed_and_shown_whole_again(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    fill(jobs, settled)
    dialog = ask(window, settled)
    assert dialog.count.text() == "3 open cases"
    dialog.lines["words"].setText("cells")
    settled()
    assert dialog.count.text() == "2 open cases"
    press(dialog.lines["words"], Qt.Key.Key_Return)
    settled()
    assert window.pages.cases.rows.rowCount() == 2
    assert window.pages.bar.sentence == "The worklist is narrowed: “cells”."
    assert jobs.office
    log(jobs.office, letter("Four.", subject="Cells once more"))
    settled()
    window.pages.reload()
    settled()
    assert window.pages.cases.rows.rowCount() == 3, "it stays narrowed when something changes"
    next(
        each for each in window.pages.bar.findChildren(QPushButton) if each.text() == "Show all open"
    ).click()
    settled()
    assert window.pages.cases.rows.rowCount() == 4


def test_a_list_is_kept_renamed_removed_and_put_back(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    fill(jobs, settled)
    dialog = ask(window, settled)
    dialog.lines["words"].setText("cells")
    dialog.name.setText("Custody")
    press(dialog.name, Qt.Key.Key_Return)
    settled()
    assert "Custody, 2" in rail_words(window)
    assert window.pages.rail.place == list_place("Custody")
    assert window.settings.lists == {"Custody": "words: cells"}
    dialog = ask(window, settled)
    assert dialog.lines["words"].text() == "cells"
    dialog.name.setText("Cells")
    dialog.keep.click()
    settled()
    assert list(window.settings.lists) == ["Cells"]
    dialog = ask(window, settled)
    dialog.remove.click()
    settled()
    assert window.settings.lists == {}
    assert window.pages.cases.rows.rowCount() == 3
    next(each for each in window.pages.bar.findChildren(QPushButton) if each.text() == "Put it back").click()
    settled()
    assert window.settings.lists == {"Cells": "words: cells"}


def test_lists_are_there_at_the_next_start_and_say_where_they_are_empty(
    qtbot: QtBot, window: MainWindow, jobs: Jobs, settled: Settled, office_file: object
) -> None:
    fill(jobs, settled)
    later = MainWindow(
        jobs,
        Settings(officer="Example drafter", lists={"Gone": "kind: no-more", "Cells": "words: cells"}),
        keep_settings=False,
    )
    qtbot.addWidget(later)
    later.show()
    later.open_office(str(office_file))
    settled()
    assert {"Gone", "Cells, 2"} <= set(rail_words(later))
    later.pages.go(list_place("Gone"))
    settled()
    assert later.pages.cases.rows.rowCount() == 0
    assert "“Gone”" in later.pages.cases.empty_words
    dialog = ask(later, settled)
    assert dialog.boxes["kind"].currentText() == "no-more (not in the office now)"
    dialog.reject()
