"""The program's own window on an office that was just started, driven as a person drives it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from corresp_tracker.casework.offices import start_office
from corresp_tracker.settings import Settings
from corresp_tracker.store.database import NewOffice
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.theme import Theme, apply_theme

PROFILE = NewOffice(
    name="Example private office",
    organisation_key="org-hmicfrs",
    letterhead="HM Inspectorate of Constabulary and Fire & Rescue Services\n1 Example Street\nExampleton EX1 1AA",
    signatory_post="HM Chief Inspector of Constabulary",
)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, Theme.LIGHT)
    yield
    qapp.clipboard().clear()


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """The lanes of the program; a bug on any of them fails the test."""
    jobs = Jobs()
    broke: list[BaseException] = []
    jobs.broke.connect(broke.append)
    yield jobs
    jobs.close()
    jobs.deleteLater()
    if broke:
        raise broke[0]


@pytest.fixture
def settled(qtbot: QtBot, jobs: Jobs) -> Callable[[], None]:
    """Waits until nothing is under way and no list is about to be followed."""

    def wait() -> None:
        for _ in range(3):
            qtbot.waitUntil(lambda: jobs.is_idle, timeout=30_000)
            qtbot.wait(160)
        qtbot.waitUntil(lambda: jobs.is_idle, timeout=30_000)

    return wait


@pytest.fixture
def office_file(tmp_path: Path) -> Path:
    address = tmp_path / "office.corresp"
    start_office(str(address), PROFILE, by="Example drafter").close()
    return address


@pytest.fixture
def window(qtbot: QtBot, jobs: Jobs, office_file: Path, settled: Callable[[], None]) -> Iterator[MainWindow]:
    """The main window, with the office open."""
    window = MainWindow(jobs, Settings(officer="Example drafter"), keep_settings=False)
    qtbot.addWidget(window)
    window.resize(1300, 850)
    window.show()
    window.open_office(str(office_file))
    settled()
    yield window
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.close()


def press(widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the keyboard is; off screen, nothing makes a window the active one but the program."""
    if not widget.isActiveWindow():
        widget.window().activateWindow()
        QTest.qWaitForWindowActive(widget.window(), 2_000)
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(widget, key, held)


def dialog_on_show(kind: type[QWidget]) -> QWidget:
    """Give the one window of a kind that is open."""
    [found] = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    return found
