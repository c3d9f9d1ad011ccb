"""The clock of a case: begun, held, going on, begun again or set by hand, each with its reason and the old date kept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.deadlines import office_calendar, office_today, rule_of
from corresp_tracker.deadline_rules import DeadlineRule
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter, NotFound
from corresp_tracker.model.case_moves import DueChange, DueChangeKind
from corresp_tracker.model.cases import Case, CaseKind
from corresp_tracker.store.history import about, who
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.workingdays import Deadline, OfficeCalendar, StoppedClock, explain, typed_deadline

LOOK_AGAIN_AFTER = 10
"""Working days after which a case on hold is shown again, where nobody says when."""
_AFRESH = (DueChangeKind.RESTARTED, DueChangeKind.TRANSFERRED_IN, DueChangeKind.REOPENED)


@dataclass(frozen=True, slots=True)
class Clock:
    """From when a case's days are counted, on which days the count stood, and a date set by hand instead."""

    start: date | None
    stopped: tuple[StoppedClock, ...] = ()
    typed: date | None = None

    @property
    def held(self) -> StoppedClock | None:
        """The hold that the case is on now."""
        return self.stopped[-1] if self.stopped and self.stopped[-1].until is None else None

    def deadline(self, rule: DeadlineRule, office: OfficeCalendar) -> Deadline | None:
        """Give the deadline; None where none is due, it is not typed in yet, or the clock stands."""
        if self.held:
            return None
        if self.typed:
            return typed_deadline(self.typed, received=self.start)
        return self.counted(rule, office)

    def counted(self, rule: DeadlineRule, office: OfficeCalendar) -> Deadline | None:
        """Give the deadline by the rule, whatever was set by hand."""
        if self.start is None or self.held:
            return None
        return rule.count(self.start, office=office, stopped=self.stopped)

    def stages(self, rule: DeadlineRule, office: OfficeCalendar) -> dict[str, Deadline]:
        """Give what is due on the way; nothing while the clock stands, and no day after the answer itself."""
        if self.start is None or self.held:
            return {}
        stages = rule.stages(self.start, office=office, stopped=self.stopped)
        return {name: stage for name, stage in stages.items() if not self.typed or stage.due <= self.typed}


def clock_after(received: date | None, changes: Iterable[DueChange]) -> Clock:
    """Give the clock of a case that was received on a day, after what has changed it, oldest first."""
    clock = Clock(received)
    for change in changes:
        clock = _after(clock, change)
    return clock


def clock_of(session: Session, case: Case) -> Clock:
    """Give a case's clock as it is now.

    A due date that neither the rule nor any change explains, as an older log or an import has it, was set by hand.
    """
    changes = due_changes(session, case.id)
    clock = clock_after(case.received, changes)
    if case.due is None or clock.typed or clock.held:
        return clock
    counted = clock.counted(rule_of_case(session, case), office_calendar(session))
    return clock if counted and counted.due == case.due else replace(clock, typed=case.due)


def due_changes(session: Session, case_id: int) -> list[DueChange]:
    """Give what has changed a case's due date, oldest first."""
    asked = select(DueChange).where(DueChange.case_id == case_id).order_by(DueChange.id)
    return list(session.scalars(asked))


def rule_of_case(session: Session, case: Case) -> DeadlineRule:
    """Give the rule of a case's kind; none is due for a case that has no kind."""
    kind = session.get(CaseKind, case.kind_id) if case.kind_id else None
    return rule_of(kind) if kind else DeadlineRule(days=None)


def fetch_case(session: Session, case_id: int, *, version: int | None = None) -> Case:
    """Give a case that is to be changed. Raises NotFound, and ChangedElsewhere where it is not as it was seen."""
    case = session.get(Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the log: look for it again in the worklist.")
    if version is not None and case.version != version:
        raise ChangedElsewhere("A colleague changed this case while you had it open: open it again.")
    return case


def change_due(session: Session, case_id: int, due: date, *, reason: str, version: int) -> None:
    """Set a case's due date by hand, or extend it; the reason is asked for, and the history keeps the old date.

    The same date once more changes nothing.
    """
    case = fetch_case(session, case_id)
    _need_reason(reason, "Say why the due date changes: the history keeps the reason.")
    clock = clock_of(session, case)
    if clock.typed == due == case.due:
        return
    fetch_case(session, case_id, version=version)
    refusal = why_not_due(case, clock, due)
    if refusal:
        raise InvalidLetter(refusal)
    extended = case.due is not None and due > case.due
    note_due(
        session,
        case,
        DueChangeKind.EXTENDED if extended else DueChangeKind.SET,
        Deadline(due=due, rule=typed_deadline(due).rule),
        reason=reason,
    )


def why_not_due(case: Case, clock: Clock, due: date) -> str:
    """Say why a case with this clock cannot be due on a day; empty where it can."""
    if clock.held:
        return "The case is on hold: let it go on first, and then set the day."
    if case.received and due < case.received:
        return "The due date is before the letter was received: choose a later day."
    return ""


def hold(
    session: Session,
    case_id: int,
    *,
    reason: str,
    version: int | None = None,
    on: date | None = None,
    bring_forward: date | None = None,
) -> None:
    """Stop a case's clock: this day and those after it do not count until it goes on.

    A case on hold has no due date, and so a day to look at it again, which is set where it has none.
    """
    case = fetch_case(session, case_id)
    clock = clock_of(session, case)
    if clock.held:
        return
    fetch_case(session, case_id, version=version)
    _need_reason(reason, "Say why the case is on hold: the history keeps the reason.")
    on = on or office_today()
    _refuse_impossible(on, earliest=clock.start, what="The day on which it was put on hold")
    if bring_forward or case.bring_forward is None or case.bring_forward < on:
        case.bring_forward = bring_forward or _working_days_on(session, on)
    note_due(session, case, DueChangeKind.HELD, None, day=on, reason=reason)


def go_on(
    session: Session, case_id: int, *, reason: str = "", version: int | None = None, on: date | None = None
) -> None:
    """Let the clock of a case on hold go on; this day counts again. A date set by hand moves by the days lost."""
    case = fetch_case(session, case_id)
    clock = clock_of(session, case)
    held = clock.held
    if held is None:
        return
    fetch_case(session, case_id, version=version)
    on = on or office_today()
    _refuse_impossible(on, earliest=held.first, what="The day on which it goes on")
    rule, office = rule_of_case(session, case), office_calendar(session)
    going = replace(clock, stopped=(*clock.stopped[:-1], replace(held, until=on)))
    if going.typed:
        typed = _moved(going.typed, going.stopped[-1], rule.calendar(office))
        going = replace(going, typed=typed)
    case.bring_forward = None
    note_due(session, case, DueChangeKind.WENT_ON, going.deadline(rule, office), day=on, reason=reason)


def count_again(
    session: Session,
    case_id: int,
    start: date,
    *,
    reason: str,
    version: int | None = None,
    kind: DueChangeKind = DueChangeKind.RESTARTED,
) -> None:
    """Begin the count again as if the letter had been received on a day, as a transfer in does.

    Holds and dates set by hand before it count no more. The case's own day of receipt stays.
    """
    case = fetch_case(session, case_id)
    clock = clock_of(session, case)
    if clock == Clock(start) and kind is not DueChangeKind.REOPENED:
        return
    fetch_case(session, case_id, version=version)
    _need_reason(reason, "Say why the days are counted again: the history keeps the reason.")
    _refuse_impossible(start, earliest=case.received, what="The day from which to count")
    deadline = Clock(start).deadline(rule_of_case(session, case), office_calendar(session))
    if deadline is None:
        raise InvalidLetter("This kind of case counts no days: set the due date by hand instead.")
    note_due(session, case, kind, deadline, day=start, reason=reason)


def why_impossible(day: date, *, earliest: date | None, what: str) -> str:
    """Say why nothing of a clock can have happened on a day: it is to come, or the count began later."""
    if day > office_today():
        return f"{what} is still to come: choose a day up to today."
    if earliest and day < earliest:
        words = PartialDate.of_day(earliest).in_words()
        return f"{what} is before {words}, when the count began: choose a later day."
    return ""


def note_due(
    session: Session,
    case: Case,
    kind: DueChangeKind,
    deadline: Deadline | None,
    *,
    day: date | None = None,
    reason: str = "",
) -> None:
    """Give a case another deadline (None while it is on hold), and keep the old one with the reason."""
    reason = reason.strip()
    after = deadline.due if deadline else None
    session.add(
        DueChange(
            case_id=case.id,
            kind=kind,
            day=day,
            before=case.due,
            after=after,
            reason=reason,
            by=who(session),
        )
    )
    case.due = after
    case.due_rule = " ".join(part for part in (explain(deadline) if deadline else "", reason) if part)
    session.flush()
    about(session, case.id)


def _after(clock: Clock, change: DueChange) -> Clock:
    if change.kind in _AFRESH:
        return Clock(change.day or clock.start)
    if change.kind in (DueChangeKind.SET, DueChangeKind.EXTENDED):
        return replace(clock, typed=change.after)
    if change.kind is DueChangeKind.HELD and change.day:
        stopped = StoppedClock(change.day, None, f"On hold: {change.reason}")
        return replace(clock, stopped=(*clock.stopped, stopped))
    if change.kind is DueChangeKind.WENT_ON and clock.stopped:
        ended = replace(clock.stopped[-1], until=change.day)
        return replace(
            clock, stopped=(*clock.stopped[:-1], ended), typed=change.after if clock.typed else None
        )
    return clock


def _moved(due: date, stopped: StoppedClock, calendar: OfficeCalendar) -> date:
    """Give a date set by hand after a hold: later by its working days; a hold that began after the date takes none."""
    if stopped.first > due:
        return due
    day, lost = stopped.first, 0
    while stopped.until and day < stopped.until:
        lost += calendar.is_working_day(day)
        day += timedelta(days=1)
    while lost:
        due += timedelta(days=1)
        lost -= calendar.is_working_day(due)
    return due


def _working_days_on(session: Session, day: date) -> date:
    rule = DeadlineRule(days=LOOK_AGAIN_AFTER)
    deadline = rule.count(day, office=office_calendar(session))
    assert deadline is not None
    return deadline.due


def _need_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise InvalidLetter(sentence)


def _refuse_impossible(day: date, *, earliest: date | None, what: str) -> None:
    refusal = why_impossible(day, earliest=earliest, what=what)
    if refusal:
        raise InvalidLetter(refusal)
