"""Logging a letter: what it most likely is and where it belongs, and then all of it written at once."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.arrivals import fetch_arrived, give_to_letter
from corresp_tracker.casework.cases import open_case
from corresp_tracker.casework.commitments import note_commitments
from corresp_tracker.casework.deadlines import deadline_for, office_today
from corresp_tracker.casework.duplicates import Duplicate, find_duplicates, fingerprint
from corresp_tracker.casework.fitting import CaseSuggestion, fitting_cases, role_in_case
from corresp_tracker.casework.gaps import close_gaps
from corresp_tracker.casework.guesses import date_checks, guess_direction, guess_kind, is_above, match_all
from corresp_tracker.casework.letters import freeze
from corresp_tracker.casework.links import office_register, relink_letter
from corresp_tracker.casework.parties import for_case, write_parties
from corresp_tracker.casework.people import MatchedCorrespondent, colleague, printed_as
from corresp_tracker.casework.points import put_points
from corresp_tracker.casework.stages import finish_with_reply
from corresp_tracker.errors import InvalidLetter, NotFound
from corresp_tracker.model.cases import Case, OfficeProfile, Stage
from corresp_tracker.model.letters import Document, Letter, LetterRole, Paragraph, RevisionSource
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.store.history import about
from corresp_tracker.store.search import index_letter
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction, LetterText
from corresp_tracker.workingdays import Deadline, typed_deadline

_OFFICIAL = "OFFICIAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggingProposal:
    """What a letter most likely is, for the officer to correct before it is logged.

    `due` is None where nothing falls due. `cases` are those that it fits, best first. `checks` are sentences.
    """

    direction: Direction
    correspondents: tuple[MatchedCorrespondent, ...]
    kind_key: str
    received: date
    due: Deadline | None
    cases: tuple[CaseSuggestion, ...]
    duplicates: tuple[Duplicate, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter:
    """A letter as the officer settled it. What is None is worked out: people, kind, role, deadline.

    `text` is what the letter says, corrected. `received` is the day that an incoming letter came, `dispatched`
    that on which an outgoing one went. `due` is a deadline typed in. `arrived_id` and `part_index` name the
    file that it came in; `held_at` says where a letter above the log's ceiling is held. `drafter` and `unit` are given
    a case that is new.
    """

    text: LetterText
    direction: Direction
    received: date | None = None
    dispatched: date | None = None
    means: str = ""
    kind_key: str | None = None
    role: LetterRole | None = None
    case_id: int | None = None
    due: date | None = None
    arrived_id: int | None = None
    part_index: int = 0
    correspondents: tuple[MatchedCorrespondent, ...] | None = None
    held_at: str = ""
    drafter: str = ""
    unit: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedLetter:
    """What logging did: the case, the letter in it, and what the officer should know."""

    case_id: int
    reference: str
    letter_id: int
    direction: Direction
    due: date | None
    duplicate_of: int | None
    warnings: tuple[str, ...]


def propose(
    session: Session, letter: LetterText, *, direction: Direction | None = None, today: date, sha256: str = ""
) -> LoggingProposal:
    """Say what a letter most likely is and where it belongs; `sha256` is that of the file it came in."""
    direction = direction or guess_direction(session, letter)
    correspondents = match_all(session, letter, direction=direction)
    kind_key = guess_kind(session, correspondents, direction=direction)
    came = direction is Direction.IN
    day = today if came or not (letter.dated and letter.dated.day) else letter.dated.day
    return LoggingProposal(
        direction=direction,
        correspondents=correspondents,
        kind_key=kind_key,
        received=day,
        due=deadline_for(session, kind_key=kind_key, received=day) if came else None,
        cases=fitting_cases(session, letter, direction=direction, correspondents=correspondents),
        duplicates=find_duplicates(
            session, letter, direction=direction, correspondents=correspondents, sha256=sha256
        ),
        checks=tuple(date_checks(letter, came_or_went=day, direction=direction, today=today)),
    )


def log_letter(session: Session, new: NewLetter) -> LoggedLetter:
    """Log a letter with all that belongs to it: case, people, paragraphs, links, search text and history.

    The caller's transaction holds all of it or nothing. A letter above the log's ceiling leaves a stub alone.
    """
    today = office_today()
    new, warnings = _settle(session, new, today=today)
    assert new.correspondents is not None
    duplicates = find_duplicates(
        session,
        new.text,
        direction=new.direction,
        correspondents=new.correspondents,
        sha256=_sha256(session, new),
    )
    case = _case_for(session, new)
    letter = _write_letter(session, new, case)
    if is_above(new.text.marking, _ceiling(session)):
        warnings.append(_stub_sentence(new))
        index_letter(session, letter.id)
    else:
        _write_words(session, new, letter)
    _note_answer(session, letter, case)
    note_commitments(session, letter.id)
    for citing in close_gaps(session, letter):
        about(session, citing.case_id)
    about(session, case.id)
    session.flush()
    if duplicates:
        warnings.append(
            f"It looks like one already logged in {duplicates[0].reference}: {duplicates[0].reason}."
        )
    return LoggedLetter(
        case_id=case.id,
        reference=case.reference,
        letter_id=letter.id,
        direction=letter.direction,
        due=case.due if letter.direction is Direction.IN else None,
        duplicate_of=duplicates[0].letter_id if duplicates else None,
        warnings=tuple(warnings),
    )


def logging_words(new: NewLetter) -> str:
    """Say for the history what logging this letter is: "Logged the letter of 3 May 2016 from Ofsted"."""
    dated = f" of {new.text.dated.in_words()}" if new.text.dated else ""
    came = new.direction is Direction.IN
    who = (new.text.senders if came else new.text.addressees)[:1]
    named = printed_as(who[0]).split(", ")[0] if who else ""
    with_whom = f" {'from' if came else 'to'} {named}" if named else ""
    return f"Logged the letter{dated}{with_whom}"


def _settle(session: Session, new: NewLetter, *, today: date) -> tuple[NewLetter, list[str]]:
    """Fill in what the officer left to the program, with a sentence for each thing that needs a look."""
    warnings: list[str] = []
    if new.correspondents is None:
        new = replace(new, correspondents=match_all(session, new.text, direction=new.direction))
    dated = new.text.dated.day if new.text.dated else None
    came = new.direction is Direction.IN
    if came and new.received is None:
        new = replace(new, received=today)
    if not came and new.dispatched is None:
        new = replace(new, dispatched=dated or today)
        if dated is None:
            warnings.append(
                "The letter bears no date: it is recorded as sent today. Correct the date if it went before."
            )
    day = new.received if came else new.dispatched
    warnings += date_checks(new.text, came_or_went=day, direction=new.direction, today=today)
    for found in new.correspondents or ():
        if found.choices and found.person_id is None:
            warnings.append(f"{found.known_as} may be {found.choices[0].known_as}: choose under People.")
    if new.kind_key is None:
        new = replace(new, kind_key=guess_kind(session, new.correspondents or (), direction=new.direction))
    return new, warnings


def _case_for(session: Session, new: NewLetter) -> Case:
    if new.case_id is not None:
        case = session.get(Case, new.case_id)
        if case is None:
            raise NotFound("The case that you chose is no longer in the log: choose another.")
        return case
    came = new.direction is Direction.IN
    day = new.received if came else new.dispatched
    assert day is not None
    above = is_above(new.text.marking, _ceiling(session))
    case = open_case(
        session,
        kind_key=new.kind_key or "",
        subject="" if above else new.text.subject,
        day=day,
        received=new.received if came else None,
        deadline=_deadline(session, new) if came else None,
        stage=Stage.LOGGED if came else Stage.DISPATCHED,
        marking=new.text.marking.value if new.text.marking else "",
        handling=new.text.handling,
    )
    case.drafter_id = colleague(session, new.drafter).id if new.drafter.strip() else None
    case.unit = new.unit
    return case


def _deadline(session: Session, new: NewLetter) -> Deadline | None:
    if new.due:
        return typed_deadline(new.due, received=new.received)
    if new.received is None:
        return None
    return deadline_for(session, kind_key=new.kind_key or "", received=new.received)


def _write_letter(session: Session, new: NewLetter, case: Case) -> Letter:
    """Write the letter's own record and its parties; its words are kept only below the log's ceiling."""
    text, above = new.text, is_above(new.text.marking, _ceiling(session))
    role = new.role or _role(session, new, case)
    letter = Letter(
        case_id=case.id,
        direction=new.direction,
        role=role,
        dated=text.dated,
        received=new.received if new.direction is Direction.IN else None,
        dispatched=new.dispatched if new.direction is Direction.OUT else None,
        means=new.means,
        subject="" if above else text.subject,
        folded_subject="" if above else " ".join(folded_words(text.subject)),
        our_reference=text.our_reference,
        their_reference=text.their_reference,
        marking=text.marking.value if text.marking else "",
        handling=text.handling,
        held_at=new.held_at if above else "",
        salutation="" if above else text.salutation,
        sign_off="" if above else text.sign_off,
        enclosures=[] if above else list(text.enclosures),
        fingerprint="" if above else fingerprint(paragraph.text for paragraph in text.paragraphs),
    )
    session.add(letter)
    session.flush()
    parties = write_parties(session, letter.id, new.correspondents or (), copy_to=text.copy_to)
    _name_primary(session, case, parties, direction=new.direction)
    return letter


def _role(session: Session, new: NewLetter, case: Case) -> LetterRole:
    is_first = not session.scalar(select(Letter.id).where(Letter.case_id == case.id).limit(1))
    if is_first and (new.direction is Direction.IN or not new.text.answers):
        return LetterRole.ORIGINAL
    return role_in_case(session, case.id, new.text, direction=new.direction)


def _name_primary(session: Session, case: Case, parties: list[Party], *, direction: Direction) -> None:
    """Name the case's primary correspondent from its first letter: who wrote to us, or for whom; else to whom we did."""
    if session.scalar(select(Party.id).where(Party.case_id == case.id).limit(1)):
        return
    came = (PartyRole.ON_BEHALF_OF, PartyRole.SENDER)
    order = came if direction is Direction.IN else (PartyRole.ADDRESSEE,)
    first = next((party for role in order for party in parties if party.role is role), None)
    if first:
        session.add(for_case(first, case.id))


def _write_words(session: Session, new: NewLetter, letter: Letter) -> None:
    """Write the letter's paragraphs and files, freeze them as its first revision, and link and index them."""
    for position, paragraph in enumerate(new.text.paragraphs):
        session.add(
            Paragraph(
                letter_id=letter.id,
                position=position,
                label=paragraph.label,
                level=paragraph.level,
                text=paragraph.text,
                italics=[list(span) for span in paragraph.italics],
            )
        )
    session.flush()
    document_id = None
    if new.arrived_id is not None:
        give_to_letter(session, new.arrived_id, letter, part_index=new.part_index)
        document_id = fetch_arrived(session, new.arrived_id).document_id
    relink_letter(session, letter.id, register=office_register(session))
    if letter.direction is Direction.IN:
        put_points(session, letter)
    freeze(session, letter, RevisionSource.LOGGED, by=new.by, document_id=document_id)


def _note_answer(session: Session, letter: Letter, case: Case) -> None:
    """Tie an outgoing letter to the one it answers, and an original that came late to its case's clock."""
    if letter.direction is Direction.OUT:
        asked = select(Letter).where(Letter.case_id == case.id, Letter.direction == Direction.IN)
        originals = asked.where(Letter.role == LetterRole.ORIGINAL).order_by(
            Letter.dated.desc(), Letter.id.desc()
        )
        answered = session.scalars(originals).first()
        letter.answers_id = answered.id if answered else None
        finish_with_reply(session, case, letter)
    elif case.received is None and letter.role is LetterRole.ORIGINAL:
        case.received = letter.received


def _ceiling(session: Session) -> str:
    return session.scalar(select(OfficeProfile.ceiling).limit(1)) or _OFFICIAL


def _stub_sentence(new: NewLetter) -> str:
    where = f" It is held at {new.held_at}." if new.held_at else " Say where it is held."
    marking = new.text.marking.value if new.text.marking else ""
    return f"The letter is marked {marking}, above what this log may hold: only its reference and dates are kept.{where}"


def _sha256(session: Session, new: NewLetter) -> str:
    if new.arrived_id is None:
        return ""
    document = session.get(Document, fetch_arrived(session, new.arrived_id).document_id)
    if document is None:
        raise InvalidLetter("The file of this letter is no longer in the log: drop it on the window again.")
    return document.sha256
