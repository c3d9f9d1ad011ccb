"""Files that came in: kept whole before anything is read from them, until they are logged or discarded."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.errors import NotFound
from corresp_tracker.model.letters import ArrivalStanding, ArrivedFile, DocumentPart, Letter, LetterDocument
from corresp_tracker.store.documents import content, keep
from corresp_tracker.values.letter_text import Arrival


def keep_file(session: Session, data: bytes, name: str) -> int:
    """Keep a file as it came, under its hash; give the id under which it waits to be logged."""
    arrived = ArrivedFile(document_id=keep(session, data).id, name=name)
    session.add(arrived)
    session.flush()
    return arrived.id


def keep_parts(session: Session, arrived_id: int, arrival: Arrival) -> None:
    """Keep what was found inside a file (the attachments of an e-mail), and what could not be read."""
    whole = fetch_arrived(session, arrived_id)
    whole.problem = arrival.parts[0].problem if arrival.likeliest is None else ""
    if parts_of(session, arrived_id)[1:]:
        return
    for part in arrival.parts[1:]:
        kept = keep(session, part.data)
        session.add(
            ArrivedFile(
                document_id=kept.id,
                name=part.name,
                parent_id=whole.id,
                standing=whole.standing,
                problem=part.problem,
            )
        )
    session.flush()


def note_problem(session: Session, arrived_id: int, problem: str) -> None:
    """Note why a file could not be read; it stays, to be logged by hand."""
    fetch_arrived(session, arrived_id).problem = problem


def set_aside(session: Session, arrived_id: int) -> None:
    """Put a file aside, to be logged later."""
    _stand(session, arrived_id, ArrivalStanding.SET_ASIDE)


def discard(session: Session, arrived_id: int) -> None:
    """Take a file off the list of those that wait; the file itself stays in the log."""
    _stand(session, arrived_id, ArrivalStanding.DISCARDED)


def fetch_arrived(session: Session, arrived_id: int) -> ArrivedFile:
    """Give a file that arrived; refused where it is gone."""
    arrived = session.get(ArrivedFile, arrived_id)
    if arrived is None:
        raise NotFound("This file is no longer in the log: drop it on the window again.")
    return arrived


def parts_of(session: Session, arrived_id: int) -> list[ArrivedFile]:
    """Give a file and what was inside it, in the order of the arrival's parts."""
    whole = fetch_arrived(session, arrived_id)
    inside = select(ArrivedFile).where(ArrivedFile.parent_id == arrived_id).order_by(ArrivedFile.id)
    return [whole, *session.scalars(inside)]


def waiting_contents(session: Session) -> list[tuple[int, str, bytes]]:
    """Give the files that wait to be logged, oldest first: id, name and bytes."""
    asked = (
        select(ArrivedFile)
        .where(
            ArrivedFile.parent_id.is_(None),
            ArrivedFile.standing.in_((ArrivalStanding.WAITING, ArrivalStanding.SET_ASIDE)),
        )
        .order_by(ArrivedFile.id)
    )
    return [(file.id, file.name, content(session, file.document_id)) for file in session.scalars(asked)]


def give_to_letter(session: Session, arrived_id: int, letter: Letter, *, part_index: int) -> None:
    """Make an arrival's files the letter's: the part that is the letter, its envelope, and its attachments."""
    for index, part in enumerate(parts_of(session, arrived_id)):
        if index == part_index:
            kind = DocumentPart.ORIGINAL
        else:
            kind = DocumentPart.ENVELOPE if index == 0 else DocumentPart.ATTACHMENT
        session.add(
            LetterDocument(letter_id=letter.id, document_id=part.document_id, part=kind, name=part.name)
        )
        part.standing = ArrivalStanding.LOGGED
    session.flush()


def _stand(session: Session, arrived_id: int, standing: ArrivalStanding) -> None:
    for part in parts_of(session, arrived_id):
        part.standing = standing
    session.flush()
