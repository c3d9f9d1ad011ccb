"""Lists and pages show what is kept, the same in both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from corresp_tracker.errors import NotFound
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Paragraph
from corresp_tracker.model.people import Party, Person, Post, Tenure
from corresp_tracker.model.works import Candidate, Link, LinkStanding, Membership, Programme, Report, WorkName
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import (
    WorklistGroup,
    case_ids,
    case_page,
    case_rows,
    cited_by,
    cited_by_count,
    letter_ids,
    letter_page,
    letter_rows,
    person_card,
    person_ids,
    work_card,
    work_ids,
    work_rows,
    worklist_counts,
)
from corresp_tracker.values.citation import CitationKind, Confidence
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate
from tests.store.letters import add_letter

TODAY = date(2016, 11, 14)


@pytest.fixture
def filled(office: Office) -> Office:
    with office.writing("Logged letters") as session:
        came = add_letter(session, "As your report said.", "And the other one.")
        sent = add_letter(
            session,
            "Our report says so.",
            reference="INS/2016/0002",
            day=date(2016, 10, 18),
            direction=Direction.OUT,
        )
        report = Report(
            key="in-harm-s-way", title="In harm's way", published_on=PartialDate.parse("2015-07-02")
        )
        programme = Programme(key="ncpi", title="National child protection inspections", abbreviation="NCPI")
        session.add_all([report, programme])
        session.flush()
        session.add(WorkName(work_id=report.id, words="IHW"))
        session.add(Membership(report_id=report.id, programme_id=programme.id, edition="2015"))
        for letter in (came, sent):
            paragraph = session.scalars(select(Paragraph).where(Paragraph.letter_id == letter.id)).first()
            assert paragraph is not None
            session.add(
                Link(
                    paragraph_id=paragraph.id,
                    start=3,
                    end=14,
                    words="your report",
                    kind=CitationKind.REPORT,
                    work_id=report.id,
                )
            )
        second = session.scalars(select(Paragraph).where(Paragraph.text.startswith("And"))).one()
        asks = Link(
            paragraph_id=second.id,
            start=4,
            end=17,
            words="the other one",
            kind=CitationKind.REPORT,
            confidence=Confidence.POSSIBLE,
        )
        asks.candidates = [Candidate(work_id=report.id, rank=0)]
        gap = Link(paragraph_id=second.id, start=0, end=3, words="And", kind=CitationKind.LETTER)
        session.add_all([asks, gap])
        for case, due in zip(
            session.scalars(select(Case).order_by(Case.id)), (TODAY, date(2016, 11, 11)), strict=True
        ):
            case.due = due
    return office


def test_the_worklist_counts_and_orders_by_deadline(filled: Office) -> None:
    with filled.reading() as session:
        counts = worklist_counts(session, today=TODAY, me="Nobody")
        assert (counts[WorklistGroup.OVERDUE], counts[WorklistGroup.TODAY], counts[WorklistGroup.MINE]) == (
            1,
            1,
            0,
        )
        ids = case_ids(session, group=WorklistGroup.ALL_OPEN, today=TODAY, me="")
        overdue, today = case_rows(session, ids, today=TODAY)
        assert (overdue.reference, overdue.overdue, overdue.days_left) == ("INS/2016/0002", True, -1)
        assert (today.reference, today.overdue, today.days_left) == ("INS/2016/0001", False, 0)
        assert today.correspondent == "Sir Michael Wilshaw"


def test_cases_near_their_deadline_stand_above_those_lost_long_ago_and_those_far_ahead(
    office: Office,
) -> None:
    days_from_today = (-400, -40, -28, -1, 0, 13, 14, 15, 60, None)
    with office.writing("Opened cases") as session:
        for days in days_from_today:
            due = None if days is None else TODAY + timedelta(days=days)
            session.add(Case(reference=f"INS/{days}", due=due))
    with office.reading() as session:
        ids = case_ids(session, group=WorklistGroup.ALL_OPEN, today=TODAY, me="")
        rows = case_rows(session, ids, today=TODAY)
    found = [row.reference.removeprefix("INS/") for row in rows]
    assert found == ["-28", "-1", "0", "13", "14", "-40", "-400", "15", "60", "None"]


def test_letters_are_listed_newest_first_with_what_asks(filled: Office) -> None:
    with filled.reading() as session:
        sent, came = letter_rows(session, letter_ids(session))
        assert (sent.standing, came.standing) == ("sent", "received")
        assert (came.links, came.asks, came.gaps) == (3, 1, 1)
        assert [row.id for row in letter_rows(session, letter_ids(session, order="oldest"))] == [
            came.id,
            sent.id,
        ]


def test_a_letter_page_shows_links_with_their_works_and_candidates(filled: Office) -> None:
    with filled.reading() as session:
        page = letter_page(session, letter_ids(session)[1])
        stands, gap, asks = page.links
        assert (stands.work_title, stands.is_gap, stands.asks) == ("In harm's way", False, False)
        assert (gap.is_gap, gap.asks) == (True, False)
        assert (asks.is_gap, asks.asks) == (False, True)
        assert [candidate.key for candidate in asks.candidates] == ["in-harm-s-way"]
        assert page.senders[0].organisation == "Ofsted"
        with pytest.raises(NotFound):
            letter_page(session, 999)


def test_a_report_shows_who_cites_it_and_each_count_states_its_rule(filled: Office) -> None:
    with filled.reading() as session:
        (work,) = work_ids(session, words="ihw")
        assert len(cited_by(session, work)) == 2
        assert cited_by_count(session, work).in_words() == (
            "1 paragraph in 1 letter sent; 1 received; 0 in drafts; 0 unconfirmed"
        )
        (row,) = work_rows(session, [work])
        assert (row.sent, row.received, row.drafts, row.programme) == (
            1,
            1,
            0,
            "National child protection inspections",
        )
        (programme,) = work_ids(session, words="national child")
        assert [member.key for member in work_card(session, programme).members] == ["in-harm-s-way"]


def test_a_rejected_link_counts_nowhere(filled: Office) -> None:
    with filled.writing("Rejected") as session:
        for link in session.scalars(select(Link)):
            link.standing = LinkStanding.REJECTED
    with filled.reading() as session:
        (work,) = work_ids(session, words="ihw")
        assert cited_by(session, work) == []
        assert letter_rows(session, letter_ids(session))[1].links == 0


def test_a_person_shows_posts_and_letters(filled: Office) -> None:
    with filled.writing("Knew a person") as session:
        person = Person(name="Sir Michael Wilshaw", folded_name="sir michael wilshaw")
        post = Post(title="HM Chief Inspector", organisation_name="Ofsted")
        session.add_all([person, post])
        session.flush()
        session.add(Tenure(person_id=person.id, post_id=post.id, started=PartialDate.parse("2012-01")))
        for party in session.scalars(select(Party)):
            party.person_id = person.id
    with filled.reading() as session:
        (person_id,) = person_ids(session, words="ofsted")
        card = person_card(session, person_id)
        assert (card.row.letters_in, card.row.letters_out, card.row.open_cases) == (1, 1, 2)
        assert card.row.last_contact == PartialDate.parse("2016-10-18")
        assert (card.row.post, card.row.current) == ("HM Chief Inspector", True)


def test_a_case_page_holds_its_letters(filled: Office) -> None:
    with filled.reading() as session:
        page = case_page(session, letter_rows(session, letter_ids(session))[0].case_id, today=TODAY)
        assert [letter.subject for letter in page.letters] == ["Child protection"]
