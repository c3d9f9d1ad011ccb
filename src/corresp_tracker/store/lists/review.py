"""The citations that want a look, across all letters: what a person reviews one after another."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.works import Candidate, Link, LinkStanding, Work
from corresp_tracker.store.lists.letters import ASKS, IS_GAP
from corresp_tracker.store.search import correspondents, standing_of
from corresp_tracker.values.citation import CitationKind
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate

COUNT_TO = 1_000
_TO_A_WORK = (CitationKind.REPORT, CitationKind.PROGRAMME, CitationKind.GROUP)


class Doubt(StrEnum):
    """Why a citation wants a look."""

    ASKS = "asks"
    WARNS = "warns"
    NOT_HELD = "not held"


_UNJUDGED = Link.standing == LinkStanding.PROPOSED
_WARNS = and_(_UNJUDGED, cast(Link.checks, String) != "[]")
_GAP = and_(_UNJUDGED, Link.kind == CitationKind.REPORT, IS_GAP)
_WHY: dict[Doubt, ColumnElement[bool]] = {
    Doubt.ASKS: and_(ASKS, ~IS_GAP),
    Doubt.WARNS: _WARNS,
    Doubt.NOT_HELD: _GAP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A citation that wants a look; `id` is its link's. `means` is the work that it may name, "" where none is held.

    `others` counts what else it may mean; `warning` is its first check.
    """

    id: int
    letter_id: int
    paragraph_id: int
    label: str
    words: str
    reason: str
    means: str
    others: int
    warning: str
    is_gap: bool
    reference: str
    dated: PartialDate | None
    direction: Direction
    standing: str
    correspondent: str


def review_ids(session: Session, doubts: Sequence[Doubt] = tuple(Doubt)) -> "array[int]":
    """Give the links that want a look for any of these reasons: those of drafts first, then of the newest letters."""
    is_draft = case((and_(Letter.direction == Direction.OUT, Letter.dispatched.is_(None)), 0), else_=1)
    asked = _doubtful(select(Link.id), doubts).order_by(
        is_draft,
        Letter.dated.is_(None),
        Letter.dated.desc(),
        Letter.id.desc(),
        Paragraph.position,
        Link.start,
    )
    return array("q", session.scalars(asked).all())


def review_count(session: Session) -> int:
    """Count the links that want a look, up to 1,000."""
    some = _doubtful(select(Link.id), tuple(Doubt)).limit(COUNT_TO).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _doubtful(statement: Select[int], doubts: Sequence[Doubt]) -> Select[int]:
    return (
        statement.join(Paragraph, Paragraph.id == Link.paragraph_id)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .where(
            Paragraph.removed.is_(False),
            Link.kind.in_(_TO_A_WORK),
            or_(*(_WHY[doubt] for doubt in doubts)),
        )
    )


def review_rows(session: Session, ids: Sequence[int]) -> list[ReviewRow]:
    """Give the rows of these links, in their order; one that is gone is left out."""
    gap = IS_GAP.label("gap")
    rows = session.execute(
        select(Link, Paragraph.label, Letter, Case.reference, Work.title, gap)
        .join(Paragraph, Paragraph.id == Link.paragraph_id)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .join(Case, Case.id == Letter.case_id)
        .outerjoin(Work, Work.id == Link.work_id)
        .where(Link.id.in_(ids))
    ).all()
    found = {row[0].id: row for row in rows}
    whom = correspondents(session, [row[2].id for row in rows])
    offered = _offered(session, ids)
    made: list[ReviewRow] = []
    for link_id in ids:
        if link_id not in found:
            continue
        link, label, letter, reference, title, is_gap = found[link_id]
        choices = [words for words in offered.get(link_id, ()) if words != title]
        made.append(
            ReviewRow(
                id=link.id,
                letter_id=letter.id,
                paragraph_id=link.paragraph_id,
                label=label,
                words=link.words,
                reason=link.reason,
                means=title or (choices[0] if choices else ""),
                others=len(choices) - (0 if title else min(len(choices), 1)),
                warning=str(link.checks[0]["message"]) if link.checks else "",
                is_gap=bool(is_gap),
                reference=reference,
                dated=letter.dated,
                direction=letter.direction,
                standing=standing_of(letter),
                correspondent=whom.get(letter.id, ""),
            )
        )
    return made


def _offered(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    offered: dict[int, list[str]] = {}
    rows = session.execute(
        select(Candidate.link_id, Work.title)
        .join(Work, Work.id == Candidate.work_id)
        .where(Candidate.link_id.in_(ids))
        .order_by(Candidate.link_id, Candidate.rank)
    )
    for link_id, title in rows:
        offered.setdefault(link_id, []).append(title)
    return offered
