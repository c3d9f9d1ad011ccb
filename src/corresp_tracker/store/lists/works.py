"""Reports and programmes as lists show them, and everything that cites one."""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session, selectinload

from corresp_tracker.errors import NotFound
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.works import (
    CompleteStretch,
    Link,
    Membership,
    Programme,
    Report,
    Work,
    WorkKind,
    WorkName,
)
from corresp_tracker.store.search import standing_links
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
    """One work, whole. `members` are the reports of a programme, newest first.

    `shared_names` are those of its other names that another work goes by too; `complete` are the stretches of time
    for which the register holds all reports of a programme.
    """

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
    withdrawn: bool
    note: str
    shared_names: tuple[str, ...]
    complete: tuple[PartialDate, ...]
    programme_id: int | None
    members: tuple[WorkRow, ...]
    version: int


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
        withdrawn=work.withdrawn,
        note=work.note,
        shared_names=tuple(name.words for name in work.names if name.ambiguous),
        complete=_complete(session, work_id) if programme else (),
        programme_id=_programmes(session, [work_id]).get(work_id, (None,))[0],
        members=members,
        version=work.version,
    )


def _superseded_by(session: Session, report: Report | None) -> str:
    if report is None or report.superseded_by_id is None:
        return ""
    return session.scalar(select(Work.title).where(Work.id == report.superseded_by_id)) or ""


def _complete(session: Session, programme_id: int) -> tuple[PartialDate, ...]:
    stretches = select(CompleteStretch.stretch).where(CompleteStretch.programme_id == programme_id)
    return tuple(session.scalars(stretches.order_by(CompleteStretch.id)))


def _members(session: Session, programme_id: int) -> tuple[WorkRow, ...]:
    ids = session.scalars(
        select(Report.id)
        .join(Membership, Membership.report_id == Report.id)
        .where(Membership.programme_id == programme_id)
        .order_by(Report.published_on.is_(None), Report.published_on.desc(), Report.title)
    ).all()
    return tuple(work_rows(session, ids))
