"""Cases that belong together: tied and parted, closed by one reply, and about somebody and some place."""

from datetime import date

import pytest
from sqlalchemy import select

from casework.letters import letter, log, log_sent
from corresp_tracker.casework.case_ties import (
    also_answered_by,
    also_answers,
    finish_also_answered,
    name_constituent,
    name_primary,
    place_of,
    set_place,
    tie_cases,
    ties_of,
    untie_cases,
)
from corresp_tracker.casework.dispatch import record_sent
from corresp_tracker.casework.replies import start_reply
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.cases import Case, CaseTieKind, Stage
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Party, PartyRole, Place
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import case_page
from corresp_tracker.store.undo import newest_change, take_back
from corresp_tracker.values.letter_text import PrintedCorrespondent

DAY = date(2016, 10, 20)


def three_cases(office: Office) -> list[int]:
    return [
        log(
            office, letter(f"Letter {number}.", dated=date(2016, 10, number), subject=f"Topic {number}")
        ).case_id
        for number in (3, 4, 5)
    ]


def finished(office: Office) -> dict[int, bool]:
    with office.reading() as session:
        return dict(session.execute(select(Case.id, Case.finished)).all())  # type: ignore[arg-type]


def test_two_cases_are_tied_once_tied_otherwise_and_parted(office: Office) -> None:
    one, other, third = three_cases(office)
    with office.writing("Tied") as session:
        tie_cases(session, other, one, CaseTieKind.RELATED)
        tie_cases(session, one, other, CaseTieKind.CAMPAIGN)
        tie_cases(session, one, third, CaseTieKind.EARLIER)
        assert [(tie.case_id, tie.kind) for tie in ties_of(session, one)] == [
            (third, CaseTieKind.EARLIER),
            (other, CaseTieKind.CAMPAIGN),
        ]
        assert [tie.case_id for tie in ties_of(session, other)] == [one]
        untie_cases(session, other, one)
        untie_cases(session, other, one)
        assert [tie.case_id for tie in ties_of(session, one)] == [third]
    with pytest.raises(InvalidLetter), office.writing("Itself") as session:
        tie_cases(session, one, one, CaseTieKind.SAME)


def test_one_reply_closes_several_cases_when_it_goes(office: Office) -> None:
    one, other, third = three_cases(office)
    with office.writing("Started a reply") as session:
        incoming = session.scalars(select(Letter.id).where(Letter.case_id == one)).one()
        draft = start_reply(session, incoming, template="inter-inspectorate-reply", by="Clerk")
        assert also_answers(session, draft, [one, other, third]) == ()
        assert also_answers(session, draft, [other]) == ()
        assert also_answered_by(session, draft) == (other,)
    assert not any(finished(office).values())
    with office.writing("Sent") as session:
        record_sent(session, draft, sent_on=DAY, means="e-mail", file=None, data=None, name="")
    assert finished(office) == {one: True, other: True, third: False}
    with office.reading() as session:
        page, its_own = case_page(session, other, today=DAY), case_page(session, one, today=DAY)
        assert draft in [each.id for each in page.letters]
        assert page.beside == (f"Answered by the reply in {its_own.row.reference}, Topic 3",)
        assert its_own.beside == (f"Its reply answers {page.row.reference}, Topic 4 too",)
        case = session.get_one(Case, other)
        assert (case.stage, case.finished_on) == (Stage.DISPATCHED, DAY)


def test_a_reply_that_has_gone_closes_a_further_case_at_once_and_that_is_undone(office: Office) -> None:
    one, other, _ = three_cases(office)
    sent = log_sent(office, "An answer.", dated=DAY, answers="your letter of 3 October", case_id=one)
    with office.writing("It answers another") as session:
        assert len(also_answers(session, sent.letter_id, [other])) == 1
        assert finish_also_answered(session, session.get_one(Letter, sent.letter_id)) == ()
    assert finished(office)[other]
    with office.reading() as session:
        change = newest_change(session)
    with office.writing("Undo") as session:
        take_back(session, change)
        assert also_answered_by(session, sent.letter_id) == ()
    assert not finished(office)[other]


def test_a_letter_that_came_answers_no_case(office: Office) -> None:
    one, other, _ = three_cases(office)
    with pytest.raises(InvalidLetter), office.writing("Wrong way") as session:
        incoming = session.scalars(select(Letter.id).where(Letter.case_id == one)).one()
        also_answers(session, incoming, [other])


def test_a_case_has_a_primary_correspondent_a_constituent_and_a_place(office: Office) -> None:
    one, _, _ = three_cases(office)
    with office.writing("Named them") as session:
        name_primary(session, one, PrintedCorrespondent(name="Jane Example", honours="MP"))
        name_constituent(session, one, PrintedCorrespondent(name="A Constituent"))
        session.add(Place(name="Kent Police", other_names="Kent"))
        set_place(session, one, "kent")
        assert place_of(session, one) == "Kent Police"
        set_place(session, one, "Example Prison")
        set_place(session, one, "example  prison")
    with office.reading() as session:
        parties = session.execute(
            select(Party.role, Party.name).where(Party.case_id == one).order_by(Party.id)
        )
        assert [tuple(each) for each in parties] == [
            (PartyRole.PRIMARY_CORRESPONDENT, "Jane Example"),
            (PartyRole.CONSTITUENT, "A Constituent"),
        ]
        assert place_of(session, one) == "Example Prison"
        assert len(session.scalars(select(Place)).all()) == 2
    with office.writing("Took them out") as session:
        name_constituent(session, one, PrintedCorrespondent())
        set_place(session, one, "")
        assert place_of(session, one) == ""
        assert session.scalar(select(Party.id).where(Party.role == PartyRole.CONSTITUENT)) is None
