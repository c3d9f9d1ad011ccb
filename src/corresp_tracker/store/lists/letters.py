"""Letters as lists show them."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from corresp_tracker.model.cases import AlsoAnswered, Case
from corresp_tracker.model.letters import ArrivalStanding, ArrivedFile, Letter, LetterRole, Paragraph
from corresp_tracker.model.people import Person
from corresp_tracker.model.works import Link, LinkStanding
from corresp_tracker.store.search import correspondents, standing_of
from corresp_tracker.values.citation import CitationKind, Confidence
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate

IS_GAP = and_(
    Link.standing != LinkStanding.REJECTED,
    Link.kind.in_((CitationKind.REPORT, CitationKind.LETTER)),
    Link.work_id.is_(None),
    Link.cited_letter_id.is_(None),
    ~Link.candidates.any(),
)
ASKS = or_(
    Link.lost.is_(True),
    and_(
        Link.standing == LinkStanding.PROPOSED,
        Link.confidence != Confidence.CERTAIN,
        Link.kind.not_in((CitationKind.BODY, CitationKind.LETTER)),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """A letter as a list shows it. `standing` is received, sent or draft; `asks` counts links to look at."""

    id: int
    case_id: int
    reference: str
    direction: Direction
    role: LetterRole
    standing: str
    dated: PartialDate | None
    correspondent: str
    subject: str
    stage: str
    with_whom: str
    links: int
    asks: int
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedRow:
    """A file that came and waits to be logged."""

    id: int
    name: str
    arrived_at: str
    standing: ArrivalStanding
    problem: str


def letter_ids(
    session: Session,
    *,
    order: Literal["newest", "oldest"] = "newest",
    direction: Direction | None = None,
    case_id: int | None = None,
    drafts: bool = True,
) -> "array[int]":
    """Give letters by date; those with none are the oldest. Those of a case are also replies of others that answer it."""
    statement = select(Letter.id)
    if direction:
        statement = statement.where(Letter.direction == direction)
    if case_id is not None:
        also = select(AlsoAnswered.letter_id).where(AlsoAnswered.case_id == case_id)
        statement = statement.where(or_(Letter.case_id == case_id, Letter.id.in_(also)))
    if not drafts:
        statement = statement.where(or_(Letter.direction == Direction.IN, Letter.dispatched.is_not(None)))
    if order == "newest":
        statement = statement.order_by(Letter.dated.is_(None), Letter.dated.desc(), Letter.id.desc())
    else:
        statement = statement.order_by(Letter.dated.is_(None), Letter.dated, Letter.id)
    return array("q", session.scalars(statement).all())


def letter_rows(session: Session, ids: Sequence[int]) -> list[LetterRow]:
    """Give the rows of these letters, in their order; a letter that is gone is left out."""
    drafter = aliased(Person)
    statement = (
        select(Letter, Case.reference, Case.stage, drafter.name)
        .join(Case, Case.id == Letter.case_id)
        .outerjoin(drafter, drafter.id == Case.drafter_id)
        .where(Letter.id.in_(ids))
    )
    found = {row[0].id: row for row in session.execute(statement)}
    names = correspondents(session, ids)
    counts = _link_counts(session, ids)
    rows: list[LetterRow] = []
    for letter_id in ids:
        if letter_id not in found:
            continue
        letter, reference, stage, with_whom = found[letter_id]
        links, asks, gaps = counts.get(letter_id, (0, 0, 0))
        rows.append(
            LetterRow(
                id=letter.id,
                case_id=letter.case_id,
                reference=reference,
                direction=letter.direction,
                role=letter.role,
                standing=standing_of(letter),
                dated=letter.dated,
                correspondent=names.get(letter.id, ""),
                subject=letter.subject,
                stage=stage,
                with_whom=with_whom or "",
                links=links,
                asks=asks,
                gaps=gaps,
            )
        )
    return rows


def _link_counts(session: Session, letter_ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    statement = (
        select(
            Paragraph.letter_id,
            func.count(),
            func.count().filter(ASKS),
            func.count().filter(IS_GAP),
        )
        .join(Link, Link.paragraph_id == Paragraph.id)
        .where(
            Paragraph.letter_id.in_(letter_ids),
            Paragraph.removed.is_(False),
            Link.standing != LinkStanding.REJECTED,
            Link.kind != CitationKind.BODY,
        )
        .group_by(Paragraph.letter_id)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in session.execute(statement)}


def waiting_files(session: Session) -> list[ArrivedRow]:
    """Give the files that came and are not logged yet, oldest first."""
    statement = (
        select(ArrivedFile)
        .where(
            ArrivedFile.parent_id.is_(None),
            ArrivedFile.standing.in_((ArrivalStanding.WAITING, ArrivalStanding.SET_ASIDE)),
        )
        .order_by(ArrivedFile.id)
    )
    return [
        ArrivedRow(
            id=file.id,
            name=file.name,
            arrived_at=file.arrived_at.isoformat(),
            standing=file.standing,
            problem=file.problem,
        )
        for file in session.scalars(statement)
    ]
