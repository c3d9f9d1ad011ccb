"""Cases that belong together, one reply that closes several, and whom and what a case is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from corresp_tracker.casework.clocks import fetch_case
from corresp_tracker.casework.letters import fetch_letter
from corresp_tracker.casework.parties import party_of
from corresp_tracker.casework.people import match_correspondent
from corresp_tracker.casework.stages import finish_with_reply
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.cases import AlsoAnswered, Case, CaseTie, CaseTieKind
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Party, PartyRole, Place
from corresp_tracker.store.history import about
from corresp_tracker.values.letter_text import Direction, PrintedCorrespondent


@dataclass(frozen=True, slots=True, kw_only=True)
class TiedCase:
    """A case that another is tied to, and how."""

    case_id: int
    reference: str
    subject: str
    finished: bool
    kind: CaseTieKind


def tie_cases(session: Session, case_id: int, other_id: int, kind: CaseTieKind) -> None:
    """Tie two cases, or tie them otherwise. Raises InvalidLetter for a case with itself, NotFound."""
    if case_id == other_id:
        raise InvalidLetter("This is the same case: choose the other one that it belongs with.")
    for each in (case_id, other_id):
        fetch_case(session, each)
        about(session, each)
    tie = _tie(session, case_id, other_id)
    if tie is None:
        low, high = sorted((case_id, other_id))
        session.add(CaseTie(case_id=low, other_id=high, kind=kind))
    else:
        tie.kind = kind
    session.flush()


def untie_cases(session: Session, case_id: int, other_id: int) -> None:
    """Part two cases; harmless where they are not tied."""
    tie = _tie(session, case_id, other_id)
    if tie:
        for each in (case_id, other_id):
            about(session, each)
        session.delete(tie)
        session.flush()


def ties_of(session: Session, case_id: int) -> tuple[TiedCase, ...]:
    """Give the cases that a case is tied to, the newest first."""
    ties = session.scalars(
        select(CaseTie).where(or_(CaseTie.case_id == case_id, CaseTie.other_id == case_id))
    ).all()
    kinds = {(tie.other_id if tie.case_id == case_id else tie.case_id): tie.kind for tie in ties}
    cases = session.scalars(select(Case).where(Case.id.in_(kinds)).order_by(Case.id.desc()))
    return tuple(
        TiedCase(
            case_id=case.id,
            reference=case.reference,
            subject=case.subject,
            finished=case.finished,
            kind=CaseTieKind(kinds[case.id]),
        )
        for case in cases
    )


def also_answers(session: Session, letter_id: int, case_ids: Sequence[int]) -> tuple[str, ...]:
    """Say which other cases a letter of ours answers: where it has gone they are finished now, and else when it goes.

    Gives the references of those that are finished by it now. Raises InvalidLetter for a letter that came.
    """
    letter = fetch_letter(session, letter_id)
    if letter.direction is not Direction.OUT:
        raise InvalidLetter("This letter came: only a letter of the office can answer cases.")
    held = {each.case_id: each for each in _also(session, letter_id)}
    wanted = {case_id for case_id in case_ids if case_id != letter.case_id}
    for case_id, each in held.items():
        if case_id not in wanted:
            session.delete(each)
            about(session, case_id)
    for case_id in wanted - held.keys():
        fetch_case(session, case_id)
        session.add(AlsoAnswered(letter_id=letter_id, case_id=case_id))
        about(session, case_id)
    about(session, letter.case_id)
    session.flush()
    return finish_also_answered(session, letter)


def finish_also_answered(session: Session, letter: Letter) -> tuple[str, ...]:
    """Finish the other cases that a letter answers, once it has gone; give the references of those that it finished."""
    if letter.dispatched is None:
        return ()
    finished: list[str] = []
    for also in _also(session, letter.id):
        case = session.get_one(Case, also.case_id)
        if not case.finished:
            finish_with_reply(session, case, letter)
            about(session, case.id)
            if case.finished:
                finished.append(case.reference)
    session.flush()
    return tuple(finished)


def also_answered_by(session: Session, letter_id: int) -> tuple[int, ...]:
    """Give the other cases that a letter answers."""
    return tuple(each.case_id for each in _also(session, letter_id))


def name_primary(session: Session, case_id: int, printed: PrintedCorrespondent) -> None:
    """Make somebody the primary correspondent of a case: one of its senders, or somebody else."""
    _put_party(session, case_id, PartyRole.PRIMARY_CORRESPONDENT, printed)


def name_constituent(session: Session, case_id: int, printed: PrintedCorrespondent) -> None:
    """Say on behalf of which constituent a case is; empty words take the constituent out."""
    _put_party(session, case_id, PartyRole.CONSTITUENT, printed)


def set_place(session: Session, case_id: int, name: str) -> None:
    """Say what place a case is about, known by any of its names or new; no words take it out."""
    case = fetch_case(session, case_id)
    wanted = " ".join(name.split())
    case.place_id = _place(session, wanted).id if wanted else None
    about(session, case_id)
    session.flush()


def place_of(session: Session, case_id: int) -> str:
    """Give the name of the place that a case is about; "" for none."""
    asked = select(Place.name).join(Case, Case.place_id == Place.id).where(Case.id == case_id)
    return session.scalar(asked) or ""


def _put_party(session: Session, case_id: int, role: PartyRole, printed: PrintedCorrespondent) -> None:
    case = fetch_case(session, case_id)
    for held in session.scalars(select(Party).where(Party.case_id == case_id, Party.role == role)):
        session.delete(held)
    if printed.name or printed.post or printed.organisation:
        found = match_correspondent(session, printed, on=case.received, role=role)
        party = party_of(session, found)
        party.case_id, party.role = case_id, role
        session.add(party)
    about(session, case_id)
    session.flush()


def _place(session: Session, name: str) -> Place:
    folded = name.casefold()
    for place in session.scalars(select(Place)):
        if folded in {place.name.casefold(), *(other.casefold() for other in place.other_names.splitlines())}:
            return place
    place = Place(name=name)
    session.add(place)
    session.flush()
    return place


def _tie(session: Session, case_id: int, other_id: int) -> CaseTie | None:
    low, high = sorted((case_id, other_id))
    return session.scalar(select(CaseTie).where(CaseTie.case_id == low, CaseTie.other_id == high))


def _also(session: Session, letter_id: int) -> Sequence[AlsoAnswered]:
    asked = select(AlsoAnswered).where(AlsoAnswered.letter_id == letter_id).order_by(AlsoAnswered.id)
    return session.scalars(asked).all()


def newest_reply(session: Session, case_id: int) -> int | None:
    """Give the newest letter of the office in a case, sent or drafted; None where there is none."""
    asked = select(Letter.id).where(Letter.case_id == case_id, Letter.direction == Direction.OUT)
    return session.scalars(asked.order_by(Letter.id.desc())).first()


def named_in_case(session: Session, case_id: int) -> tuple[str, str]:
    """Give the primary correspondent and the constituent of a case, as they are printed; "" for none."""
    said = {PartyRole.PRIMARY_CORRESPONDENT: "", PartyRole.CONSTITUENT: ""}
    for party in session.scalars(select(Party).where(Party.case_id == case_id).order_by(Party.id)):
        if party.role in said:
            said[party.role] = party.name or ", ".join(
                filter(None, (party.post_title, party.organisation_name))
            )
    return said[PartyRole.PRIMARY_CORRESPONDENT], said[PartyRole.CONSTITUENT]
