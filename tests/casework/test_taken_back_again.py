"""A draft that is taken back from Word more than once: what came before is known, and nothing comes twice."""

import pytest
from docx.text.paragraph import Paragraph as WordLine

from casework.letters import letter, log
from casework.test_dispatch import texts_of, written
from casework.test_replies import page_of, save, start, typed
from casework.test_takeback import edit, kinds, set_words, take, told
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import LetterPage

CELLS = "We said much about cells that were visited at night."
LATER = "We will say more about custody sergeants later on."
MORE = "A paragraph about mental health that was typed in Word."


def drafted(office: Office) -> LetterPage:
    page = start(office, log(office, letter("What have you said of cells?")).letter_id)
    return save(office, page, typed(CELLS), typed(LATER))


def put_in(lines: list[WordLine]) -> None:
    """Type a paragraph between the two."""
    lines[1].insert_paragraph_before(MORE, lines[1].style)


def reword(data: bytes, before: str, after: str) -> bytes:
    def do(lines: list[WordLine]) -> None:
        for line in lines[0]._parent.paragraphs:
            if before in line.text:
                set_words(line, line.text.replace(before, after))

    return edit(data, do)


def test_the_same_file_taken_back_twice_puts_nothing_in_twice(office: Office) -> None:
    page = drafted(office)
    data = edit(written(office, page), put_in)
    for _ in range(3):
        take(office, data)
        assert texts_of(page_of(office, page.id)) == [CELLS, MORE, LATER]
    assert kinds(told(office, data)) == ["unchanged"] * 3


def test_what_was_edited_again_after_it_was_taken_back_is_no_conflict(office: Office) -> None:
    page = drafted(office)
    first = reword(edit(written(office, page), put_in), "at night", "by day and at night")
    take(office, first)
    second = reword(reword(first, "by day and", "in winter and"), "typed in Word", "typed and amended")
    report = told(office, second)
    assert kinds(report) == ["edited", "edited", "unchanged"]
    assert [change.why for change in report.changes] == ["", "", ""]
    take(office, second)
    assert texts_of(page_of(office, page.id)) == [
        CELLS.replace("at night", "in winter and at night"),
        MORE.replace("typed in Word", "typed and amended"),
        LATER,
    ]


def test_what_was_taken_out_in_word_is_asked_about_once(office: Office) -> None:
    page = drafted(office)
    data = edit(written(office, page), lambda lines: lines[1]._p.getparent().remove(lines[1]._p))
    report = told(office, data)
    take(office, data, keys=[change.key for change in report.changes])
    assert texts_of(page_of(office, page.id)) == [CELLS]
    assert kinds(told(office, data)) == ["unchanged"]


@pytest.mark.parametrize("theirs", ["", " They were clean."])
def test_a_colleagues_copy_takes_nothing_of_the_first_file_back(office: Office, theirs: str) -> None:
    page = drafted(office)
    data = written(office, page)
    take(office, reword(edit(data, put_in), "at night", "by day and at night"))
    copy = reword(data, "later on.", f"later on.{theirs}")
    report = told(office, copy)
    assert "lost" not in kinds(report)
    take(office, copy)
    assert texts_of(page_of(office, page.id)) == [
        CELLS.replace("at night", "by day and at night"),
        MORE,
        LATER + theirs,
    ]


def test_what_a_colleagues_copy_has_otherwise_from_what_was_taken_is_a_conflict(office: Office) -> None:
    page = drafted(office)
    data = written(office, page)
    take(office, reword(data, "at night", "by day"))
    report = told(office, reword(data, "visited at night", "seen at night"))
    assert ["changed here as well" in change.why for change in report.changes] == [True, False]
