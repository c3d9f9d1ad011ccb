"""Offices as one comes to them: the first start, the example, the settings, light and dark, and where windows were."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from corresp_tracker.app import open_window
from corresp_tracker.paths import user_data_dir
from corresp_tracker.settings import Settings, SettingsFound, read_settings
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.keyboard_dialog import KeyboardDialog
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.new_office_dialog import NewOfficeDialog
from corresp_tracker.ui.office_settings_dialog import OfficeSettingsDialog
from corresp_tracker.ui.places import Page, Place
from flows.conftest import dialog_on_show, press

Settled = Callable[[], None]


@pytest.fixture
def first_window(qtbot: QtBot, qapp: QApplication, jobs: Jobs, settled: Settled) -> MainWindow:
    """The program as it is opened for the first time."""
    window = open_window(qapp, jobs, SettingsFound(Settings(officer="Example drafter")))
    qtbot.addWidget(window)
    settled()
    return window


def test_the_first_start_offers_ways_in_and_the_example_opens(
    first_window: MainWindow, settled: Settled
) -> None:
    pages = first_window.pages
    assert pages.welcome.isVisible()
    assert not pages.rail.isVisible()
    pages.welcome.example_asked.emit()
    settled()
    assert pages.rail.isVisible()
    assert pages.cases.rows.rowCount() == 5
    assert first_window.windowTitle().startswith("HM Inspectorate of Constabulary")
    assert read_settings().settings.office is not None
    assert not pages.bar.sentence


def test_an_empty_office_is_started_from_the_first_page(first_window: MainWindow, settled: Settled) -> None:
    first_window.pages.welcome.new_asked.emit()
    settled()
    dialog = dialog_on_show(NewOfficeDialog)
    press(dialog, Qt.Key.Key_Return)
    settled()
    pages = first_window.pages
    assert pages.rail.isVisible()
    assert pages.cases.rows.rowCount() == 0
    pages.go(Place(Page.WORKS))
    settled()
    assert pages.works.list.rows.rows.rowCount() > 250


def test_an_office_that_is_gone_leads_back_to_the_ways_in(
    qtbot: QtBot, qapp: QApplication, jobs: Jobs, settled: Settled, tmp_path: Path
) -> None:
    gone = Settings(officer="Example drafter", office=str(tmp_path / "gone.corresp"))
    window = open_window(qapp, jobs, SettingsFound(gone))
    qtbot.addWidget(window)
    settled()
    assert window.pages.welcome.isVisible()
    assert "gone.corresp" in window.pages.bar.sentence


def test_the_settings_of_the_office_can_be_changed(window: MainWindow, settled: Settled) -> None:
    window.offices.change()
    settled()
    dialog = dialog_on_show(OfficeSettingsDialog)
    assert isinstance(dialog, OfficeSettingsDialog)
    assert dialog.form.body.currentData() == "org-hmicfrs"
    dialog.form.name.setText("Another name")
    press(dialog.form.name, Qt.Key.Key_Return)
    settled()
    assert window.windowTitle().startswith("Another name")


def test_every_place_has_its_key(window: MainWindow, settled: Settled) -> None:
    for key, page in (
        (Qt.Key.Key_2, Page.LETTERS),
        (Qt.Key.Key_3, Page.WORKS),
        (Qt.Key.Key_4, Page.PEOPLE),
        (Qt.Key.Key_5, Page.SEARCH),
        (Qt.Key.Key_1, Page.WORKLIST),
    ):
        press(window, key, Qt.KeyboardModifier.ControlModifier)
        settled()
        assert window.pages.place.page is page
    press(window, Qt.Key.Key_F1)
    dialog_on_show(KeyboardDialog).close()


def test_windows_open_again_where_they_were_with_the_searches_that_were_saved(
    first_window: MainWindow, qtbot: QtBot, qapp: QApplication, settled: Settled
) -> None:
    first_window.pages.welcome.example_asked.emit()
    settled()
    first_window.pages.search_box.searched.emit("vetting")
    settled()
    first_window.pages.search_page.save.click()
    first_window.resize(790, 650)
    first_window.close()
    kept = read_settings()
    assert kept.settings.searches == ("vetting",)
    again = MainWindow(Jobs(first_window), kept.settings, keep_settings=False)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (790, 650)


def test_the_example_that_is_asked_for_twice_is_made_once(
    first_window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    first_window.pages.welcome.example_asked.emit()
    first_window.pages.welcome.example_asked.emit()
    assert len(jobs.shown()) == 1
    settled()
    assert jobs.office
    assert first_window.pages.cases.rows.rowCount() == 5
    assert not first_window.pages.bar.sentence


def test_an_example_that_is_called_off_leaves_nothing_and_can_be_made_again(
    first_window: MainWindow, jobs: Jobs, settled: Settled, qtbot: QtBot
) -> None:
    first_window.pages.welcome.example_asked.emit()
    qtbot.waitUntil(lambda: bool(jobs.shown()) and jobs.shown()[0].done > 0, timeout=60_000)
    jobs.cancel(jobs.shown()[0])
    settled()
    assert jobs.office is None
    assert [path.name for path in user_data_dir().glob("*") if path.name.startswith("Example")] == []
    first_window.pages.welcome.example_asked.emit()
    settled()
    assert jobs.office
