"""A backup is made, checked and put back from the window, or called off with nothing left behind."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from corresp_tracker.errors import OutputError
from corresp_tracker.model.letters import Letter
from corresp_tracker.store.database import Office
from corresp_tracker.ui.backup_dialog import BackupDialog, RestoreDialog
from corresp_tracker.ui.jobs import Jobs, Progress
from tests.store.letters import add_letter

Settled = Callable[[], None]


@pytest.fixture
def backup(qtbot: QtBot, jobs: Jobs, sqlite_office: Office) -> BackupDialog:
    with sqlite_office.writing("Logged a letter") as session:
        add_letter(session, "As your report said.")
    dialog = BackupDialog(jobs)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def words(dialog: BackupDialog | RestoreDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_a_backup_says_what_it_holds_and_opens_as_an_office(
    backup: BackupDialog, qtbot: QtBot, settled: Settled, tmp_path: Path
) -> None:
    backup.file.take_file(str(tmp_path / "backup.corresp"))
    qtbot.keyClick(backup, Qt.Key.Key_Return)
    settled()
    assert "found whole: 1 letter" in words(backup)
    copy = Office.open(tmp_path / "backup.corresp", by="Clerk")
    with copy.reading() as session:
        assert session.scalar(select(func.count()).select_from(Letter)) == 1
    copy.close()


def test_the_usual_place_names_the_office_and_the_day(backup: BackupDialog) -> None:
    assert Path(backup.file.text).name.startswith("office backup 20")
    assert Path(backup.file.text).parent.is_dir()


@pytest.mark.parametrize("place", ["", "backup.corresp", "nowhere/at/all/backup.corresp"])
def test_a_place_that_cannot_be_used_gets_a_sentence(
    backup: BackupDialog, settled: Settled, tmp_path: Path, place: str
) -> None:
    backup.file.take_file(str(tmp_path / place) if "/" in place else place)
    backup.begin()
    settled()
    assert backup.bar.sentence
    assert backup.go.isEnabled()


def test_the_office_is_never_its_own_backup(
    backup: BackupDialog, sqlite_office: Office, settled: Settled
) -> None:
    backup.file.take_file(sqlite_office.address)
    backup.begin()
    settled()
    assert "the office itself" in backup.bar.sentence


def test_escape_calls_off_what_is_under_way(backup: BackupDialog, qtbot: QtBot, settled: Settled) -> None:
    begun, go_on, finished = threading.Event(), threading.Event(), list[str]()

    def slow(progress: Progress) -> None:
        progress(1, 3)
        begun.set()
        go_on.wait(10)
        progress(2, 3)
        finished.append("copied all the same")

    backup.work("Backing up", slow, lambda _: finished.append("told"))
    assert begun.wait(10)
    qtbot.waitUntil(lambda: backup.progress.maximum() == 3)
    assert backup.progress.value() == 1
    qtbot.keyClick(backup, Qt.Key.Key_Escape)
    go_on.set()
    settled()
    assert not finished


def test_a_failure_leaves_the_form_as_it_was(backup: BackupDialog, settled: Settled) -> None:
    def full(_: Progress) -> None:
        raise OutputError("The disk is full: make room.")

    before = backup.file.text
    backup.work("Backing up", full, lambda _: None)
    settled()
    assert backup.bar.sentence == "The disk is full: make room."
    assert (backup.file.text, backup.go.isEnabled()) == (before, True)


def test_a_backup_becomes_an_office_again_and_what_was_there_is_kept(
    backup: BackupDialog, jobs: Jobs, qtbot: QtBot, settled: Settled, tmp_path: Path
) -> None:
    backup.file.take_file(str(tmp_path / "backup.corresp"))
    backup.begin()
    settled()
    (tmp_path / "other.corresp").write_bytes(b"what was there")
    opened: list[str] = []
    dialog = RestoreDialog(jobs, opened.append)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.backup.take_file(str(tmp_path / "backup.corresp"))
    dialog.place.take_file(str(tmp_path / "other.corresp"))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settled()
    assert opened == [str(tmp_path / "other.corresp")]
    assert not dialog.isVisible()
    (kept,) = tmp_path.glob("other before restore*")
    assert kept.read_bytes() == b"what was there"
    Office.open(opened[0], by="Clerk").close()


def test_a_file_that_is_no_backup_is_refused(
    jobs: Jobs, qtbot: QtBot, settled: Settled, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("no backup")
    opened: list[str] = []
    dialog = RestoreDialog(jobs, opened.append)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.backup.take_file(str(tmp_path / "letter.txt"))
    dialog.place.take_file(str(tmp_path / "other.corresp"))
    dialog.begin()
    settled()
    assert "not a backup" in dialog.bar.sentence
    assert not opened
    assert not (tmp_path / "other.corresp").exists()


def test_the_open_office_is_never_written_over(
    jobs: Jobs, sqlite_office: Office, qtbot: QtBot, settled: Settled
) -> None:
    dialog = RestoreDialog(jobs, lambda _: None)
    qtbot.addWidget(dialog)
    dialog.backup.take_file("/backup.corresp")
    dialog.place.take_file(sqlite_office.address)
    dialog.show()
    dialog.begin()
    assert "the office that is open" in dialog.bar.sentence
