"""Reading, and drawing pages, in a process of its own, with a time and a memory limit, for files can be hostile.

The process is a fresh Python that knows only this folder: it shares nothing with a window, and what it answers is
taken as plain values. One process reads file after file until it is closed, called off, or fails.
"""

import contextlib
import json
import struct
import subprocess
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, TypeVar

from corresp_tracker.errors import UnreadableFile
from corresp_tracker.intake.page_picture import PagePicture, PageSize
from corresp_tracker.intake.wire import (
    arrival_as_json,
    arrival_from_json,
    page_sizes_as_json,
    page_sizes_from_json,
    picture_as_json,
    picture_from_json,
    sheets_as_json,
    sheets_from_json,
    sizes_told,
)
from corresp_tracker.processes import end, exactly, receive, send, serve_this_process, start
from corresp_tracker.values.letter_text import Arrival
from corresp_tracker.values.sheets import SheetFile

if TYPE_CHECKING:
    from corresp_tracker.intake.pictures import OpenPdf

T = TypeVar("T")
Question = dict[str, object]
Answer = tuple[bytes, list[bytes]]
_WATCH = 0.05  # seconds between two looks at whether the reading was called off


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading one file may take: seconds of time, bytes of memory, and bytes of parts found inside it.

    The memory limit is the system's own for a process. Windows has none that a process can set for itself, and
    macOS does not keep to it: there the time limit alone stands.
    """

    seconds: float = 30.0
    memory: int = 2_000_000_000
    parts: int = 500_000_000


DEFAULT_LIMITS = ReadingLimits()
SHEET_LIMITS = ReadingLimits(seconds=120.0)
"""A log of a hundred thousand rows takes longer than any letter."""


class ReadingWorker:
    """A process that reads files, kept between them. It starts with the first file, and anew after a failure.

    `read` is for one thread at a time (others wait); `cancel` and `close` may be called from any.
    """

    def __init__(self, limits: ReadingLimits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pdf: bytes | None = None

    def __enter__(self) -> "ReadingWorker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm_up(self) -> None:
        """Start the process before it is needed; it loads what reading needs while the caller goes on."""
        with self._turn:
            self._started()

    def read(self, data: bytes, *, name: str, called_off: threading.Event | None = None) -> Arrival:
        """Read a file as `read_arrival` does. Raises UnreadableFile also where it takes too much, or is called off."""

        def made(told: dict[str, Any], parts: list[bytes]) -> Arrival:
            return arrival_from_json(told, [data, *parts])

        with self._turn:
            return self._ask({"ask": "read", "name": name}, data, made, called_off=called_off)

    def read_sheets(self, data: bytes, *, name: str, called_off: threading.Event | None = None) -> SheetFile:
        """Read a spreadsheet as `sheets.read_sheets` does. Raises UnreadableFile, as `read` does."""

        def made(told: dict[str, Any], _: list[bytes]) -> SheetFile:
            return sheets_from_json(told)

        with self._turn:
            return self._ask({"ask": "sheets", "name": name}, data, made, called_off=called_off)

    def page_sizes(self, data: bytes, *, name: str) -> tuple[PageSize, ...]:
        """Give the sizes of a PDF's pages, which the process keeps open to draw them. Raises UnreadableFile."""
        with self._turn:
            return self._page_sizes(data, name)

    def draw(
        self, data: bytes, *, name: str, page: int, width: int, called_off: threading.Event | None = None
    ) -> PagePicture:
        """Draw a page of a PDF (the first is 0) about so many pixels wide. Raises UnreadableFile."""
        with self._turn:
            if data is not self._pdf or self._is_gone():
                self._page_sizes(data, name)
            question: Question = {"ask": "draw", "name": name, "page": page, "width": width}
            return self._ask(question, b"", picture_from_json, called_off=called_off)

    def cancel(self) -> None:
        """Stop the reading that is under way; its `read` then raises UnreadableFile."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process, and the reading that is under way with it."""
        self.cancel()
        with self._turn:
            self._end()

    def _page_sizes(self, data: bytes, name: str) -> tuple[PageSize, ...]:
        self._pdf = None
        sizes = self._ask(
            {"ask": "pages", "name": name}, data, lambda told, _: page_sizes_from_json(told), called_off=None
        )
        self._pdf = data
        return sizes

    def _is_gone(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._is_gone():
            self._end()
            self._process = start(__spec__.name, memory=self._limits.memory)
        return self._process

    def _ask(
        self,
        question: Question,
        data: bytes,
        made: Callable[[dict[str, Any], list[bytes]], T],
        *,
        called_off: threading.Event | None,
    ) -> T:
        process, name = self._started(), str(question["name"])
        with _watched(process, self._limits.seconds, called_off) as watch:
            try:
                told, parts = self._exchange(process, question, data)
                if "problem" in told:
                    raise UnreadableFile(str(told["problem"]), name=name)
                return made(told, parts)
            except (
                OSError,
                EOFError,
                ValueError,
                KeyError,
                TypeError,
                RecursionError,
                struct.error,
            ) as error:
                self._end()
                raise _why(watch, name, asked=str(question["ask"])) from error

    def _exchange(
        self, process: subprocess.Popen[bytes], question: Question, data: bytes
    ) -> tuple[dict[str, Any], list[bytes]]:
        assert process.stdin
        assert process.stdout
        send(process.stdin, {**question, "size": len(data)}, [data])
        told = receive(process.stdout)
        sizes = sizes_told(told) if "sizes" in told else []
        if sum(sizes) > self._limits.parts:
            raise ValueError("the parts are larger than the limit")
        return told, [exactly(process.stdout, size) for size in sizes]

    def _end(self) -> None:
        process, self._process, self._pdf = self._process, None, None
        end(process)


def read_in_worker(
    data: bytes,
    *,
    name: str,
    limits: ReadingLimits = DEFAULT_LIMITS,
    called_off: threading.Event | None = None,
) -> Arrival:
    """Read one file in a process of its own, which ends with it. Raises UnreadableFile, as `read_arrival` does."""
    with ReadingWorker(limits) as worker:
        return worker.read(data, name=name, called_off=called_off)


def sheets_in_worker(
    data: bytes,
    *,
    name: str,
    limits: ReadingLimits = SHEET_LIMITS,
    called_off: threading.Event | None = None,
) -> SheetFile:
    """Read one spreadsheet in a process of its own. Raises UnreadableFile, as `read_sheets` does."""
    with ReadingWorker(limits) as worker:
        return worker.read_sheets(data, name=name, called_off=called_off)


def serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Read files, and draw pages, for another process until it asks no more."""
    desk = _Desk()
    while True:
        try:
            question = receive(asked)
        except EOFError:
            return
        data = exactly(asked, question["size"])
        try:
            told, parts = desk.answer(question, data)
        except UnreadableFile as error:
            told, parts = json.dumps({"problem": error.message}).encode(), []
        except (MemoryError, RecursionError):
            told, parts = json.dumps({"problem": _too_much(question["name"])}).encode(), []
        send(answers, told, parts)


class _Desk:
    """What the process has before it: the PDF whose pages are asked for one by one."""

    def __init__(self) -> None:
        self._pdf: OpenPdf | None = None

    def answer(self, question: dict[str, Any], data: bytes) -> Answer:
        """Do what is asked with a file, or with the PDF that is open."""
        if question["ask"] == "read":
            from corresp_tracker.intake.reading import read_arrival

            return arrival_as_json(read_arrival(data, name=question["name"]))
        if question["ask"] == "sheets":
            from corresp_tracker.intake.sheets import read_sheets

            return sheets_as_json(read_sheets(data, name=question["name"])), []
        if question["ask"] == "pages":
            return page_sizes_as_json(self._open(data, question["name"]).sizes()), []
        if self._pdf is None:
            raise ValueError("no PDF is open to be drawn")
        return picture_as_json(self._pdf.draw(question["page"], width=question["width"]))

    def _open(self, data: bytes, name: str) -> "OpenPdf":
        from corresp_tracker.intake.pictures import OpenPdf

        if self._pdf:
            self._pdf.close()
            self._pdf = None
        self._pdf = OpenPdf(data, name=name)
        return self._pdf


@dataclass(slots=True)
class _Watch:
    """What the watcher did: whether time ran out, whether the reading was called off."""

    is_late: bool = False
    is_called_off: bool = False


@contextlib.contextmanager
def _watched(
    process: subprocess.Popen[bytes], seconds: float, called_off: threading.Event | None
) -> Generator[_Watch]:
    """Kill a process that works for longer than it may, or whose work is called off."""
    watch, done = _Watch(), threading.Event()

    def look() -> None:
        left = seconds
        while left > 0 and not (called_off and called_off.is_set()):
            pause = min(_WATCH, left) if called_off else left
            if done.wait(pause):
                return
            left -= pause
        watch.is_late = left <= 0
        watch.is_called_off = not watch.is_late
        process.kill()

    watcher = threading.Thread(target=look, name="reading limit", daemon=True)
    watcher.start()
    try:
        yield watch
    finally:
        done.set()
        watcher.join()


_INSTEAD = {
    "read": "type the letter's details by hand. The file itself is kept.",
    "sheets": "open it in Excel, save it again as .xlsx, or as .csv, and choose that.",
}


def _why(watch: _Watch, name: str, *, asked: str) -> UnreadableFile:
    instead = _INSTEAD.get(asked, "open it in its own program. The file itself is kept.")
    if watch.is_called_off:
        return UnreadableFile(f"Reading ‘{name}’ was called off. The file itself is kept.", name=name)
    if watch.is_late:
        return UnreadableFile(f"‘{name}’ takes too long to read; {instead}", name=name)
    return UnreadableFile(f"‘{name}’ could not be read, for it is damaged; {instead}", name=name)


def _too_much(name: str) -> str:
    return f"‘{name}’ is too large or too deeply nested to read; type its details by hand. The file itself is kept."


def main() -> None:
    """Serve the process that started this one."""
    serve_this_process(serve)


if __name__ == "__main__":
    main()
