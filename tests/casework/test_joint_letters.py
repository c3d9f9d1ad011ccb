"""A letter from several people: answered to all at once, or to each by itself, and nobody is left out unseen."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy

import pytest

from casework.letters import letter, log
from casework.test_replies import page_of, save, start, typed
from corresp_tracker.casework.case_ties import also_answers
from corresp_tracker.casework.checking import check_draft
from corresp_tracker.casework.dispatch import SentReport, preview_sent, record_sent
from corresp_tracker.casework.finalising import make_final, to_make_final
from corresp_tracker.casework.letters import parties_of
from corresp_tracker.casework.links import confirm_all
from corresp_tracker.casework.logging import LoggedLetter
from corresp_tracker.casework.people import edit_person
from corresp_tracker.casework.replies import save_heading, start_reply
from corresp_tracker.casework.said_before import said_before
from corresp_tracker.casework.separate_replies import give_same_text, still_to_go, write_to_each
from corresp_tracker.casework.signing_packs import signing_pack
from corresp_tracker.casework.undo import undo
from corresp_tracker.casework.word_replies import draft_letter, write_word
from corresp_tracker.drafting.signing_pack import signing_pack_html
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import PartyRole, Person
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import LetterPage, letter_rows
from corresp_tracker.store.search import search
from corresp_tracker.ui.reply_tasks import heading_of
from corresp_tracker.values.letter_text import LetterText, PrintedCorrespondent
from corresp_tracker.values.names_in_words import in_one_line

COMMITTEE = {"organisation": "Example Committee", "address": ("1 Sample Street", "Exampleton EX1 1AA")}
SMITH = PrintedCorrespondent(name="Ms Jane Smith", post="Chair", **COMMITTEE)  # type: ignore[arg-type]
JONES = PrintedCorrespondent(name="Mr John Jones", post="Vice-Chair", **COMMITTEE)  # type: ignore[arg-type]
DAME = PrintedCorrespondent(
    name="Dame Ann Example", post="Director", organisation="Example Trust", address=("2 Sample Road",)
)
SENT = date(2016, 10, 28)


def joint(*senders: PrintedCorrespondent, **fields: object) -> LetterText:
    return letter("Please tell us when you will report.", senders=senders, **fields)


def logged(office: Office, *senders: PrintedCorrespondent) -> LoggedLetter:
    return log(office, joint(*senders))


def drafted(office: Office, *senders: PrintedCorrespondent) -> LetterPage:
    page = start(office, logged(office, *senders).letter_id)
    return save(
        office, page, typed("Thank you.", numbered=False), typed("We shall report in lanterns' week.")
    )


def to_each(office: Office, draft: LetterPage) -> list[LetterPage]:
    with office.writing("A letter to each") as session:
        added = write_to_each(session, draft.id, version=draft.version)
    return [page_of(office, letter_id) for letter_id in (draft.id, *added)]


def send(office: Office, letter_id: int) -> SentReport:
    with office.writing("Sent") as session:
        return record_sent(session, letter_id, sent_on=SENT, means="e-mail", file=None, data=None, name="")


def codes(office: Office, letter_id: int) -> list[str]:
    with office.reading() as session:
        return [check.code for check in check_draft(session, letter_id).checks]


def stage(office: Office) -> str:
    with office.reading() as session:
        return session.query(Case).one().stage


def test_a_joint_letter_is_answered_to_all_who_wrote_it(office: Office) -> None:
    page = drafted(office, SMITH, JONES, DAME)
    assert page.addressees == (SMITH, JONES, DAME)
    assert page.salutation == "Dear Ms Smith, Mr Jones and Dame Ann"
    with office.reading() as session:
        assert draft_letter(session, page.id).addressee == (
            "Ms Jane Smith",
            "Chair",
            "Mr John Jones",
            "Vice-Chair",
            "Example Committee",
            "1 Sample Street",
            "Exampleton EX1 1AA",
            "",
            "Dame Ann Example",
            "Director",
            "Example Trust",
            "2 Sample Road",
        )


def test_several_readers_may_be_greeted_together(office: Office) -> None:
    came = logged(office, SMITH, JONES).letter_id
    with office.writing("Started a reply") as session:
        draft = start_reply(session, came, template="ministerial-reply", by="Clerk", as_colleagues=True)
    assert page_of(office, draft).salutation == "Dear colleagues"
    assert "reader-not-greeted" not in codes(office, draft)


def test_the_word_file_names_all_readers_and_is_read_back_as_to_all(office: Office) -> None:
    page = drafted(office, SMITH, DAME)
    with office.writing("Wrote it") as session:
        data = write_word(session, page.id).data
    read = read_arrival(data, name="reply.docx").letter
    assert read is not None
    assert [who.name for who in read.addressees] == ["Ms Jane Smith", "Dame Ann Example"]
    assert read.salutation == "Dear Ms Smith and Dame Ann"


def test_whoever_has_no_address_of_their_own_is_reached_where_the_first_of_their_body_is(
    office: Office,
) -> None:
    beside = PrintedCorrespondent(name="Mr John Jones", organisation="Example Committee")
    elsewhere = PrintedCorrespondent(name="Dame Ann Example", post="Director", organisation="Example Trust")
    page = drafted(office, SMITH, beside, elsewhere)
    assert [who.address for who in page.addressees] == [SMITH.address, SMITH.address, ()]


def test_a_reader_who_is_not_greeted_or_gets_no_reply_is_said_before_it_goes(office: Office) -> None:
    page = drafted(office, SMITH, JONES)
    assert not {"reader-not-greeted", "reader-left-out"} & set(codes(office, page.id))
    with office.writing("Greeted one") as session:
        session.get_one(Letter, page.id).salutation = "Dear Ms Smith"
    assert "reader-not-greeted" in codes(office, page.id)
    with office.writing("Left one out") as session:
        session.delete(parties_of(session, page.id, PartyRole.ADDRESSEE)[1])
    assert "reader-left-out" in codes(office, page.id)


def test_the_covering_mail_goes_to_all_and_says_whose_address_is_missing(office: Office) -> None:
    page = drafted(office, SMITH, JONES)
    with office.writing("Noted an address") as session:
        person = session.query(Person).where(Person.name == "Ms Jane Smith").one()
        edit_person(session, person.id, email="jane.smith@example.org")
    with office.reading() as session:
        ready = to_make_final(session, page.id)
    final = make_final(ready)
    mail = message_from_bytes(final.eml, policy=policy.default)
    assert "jane.smith@example.org" in mail["To"]
    assert any("Mr John Jones" in note for note in final.notes)


def test_the_lists_the_search_and_what_was_said_before_name_every_reader(office: Office) -> None:
    page = drafted(office, SMITH, JONES)
    send(office, page.id)
    with office.reading() as session:
        [row] = letter_rows(session, [page.id])
        found = [
            {hit.letter for hit in search(session, f'to:"{name}" lanterns').hits}
            for name in ("Jane Smith", "John Jones")
        ]
        other = [each.correspondent for each in said_before(session, "We shall report in lanterns' week.")]
    assert row.correspondent == "Ms Jane Smith and Mr John Jones"
    assert found == [{page.id}, {page.id}]
    assert other == ["Ms Jane Smith and Mr John Jones"]


def test_the_signing_pack_names_every_reader(office: Office) -> None:
    page = drafted(office, SMITH, JONES)
    with office.reading() as session:
        pack = signing_pack(session, page.id)
    assert pack.to == "Ms Jane Smith, Chair, Example Committee; Mr John Jones, Vice-Chair, Example Committee"
    assert "Mr John Jones, Vice-Chair" in signing_pack_html(pack)


def test_one_who_answers_other_cases_too_finishes_them_with_the_last_letter(office: Office) -> None:
    other = log(office, letter("And this?", sender=DAME, subject="Another matter"))
    first, second = to_each(office, drafted(office, SMITH, JONES))
    with office.writing("Answers another case too") as session:
        also_answers(session, first.id, [other.case_id])
    send(office, first.id)
    with office.reading() as session:
        assert not session.get_one(Case, other.case_id).finished
    send(office, second.id)
    with office.reading() as session:
        assert session.get_one(Case, other.case_id).finished


def test_a_letter_to_each_has_its_own_address_and_greeting_and_the_same_words(office: Office) -> None:
    first, second = to_each(office, drafted(office, SMITH, JONES))
    assert (first.addressees, first.salutation) == ((SMITH,), "Dear Ms Smith")
    assert (second.addressees, second.salutation) == ((JONES,), "Dear Mr Jones")
    assert [each.text for each in first.paragraphs] == [each.text for each in second.paragraphs]
    assert (second.answers_id, second.template, second.senders) == (
        first.answers_id,
        first.template,
        first.senders,
    )
    with pytest.raises(InvalidLetter, match="one reader"), office.writing("Again") as session:
        write_to_each(session, first.id)


def test_copies_are_typed_a_line_each_known_again_and_go_with_every_letter(office: Office) -> None:
    log(office, letter(sender=DAME))
    page = drafted(office, SMITH, JONES)
    lines = ("Dame Ann Example, Director, Example Trust", "Example Registry")
    for wanted in (("Example Registry",), lines):
        with office.writing("Typed") as session:
            heading = replace(heading_of(page), copy_to=wanted)
            page = save_heading(session, page.id, heading, version=page.version)
    assert tuple(in_one_line(each) for each in page.copy_to) == lines
    with office.reading() as session:
        copies = parties_of(session, page.id, PartyRole.COPY_RECIPIENT)
        assert [bool(party.person_id) for party in copies] == [True, False]
    for each in to_each(office, page):
        with office.reading() as session:
            assert draft_letter(session, each.id).copy_to == lines
    first = page_of(office, page.id)
    with office.writing("Taken out") as session:
        assert (
            save_heading(
                session, first.id, replace(heading_of(first), copy_to=()), version=first.version
            ).copy_to
            == ()
        )


def test_their_files_have_names_of_their_own(office: Office) -> None:
    first, second = to_each(office, drafted(office, SMITH, JONES))
    with office.writing("Wrote both") as session:
        names = [write_word(session, page.id).name for page in (first, second)]
    reference = first.reference.replace("/", "-")
    assert names == [f"{reference} reply to {who} 1.docx" for who in ("Ms Jane Smith", "Mr John Jones")]


def test_links_that_a_person_judged_are_in_every_letter(office: Office) -> None:
    draft = start(office, logged(office, SMITH, JONES).letter_id)
    draft = save(office, draft, typed("See 'Missing Children: Who Cares?' (March 2016)."))
    with office.writing("Confirmed") as session:
        confirm_all(session, draft.id, by="Clerk")
    _, second = to_each(office, page_of(office, draft.id))
    [link] = second.links
    assert (link.standing, link.judged_by, link.work_key) == (
        "confirmed",
        "Clerk",
        "missing-children-who-cares",
    )


def test_the_case_is_answered_only_when_the_same_has_gone_to_every_reader(office: Office) -> None:
    first, second = to_each(office, drafted(office, SMITH, JONES))
    with office.reading() as session:
        told = preview_sent(session, first.id, sent_on=SENT, file=None).warnings
    assert any("still to go to Mr John Jones" in warning for warning in told)
    send(office, first.id)
    assert stage(office) == "drafting"
    send(office, second.id)
    assert stage(office) == "dispatched"
    with office.reading() as session:
        assert still_to_go(session, session.get_one(Letter, first.id)) == ()


def test_words_that_differ_are_said_and_given_to_the_others_with_one_step(office: Office) -> None:
    first, second = to_each(office, drafted(office, SMITH, JONES))
    uids = [each.uid for each in second.paragraphs]
    first = save(office, first, typed("Thank you."), typed("In May."), typed("And in June."))
    assert "text-differs" in codes(office, first.id)
    assert "text-differs" in codes(office, second.id)
    with office.writing("The same to all") as session:
        assert give_same_text(session, first.id, version=first.version) == ("Mr John Jones",)
    after = page_of(office, second.id)
    assert [each.text for each in after.paragraphs] == ["Thank you.", "In May.", "And in June."]
    assert [each.uid for each in after.paragraphs][:2] == uids
    assert "text-differs" not in codes(office, first.id)
    with pytest.raises(ChangedElsewhere), office.writing("Too late") as session:
        give_same_text(session, first.id, version=first.version - 1)


def test_a_letter_to_each_can_be_undone(office: Office) -> None:
    draft = drafted(office, SMITH, JONES)
    to_each(office, draft)
    with office.writing("Undo") as session:
        undo(session, by="Clerk")
    after = page_of(office, draft.id)
    assert (after.addressees, after.salutation) == ((SMITH, JONES), "Dear Ms Smith and Mr Jones")
    with office.reading() as session:
        assert session.query(Letter).count() == 2
