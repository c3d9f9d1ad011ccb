"""The same words in many letters: listed, linked or rejected together, and remembered for the letters to come."""

from datetime import date

import pytest
from sqlalchemy import delete, select

from casework.letters import letter, log, log_sent
from casework.test_links import link_of, relinked, work_id
from casework.test_undo import state, undo_step
from corresp_tracker.casework.false_friends import false_friends, rule_in
from corresp_tracker.casework.links import cite, reject
from corresp_tracker.casework.mentions import (
    Mention,
    alike,
    link_mentions,
    reject_everywhere,
    reject_mentions,
    unlinked_mentions,
)
from corresp_tracker.casework.register import add_work
from corresp_tracker.casework.register_merge import merge_works
from corresp_tracker.casework.replies import citations_in
from corresp_tracker.errors import ChangedElsewhere, NotFound
from corresp_tracker.model.works import Candidate, FalseFriend, Link, Work
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import Doubt, PageLink, letter_page, review_count, review_ids, review_rows
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

PLAIN = "Your report on domestic abuse says so again."
GAP = "I have read ‘The Sample Review of Example Cells’ (May 2016) with care."
CARDS = ReportFacts(
    key="cards",
    title="Cards on the table",
    publishers=("HMICFRS",),
    published_on=PartialDate("2015-07-02"),
    other_names=("The Example card paper",),
)


def add_cards(office: Office) -> int:
    with office.writing("Added a report") as session:
        return add_work(session, CARDS)


def alike_of(office: Office, link: PageLink, *, work: int | None = None) -> tuple[Mention, ...]:
    with office.reading() as session:
        return alike(session, link.id, work_id=work)


def unlinked(office: Office, work: int) -> list[tuple[str, str]]:
    with office.reading() as session:
        return [(each.label, each.words) for each in unlinked_mentions(session, work)]


def links_of_work(office: Office, work: int) -> list[tuple[str, str]]:
    with office.reading() as session:
        links = session.scalars(select(Link).where(Link.work_id == work).order_by(Link.id)).all()
        return [(link.words, link.standing) for link in links]


def test_links_with_the_same_words_that_may_mean_the_same_are_accepted_together(office: Office) -> None:
    first = log(office, letter(PLAIN)).letter_id
    second = log(office, letter("Nothing.", PLAIN, dated=date(2018, 5, 1))).letter_id
    link = link_of(office, first)
    assert link.asks
    work = link.work_id or link.candidates[0].work_id
    [other] = alike_of(office, link, work=work)
    assert (other.letter_id, other.label, other.words) == (second, "2", link.words)
    with office.writing("Linked all") as session:
        settled = link_mentions(session, [other], work_id=work, by="Clerk")
    assert (settled.number, settled.moved_on) == (1, 0)
    after = link_of(office, second)
    assert (after.standing, after.work_id, after.judged_by) == ("confirmed", work, "Clerk")
    assert link_of(office, first).standing == "proposed"


def test_what_a_colleague_judged_since_it_was_listed_stays_as_they_left_it(office: Office) -> None:
    first = log(office, letter(PLAIN)).letter_id
    second = log(office, letter(PLAIN, dated=date(2018, 5, 1))).letter_id
    link = link_of(office, first)
    work = link.work_id or link.candidates[0].work_id
    listed = alike_of(office, link, work=work)
    theirs = link_of(office, second)
    with office.writing("Rejected it") as session:
        reject(session, theirs.id, version=theirs.version, by="Colleague")
    with office.writing("Linked all") as session:
        settled = link_mentions(session, listed, work_id=work, by="Clerk")
    assert (settled.number, settled.moved_on) == (0, 1)
    assert (link_of(office, second).standing, link_of(office, second).judged_by) == ("rejected", "Colleague")


def test_words_linked_by_hand_are_found_unlinked_in_other_letters(office: Office) -> None:
    texts = "We published the Sample paper.", "The Sample paper is clear; read the sample paper again."
    first, second = (
        log_sent(office, text, dated=date(2016, 11, day)).letter_id for day, text in enumerate(texts, 1)
    )
    work = work_id(office, "core-business")
    with office.reading() as session:
        [paragraph] = letter_page(session, first).paragraphs
    at = paragraph.text.index("the Sample paper")
    with office.writing("Linked by hand") as session:
        link_id = cite(session, paragraph.id, at, at + len("the Sample paper"), work_id=work, by="Clerk")
    with office.reading() as session:
        found = alike(session, link_id)
    assert [(each.letter_id, each.words) for each in found] == [
        (second, "The Sample paper"),
        (second, "the sample paper"),
    ]
    before = state(office)
    with office.writing("Linked all") as session:
        link_mentions(session, found, work_id=work, by="Clerk")
    assert links_of_work(office, work) == [
        ("the Sample paper", "confirmed"),
        ("The Sample paper", "confirmed"),
        ("the sample paper", "confirmed"),
    ]
    assert undo_step(office) == "Linked all"
    assert state(office) == before


def test_a_work_lists_where_it_is_named_and_not_linked(office: Office) -> None:
    log(
        office,
        letter("Cards on the table it is.", "They lay cards on the table.", "See The Example card paper."),
    )
    work = add_cards(office)
    assert unlinked(office, work) == [("1", "Cards on the table"), ("3", "The Example card paper")]
    with office.writing("Linked one, rejected one") as session:
        first, second = unlinked_mentions(session, work)
        link_mentions(session, [first], work_id=work, by="Clerk")
        reject_mentions(session, [second], work_id=work, by="Clerk")
    assert unlinked(office, work) == []
    assert links_of_work(office, work) == [
        ("Cards on the table", "confirmed"),
        ("The Example card paper", "rejected"),
    ]


def test_words_ruled_out_are_rejected_everywhere_and_never_offered_again(office: Office) -> None:
    first = log(office, letter(PLAIN)).letter_id
    second = log(office, letter(PLAIN, dated=date(2018, 5, 1))).letter_id
    link = link_of(office, first)
    with office.writing("Never") as session:
        assert reject_everywhere(session, link.id, version=link.version, by="Clerk") == 2
    assert [link_of(office, each).standing for each in (first, second)] == ["rejected", "rejected"]
    third = log(office, letter(PLAIN, dated=date(2019, 5, 1))).letter_id
    assert not [each for each in relinked(office, third).links if each.kind == "report"]
    with office.reading() as session:
        assert citations_in(session, third, [PLAIN]) == ((),)
        [friend] = session.scalars(select(FalseFriend)).all()
        assert friend.said_by == "Clerk"
    with office.writing("May be again") as session:
        rule_in(session, friend.id)
    assert [each.words for each in relinked(office, third).links if each.kind == "report"] == [link.words]


def test_ruling_words_out_is_undone_as_one_step(office: Office) -> None:
    log(office, letter(PLAIN))
    first = log(office, letter(PLAIN, dated=date(2018, 5, 1))).letter_id
    before = state(office)
    link = link_of(office, first)
    with office.writing("Never") as session:
        reject_everywhere(session, link.id, version=link.version, by="Clerk")
    assert undo_step(office) == "Never"
    assert state(office) == before


def test_words_that_cite_nothing_held_are_ruled_out_for_any_work(office: Office) -> None:
    first = log(office, letter(GAP)).letter_id
    link = link_of(office, first)
    assert link.is_gap
    with office.writing("Never") as session:
        reject_everywhere(session, link.id, version=link.version, by="Clerk")
        friends = false_friends(session)
    assert (len(friends.nothing), dict(friends.works)) == (1, {})
    again = log(office, letter(GAP, dated=date(2018, 5, 1))).letter_id
    with office.reading() as session:
        assert not [each for each in letter_page(session, again).links if each.kind == "report"]


def test_a_rejection_that_comes_too_late_is_refused_and_rules_nothing_out(office: Office) -> None:
    link = link_of(office, log(office, letter(PLAIN)).letter_id)
    with office.writing("Rejected it") as session:
        reject(session, link.id, version=link.version, by="Colleague")
    with pytest.raises(ChangedElsewhere), office.writing("Never") as session:
        reject_everywhere(session, link.id, version=link.version, by="Clerk")
    with office.reading() as session:
        assert session.scalars(select(FalseFriend)).all() == []


def test_what_is_gone_is_said(office: Office) -> None:
    with office.reading() as session:
        with pytest.raises(NotFound):
            alike(session, 999_999)
        with pytest.raises(NotFound):
            unlinked_mentions(session, 999_999)
    with pytest.raises(NotFound), office.writing("Linked") as session:
        link_mentions(session, [], work_id=999_999, by="Clerk")


def test_the_queue_holds_what_wants_a_look_drafts_first_then_the_newest_letters(office: Office) -> None:
    old = log(office, letter(PLAIN, dated=date(2016, 5, 1))).letter_id
    new = log(office, letter(GAP, "We said so in 'Missing Children: Who Cares?' (June 2016).")).letter_id
    with office.reading() as session:
        assert [row.letter_id for row in review_rows(session, review_ids(session))][-1] == old
        kinds = {doubt: review_rows(session, review_ids(session, [doubt])) for doubt in Doubt}
        assert review_count(session) == len(review_ids(session))
    assert (kinds[Doubt.ASKS][-1].letter_id, kinds[Doubt.ASKS][-1].others) == (old, 1)
    [gap] = kinds[Doubt.NOT_HELD]
    assert (gap.letter_id, gap.is_gap, gap.means) == (new, True, "")
    [warned] = kinds[Doubt.WARNS]
    assert warned.warning
    assert warned.means.startswith("Missing children")


def test_a_merge_takes_what_was_ruled_out_for_the_twin_along(office: Office) -> None:
    kept, twin = add_cards(office), work_id(office, "core-business")
    with office.writing("Ruled out") as session:
        session.add(FalseFriend(words="sample words", work_id=twin, said_by="Clerk"))
    with office.writing("Merged") as session:
        versions = [session.get_one(Work, each).version for each in (kept, twin)]
        merge_works(session, kept, twin, kept_version=versions[0], twin_version=versions[1])
        assert dict(false_friends(session).works) == {"sample words": frozenset({"cards"})}


def test_the_same_words_that_mean_another_work_are_not_offered_with_these(office: Office) -> None:
    first, second, third = (
        log(office, letter(PLAIN, dated=date(2018, month, 1))).letter_id for month in (4, 5, 6)
    )
    cards = add_cards(office)
    with office.writing("Linked by hand") as session:
        other = session.get_one(Link, link_of(office, second).id)
        session.execute(delete(Candidate).where(Candidate.link_id == other.id))
        other.work_id = cards
    link = link_of(office, first)
    work = link.work_id or link.candidates[0].work_id
    assert [each.letter_id for each in alike_of(office, link, work=work)] == [third]


def test_the_same_words_are_listed_with_the_newest_letter_first(office: Office) -> None:
    first = log(office, letter(PLAIN, dated=date(2018, 4, 1))).letter_id
    later, latest, earlier = (
        log(office, letter(PLAIN, dated=date(2018, month, 1))).letter_id for month in (5, 7, 3)
    )
    assert [each.letter_id for each in alike_of(office, link_of(office, first))] == [latest, later, earlier]
