"""Cases: opened, found, and changed; their stages are in casework/stages, their deadlines in casework/clocks."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.clocks import clock_of, fetch_case, note_due
from corresp_tracker.casework.deadlines import office_calendar, office_today, rule_of
from corresp_tracker.casework.references import next_reference
from corresp_tracker.casework.stages import note_stage
from corresp_tracker.errors import NotFound
from corresp_tracker.model.base import now
from corresp_tracker.model.case_moves import DueChangeKind
from corresp_tracker.model.cases import FINISHED, Case, CaseKind, Stage
from corresp_tracker.store.history import about
from corresp_tracker.workingdays import Deadline, explain


def open_case(
    session: Session,
    *,
    kind_key: str,
    subject: str,
    day: date,
    received: date | None = None,
    deadline: Deadline | None = None,
    stage: Stage = Stage.LOGGED,
    marking: str = "",
    handling: str = "",
    reference: str = "",
) -> Case:
    """Open a case of a kind, with the next reference of the day's year unless it has one already.

    `deadline` says how `due` was counted; a day typed in that is the one counted is taken as counted.
    """
    kind = session.scalar(select(CaseKind).where(CaseKind.key == kind_key))
    if kind is None:
        raise NotFound(f"This office has no kind of case called “{kind_key}”: choose one from the list.")
    finished = stage in FINISHED
    if deadline and received and not deadline.days:
        counted = rule_of(kind).count(received, office=office_calendar(session))
        deadline = counted if counted and counted.due == deadline.due else deadline
    case = Case(
        reference=reference or next_reference(session, kind_code=kind.code, day=day),
        kind_id=kind.id,
        subject=subject,
        stage=stage,
        finished=finished,
        finished_on=day if finished else None,
        marking=marking,
        handling=handling,
        received=received,
        due=deadline.due if deadline and deadline.days else None,
        due_rule=explain(deadline) if deadline else "",
        opened_at=now(),
    )
    session.add(case)
    session.flush()
    note_stage(session, case, before="", after=stage)
    if deadline and not deadline.days:
        note_due(session, case, DueChangeKind.SET, deadline)
    about(session, case.id)
    return case


def new_case(session: Session, *, kind_key: str = "own-initiative", subject: str) -> int:
    """Open a case for a letter that the office writes of its own accord."""
    return open_case(session, kind_key=kind_key, subject=subject, day=office_today(), stage=Stage.DRAFTING).id


def edit_case(
    session: Session,
    case_id: int,
    *,
    version: int,
    subject: str | None = None,
    kind_key: str | None = None,
    priority: str | None = None,
    unit: str | None = None,
    note: str | None = None,
    drafter_id: int | None = None,
    signatory_id: int | None = None,
    bring_forward: date | None = None,
    clear_bring_forward: bool = False,
) -> None:
    """Change what is known of a case; what is None stays. A deadline that was counted follows its kind."""
    case = fetch_case(session, case_id, version=version)
    given = {"subject": subject, "priority": priority, "unit": unit, "note": note}
    people = {"drafter_id": drafter_id, "signatory_id": signatory_id, "bring_forward": bring_forward}
    for field, value in {**given, **people}.items():
        if value is not None:
            setattr(case, field, value)
    if clear_bring_forward:
        case.bring_forward = None
    if kind_key is not None:
        _change_kind(session, case, kind_key)
    about(session, case_id)


def find_case(session: Session, reference: str) -> Case:
    """Give the case of this reference, in any case of letters; refused with a sentence where there is none."""
    wanted = reference.strip()
    case = session.scalar(select(Case).where(Case.reference == wanted))
    case = case or session.scalar(select(Case).where(Case.reference.ilike(wanted)))
    if case is None:
        raise NotFound(f"There is no case {wanted} in this log: check the reference.")
    return case


def _change_kind(session: Session, case: Case, kind_key: str) -> None:
    clock = clock_of(session, case)
    kind = session.scalars(select(CaseKind).where(CaseKind.key == kind_key)).one()
    if kind.id == case.kind_id:
        return
    case.kind_id = kind.id
    deadline = clock.deadline(rule_of(kind), office_calendar(session))
    if clock.typed is None and deadline and deadline.due != case.due:
        note_due(session, case, DueChangeKind.KIND, deadline, reason=f"The case is of the kind {kind.name}.")
