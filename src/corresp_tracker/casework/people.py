"""People and posts known to the office: found again when a letter prints them, never made twice in silence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from corresp_tracker.casework.names import (
    bare_name,
    body_names,
    could_be_one,
    folded_title,
    in_mixed_case,
    surname,
    without_honours,
)
from corresp_tracker.errors import ChangedElsewhere, NotFound
from corresp_tracker.model.people import Organisation, PartyRole, Person, Post, Tenure
from corresp_tracker.values.letter_text import PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Somebody whom the office knows and whom a printed name may mean."""

    person_id: int
    known_as: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedCorrespondent:
    """A correspondent as printed, and whom of the known it is.

    `person_id` is None for a body, for somebody new (`is_new`), and where an officer must choose from `choices`.
    `known_as` is how the office knows the correspondent; `reason` says in words why.
    """

    printed: PrintedCorrespondent
    role: PartyRole = PartyRole.SENDER
    person_id: int | None = None
    post_id: int | None = None
    organisation_id: int | None = None
    known_as: str = ""
    reason: str = ""
    is_new: bool = False
    choices: tuple[KnownPerson, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the office knows the person, or at least the post or the body."""
        return any((self.person_id, self.post_id, self.organisation_id))


def match_correspondent(
    session: Session, printed: PrintedCorrespondent, *, on: date | None, role: PartyRole = PartyRole.SENDER
) -> MatchedCorrespondent:
    """Find out who a printed correspondent is, on the day of the letter (None where it has no day)."""
    organisation = find_organisation(session, printed.organisation)
    posts = _posts(session, printed.post, organisation, printed.organisation)
    found = MatchedCorrespondent(
        printed=printed,
        role=role,
        post_id=posts[0].id if len(posts) == 1 else None,
        organisation_id=organisation.id if organisation else None,
        known_as=printed_as(printed),
    )
    if printed.name:
        return _match_by_name(session, found, posts, on=on)
    return _match_by_post(session, found, posts, on=on)


def match_salutation(session: Session, salutation: str, *, on: date | None) -> MatchedCorrespondent | None:
    """Find the one person whom a salutation can mean ("Dear Sir Michael"); None where none or several can."""
    folded = folded_title(salutation)
    if not folded:
        return None
    people = session.scalars(select(Person).where(Person.salutation_by_name != "", standing())).all()
    meant = [person for person in people if folded_title(person.salutation_by_name) == folded]
    if len(meant) > 1 and on:
        meant = [
            person for person in meant if any(covers(tenure, on) for tenure in tenures_of(session, person.id))
        ]
    if len(meant) != 1:
        return None
    printed = PrintedCorrespondent(name=meant[0].name, honours=meant[0].honours)
    return MatchedCorrespondent(
        printed=printed,
        role=PartyRole.ADDRESSEE,
        person_id=meant[0].id,
        known_as=known_as(session, meant[0], on=on),
        reason=f"the salutation “{salutation.strip().rstrip(',')}”",
    )


def add_person(
    session: Session,
    name: str,
    *,
    honours: str = "",
    post: str = "",
    organisation: str = "",
    address: str = "",
) -> Person:
    """Add somebody new, with the post that they hold; its beginning and end are not known yet."""
    name = in_mixed_case(without_honours(name))
    person = Person(name=name, folded_name=bare_name(name), honours=honours, address=address)
    session.add(person)
    session.flush()
    if post:
        held = ensure_post(session, post, organisation)
        session.add(Tenure(person_id=person.id, post_id=held.id))
        session.flush()
    return person


def colleague(session: Session, name: str) -> Person:
    """Give the one of the office's own people who goes by this name, made new where there is none."""
    own = _who_goes_by(session, and_(Person.in_office.is_(True), Person.name == name))
    known = own[0] if own else None
    if known is None:
        known = Person(name=name, folded_name=bare_name(name), in_office=True)
        session.add(known)
        session.flush()
    return known


def fetch_person(session: Session, person_id: int, *, version: int | None = None) -> Person:
    """Give a person. Raises NotFound, and ChangedElsewhere where a colleague changed it since `version` was read."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("This person is no longer in the log: look again under People.")
    if version is not None and person.version != version:
        raise ChangedElsewhere("A colleague changed this person while you had them open: look again.")
    return person


def edit_person(
    session: Session,
    person_id: int,
    *,
    name: str | None = None,
    honours: str | None = None,
    salutation: str | None = None,
    envelope_line: str | None = None,
    address: str | None = None,
    email: str | None = None,
    version: int | None = None,
) -> None:
    """Change what the office knows of a person; what is None stays.

    Raises ChangedElsewhere where a colleague changed it since `version` was read.
    """
    person = fetch_person(session, person_id, version=version)
    if name is not None:
        person.name, person.folded_name = name, bare_name(name)
    given = {"honours": honours, "salutation": salutation, "envelope_line": envelope_line}
    for field, value in {**given, "address": address, "email": email}.items():
        if value is not None:
            setattr(person, field, value)


def holder_of(session: Session, post: str, on: date | None, *, organisation: str = "") -> Person | None:
    """Give who held a post on a day; None where nobody, or more than one, is known to have held it."""
    body = find_organisation(session, organisation)
    posts = _posts(session, post, body, organisation)
    return _holder(session, [found.id for found in posts], on)


def find_organisation(session: Session, printed: str) -> Organisation | None:
    """Find a body by any of its names; None where the office does not know it."""
    names = body_names(printed)
    if not names:
        return None
    exact = session.scalar(select(Organisation).where(Organisation.folded_name.in_(names)).limit(1))
    if exact:
        return exact
    others = session.scalars(select(Organisation).where(Organisation.other_names != ""))
    return next((body for body in others if not set(names).isdisjoint(_other_names(body))), None)


def ensure_organisation(session: Session, printed: str) -> Organisation | None:
    """Give the body of this name, made new where the office does not know it; None for no name."""
    if not printed.strip():
        return None
    found = find_organisation(session, printed)
    if found is None:
        name = in_mixed_case(printed.strip())
        found = Organisation(name=name, folded_name=folded_title(name))
        session.add(found)
        session.flush()
    return found


def ensure_post(session: Session, title: str, organisation: str) -> Post:
    """Give the post of this title in this body, made new where the office does not know it."""
    body = ensure_organisation(session, organisation)
    posts = [
        post
        for post in _posts(session, title, body, organisation)
        if not organisation or post.organisation_id
    ]
    if posts:
        return posts[0]
    printed = body.name if body and not organisation else organisation
    post = Post(title=title, organisation_name=printed, organisation_id=body.id if body else None)
    session.add(post)
    session.flush()
    return post


def known_as(session: Session, person: Person, *, on: date | None = None) -> str:
    """Give how the office knows a person: name and honours, then the post held on that day, or last."""
    name = " ".join(filter(None, (person.name, person.honours.replace(";", "").removeprefix("Kt").strip())))
    tenures = tenures_of(session, person.id)
    held = [tenure for tenure in tenures if on is None or covers(tenure, on)] or tenures
    if not held:
        return name
    post = session.get_one(Post, held[-1].post_id)
    return ", ".join(filter(None, (name, post.title, post.organisation_name)))


def printed_as(printed: PrintedCorrespondent) -> str:
    """Give a correspondent in one line, as printed."""
    return ", ".join(filter(None, (in_mixed_case(printed.name), printed.post, printed.organisation)))


def _match_by_name(
    session: Session, found: MatchedCorrespondent, posts: Sequence[Post], *, on: date | None
) -> MatchedCorrespondent:
    bare = bare_name(found.printed.name)
    people = _who_goes_by(session, Person.folded_name == bare)
    fitting = [person for person in people if _fits_printed(session, person, found)]
    if len(fitting) == 1:
        return _as_person(session, found, fitting[0], on=on, reason="the same name")
    if people:
        return _to_choose(session, found, people, on=on, reason="the same name, in another post")
    holder = _holder(session, [post.id for post in posts], on)
    if holder and surname(holder.folded_name) == surname(bare):
        return _as_person(
            session, found, holder, on=on, reason="the same surname in the same post on that day"
        )
    ending = Person.folded_name.endswith(f" {surname(bare)}", autoescape=True)
    alike = [person for person in _who_goes_by(session, ending) if could_be_one(person.folded_name, bare)]
    if alike:
        return _to_choose(session, found, alike, on=on, reason="a like name")
    return replace(found, is_new=True, reason=f"new: {found.known_as}")


def _match_by_post(
    session: Session, found: MatchedCorrespondent, posts: Sequence[Post], *, on: date | None
) -> MatchedCorrespondent:
    """Match a letter signed or addressed by office alone: whoever held the post on the day."""
    holder = _holder(session, [post.id for post in posts], on)
    if holder:
        when = f" on {on.day} {on:%B %Y}" if on else ""
        return _as_person(session, found, holder, on=on, reason=f"{found.printed.post}{when}")
    if found.post_id:
        return replace(found, reason="the same post")
    if found.organisation_id and not found.printed.post:
        return replace(found, reason="the same organisation")
    new = bool(found.printed.post or found.printed.organisation)
    return replace(found, is_new=new, reason=f"new: {found.known_as}" if new else "nobody is named")


def _who_goes_by(session: Session, named: ColumnElement[bool]) -> list[Person]:
    """Give those whom a name means; somebody who was merged into another is that other, once."""
    found: dict[int, Person] = {}
    for person in session.scalars(select(Person).where(named).order_by(Person.id)):
        kept = session.get_one(Person, person.merged_into_id) if person.merged_into_id else person
        found.setdefault(kept.id, kept)
    return list(found.values())


def _as_person(
    session: Session, found: MatchedCorrespondent, person: Person, *, on: date | None, reason: str
) -> MatchedCorrespondent:
    return replace(found, person_id=person.id, known_as=known_as(session, person, on=on), reason=reason)


def _to_choose(
    session: Session, found: MatchedCorrespondent, people: Sequence[Person], *, on: date | None, reason: str
) -> MatchedCorrespondent:
    choices = tuple(
        KnownPerson(person_id=person.id, known_as=known_as(session, person, on=on), reason=reason)
        for person in people
    )
    names = " or ".join(choice.known_as for choice in choices)
    return replace(found, choices=choices, reason=f"somebody new, or {names}: please choose")


def _fits_printed(session: Session, person: Person, found: MatchedCorrespondent) -> bool:
    """Say whether a person of the printed name may well be in the printed body."""
    bodies = {
        session.get_one(Post, tenure.post_id).organisation_id for tenure in tenures_of(session, person.id)
    }
    if not bodies or not found.printed.organisation:
        return True
    if found.organisation_id is None:
        return False
    return found.organisation_id in _with_successors(session, bodies)


def _with_successors(session: Session, bodies: set[int | None]) -> set[int | None]:
    """Give these bodies with those that came after and before them: HMIC is HMICFRS to a correspondent."""
    known = bodies - {None}
    after = session.scalars(select(Organisation.successor_id).where(Organisation.id.in_(known)))
    before = session.scalars(select(Organisation.id).where(Organisation.successor_id.in_(known)))
    return {*known, *after, *before} - {None}


def _posts(session: Session, title: str, body: Organisation | None, printed_body: str) -> list[Post]:
    """Give the posts of this title, in the printed body where one is printed."""
    wanted = folded_title(title)
    if not wanted or (printed_body and body is None):
        return []
    asked = select(Post)
    if body:
        asked = asked.where(Post.organisation_id.in_(_with_successors(session, {body.id})))
    titled = [post for post in session.scalars(asked.order_by(Post.id)) if folded_title(post.title) == wanted]
    own = [post for post in titled if body and post.organisation_id == body.id]
    return own or titled


def _holder(session: Session, post_ids: Sequence[int], on: date | None) -> Person | None:
    """Give the one holder on a day: whoever's known time holds it, else whoever began last of those still there."""
    tenures = session.scalars(select(Tenure).where(Tenure.post_id.in_(post_ids))).all()
    there = [tenure for tenure in tenures if on is None or covers(tenure, on)]
    bounded = {tenure.person_id for tenure in there if tenure.started and tenure.ended}
    holders = {tenure.person_id for tenure in there}
    if on and bounded:
        holders = bounded
    elif on and (begun := [tenure for tenure in there if tenure.started]):
        last = max(tenure.started.first for tenure in begun if tenure.started)
        holders = {tenure.person_id for tenure in begun if tenure.started and tenure.started.first == last}
    return session.get(Person, holders.pop()) if len(holders) == 1 else None


def tenures_of(session: Session, person_id: int) -> list[Tenure]:
    """Give a person's times in posts, the first first; one whose beginning is not known before all."""
    held = list(session.scalars(select(Tenure).where(Tenure.person_id == person_id).order_by(Tenure.id)))
    return sorted(held, key=lambda tenure: tenure.started.iso if tenure.started else "")


def covers(tenure: Tenure, on: date) -> bool:
    """Say whether somebody may have held a post on a day; an unknown beginning or end covers all days."""
    earliest = tenure.started or PartialDate("0001")
    latest = tenure.ended or PartialDate("9999")
    return earliest.first <= on <= latest.last


def _other_names(body: Organisation) -> set[str]:
    return {folded_title(name) for name in body.other_names.splitlines()}


def standing() -> ColumnElement[bool]:
    """Leave out those who were merged into somebody else."""
    return Person.merged_into_id.is_(None)
