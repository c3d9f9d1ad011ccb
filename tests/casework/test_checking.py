"""A reply is checked by all that the office knows; what is waved through stands in the history with its reason."""

import io
from dataclasses import replace
from datetime import timedelta
from shutil import which

import pytest
from docx import Document

from casework.letters import SCHOOLS, US, letter, log
from casework.test_dispatch import draft, written
from casework.test_replies import CITES, page_of, save, start, typed
from corresp_tracker.casework.checking import (
    CheckedLetter,
    check_case,
    check_draft,
    check_file,
    wave_through,
    waved_words,
)
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.points import points_for, turn_answer
from corresp_tracker.casework.replies import save_heading
from corresp_tracker.casework.spelling import misspelt
from corresp_tracker.errors import InvalidLetter, NotFound
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.letters import Letter, Line, Paragraph
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import history_of_case
from corresp_tracker.store.lists import LetterPage
from corresp_tracker.ui.reply_tasks import heading_of
from corresp_tracker.values.letter_text import PrintedCorrespondent

ASKS = "Will you publish the figures for restraint in custody suites?"


def checked(office: Office, letter_id: int) -> CheckedLetter:
    with office.reading() as session:
        return check_draft(session, letter_id)


def codes(office: Office, letter_id: int) -> list[str]:
    return [check.code for check in checked(office, letter_id).checks]


def with_heading(office: Office, page: LetterPage, **changes: object) -> LetterPage:
    with office.writing("Edited the heading") as session:
        return save_heading(session, page.id, replace(heading_of(page), **changes), version=page.version)  # type: ignore[arg-type]


def test_a_draft_in_order_passes(office: Office) -> None:
    assert codes(office, draft(office).id) == []


def test_what_a_draft_says_of_its_reader_and_of_their_letter_is_checked(office: Office) -> None:
    page = with_heading(office, draft(office), salutation="Dear Amber", their_reference="EIS/16/8")
    page = save(
        office, page, typed("Thank you for your letter of 7 October 2016.", numbered=False), typed(CITES)
    )
    found = {check.code: check for check in checked(office, page.id).checks}
    assert set(found) >= {"salutation", "their-reference", "answered-date"}
    assert found["salutation"].fix == "Dear Chief Inspector"
    assert found["their-reference"].fix == "EIS/16/9"
    date_ = found["answered-date"]
    assert (date_.fix, page.paragraphs[0].text[date_.start : date_.end]) == (
        "17 October 2016",
        "your letter of 7 October 2016",
    )


def test_a_citation_with_a_wrong_date_gives_the_right_one(office: Office) -> None:
    page = save(office, draft(office), typed("We said so in 'Missing Children: Who Cares?' (May 2015)."))
    [check] = [check for check in checked(office, page.id).checks if check.code == "date-disagrees"]
    assert (check.fix, check.where, check.uid) == ("March 2016", "paragraph 1", page.paragraphs[0].uid)


def test_a_request_that_no_paragraph_takes_up_is_named_until_one_does(office: Office) -> None:
    page = start(office, log(office, letter("We have read your report.", ASKS)).letter_id)
    page = save(office, page, typed("Thank you for your letter of 17 October 2016.", numbered=False))
    [check] = [check for check in checked(office, page.id).checks if check.code == "unanswered"]
    assert (check.where, ASKS in check.message) == ("paragraph 2 of their letter", True)
    page = save(office, page, typed("The figures for restraint will be published in the spring."))
    assert "unanswered" not in codes(office, page.id)


def test_a_point_that_a_paragraph_was_said_to_answer_is_answered(office: Office) -> None:
    page = start(office, log(office, letter("We have read your report.", ASKS)).letter_id)
    page = save(office, page, typed("Yes, we will do that in the spring."))
    assert "unanswered" in codes(office, page.id)
    with office.writing("Answered") as session:
        [point] = points_for(session, page.id)
        turn_answer(session, point.id, draft_id=page.id, uid=page.paragraphs[0].uid)
    assert "unanswered" not in codes(office, page.id)


def test_an_acknowledgement_answers_nothing_yet(office: Office) -> None:
    page = start(office, log(office, letter(ASKS)).letter_id, template="acknowledgement")
    assert "unanswered" not in codes(office, page.id)


def test_the_reader_of_another_letter_has_no_business_in_this_one(office: Office) -> None:
    other = PrintedCorrespondent(name="Jo Bloggs", organisation="Example Service")
    log(office, letter("An example of another matter.", sender=other))
    page = save(office, draft(office), typed("As I wrote to Jo Bloggs, we will come again in the spring."))
    assert "name-left" in codes(office, page.id)
    came = log(office, letter("Jo Bloggs told us of this.", sender=SCHOOLS, addressee=US))
    mine = start(office, came.letter_id, template="holding-reply")
    mine = save(office, mine, typed("As Jo Bloggs says, we will come again."))
    assert "name-left" not in codes(office, mine.id)


def test_a_reply_below_the_marking_of_what_it_answers_is_found(office: Office) -> None:
    page = draft(office)
    with office.writing("Marked") as session:
        session.get_one(Letter, page.answers_id).marking = "SECRET"
    [check] = [check for check in checked(office, page.id).checks if check.code == "marking"]
    assert check.fix == "SECRET"


def test_a_line_that_expired_is_found(office: Office) -> None:
    page = save(office, draft(office), typed("Custody is inspected in every force each year."))
    with office.writing("Approved a line") as session:
        line = Line(
            topic="custody", text=page.paragraphs[0].text, expires_on=office_today() - timedelta(days=1)
        )
        session.add(line)
        session.flush()
        session.get_one(Paragraph, page.paragraphs[0].id).line_uid = line.uid
    [check] = [check for check in checked(office, page.id).checks if check.code == "expired-line"]
    assert (check.uid, "“custody”" in check.message) == (page.paragraphs[0].uid, True)


def test_a_file_is_checked_beside_its_draft_with_what_others_left_in_it(office: Office) -> None:
    page = draft(office)
    document = Document(io.BytesIO(written(office, page)))
    line = next(each for each in document.paragraphs if "Missing Children" in each.text)
    line.runs[0].text = "We said so in 'Missing Children: Who Cares?' (May 2015), and see paragraph 9 above."
    document.add_comment(line.runs, text="Sure?", author="Policy Lead")
    kept = io.BytesIO()
    document.save(kept)
    with office.reading() as session:
        result = check_file(session, read_arrival(kept.getvalue(), name="draft.docx"))
    assert result.letter_id == page.id
    assert {check.code for check in result.checks} >= {"date-disagrees", "cross-reference", "comment"}


def test_a_file_that_is_no_draft_of_ours_is_checked_by_its_words(office: Office) -> None:
    document = Document()
    for words in (
        "Jo Bloggs",
        "Dear Sam",
        "We found [date] there, and nothing else in all the year.",
        "Yours sincerely",
    ):
        document.add_paragraph(words)
    kept = io.BytesIO()
    document.save(kept)
    with office.reading() as session:
        result = check_file(session, read_arrival(kept.getvalue(), name="other.docx"))
    assert result.letter_id is None
    assert "unfilled" in {check.code for check in result.checks}


def test_a_case_without_a_draft_is_refused(office: Office) -> None:
    log(office)
    with office.reading() as session, pytest.raises(NotFound, match="no draft to check"):
        check_case(session, "INS/2016/0001")


def test_what_is_waved_through_is_in_the_history_with_its_reason_and_comes_back_when_it_changes(
    office: Office,
) -> None:
    page = with_heading(office, draft(office), salutation="Dear Amber")
    [check] = checked(office, page.id).checks
    with pytest.raises(InvalidLetter, match="Say why"):
        waved_words(check, "  ")
    with office.writing(waved_words(check, "She asked\nfor it.")) as session:
        wave_through(session, page.id)
    after = checked(office, page.id)
    assert (after.open, after.waved) == ((), {check.key: "She asked for it."})
    with office.reading() as session:
        newest = history_of_case(session, page.case_id)[0]
    assert newest.words == f"Waved through: salutation: {check.message} Reason: She asked for it."
    page = with_heading(office, page_of(office, page.id), salutation="Dear Andrea")
    assert [each.code for each in checked(office, page.id).open] == ["salutation"]


@pytest.mark.skipif(which("hunspell") is None, reason="Hunspell is not installed")
def test_spelling_is_british_and_leaves_names_alone() -> None:
    text = "We recieved the colour of Wojciechowski in Gwent and organised it."
    found = [(text[start:end], fix) for _, start, end, fix in misspelt([text])]
    assert found == [("recieved", "received")]


def test_without_hunspell_nothing_is_said_of_spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert misspelt(["We recieved it."]) == ()
