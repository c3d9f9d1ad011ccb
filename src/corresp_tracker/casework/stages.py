"""The stages that a case goes through: forward freely, back with a reason, and the same one twice without harm."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.clocks import count_again, fetch_case, go_on, hold
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.case_moves import DueChangeKind, StageMove
from corresp_tracker.model.cases import FINISHED, Case, CaseKind, Stage
from corresp_tracker.model.letters import Letter, LetterRole
from corresp_tracker.store.history import about, who
from corresp_tracker.store.lists import stages_of_kind
from corresp_tracker.values.letter_text import Direction

_NEED_REASON = {
    Stage.TRANSFERRED: "Say to whom the case is transferred, and why.",
    Stage.ON_HOLD: "Say why the case is on hold: the history keeps the reason.",
    Stage.NO_REPLY_NEEDED: "Say why no reply is needed: the history keeps the reason.",
}


def move(
    session: Session,
    case_id: int,
    stage: str,
    *,
    reason: str = "",
    version: int,
    count_from: date | None = None,
) -> None:
    """Move a case to a stage; some stages finish it, and leaving them opens it again.

    Back needs a reason, as a transfer, a hold and an end without a reply do. A hold stops the clock, and leaving it
    lets it go on. A case that is opened again is counted from `count_from`, or keeps its date. A case that is at
    this stage already stays as it is: the same order given twice is one move.
    """
    case = fetch_case(session, case_id)
    if case.stage == stage:
        return
    fetch_case(session, case_id, version=version)
    refusal = why_not_moved(session, case, stage, reason=reason)
    if refusal:
        raise InvalidLetter(refusal)
    before = case.stage
    set_stage(session, case, stage, reason=reason)
    if stage == Stage.ON_HOLD:
        hold(session, case_id, reason=reason)
    elif before == Stage.ON_HOLD:
        go_on(session, case_id, reason=reason)
    elif count_from and before in FINISHED:
        count_again(session, case_id, count_from, reason=reason, kind=DueChangeKind.REOPENED)
    if reason.strip():
        case.note = "\n".join(filter(None, (case.note, reason.strip())))
    about(session, case_id)


def hold_case(
    session: Session, case_id: int, on: date, *, reason: str, version: int, look_again: date | None = None
) -> None:
    """Put a case on hold from a day, stage and clock together."""
    case = fetch_case(session, case_id)
    if case.stage != Stage.ON_HOLD:
        hold(session, case_id, reason=reason, version=version, on=on, bring_forward=look_again)
        set_stage(session, case, Stage.ON_HOLD, reason=reason)


def let_go_on(session: Session, case_id: int, on: date, *, reason: str, version: int) -> None:
    """Let a case on hold go on from a day, at the stage that it was held at."""
    case = fetch_case(session, case_id)
    if case.stage == Stage.ON_HOLD:
        go_on(session, case_id, reason=reason, version=version, on=on)
        set_stage(session, case, held_at(session, case_id), reason=reason)


def why_not_moved(session: Session, case: Case, stage: str, *, reason: str) -> str:
    """Say why a case cannot be moved with this reason, or with none; empty where it can."""
    if reason.strip():
        return ""
    for stages, sentence in _NEED_REASON.items():
        if stage == stages:
            return sentence
    if case.stage in FINISHED and stage not in FINISHED:
        return "Say why the case is opened again: the history keeps the reason."
    order = stages_of_kind(session.get(CaseKind, case.kind_id) if case.kind_id else None)
    if case.stage in order and stage in order and order.index(stage) < order.index(case.stage):
        return f"Say why the case goes back to {stage}: the history keeps the reason."
    return ""


def held_at(session: Session, case_id: int) -> str:
    """Give the stage that a case was at when it was put on hold; where none is known, it is sorted anew."""
    asked = select(StageMove.before).where(StageMove.case_id == case_id, StageMove.after == Stage.ON_HOLD)
    return session.scalars(asked.order_by(StageMove.id.desc())).first() or Stage.TRIAGE


def set_stage(
    session: Session, case: Case, stage: str, *, reason: str = "", finished_on: date | None = None
) -> None:
    """Put a case at a stage, and keep who did so, when and why."""
    if case.stage == stage:
        return
    note_stage(session, case, before=case.stage, after=stage, reason=reason)
    if stage in FINISHED:
        case.finished_on = finished_on or (case.finished_on if case.finished else office_today())
    else:
        case.finished_on = None
    case.stage, case.finished = stage, stage in FINISHED


def note_stage(session: Session, case: Case, *, before: str, after: str, reason: str = "") -> None:
    """Keep that a case came from one stage to another."""
    session.add(
        StageMove(case_id=case.id, before=before, after=after, reason=reason.strip(), by=who(session))
    )


def begin_drafting(session: Session, case: Case, *, drafter_id: int) -> None:
    """Move a case that has only been logged on to drafting, by whoever drafts it; what is settled stays."""
    if case.drafter_id is None:
        case.drafter_id = drafter_id
    if case.stage in (Stage.LOGGED, Stage.TRIAGE, Stage.REOPENED):
        set_stage(session, case, Stage.DRAFTING)


def finish_with_reply(session: Session, case: Case, letter: Letter) -> None:
    """Finish a case with the letter that went, where that is its reply; a holding reply does not stop the clock."""
    finishes = letter.role is LetterRole.REPLY or (
        letter.role is LetterRole.ORIGINAL and letter.direction is Direction.OUT and letter.answers_id is None
    )
    if not finishes or case.stage in FINISHED:
        return
    if case.stage == Stage.ON_HOLD:
        go_on(session, case.id, reason="The reply went.", on=office_today())
    set_stage(session, case, Stage.DISPATCHED, finished_on=letter.dispatched)
