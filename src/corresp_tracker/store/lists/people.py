"""People as lists show them, and one person with their posts and letters."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corresp_tracker.errors import NotFound
from corresp_tracker.model.cases import Case, OfficeProfile
from corresp_tracker.model.follow_ups import Commitment
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Greeting, Party, PartyRole, Person, Post, Tenure, UsualSignatory
from corresp_tracker.store.lists.letters import LetterRow, letter_rows
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person as a list shows them. `current` says whether the post shown has no known end."""

    id: int
    name: str
    honours: str
    post: str
    organisation: str
    letters_in: int
    letters_out: int
    last_contact: PartialDate | None
    open_cases: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TenureRow:
    """A time in a post; an unknown beginning or end is None."""

    post: str
    organisation: str
    started: PartialDate | None
    ended: PartialDate | None
    salutation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """A promise that was made to somebody and is not kept yet."""

    words: str
    reference: str
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """One person, whole: posts newest first, letters newest first.

    `greetings` are the ways in which signatories greet them, each their own; `signatories` are those who usually sign.
    `open_cases` are a line each, `commitments` what the office promised them and has not kept yet.
    """

    row: PersonRow
    tenures: tuple[TenureRow, ...]
    letters: tuple[LetterRow, ...]
    salutation: str
    salutation_by_name: str
    envelope_line: str
    address: str
    email: str
    version: int
    greetings: Mapping[str, str]
    signatories: tuple[str, ...]
    open_cases: tuple[str, ...]
    commitments: tuple[PromiseRow, ...]


def person_ids(session: Session, *, words: str = "") -> "array[int]":
    """Give the people whose name, post or organisation holds all these words, by name."""
    statement = select(Person.id).where(Person.merged_into_id.is_(None))
    for word in folded_words(words):
        like = f"%{word}%"
        held = (
            select(Tenure.person_id)
            .join(Post, Post.id == Tenure.post_id)
            .where(func.lower(Post.title).like(like) | func.lower(Post.organisation_name).like(like))
        )
        statement = statement.where(Person.folded_name.like(like) | Person.id.in_(held))
    return array("q", session.scalars(statement.order_by(Person.folded_name, Person.id)).all())


def person_rows(session: Session, ids: Sequence[int]) -> list[PersonRow]:
    """Give the rows of these people, in their order; one that is gone is left out."""
    people = {person.id: person for person in session.scalars(select(Person).where(Person.id.in_(ids)))}
    posts = _newest_tenures(session, ids)
    letters = _letter_counts(session, ids)
    rows: list[PersonRow] = []
    for person_id in ids:
        if person_id not in people:
            continue
        person = people[person_id]
        post = posts.get(person_id)
        came, went, last, open_cases = letters.get(person_id, (0, 0, None, 0))
        rows.append(
            PersonRow(
                id=person_id,
                name=person.name,
                honours=person.honours,
                post=post.post if post else "",
                organisation=post.organisation if post else "",
                letters_in=came,
                letters_out=went,
                last_contact=last,
                open_cases=open_cases,
                current=post is not None and post.ended is None,
            )
        )
    return rows


def _tenures(session: Session, ids: Sequence[int]) -> list[tuple[int, TenureRow]]:
    rows = session.execute(
        select(
            Tenure.person_id,
            Post.title,
            Post.organisation_name,
            Tenure.started,
            Tenure.ended,
            Post.salutation,
        )
        .join(Post, Post.id == Tenure.post_id)
        .where(Tenure.person_id.in_(ids))
        .order_by(Tenure.started.is_(None), Tenure.started.desc(), Tenure.id.desc())
    )
    return [
        (person, TenureRow(post=post, organisation=body, started=started, ended=ended, salutation=salutation))
        for person, post, body, started, ended, salutation in rows
    ]


def _newest_tenures(session: Session, ids: Sequence[int]) -> dict[int, TenureRow]:
    newest: dict[int, TenureRow] = {}
    for person_id, tenure in _tenures(session, ids):
        newest.setdefault(person_id, tenure)
    return newest


def _letter_counts(
    session: Session, ids: Sequence[int]
) -> dict[int, tuple[int, int, PartialDate | None, int]]:
    shown = Party.role.in_((PartyRole.SENDER, PartyRole.ADDRESSEE))
    is_open = Case.finished.is_(False)
    rows = session.execute(
        select(
            Party.person_id,
            func.count(func.distinct(Letter.id)).filter(Letter.direction == Direction.IN),
            func.count(func.distinct(Letter.id)).filter(Letter.direction == Direction.OUT),
            func.max(Letter.dated),
            func.count(func.distinct(Case.id)).filter(is_open),
        )
        .join(Letter, Letter.id == Party.letter_id)
        .join(Case, Case.id == Letter.case_id)
        .where(Party.person_id.in_(ids), shown)
        .group_by(Party.person_id)
    )
    return {row[0] or 0: (row[1], row[2], row[3], row[4]) for row in rows if row[0]}


def person_card(session: Session, person_id: int) -> PersonCard:
    """Give one person, whole. Raises NotFound."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("This person is no longer known to the office.")
    ids = session.scalars(
        select(Letter.id)
        .where(Letter.id.in_(select(Party.letter_id).where(Party.person_id == person_id)))
        .order_by(Letter.dated.is_(None), Letter.dated.desc(), Letter.id.desc())
    ).all()
    return PersonCard(
        row=person_rows(session, [person_id])[0],
        tenures=tuple(tenure for _, tenure in _tenures(session, [person_id])),
        letters=tuple(letter_rows(session, ids)),
        salutation=person.salutation,
        salutation_by_name=person.salutation_by_name,
        envelope_line=person.envelope_line,
        address=person.address,
        email=person.email,
        version=person.version,
        greetings=_greetings(session, person_id),
        signatories=_signatories(session),
        open_cases=_open_cases(session, person_id),
        commitments=_commitments(session, person_id),
    )


def _signatories(session: Session) -> tuple[str, ...]:
    """Name whoever usually signs for the office, the one of its settings first."""
    first = session.scalar(select(OfficeProfile.signatory_name).limit(1)) or ""
    asked = select(Person.name).join(UsualSignatory, UsualSignatory.person_id == Person.id)
    names = (first, *session.scalars(asked.order_by(UsualSignatory.position, UsualSignatory.id)))
    return tuple(dict.fromkeys(name for name in names if name))


def _greetings(session: Session, person_id: int) -> dict[str, str]:
    asked = select(Greeting).where(Greeting.person_id == person_id).order_by(Greeting.signatory)
    return {each.signatory: each.salutation for each in session.scalars(asked)}


def _open_cases(session: Session, person_id: int) -> tuple[str, ...]:
    """Give the open cases about which somebody writes or is written to, the nearest deadline first."""
    theirs = (
        select(Letter.case_id).join(Party, Party.letter_id == Letter.id).where(Party.person_id == person_id)
    )
    own = select(Party.case_id).where(Party.person_id == person_id, Party.case_id.is_not(None))
    asked = (
        select(Case.reference, Case.subject, Case.due)
        .where(Case.finished.is_(False), Case.id.in_(theirs) | Case.id.in_(own))
        .order_by(Case.due.is_(None), Case.due, Case.id)
    )
    return tuple(
        f"{reference}: {subject}" + (f", due {PartialDate.of_day(due).in_words()}" if due else "")
        for reference, subject, due in session.execute(asked)
    )


def _commitments(session: Session, person_id: int) -> tuple[PromiseRow, ...]:
    """Give what the office promised somebody in letters to them, and has not kept yet."""
    to_them = select(Party.letter_id).where(
        Party.person_id == person_id, Party.role == PartyRole.ADDRESSEE, Party.letter_id.is_not(None)
    )
    asked = (
        select(Commitment.words, Case.reference, Commitment.due)
        .join(Case, Case.id == Commitment.case_id)
        .where(Commitment.letter_id.in_(to_them), Commitment.kept_on.is_(None))
        .order_by(Commitment.due.is_(None), Commitment.due, Commitment.id)
    )
    return tuple(
        PromiseRow(words=words, reference=reference, due=due)
        for words, reference, due in session.execute(asked)
    )
