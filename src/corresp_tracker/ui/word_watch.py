"""Notices that a file was saved elsewhere: by what the system tells, and by a look now and then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from corresp_tracker.errors import UnreadableFile
from corresp_tracker.files import read_whole

if TYPE_CHECKING:
    from corresp_tracker.ui.jobs import Jobs

SETTLING_MS = 600
"""How long a file must be left alone before it is read: Word writes another file first and renames it."""
LOOK_MS = 15_000
"""How often a file is looked at where nothing is told, as on a network share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """A file as it was found: `sha256` is "" and `saved_at` None where it is not there or cannot be read now."""

    path: Path
    sha256: str = ""
    saved_at: datetime | None = None
    is_open: bool = False


class WordWatch(QObject):
    """Watches one file at a time; `seen` follows each look that found it other than the look before."""

    seen = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._file: Path | None = None
        self._last: SeenFile | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._told)
        self._watcher.directoryChanged.connect(self._told)
        self._settling = QTimer(self, singleShot=True, interval=SETTLING_MS)
        self._settling.timeout.connect(self.look)
        self._now_and_then = QTimer(self, interval=LOOK_MS)
        self._now_and_then.timeout.connect(self.look)

    @property
    def file(self) -> Path | None:
        """The file that is watched."""
        return self._file

    @property
    def last(self) -> SeenFile | None:
        """How it was found last; None before the first look."""
        return self._last

    def watch(self, file: Path) -> None:
        """Watch this file from now on, and look at it at once."""
        if file == self._file:
            return
        self.stop()
        self._file = file
        self._now_and_then.start()
        self.look()

    def stop(self) -> None:
        """Watch nothing."""
        self._file = self._last = None
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        self._settling.stop()
        self._now_and_then.stop()

    def look(self) -> None:
        """Look at the file now."""
        file = self._file
        if file is not None:
            self._jobs.run(self, lambda: look_at(file), self._looked)

    def _told(self, _: str) -> None:
        self._settling.start()

    def _looked(self, found: SeenFile) -> None:
        if found.path != self._file:
            return
        # A file that was renamed into its place is another to the system: it is watched anew.
        wanted = {str(found.path.parent)} | ({str(found.path)} if found.sha256 else set[str]())
        missing = wanted - {*self._watcher.files(), *self._watcher.directories()}
        if missing:
            self._watcher.addPaths(sorted(missing))
        if found != self._last:
            self._last = found
            self.seen.emit(found)


def look_at(file: Path) -> SeenFile:
    """Read a file as it is now, and say whether a word processor has it open."""
    is_open = any((file.parent / name).exists() for name in _lock_names(file.name))
    try:
        data = read_whole(file)
        saved_at = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    except (UnreadableFile, OSError):
        return SeenFile(path=file, is_open=is_open)
    return SeenFile(path=file, sha256=sha256(data).hexdigest(), saved_at=saved_at, is_open=is_open)


def _lock_names(name: str) -> tuple[str, ...]:
    """Give the names of the files beside an open one: Word puts "~$" over the first letters, LibreOffice its own."""
    return f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"
