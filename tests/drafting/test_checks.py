"""What is found wrong with a letter before it goes, and what is left alone."""

from dataclasses import replace

import pytest

from corresp_tracker.drafting.checks import checks_of_letter
from corresp_tracker.drafting.letter_to_check import Answered, DraftCheck, LetterToCheck, NamedLetter
from corresp_tracker.drafting.points import is_taken_up
from corresp_tracker.values.letter_text import (
    LetterParagraph,
    LetterText,
    Marking,
    PrintedCorrespondent,
    ReadingWarning,
)
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.word_facts import TrackedChange, WordComment, WordFacts

SOUND = LetterText(
    format="log",
    subject="CUSTODY",
    our_reference="MIN/2016/0042",
    their_reference="EX/7",
    marking=Marking.OFFICIAL,
    addressees=(PrintedCorrespondent(name="Sir Michael Wilshaw", post="HM Chief Inspector"),),
    salutation="Dear Sir Michael",
    sign_off="Yours sincerely",
    paragraphs=(LetterParagraph("1", 0, "Thank you for your letter of 17 October 2016."),),
)
ANSWERED = Answered(dated=PartialDate("2016-10-17"), reference="EX/7", marking=Marking.OFFICIAL)
LETTER = LetterToCheck(
    text=SOUND, uids=("a" * 32,), greetings=("Dear Sir Michael", "Dear Chief Inspector"), answered=ANSWERED
)


def found(letter: LetterToCheck = LETTER, **text: object) -> list[DraftCheck]:
    return list(checks_of_letter(replace(letter, text=replace(letter.text, **text))))


def codes(letter: LetterToCheck = LETTER, **text: object) -> list[str]:
    return [check.code for check in found(letter, **text)]


def said(*texts: str, labels: tuple[str, ...] = ()) -> tuple[LetterParagraph, ...]:
    names = labels or tuple(str(number) for number in range(1, len(texts) + 1))
    return tuple(LetterParagraph(name, 0, text) for name, text in zip(names, texts, strict=True))


def test_a_sound_letter_passes() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("salutation", "sign_off", "wanted"),
    [
        ("Dear Amber", "Yours sincerely", ["salutation"]),
        ("", "Yours sincerely", ["no-salutation"]),
        ("Dear Chief Inspector", "Yours sincerely", []),
        ("Dear Michael", "Yours sincerely", []),
        ("Dear Sir Thomas", "Yours sincerely", ["salutation"]),
        ("Dear Sir Michael", "Yours faithfully", ["sign-off"]),
        ("DEAR SIR MICHAEL,", "Yours ever", []),
    ],
)
def test_a_greeting_fits_the_reader_and_the_close_fits_the_greeting(
    salutation: str, sign_off: str, wanted: list[str]
) -> None:
    assert codes(salutation=salutation, sign_off=sign_off) == wanted


def test_a_wrong_greeting_gives_the_right_one() -> None:
    [check] = found(salutation="Dear Amber")
    assert (check.where, check.fix, check.field) == ("salutation", "Dear Sir Michael", "salutation")
    assert "Sir Michael Wilshaw" in check.message


def test_a_name_of_another_letters_reader_and_another_cases_reference_were_left() -> None:
    letter = replace(LETTER, strangers=("Amber Rudd",), references=frozenset({"MIN/2016/0041"}))
    text = "As I told Amber Rudd in MIN/2016/0041, and as MIN/2016/0042 and EX/2016/0099 say."
    [name, reference] = found(letter, paragraphs=said(text))
    assert (name.code, text[name.start : name.end]) == ("name-left", "Amber Rudd")
    assert (reference.code, text[reference.start : reference.end]) == ("reference-left", "MIN/2016/0041")


def test_the_letter_that_is_thanked_for_is_the_one_that_is_answered() -> None:
    named = NamedLetter(0, 14, 44, "your letter of 7 October 2016", PartialDate("2016-10-07"))
    [check] = found(replace(LETTER, named=(named,)))
    assert (check.code, check.fix) == ("answered-date", "17 October 2016")
    right = replace(named, dated=PartialDate("2016-10-17"))
    ours = replace(named, words="my letter of 7 October 2016")
    assert codes(replace(LETTER, named=(right,))) == codes(replace(LETTER, named=(ours,))) == []


def test_their_reference_is_their_own() -> None:
    assert codes(their_reference="EX/8") == codes(their_reference="") == ["their-reference"]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("We found [set out ...] there.", "unfilled", "[set out ...]"),
        ("We found {{ subject }} there.", "braces", "{{ subject }}"),
        ("We found }} there.", "braces", "}}"),
        ("We found it on XX October.", "unfilled", "XX"),
        ("We found it on ____.", "unfilled", "____"),
        ("The figure is ???.", "unfilled", "???"),
    ],
)
def test_what_is_not_filled_in_is_found_where_it_stands(text: str, code: str, words: str) -> None:
    [check] = found(paragraphs=said(text))
    assert (check.code, text[check.start : check.end], check.uid) == (code, words, "a" * 32)


def test_a_field_left_in_the_heading_is_found() -> None:
    assert codes(subject="{{ subject }}") == ["unfilled"]


def test_numbers_that_are_left_out_or_come_twice_are_found() -> None:
    three = said("One.", "Two.", "Three.", labels=("1", "2", "4"))
    [gap] = found(paragraphs=three)
    assert (gap.code, gap.where) == ("number-gap", "paragraph 4")
    assert "from 2 to 4: 3 is left out" in gap.message
    twice = said("One.", "Two.", "Two again.", labels=("1", "2", "2+1"))
    warned = (ReadingWarning("labels-repeat", "Twice."),)
    assert codes(paragraphs=twice, warnings=warned) == ["number-twice"]
    assert codes(paragraphs=twice) == []


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("See paragraph 7 above.", True),
        ("As paragraph 2 says, we agree.", False),
        ("I turn to paragraph 7 of your letter.", False),
        ("See paragraph 9 of ‘Custody & Care’.", False),
        ("See paragraphs 2 and 8 below.", True),
        ("See paragraph 7 of this letter.", True),
        ("See paragraph 2(a).", True),
    ],
)
def test_a_reference_to_a_paragraph_leads_to_one(text: str, is_wrong: bool) -> None:
    assert codes(paragraphs=said("One.", text)) == (["cross-reference"] if is_wrong else [])


def test_a_reply_is_never_marked_below_what_it_answers() -> None:
    secret = replace(LETTER, answered=replace(ANSWERED, marking=Marking.SECRET))
    [check] = found(secret)
    assert (check.code, check.fix) == ("marking", "SECRET")
    assert codes(marking=None) == ["marking"]
    assert codes(secret, marking=Marking.TOP_SECRET) == []


def test_what_is_said_to_be_enclosed_is_listed_and_what_is_listed_is_said() -> None:
    text = said("I enclose a list of our reports.")
    assert codes(paragraphs=text) == ["missing-enclosure"]
    assert codes(paragraphs=text, enclosures=("List of reports",)) == []
    assert codes(enclosures=("List of reports",)) == ["enclosure-not-named"]
    assert codes(paragraphs=said("Nothing is attached to that view.", "We attach weight to it.")) != []


def test_a_copy_that_is_spoken_of_is_on_the_list() -> None:
    text = said("I am copying this letter to the Home Secretary and Dame Glenys Stacey.")
    listed = ("Home Secretary", "Dame Glenys Stacey")
    assert codes(paragraphs=text) == ["missing-copy", "missing-copy"]
    assert codes(paragraphs=text, copy_to=listed) == []


def test_a_point_that_nobody_answers_is_named() -> None:
    points = (("2", "Is it still the latest that you have said?", False), ("3", "Will you come?", True))
    [check] = found(replace(LETTER, answered=replace(ANSWERED, points=points)))
    assert (check.code, check.where) == ("unanswered", "paragraph 2 of their letter")


def test_what_others_left_in_the_file_is_named_by_author() -> None:
    word = WordFacts(
        comments=(WordComment(author="Policy Lead", text="Really?", about="custody"),),
        tracked=(TrackedChange(kind="deleted", author="Second Drafter", words="not", at=0),),
        hidden=("do not send",),
    )
    checks = found(word=word)
    assert [check.code for check in checks] == ["comment", "tracked-change", "hidden-text"]
    assert ["Policy Lead" in checks[0].message, "Second Drafter" in checks[1].message] == [True, True]


def test_an_answer_shares_the_words_of_what_was_asked() -> None:
    request = "Could you set out the figures for restraint in custody suites?"
    assert is_taken_up(request, ["In custody suites restraint was used 1,200 times."])
    assert not is_taken_up(request, ["We will visit schools in the spring, and write again."])
