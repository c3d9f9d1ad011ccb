"""Templates from outside, looked at and filled in a process of its own, with a time and a memory limit.

A template is a program. The sandbox keeps it from everything but the letter's values; this keeps it from taking all
the time or memory there is, and from whatever the libraries that open its file may do with a hostile one. The process
is a fresh Python with no log, no password and no window, and what it answers is taken as plain values.
"""

import contextlib
import dataclasses
import os
import subprocess
import threading
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from corresp_tracker.errors import InvalidTemplate
from corresp_tracker.processes import end, exactly, receive, send, serve_this_process, start
from corresp_tracker.values.draft import DraftCitation, DraftIdentity, DraftLetter, DraftParagraph
from corresp_tracker.values.partial_date import PartialDate

_SAMPLE_TIME = (
    "It takes too long, or too much memory: look for loops that do not end, and for very large pictures."
)


@dataclass(frozen=True, slots=True)
class RenderingLimits:
    """What one letter may take: seconds of time, bytes of memory (the system's own limit, where it has one)."""

    seconds: float = 6.0
    memory: int = 1_500_000_000
    file: int = 50_000_000


DEFAULT_LIMITS = RenderingLimits()


class RenderingWorker:
    """A process that fills one template after another; it starts with the first, and anew after a failure.

    For one thread at a time; `close` may be called from any.
    """

    def __init__(self, limits: RenderingLimits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "RenderingWorker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, letter: DraftLetter, *, template: bytes) -> bytes:
        """Write a letter as `word.write_letter` does. Raises InvalidTemplate also where it takes too much."""
        return self._ask({"ask": "write", "letter": letter_as_json(letter)}, template)[1]

    def fields(self, template: bytes) -> tuple[str, ...]:
        """Name a template's fields as `template.template_fields` does. Raises InvalidTemplate."""
        return _strings(self._ask({"ask": "fields"}, template)[0]["fields"])

    def describe(self, template: bytes) -> dict[str, str]:
        """Give the template's own title and kind of letter. Raises InvalidTemplate."""
        told = self._ask({"ask": "describe"}, template)[0]
        return {"title": str(told["title"]), "kind": str(told["kind"])}

    def starting(self, template: bytes, values: Mapping[str, str]) -> list[tuple[int, str, bool]]:
        """Give the paragraphs that a letter starts with: level, text, numbered. Raises InvalidTemplate."""
        told = self._ask({"ask": "starting", "values": dict(values)}, template)[0]["paragraphs"]
        return [(int(level), str(text), bool(numbered)) for level, text, numbered in told]

    def lint(self, template: bytes, *, sample: DraftLetter | None = None) -> list[tuple[str, str, str, bool]]:
        """Say what is wrong: code, where, message, whether it keeps letters from being written."""
        question = {"ask": "lint", "letter": letter_as_json(sample) if sample else None}
        try:
            told = self._ask(question, template)[0]["faults"]
        except InvalidTemplate as error:
            return [("takes-too-much", "the file", error.message, True)]
        return [(str(code), str(where), str(said), bool(wrong)) for code, where, said, wrong in told]

    def close(self) -> None:
        """End the process."""
        process = self._process
        if process is not None:
            process.kill()
        with self._turn:
            self._end()

    def _ask(self, question: dict[str, Any], template: bytes) -> tuple[dict[str, Any], bytes]:
        with self._turn:
            process = self._started()
            with _killed_after(process, self._limits.seconds):
                try:
                    assert process.stdin
                    assert process.stdout
                    send(process.stdin, {**question, "size": len(template)}, [template])
                    told = receive(process.stdout)
                    size = int(told.get("size", 0))
                    if not 0 <= size <= self._limits.file:
                        raise ValueError("the file is larger than the limit")
                    data = exactly(process.stdout, size)
                except (OSError, EOFError, ValueError, KeyError, TypeError, RecursionError) as error:
                    self._end()
                    raise InvalidTemplate(f"The template cannot be filled. {_SAMPLE_TIME}") from error
            if "problem" in told:
                raise InvalidTemplate(str(told["problem"]))
            return told, data

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self._end()
            kept = ("PATH", "SYSTEMROOT", "PYTHONPATH", "PYTHONHOME", "LANG", "TMP", "TEMP")
            environment = {name: value for name, value in os.environ.items() if name.upper() in kept}
            self._process = start(__spec__.name, memory=self._limits.memory, environment=environment)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        end(process)


def letter_as_json(letter: DraftLetter) -> dict[str, Any]:
    """Give a letter as plain values."""
    told = dataclasses.asdict(letter)
    told["dated"] = letter.dated.iso if letter.dated else None
    told["identity"] = str(letter.identity) if letter.identity else None
    return told


def letter_from_json(told: dict[str, Any]) -> DraftLetter:
    """Make a letter of the plain values that `letter_as_json` gave."""
    made: dict[str, Any] = {**told}
    for name in ("letterhead", "addressee", "signature", "copy_to", "enclosures"):
        made[name] = tuple(told[name])
    made["paragraphs"] = tuple(_paragraph_from_json(each) for each in told["paragraphs"])
    made["dated"] = PartialDate(told["dated"]) if told["dated"] else None
    made["identity"] = DraftIdentity.parse(told["identity"] or "")
    return DraftLetter(**made)


def _paragraph_from_json(told: dict[str, Any]) -> DraftParagraph:
    made: dict[str, Any] = {**told}
    made["italics"] = tuple((int(start), int(end)) for start, end in told["italics"])
    made["citations"] = tuple(DraftCitation(**each) for each in told["citations"])
    return DraftParagraph(**made)


def answer(question: dict[str, Any], template: bytes) -> tuple[dict[str, Any], bytes]:
    """Do what is asked with a template, in the process that was started for it."""
    from corresp_tracker.drafting import library
    from corresp_tracker.drafting.lint import lint
    from corresp_tracker.drafting.template import template_fields
    from corresp_tracker.drafting.word import write_letter

    ask = question["ask"]
    if ask == "write":
        data = write_letter(letter_from_json(question["letter"]), template=template)
        return {"size": len(data)}, data
    if ask == "fields":
        return {"fields": list(template_fields(template))}, b""
    if ask == "describe":
        read = library.read_template("", template)
        return {"title": read.title, "kind": read.kind}, b""
    if ask == "starting":
        made = library.starting_from(template, question["values"])
        return {"paragraphs": [[each.level, each.text, each.numbered] for each in made]}, b""
    sample = letter_from_json(question["letter"]) if question["letter"] else None
    faults = lint(template, sample=sample)
    return {"faults": [[each.code, each.where, each.message, each.is_wrong] for each in faults]}, b""


def serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Answer questions about templates until there are no more."""
    while True:
        try:
            question = receive(asked)
        except EOFError:
            return
        template = exactly(asked, question["size"])
        try:
            told, data = answer(question, template)
        except InvalidTemplate as error:
            told, data = {"problem": error.message}, b""
        except (MemoryError, RecursionError):
            told, data = {"problem": f"The template cannot be filled. {_SAMPLE_TIME}"}, b""
        send(answers, told, [data])


@contextlib.contextmanager
def _killed_after(process: "subprocess.Popen[bytes]", seconds: float) -> Generator[None]:
    """Kill a process that works for longer than it may."""
    done = threading.Event()

    def look() -> None:
        if not done.wait(seconds):
            process.kill()

    watcher = threading.Thread(target=look, name="rendering limit", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _strings(told: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in told)


def main() -> None:
    """Serve the process that started this one."""
    serve_this_process(serve, may_write=False)


if __name__ == "__main__":
    main()
