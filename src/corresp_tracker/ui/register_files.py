"""The register's files taken in: tables (CSV) and saved publications pages, each row seen before it is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.files import read_whole
from corresp_tracker.ui.import_dialog import ask_what_to_take
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.register import ImportReport
    from corresp_tracker.casework.register_preview import Preview
    from corresp_tracker.casework.relink_scope import Moved
    from corresp_tracker.citing.publications_page import PagePublication
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.values.register_facts import ProgrammeFacts, ReportFacts

    Facts = ReportFacts | ProgrammeFacts

_FILES = "Tables and saved web pages (*.csv *.html *.htm *.xhtml);;All files (*)"
_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")


@dataclass(frozen=True, slots=True)
class RegisterText:
    """A file that was read: its name, which part of the register it holds, and its words or its publications."""

    name: str
    kind: str
    text: str = ""
    entries: tuple[PagePublication, ...] = ()


class RegisterFiles(QObject):
    """Imports for the register's page; `moved` is told what an import changed of what works are called."""

    def __init__(self, jobs: Jobs, page: QWidget, bar: MessageBar, moved: Callable[[Moved], None]) -> None:
        super().__init__(page)
        self._jobs, self._page, self._bar, self._moved = jobs, page, bar, moved

    def ask_to_import(self) -> None:
        """Let the person choose a file, and take it in."""
        dialog = QFileDialog(self._page, "Import into the register", "", _FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def import_file(self, file: Path) -> None:
        """Read a file, and show what each row of it becomes."""
        self._jobs.run(self, lambda: _read(file), self._show, self._bar.say_error)

    def _chosen(self, file: str) -> None:
        self.import_file(Path(file))

    def _show(self, read: RegisterText) -> None:
        if read.kind in ("organisations", "correspondents"):
            self._import(read, take_good_rows=False)
            return

        def then(preview: Preview) -> None:
            if (
                all(row.becomes == "same" and not row.question for row in preview.rows)
                and not preview.problems
            ):
                self._bar.say(
                    f"{read.name}: the register holds all {counted(len(preview.rows), 'row')} already."
                )
            else:
                ask_what_to_take(self._page, read.name, preview, lambda chosen: self._take(read, chosen))

        self._jobs.read(self, lambda session: _preview(session, read), then, self._bar.say_error)

    def _take(self, read: RegisterText, chosen: Sequence[Facts]) -> None:
        def then(taken: tuple[ImportReport, Moved]) -> None:
            report, moved = taken
            self._bar.say(f"{read.name}: {in_words(report)}")
            self._moved(moved)

        words = f"Imported {counted(len(chosen), 'row')} from {read.name}"
        self._jobs.write(self, words, lambda session: _taken(session, chosen), then, self._bar.say_error)

    def _import(self, read: RegisterText, *, take_good_rows: bool) -> None:
        def then(report: ImportReport) -> None:
            if report.kept:
                self._bar.say(f"{read.name}: {in_words(report)}")
            else:
                dialog = BadRowsDialog(read.name, report, self._page)
                dialog.accepted.connect(lambda: self._import(read, take_good_rows=True))
                dialog.open()

        self._jobs.write(
            self,
            f"Imported {read.kind} from {read.name}",
            lambda session: _imported(session, read, take_good_rows=take_good_rows),
            then,
            self._bar.say_error,
        )


class BadRowsDialog(QDialog):
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
    from corresp_tracker.citing.publications_page import read_publications_page
    from corresp_tracker.citing.register_csv import decode_csv

    data = read_whole(file)
    if file.suffix.lower() in _PAGES:
        return RegisterText(file.name, "page", entries=read_publications_page(data))
    text = decode_csv(data)
    return RegisterText(file.name, kind_of_file(text).value, text)


def _preview(session: Session, read: RegisterText) -> Preview:
    from corresp_tracker.casework.register import RegisterKind
    from corresp_tracker.casework.register_preview import preview_file, preview_page

    if read.kind == "page":
        return preview_page(session, read.entries)
    return preview_file(session, RegisterKind(read.kind), read.text)


def _taken(session: Session, chosen: Sequence[Facts]) -> tuple[ImportReport, Moved]:
    from corresp_tracker.casework.register_preview import take_rows
    from corresp_tracker.casework.relink_scope import moved_by

    return moved_by(session, lambda: take_rows(session, chosen))


def _imported(session: Session, read: RegisterText, *, take_good_rows: bool) -> ImportReport:
    from corresp_tracker.casework.register import RegisterKind, import_register

    return import_register(session, RegisterKind(read.kind), read.text, take_good_rows=take_good_rows)
