"""Pages are drawn one at a time, in the process that opens files, and nothing else gets through."""

import json
import struct
import time
import zlib

import pytest

from corresp_tracker.errors import UnreadableFile
from corresp_tracker.intake.page_picture import MOST_PIXELS, PagePicture, PageSize
from corresp_tracker.intake.pictures import OpenPdf
from corresp_tracker.intake.wire import (
    page_sizes_as_json,
    page_sizes_from_json,
    picture_as_json,
    picture_from_json,
)
from corresp_tracker.intake.worker import ReadingLimits, ReadingWorker
from tests.intake.files import pdf_letter
from tests.intake.test_letters import MINISTER

LETTER = pdf_letter(MINISTER.splitlines() * 3, a_page=40)


def rows(picture: PagePicture) -> list[bytes]:
    """The rows of a PNG that has one data chunk and no filters."""
    at = picture.png.index(b"IDAT")
    (length,) = struct.unpack(">I", picture.png[at - 4 : at])
    packed = zlib.decompress(picture.png[at + 4 : at + 4 + length])
    wide = picture.width * 3 + 1
    return [packed[top * wide + 1 : (top + 1) * wide] for top in range(picture.height)]


def test_a_page_is_drawn_as_wide_as_it_is_asked_for() -> None:
    with OpenPdf(LETTER, name="a.pdf") as pdf:
        assert pdf.sizes()[0] == PageSize(595.0, 842.0)
        picture = pdf.draw(0, width=400)
    assert (picture.width, picture.height) == pytest.approx((400, 566), abs=1)
    drawn = rows(picture)
    assert len(drawn) == picture.height
    assert set(drawn[0]) == {255}
    assert any(min(row) < 80 for row in drawn)


def test_words_stand_at_the_top_of_the_page_and_not_upside_down() -> None:
    with OpenPdf(pdf_letter(["Only one line"]), name="a.pdf") as pdf:
        drawn = rows(pdf.draw(0, width=595))
    inked = [place for place, row in enumerate(drawn) if min(row) < 128]
    assert inked
    assert 50 < inked[0] < inked[-1] < 100


def test_a_page_that_would_be_too_large_is_drawn_smaller() -> None:
    huge = pdf_letter(["x"]).replace(b"[0 0 595 842]", b"[0 0 14400 14400]")
    with OpenPdf(huge, name="a.pdf") as pdf:
        picture = pdf.draw(0, width=100_000)
    assert picture.width * picture.height <= MOST_PIXELS * 1.01


@pytest.mark.parametrize(("data", "reason"), [(b"%PDF-1.4 broken", "damaged"), (LETTER[:600], "damaged")])
def test_a_damaged_file_gets_a_sentence(data: bytes, reason: str) -> None:
    with ReadingWorker() as worker, pytest.raises(UnreadableFile, match=reason):
        worker.page_sizes(data, name="a.pdf")


def test_the_process_draws_page_after_page_and_reads_between_them() -> None:
    with ReadingWorker() as worker, OpenPdf(LETTER, name="a.pdf") as here:
        sizes = worker.page_sizes(LETTER, name="a.pdf")
        assert sizes == here.sizes()
        assert len(sizes) > 1
        for page in range(len(sizes)):
            assert worker.draw(LETTER, name="a.pdf", page=page, width=200) == here.draw(page, width=200)
        assert worker.read(LETTER, name="a.pdf").letter
        assert worker.draw(LETTER, name="a.pdf", page=1, width=200) == here.draw(1, width=200)


def test_another_file_or_another_process_is_no_matter_to_who_asks() -> None:
    other = pdf_letter(["Another letter"])
    with ReadingWorker() as worker:
        first = worker.draw(LETTER, name="a.pdf", page=0, width=100)
        second = worker.draw(other, name="b.pdf", page=0, width=100)
        worker.cancel()
        time.sleep(0.1)
        assert worker.draw(LETTER, name="a.pdf", page=0, width=100) == first != second


def test_a_page_that_is_not_there_gets_a_sentence_and_the_next_is_drawn() -> None:
    with ReadingWorker() as worker:
        with pytest.raises(UnreadableFile, match="no page 99"):
            worker.draw(LETTER, name="a.pdf", page=98, width=100)
        assert worker.draw(LETTER, name="a.pdf", page=0, width=100)


def test_drawing_that_takes_too_long_is_given_up() -> None:
    with (
        ReadingWorker(ReadingLimits(seconds=0.0)) as worker,
        pytest.raises(UnreadableFile, match="too long to read; open it in its own program"),
    ):
        worker.page_sizes(LETTER, name="a.pdf")


def test_what_crosses_between_the_processes_comes_out_as_it_went_in() -> None:
    with OpenPdf(LETTER, name="a.pdf") as pdf:
        picture, sizes = pdf.draw(0, width=120), pdf.sizes()
    told, parts = picture_as_json(picture)
    assert picture_from_json(json.loads(told), parts) == picture
    assert page_sizes_from_json(json.loads(page_sizes_as_json(sizes))) == sizes


@pytest.mark.parametrize(
    "spoil", [{"width": 121}, {"width": -1}, {"width": True}, {"height": 10**9}, {"width": "120"}]
)
def test_a_picture_of_another_size_than_told_is_refused(spoil: dict[str, object]) -> None:
    with OpenPdf(LETTER, name="a.pdf") as pdf:
        told, parts = picture_as_json(pdf.draw(0, width=120))
    with pytest.raises(ValueError):
        picture_from_json({**json.loads(told), **spoil}, parts)


@pytest.mark.parametrize(
    "told", [{"pages": []}, {"pages": [[1]]}, {"pages": [[0.0, 1.0]]}, {"pages": [[float("nan"), 1.0]]}]
)
def test_sizes_that_no_page_has_are_refused(told: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        page_sizes_from_json(told)
