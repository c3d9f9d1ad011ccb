from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.values.numbering import first_number, labels, letters, printed_numbers, roman


def test_numbers_begin_at_two_after_an_opening_paragraph_without_one() -> None:
    shape = [(0, False), (0, True), (1, True), (1, True), (2, True), (0, True), (1, True)]
    assert first_number(shape) == 2
    assert printed_numbers(shape, first=2) == ["", "2.", "(a)", "(b)", "(i)", "3.", "(a)"]


def test_numbers_begin_at_one_where_the_first_paragraph_has_one() -> None:
    assert first_number([(0, True)]) == 1
    assert first_number([]) == 1


def test_letters_and_numerals_go_on_past_their_first_round() -> None:
    assert [letters(count) for count in (1, 26, 27, 28)] == ["a", "z", "aa", "bb"]
    assert [roman(count) for count in (1, 4, 9, 14, 40)] == ["i", "iv", "ix", "xiv", "xl"]


def test_a_label_is_the_full_path_and_the_opening_paragraph_is_1() -> None:
    outline = [(0, False), (0, True), (1, True), (2, True), (1, True), (0, False), (0, True)]
    assert labels(outline) == ["1", "2", "2(a)", "2(a)(i)", "2(b)", "2+1", "3"]


def test_a_letter_with_no_numbers_counts_its_paragraphs() -> None:
    assert labels([(0, False), (0, False), (0, False)]) == ["1", "2", "3"]


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=30))
def test_no_two_paragraphs_of_a_letter_have_one_label(outline: list[tuple[int, bool]]) -> None:
    assert len(set(labels(outline))) == len(outline)
