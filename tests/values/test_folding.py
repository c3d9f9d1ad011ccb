"""Texts that a reader takes for the same words fold alike, and every folded word knows its place."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corresp_tracker.values.folding import fold, folded_text, folded_words, places_of_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("In Harm's Way", "IN HARM’S WAY"),
        ("follow-up", "follow up"),
        ("COVID-19", "covid–19"),
        ("Zoë", "ZOE"),
        ("Fire & Rescue", "fire and rescue"),
        ("hmic.gov.uk/peel", "HMIC gov uk: PEEL"),
        ("ﬁnal report", "final report"),
        ("Straße", "STRASSE"),
    ],
)
def test_the_same_words_fold_alike(one: str, other: str) -> None:
    assert folded_words(one) == folded_words(other)


def test_different_words_stay_different() -> None:
    assert folded_words("harms way") != folded_words("harm way")
    assert folded_words("2015") != folded_words("2016")


@given(st.text())
def test_every_folded_word_knows_where_it_came_from(text: str) -> None:
    folded = fold(text)
    words = folded.text.split()
    assert len(words) == len(folded.starts) == len(folded.spans)
    for word, start, (first, last) in zip(words, folded.starts, folded.spans, strict=True):
        assert folded.text[start - 1 : start + len(word) + 1] == f" {word} "
        assert 0 <= first < last <= len(text)
        assert word in folded_words(text[first:last])


@given(st.text())
def test_folding_a_second_time_changes_nothing(text: str) -> None:
    once = folded_words(text)
    assert folded_words(" ".join(once)) == once


@given(st.text())
def test_words_alone_are_the_words_of_the_folded_text(text: str) -> None:
    assert folded_words(text) == fold(text).text.split()


@pytest.mark.parametrize("odd", ["ʼ", "ŉ", "𝒜", "İ", "ﷺ", "ß́"])
def test_odd_letters_fold_to_plain_words_or_to_none(odd: str) -> None:
    once = folded_words(odd)
    assert all(once)
    assert folded_words(" ".join(once)) == once


@given(st.text(alphabet=st.sampled_from("abZ09 '’‘`´“”–&._-é\n\x1f")))
@example("a''b ’’c `'d")
def test_the_quick_way_folds_as_the_thorough_one(text: str) -> None:
    assert folded_text(text) == fold(text).text


@given(st.text(alphabet=st.sampled_from("abZ09 '’‘`´“”–&._-éß\n")))
def test_words_found_the_quick_way_stand_where_the_thorough_one_has_them(text: str) -> None:
    place, spans = places_of_words(text), fold(text).spans
    assert tuple(place(word) for word in range(len(spans))) == spans
