"""Plain text in the encodings that offices send."""

import pytest

from corresp_tracker.intake.dates import find_dates, only_date
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.intake.references import read_marking, read_reference
from corresp_tracker.values.letter_text import Marking
from corresp_tracker.values.partial_date import PartialDate

WORDS = "Dear Zoë\n\nThe force’s work – all of it – cost £5.\n\nYours sincerely\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_is_read_in_every_encoding(encoding: str) -> None:
    letter = read_arrival(WORDS.encode(encoding), name="a.txt").letter
    assert letter
    assert letter.salutation == "Dear Zoë"
    assert letter.paragraphs[0].text == "The force’s work – all of it – cost £5."


def test_a_form_feed_is_a_page_end_and_running_heads_go() -> None:
    pages = "Dear Ann\n\nThe force was\n\f"
    pages += (
        "Letter to Ann\ngood at what it does, and its\n\fLetter to Ann\nleaders know it.\n\nYours sincerely\n"
    )
    letter = read_arrival(pages.encode(), name="a.txt").letter
    assert letter
    assert [item.text for item in letter.paragraphs] == [
        "The force was good at what it does, and its leaders know it."
    ]


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("17 October 2016", "2016-10-17"), ("17th October 2016", "2016-10-17"), ("Monday, 17 Oct. 2016", "2016-10-17"),
        ("17/10/2016", "2016-10-17"), ("17.10.16", "2016-10-17"), ("2016-10-17", "2016-10-17"),
        ("October 17, 2016", "2016-10-17"), ("October 2016", "2016-10"), ("the 1st of May 2018", "2018-05-01"),
        ("17 Sept 2016", "2016-09-17"),
    ],
)  # fmt: skip
def test_dates_are_read_as_the_uk_writes_them(words: str, iso: str) -> None:
    assert only_date(words) == PartialDate(iso)


@pytest.mark.parametrize("words", ["31 February 2016", "32/01/2016", "12 of them", "May I ask", "2016"])
def test_a_date_that_cannot_be_is_none(words: str) -> None:
    assert only_date(words) is None


def test_a_day_without_a_year_takes_the_latest_that_is_past() -> None:
    (found,) = find_dates("on 20 December we met")
    assert found.settle(PartialDate("2018-01-04")) == PartialDate("2017-12-20")
    assert found.settle(None) is None


@pytest.mark.parametrize(
    ("words", "marking"),
    [
        ("OFFICIAL", (Marking.OFFICIAL, "")), ("OFFICIAL-SENSITIVE", (Marking.OFFICIAL, "SENSITIVE")),
        ("OFFICIAL – SENSITIVE: COMMERCIAL", (Marking.OFFICIAL, "SENSITIVE: COMMERCIAL")),
        ("UK SECRET", (Marking.SECRET, "")), ("TOP SECRET", (Marking.TOP_SECRET, "")),
        ("Official visit to the force", None), ("OFFICIAL statistics were used", None),
    ],
)  # fmt: skip
def test_markings_are_tiers_with_their_handling(words: str, marking: tuple[Marking, str] | None) -> None:
    assert read_marking(words) == marking


def test_two_references_on_one_line_are_told_apart() -> None:
    found = read_reference("Our ref: EX/1   Your ref: TH/2")
    assert found
    assert (found.ours, found.theirs) == ("EX/1", "TH/2")
    assert read_reference("Reference was made to it") is None
