"""Windows off screen, on a real office, with nothing left over."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from corresp_tracker.store.database import Office
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.theme import Theme, apply_theme


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["corresp-tracker"]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    apply_theme(qapp, Theme.LIGHT)


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Nothing copied is left for Qt to let go of after Python has ended, where it would fault."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def jobs(qtbot: QtBot, sqlite_office: Office) -> Iterator[Jobs]:
    """The windows' lanes for work, on an office in a file; a bug on any of them fails the test."""
    jobs = Jobs()
    broke: list[BaseException] = []
    jobs.broke.connect(broke.append)
    jobs.open_office(jobs, lambda: sqlite_office)
    qtbot.waitUntil(lambda: jobs.is_idle)
    yield jobs
    jobs.close()
    jobs.deleteLater()
    if broke:
        raise broke[0]


@pytest.fixture
def settled(qtbot: QtBot, jobs: Jobs) -> Callable[[], None]:
    """Waits until nothing is under way."""

    def wait() -> None:
        qtbot.waitUntil(lambda: jobs.is_idle, timeout=20_000)

    return wait
