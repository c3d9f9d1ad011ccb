from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.values.following import follow_span

TITLE = "'In Harm's Way: The Role of the Police in Keeping Children Safe'"
BEFORE = f"We published {TITLE} (July 2015), which summarises our findings."

words = st.sampled_from(
    [
        "police",
        "force",
        "report",
        "children",
        "the",
        "of",
        "‘PEEL’",
        "inspection,",
        "July",
        "2015",
        "–",
        "Zoë",
    ]
)
texts = st.lists(words, min_size=1, max_size=25).map(" ".join)


def follow(before: str, after: str, span_words: str) -> str | None:
    start = before.index(span_words)
    place = follow_span(before, after, start, start + len(span_words))
    return None if place is None else after[slice(*place)]


def test_words_are_found_where_text_before_them_grew():
    assert follow(BEFORE, f"As you know, last year {BEFORE}", TITLE) == TITLE


def test_words_that_stand_twice_are_followed_to_their_own_place():
    before = "Our report shows one thing, and a later report shows another."
    after = "You ask about this. Our report shows one thing, and a much later report shows another."
    start = before.rindex("report")
    assert follow_span(before, after, start, start + 6) == (
        after.rindex("report"),
        after.rindex("report") + 6,
    )


def test_a_word_is_not_found_inside_a_longer_one():
    assert follow("Our PEEL inspection.", "Mr PEELER wrote.", "PEEL") is None


def test_words_in_other_quotes_and_capitals_are_the_same_words():
    curly = "‘In Harm’s Way: the role of the police in keeping children safe’"
    assert follow(BEFORE, f"In July 2015 we published {curly}.", TITLE) == curly


def test_words_partly_rewritten_are_followed_to_what_is_left_of_them():
    after = "We published 'In Harm's Way: The Part of the Police in Keeping Children Safe' (July 2015)."
    found = follow(BEFORE, after, TITLE)
    assert found == "'In Harm's Way: The Part of the Police in Keeping Children Safe'"


def test_words_that_are_gone_are_not_followed_to_chance_likenesses():
    assert follow(BEFORE, "We published a report on the role of the fire service.", TITLE) is None
    assert follow(BEFORE, "", TITLE) is None


def test_words_scattered_over_a_new_text_are_gone():
    before = "our rolling programme of inspections"
    after = "our new plan for the forces has a rolling start, then a programme made up of many inspections"
    assert follow(before, after, before) is None


def test_blank_words_are_nowhere():
    assert follow_span("a b", "a b c", 1, 2) is None


@given(text=texts, data=st.data())
def test_an_unedited_text_keeps_every_span(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    expected = (start, end) if text[start:end].strip() else None
    assert follow_span(text, text, start, end) == expected


@given(head=texts, middle=texts, tail=texts, added=texts)
def test_whole_words_survive_additions_on_either_side(head: str, middle: str, tail: str, added: str):
    before = f"{head} {middle} {tail}"
    after = f"{added} {head} {middle} {tail} {added}"
    place = follow_span(before, after, len(head) + 1, len(head) + 1 + len(middle))
    assert place is not None
    assert after[slice(*place)] == middle


@given(before=st.text(max_size=60), after=st.text(max_size=60), data=st.data())
def test_any_texts_give_a_span_that_lies_within_the_new_text(before: str, after: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    place = follow_span(before, after, start, end)
    assert place is None or 0 <= place[0] < place[1] <= len(after)
