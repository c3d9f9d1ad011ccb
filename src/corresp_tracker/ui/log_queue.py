"""Files on their way into the log: kept first, then read in a process of their own, one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from corresp_tracker.errors import CorrespError, UnreadableFile
from corresp_tracker.files import read_whole
from corresp_tracker.values.letter_text import Arrival, LetterText, ReadPart

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.ui.jobs import Failed, Job, Jobs

LARGEST_FILE = 100_000_000
"""Bytes; a letter with its attachments is far smaller, and the whole of it is kept in the log."""


@dataclass(frozen=True, slots=True)
class NamedBytes:
    """A file that came as bytes: dropped from an e-mail program, or waiting in the log already."""

    name: str
    data: bytes
    arrived_id: int | None = None


class FileStanding(Enum):
    """How far a file has come."""

    WAITING = auto()
    UNDER_WAY = auto()
    READ = auto()
    UNREADABLE = auto()
    DONE = auto()


@dataclass(eq=False, slots=True)
class FileOnItsWay:
    """One file. `problem` says why it could not be read; it is kept all the same, once it has an `arrived_id`."""

    name: str
    source: Path | NamedBytes
    standing: FileStanding = FileStanding.WAITING
    data: bytes = b""
    arrived_id: int | None = None
    arrival: Arrival | None = None
    problem: str = ""

    def part(self, at: int) -> ReadPart:
        """Give what was read of one part; of a file that could not be read, the bytes alone."""
        if self.arrival and at < len(self.arrival.parts):
            return self.arrival.parts[at]
        return ReadPart(name=self.name, format="", data=self.data)

    def letter(self, at: int) -> LetterText:
        """Give what one part says; nothing where it could not be read."""
        return self.part(at).letter or LetterText(format="")


class LogQueue(QObject):
    """Brings files into the log in their order, one ahead of the person."""

    ready = Signal(int)
    """The file at this place was read, or could not be."""
    under_way = Signal(int)

    def __init__(self, jobs: Jobs, files: Sequence[Path | NamedBytes], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self.files = [FileOnItsWay(file.name, file) for file in files]

    def start(self) -> None:
        """Begin with the first file that waits, unless one is under way."""
        if any(file.standing is FileStanding.UNDER_WAY for file in self.files):
            return
        at = next((n for n, file in enumerate(self.files) if file.standing is FileStanding.WAITING), None)
        if at is None:
            return
        file = self.files[at]
        file.standing = FileStanding.UNDER_WAY
        self.under_way.emit(at)
        self._job = self._jobs.run(
            self, lambda: _bytes_of(file.source), lambda data: self._keep(at, data), self._failing(at)
        )

    def call_off(self) -> None:
        """Stop reading; what was kept stays kept."""
        if self._job:
            self._jobs.cancel(self._job)
        for file in self.files:
            if file.standing in (FileStanding.WAITING, FileStanding.UNDER_WAY):
                file.standing = FileStanding.DONE

    def skip_reading(self, at: int) -> None:
        """Stop reading one file that takes long; it can be logged by hand."""
        if self._job and self.files[at].standing is FileStanding.UNDER_WAY:
            self._jobs.cancel(self._job)
            self._settle(at, problem="Reading was stopped. Fill in the form by hand; the file is kept.")

    def _keep(self, at: int, data: bytes) -> None:
        file = self.files[at]
        file.data = data
        if isinstance(file.source, NamedBytes) and file.source.arrived_id is not None:
            self._read(at, file.source.arrived_id)
            return

        def task(session: Session) -> int:
            from corresp_tracker.casework.arrivals import keep_file

            return keep_file(session, data, file.name)

        words = f"Kept the file {file.name}"
        self._jobs.write(
            self, words, task, lambda arrived: self._read(at, arrived), self._failing(at), is_step=False
        )

    def _read(self, at: int, arrived_id: int) -> None:
        file = self.files[at]
        file.arrived_id = arrived_id
        if file.standing is FileStanding.UNDER_WAY:
            self._job = self._jobs.read_file(
                self, file.data, file.name, lambda arrival: self._keep_parts(at, arrival), self._failing(at)
            )

    def _keep_parts(self, at: int, arrival: Arrival) -> None:
        file = self.files[at]
        arrived_id = file.arrived_id
        assert arrived_id is not None

        def task(session: Session) -> None:
            from corresp_tracker.casework.arrivals import keep_parts

            keep_parts(session, arrived_id, arrival)

        def then(_: None) -> None:
            problem = arrival.parts[0].problem if arrival.likeliest is None else ""
            self._settle(at, arrival=arrival, problem=problem)

        self._jobs.write(self, f"Kept what was in {file.name}", task, then, self._failing(at), is_step=False)

    def _failing(self, at: int) -> Failed:
        def failed(error: CorrespError) -> None:
            self._note(at, error.message)
            self._settle(at, problem=error.message)

        return failed

    def _note(self, at: int, problem: str) -> None:
        """Write down why a file that is kept could not be read."""
        arrived_id = self.files[at].arrived_id
        if arrived_id is None:
            return

        def task(session: Session) -> None:
            from corresp_tracker.casework.arrivals import note_problem

            note_problem(session, arrived_id, problem)

        self._jobs.write(self, f"Could not read {self.files[at].name}", task, is_step=False)

    def _settle(self, at: int, *, arrival: Arrival | None = None, problem: str = "") -> None:
        file = self.files[at]
        file.arrival, file.problem, self._job = arrival, problem, None
        has_letter = arrival is not None and arrival.likeliest is not None
        file.standing = FileStanding.READ if has_letter else FileStanding.UNREADABLE
        self.ready.emit(at)
        self.start()


def _bytes_of(source: Path | NamedBytes) -> bytes:
    if isinstance(source, NamedBytes):
        return source.data
    data = read_whole(source)
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(
            f"{source.name} is larger than a letter can be: take the letter out of it first."
        )
    return data
