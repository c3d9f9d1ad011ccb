"""Who signs for the office: those who usually do, all others who hold a post in its body, and one case's own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.address import printed_honours
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.names import bare_name
from corresp_tracker.casework.people import add_person, covers, ensure_post, fetch_person, tenures_of
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.cases import Case, OfficeProfile
from corresp_tracker.model.people import Organisation, Party, PartyRole, Person, Post, Tenure, UsualSignatory


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Somebody who signs, as the signature block prints them; `person_id` is None for one whom no record holds yet.

    `organisation` is the body that the letter comes from. `is_usual` says that the office usually has them sign.
    """

    name: str
    honours: str = ""
    post: str = ""
    organisation: str = ""
    person_id: int | None = None
    post_id: int | None = None
    is_usual: bool = False

    @property
    def block(self) -> tuple[str, ...]:
        """The lines under the sign-off."""
        return tuple(filter(None, (" ".join(filter(None, (self.name, self.honours))), self.post)))

    def in_words(self) -> str:
        """Name them in one line."""
        return ", ".join(self.block)


def signatories(session: Session, *, on: date | None = None) -> tuple[Signatory, ...]:
    """Give who may sign on a day (today): those who usually do first, then who holds a post in the office's body."""
    on = on or office_today()
    usual = _usual(session, on)
    others = [
        each for each in _in_own_body(session, on) if each.person_id not in {u.person_id for u in usual}
    ]
    first = office_signatory(session, on=on)
    rest = [each for each in (*usual, *others) if not first or bare_name(each.name) != bare_name(first.name)]
    return (first, *rest) if first and first.name else tuple(rest)


def office_signatory(session: Session, *, on: date | None = None) -> Signatory | None:
    """Give who signs where nothing else is said: the one in the office's settings. None where they name nobody."""
    profile = session.scalars(select(OfficeProfile)).first()
    if profile is None or not (profile.signatory_name or profile.signatory_post):
        return None
    held = _in_own_body(session, on or office_today())
    same = [each for each in held if bare_name(each.name) == bare_name(profile.signatory_name)]
    known = same[0] if len(same) == 1 and profile.signatory_name else None
    return Signatory(
        name=profile.signatory_name,
        honours=profile.signatory_honours,
        post=profile.signatory_post,
        organisation=_own_name(profile),
        person_id=known.person_id if known else None,
        post_id=known.post_id if known and known.post == profile.signatory_post else None,
        is_usual=True,
    )


def signatory_of(session: Session, case: Case) -> Signatory | None:
    """Give who signs the letters of a case: the one that it names, else the office's own. None where there is none."""
    usual = office_signatory(session)
    person = session.get(Person, case.signatory_id) if case.signatory_id else None
    if person is None:
        return usual
    if usual and bare_name(usual.name) == person.folded_name:
        return replace(usual, person_id=person.id)
    kept = session.scalar(select(UsualSignatory).where(UsualSignatory.person_id == person.id))
    post = session.get(Post, kept.post_id) if kept and kept.post_id else _post_of(session, person)
    return _signatory(session, person, post, is_usual=kept is not None)


def keep_usual(session: Session, chosen: Sequence[Signatory]) -> None:
    """Make these the office's usual signatories, in this order, beside the one in its settings."""
    wanted = {each.person_id: each for each in chosen}
    if None in wanted:
        raise InvalidLetter("Add whoever signs under People first, with their post in the office's own body.")
    for held in session.scalars(select(UsualSignatory)).all():
        if held.person_id not in wanted:
            session.delete(held)
    kept = {held.person_id: held for held in session.scalars(select(UsualSignatory))}
    for position, (person_id, each) in enumerate(wanted.items()):
        assert person_id is not None
        record = kept.get(person_id)
        if record is None:
            session.add(UsualSignatory(person_id=person_id, post_id=each.post_id, position=position))
        else:
            record.position, record.post_id = position, each.post_id
    session.flush()


def as_person(session: Session, signatory: Signatory) -> Person:
    """Give the person who signs, added with their post where no record holds them yet."""
    if signatory.person_id is not None:
        return fetch_person(session, signatory.person_id)
    known = session.scalars(
        select(Person).where(Person.folded_name == bare_name(signatory.name), Person.merged_into_id.is_(None))
    ).all()
    if len(known) == 1:
        return known[0]
    person = add_person(session, signatory.name, honours=signatory.honours)
    if signatory.post:
        post = ensure_post(session, signatory.post, signatory.organisation)
        session.add(Tenure(person_id=person.id, post_id=post.id))
    session.flush()
    return person


def sender_of(letter_id: int, signatory: Signatory) -> Party:
    """Make the sender of a letter of whoever signs it."""
    return Party(
        letter_id=letter_id,
        role=PartyRole.SENDER,
        person_id=signatory.person_id,
        post_id=signatory.post_id,
        name=signatory.name,
        honours=signatory.honours,
        post_title=signatory.post,
        organisation_name=signatory.organisation,
    )


def _usual(session: Session, on: date) -> list[Signatory]:
    rows = session.execute(
        select(UsualSignatory, Person)
        .join(Person, Person.id == UsualSignatory.person_id)
        .where(Person.merged_into_id.is_(None))
        .order_by(UsualSignatory.position, UsualSignatory.id)
    ).all()
    return [
        _signatory(
            session,
            person,
            session.get(Post, kept.post_id) if kept.post_id else _post_of(session, person, on=on),
            is_usual=True,
        )
        for kept, person in rows
    ]


def _in_own_body(session: Session, on: date) -> list[Signatory]:
    """Give who holds a post in the office's own body on a day, those who came last first."""
    body = _own_body(session)
    if body is None:
        return []
    rows = session.execute(
        select(Tenure, Person, Post)
        .join(Person, Person.id == Tenure.person_id)
        .join(Post, Post.id == Tenure.post_id)
        .where(Post.organisation_id == body.id, Person.merged_into_id.is_(None))
    ).all()
    there = [row for row in rows if covers(row[0], on)]
    there.sort(key=lambda row: (row[0].started.iso if row[0].started else "", row[1].name), reverse=True)
    found: dict[int, Signatory] = {}
    for _, person, post in there:
        found.setdefault(person.id, _signatory(session, person, post))
    return list(found.values())


def _signatory(session: Session, person: Person, post: Post | None, *, is_usual: bool = False) -> Signatory:
    profile = session.scalars(select(OfficeProfile)).first()
    own = _own_body(session)
    is_own = post is None or own is None or post.organisation_id in (None, own.id)
    return Signatory(
        name=person.name,
        honours=printed_honours(person.honours),
        post=post.title if post else "",
        organisation=_own_name(profile) if is_own and profile else (post.organisation_name if post else ""),
        person_id=person.id,
        post_id=post.id if post else None,
        is_usual=is_usual,
    )


def _post_of(session: Session, person: Person, *, on: date | None = None) -> Post | None:
    """Give the post under a person's name: in the office's own body where they hold one there, the last begun first."""
    body, day = _own_body(session), on or office_today()
    held = [tenure for tenure in reversed(tenures_of(session, person.id)) if covers(tenure, day)]
    posts = [session.get_one(Post, tenure.post_id) for tenure in held]
    own = [post for post in posts if body and post.organisation_id == body.id]
    return next(iter((*own, *posts)), None)


def _own_body(session: Session) -> Organisation | None:
    key = session.scalar(select(OfficeProfile.organisation_key).limit(1))
    return session.scalar(select(Organisation).where(Organisation.key == key)) if key else None


def _own_name(profile: OfficeProfile) -> str:
    return profile.letterhead.partition("\n")[0]
