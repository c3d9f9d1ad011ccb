"""Logging letters: the case, its deadline, its people, its links, and what looks wrong."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.letters import ASKED, DAY, SCHOOLS, US, letter, log, log_sent
from corresp_tracker.casework.arrivals import keep_file, keep_parts
from corresp_tracker.casework.guesses import date_checks
from corresp_tracker.casework.logging import NewLetter, log_letter, propose
from corresp_tracker.errors import NotFound
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import ArrivedFile, Letter, LetterDocument, LetterRole, Paragraph, Revision
from corresp_tracker.model.people import Party, PartyRole, Person
from corresp_tracker.model.search_text import SearchText
from corresp_tracker.store.database import Office
from corresp_tracker.store.documents import content
from corresp_tracker.store.history import history_of_case
from corresp_tracker.store.lists import letter_page
from corresp_tracker.store.search import search
from corresp_tracker.values.letter_text import (
    AnsweredLetter,
    Direction,
    LetterText,
    Marking,
    PrintedCorrespondent,
)
from corresp_tracker.values.partial_date import PartialDate


@pytest.mark.parametrize(
    ("received", "due"),
    [(date(2016, 10, 17), date(2016, 11, 14)), (date(2016, 10, 15), date(2016, 11, 11))],
)
def test_an_answer_is_due_twenty_working_days_after_receipt(
    office: Office, received: date, due: date
) -> None:
    assert log(office, received=received).due == due


def test_a_logged_letter_is_whole(office: Office) -> None:
    logged = log(office)
    assert logged.reference == "INS/2016/0001"
    with office.reading() as session:
        page = letter_page(session, logged.letter_id)
        assert [paragraph.text for paragraph in page.paragraphs] == [ASKED]
        assert [link.work_key for link in page.links if link.kind == "report"] == [
            "missing-children-who-cares"
        ]
        assert page.senders == (SCHOOLS,)
        assert search(session, "care cites:missing-children-who-cares").total == 1
        [entry] = history_of_case(session, logged.case_id)
        assert (entry.by, entry.words) == ("Clerk", "Logged a letter")
        assert session.query(Revision).where(Revision.letter_id == logged.letter_id).count() == 1


def test_logging_is_all_or_nothing(office: Office) -> None:
    with pytest.raises(NotFound), office.writing("Logged") as session:
        log_letter(session, NewLetter(text=letter(), direction=Direction.IN, received=DAY, case_id=99_999))
    with office.reading() as session:
        counts = [session.query(table).count() for table in (Letter, Case, Party, Paragraph, SearchText)]
    assert counts == [0] * 5


def test_references_leave_no_gap(office: Office) -> None:
    first = log(office)
    second = log(office, letter("Another matter altogether.", our_reference="EIS/16/10"))
    assert (first.reference, second.reference) == ("INS/2016/0001", "INS/2016/0002")


def test_the_holder_of_a_post_is_whoever_held_it_on_the_day(office: Office) -> None:
    home = PrintedCorrespondent(post="Home Secretary", organisation="Home Office")
    logged = log(office, letter(sender=home))
    with office.reading() as session:
        party = (
            session.query(Party)
            .where(Party.letter_id == logged.letter_id, Party.role == PartyRole.SENDER)
            .one()
        )
        assert session.get_one(Person, party.person_id or 0).name == "Amber Rudd"


def test_a_chaser_never_moves_the_due_date(office: Office) -> None:
    first = log(office)
    chaser = letter(
        "I wrote to you on 17 October 2016 and have not yet received a reply.", dated=date(2016, 11, 10)
    )
    with office.reading() as session:
        proposal = propose(session, chaser, today=date(2016, 11, 11))
    assert proposal.cases[0].case_id == first.case_id
    log(office, chaser, received=date(2016, 11, 11), case_id=first.case_id)
    with office.reading() as session:
        assert session.get_one(Case, first.case_id).due == date(2016, 11, 14)
        roles = [each.role for each in session.query(Letter).order_by(Letter.id)]
    assert roles == [LetterRole.ORIGINAL, LetterRole.CHASER]


def test_the_same_words_again_are_said_to_be_a_duplicate(office: Office) -> None:
    words = (ASKED, "We should be grateful to know what has been done about it since, and by which forces.")
    first = log(office, letter(*words))
    again = log(office, letter(*words))
    assert again.duplicate_of == first.letter_id
    assert any(first.reference in warning for warning in again.warnings)


def test_a_gap_closes_when_the_letter_that_it_means_is_logged(office: Office) -> None:
    sent = log_sent(office, "Thank you for your letter of 17 October 2016.", dated=date(2016, 10, 25))
    with office.reading() as session:
        assert letter_page(session, sent.letter_id).links[0].is_gap
    came = log(office)
    with office.reading() as session:
        link = letter_page(session, sent.letter_id).links[0]
    assert (link.is_gap, link.cited_letter_id) == (False, came.letter_id)


def test_a_letter_above_the_ceiling_leaves_no_words_anywhere(office: Office) -> None:
    secret = replace(letter("Words that must not be kept."), marking=Marking.SECRET)
    logged = log(office, secret, held_at="the safe")
    assert any("SECRET" in warning for warning in logged.warnings)
    with office.reading() as session:
        kept = session.get_one(Letter, logged.letter_id)
        assert (kept.subject, kept.salutation, kept.held_at) == ("", "", "the safe")
        assert session.query(Paragraph).count() == 0
        assert session.get_one(Case, logged.case_id).subject == ""
        said = " ".join(
            [
                words
                for entry in history_of_case(session, logged.case_id)
                for words in (entry.words, *entry.details)
            ]
        )
    assert "must not be kept" not in said
    assert "Children who go missing" not in said


def test_all_parts_of_an_email_are_kept_and_belong_to_its_letter(office: Office) -> None:
    data = (
        b"From: Example Inspectorate <letters@example.org>\r\nDate: Mon, 17 Oct 2016 09:00:00 +0000\r\n"
        b"Subject: A letter\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=xx\r\n\r\n"
        b"--xx\r\nContent-Type: text/plain\r\n\r\nPlease find a letter attached.\r\n"
        b"--xx\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=letter.txt\r\n\r\n"
        b"17 October 2016\r\n\r\nDear Chief Inspector\r\n\r\nI have a question.\r\n\r\nYours sincerely\r\n\r\n--xx--\r\n"
    )
    with office.writing("Kept a file") as session:
        arrived_id = keep_file(session, data, "mail.eml")
    arrival = read_arrival(data, name="mail.eml")
    with office.writing("Read it") as session:
        keep_parts(session, arrived_id, arrival)
    assert arrival.letter is not None
    logged = log(office, arrival.letter, arrived_id=arrived_id, part_index=arrival.likeliest or 0)
    with office.reading() as session:
        kept = session.query(LetterDocument).where(LetterDocument.letter_id == logged.letter_id).all()
        assert len(kept) == len(arrival.parts)
        assert data in [content(session, each.document_id) for each in kept]
        assert {each.standing.value for each in session.query(ArrivedFile)} == {"logged"}


def test_a_reply_that_is_logged_finishes_its_case(office: Office) -> None:
    came = log(office)
    log_sent(
        office,
        "Thank you for your letter of 17 October 2016. " + "We have looked at what you ask. " * 30,
        dated=date(2016, 11, 1),
        answers="your letter of 17 October 2016",
        case_id=came.case_id,
    )
    with office.reading() as session:
        case = session.get_one(Case, came.case_id)
        assert (case.stage, case.finished, case.finished_on) == ("dispatched", True, date(2016, 11, 1))


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_a_letter_received_before_it_was_written_is_always_questioned(written: date, came: date) -> None:
    text = LetterText(format="txt", dated=PartialDate.of_day(written))
    checks = date_checks(text, came_or_went=came, direction=Direction.IN, today=date(2030, 1, 2))
    assert any("dated after" in check for check in checks) == (written > came)


@pytest.mark.parametrize(
    ("dated", "came", "said"),
    [
        ("2027-01-01", date(2016, 10, 17), "future"),
        ("1926-10-17", date(2016, 10, 17), "year"),
        ("2016-10-17", date(2027, 1, 1), "future"),
        ("2016-01-01", date(2016, 10, 17), "days after"),
    ],
)
def test_dates_that_cannot_be_are_questioned(dated: str, came: date, said: str) -> None:
    text = LetterText(format="txt", dated=PartialDate.parse(dated))
    checks = date_checks(text, came_or_went=came, direction=Direction.IN, today=date(2026, 1, 1))
    assert any(said in check for check in checks)


def test_a_letter_that_answers_one_of_the_future_is_questioned() -> None:
    answered = AnsweredLetter("your letter of 1 November 2016", PartialDate.parse("2016-11-01"))
    text = LetterText(format="txt", dated=PartialDate.parse("2016-10-17"), answers=(answered,))
    checks = date_checks(text, came_or_went=DAY, direction=Direction.IN, today=date(2026, 1, 1))
    assert any("later than its own date" in check for check in checks)


def test_what_the_office_signed_has_gone(office: Office) -> None:
    with office.reading() as session:
        assert propose(session, letter(sender=US, addressee=SCHOOLS), today=DAY).direction is Direction.OUT
        assert propose(session, letter(), today=DAY).direction is Direction.IN
