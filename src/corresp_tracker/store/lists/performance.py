"""How the office is doing: which cases were answered in time, how old the open ones are, who writes about what.

A case counts in the period in which its letter was received, if it needs a reply: not one that was transferred, that
needs none, or that has no deadline. It is answered by its first substantive reply after its count began.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    case,
    column,
    extract,
    func,
    literal,
    select,
    values,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session

from corresp_tracker.deadline_rules import USUAL_RULE
from corresp_tracker.model.case_moves import DueChange, DueChangeKind
from corresp_tracker.model.cases import Case, CaseKind, Stage
from corresp_tracker.model.letters import Letter, LetterRole
from corresp_tracker.model.people import Person
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.tally import Outcome, Standard, Tally, tally_of
from corresp_tracker.workingdays import OfficeCalendar

_AFRESH = (DueChangeKind.RESTARTED, DueChangeKind.TRANSFERRED_IN, DueChangeKind.REOPENED)
_NEED_NO_REPLY = (Stage.TRANSFERRED, Stage.NO_REPLY_NEEDED)
_OUTCOMES = tuple(Outcome)
NOBODY, NO_UNIT = "nobody yet", "no unit"


class Grouping(StrEnum):
    """By what figures are parted."""

    KIND = "kind"
    UNIT = "unit"
    DRAFTER = "drafter"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days of receipt that are looked at, both included, as things stand on `today`."""

    first: date
    last: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTally:
    """The figures of one kind, unit, drafter or month; `key` names it for `cases_behind`."""

    key: str
    name: str
    target: Tally
    twenty_days: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """The figures of a period, whole and by each grouping."""

    period: Period
    target: Tally
    twenty_days: Tally
    groups: dict[Grouping, tuple[GroupTally, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Which cases are behind a figure: one group of a grouping, or all, with one of these outcomes."""

    standard: Standard = Standard.TARGET
    outcomes: tuple[Outcome, ...] = _OUTCOMES
    grouping: Grouping | None = None
    key: str = ""


def whole_period(session: Session, *, today: date) -> Period:
    """Give the period from the first letter that was received to today."""
    first = session.scalar(select(func.min(Case.received))) or today
    return Period(first=min(first, today), last=today, today=today)


def performance(session: Session, period: Period, *, calendar: OfficeCalendar) -> Performance:
    """Count what became of the cases of a period."""
    cases = _cases(period, calendar)
    asked = select(
        cases.c.kind_id, cases.c.unit, cases.c.drafter_id, cases.c.month, cases.c.target, cases.c.twenty_days
    )
    counts = Counter(tuple(row) for row in session.execute(asked))
    names = _names(session)
    return Performance(
        period=period,
        target=_tally((row[4], number) for row, number in counts.items()),
        twenty_days=_tally((row[5], number) for row, number in counts.items()),
        groups={
            grouping: _groups(counts, place, names.get(grouping, {}))
            for place, grouping in enumerate(Grouping)
        },
    )


def cases_behind(
    session: Session, period: Period, behind: Behind, *, calendar: OfficeCalendar
) -> "array[int]":
    """Give the cases behind a figure, the first received in front."""
    cases = _cases(period, calendar)
    outcome = cases.c.target if behind.standard is Standard.TARGET else cases.c.twenty_days
    asked = select(cases.c.id).where(outcome.in_([_OUTCOMES.index(each) for each in behind.outcomes]))
    if behind.grouping:
        place = {Grouping.KIND: "kind_id", Grouping.DRAFTER: "drafter_id"}.get(
            behind.grouping, behind.grouping
        )
        group = cases.c[place]
        wanted: Any = behind.key if behind.grouping is Grouping.UNIT else int(behind.key or 0)
        asked = asked.where(group == wanted)
    return array("q", session.scalars(asked.order_by(cases.c.received, cases.c.id)).all())


def outcomes_of_cases(
    session: Session, period: Period, *, calendar: OfficeCalendar
) -> dict[str, tuple[str, Outcome, Outcome]]:
    """Give for each case of a period, by its uid, its reference and its outcome against both standards."""
    cases = _cases(period, calendar)
    asked = select(Case.uid, Case.reference, cases.c.target, cases.c.twenty_days).join(
        cases, cases.c.id == Case.id
    )
    return {
        uid: (reference, _OUTCOMES[target], _OUTCOMES[twenty])
        for uid, reference, target, twenty in session.execute(asked)
    }


def received_in(period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Give the condition that a case was received in a period."""
    return Case.received >= period.first, Case.received <= period.last


def had_deadline() -> ColumnElement[bool]:
    """Give the condition that a case has a deadline, or had one before it was put on hold."""
    return Case.received.is_not(None) & (Case.due.is_not(None) | (Case.stage == Stage.ON_HOLD))


def needs_reply() -> ColumnElement[bool]:
    """Give the condition that a case needs a reply of this office."""
    return had_deadline() & Case.stage.not_in(_NEED_NO_REPLY)


def _cases(period: Period, calendar: OfficeCalendar) -> Any:
    """Give the cases of a period as a table: what they are parted by, and their outcome against both standards."""
    began = (
        select(DueChange.case_id, func.max(DueChange.day).label("day"))
        .where(DueChange.kind.in_(_AFRESH))
        .group_by(DueChange.case_id)
        .subquery("began")
    )
    start = func.coalesce(began.c.day, Case.received)
    reply = (
        select(func.min(Letter.dispatched))
        .where(
            Letter.case_id == Case.id,
            Letter.direction == Direction.OUT,
            Letter.role == LetterRole.REPLY,
            Letter.dispatched >= start,
        )
        .correlate(Case, began)
        .scalar_subquery()
    )
    sent = case((Case.stage == Stage.DISPATCHED, Case.finished_on))
    replied = (
        select(
            Case.id,
            func.coalesce(Case.kind_id, 0).label("kind_id"),
            Case.unit,
            func.coalesce(Case.drafter_id, 0).label("drafter_id"),
            Case.received,
            Case.due,
            Case.stage,
            month_of(Case.received).label("month"),
            start.label("start"),
            func.coalesce(reply, sent, type_=Date).label("answered"),
        )
        .outerjoin(began, began.c.case_id == Case.id)
        .where(needs_reply(), *received_in(period))
        .cte("replied")
    )
    standard = _standard_days(period, calendar)
    held = replied.c.stage == Stage.ON_HOLD
    return (
        select(
            replied,
            _outcome(replied.c.answered, replied.c.due, held, period.today).label("target"),
            _outcome(replied.c.answered, standard.c.due, literal(False), period.today).label("twenty_days"),
        )
        .join(standard, standard.c.day == replied.c.start)
        .subquery("cases")
    )


def _standard_days(period: Period, calendar: OfficeCalendar) -> Any:
    """Give for each day on which a count may begin the 20th working day after it, as a table."""
    days: list[tuple[date, date]] = []
    last = max(period.last, period.today)
    working = _working_days(period.first, last + timedelta(days=60), calendar)
    place = 0
    for step in range((last - period.first).days + 1):
        day = period.first + timedelta(days=step)
        while working[place] <= day:
            place += 1
        days.append((day, working[place + (USUAL_RULE.days or 0) - 1]))
    table = values(column("day", Date), column("due", Date), name="standard").data(days)
    return table.cte("standard")


def _working_days(first: date, last: date, calendar: OfficeCalendar) -> list[date]:
    span = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return [day for day in span if calendar.is_working_day(day)]


def _outcome(answered: Any, due: Any, held: Any, today: date) -> ColumnElement[int]:
    """Give the number of an outcome. A case with no date that is on hold, or was never counted, is pending."""
    return case(
        (answered <= due, _OUTCOMES.index(Outcome.IN_TIME)),
        (answered.is_not(None), _OUTCOMES.index(Outcome.LATE)),
        (held, _OUTCOMES.index(Outcome.ON_HOLD)),
        (due < today, _OUTCOMES.index(Outcome.OPEN_PAST_DUE)),
        else_=_OUTCOMES.index(Outcome.NOT_YET_DUE),
    )


def _tally(rows: Iterable[tuple[int, int]]) -> Tally:
    return tally_of((_OUTCOMES[place], number) for place, number in rows)


def _groups(counts: Counter[tuple[Any, ...]], place: int, names: dict[int, str]) -> tuple[GroupTally, ...]:
    rows: dict[Any, list[tuple[int, int, int]]] = defaultdict(list)
    for row, number in counts.items():
        rows[row[place]].append((row[4], row[5], number))
    groups = [
        GroupTally(
            key=str(key),
            name=_group_name(place, key, names),
            target=_tally((target, number) for target, _, number in each),
            twenty_days=_tally((twenty, number) for _, twenty, number in each),
        )
        for key, each in rows.items()
    ]
    if place == tuple(Grouping).index(Grouping.MONTH):
        return tuple(sorted(groups, key=lambda group: group.key))
    return tuple(sorted(groups, key=lambda group: (-group.target.total, group.name)))


def _group_name(place: int, key: Any, names: dict[int, str]) -> str:
    grouping = tuple(Grouping)[place]
    if grouping is Grouping.MONTH:
        return PartialDate.of_month(key // 100, key % 100).in_words()
    if grouping is Grouping.UNIT:
        return str(key) or NO_UNIT
    return names.get(key, NOBODY if grouping is Grouping.DRAFTER else "no kind")


def _names(session: Session) -> dict[Grouping, dict[int, str]]:
    drafters = select(Person.id, Person.name).where(Person.id.in_(select(Case.drafter_id).distinct()))
    return {
        Grouping.KIND: dict(tuple(row) for row in session.execute(select(CaseKind.id, CaseKind.name))),
        Grouping.DRAFTER: dict(tuple(row) for row in session.execute(drafters)),
    }


def month_of(day: Any) -> ColumnElement[int]:
    """Give the month of a day as one number: 201610."""
    return sql_cast(extract("year", day) * 100 + extract("month", day), Integer)
