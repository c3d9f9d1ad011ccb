"""The register as CSV files: taken in, with each bad row named, and written out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.files import read_whole, write_whole
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.register import ImportReport
    from corresp_tracker.ui.jobs import Jobs

PARTS = ("reports", "programmes", "organisations", "correspondents")
_CSV = "Tables (*.csv);;All files (*)"


@dataclass(frozen=True, slots=True)
class RegisterText:
    """A file that was read: its name, which part of the register it holds, and its words."""

    name: str
    kind: str
    text: str


class RegisterFiles(QObject):
    """Imports and exports for the register's page."""

    def __init__(self, jobs: Jobs, page: QWidget, bar: MessageBar) -> None:
        super().__init__(page)
        self._jobs, self._page, self._bar = jobs, page, bar

    def ask_to_import(self) -> None:
        """Let the person choose a file, and take it in."""
        dialog = QFileDialog(self._page, "Import into the register", "", _CSV)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def import_file(self, file: Path) -> None:
        """Read a file and take its rows in; where some are bad, ask first."""
        self._jobs.run(
            self,
            lambda: _read(file),
            lambda read: self._import(read, take_good_rows=False),
            self._bar.say_error,
        )

    def ask_to_export(self) -> None:
        """Let the person choose what to export, and where to."""
        part, chosen = QInputDialog.getItem(
            self._page,
            "Export the register",
            "What to export:",
            [part.capitalize() for part in PARTS],
            0,
            False,
        )
        if chosen:
            self._ask_where(part.lower())

    def export(self, kind: str, file: Path) -> None:
        """Write one part of the register to a file."""

        def then(text: str) -> None:
            data = text.encode("utf-8-sig")
            self._jobs.run(
                self,
                lambda: write_whole(file, data),
                lambda _: self._bar.say(f"Written: {file}"),
                self._bar.say_error,
            )

        self._jobs.read(self, lambda session: _exported(session, kind), then, self._bar.say_error)

    def _chosen(self, file: str) -> None:
        self.import_file(Path(file))

    def _ask_where(self, kind: str) -> None:
        dialog = QFileDialog(self._page, "Export the register", "", _CSV)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"{kind}.csv")

        def chosen(file: str) -> None:
            self.export(kind, Path(file))

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _import(self, read: RegisterText, *, take_good_rows: bool) -> None:
        def then(report: ImportReport) -> None:
            if report.kept:
                self._bar.say(f"{read.name}: {in_words(report)}")
            else:
                dialog = ImportDialog(read.name, report, self._page)
                dialog.accepted.connect(lambda: self._import(read, take_good_rows=True))
                dialog.open()

        self._jobs.write(
            self,
            f"Imported {read.kind} from {read.name}",
            lambda session: _imported(session, read, take_good_rows=take_good_rows),
            then,
            self._bar.say_error,
        )


class ImportDialog(QDialog):
    """Names the rows that cannot be taken, and asks whether the others shall be."""

    def __init__(self, name: str, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import into the register")
        good = report.added + report.changed + report.same
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        bad = counted(len(report.problems), "row")
        layout.addWidget(
            plain_label(
                f"{bad} of {name} cannot be taken. Nothing is imported yet.", role="strong", wraps=True
            )
        )
        self.rows = QPlainTextEdit(
            "\n".join(f"Line {each.line}: {each.reason}" for each in report.problems), self
        )
        self.rows.setReadOnly(True)
        self.rows.setAccessibleName("Rows that cannot be taken, and why")
        self.rows.setTabChangesFocus(True)
        layout.addWidget(self.rows, 1)
        layout.addWidget(plain_label(f"The others: {in_words(report)}", role="quiet", wraps=True))
        foot = QHBoxLayout()
        foot.addStretch()
        leave = QPushButton("Import nothing", self)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        take = QPushButton(f"Import the {counted(good, 'good row')}", self)
        take.setProperty("primary", True)
        take.setEnabled(bool(good))
        take.setDefault(bool(good))
        take.clicked.connect(self.accept)
        foot.addWidget(leave)
        foot.addWidget(take)
        layout.addLayout(foot)
        self.resize(unit * 150, unit * 90)


def in_words(report: ImportReport) -> str:
    """Say what an import did, or would do."""
    return f"{report.added} added, {report.changed} changed, {report.same} as they were."


def _read(file: Path) -> RegisterText:
    from corresp_tracker.casework.register import kind_of_file
    from corresp_tracker.citing.register_csv import decode_csv

    text = decode_csv(read_whole(file))
    return RegisterText(file.name, kind_of_file(text).value, text)


def _imported(session: Session, read: RegisterText, *, take_good_rows: bool) -> ImportReport:
    from corresp_tracker.casework.register import RegisterKind, import_register

    return import_register(session, RegisterKind(read.kind), read.text, take_good_rows=take_good_rows)


def _exported(session: Session, kind: str) -> str:
    from corresp_tracker.casework.register import RegisterKind, export_register

    return export_register(session, RegisterKind(kind))
