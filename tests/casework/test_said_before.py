"""What was said before is found for what is being written, and comes along with its links."""

from datetime import date

import pytest

from casework.letters import letter, log, log_sent
from casework.test_links import work_id
from casework.test_replies import page_of, save, start, typed
from corresp_tracker.casework.links import cite, confirm
from corresp_tracker.casework.said_before import SaidBefore, said_before, take_over
from corresp_tracker.errors import NotFound
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import letter_page

CUSTODY = "Children are still held overnight in police custody suites, for want of other accommodation."
VETTING = "The vetting of officers who transfer between forces was found wanting in eleven of them."
CITES = "We said so in 'Missing Children: Who Cares?' (March 2016)."


def said(office: Office, text: str, *works: str, but_not: int | None = None) -> tuple[SaidBefore, ...]:
    with office.reading() as session:
        return said_before(session, text, works=works, but_not=but_not)


def test_the_likest_paragraph_that_was_sent_comes_first(office: Office) -> None:
    log_sent(office, CUSTODY, VETTING, dated=date(2016, 11, 1))
    log_sent(office, "Children in custody are held too often.", dated=date(2017, 2, 1))
    found = said(office, "You ask about children held in police custody overnight.")
    assert found[0].text == CUSTODY
    assert (found[0].correspondent, found[0].label) == (
        "Chief Inspector, Example Inspectorate of Schools",
        "1",
    )
    assert VETTING not in [each.text for each in found]
    assert [each.likeness for each in found] == sorted((each.likeness for each in found), reverse=True)


def test_what_was_said_of_the_same_report_is_found_whatever_its_words(office: Office) -> None:
    log_sent(office, CITES, VETTING, dated=date(2016, 11, 1))
    [found] = said(office, "Something else altogether.", "missing-children-who-cares")
    assert found.text == CITES
    assert found.shares == found.works
    assert found.works[0].startswith("Missing children")


def test_letters_received_drafts_and_the_letter_itself_say_nothing(office: Office) -> None:
    logged = log(office, letter(CUSTODY))
    save(office, start(office, logged.letter_id), typed(CUSTODY))
    sent = log_sent(office, CUSTODY, dated=date(2016, 11, 1))
    assert [each.letter_id for each in said(office, CUSTODY)] == [sent.letter_id]
    assert said(office, CUSTODY, but_not=sent.letter_id) == ()


def test_of_the_same_words_sent_twice_the_newest_is_given(office: Office) -> None:
    log_sent(office, CUSTODY, dated=date(2015, 11, 1))
    newest = log_sent(office, CUSTODY, dated=date(2018, 11, 1))
    assert [each.letter_id for each in said(office, CUSTODY)] == [newest.letter_id]


def test_nothing_is_said_for_no_words(office: Office) -> None:
    log_sent(office, CUSTODY, dated=date(2015, 11, 1))
    assert said(office, "") == said(office, "Thank you for your letter.") == ()


def test_links_come_along_with_the_words_and_the_paragraph_remembers_where_they_are_from(
    office: Office,
) -> None:
    by_hand = "The Sample paper says more. " + CITES
    sent = log_sent(office, by_hand, dated=date(2016, 11, 1))
    with office.reading() as session:
        [source] = letter_page(session, sent.letter_id).paragraphs
    core = work_id(office, "core-business")
    with office.writing("Linked by hand") as session:
        cite(session, source.id, 0, len("The Sample paper"), work_id=core, by="Colleague")
        link = next(each for each in letter_page(session, sent.letter_id).links if "Missing" in each.words)
        confirm(session, link.id, version=link.version, by="Colleague")
    draft = start(office, log(office).letter_id)
    draft = save(office, draft, typed("As we said: " + by_hand))
    with office.writing("Took it over") as session:
        take_over(session, draft.paragraphs[0].id, source.id, by="Clerk")
    draft = save(
        office,
        page_of(office, draft.id),
        typed("Indeed. " + draft.paragraphs[0].text, uid=draft.paragraphs[0].uid),
    )
    links = [(each.words, each.standing, each.judged_by) for each in draft.links if each.work_id]
    assert links == [
        ("The Sample paper", "confirmed", "Clerk"),
        ("'Missing Children: Who Cares?' (March 2016)", "confirmed", "Clerk"),
    ]
    with office.reading() as session:
        from corresp_tracker.model.letters import Paragraph

        assert session.get_one(Paragraph, draft.paragraphs[0].id).origin_id == source.id


def test_what_has_gone_cannot_be_taken_over(office: Office) -> None:
    draft = save(office, start(office, log(office).letter_id), typed("Words."))
    with pytest.raises(NotFound), office.writing("Took it over") as session:
        take_over(session, draft.paragraphs[0].id, 999_999, by="Clerk")
