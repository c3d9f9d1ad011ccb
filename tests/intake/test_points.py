"""What a letter asks is found, and what only sounds like asking is not."""

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
)
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


@pytest.mark.parametrize("sentence", ASKS)
def test_a_question_or_a_request_is_a_point(sentence: str) -> None:
    assert points(sentence) == [sentence]


@pytest.mark.parametrize("sentence", ASKS_NOTHING)
def test_civilities_reports_and_titles_are_no_points(sentence: str) -> None:
    assert points(sentence) == []


def test_each_sentence_of_a_paragraph_is_a_point_by_itself() -> None:
    text = "We read it with care. What has been done since? Please also say when you will return. Thank you."
    assert points(text) == ["What has been done since?", "Please also say when you will return."]


def test_a_question_with_a_title_that_asks_is_still_a_question() -> None:
    text = "Have you read 'Missing Children: Who Cares?' and acted on it?"
    assert points(text) == [text]


@given(st.text(max_size=200))
def test_points_never_overlap_and_lie_within_the_text(text: str) -> None:
    reached = 0
    for start, end in find_points(text):
        assert reached <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        reached = end
