"""When an answer is due, by the office's own rules and calendar."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.deadline_rules import USUAL_RULE, DeadlineRule, same_kind
from corresp_tracker.errors import NotFound
from corresp_tracker.model.cases import CaseKind, OfficeProfile, OwnHoliday
from corresp_tracker.workingdays import CountingRule, Deadline, Nation, OfficeCalendar


def office_calendar(session: Session) -> OfficeCalendar:
    """Give the office's working days: its nation's bank holidays, and those that it added."""
    nation = session.scalar(select(OfficeProfile.nation).limit(1)) or Nation.ENGLAND_WALES
    own = {holiday.day: holiday.name for holiday in session.scalars(select(OwnHoliday))}
    return OfficeCalendar(nation=nation, own_holidays=own)


def rule_of(kind: CaseKind) -> DeadlineRule:
    """Give how the deadlines of a kind are counted."""
    return DeadlineRule(
        days=kind.days,
        rule=CountingRule(kind.rule) if kind.rule else CountingRule.DAY_ONE_IS_NEXT_WORKING_DAY,
        nation=kind.nation,
        stage_days=dict(kind.stage_days),
    )


def rule_named(session: Session, words: str) -> DeadlineRule:
    """Give the rule of the kind that somebody names by its key, name or code; with no words, the usual one.

    Raises NotFound, which names the kinds that there are.
    """
    if not words:
        return USUAL_RULE
    kinds = session.scalars(select(CaseKind).order_by(CaseKind.position)).all()
    for kind in kinds:
        if same_kind(words, kind.key, kind.name, kind.code):
            return rule_of(kind)
    names = ", ".join(kind.key for kind in kinds if not kind.retired)
    raise NotFound(f"There is no kind of case “{words}”: choose from {names}.")


def deadline_for(session: Session, *, kind_key: str, received: date) -> Deadline | None:
    """Count the day by which a letter of this kind is answered; None where the kind asks for no answer."""
    kind = session.scalar(select(CaseKind).where(CaseKind.key == kind_key))
    return rule_of(kind).count(received, office=office_calendar(session)) if kind else None


def asks_for_day(session: Session, *, kind_key: str) -> bool:
    """Say whether letters of this kind have a day that is fixed for each, and so must be typed in."""
    kind = session.scalar(select(CaseKind).where(CaseKind.key == kind_key))
    return kind is not None and kind.rule == CountingRule.TYPED_IN


def office_today() -> date:
    """Give today by the clock on the officer's wall, not in UTC."""
    return datetime.now().astimezone().date()
