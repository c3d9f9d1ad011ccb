"""The register between its two shapes: the facts that engines and files hold, and the records of the log."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from corresp_tracker.casework.register_names import mark_shared_names, put_names
from corresp_tracker.errors import NotFound
from corresp_tracker.model.works import CompleteStretch, Membership, Programme, Report, Work
from corresp_tracker.values.register_facts import ProgrammeFacts, RegisterFacts, ReportFacts


def work_facts(session: Session) -> RegisterFacts:
    """Give all works of the log as facts: reports and programmes, in the order in which they were added.

    A work that was merged into another is not one of them: its key is among the other's former keys.
    """
    every = session.scalars(select(Work).options(selectinload(Work.names)).order_by(Work.id)).all()
    works = [work for work in every if work.merged_into_id is None]
    keys = {work.id: work.key for work in works}
    former: dict[int, list[str]] = defaultdict(list)
    for work in every:
        if work.merged_into_id is not None:
            former[work.merged_into_id].append(work.key)
    programmes_of = _programmes_of(session, keys)
    complete: dict[int, list[CompleteStretch]] = defaultdict(list)
    for stretch in session.scalars(select(CompleteStretch).order_by(CompleteStretch.id)):
        complete[stretch.programme_id].append(stretch)
    return RegisterFacts(
        reports=tuple(
            _report_facts(work, programmes_of.get(work.id, ""), keys, former[work.id])
            for work in works
            if isinstance(work, Report)
        ),
        programmes=tuple(
            _programme_facts(work, complete[work.id], former[work.id])
            for work in works
            if isinstance(work, Programme)
        ),
    )


def facts_of_work(session: Session, work_id: int) -> ReportFacts | ProgrammeFacts:
    """Give the facts of one work. Raises NotFound."""
    key = session.scalar(select(Work.key).where(Work.id == work_id))
    facts = work_facts(session)
    found = next((each for each in (*facts.reports, *facts.programmes) if each.key == key), None)
    if found is None:
        raise NotFound("This work is no longer in the register: look for it again.")
    return found


def work_under(session: Session, key: str) -> tuple[int, int]:
    """Give the id and version of the work that a key leads to. Raises NotFound."""
    work = session.get(Work, ids_by_key(session).get(key, 0))
    if work is None:
        raise NotFound(f"No work of the register has the id {key}: `register export` lists them.")
    return work.id, work.version


def ids_by_key(session: Session) -> dict[str, int]:
    """Give the id of every work by its key; the key of a work that was merged gives the one that was kept."""
    rows = session.execute(select(Work.key, Work.id, Work.merged_into_id)).all()
    return {key: merged_into or work_id for key, work_id, merged_into in rows}


def merged_keys(session: Session) -> frozenset[str]:
    """Give the keys of works that were merged into others."""
    return frozenset(session.scalars(select(Work.key).where(Work.merged_into_id.is_not(None))))


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
        work.withdrawn, work.note = facts.withdrawn, facts.note
        session.flush()
        # Names and ties are rows of their own: the work's version moves with them all the same.
        flag_modified(work, "title")
        put_names(session, work, facts.other_names, cue=facts.cue_names)
        _put_complete(session, work, facts)
        _put_former_keys(session, work, facts.former_keys)
    session.flush()
    mark_shared_names(session, work_facts(session))


def put_reports(session: Session, reports: Sequence[ReportFacts]) -> None:
    """Write reports into the log: new ones added, known ones (by key) changed where the facts differ."""
    held = {facts.key: facts for facts in work_facts(session).reports}
    for facts in reports:
        if held.get(facts.key) != facts:
            _put_report(session, facts)
    session.flush()
    # Only now are all keys known: a report may come before the one that supersedes it.
    ids = ids_by_key(session)
    for facts in reports:
        _put_ties(session, facts, ids)
    session.flush()
    mark_shared_names(session, work_facts(session))


def _put_report(session: Session, facts: ReportFacts) -> None:
    work = _work_of(session, facts.key, Report(key=facts.key, title=facts.title))
    assert isinstance(work, Report)
    work.title, work.short_title = facts.title, facts.short_title
    work.publishers = "; ".join(facts.publishers)
    work.published_on, work.inspected_on = facts.published_on, facts.inspected_on
    work.edition, work.place, work.series = facts.edition, facts.place, facts.series
    work.report_kind, work.url = facts.kind, facts.url
    work.withdrawn, work.note = facts.withdrawn, facts.note
    session.flush()
    # Names and ties are rows of their own: the work's version moves with them all the same.
    flag_modified(work, "title")
    put_names(session, work, facts.other_names, cue=facts.cue_names)
    _put_former_keys(session, work, facts.former_keys)


def _work_of(session: Session, key: str, new: Work) -> Work:
    """Give the work that a key leads to, over a merge too; or take the new one."""
    named = select(Work).options(selectinload(Work.names))
    work = session.scalar(named.where(Work.key == key))
    if work is not None and work.merged_into_id is not None:
        work = session.scalar(named.where(Work.id == work.merged_into_id))
    if work is None:
        session.add(new)
        return new
    return work


def _put_former_keys(session: Session, work: Work, keys: Sequence[str]) -> None:
    """Have the keys of twins, as a file names them, lead to a work; a key that another work has stays its own."""
    taken = ids_by_key(session)
    for key in keys:
        if key not in taken:
            session.add(type(work)(key=key, title=work.title, merged_into_id=work.id))
    session.flush()


def _put_complete(session: Session, work: Programme, facts: ProgrammeFacts) -> None:
    held = {row.stretch: row for row in session.scalars(_stretches(work.id))}
    for stretch in held.keys() - set(facts.complete):
        session.delete(held[stretch])
    session.add_all(
        CompleteStretch(programme_id=work.id, stretch=stretch)
        for stretch in facts.complete
        if stretch not in held
    )


def _put_ties(session: Session, facts: ReportFacts, ids: Mapping[str, int]) -> None:
    """Write which programme a report belongs to, and which report took its place.

    Facts name one programme, the first that the report was put into; what others it belongs to stays.
    """
    report = session.get_one(Report, ids[facts.key])
    report.superseded_by_id = ids.get(facts.superseded_by)
    held = session.scalars(
        select(Membership).where(Membership.report_id == report.id).order_by(Membership.id)
    ).all()
    wanted = ids.get(facts.programme)
    same = next((each for each in held if each.programme_id == wanted), None)
    if same is not None:
        same.edition = facts.edition
    elif held and wanted:
        held[0].programme_id, held[0].edition = wanted, facts.edition
    elif held:
        session.delete(held[0])
    elif wanted:
        session.add(Membership(report_id=report.id, programme_id=wanted, edition=facts.edition))


def _programmes_of(session: Session, keys: Mapping[int, str]) -> dict[int, str]:
    """Give the key of the programme that each report was put into first."""
    first: dict[int, str] = {}
    rows = select(Membership.report_id, Membership.programme_id).order_by(Membership.id)
    for report, programme in session.execute(rows):
        first.setdefault(report, keys.get(programme, ""))
    return first


def _report_facts(
    work: Report, programme: str, keys: Mapping[int, str], former: Sequence[str]
) -> ReportFacts:
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
        withdrawn=work.withdrawn,
        note=work.note,
        former_keys=tuple(former),
    )


def _programme_facts(
    work: Programme, complete: Sequence[CompleteStretch], former: Sequence[str]
) -> ProgrammeFacts:
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
        withdrawn=work.withdrawn,
        note=work.note,
        former_keys=tuple(former),
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
