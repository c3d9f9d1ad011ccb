"""What is open, how old it is and was, and who writes to the office about what."""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, tuple_
from sqlalchemy.orm import Session

from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.model.works import Link, LinkStanding, Work
from corresp_tracker.store.lists.performance import Period, had_deadline, needs_reply, received_in
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.workingdays import OfficeCalendar

_AGES = ((5, "up to 5 working days"), (10, "6 to 10"), (20, "11 to 20"), (40, "21 to 40"))
_OLDEST = "more than 40"
_WRITERS, _WORKS_NAMED = 20, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Somebody who writes to the office: how many cases, and the works that their letters cite most."""

    name: str
    organisation: str
    cases: int
    about: tuple[str, ...]


def ages_of_open(session: Session, *, today: date, calendar: OfficeCalendar) -> tuple[tuple[str, int], ...]:
    """Count the open cases by how many working days ago their letters were received."""
    bucket = _bucket(today, calendar)
    asked = select(bucket, func.count()).where(needs_reply(), Case.finished.is_(False)).group_by(bucket)
    counts = dict(row for row in session.execute(asked))
    return tuple((words, counts.get(place, 0)) for place, words in enumerate(_age_words()))


def cases_of_age(session: Session, words: str, *, today: date, calendar: OfficeCalendar) -> "array[int]":
    """Give the open cases of one age, the oldest first."""
    asked = select(Case.id).where(
        needs_reply(),
        Case.finished.is_(False),
        _bucket(today, calendar) == _age_words().index(words),
    )
    return array("q", session.scalars(asked.order_by(Case.received, Case.id)).all())


def backlog(session: Session, period: Period) -> tuple[tuple[date, int], ...]:
    """Count the cases that were open at the end of each month of a period, and on its last day or today."""
    came, went = _by_month(session, Case.received), _by_month(session, Case.finished_on)
    ends = _month_ends(period.first, min(period.last, period.today))
    rows: list[tuple[date, int]] = []
    for end in ends:
        month = end.year * 100 + end.month
        is_whole = (end + timedelta(days=1)).day == 1
        if is_whole:
            opened = sum(number for each, number in came.items() if each <= month)
            closed = sum(number for each, number in went.items() if each <= month)
            rows.append((end, opened - closed))
        else:
            rows.append((end, len(cases_open_on(session, end))))
    return tuple(rows)


def cases_open_on(session: Session, day: date) -> "array[int]":
    """Give the cases that were open at the end of a day."""
    still = Case.finished_on.is_(None) | (Case.finished_on > day)
    asked = select(Case.id).where(had_deadline(), Case.received <= day, still)
    return array("q", session.scalars(asked.order_by(Case.received, Case.id)).all())


def who_writes(session: Session, period: Period) -> tuple[Writer, ...]:
    """Give who wrote most in a period, and what their letters cite most."""
    who = (Party.name, Party.organisation_name)
    theirs = (
        select(*who, func.count(Case.id.distinct()))
        .join(Case, Case.id == Party.case_id)
        .where(Party.role == PartyRole.PRIMARY_CORRESPONDENT, *received_in(period))
        .group_by(*who)
        .order_by(func.count(Case.id.distinct()).desc(), *who)
        .limit(_WRITERS)
    )
    found = [(name, organisation, count) for name, organisation, count in session.execute(theirs)]
    about = _about(session, period, [(name, organisation) for name, organisation, _ in found])
    return tuple(
        Writer(name=name, organisation=organisation, cases=count, about=about.get((name, organisation), ()))
        for name, organisation, count in found
    )


def cases_from(session: Session, period: Period, *, name: str, organisation: str) -> "array[int]":
    """Give the cases of a period whose primary correspondent somebody is."""
    asked = (
        select(Case.id)
        .join(Party, Party.case_id == Case.id)
        .where(
            Party.role == PartyRole.PRIMARY_CORRESPONDENT,
            Party.name == name,
            Party.organisation_name == organisation,
            *received_in(period),
        )
    )
    return array("q", session.scalars(asked.order_by(Case.received, Case.id)).unique().all())


def _about(
    session: Session, period: Period, whom: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Name the works that these people's letters cite most, the most cited first."""
    if not whom:
        return {}
    who = (Party.name, Party.organisation_name)
    count = func.count(Case.id.distinct())
    asked = (
        select(*who, Work.title, count)
        .join(Case, Case.id == Party.case_id)
        .join(Letter, Letter.case_id == Case.id)
        .join(Paragraph, Paragraph.letter_id == Letter.id)
        .join(Link, Link.paragraph_id == Paragraph.id)
        .join(Work, Work.id == Link.work_id)
        .where(
            Party.role == PartyRole.PRIMARY_CORRESPONDENT,
            tuple_(*who).in_(whom),
            Letter.direction == Direction.IN,
            Link.standing != LinkStanding.REJECTED,
            *received_in(period),
        )
        .group_by(*who, Work.title)
        .order_by(count.desc(), Work.title)
    )
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, organisation, title, _ in session.execute(asked):
        if len(named[name, organisation]) < _WORKS_NAMED:
            named[name, organisation].append(title)
    return {key: tuple(titles) for key, titles in named.items()}


def _by_month(session: Session, day: Any) -> dict[int, int]:
    """Count by month what came or went: days are counted by the database, and months here, which is far quicker."""
    asked: Select[Any, int] = select(day, func.count()).where(had_deadline(), day.is_not(None)).group_by(day)
    months: dict[int, int] = defaultdict(int)
    for each, number in session.execute(asked):
        months[each.year * 100 + each.month] += number
    return months


def _month_ends(first: date, last: date) -> list[date]:
    """Give the last days of the months from first to last, the last day itself at the end."""
    ends: list[date] = []
    month = first.replace(day=1)
    while month <= last:
        following = (month + timedelta(days=32)).replace(day=1)
        ends.append(min(following - timedelta(days=1), last))
        month = following
    return ends


def _age_words() -> tuple[str, ...]:
    return (*(words for _, words in _AGES), _OLDEST)


def _bucket(today: date, calendar: OfficeCalendar) -> ColumnElement[int]:
    """Give the number of the age that a case has: its letter came so many working days before today."""
    return case(
        *(
            (Case.received >= calendar.working_day_before(today, days), place)
            for place, (days, _) in enumerate(_AGES)
        ),
        else_=len(_AGES),
    )
