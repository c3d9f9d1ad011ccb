"""The sentence around words is what a person would read out to check them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.values.sentences import sentence_around


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("One. Two says so. Three.", "says", "Two says so."),
        (
            "It was said in 'Who cares?' (May 2016). No more.",
            "Who cares?",
            "It was said in 'Who cares?' (May 2016).",
        ),
        ("Mr. Smith of No. 10 asked. We answered.", "asked", "Mr. Smith of No. 10 asked."),
        ("Only this", "this", "Only this"),
        ("First. Last, with no stop", "Last", "Last, with no stop"),
        ("Is it so? “It is.” Good.", "It is", "“It is.”"),
    ],
)
def test_a_sentence_is_found_around_words(text: str, words: str, sentence: str) -> None:
    at = text.index(words)
    first, last = sentence_around(text, at, at + len(words))
    assert text[first:last] == sentence


@given(st.text(alphabet="aB. ?!’\n1", max_size=60), st.integers(0, 60), st.integers(0, 10))
def test_the_words_always_stand_within_their_sentence(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    first, last = sentence_around(text, start, end)
    assert 0 <= first <= start
    assert end <= last <= len(text) or not text[last:end].strip()
