from corresp_tracker.ui.draft_numbers import first_number, letters, printed_numbers, roman


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
