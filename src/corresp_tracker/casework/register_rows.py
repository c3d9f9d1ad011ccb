"""The register between its two shapes: the facts that engines and files hold, and the records of the log."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from corresp_tracker.model.works import CompleteStretch, Membership, Programme, Report, Work, WorkName
from corresp_tracker.values.register_facts import ProgrammeFacts, RegisterFacts, ReportFacts


def work_facts(session: Session) -> RegisterFacts:
    """Give all works of the log as facts: reports and programmes, in the order in which they were added."""
    works = session.scalars(select(Work).options(selectinload(Work.names)).order_by(Work.id)).all()
    keys = {work.id: work.key for work in works}
    programmes_of = {
        report: (keys[programme], edition)
        for report, programme, edition in session.execute(
            select(Membership.report_id, Membership.programme_id, Membership.edition).order_by(
                Membership.id.desc()
            )
        )
    }
    complete: dict[int, list[CompleteStretch]] = defaultdict(list)
    for stretch in session.scalars(select(CompleteStretch).order_by(CompleteStretch.id)):
        complete[stretch.programme_id].append(stretch)
    return RegisterFacts(
        reports=tuple(
            _report_facts(work, programmes_of.get(work.id, ("", ""))[0], keys)
            for work in works
            if isinstance(work, Report)
        ),
        programmes=tuple(
            _programme_facts(work, complete[work.id]) for work in works if isinstance(work, Programme)
        ),
    )


def put_programmes(session: Session, programmes: Iterable[ProgrammeFacts]) -> None:
    """Write programmes into the log: new ones added, known ones (by key) changed where the facts differ."""
    held = {facts.key: facts for facts in work_facts(session).programmes}
    for facts in programmes:
        if held.get(facts.key) == facts:
            continue
        work = _work_of(session, facts.key, Programme(key=facts.key, title=facts.name))
        assert isinstance(work, Programme)
        work.title, work.abbreviation, work.url = facts.name, facts.abbreviation, facts.url
        work.owners, work.started, work.ended = "; ".join(facts.owners), facts.started, facts.ended
        session.flush()
        # Names and ties are rows of their own: the work's version moves with them all the same.
        flag_modified(work, "title")
        _put_names(session, work, facts.other_names, cue=facts.cue_names)
        _put_complete(session, work, facts)
    session.flush()


def put_reports(session: Session, reports: Sequence[ReportFacts]) -> None:
    """Write reports into the log: new ones added, known ones (by key) changed where the facts differ."""
    held = {facts.key: facts for facts in work_facts(session).reports}
    for facts in reports:
        if held.get(facts.key) == facts:
            continue
        work = _work_of(session, facts.key, Report(key=facts.key, title=facts.title))
        assert isinstance(work, Report)
        work.title, work.short_title, work.publishers = (
            facts.title,
            facts.short_title,
            "; ".join(facts.publishers),
        )
        work.published_on, work.inspected_on, work.edition = (
            facts.published_on,
            facts.inspected_on,
            facts.edition,
        )
        work.place, work.series, work.report_kind, work.url = facts.place, facts.series, facts.kind, facts.url
        session.flush()
        # Names and ties are rows of their own: the work's version moves with them all the same.
        flag_modified(work, "title")
        _put_names(session, work, facts.other_names, cue=facts.cue_names)
    session.flush()
    # Only now are all keys known: a report may come before the one that supersedes it.
    ids = dict(session.execute(select(Work.key, Work.id)).all())
    for facts in reports:
        _put_ties(session, facts, ids)
    session.flush()


def _work_of(session: Session, key: str, new: Work) -> Work:
    work = session.scalar(select(Work).where(Work.key == key).options(selectinload(Work.names)))
    if work is None:
        session.add(new)
        return new
    return work


def _put_names(session: Session, work: Work, names: Sequence[str], *, cue: frozenset[str]) -> None:
    """Make a work's other names these, in this order; names that are ordinary words need a cue."""
    held = {name.words: name for name in session.scalars(select(WorkName).where(WorkName.work_id == work.id))}
    wanted = list(dict.fromkeys((*names, *sorted(cue))))
    for words in held.keys() - set(wanted):
        session.delete(held[words])
    for position, words in enumerate(wanted):
        name = held.get(words)
        if name is None:
            session.add(WorkName(work_id=work.id, words=words, needs_cue=words in cue, position=position))
        else:
            name.needs_cue, name.position = words in cue, position


def _put_complete(session: Session, work: Programme, facts: ProgrammeFacts) -> None:
    held = {row.stretch: row for row in session.scalars(_stretches(work.id))}
    for stretch in held.keys() - set(facts.complete):
        session.delete(held[stretch])
    session.add_all(
        CompleteStretch(programme_id=work.id, stretch=stretch)
        for stretch in facts.complete
        if stretch not in held
    )


def _put_ties(session: Session, facts: ReportFacts, ids: dict[str, int]) -> None:
    """Write which programme a report belongs to, and which report took its place."""
    report = session.get_one(Report, ids[facts.key])
    report.superseded_by_id = ids.get(facts.superseded_by)
    held = session.scalars(select(Membership).where(Membership.report_id == report.id)).all()
    programme_id = ids.get(facts.programme)
    for membership in held:
        if membership.programme_id != programme_id:
            session.delete(membership)
        else:
            membership.edition = facts.edition
    if programme_id and programme_id not in {membership.programme_id for membership in held}:
        session.add(Membership(report_id=report.id, programme_id=programme_id, edition=facts.edition))


def _report_facts(work: Report, programme: str, keys: dict[int, str]) -> ReportFacts:
    return ReportFacts(
        key=work.key,
        title=work.title,
        short_title=work.short_title or "",
        publishers=_parts(work.publishers),
        published_on=work.published_on,
        inspected_on=work.inspected_on,
        programme=programme,
        edition=work.edition or "",
        place=work.place or "",
        series=work.series or "",
        kind=work.report_kind or "",
        superseded_by=keys.get(work.superseded_by_id or 0, ""),
        url=work.url,
        other_names=_other_names(work, work.title, work.short_title),
        cue_names=frozenset(name.words for name in work.names if name.needs_cue),
    )


def _programme_facts(work: Programme, complete: Sequence[CompleteStretch]) -> ProgrammeFacts:
    return ProgrammeFacts(
        key=work.key,
        name=work.title,
        abbreviation=work.abbreviation or "",
        other_names=_other_names(work, work.title, work.abbreviation),
        cue_names=frozenset(name.words for name in work.names if name.needs_cue),
        owners=_parts(work.owners),
        started=work.started,
        ended=work.ended,
        url=work.url,
        complete=tuple(row.stretch for row in complete),
    )


def _other_names(work: Work, *own: str | None) -> tuple[str, ...]:
    """Give a work's other names; its title or abbreviation is only kept among them to say that it needs a cue."""
    return tuple(name.words for name in work.names if not (name.needs_cue and name.words in own))


def _parts(printed: str | None) -> tuple[str, ...]:
    return tuple(part for part in (printed or "").split("; ") if part)


def _stretches(programme_id: int):
    return (
        select(CompleteStretch)
        .where(CompleteStretch.programme_id == programme_id)
        .order_by(CompleteStretch.id)
    )
