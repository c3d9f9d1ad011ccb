"""The lines of a Word file around a letter's paragraphs, and which of them were changed."""

from corresp_tracker.drafting.around import Around, AroundChange, around_changes, lines_around
from corresp_tracker.drafting.takeback import FileParagraph
from corresp_tracker.values.letter_text import LetterText
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.word_facts import WordFacts, WordParagraph

BODY = "We said so in our last report."


def letter(
    *below: str, above: tuple[str, ...] = (), margins: tuple[str, ...] = (), notes: tuple[str, ...] = ()
) -> tuple[LetterText, tuple[FileParagraph, ...]]:
    lines = (*above, "Dear Jo", "CUSTODY", BODY, "Yours sincerely", *below)
    word = WordFacts(
        paragraphs=tuple(WordParagraph(text=line) for line in lines), margins=margins, notes=notes
    )
    said = LetterText(
        format="docx",
        subject="CUSTODY",
        salutation="Dear Jo",
        sign_off="Yours sincerely",
        our_reference="EX/1",
        dated=PartialDate("2016-11-10"),
        copy_to=tuple(line.removeprefix("cc ") for line in below if "Office" in line),
        word=word,
    )
    return said, (FileParagraph(text=BODY, level=0, numbered=True, at=len(above) + 2),)


def changes(
    before: tuple[LetterText, tuple[FileParagraph, ...]], after: tuple[LetterText, tuple[FileParagraph, ...]]
) -> list[AroundChange]:
    return list(around_changes(lines_around(*before), lines_around(*after)))


def test_salutation_subject_and_sign_off_are_the_headings_own() -> None:
    assert lines_around(*letter()) == ()


def test_what_stands_below_is_told_from_what_stands_above() -> None:
    found = lines_around(*letter("Jo Example", above=("By hand",)))
    assert [(each.where, each.words) for each in found] == [
        (Around.ABOVE, "By hand"),
        (Around.BELOW, "Jo Example"),
    ]


def test_a_copy_recipient_is_the_same_with_and_without_the_label_before_the_list() -> None:
    assert changes(letter("cc First Office"), letter("First Office")) == []
    assert changes(letter("cc First Office"), letter("cc First Office", "Second Office")) == [
        AroundChange(Around.COPY, "", "Second Office")
    ]


def test_a_postscript_under_the_copies_is_no_copy_recipient() -> None:
    for words in ("PS My Office will ring yours.", "My Office will ring yours about the date."):
        assert changes(letter("cc First Office"), letter("cc First Office", words)) == [
            AroundChange(Around.BELOW, "", words)
        ]


def test_lines_in_another_order_quotes_and_capitals_are_no_change() -> None:
    assert changes(letter("The Office’s Clerk", "Room 4"), letter("room 4", "The Office's clerk")) == []


def test_a_line_twice_is_one_more() -> None:
    assert changes(letter("Room 4"), letter("Room 4", "Room 4")) == [AroundChange(Around.BELOW, "", "Room 4")]


def test_page_numbers_are_no_change_and_other_words_at_the_edge_are() -> None:
    before = letter(margins=("Page 1 of 2", "EX/1"))
    assert changes(before, letter(margins=("Page 3 of 4", "EX/1"))) == []
    assert changes(before, letter(margins=("Page 1 of 2", "EX/1", "Draft 2"))) == [
        AroundChange(Around.MARGIN, "", "Draft 2")
    ]


def test_a_footnote_is_never_paired_with_a_line_of_the_letter() -> None:
    note = "See the report of 2016, page 4."
    assert changes(letter(note), letter(notes=(note,))) == [
        AroundChange(Around.NOTE, "", note),
        AroundChange(Around.BELOW, note, ""),
    ]


def test_a_line_that_is_the_date_alone_is_left_to_the_heading_but_not_where_it_went() -> None:
    assert changes(letter(), letter(above=("10 November 2016",))) == []
    assert changes(letter(above=("10 November 2016",)), letter()) == [
        AroundChange(Around.ABOVE, "10 November 2016", "")
    ]
