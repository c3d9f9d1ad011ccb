"""Reports and programmes as lists show them, and everything that cites one."""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session, selectinload

from corresp_tracker.errors import NotFound
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.works import (
    Link,
    LinkStanding,
    Membership,
    Programme,
    Report,
    Work,
    WorkKind,
    WorkName,
)
from corresp_tracker.store.search import correspondents, standing_links, standing_of
from corresp_tracker.values.citation import Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """A report or programme as a list shows it; `sent`, `received` and `drafts` count paragraphs citing it."""

    id: int
    key: str
    kind: WorkKind
    title: str
    publishers: str
    published_on: PartialDate | None
    inspected_on: PartialDate | None
    programme: str
    edition: str
    place: str
    sent: int
    received: int
    drafts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCard:
    """One work, whole. `members` are the reports of a programme, newest first."""

    row: WorkRow
    short_title: str
    other_names: tuple[str, ...]
    abbreviation: str
    url: str
    series: str
    report_kind: str
    started: PartialDate | None
    ended: PartialDate | None
    superseded_by: str
    programme_id: int | None
    members: tuple[WorkRow, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedBy:
    """One paragraph that cites a work."""

    paragraph_id: int
    letter_id: int
    case_id: int
    reference: str
    label: str
    words: str
    text: str
    dated: PartialDate | None
    direction: Direction
    standing: str
    correspondent: str
    link_standing: LinkStanding
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedByCount:
    """How often a work is cited: paragraphs and letters sent, paragraphs received, drafts, unconfirmed."""

    paragraphs_sent: int
    letters_sent: int
    received: int
    drafts: int
    unconfirmed: int

    def in_words(self) -> str:
        """State the counts with their rule."""
        sent = f"{_count(self.paragraphs_sent, 'paragraph')} in {_count(self.letters_sent, 'letter')} sent"
        return f"{sent}; {self.received} received; {self.drafts} in drafts; {self.unconfirmed} unconfirmed"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def work_ids(session: Session, *, words: str = "", kind: WorkKind | None = None) -> "array[int]":
    """Give the works whose title or other name holds all these words, programmes first, then by title."""
    statement = select(Work.id).where(Work.merged_into_id.is_(None))
    if kind:
        statement = statement.where(Work.kind == kind)
    for word in folded_words(words):
        like = f"%{word}%"
        named = select(WorkName.work_id).where(func.lower(WorkName.words).like(like))
        statement = statement.where(
            or_(func.lower(Work.title).like(like), Work.key.like(like), Work.id.in_(named))
        )
    order = case((Work.kind == WorkKind.PROGRAMME, 0), else_=1)
    return array("q", session.scalars(statement.order_by(order, func.lower(Work.title), Work.id)).all())


def work_rows(session: Session, ids: Sequence[int]) -> list[WorkRow]:
    """Give the rows of these works, in their order; a work that is gone is left out."""
    found = {work.id: work for work in session.scalars(select(Work).where(Work.id.in_(ids)))}
    programmes = _programmes(session, ids)
    counts = _counts(session, ids)
    return [_row(found[work_id], programmes, counts) for work_id in ids if work_id in found]


def _row(
    work: Work, programmes: dict[int, tuple[int, str, str]], counts: Counter[tuple[int, str]]
) -> WorkRow:
    report = work if isinstance(work, Report) else None
    owners = work.owners if isinstance(work, Programme) else ""
    _, programme, edition = programmes.get(work.id, (0, "", ""))
    return WorkRow(
        id=work.id,
        key=work.key,
        kind=work.kind,
        title=work.title,
        publishers=report.publishers if report else owners,
        published_on=report.published_on if report else None,
        inspected_on=report.inspected_on if report else None,
        programme=programme,
        edition=report.edition or edition if report else "",
        place=report.place if report else "",
        sent=counts[work.id, "sent"],
        received=counts[work.id, "received"],
        drafts=counts[work.id, "draft"],
    )


def _programmes(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, str, str]]:
    rows = session.execute(
        select(Membership.report_id, Work.id, Work.title, Membership.edition)
        .join(Work, Work.id == Membership.programme_id)
        .where(Membership.report_id.in_(ids))
    )
    return {report: (programme, title, edition) for report, programme, title, edition in rows}


def _counts(session: Session, ids: Sequence[int]) -> Counter[tuple[int, str]]:
    standing = case(
        (Letter.direction == Direction.IN, "received"),
        (Letter.dispatched.is_not(None), "sent"),
        else_="draft",
    )
    rows = session.execute(
        select(Link.work_id, standing, func.count(func.distinct(Paragraph.id)))
        .join(Paragraph, Paragraph.id == Link.paragraph_id)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .where(Link.work_id.in_(ids), Paragraph.removed.is_(False), *standing_links())
        .group_by(Link.work_id, standing)
    )
    return Counter({(work, stands): number for work, stands, number in rows if work})


def work_card(session: Session, work_id: int) -> WorkCard:
    """Give one work, whole. Raises NotFound."""
    work = session.scalar(select(Work).options(selectinload(Work.names)).where(Work.id == work_id))
    if work is None:
        raise NotFound("This report is no longer in the register.")
    report = work if isinstance(work, Report) else None
    programme = work if isinstance(work, Programme) else None
    members = _members(session, work_id) if programme else ()
    return WorkCard(
        row=work_rows(session, [work_id])[0],
        short_title=report.short_title if report else "",
        other_names=tuple(name.words for name in work.names),
        abbreviation=programme.abbreviation if programme else "",
        url=work.url,
        series=report.series if report else "",
        report_kind=report.report_kind if report else "",
        started=programme.started if programme else None,
        ended=programme.ended if programme else None,
        superseded_by=_superseded_by(session, report),
        programme_id=_programmes(session, [work_id]).get(work_id, (None,))[0],
        members=members,
        version=work.version,
    )


def _superseded_by(session: Session, report: Report | None) -> str:
    if report is None or report.superseded_by_id is None:
        return ""
    return session.scalar(select(Work.title).where(Work.id == report.superseded_by_id)) or ""


def _members(session: Session, programme_id: int) -> tuple[WorkRow, ...]:
    ids = session.scalars(
        select(Report.id)
        .join(Membership, Membership.report_id == Report.id)
        .where(Membership.programme_id == programme_id)
        .order_by(Report.published_on.is_(None), Report.published_on.desc(), Report.title)
    ).all()
    return tuple(work_rows(session, ids))


def _citing(work_id: int) -> Select[Link, Paragraph, Letter, str]:
    return (
        select(Link, Paragraph, Letter, Case.reference)
        .join(Paragraph, Paragraph.id == Link.paragraph_id)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .join(Case, Case.id == Letter.case_id)
        .where(Link.work_id == work_id, Link.standing != LinkStanding.REJECTED, Paragraph.removed.is_(False))
        .order_by(
            Letter.dated.is_(None), Letter.dated.desc(), Letter.id.desc(), Paragraph.position, Link.start
        )
    )


def cited_by(session: Session, work_id: int) -> list[CitedBy]:
    """Give every paragraph that cites a work, newest letter first."""
    rows = session.execute(_citing(work_id)).all()
    names = correspondents(session, [row[2].id for row in rows])
    return [
        CitedBy(
            paragraph_id=paragraph.id,
            letter_id=letter.id,
            case_id=letter.case_id,
            reference=reference,
            label=paragraph.label,
            words=link.words,
            text=paragraph.text,
            dated=letter.dated,
            direction=letter.direction,
            standing=standing_of(letter),
            correspondent=names.get(letter.id, ""),
            link_standing=link.standing,
            confidence=link.confidence,
        )
        for link, paragraph, letter, reference in rows
    ]


def cited_by_count(session: Session, work_id: int) -> CitedByCount:
    """Count who cites a work. A link that only may mean it counts as unconfirmed, and nowhere else."""
    citing = cited_by(session, work_id)
    sure = [one for one in citing if _is_sure(one)]
    return CitedByCount(
        paragraphs_sent=len({one.paragraph_id for one in sure if one.standing == "sent"}),
        letters_sent=len({one.letter_id for one in sure if one.standing == "sent"}),
        received=len({one.paragraph_id for one in sure if one.standing == "received"}),
        drafts=len({one.paragraph_id for one in sure if one.standing == "draft"}),
        unconfirmed=len(citing) - len(sure),
    )


def _is_sure(one: CitedBy) -> bool:
    return one.link_standing is LinkStanding.CONFIRMED or one.confidence is not Confidence.POSSIBLE
