"""Backing the office up into one file that is read again and checked; and putting such a file back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.errors import CorrespError
from corresp_tracker.paths import default_office_path
from corresp_tracker.settings import without_password
from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.office_place import SUFFIX, OfficePlace
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.store.backup import BackupReport
    from corresp_tracker.ui.jobs import Job, Jobs, Progress

_BACKUPS = f"Backups (*{SUFFIX});;All files (*)"


def back_up_office(parent: QWidget, jobs: Jobs) -> BackupDialog:
    """Let a person choose where to, and back the open office up."""
    dialog = BackupDialog(jobs, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def restore_office(parent: QWidget, jobs: Jobs, then: Callable[[str], None]) -> RestoreDialog:
    """Let a person put a backup back; `then` gets the address of the office that it became."""
    dialog = RestoreDialog(jobs, then, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


class _CopyDialog(QDialog):
    """A form whose work takes a while: it shows how far that is, and Cancel or Esc calls it off."""

    def __init__(self, jobs: Jobs, *, title: str, verb: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.jobs = jobs
        self.job: Job | None = None
        self.bar = MessageBar(self)
        self.fields = QVBoxLayout()
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.state = plain_label(role="quiet", wraps=True)
        self.go = QPushButton(verb, self)
        self.leave = QPushButton("Cancel", self)
        self._lay_out()
        jobs.under_way.connect(self._count)

    def begin(self) -> None:
        """Start the work that the form asks for."""
        raise NotImplementedError

    def work(self, words: str, task: Callable[[Progress], Any], then: Callable[[Any], None]) -> None:
        """Do the work off the window's thread; the form waits."""
        self._set_busy(True)
        self.job = self.jobs.run_counted(
            self, words, task, lambda result: self._ended(then, result), self.failed
        )
        self.state.setText(f"{words} …")

    def failed(self, error: CorrespError) -> None:
        """Say why it could not be done; the form is as it was."""
        self._set_busy(False)
        self.bar.say_error(error)

    def reject(self) -> None:
        if self.job:
            self.jobs.cancel(self.job)
        super().reject()

    def _ended(self, then: Callable[[Any], None], result: Any) -> None:
        self._set_busy(False)
        then(result)

    def _set_busy(self, busy: bool) -> None:
        self.job = None
        self.bar.hide()
        self.progress.setRange(0, 0)
        self.progress.setVisible(busy)
        self.state.setText("")
        self.go.setEnabled(not busy)
        self.leave.setToolTip("Stop, and leave everything as it was (Esc)" if busy else "Close this (Esc)")

    def _count(self, _: object) -> None:
        if self.job is None or not self.job.total:
            return
        self.progress.setRange(0, self.job.total)
        self.progress.setValue(self.job.done)
        if self.job.done >= self.job.total:
            self.progress.setRange(0, 0)
            self.state.setText("Checking what was copied …")

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.fields.setSpacing(unit * 3)
        inside = QVBoxLayout()
        inside.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        inside.setSpacing(unit * 3)
        inside.addLayout(self.fields)
        inside.addWidget(self.state)
        inside.addWidget(self.progress)
        inside.addStretch()
        foot = QHBoxLayout()
        foot.addStretch()
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.reject)
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        self.go.setToolTip(f"{self.go.text()} (Enter)")
        self.go.clicked.connect(lambda: self.begin())
        foot.addWidget(self.leave)
        foot.addWidget(self.go)
        inside.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(inside, 1)
        self._set_busy(False)
        self.resize(unit * 150, unit * 60)


class BackupDialog(_CopyDialog):
    """Asks for a file, and says what the backup holds once it was read again."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(jobs, title="Back up the office", verb="Back up", parent=parent)
        self.file = FileLine(
            "Backup file", str(usual_backup(jobs.office.address if jobs.office else "")), is_new=True
        )
        words = "One file with all letters, originals and the history. Others may work on meanwhile."
        self.fields.addWidget(plain_label(words, role="quiet", wraps=True))
        self.fields.addWidget(self.file)
        self.file.setFocus()

    def begin(self) -> None:
        office, to = self.jobs.office, Path(self.file.text).expanduser()
        if office is None:
            self.bar.say("No office is open. Open one first.")
            return
        problem = backup_problem(self.file.text, office.address)
        if problem:
            self.bar.say(problem)
            return

        def task(progress: Progress) -> BackupReport:
            from corresp_tracker.store.backup import back_up

            return back_up(office, to, progress=progress)

        self.work("Backing up the office", task, self._report)

    def _report(self, report: BackupReport) -> None:
        self.state.setText(report_in_words(report))
        self.state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.file.setEnabled(False)
        self.go.hide()
        self.leave.setText("Close")
        self.leave.setDefault(True)
        self.leave.setFocus()


class RestoreDialog(_CopyDialog):
    """Asks which backup is to be put back, and where to."""

    def __init__(self, jobs: Jobs, then: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(jobs, title="Restore a backup", verb="Restore and open", parent=parent)
        self._then = then
        self.backup = FileLine("Backup to put back", "", is_new=False)
        self.place = OfficePlace(default_office_path(), is_new=True, may_replace=True, parent=self)
        words = "An office that is there already is kept beside it, under another name."
        for widget in (
            plain_label("Which backup", role="strong"),
            self.backup,
            plain_label("Where it becomes an office", role="strong"),
            self.place,
            plain_label(words, role="quiet", wraps=True),
        ):
            self.fields.addWidget(widget)
        self.backup.setFocus()

    def begin(self) -> None:
        backup, address = self.backup.text, self.place.address
        problem = self._problem(backup, address)
        if problem:
            self.bar.say(problem)
            return

        def task(progress: Progress) -> None:
            from corresp_tracker.casework.offices import make_own_folder
            from corresp_tracker.casework.passwords import with_password
            from corresp_tracker.store.backup import restore

            make_own_folder(address)
            restore(Path(backup).expanduser(), with_password(address), progress=progress)

        self.work("Restoring the backup", task, lambda _: self._done(address))

    def _problem(self, backup: str, address: str) -> str:
        office = self.jobs.office
        if not backup:
            return "Choose the backup to put back."
        if office and office.address == without_password(address):
            return "That is the office that is open: give the restored one another place, and it opens there."
        return self.place.problem()

    def _done(self, address: str) -> None:
        self.accept()
        self._then(address)


class FileLine(QWidget):
    """A file, typed or chosen."""

    def __init__(self, name: str, file: str, *, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._is_new = name, is_new
        self._line = QLineEdit(file, self)
        self._line.setAccessibleName(name)
        choose = QPushButton("C&hoose …", self)
        choose.setAutoDefault(False)
        choose.setAccessibleName(f"Choose: {name}")
        choose.clicked.connect(self._ask)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(spacing(self) * 2)
        layout.addWidget(self._line, 1)
        layout.addWidget(choose)
        self.setFocusProxy(self._line)

    @property
    def text(self) -> str:
        """The path as it is typed."""
        return self._line.text().strip()

    def take_file(self, file: str) -> None:
        """Show a file that was chosen."""
        self._line.setText(file)

    def _ask(self) -> None:
        dialog = QFileDialog(self, self._name, self.text, _BACKUPS)
        if self._is_new:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(SUFFIX)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def usual_backup(address: str) -> Path:
    """Give the usual file of a backup: the office's name and the day, among the person's documents."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    folder = documents if documents.is_dir() and documents.is_absolute() else Path.home()
    name = Path(address.partition("?")[0]).stem or "office"
    return folder / f"{name} backup {today_here().isoformat()}{SUFFIX}"


def backup_problem(file: str, office: str) -> str:
    """Say why a backup cannot go to a file; empty where nothing speaks against it."""
    if not file:
        return "Choose a file for the backup."
    if not Path(file).expanduser().is_absolute():
        return "Give the whole path of the backup, with its folder."
    if Path(file).expanduser() == Path(office):
        return "That is the office itself: choose another file for its backup."
    return ""


def report_in_words(report: BackupReport) -> str:
    """Say what a backup holds and where it is."""
    size = f"{report.size / 1_000_000:.1f} MB"
    return f"Backed up, read again and found whole: {counted(report.letters, 'letter')}, {size}, in {report.path}"
