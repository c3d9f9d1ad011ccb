"""Cases: opened, moved through their stages, and changed with a reason."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.references import next_reference
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter, NotFound
from corresp_tracker.model.base import now
from corresp_tracker.model.cases import FINISHED, Case, CaseKind, Stage
from corresp_tracker.model.letters import Letter, LetterRole
from corresp_tracker.store.history import about
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.workingdays import Deadline, explain, typed_deadline


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

    `deadline` says how `due` was counted.
    """
    kind = session.scalar(select(CaseKind).where(CaseKind.key == kind_key))
    if kind is None:
        raise NotFound(f"This office has no kind of case called “{kind_key}”: choose one from the list.")
    finished = stage in FINISHED
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
        due=deadline.due if deadline else None,
        due_rule=explain(deadline) if deadline else "",
        opened_at=now(),
    )
    session.add(case)
    session.flush()
    about(session, case.id)
    return case


def new_case(session: Session, *, kind_key: str = "own-initiative", subject: str) -> int:
    """Open a case for a letter that the office writes of its own accord."""
    return open_case(session, kind_key=kind_key, subject=subject, day=office_today(), stage=Stage.DRAFTING).id


def move(session: Session, case_id: int, stage: str, *, reason: str = "", version: int) -> None:
    """Move a case to a stage; some stages finish it, and leaving them opens it again."""
    case = _fetch(session, case_id, version=version)
    finishes = stage in FINISHED
    if stage == Stage.TRANSFERRED and not reason.strip():
        raise InvalidLetter("Say to whom the case is transferred, and why.")
    if finishes and not case.finished:
        case.finished_on = office_today()
    elif not finishes:
        case.finished_on = None
    case.stage, case.finished = stage, finishes
    _note(case, reason)
    about(session, case_id)


def change_due(session: Session, case_id: int, due: date, *, reason: str, version: int) -> None:
    """Set a case's due date by hand; the reason is asked for, and the history keeps the old date."""
    case = _fetch(session, case_id, version=version)
    if not reason.strip():
        raise InvalidLetter("Say why the due date changes: the history keeps the reason.")
    if case.received and due < case.received:
        raise InvalidLetter("The due date is before the letter was received: choose a later day.")
    case.due = due
    case.due_rule = f"{explain(typed_deadline(due, received=case.received))} {reason.strip()}"
    about(session, case_id)


def begin_drafting(case: Case, *, drafter_id: int) -> None:
    """Move a case that has only been logged on to drafting, by whoever drafts it; what is settled stays."""
    if case.drafter_id is None:
        case.drafter_id = drafter_id
    if case.stage in (Stage.LOGGED, Stage.TRIAGE, Stage.REOPENED):
        case.stage = Stage.DRAFTING


def finish_with_reply(case: Case, letter: Letter) -> None:
    """Finish a case with the letter that went, where that is its reply; a holding reply does not stop the clock."""
    finishes = letter.role is LetterRole.REPLY or (
        letter.role is LetterRole.ORIGINAL and letter.direction is Direction.OUT and letter.answers_id is None
    )
    if finishes and case.stage not in FINISHED:
        case.stage, case.finished, case.finished_on = Stage.DISPATCHED, True, letter.dispatched


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
    """Change what is known of a case; what is None stays. Its deadline does not move with its kind."""
    case = _fetch(session, case_id, version=version)
    given = {"subject": subject, "priority": priority, "unit": unit, "note": note}
    people = {"drafter_id": drafter_id, "signatory_id": signatory_id, "bring_forward": bring_forward}
    for field, value in {**given, **people}.items():
        if value is not None:
            setattr(case, field, value)
    if clear_bring_forward:
        case.bring_forward = None
    if kind_key is not None:
        case.kind_id = session.scalar(select(CaseKind.id).where(CaseKind.key == kind_key))
    about(session, case_id)


def find_case(session: Session, reference: str) -> Case:
    """Give the case of this reference, in any case of letters; refused with a sentence where there is none."""
    wanted = reference.strip()
    case = session.scalar(select(Case).where(Case.reference == wanted))
    case = case or session.scalar(select(Case).where(Case.reference.ilike(wanted)))
    if case is None:
        raise NotFound(f"There is no case {wanted} in this log: check the reference.")
    return case


def _fetch(session: Session, case_id: int, *, version: int) -> Case:
    case = session.get(Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the log: look for it again in the worklist.")
    if case.version != version:
        raise ChangedElsewhere("A colleague changed this case while you had it open: open it again.")
    return case


def _note(case: Case, reason: str) -> None:
    if reason.strip():
        case.note = "\n".join(filter(None, (case.note, reason.strip())))
