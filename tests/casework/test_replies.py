"""Replies as they are written: to whom, with what greeting, and with every link following its words."""

from datetime import date

import pytest

from casework.letters import ASKED, DAY, SCHOOLS, US, letter, log, log_sent
from corresp_tracker.casework.people import edit_person
from corresp_tracker.casework.replies import (
    DraftedParagraph,
    citations_in,
    paragraphs_of,
    save_heading,
    save_paragraphs,
    start_letter,
    start_reply,
)
from corresp_tracker.casework.word_replies import write_word
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter, NotFound
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.base import new_uid
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Person
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import LetterPage, letter_page
from corresp_tracker.values.draft import DraftHeading
from corresp_tracker.values.letter_text import PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate

REPLY = "inter-inspectorate-reply"
CITES = "We said so in 'Missing Children: Who Cares?' (March 2016)."


def start(office: Office, letter_id: int, *, template: str = REPLY) -> LetterPage:
    with office.writing("Started a reply") as session:
        draft_id = start_reply(session, letter_id, template=template, by="Clerk")
    return page_of(office, draft_id)


def page_of(office: Office, letter_id: int) -> LetterPage:
    with office.reading() as session:
        return letter_page(session, letter_id)


def save(office: Office, page: LetterPage, *paragraphs: DraftedParagraph) -> LetterPage:
    with office.writing("Edited the draft") as session:
        return save_paragraphs(session, page.id, paragraphs, version=page.version)


def typed(text: str, *, uid: str | None = None, level: int = 0, numbered: bool = True) -> DraftedParagraph:
    return DraftedParagraph(uid=uid or new_uid(), level=level, text=text, numbered=numbered)


def test_a_reply_begins_with_what_is_known(office: Office) -> None:
    page = start(office, log(office).letter_id)
    assert (page.standing, page.role, page.subject) == ("draft", "reply", "Children who go missing")
    assert (page.their_reference, page.our_reference) == ("EIS/16/9", "INS/2016/0001")
    assert (page.salutation, page.sign_off) == ("Dear Chief Inspector", "Yours sincerely")
    assert page.addressees == (SCHOOLS,)
    assert page.paragraphs[0].text == "Thank you for your letter of 17 October 2016."
    assert (page.paragraphs[0].label, page.paragraphs[0].numbered, page.paragraphs[1].label) == (
        "1",
        False,
        "2",
    )
    with office.reading() as session:
        assert session.query(Case).one().stage == "drafting"


def test_the_reader_is_whom_the_writer_wrote_for(office: Office) -> None:
    secretary = PrintedCorrespondent(
        name="Jo Bloggs", post="Private Secretary", organisation="Home Office", address=("2 Marsham Street",)
    )
    page = start(office, log(office, letter(sender=secretary, on_behalf_of="the Home Secretary")).letter_id)
    assert [(who.name, who.post, who.address) for who in page.addressees] == [
        ("Amber Rudd", "Home Secretary", ("2 Marsham Street",))
    ]
    assert page.salutation == "Dear Home Secretary"


def test_a_knight_is_greeted_by_his_forename_unless_he_prefers_otherwise(office: Office) -> None:
    knight = PrintedCorrespondent(
        name="Sir Michael Wilshaw", post="HM Chief Inspector", organisation="Ofsted"
    )
    first = log(office, letter(sender=knight))
    assert start(office, first.letter_id).salutation == "Dear Sir Michael"
    with office.writing("Noted his wish") as session:
        person = session.query(Person).where(Person.name == "Sir Michael Wilshaw").one()
        edit_person(session, person.id, salutation="Dear Michael")
    assert start(office, first.letter_id, template="acknowledgement").salutation == "Dear Michael"


def test_the_same_template_again_goes_on_with_the_same_draft(office: Office) -> None:
    came = log(office).letter_id
    assert start(office, came).id == start(office, came).id
    assert start(office, came, template="acknowledgement").id != start(office, came).id


def test_only_what_came_is_answered_and_only_from_a_template_that_there_is(office: Office) -> None:
    went = log_sent(office, "We write of our own accord.", dated=date(2016, 10, 1))
    with pytest.raises(InvalidLetter), office.writing("x") as session:
        start_reply(session, went.letter_id, template=REPLY, by="Clerk")
    came = log(office)
    with pytest.raises(NotFound, match="acknowledgement"), office.writing("x") as session:
        start_reply(session, came.letter_id, template="nothing-such", by="Clerk")
    with office.reading() as session:
        assert session.query(Letter).count() == 2


def test_a_case_of_our_own_accord_gets_a_letter_that_answers_nothing(office: Office) -> None:
    went = log_sent(office, "We write of our own accord.", dated=date(2016, 10, 1))
    with office.writing("Started a letter") as session:
        draft_id = start_letter(session, went.case_id, template=REPLY, by="Clerk")
    page = page_of(office, draft_id)
    assert (page.answers_id, page.addressees) == (None, ())


def test_what_is_typed_is_linked(office: Office) -> None:
    page = start(office, log(office).letter_id)
    saved = save(office, page, typed("Thank you.", numbered=False), typed(CITES), typed("First,", level=1))
    assert [paragraph.label for paragraph in saved.paragraphs] == ["1", "2", "2(a)"]
    [link] = [each for each in saved.links if each.kind == "report"]
    assert link.work_key == "missing-children-who-cares"
    assert saved.paragraphs[1].text[link.start : link.end] == link.words
    assert saved.version > page.version


def test_a_link_follows_its_words_through_an_edit_and_a_move(office: Office) -> None:
    page = save(office, start(office, log(office).letter_id), typed("One."), cites := typed(CITES))
    before = next(each for each in page.links if each.kind == "report")
    moved = typed(f"As you may know, {CITES}", uid=cites.uid)
    saved = save(office, page, moved, typed("One."))
    after = next(each for each in saved.links if each.kind == "report")
    assert after.id == before.id
    assert saved.paragraphs[0].text[after.start : after.end] == before.words


def test_a_paragraph_that_was_taken_out_comes_back_with_its_link(office: Office) -> None:
    page = save(office, start(office, log(office).letter_id), typed("One."), cites := typed(CITES))
    link_id = next(each.id for each in page.links if each.kind == "report")
    gone = save(office, page, typed("One.", uid=page.paragraphs[0].uid))
    assert not [each for each in gone.links if each.kind == "report"]
    back = save(office, gone, typed("One.", uid=page.paragraphs[0].uid), cites)
    assert link_id in [each.id for each in back.links]


def test_saving_what_is_saved_changes_nothing(office: Office) -> None:
    page = start(office, log(office).letter_id)
    with office.reading() as session:
        same = paragraphs_of(session, page.id)
    assert save(office, page, *same).version == page.version


def test_the_first_to_save_wins_and_nothing_of_the_other_is_kept(office: Office) -> None:
    page = start(office, log(office).letter_id)
    save(office, page, typed("Mine."))
    with pytest.raises(ChangedElsewhere):
        save(office, page, typed("Theirs."))
    assert [each.text for each in page_of(office, page.id).paragraphs] == ["Mine."]


def test_a_draft_bears_the_date_that_is_typed_and_none_where_it_is_left_for_signing(office: Office) -> None:
    page = start(office, log(office).letter_id)
    assert page.dated is None
    march = PartialDate.parse("2026-03")
    heading = DraftHeading(
        addressees=page.addressees,
        our_reference=page.our_reference,
        their_reference=page.their_reference,
        salutation=page.salutation,
        subject=page.subject,
        sign_off=page.sign_off,
        dated=march,
    )
    with office.writing("Edited the heading") as session:
        saved = save_heading(session, page.id, heading, version=page.version)
    assert saved.dated == march
    with office.writing("Wrote the reply to Word") as session:
        written = write_word(session, page.id)
    read = read_arrival(written.data, name="reply.docx").letter
    assert read
    assert read.dated == march


def test_half_a_name_in_the_heading_makes_nobody(office: Office) -> None:
    page = start(office, log(office).letter_id)
    with office.reading() as session:
        people = session.query(Person).count()
    half = PrintedCorrespondent(name="Dame Exa", organisation="Somewhere new", address=("1 New Road",))
    heading = DraftHeading(
        addressees=(half,),
        our_reference=page.our_reference,
        their_reference="NEW/1",
        salutation="Dear Dame Exa",
        subject="Another subject",
        sign_off=page.sign_off,
    )
    with office.writing("Edited the heading") as session:
        saved = save_heading(session, page.id, heading, version=page.version)
    assert (saved.addressees, saved.subject, saved.their_reference) == ((half,), "Another subject", "NEW/1")
    assert saved.version > page.version
    with office.reading() as session:
        assert session.query(Person).count() == people


def test_citations_are_found_while_one_types_and_nothing_is_kept(office: Office) -> None:
    page = start(office, log(office, letter(ASKED, sender=SCHOOLS, addressee=US, dated=DAY)).letter_id)
    with office.reading() as session:
        found = citations_in(session, page.id, ["Nothing here.", CITES])
    assert found[0] == ()
    assert [each.work for each in found[1]] == ["missing-children-who-cares"]
    assert page_of(office, page.id).version == page.version
