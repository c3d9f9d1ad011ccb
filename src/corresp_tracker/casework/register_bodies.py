"""Bodies and office-holders between their two shapes: the facts that engines and files hold, and the records."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from corresp_tracker.casework.names import bare_name, folded_title
from corresp_tracker.casework.people import ensure_post
from corresp_tracker.model.people import Organisation, Person, Post, Tenure
from corresp_tracker.values.register_facts import OfficeHolderFacts, OrganisationFacts

_FURTHER = "--"
"""Stands in an office-holder's key before the number of a further post of the same person: "winsor--2"."""


def organisation_facts(session: Session) -> tuple[OrganisationFacts, ...]:
    """Give the bodies of the register, in the order in which they were added.

    Bodies that only letters have named have no key, and are not of the register.
    """
    bodies = session.scalars(select(Organisation).order_by(Organisation.id)).all()
    keys = {body.id: body.key or "" for body in bodies}
    return tuple(
        OrganisationFacts(
            key=body.key,
            name=body.name,
            other_names=tuple(body.other_names.splitlines()),
            successor=keys.get(body.successor_id or 0, ""),
            started=body.started,
            ended=body.ended,
        )
        for body in bodies
        if body.key
    )


def put_organisations(session: Session, bodies: Sequence[OrganisationFacts]) -> None:
    """Write bodies into the log; one that a letter has named already becomes the register's."""
    held = {facts.key: facts for facts in organisation_facts(session)}
    for facts in bodies:
        if held.get(facts.key) == facts:
            continue
        body = _body_of(session, facts)
        body.key, body.name, body.folded_name = facts.key, facts.name, folded_title(facts.name)
        body.other_names = "\n".join(facts.other_names)
        body.started, body.ended = facts.started, facts.ended
        session.flush()
    ids = dict(session.execute(select(Organisation.key, Organisation.id)).all())
    for facts in bodies:
        body = session.get_one(Organisation, ids[facts.key])
        body.successor_id = ids.get(facts.successor) if facts.successor else None
    session.flush()


def office_holder_facts(session: Session) -> tuple[OfficeHolderFacts, ...]:
    """Give everybody whom the office knows, a row for each post held; nobody who was merged into another."""
    people = session.scalars(
        select(Person)
        .where(Person.merged_into_id.is_(None))
        .options(selectinload(Person.tenures).joinedload(Tenure.post))
        .order_by(Person.id)
    )
    return tuple(facts for person in people for facts in _holder_facts(person))


def put_office_holders(session: Session, holders: Sequence[OfficeHolderFacts]) -> None:
    """Write office-holders into the log: the person, the post, and the time of holding it."""
    held = {facts.key: facts for facts in office_holder_facts(session)}
    for facts in holders:
        if held.get(facts.key) == facts:
            continue
        person = _person_of(session, facts)
        person.name, person.folded_name = facts.name, bare_name(facts.name)
        person.honours, person.salutation_by_name = facts.honours, facts.salutation_by_name
        person.envelope_line = facts.envelope_line
        if facts.post:
            _put_tenure(session, person, facts)
        session.flush()


def _body_of(session: Session, facts: OrganisationFacts) -> Organisation:
    known = session.scalar(select(Organisation).where(Organisation.key == facts.key))
    known = known or session.scalar(
        select(Organisation).where(
            Organisation.key.is_(None), Organisation.folded_name == folded_title(facts.name)
        )
    )
    if known is None:
        known = Organisation(name=facts.name, folded_name=folded_title(facts.name))
        session.add(known)
    return known


def _holder_facts(person: Person) -> list[OfficeHolderFacts]:
    key = person.key or person.uid
    tenures = sorted(person.tenures, key=lambda tenure: tenure.id)
    held: list[Tenure | None] = [*tenures] or [None]
    return [
        OfficeHolderFacts(
            key=f"{key}{_FURTHER}{number}" if number > 1 else key,
            name=person.name,
            honours=person.honours,
            post=tenure.post.title if tenure else "",
            organisation=tenure.post.organisation_name if tenure else "",
            started=tenure.started if tenure else None,
            ended=tenure.ended if tenure else None,
            salutation_formal=tenure.post.salutation if tenure else "",
            salutation_by_name=person.salutation_by_name,
            envelope_line=person.envelope_line,
        )
        for number, tenure in enumerate(held, start=1)
    ]


def _person_of(session: Session, facts: OfficeHolderFacts) -> Person:
    key = facts.key.partition(_FURTHER)[0]
    known = session.scalar(select(Person).where((Person.key == key) | (Person.uid == key)))
    if known is None:
        known = Person(key=key, name=facts.name, folded_name=bare_name(facts.name))
        session.add(known)
        session.flush()
    return known


def _put_tenure(session: Session, person: Person, facts: OfficeHolderFacts) -> None:
    """Write one post of a person: the one that the key's number counts, or a new one after those there are."""
    post = _post_of(session, facts)
    if facts.salutation_formal:
        post.salutation = facts.salutation_formal
    tenures = session.scalars(select(Tenure).where(Tenure.person_id == person.id).order_by(Tenure.id)).all()
    number = int(facts.key.rpartition(_FURTHER)[2]) if _has_number(facts.key) else 1
    if number <= len(tenures):
        tenure = tenures[number - 1]
        tenure.post_id = post.id
    else:
        tenure = Tenure(person_id=person.id, post_id=post.id)
        session.add(tenure)
    tenure.started, tenure.ended = facts.started, facts.ended


def _post_of(session: Session, facts: OfficeHolderFacts) -> Post:
    """Give the post as printed; a body that changed its name ("HMIC; HMICFRS") is known by its last."""
    same = select(Post).where(Post.title == facts.post, Post.organisation_name == facts.organisation)
    known = session.scalar(same)
    if known is None:
        body = facts.organisation.rpartition("; ")[2]
        found = ensure_post(session, facts.post, body)
        if body == facts.organisation and found.organisation_name == body:
            return found
        known = Post(
            title=facts.post,
            organisation_name=facts.organisation,
            organisation_id=found.organisation_id,
        )
        session.add(known)
        session.flush()
    return known


def _has_number(key: str) -> bool:
    return _FURTHER in key and key.rpartition(_FURTHER)[2].isdigit()
