"""The process that reads files: the same answer as here, its limits, and its end."""

import sys
import threading
import time

import pytest

from corresp_tracker.errors import UnreadableFile
from corresp_tracker.intake import worker as worker_module
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.intake.wire import arrival_as_json, arrival_from_json
from corresp_tracker.intake.worker import ReadingLimits, ReadingWorker, read_in_worker
from tests.intake.files import docx, eml, pdf_letter
from tests.intake.test_letters import MINISTER

LETTER = MINISTER.splitlines()


def test_the_process_reads_as_this_one_does() -> None:
    mail = eml(
        "See attached.",
        From="ann@example.org",
        attached={"a.pdf": pdf_letter(LETTER), "b.docx": docx(LETTER)},
    )
    assert read_in_worker(mail, name="a.eml") == read_arrival(mail, name="a.eml")


def test_a_refusal_comes_back_as_the_same_sentence() -> None:
    with pytest.raises(UnreadableFile, match="is empty"):
        read_in_worker(b"", name="a.pdf")


def test_a_warm_process_costs_little_more_than_reading_here() -> None:
    data = docx(LETTER)
    with ReadingWorker() as worker:
        worker.read(data, name="a.docx")
        there = min(_seconds(lambda: worker.read(data, name="a.docx")) for _ in range(5))
        here = min(_seconds(lambda: read_arrival(data, name="a.docx")) for _ in range(5))
    assert there < 3 * here + 0.02


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    with ReadingWorker(ReadingLimits(seconds=0.0)) as worker, pytest.raises(UnreadableFile, match="too long"):
        worker.read(docx(LETTER), name="a.docx")
    assert read_in_worker(docx(LETTER), name="a.docx").letter


def test_a_process_that_dies_gives_a_sentence_and_is_replaced() -> None:
    with ReadingWorker() as worker:
        worker.read(docx(LETTER), name="a.docx")
        worker.cancel()
        time.sleep(0.1)
        assert worker.read(docx(LETTER), name="a.docx").letter


def test_reading_that_is_called_off_ends_at_once() -> None:
    called_off = threading.Event()
    called_off.set()
    with ReadingWorker() as worker, pytest.raises(UnreadableFile, match="called off"):
        worker.read(pdf_letter(LETTER * 40), name="a.pdf", called_off=called_off)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to a limit of memory")
def test_a_file_that_takes_too_much_memory_is_refused() -> None:
    large = b"x y z\n" * 20_000_000
    with pytest.raises(UnreadableFile, match="by hand"):
        read_in_worker(large, name="a.txt", limits=ReadingLimits(memory=400_000_000))


def test_the_process_knows_neither_windows_nor_records() -> None:
    code = (
        "import sys, corresp_tracker.intake.worker as w, corresp_tracker.intake.reading; print(*sys.modules)"
    )
    import subprocess

    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not [name for name in loaded if name.startswith(("PySide6", "sqlalchemy", "corresp_tracker.ui"))]
    assert worker_module.__name__ in loaded


@pytest.mark.parametrize(
    "spoil",
    [
        {"likeliest": 5},
        {"likeliest": True},
        {"parts": []},
        {"parts": [{"name": 1, "format": "txt", "problem": "", "letter": None}]},
        {"parts": [{"name": "a", "format": "txt", "problem": "", "letter": {"format": "txt"}}]},
    ],
)
def test_an_answer_that_is_no_arrival_is_refused(spoil: dict[str, object]) -> None:
    import json

    told = json.loads(arrival_as_json(read_arrival(MINISTER.encode(), name="a.txt"))[0])
    with pytest.raises(ValueError):
        arrival_from_json({**told, **spoil}, [b""])


def _seconds(work: object) -> float:
    start = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - start
