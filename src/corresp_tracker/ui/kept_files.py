"""Files that the log keeps, opened in their own programs or saved as copies; never run from here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from corresp_tracker.files import write_whole

if TYPE_CHECKING:
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.message_bar import MessageBar

# What a desktop opens in a program that shows it, and does not run it.
_SHOWN_BY_PROGRAMS = (
    *(".docx", ".doc", ".odt", ".rtf", ".pdf", ".txt", ".eml", ".msg"),
    *(".xlsx", ".xls", ".ods", ".csv", ".pptx", ".odp", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif"),
)
_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


class KeptFiles(QObject):
    """Opens and saves them for one window; the copies that were opened go with it."""

    def __init__(self, jobs: Jobs, bar: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._jobs, self._bar, self._window = jobs, bar, window
        self._folder: QTemporaryDir | None = None

    def open(self, document_id: int, name: str, data: bytes) -> None:
        """Open a copy in its own program, unless it is of a kind that could be one itself."""
        safe = safe_name(name)
        if Path(safe).suffix.lower() not in _SHOWN_BY_PROGRAMS:
            self._bar.say(
                f"‘{name}’ is of a kind that could start a program, so it is not opened from here. "
                "Save a copy where you can have it checked."
            )
            return
        self._folder = self._folder or QTemporaryDir()
        file = Path(self._folder.path()) / f"{document_id}" / safe

        def task() -> None:
            if not file.exists():
                write_whole(file, data)
                # What is changed in the copy would be lost: the program that opens it says so.
                file.chmod(0o444)

        def then(_: None) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
                self._bar.say("This computer has no program for such files. Save a copy instead.")

        self._jobs.run(self, task, then, self._bar.say_error)

    def ask_where(self, name: str, data: bytes) -> None:
        """Ask for a place, and write a copy there, byte for byte as it is kept."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._window, "Save a copy", documents)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_name(name))

        def chosen(file: str) -> None:
            self.save(Path(file), data)

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, file: Path, data: bytes) -> None:
        """Write a copy."""
        self._jobs.run(
            self,
            lambda: write_whole(file, data),
            lambda _: self._bar.say(f"Saved: {file}"),
            self._bar.say_error,
        )


def safe_name(name: str) -> str:
    """Make a name from outside safe to write a file under: one part, nothing hidden, no reserved character."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return _NOT_IN_A_NAME.sub("_", last).strip(". ") or "file"
