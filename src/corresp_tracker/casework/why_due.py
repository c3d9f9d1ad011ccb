"""Why a case is due when it is: its count day by day, what has changed it, and what is due on the way."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from corresp_tracker.casework.clocks import clock_of, due_changes, fetch_case, rule_of_case
from corresp_tracker.casework.deadlines import office_calendar
from corresp_tracker.model.case_moves import DueChange, DueChangeKind
from corresp_tracker.workingdays import Deadline, StoppedClock


@dataclass(frozen=True, slots=True, kw_only=True)
class DueStep:
    """One change of a due date, as it is told: "extended", with who, when, why, and the dates before and after."""

    kind: str
    before: date | None
    after: date | None
    day: date | None
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDeadline:
    """A case's deadline, whole. `by_rule` is the count where the date was set by hand, and else the same.

    `held` is the hold that the case is on, with no deadline while it lasts. `stages` are the days of the stages still
    to be done, the answer itself left out.
    """

    deadline: Deadline | None = None
    by_rule: Deadline | None = None
    held: StoppedClock | None = None
    stages: tuple[tuple[str, date], ...] = ()
    changes: tuple[DueStep, ...] = ()

    @property
    def was_due(self) -> date | None:
        """The date that a case on hold had before."""
        holds = [step for step in self.changes if step.kind == DueChangeKind.HELD]
        return holds[-1].before if holds and self.held else None


def why_due(session: Session, case_id: int) -> CaseDeadline:
    """Give why a case is due when it is. Raises NotFound."""
    case = fetch_case(session, case_id)
    clock, rule, office = clock_of(session, case), rule_of_case(session, case), office_calendar(session)
    changes = tuple(_step(change) for change in due_changes(session, case_id))
    if case.due is None and clock.held is None:
        return CaseDeadline(changes=changes)
    stages = clock.stages(rule, office) if not case.finished else {}
    names = list(stages)
    ahead = names[names.index(case.stage) :] if case.stage in names else names
    return CaseDeadline(
        deadline=clock.deadline(rule, office),
        by_rule=clock.counted(rule, office),
        held=clock.held,
        stages=tuple((name, stages[name].due) for name in ahead if name not in ("logged", "dispatched")),
        changes=changes,
    )


def _step(change: DueChange) -> DueStep:
    return DueStep(
        kind=change.kind.value,
        before=change.before,
        after=change.after,
        day=change.day,
        reason=change.reason,
        by=change.by,
        at=change.at,
    )
