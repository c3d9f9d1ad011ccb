"""Writing a reply to a Word file to be kept elsewhere: what is missing is named first, and leads to its field."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from corresp_tracker.files import write_whole
from corresp_tracker.ui.reply_tasks import missing_fields, write_reply

if TYPE_CHECKING:
    from corresp_tracker.casework.word_replies import WrittenReply
    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.message_bar import MessageBar
    from corresp_tracker.ui.reply_sheet import ReplySheet

DRAFTS_FOLDER = "corresp-tracker drafts"


class ReplyWord(QObject):
    """Writes the Word file where the person says: a copy of the draft, which goes on here."""

    written = Signal(Path)

    def __init__(self, jobs: Jobs, bar: MessageBar, sheet: ReplySheet, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs, self._bar, self._sheet, self._window = jobs, bar, sheet, parent

    def write(self, page: LetterPage) -> None:
        """Write a draft that is kept, unless it lacks something."""
        self.unless_missing(self._write, page)

    def unless_missing(self, do: Callable[[LetterPage], None], page: LetterPage) -> None:
        """Do something with a draft that lacks nothing; else name what is missing."""

        def then(missing: tuple[str, ...]) -> None:
            if missing:
                self.say_missing(missing)
            else:
                do(page)

        self._jobs.read(self, lambda session: missing_fields(session, page.id), then, self._bar.say_error)

    def say_missing(self, missing: tuple[str, ...]) -> None:
        """Name what is missing, with the way to the first of it."""
        named = [field.replace("_", " ") for field in missing]
        said = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
        self._bar.say(
            f"Before this goes to Word, fill in: {said}.",
            action=f"Go to {named[0]}",
            do=lambda: self._go_to(missing[0]),
        )

    def _go_to(self, field: str) -> None:
        self._sheet.go_to(field)

    def _write(self, page: LetterPage) -> None:
        words = f"Wrote the reply in {page.reference} to Word"
        self._jobs.write(
            self, words, lambda session: write_reply(session, page.id), self._place, self._bar.say_error
        )

    def _place(self, reply: WrittenReply) -> None:
        dialog = QFileDialog(self._window, "Write Word", str(documents_folder()), "Word (*.docx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("docx")
        dialog.selectFile(reply.name)

        def chosen(file: str) -> None:
            self._keep(reply, Path(file))

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep(self, reply: WrittenReply, file: Path) -> None:
        def then(_: None) -> None:
            self.written.emit(file)
            self._bar.say(f"Written: {file}")

        self._jobs.run(self, lambda: write_whole(file, reply.data), then, self._bar.say_error)


def drafts_folder(chosen: str = "") -> Path:
    """Give the folder in which drafts are opened in Word; it may not be there yet.

    `chosen` is a person's or an office's own, in which "~" and the names of the computer ("%OneDrive%") stand for theirs.
    """
    if chosen.strip():
        return Path(os.path.expandvars(chosen.strip())).expanduser()
    return documents_folder() / DRAFTS_FOLDER


def documents_folder() -> Path:
    """Give the folder in which this person keeps documents."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place else Path.home()
