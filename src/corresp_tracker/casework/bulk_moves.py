"""The same done with many cases at once: looked over first, then all that can be done as one change, or nothing of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.cases import edit_case
from corresp_tracker.casework.clocks import (
    Clock,
    change_due,
    clock_of,
    rule_of_case,
    why_impossible,
    why_not_due,
)
from corresp_tracker.casework.deadlines import office_calendar, office_today
from corresp_tracker.casework.stages import held_at, hold_case, let_go_on, move, why_not_moved
from corresp_tracker.errors import ChangedElsewhere, InputError, InvalidLetter
from corresp_tracker.model.cases import FINISHED, Case, CaseKind, Stage
from corresp_tracker.store.lists import stages_of_kind
from corresp_tracker.values.bulk_change import BulkAct, BulkChange, BulkLine, ChosenCases, SeenCase
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.workingdays import OfficeCalendar

Progress = Callable[[int, int], None]
"""Called with what is done and what there is in all; whatever it raises ends the change."""

_AT_ONCE = 500
_BESIDE = (Stage.CONTRIBUTION_REQUESTED, Stage.TRANSFERRED)
_CHANGED = "Changed since you chose it: look at it again."
_GONE = "No longer in the log."
_FINISHED = "Finished already ({stage})."
_ON_HOLD = "On hold: let it go on first."


def choose_cases(session: Session, case_ids: Sequence[int]) -> ChosenCases:
    """Give these cases as they are now, with the stages that their kinds have and what units and priorities there are.

    Dispatched is no stage to be moved to here: that a reply went is recorded with the letter that went.
    """
    cases = _fetch(session, case_ids)
    stages: dict[str, None] = {}
    for kind_id in dict.fromkeys(case.kind_id for case in cases.values()):
        stages |= dict.fromkeys(_stages(session, kind_id))
    units = session.scalars(select(Case.unit).where(Case.unit != "").distinct().order_by(Case.unit))
    priorities = select(Case.priority).where(Case.priority != "").distinct().order_by(Case.priority)
    there = [cases[case_id] for case_id in dict.fromkeys(case_ids) if case_id in cases]
    return ChosenCases(
        cases=tuple(SeenCase(case.id, case.version) for case in there),
        gone=len(set(case_ids) - cases.keys()),
        stages=(*(each for each in stages if each != Stage.DISPATCHED), *_BESIDE),
        next_stage=_next_stage(session, there[0]) if there else "",
        units=tuple(units),
        priorities=tuple(session.scalars(priorities)),
    )


def look_over(session: Session, seen: Sequence[SeenCase], change: BulkChange) -> tuple[BulkLine, ...]:
    """Say of each case what would become of it, or why it is left out; those that are left out come first."""
    cases = _fetch(session, [each.id for each in seen])
    office = office_calendar(session)
    lines = [_line(session, each, cases.get(each.id), change, office) for each in seen]
    return tuple(sorted(lines, key=lambda line: not line.left_out))


def carry_out(
    session: Session, seen: Sequence[SeenCase], change: BulkChange, *, progress: Progress | None = None
) -> int:
    """Do the same with these cases, all of them or none, and give how many.

    They are those that `look_over` did not leave out. Where one of them is not any more as it was seen then, nothing is
    done: ChangedElsewhere. The same order given twice is so refused the second time. `progress` may call it off.
    """
    left_out = [line for line in look_over(session, seen, change) if line.left_out]
    if left_out:
        raise ChangedElsewhere(_cannot(left_out))
    for count, each in enumerate(seen):
        if progress:
            progress(count, len(seen))
        try:
            _CARRY_OUT[change.act](session, each, change)
        except InputError as error:
            reference = session.get_one(Case, each.id).reference
            raise InvalidLetter(f"{reference}: {error.message} Nothing was changed.") from error
        session.flush()
    if progress:
        progress(len(seen), len(seen))
    return len(seen)


@dataclass(frozen=True, slots=True)
class _Outlook:
    """What would become of a case, in words: from what, to what, or why not."""

    before: str = ""
    after: str = ""
    why_not: str = ""


def _fetch(session: Session, case_ids: Sequence[int]) -> dict[int, Case]:
    found: dict[int, Case] = {}
    for first in range(0, len(case_ids), _AT_ONCE):
        asked = select(Case).where(Case.id.in_(case_ids[first : first + _AT_ONCE]))
        found |= {case.id: case for case in session.scalars(asked)}
    return found


def _line(
    session: Session, seen: SeenCase, case: Case | None, change: BulkChange, office: OfficeCalendar
) -> BulkLine:
    if case is None:
        return BulkLine(case=seen, reference="", subject="", left_out=_GONE, is_stale=True)
    is_stale = case.version != seen.version
    outlook = _Outlook(why_not=_CHANGED) if is_stale else _outlook(session, case, change, office)
    return BulkLine(
        case=seen,
        reference=case.reference,
        subject=case.subject,
        before=outlook.before,
        after=outlook.after,
        left_out=outlook.why_not,
        is_stale=is_stale,
    )


def _outlook(session: Session, case: Case, change: BulkChange, office: OfficeCalendar) -> _Outlook:
    act = change.act
    if act is BulkAct.SORT:
        return _sorted(case, change)
    if case.finished or case.stage in FINISHED:
        return _Outlook(why_not=_FINISHED.format(stage=case.stage))
    if act in (BulkAct.MOVE, BulkAct.NO_REPLY):
        return _moved(session, case, _stage_of(change), change)
    if act is BulkAct.BRING_FORWARD:
        return _brought_forward(case, change.day)
    clock = clock_of(session, case)
    if act in (BulkAct.EXTEND_TO, BulkAct.EXTEND_BY):
        return _extended(session, case, clock, change, office)
    return _held(case, clock, change) if act is BulkAct.HOLD else _gone_on(session, case, clock)


def _moved(session: Session, case: Case, stage: str, change: BulkChange) -> _Outlook:
    ends = stage == Stage.NO_REPLY_NEEDED
    if case.stage == stage:
        return _Outlook(why_not="At this stage already.")
    if not ends and case.stage == Stage.ON_HOLD:
        return _Outlook(why_not=_ON_HOLD)
    if not ends and stage not in (*_stages(session, case.kind_id), *_BESIDE):
        kind = session.get(CaseKind, case.kind_id) if case.kind_id else None
        return _Outlook(why_not=f"The kind {kind.name} has no such stage." if kind else "No such stage.")
    # That the history keeps the reason is said once, by the form, and not of every case.
    why_not = why_not_moved(session, case, stage, reason=change.reason).partition(":")[0].rstrip(".")
    return _Outlook(case.stage, stage, f"{why_not}." if why_not else "")


def _held(case: Case, clock: Clock, change: BulkChange) -> _Outlook:
    if case.stage == Stage.ON_HOLD or clock.held:
        return _Outlook(why_not="On hold already.")
    what = "The day on which it was put on hold"
    why_not = why_impossible(office_today(), earliest=clock.start, what=what)
    if not change.reason.strip():
        why_not = "Say why it is on hold: the history keeps the reason."
    return _Outlook(case.stage, Stage.ON_HOLD, why_not)


def _gone_on(session: Session, case: Case, clock: Clock) -> _Outlook:
    if case.stage != Stage.ON_HOLD:
        return _Outlook(why_not="Not on hold.")
    earliest = clock.held.first if clock.held else None
    why_not = why_impossible(office_today(), earliest=earliest, what="The day on which it goes on")
    return _Outlook(case.stage, held_at(session, case.id), why_not)


def _extended(
    session: Session, case: Case, clock: Clock, change: BulkChange, office: OfficeCalendar
) -> _Outlook:
    if clock.held:
        return _Outlook(why_not=_ON_HOLD)
    if case.due is None:
        return _Outlook(why_not="No due date to extend.")
    due = _due_then(case, change, rule_of_case(session, case).calendar(office))
    if due is None or due <= case.due:
        return _Outlook(why_not=f"Due on {_in_words(case.due)} as it is: choose a later day.")
    why_not = why_not_due(case, clock, due)
    if not change.reason.strip():
        why_not = "Say why the due date changes: the history keeps the reason."
    return _Outlook(f"due {_in_words(case.due)}", _in_words(due), why_not)


def _brought_forward(case: Case, day: date | None) -> _Outlook:
    if day == case.bring_forward:
        return _Outlook(why_not="On that day already." if day else "Not brought forward.")
    if day is None and case.stage == Stage.ON_HOLD:
        return _Outlook(why_not="On hold: it keeps a day to look at it again.")
    if day is not None and day < office_today():
        return _Outlook(why_not="That day is past: choose today or a later day.")
    before, after = (_in_words(each) if each else "no day" for each in (case.bring_forward, day))
    return _Outlook(before, after)


def _sorted(case: Case, change: BulkChange) -> _Outlook:
    asked = [(case.unit, change.unit, "no unit"), (case.priority, change.priority, "no priority")]
    moved = [(old or none, new or none) for old, new, none in asked if new is not None and new != old]
    if not moved:
        return _Outlook(why_not="Nothing to change.")
    return _Outlook(", ".join(old for old, _ in moved), ", ".join(new for _, new in moved))


def _move(session: Session, seen: SeenCase, change: BulkChange) -> None:
    move(session, seen.id, _stage_of(change), reason=change.reason, version=seen.version)


def _hold(session: Session, seen: SeenCase, change: BulkChange) -> None:
    today, again = office_today(), change.day
    hold_case(session, seen.id, today, reason=change.reason, version=seen.version, look_again=again)


def _go_on(session: Session, seen: SeenCase, change: BulkChange) -> None:
    let_go_on(session, seen.id, office_today(), reason=change.reason, version=seen.version)


def _extend(session: Session, seen: SeenCase, change: BulkChange) -> None:
    case = session.get_one(Case, seen.id)
    calendar = rule_of_case(session, case).calendar(office_calendar(session))
    due = _due_then(case, change, calendar)
    assert due is not None
    change_due(session, seen.id, due, reason=change.reason, version=seen.version)


def _bring_forward(session: Session, seen: SeenCase, change: BulkChange) -> None:
    day, version = change.day, seen.version
    edit_case(session, seen.id, version=version, bring_forward=day, clear_bring_forward=day is None)


def _sort(session: Session, seen: SeenCase, change: BulkChange) -> None:
    edit_case(session, seen.id, version=seen.version, unit=change.unit, priority=change.priority)


_CARRY_OUT: dict[BulkAct, Callable[[Session, SeenCase, BulkChange], None]] = {
    BulkAct.MOVE: _move,
    BulkAct.HOLD: _hold,
    BulkAct.GO_ON: _go_on,
    BulkAct.EXTEND_TO: _extend,
    BulkAct.EXTEND_BY: _extend,
    BulkAct.BRING_FORWARD: _bring_forward,
    BulkAct.SORT: _sort,
    BulkAct.NO_REPLY: _move,
}


def _stage_of(change: BulkChange) -> str:
    return Stage.NO_REPLY_NEEDED if change.act is BulkAct.NO_REPLY else change.stage


def _stages(session: Session, kind_id: int | None) -> tuple[str, ...]:
    return stages_of_kind(session.get(CaseKind, kind_id) if kind_id else None)


def _next_stage(session: Session, case: Case) -> str:
    order = [each for each in _stages(session, case.kind_id) if each != Stage.DISPATCHED]
    here = order.index(case.stage) + 1 if case.stage in order else 0
    return order[min(here, len(order) - 1)] if order else ""


def _due_then(case: Case, change: BulkChange, calendar: OfficeCalendar) -> date | None:
    """Give the due date that is asked for: a day, or so many working days after the one that there is."""
    if change.act is BulkAct.EXTEND_TO or case.due is None:
        return change.day
    due, left = case.due, change.days
    while left > 0:
        due += timedelta(days=1)
        left -= calendar.is_working_day(due)
    return due


def _cannot(left_out: Sequence[BulkLine]) -> str:
    first = left_out[0]
    others = f" and {len(left_out) - 1} more" if len(left_out) > 1 else ""
    return f"Nothing was changed, for {first.reference or 'a case'}{others} changed meanwhile: look at the list again."


def _in_words(day: date) -> str:
    return PartialDate.of_day(day).in_words()
