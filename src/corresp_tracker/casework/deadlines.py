"""When an answer is due, by the office's own rules and calendar."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.model.cases import Case, CaseKind, OfficeProfile, OwnHoliday
from corresp_tracker.workingdays import (
    CountingRule,
    Deadline,
    Nation,
    OfficeCalendar,
    count_deadline,
    typed_deadline,
)


def office_calendar(session: Session) -> OfficeCalendar:
    """Give the office's working days: its nation's bank holidays, and those that it added."""
    nation = session.scalar(select(OfficeProfile.nation).limit(1)) or Nation.ENGLAND_WALES
    own = {holiday.day: holiday.name for holiday in session.scalars(select(OwnHoliday))}
    return OfficeCalendar(nation=nation, own_holidays=own)


def deadline_for(session: Session, *, kind_key: str, received: date) -> Deadline | None:
    """Count the day by which a letter of this kind is answered; None where the kind asks for no answer."""
    kind = session.scalar(select(CaseKind).where(CaseKind.key == kind_key))
    if kind is None or kind.days is None:
        return None
    rule = CountingRule(kind.rule) if kind.rule else CountingRule.DAY_ONE_IS_NEXT_WORKING_DAY
    if rule is CountingRule.TYPED_IN:
        return None
    return count_deadline(received, working_days=kind.days, calendar=office_calendar(session), rule=rule)


def deadline_of_case(session: Session, case_id: int) -> Deadline | None:
    """Give how a case's due date was counted; a date that the count does not give is one that was typed in."""
    case = session.get(Case, case_id)
    if case is None or case.due is None:
        return None
    kind_key = session.scalar(select(CaseKind.key).where(CaseKind.id == case.kind_id))
    if kind_key and case.received:
        counted = deadline_for(session, kind_key=kind_key, received=case.received)
        if counted and counted.due == case.due:
            return counted
    return typed_deadline(case.due, received=case.received)


def office_today() -> date:
    """Give today by the clock on the officer's wall, not in UTC."""
    return datetime.now().astimezone().date()
