"""The office's old spreadsheet, from the file to the log: read apart, looked at in a dialog, written as one change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from corresp_tracker.files import read_whole
from corresp_tracker.ui.in_words import counted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.log_import_taking import LogImportReport
    from corresp_tracker.ui.jobs import Jobs, Progress
    from corresp_tracker.ui.log_import_dialog import ChosenImport, LogImportDialog
    from corresp_tracker.ui.message_bar import MessageBar
    from corresp_tracker.values.sheets import SheetFile

FILES = "Spreadsheets (*.xlsx *.xlsm *.csv);;All files (*)"
_ENDINGS = frozenset((".xlsx", ".xlsm", ".xls", ".csv", ".ods"))


class LogImports(QObject):
    """Imports for the main window. `imported` says that rows of a spreadsheet are in the log."""

    imported = Signal()

    def __init__(self, jobs: Jobs, window: QWidget, bar: MessageBar) -> None:
        super().__init__(window)
        self._jobs, self._window, self._bar = jobs, window, bar
        self.dialog: LogImportDialog | None = None

    def ask_for_file(self) -> None:
        """Let the person choose a spreadsheet, and show what its rows become."""
        dialog = QFileDialog(self._window, "Import your spreadsheet", "", FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_file(self, file: Path) -> None:
        """Read a spreadsheet, and show what its rows become."""
        name = file.name

        def read(called_off: Event) -> SheetFile:
            from corresp_tracker.intake.worker import sheets_in_worker

            return sheets_in_worker(read_whole(file), name=name, called_off=called_off)

        def then(found: SheetFile) -> None:
            self._show(name, found)

        self._jobs.run_apart(self, f"Reading {name}", read, then, self._bar.say_error)

    def _chosen(self, file: str) -> None:
        self.open_file(Path(file))

    def _show(self, name: str, file: SheetFile) -> None:
        from corresp_tracker.ui.log_import_dialog import LogImportDialog

        self.dialog = LogImportDialog(
            self._jobs, name, file, lambda chosen: self._take(name, chosen), self._window
        )
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self, _: int) -> None:
        self.dialog = None

    def _take(self, name: str, chosen: ChosenImport) -> None:
        def task(session: Session, progress: Progress) -> LogImportReport:
            from corresp_tracker.casework.log_import import remember_headings
            from corresp_tracker.casework.log_import_taking import in_order, take_log_rows

            remember_headings(session, chosen.plan.layout, chosen.fields)
            rows = in_order(chosen.rows)
            return take_log_rows(session, rows, file=name, beside=chosen.plan.rows, progress=progress)

        def then(report: LogImportReport) -> None:
            people = f" and {counted(report.people, 'new person', 'new people')}" if report.people else ""
            cases, letters = counted(report.cases, "case"), counted(report.letters, "letter")
            self._bar.say(f"{name}: {cases} with {letters}{people} are in the log.")
            self.imported.emit()

        words = f"Imported {counted(len(chosen.rows), 'row')} of {name}"
        self._jobs.write_counted(self, words, f"Importing {name}", task, then, self._bar.say_error)


def are_spreadsheets(files: Sequence[Path]) -> bool:
    """Say whether files are spreadsheets, by their names, and no letters."""
    return bool(files) and all(file.suffix.lower() in _ENDINGS for file in files)
