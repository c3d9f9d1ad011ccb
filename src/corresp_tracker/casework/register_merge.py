"""Two works that turned out to be one: everything that named the twin names the work that is kept."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from corresp_tracker.casework.register_names import folded_name, folded_names, mark_shared_names
from corresp_tracker.casework.register_rows import facts_of_work, work_facts
from corresp_tracker.errors import ChangedElsewhere, InvalidRegister, NotFound
from corresp_tracker.model.works import (
    Candidate,
    CompleteStretch,
    FalseFriend,
    Link,
    LinkStanding,
    Membership,
    Programme,
    Report,
    Work,
    WorkName,
)

_FILLED_REPORT = (
    "short_title", "publishers", "published_on", "inspected_on", "edition", "place", "series", "report_kind",
    "superseded_by_id",
)  # fmt: skip
_FILLED_PROGRAMME = ("abbreviation", "owners", "started", "ended")


def merge_works(
    session: Session, kept_id: int, twin_id: int, *, kept_version: int, twin_version: int
) -> None:
    """Merge one work into another: links, candidates, names, programmes and what it superseded go to the one kept.

    What the kept one does not say is filled from the twin; where both speak, the kept one's word stands. The twin's
    row stays, so that its key leads to the kept one. Every row is changed through the session, so that the history
    has all of it as one change. Raises InvalidRegister, NotFound, ChangedElsewhere.
    """
    kept, twin = _fetch(session, kept_id, kept_version), _fetch(session, twin_id, twin_version)
    _refuse_unlike(kept, twin)
    names = set(folded_names(facts_of_work(session, twin.id))) - set(
        folded_names(facts_of_work(session, kept.id))
    )
    _fill(kept, twin)
    _move_links(session, kept, twin)
    _move_names(session, kept, twin, wanted=names)
    _move_ties(session, kept, twin)
    twin.merged_into_id = kept.id
    flag_modified(kept, "title")
    session.flush()
    mark_shared_names(session, work_facts(session))


def _fetch(session: Session, work_id: int, version: int) -> Work:
    work = session.scalar(select(Work).where(Work.id == work_id).options(selectinload(Work.names)))
    if work is None or work.merged_into_id is not None:
        raise NotFound("This work is no longer in the register: look for it again.")
    if work.version != version:
        raise ChangedElsewhere(
            f"A colleague changed “{work.title}” while you looked at it: look at it again."
        )
    return work


def _refuse_unlike(kept: Work, twin: Work) -> None:
    if kept.id == twin.id:
        raise InvalidRegister("This is the same work: choose the other one that it is to be merged with.")
    if kept.kind is not twin.kind:
        raise InvalidRegister("A report and a programme cannot be merged: put the report into the programme.")


def _fill(kept: Work, twin: Work) -> None:
    fields = _FILLED_REPORT if isinstance(kept, Report) else _FILLED_PROGRAMME
    for field in (*fields, "url", "note"):
        value = getattr(twin, field)
        if value and not getattr(kept, field) and not (field == "superseded_by_id" and value == kept.id):
            setattr(kept, field, value)


def _move_links(session: Session, kept: Work, twin: Work) -> None:
    for link in session.scalars(select(Link).where(Link.work_id == twin.id)):
        link.work_id = kept.id
    session.flush()
    _drop_rejections_overruled(session, kept)
    rivals = set(session.scalars(select(Candidate.link_id).where(Candidate.work_id == kept.id)))
    for candidate in session.scalars(select(Candidate).where(Candidate.work_id == twin.id)):
        if candidate.link_id in rivals:
            session.delete(candidate)
        else:
            candidate.work_id = kept.id
    held = set(session.scalars(select(FalseFriend.words).where(FalseFriend.work_id == kept.id)))
    for friend in session.scalars(select(FalseFriend).where(FalseFriend.work_id == twin.id)):
        if friend.words in held:
            session.delete(friend)
        else:
            friend.work_id = kept.id
    session.flush()


def _drop_rejections_overruled(session: Session, kept: Work) -> None:
    """Drop “not the twin” where the same words cite the work that is kept: the two are one now."""
    links = session.scalars(
        select(Link).where(Link.work_id == kept.id).options(selectinload(Link.candidates))
    )
    found = list(links)
    standing = {_place(link) for link in found if link.standing is not LinkStanding.REJECTED}
    for link in found:
        if link.standing is LinkStanding.REJECTED and _place(link) in standing:
            session.delete(link)
    session.flush()


def _place(link: Link) -> tuple[int, int, int]:
    return (link.paragraph_id, link.start, link.end)


def _move_names(session: Session, kept: Work, twin: Work, *, wanted: Iterable[str]) -> None:
    """Give the kept work the twin's names that it has not, its title and short names among them."""
    left = set(wanted)
    held = {folded_name(name.words) for name in kept.names}
    position = max((name.position for name in kept.names), default=-1)
    for name in session.scalars(select(WorkName).where(WorkName.work_id == twin.id)):
        position += 1
        folded = folded_name(name.words)
        left.discard(folded)
        if folded in held:
            session.delete(name)
        else:
            name.work_id, name.position = kept.id, position
            held.add(folded)
    own = (twin.title, twin.short_title if isinstance(twin, Report) else "", _abbreviation(twin))
    for words in own:
        if words and folded_name(words) in left and folded_name(words) not in held:
            position += 1
            session.add(WorkName(work_id=kept.id, words=words, position=position))
            held.add(folded_name(words))
    session.flush()
    session.expire(kept, ["names"])
    session.expire(twin, ["names"])


def _abbreviation(work: Work) -> str:
    return work.abbreviation or "" if isinstance(work, Programme) else ""


def _move_ties(session: Session, kept: Work, twin: Work) -> None:
    """Move what the twin belonged to, what belonged to it, what it superseded, and works merged into it before."""
    _move_memberships(session, kept, twin)
    for report in session.scalars(select(Report).where(Report.superseded_by_id == twin.id)):
        report.superseded_by_id = None if report.id == kept.id else kept.id
    if isinstance(kept, Report) and kept.superseded_by_id == twin.id:
        kept.superseded_by_id = None
    held = set(
        session.scalars(select(CompleteStretch.stretch).where(CompleteStretch.programme_id == kept.id))
    )
    for stretch in session.scalars(select(CompleteStretch).where(CompleteStretch.programme_id == twin.id)):
        if stretch.stretch in held:
            session.delete(stretch)
        else:
            stretch.programme_id = kept.id
    for earlier in session.scalars(select(Work).where(Work.merged_into_id == twin.id)):
        earlier.merged_into_id = kept.id
    session.flush()


def _move_memberships(session: Session, kept: Work, twin: Work) -> None:
    own, other = (
        (Membership.report_id, "programme_id")
        if isinstance(kept, Report)
        else (Membership.programme_id, "report_id")
    )
    held = {getattr(each, other) for each in session.scalars(select(Membership).where(own == kept.id))}
    for membership in session.scalars(select(Membership).where(own == twin.id)):
        if getattr(membership, other) in held:
            session.delete(membership)
        else:
            setattr(membership, own.key, kept.id)
    session.flush()
