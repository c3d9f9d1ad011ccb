"""Steps that touched very many records: how far they are is told, and called off they leave all as it was."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.letters import letter, log
from casework.test_undo import state
from corresp_tracker.casework.mentions import alike, link_mentions
from corresp_tracker.casework.undo import redo, undo
from corresp_tracker.errors import CannotUndo
from corresp_tracker.model.people import Person
from corresp_tracker.model.works import Link
from corresp_tracker.store.database import Office
from corresp_tracker.store.undo import steps

MANY = 320


class CalledOff(Exception):  # noqa: N818  a person asked for it
    """Ends a task in the middle."""


class Pace:
    """Keeps what is told of how far it is; `until` calls it off once so much is done."""

    def __init__(self, until: int | None = None) -> None:
        self.told: list[tuple[int, int]] = []
        self._until = until

    def __call__(self, done: int, total: int) -> None:
        self.told.append((done, total))
        if self._until is not None and done >= self._until:
            raise CalledOff


def add_many(office: Office) -> None:
    with office.writing("Added many people") as session:
        session.add_all(Person(name=f"Example {n}", folded_name=f"example {n}") for n in range(MANY))


def people(office: Office) -> int:
    with office.reading() as session:
        return session.scalar(select(func.count(Person.id)).where(Person.name.like("Example %"))) or 0


def test_how_far_an_undo_is_is_told_from_nothing_to_all_of_it(office: Office) -> None:
    add_many(office)
    with office.reading() as session:
        step = steps(session, by="Clerk").undo
    assert step is not None
    assert step.records == MANY
    for task, left in ((undo, 0), (redo, MANY)):
        pace = Pace()
        with office.writing("Undo") as session:
            task(session, by="Clerk", progress=pace)
        assert people(office) == left
        done = [each for each, _ in pace.told]
        assert done == sorted(done)
        assert len(done) > 3
        assert pace.told[-1][0] == pace.told[-1][1]
        assert {total for _, total in pace.told} == {3 * MANY}


@pytest.mark.parametrize("until", [1, MANY + 50, 2 * MANY - 1])
def test_an_undo_that_is_called_off_leaves_every_record_as_it_was(office: Office, until: int) -> None:
    add_many(office)
    before = state(office)
    with pytest.raises(CalledOff), office.writing("Undo") as session:
        undo(session, by="Clerk", progress=Pace(until))
    assert state(office) == before
    with office.writing("Undo") as session:
        undo(session, by="Clerk")
    assert people(office) == 0


def test_what_a_colleague_changed_meanwhile_is_refused_before_anything_is_put_back(office: Office) -> None:
    add_many(office)
    office.by = "Colleague"
    with office.writing("Corrected one") as session:
        session.scalars(select(Person).where(Person.name == "Example 7")).one().honours = "OBE"
    office.by = "Clerk"
    before = state(office)
    pace = Pace()
    with pytest.raises(CannotUndo, match="Colleague has changed the same"), office.writing("Undo") as session:
        undo(session, by="Clerk", progress=pace)
    assert state(office) == before
    assert all(done <= MANY for done, _ in pace.told)


def links_of_words(session: Session) -> list[Link]:
    return list(session.scalars(select(Link).where(Link.words.contains("Who Cares")).order_by(Link.id)))


def test_how_far_linking_all_places_with_the_same_words_is_is_told(office: Office) -> None:
    for number in range(4):
        log(office, letter(f"I have read 'Missing Children: Who Cares?' (March 2016), number {number}."))
    with office.reading() as session:
        first, *others = links_of_words(session)
        found = alike(session, first.id)
        assert len(found) == len(others)
    before, pace = state(office), Pace()
    with office.writing("Linked") as session:
        link_mentions(session, found, work_id=first.work_id or 0, by="Clerk", progress=pace)
    assert pace.told == [(0, 3), (3, 3)]
    with office.writing("Undo") as session:
        undo(session, by="Clerk")
    assert state(office) == before
    with pytest.raises(CalledOff), office.writing("Linked") as session:
        link_mentions(session, found, work_id=first.work_id or 0, by="Clerk", progress=Pace(3))
    assert state(office) == before
