from corresp_tracker.ui.log_words import paragraphs_as_typed, typed_paragraphs
from corresp_tracker.values.letter_text import LetterParagraph

READ = (
    LetterParagraph("1", 0, "Thank you for your letter.", italics=((0, 5),)),
    LetterParagraph("2", 0, "We found two things:"),
    LetterParagraph("2(a)", 1, "one; and"),
    LetterParagraph("2(a)(i)", 2, "its part;"),
    LetterParagraph("2(a)+1", 0, "which is all."),
)


def test_what_is_not_touched_is_the_same_paragraph() -> None:
    again = typed_paragraphs(paragraphs_as_typed(READ), before=READ)
    assert [one is other for one, other in zip(again, READ, strict=True)] == [True] * len(READ)


def test_taking_an_empty_line_out_joins_two_paragraphs() -> None:
    assert typed_paragraphs("1  One\nand more\n\n2  Two") == (
        LetterParagraph("1", 0, "One and more"),
        LetterParagraph("2", 0, "Two"),
    )


def test_a_paragraph_without_a_label_follows_the_one_before_it() -> None:
    found = typed_paragraphs("6(a)  First\n\nnext\n\nand next\n\n7  Seven")
    assert [one.label for one in found] == ["6(a)", "6(a)+1", "6(a)+2", "7"]
    assert [one.level for one in found] == [1, 1, 1, 0]


def test_a_label_that_is_taken_is_not_given_twice() -> None:
    assert [one.label for one in typed_paragraphs("2  One\n\n2  Two")] == ["2", "2+1"]


def test_a_number_that_is_part_of_the_words_is_no_label() -> None:
    assert typed_paragraphs("2016was a year")[0].text == "2016was a year"
