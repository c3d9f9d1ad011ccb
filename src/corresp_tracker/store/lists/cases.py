"""The worklist: open cases by urgency, and one case with all its letters."""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, case, func, select
from sqlalchemy.orm import Session, aliased

from corresp_tracker.errors import NotFound
from corresp_tracker.model.cases import Case, CaseKind, Stage
from corresp_tracker.model.follow_ups import Commitment
from corresp_tracker.model.letters import Letter, LetterRole
from corresp_tracker.model.people import Party, PartyRole, Person
from corresp_tracker.store.lists.beside import belongs_with, still_to_come
from corresp_tracker.store.lists.letters import LetterRow, letter_ids, letter_rows
from corresp_tracker.store.search import correspondents
from corresp_tracker.workingdays import OfficeCalendar, working_days_between

USUAL_STAGES = (
    Stage.LOGGED.value,
    Stage.TRIAGE.value,
    Stage.DRAFTING.value,
    "quality assurance",
    Stage.CLEARANCE.value,
    Stage.SIGN_OFF.value,
    Stage.DISPATCHED.value,
    Stage.CLOSED.value,
)
_WAITING = (Stage.ON_HOLD, Stage.CONTRIBUTION_REQUESTED, Stage.CLEARANCE)
_SUNDAY = 6
_LONG_LOST = timedelta(weeks=4)
_NEAR = timedelta(weeks=2)


class WorklistGroup(StrEnum):
    """The groups of open cases that the worklist shows."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this week"
    WAITING = "waiting"
    BROUGHT_FORWARD = "brought forward"
    PROMISED = "promised"
    MINE = "mine"
    ALL_OPEN = "all open"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case as a list shows it. `days_left` are working days, below zero where it is overdue."""

    id: int
    reference: str
    kind: str
    subject: str
    stage: str
    correspondent: str
    drafter: str
    received: date | None
    due: date | None
    days_left: int | None
    overdue: bool
    letters: int
    bring_forward: date | None
    latest_letter_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseParty:
    """Somebody's part in a case, as printed."""

    role: PartyRole
    name: str
    post: str
    organisation: str
    person_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One case, whole: its row, how its due date came about, its letters oldest first, and its people.

    `answered` are the letters to which the log holds a reply, sent or in draft; an acknowledgement or a holding
    reply is none. `stages` are those that cases of its kind go through, in order. `to_come` and `beside` say what is
    still to come in it, and what it belongs with, a line each.
    """

    row: CaseRow
    due_rule: str
    priority: str
    marking: str
    handling: str
    note: str
    finished: bool
    letters: tuple[LetterRow, ...]
    parties: tuple[CaseParty, ...]
    version: int
    stages: tuple[str, ...] = USUAL_STAGES
    answered: frozenset[int] = frozenset()
    to_come: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def case_kinds(session: Session) -> tuple[tuple[str, str], ...]:
    """Give the kinds of case that there are, in the office's order, as (key, name)."""
    asked = select(CaseKind.key, CaseKind.name).where(CaseKind.retired.is_(False)).order_by(CaseKind.position)
    return tuple((row.key, row.name) for row in session.execute(asked))


def stages_of_kind(kind: CaseKind | None) -> tuple[str, ...]:
    """Give the stages that cases of a kind go through, in order: the usual ones where the office named none."""
    return tuple(kind.stages) if kind and kind.stages else USUAL_STAGES


def worklist_counts(session: Session, *, today: date, me: str) -> dict[WorklistGroup, int]:
    """Count the open cases in each group; `me` is the name of the drafter who asks.

    A promise outlasts the case that it was made in: finished cases count where one is not kept yet.
    """
    groups = [group for group in WorklistGroup if group is not WorklistGroup.PROMISED]
    columns = [
        func.count().filter(_in_group(group, today=today, me=me)).label(group.name) for group in groups
    ]
    statement = select(*columns).select_from(Case).outerjoin(Person, Person.id == Case.drafter_id)
    row = session.execute(statement.where(Case.finished.is_(False))).one()
    promised = select(func.count(func.distinct(Commitment.case_id))).where(Commitment.kept_on.is_(None))
    counts = dict(zip(groups, row, strict=True))
    return {**counts, WorklistGroup.PROMISED: session.scalar(promised) or 0}


def case_ids(session: Session, *, group: WorklistGroup, today: date, me: str) -> "array[int]":
    """Give the open cases of a group by urgency: those near their deadline first, those with none last.

    Near is from four weeks overdue to a fortnight ahead, the earliest first: these can still be helped most. Then those
    lost longer ago, the latest of them first, then those that are due later. Those with a promise that is not kept yet
    come by its day, and may be finished.
    """
    if group is WorklistGroup.PROMISED:
        return _promised(session)
    statement = (
        select(Case.id)
        .outerjoin(Person, Person.id == Case.drafter_id)
        .where(Case.finished.is_(False), _in_group(group, today=today, me=me))
        .order_by(*by_urgency(today), Case.id)
    )
    return array("q", session.scalars(statement).all())


def _promised(session: Session) -> "array[int]":
    first = func.min(Commitment.due)
    asked = (
        select(Commitment.case_id)
        .where(Commitment.kept_on.is_(None))
        .group_by(Commitment.case_id)
        .order_by(first.is_(None), first, Commitment.case_id)
    )
    return array("q", session.scalars(asked).all())


def by_urgency(today: date) -> tuple[SQLColumnExpression[Any], ...]:
    """Order open cases as `case_ids` says."""
    lost, ahead = today - _LONG_LOST, today + _NEAR
    is_lost = Case.due < lost
    nearness = case((Case.due.is_(None), 3), (is_lost, 1), (Case.due <= ahead, 0), else_=2)
    return nearness, case((is_lost, Case.due), else_=None).desc(), Case.due


def _in_group(group: WorklistGroup, *, today: date, me: str) -> ColumnElement[bool]:
    sunday = today + timedelta(days=_SUNDAY - today.weekday())
    conditions: dict[WorklistGroup, ColumnElement[bool]] = {
        WorklistGroup.OVERDUE: Case.due < today,
        WorklistGroup.TODAY: Case.due == today,
        WorklistGroup.THIS_WEEK: (Case.due > today) & (Case.due <= sunday),
        WorklistGroup.WAITING: Case.stage.in_(_WAITING),
        WorklistGroup.BROUGHT_FORWARD: Case.bring_forward <= today,
        WorklistGroup.MINE: Person.name == me,
        WorklistGroup.ALL_OPEN: Case.finished.is_(False),
    }
    return conditions[group]


def case_rows(
    session: Session, ids: Sequence[int], *, today: date, calendar: OfficeCalendar | None = None
) -> list[CaseRow]:
    """Give the rows of these cases, in their order; a case that is gone is left out."""
    calendar = calendar or OfficeCalendar()
    found = {row[0].id: row for row in session.execute(_cases().where(Case.id.in_(ids)))}
    latest, counts = _letters(session, ids)
    names = correspondents(session, list(_first_letters(session, ids).values()))
    firsts = _first_letters(session, ids)
    rows: list[CaseRow] = []
    for case_id in ids:
        if case_id not in found:
            continue
        case, kind, drafter = found[case_id]
        rows.append(
            CaseRow(
                id=case.id,
                reference=case.reference,
                kind=kind or "",
                subject=case.subject,
                stage=case.stage,
                correspondent=names.get(firsts.get(case_id, 0), ""),
                drafter=drafter or "",
                received=case.received,
                due=case.due,
                days_left=_days_left(case, today, calendar),
                overdue=not case.finished and case.due is not None and case.due < today,
                letters=counts.get(case_id, 0),
                bring_forward=case.bring_forward,
                latest_letter_id=latest.get(case_id),
            )
        )
    return rows


def _cases() -> Select[Case, str, str]:
    drafter = aliased(Person)
    return (
        select(Case, CaseKind.name, drafter.name)
        .outerjoin(CaseKind, CaseKind.id == Case.kind_id)
        .outerjoin(drafter, drafter.id == Case.drafter_id)
    )


def _days_left(case: Case, today: date, calendar: OfficeCalendar) -> int | None:
    if case.due is None or case.finished:
        return None
    if case.due >= today:
        return working_days_between(today, case.due, calendar)
    return -working_days_between(case.due, today, calendar)


def _letters(session: Session, case_ids: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    rows = session.execute(
        select(Letter.case_id, func.max(Letter.id), func.count())
        .where(Letter.case_id.in_(case_ids))
        .group_by(Letter.case_id)
    ).all()
    return {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}


def _first_letters(session: Session, case_ids: Sequence[int]) -> dict[int, int]:
    rows = session.execute(
        select(Letter.case_id, func.min(Letter.id))
        .where(Letter.case_id.in_(case_ids))
        .group_by(Letter.case_id)
    )
    return {case_id: letter_id for case_id, letter_id in rows}


def case_page(
    session: Session, case_id: int, *, today: date, calendar: OfficeCalendar | None = None
) -> CasePage:
    """Give one case, whole. Raises NotFound."""
    rows = case_rows(session, [case_id], today=today, calendar=calendar)
    if not rows:
        raise NotFound("This case is no longer in the log.")
    case = session.get_one(Case, case_id)
    parties: dict[tuple[str, str], CaseParty] = defaultdict()
    for party in session.scalars(
        select(Party).where(Party.case_id == case_id).order_by(Party.position, Party.id)
    ):
        parties[party.role, party.name or party.organisation_name] = CaseParty(
            role=party.role,
            name=party.name,
            post=party.post_title,
            organisation=party.organisation_name,
            person_id=party.person_id,
        )
    return CasePage(
        row=rows[0],
        due_rule=case.due_rule,
        priority=case.priority,
        marking=case.marking,
        handling=case.handling,
        note=case.note,
        finished=case.finished,
        letters=tuple(letter_rows(session, letter_ids(session, order="oldest", case_id=case_id))),
        parties=tuple(parties.values()),
        version=case.version,
        stages=stages_of_kind(session.get(CaseKind, case.kind_id) if case.kind_id else None),
        answered=_answered(session, case_id),
        to_come=still_to_come(session, case),
        beside=belongs_with(session, case),
    )


def _answered(session: Session, case_id: int) -> frozenset[int]:
    ours = select(Letter.id).where(Letter.case_id == case_id)
    answers = session.scalars(
        select(Letter.answers_id).where(
            Letter.answers_id.in_(ours),
            Letter.role.not_in((LetterRole.ACKNOWLEDGEMENT, LetterRole.HOLDING_REPLY)),
        )
    )
    return frozenset(letter_id for letter_id in answers if letter_id is not None)
