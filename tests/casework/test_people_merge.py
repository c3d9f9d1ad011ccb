"""Two people merged into one: nothing that named the twin is lost, its name leads to the kept one, and it is undone."""

from datetime import date

import pytest
from sqlalchemy import func, select

from casework.letters import US, letter, log
from corresp_tracker.casework.cases import edit_case
from corresp_tracker.casework.people import add_person, colleague, match_correspondent
from corresp_tracker.casework.people_merge import merge_people
from corresp_tracker.casework.people_twins import likely_twins, people_like
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter, NotFound
from corresp_tracker.model.cases import Case
from corresp_tracker.model.history import Change
from corresp_tracker.model.people import Party, Person, Tenure
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import person_card, person_ids
from corresp_tracker.store.undo import newest_change, take_back
from corresp_tracker.values.letter_text import PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate

SHORT = PrintedCorrespondent(name="J Example", post="Clerk", organisation="Example Council")
WHOLE = PrintedCorrespondent(name="Jane Example", honours="OBE", post="Clerk", organisation="Example Council")


def version(office: Office, person_id: int) -> int:
    with office.reading() as session:
        return session.get_one(Person, person_id).version


def merge(office: Office, kept: int, twin: int) -> None:
    with office.writing("Merged two people") as session:
        merge_people(
            session,
            kept,
            twin,
            kept_version=session.get_one(Person, kept).version,
            twin_version=session.get_one(Person, twin).version,
        )


def two_people(office: Office) -> tuple[int, int]:
    """Two letters from one clerk who was taken for two people."""
    with office.writing("Added both") as session:
        kept = add_person(session, "Jane Example", post="Clerk", organisation="Example Council").id
        twin = add_person(session, "J Example", honours="OBE", address="1 Sample Road").id
    log(office, letter("One.", sender=WHOLE))
    second = log(office, letter("Two.", sender=SHORT, dated=date(2016, 10, 18)))
    with office.writing("Said who wrote") as session:
        for party in session.scalars(select(Party).where(Party.name == "J Example")):
            party.person_id = twin
        case = session.get_one(Case, second.case_id)
        edit_case(session, case.id, version=case.version, drafter_id=twin, signatory_id=twin)
    return kept, twin


def test_letters_cases_and_posts_of_the_twin_are_the_kept_ones(office: Office) -> None:
    kept, twin = two_people(office)
    with office.writing("Knew when") as session:
        session.add(Tenure(person_id=twin, post_id=_post(session, kept), started=PartialDate("2015")))
    merge(office, kept, twin)
    with office.reading() as session:
        assert not session.scalar(select(func.count()).select_from(Party).where(Party.person_id == twin))
        assert not session.scalar(
            select(Case.id).where((Case.drafter_id == twin) | (Case.signatory_id == twin))
        )
        card = person_card(session, kept)
        assert (card.row.letters_in, card.row.honours, card.address) == (2, "OBE", "1 Sample Road")
        assert [(each.post, each.started) for each in card.tenures] == [("Clerk", PartialDate("2015"))]
        assert twin not in person_ids(session)


def _post(session: object, person_id: int) -> int:
    found = session.scalar(select(Tenure.post_id).where(Tenure.person_id == person_id))  # type: ignore[attr-defined]
    assert found is not None
    return int(found)


def test_the_twins_name_leads_to_the_kept_one(office: Office) -> None:
    kept, twin = two_people(office)
    merge(office, kept, twin)
    for printed in (SHORT, WHOLE):
        with office.reading() as session:
            found = match_correspondent(session, printed, on=date(2016, 10, 20))
        assert (found.person_id, found.choices) == (kept, ())


def test_a_colleague_who_was_merged_is_not_made_anew(office: Office) -> None:
    with office.writing("Added colleagues") as session:
        kept, twin = colleague(session, "Ann Drafter").id, colleague(session, "A Drafter").id
    merge(office, kept, twin)
    with office.writing("Drafted") as session:
        assert colleague(session, "A Drafter").id == kept


def test_a_merge_is_one_step_that_can_be_taken_back(office: Office) -> None:
    kept, twin = two_people(office)
    merge(office, kept, twin)
    with office.reading() as session:
        change = newest_change(session)
        assert session.get_one(Change, change).words == "Merged two people"
    with office.writing("Undo") as session:
        take_back(session, change)
    with office.reading() as session:
        assert session.get_one(Person, twin).merged_into_id is None
        assert session.get_one(Person, kept).honours == ""
        assert session.scalar(select(func.count()).select_from(Party).where(Party.person_id == twin))
        assert session.scalar(select(Case.id).where(Case.drafter_id == twin))


def test_people_merged_into_the_twin_before_go_along(office: Office) -> None:
    kept, twin = two_people(office)
    with office.writing("Added a third") as session:
        third = add_person(session, "J. P. Example").id
    merge(office, twin, third)
    merge(office, kept, twin)
    with office.reading() as session:
        assert session.get_one(Person, third).merged_into_id == kept


def test_only_two_people_that_nobody_changed_are_merged(office: Office) -> None:
    kept, twin = two_people(office)
    with pytest.raises(InvalidLetter):
        merge(office, kept, kept)
    with pytest.raises(ChangedElsewhere), office.writing("Too late") as session:
        merge_people(session, kept, twin, kept_version=99, twin_version=1)
    merge(office, kept, twin)
    with pytest.raises(NotFound):
        merge(office, kept, twin)


def test_twins_are_told_while_a_name_is_typed(office: Office) -> None:
    with office.reading() as session:
        wilshaw = people_like(session, "Michael Wilshaw")
        short = people_like(session, "M Wilshaw")
        nobody = people_like(session, "Michael Nobody")
    assert [each.reason for each in wilshaw] == ["the same name"]
    assert [each.reason for each in short] == ["a like name"]
    assert nobody == ()


def test_likely_twins_are_found_and_namesakes_in_other_bodies_come_last(office: Office) -> None:
    with office.reading() as session:
        before = likely_twins(session)
    kept, twin = two_people(office)
    with office.writing("Added a namesake") as session:
        other = add_person(session, "Jane Example", post="Chair", organisation="Example Committee").id
    with office.reading() as session:
        pairs = [(pair.one.person_id, pair.other.person_id) for pair in likely_twins(session)]
    new = [
        pair for pair in pairs if pair not in {(each.one.person_id, each.other.person_id) for each in before}
    ]
    assert (kept, twin) in new
    assert (kept, other) in new
    assert new.index((kept, twin)) <= new.index((kept, other))
    assert US.post
