"""How the office is doing: which cases were answered in time, how old the open ones are, who writes about what.

A case counts in the period in which its letter was received, if it needs a reply: not one that was transferred, that
needs none, or that has no deadline. It is answered by its first substantive reply after its count began.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    case,
    column,
    func,
    literal,
    null,
    select,
    union_all,
    values,
)
from sqlalchemy.orm import Session

from corresp_tracker.model.case_moves import DueChange, DueChangeKind
from corresp_tracker.model.cases import Case, CaseKind, Stage
from corresp_tracker.model.letters import Letter, LetterRole
from corresp_tracker.model.people import Person
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.tally import Outcome, Standard, Tally, tally_of
from corresp_tracker.workingdays import USUAL_WORKING_DAYS, OfficeCalendar

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


@dataclass(frozen=True, slots=True)
class _Count:
    """How many cases of one group had a pair of outcomes, by their numbers."""

    key: Any
    target: int
    twenty_days: int
    cases: int


def whole_period(session: Session, *, today: date) -> Period:
    """Give the period from the first letter that was received to today."""
    first = session.scalar(select(func.min(Case.received))) or today
    return Period(first=min(first, today), last=today, today=today)


def performance(session: Session, period: Period, *, calendar: OfficeCalendar) -> Performance:
    """Count what became of the cases of a period."""
    cases = _cases(period, calendar)
    # Months first: the columns of a union are of the types that its first part has.
    parts = [
        select(
            literal(grouping.value),
            number,
            words,
            day,
            cases.c.target,
            cases.c.twenty_days,
            func.count(),
        ).group_by(parted, cases.c.target, cases.c.twenty_days)
        for grouping, number, words, day, parted in (
            (Grouping.MONTH, literal(0), literal(""), cases.c.received, cases.c.received),
            (Grouping.KIND, cases.c.kind_id, literal(""), null(), cases.c.kind_id),
            (Grouping.UNIT, literal(0), cases.c.unit, null(), cases.c.unit),
            (Grouping.DRAFTER, cases.c.drafter_id, literal(""), null(), cases.c.drafter_id),
        )
    ]
    # One statement, so that the cases are looked up once and parted four times.
    counts: dict[Grouping, list[_Count]] = defaultdict(list)
    for name, number, words, day, target, twenty, count in session.execute(union_all(*parts)):
        grouping = Grouping(name)
        key = {Grouping.UNIT: words, Grouping.MONTH: day and day.year * 100 + day.month}.get(grouping, number)
        counts[grouping].append(_Count(key, target, twenty, count))
    whole = counts[Grouping.KIND]
    names = _names(session)
    return Performance(
        period=period,
        target=_tally((each.target, each.cases) for each in whole),
        twenty_days=_tally((each.twenty_days, each.cases) for each in whole),
        groups={
            grouping: _groups(counts[grouping], grouping, names.get(grouping, {})) for grouping in Grouping
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
        asked = asked.where(_in_group(cases, behind.grouping, behind.key))
    return array("q", session.scalars(asked.order_by(cases.c.received, cases.c.id)).all())


def _in_group(cases: Any, grouping: Grouping, key: str) -> ColumnElement[bool]:
    if grouping is Grouping.UNIT:
        return cases.c.unit == key
    if grouping is Grouping.MONTH:
        month = PartialDate.of_month(int(key) // 100, int(key) % 100)
        return cases.c.received.between(month.first, month.last)
    column_of = cases.c.kind_id if grouping is Grouping.KIND else cases.c.drafter_id
    return column_of == int(key)


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
            start.label("start"),
            func.coalesce(reply, sent, type_=Date).label("answered"),
        )
        .outerjoin(began, began.c.case_id == Case.id)
        .where(needs_reply(), *received_in(period))
        .cte("replied")
        .prefix_with("MATERIALIZED")  # or the reply would be looked up again for each branch of each outcome
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
        .cte("cases")
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
        days.append((day, working[place + USUAL_WORKING_DAYS - 1]))
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


def _groups(counts: Sequence[_Count], grouping: Grouping, names: dict[int, str]) -> tuple[GroupTally, ...]:
    parts: dict[Any, list[_Count]] = defaultdict(list)
    for each in counts:
        parts[each.key].append(each)
    groups = [
        GroupTally(
            key=str(key),
            name=_group_name(grouping, key, names),
            target=_tally((each.target, each.cases) for each in part),
            twenty_days=_tally((each.twenty_days, each.cases) for each in part),
        )
        for key, part in parts.items()
    ]
    if grouping is Grouping.MONTH:
        return tuple(sorted(groups, key=lambda group: group.key))
    return tuple(sorted(groups, key=lambda group: (-group.target.total, group.name)))


def _group_name(grouping: Grouping, key: Any, names: dict[int, str]) -> str:
    if grouping is Grouping.MONTH:
        return PartialDate.of_month(key // 100, key % 100).in_words()
    if grouping is Grouping.UNIT:
        return str(key) or NO_UNIT
    return names.get(key, NOBODY if grouping is Grouping.DRAFTER else "no kind")


def _names(session: Session) -> dict[Grouping, dict[int, str]]:
    drafters = select(Person.id, Person.name).where(Person.id.in_(select(Case.drafter_id).distinct()))
    return {
        Grouping.KIND: {key: name for key, name in session.execute(select(CaseKind.id, CaseKind.name))},
        Grouping.DRAFTER: {key: name for key, name in session.execute(drafters)},
    }
