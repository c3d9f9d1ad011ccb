from corresp_tracker.ui.plain_find import find_plain


def test_capitals_and_kinds_of_quote_and_dash_make_no_difference() -> None:
    text = "See ‘In Harm’s Way’ – and again: 'IN HARM'S WAY'."
    assert [text[start:end] for start, end in find_plain(text, "in harm's way")] == [
        "In Harm’s Way",
        "IN HARM'S WAY",
    ]


def test_words_are_found_over_the_end_of_a_line() -> None:
    assert find_plain("child\nprotection", "child protection") == [(0, 16)]


def test_places_are_those_that_qt_counts() -> None:
    assert find_plain("😀 PEEL", "peel") == [(3, 7)]


def test_nothing_is_found_for_no_words_and_signs_have_no_meaning() -> None:
    assert find_plain("anything", "  ") == []
    assert find_plain("a.c abc", "a.c") == [(0, 3)]
