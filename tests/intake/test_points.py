"""What a letter asks is found, and what only sounds like asking is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.intake.points import find_points

ASKS = (
    "What have you said since about the matter?",
    "I should be grateful if you could set out what has changed.",
    "We would welcome your views on the draft.",
    "I would like to know how many forces were visited.",
    "Please confirm that the recommendation has been accepted.",
    "Could you let me have a copy of the letter by Friday.",
    "I therefore ask that the inspectorate look at this again.",
    "We should be most grateful for an early reply on this.",
    "I am writing to ask whether you intend to return.",
    "A reply by 14 November would be of help; let us know if that cannot be done.",
    "whether the force has accepted the finding; and",
    "Would you tell me, please, why the visit was put off?",
    "I should be glad of your views.",
)
ASKS_FOR_ANOTHER = (
    "The Minister would be grateful to know whether the recommendation has been accepted.",
    "The Committee asks that you write to it before the summer.",
    "My constituent would like to know what became of his complaint.",
    "My constituent, Mr Example, would like to know what became of his complaint.",
    "Members were keen to understand why two forces were left out.",
    "The Secretary of State for Examples would also welcome an early reply.",
    "He has asked me to find out who decided this.",
    "They would like a meeting with the inspectors.",
    "It would be helpful to have the figures by region.",
    "Any further advice would be much appreciated.",
)
ASKS_NOTHING_FOR_ANOTHER = (
    "The Minister was grateful to know that the recommendation has been accepted.",
    "The Minister is grateful for your letter.",
    "The Committee asked the force to return in May.",
    "The Committee would have been grateful to know of it sooner.",
    "My constituent would like to thank the officer who came.",
    "He has asked me to thank you.",
    "Members were keen to help.",
    "The Commissioner is keen to improve.",
    "The Commissioner would welcome more officers.",
    "Your early advice was much appreciated.",
    "The force would like to have more dogs.",
    "Your constituent would like to know what became of his complaint.",
    "The Committee has asked that you be thanked for this.",
)
LETTERS = Path(__file__).parents[1] / "data" / "points"
ASKS_NOTHING = (
    "Thank you for your letter of 17 October 2016.",
    "I look forward to hearing from you.",
    "Please do not hesitate to write again.",
    "I am grateful for your letter, and for the time that your staff gave to mine.",
    "You asked what had been done.",
    "Please find enclosed the minutes.",
    "I have read ‘Missing Children: Who Cares?’",
    "'Missing Children: Who Cares?'",
    "The question was put to the committee.",
    "We would not want to promise more than we can keep.",
)


def points(text: str) -> list[str]:
    return [text[start:end] for start, end in find_points(text)]


@pytest.mark.parametrize("sentence", [*ASKS, *ASKS_FOR_ANOTHER])
def test_a_question_or_a_request_is_a_point(sentence: str) -> None:
    assert points(sentence) == [sentence]


@pytest.mark.parametrize("sentence", [*ASKS_NOTHING, *ASKS_NOTHING_FOR_ANOTHER])
def test_civilities_reports_and_titles_are_no_points(sentence: str) -> None:
    assert points(sentence) == []


def test_each_sentence_of_a_paragraph_is_a_point_by_itself() -> None:
    text = "We read it with care. What has been done since? Please also say when you will return. Thank you."
    assert points(text) == ["What has been done since?", "Please also say when you will return."]


def test_a_question_with_a_title_that_asks_is_still_a_question() -> None:
    text = "Have you read 'Missing Children: Who Cares?' and acted on it?"
    assert points(text) == [text]


def marked_letters(name: str) -> Iterator[tuple[str, set[str]]]:
    """Give the paragraphs of a set of letters, and the sentences in each that are marked as asking for something."""
    for block in (LETTERS / name).read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        asking = {line.removeprefix("* ") for line in lines if line.startswith("* ")}
        yield " ".join(line.removeprefix("* ") for line in lines), asking


@pytest.mark.parametrize(("name", "sentences", "missed"), [("built.txt", 18, 0), ("held_out.txt", 19, 1)])
def test_letters_for_others_are_read_as_well_as_was_measured(name: str, sentences: int, missed: int) -> None:
    read = [(set(points(text)), asking) for text, asking in marked_letters(name)]
    assert sum(len(asking) for _, asking in read) == sentences
    assert [found - asking for found, asking in read if found - asking] == []
    assert sum(len(asking - found) for found, asking in read) <= missed


@given(st.text(max_size=200))
def test_points_never_overlap_and_lie_within_the_text(text: str) -> None:
    reached = 0
    for start, end in find_points(text):
        assert reached <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        reached = end
