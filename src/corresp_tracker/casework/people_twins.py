"""People who may be one: told while a name is typed, and found among those whom the office knows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.names import bare_name, could_be_one, surname
from corresp_tracker.casework.people import KnownPerson, known_as, standing
from corresp_tracker.model.people import Person, Post, Tenure

_MOST_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinPair:
    """Two people who may be one, and why."""

    one: KnownPerson
    other: KnownPerson
    reason: str


def people_like(session: Session, name: str, *, besides: int | None = None) -> tuple[KnownPerson, ...]:
    """Give those whom the office knows by this name, or by one that may be its short form; the same name first."""
    bare = bare_name(name)
    if not bare:
        return ()
    ending = Person.folded_name.endswith(surname(bare), autoescape=True)
    found = [
        person
        for person in session.scalars(select(Person).where(ending, standing()).order_by(Person.id))
        if person.id != besides and (person.folded_name == bare or could_be_one(person.folded_name, bare))
    ]
    found.sort(key=lambda person: person.folded_name != bare)
    return tuple(
        KnownPerson(
            person_id=person.id,
            known_as=known_as(session, person),
            reason="the same name" if person.folded_name == bare else "a like name",
        )
        for person in found[:_MOST_TOLD]
    )


def likely_twins(session: Session) -> tuple[TwinPair, ...]:
    """Give the pairs of people who may be one, the likeliest first.

    The same name is likely one person, unless both hold posts in different bodies; a like name only where one of them
    has no post, or both have one in the same body.
    """
    by_surname: dict[str, list[Person]] = defaultdict(list)
    for person in session.scalars(select(Person).where(standing()).order_by(Person.id)):
        by_surname[surname(person.folded_name)].append(person)
    bodies = _bodies(session)
    pairs: list[tuple[int, TwinPair]] = []
    for people in by_surname.values():
        for at, one in enumerate(people):
            for other in people[at + 1 :]:
                weight = _weight(one, other, bodies)
                if weight:
                    pairs.append((weight, _pair(session, one, other)))
    return tuple(pair for _, pair in sorted(pairs, key=lambda each: -each[0]))


def _weight(one: Person, other: Person, bodies: dict[int, set[int | None]]) -> int:
    same = one.folded_name == other.folded_name
    if not same and not could_be_one(one.folded_name, other.folded_name):
        return 0
    mine, theirs = bodies.get(one.id, set()), bodies.get(other.id, set())
    apart = bool(mine and theirs) and mine.isdisjoint(theirs)
    together = not mine.isdisjoint(theirs)
    if same:
        return 1 if apart else 3
    return 2 if together else int(not (mine and theirs))


def _pair(session: Session, one: Person, other: Person) -> TwinPair:
    reason = "the same name" if one.folded_name == other.folded_name else "a like name"
    return TwinPair(one=_known(session, one), other=_known(session, other), reason=reason)


def _known(session: Session, person: Person) -> KnownPerson:
    return KnownPerson(person_id=person.id, known_as=known_as(session, person), reason="")


def _bodies(session: Session) -> dict[int, set[int | None]]:
    found: dict[int, set[int | None]] = defaultdict(set)
    rows: Sequence[tuple[int, int | None]] = [
        (person, body)
        for person, body in session.execute(
            select(Tenure.person_id, Post.organisation_id).join(Post, Post.id == Tenure.post_id)
        )
    ]
    for person, body in rows:
        if body is not None:
            found[person].add(body)
    return found
