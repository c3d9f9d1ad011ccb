"""Promises in a letter's words are found with their day; what is only said on a condition is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.casework.promises import due_day, find_promises

WRITTEN = date(2016, 10, 18)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("We will publish our findings in the spring.", date(2017, 5, 31)),
        ("I will write to you again by 31 March 2017.", date(2017, 3, 31)),
        ("HMIC intends to publish the report in December.", date(2016, 12, 31)),
        ("We expect to report in March.", date(2017, 3, 31)),
        ("I shall respond within ten days.", date(2016, 10, 28)),
        ("We will reply within 20 working days.", date(2016, 11, 15)),
        ("We plan to revisit the force within three months.", date(2017, 1, 18)),
        ("My inspectors will return to the force next month.", date(2016, 11, 30)),
        ("We will let you have the evidence next week.", date(2016, 10, 28)),
        ("We will also consult on this in the new year.", date(2017, 1, 31)),
        ("We will update you later this year.", date(2016, 12, 31)),
        ("We are committed to publish in early 2017.", date(2017, 3, 31)),
        ("We will publish it in autumn 2018.", date(2018, 11, 30)),
        ("We will write to you again.", None),
    ],
)
def test_a_promise_is_found_with_the_last_day_that_its_words_can_mean(text: str, due: date | None) -> None:
    [promise] = find_promises(text, written=WRITTEN)
    assert promise.words == text
    assert promise.due == due


@pytest.mark.parametrize(
    "text",
    [
        "We will not publish this report.",
        "If you wish, we will write to the force.",
        "We would publish it in the spring.",
        "You will receive a letter in March.",
        "I will be grateful for your help.",
        "The force will report in May.",
        "We published it in 2015 and wrote to you then.",
    ],
)
def test_what_is_no_promise_of_ours_is_none(text: str) -> None:
    assert list(find_promises(text, written=WRITTEN)) == []


def test_each_sentence_is_a_promise_of_its_own_and_its_place_is_told() -> None:
    text = "Thank you. We will publish in March. It is cold; I will write to you in May."
    found = list(find_promises(text, written=WRITTEN))
    assert [each.words for each in found] == [
        "We will publish in March.",
        "It is cold; I will write to you in May."[12:],
    ]
    assert all(text[each.start : each.end] == each.words for each in found)


@given(st.text(max_size=200), st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_any_words_at_all_are_looked_through(text: str, written: date) -> None:
    for promise in find_promises(f"We will publish {text}.", written=written):
        assert promise.words
    day = due_day(text, written=written)
    assert day is None or isinstance(day, date)
