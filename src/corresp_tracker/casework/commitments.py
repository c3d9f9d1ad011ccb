"""What the office promised: found in a letter when it goes, or marked by hand, and followed until it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.letters import fetch_letter, standing_paragraphs
from corresp_tracker.casework.promises import find_promises
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter, NotFound
from corresp_tracker.model.follow_ups import Commitment
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.store.history import about
from corresp_tracker.values.letter_text import Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow:
    """A promise as lists show it: its words, in which paragraph of which letter, and by when it is to be kept."""

    id: int
    case_id: int
    letter_id: int
    paragraph_id: int
    label: str
    words: str
    due: date | None
    kept_on: date | None
    note: str
    version: int


def note_commitments(session: Session, letter_id: int) -> int:
    """Make follow-ups of the promises in a letter of ours; give how many are new.

    One that is followed already, in the same paragraph with the same words, is not made twice.
    """
    letter = fetch_letter(session, letter_id)
    if letter.direction is not Direction.OUT:
        return 0
    written = letter.dispatched or (letter.dated.first if letter.dated else None)
    held = {
        (each.paragraph_id, each.words)
        for each in session.scalars(select(Commitment).where(Commitment.letter_id == letter_id))
    }
    new = 0
    for paragraph in standing_paragraphs(session, letter_id):
        for promise in find_promises(paragraph.text, written=written):
            if (paragraph.id, promise.words) not in held:
                _add(session, letter, paragraph, promise.words, promise.due)
                new += 1
    if new:
        about(session, letter.case_id)
    session.flush()
    return new


def mark_commitment(session: Session, paragraph_id: int, words: str, *, due: date | None) -> int:
    """Follow a promise that a person marked in a paragraph of a letter of ours. Raises InvalidLetter."""
    paragraph = session.get(Paragraph, paragraph_id)
    if paragraph is None:
        raise NotFound("This paragraph is no longer in the log: open the letter again.")
    letter = fetch_letter(session, paragraph.letter_id)
    if letter.direction is not Direction.OUT:
        raise InvalidLetter("This letter came: only the office’s own letters hold its promises.")
    if not words.strip():
        raise InvalidLetter("Say what is promised: mark its words in the paragraph.")
    commitment = _add(session, letter, paragraph, words.strip(), due)
    about(session, letter.case_id)
    return commitment.id


def change_commitment(
    session: Session, commitment_id: int, *, version: int, due: date | None, words: str | None = None
) -> None:
    """Set the day by which a promise is to be kept, or its words."""
    commitment = _fetch(session, commitment_id, version)
    commitment.due = due
    if words and words.strip():
        commitment.words = words.strip()
    about(session, commitment.case_id)


def keep_commitment(
    session: Session, commitment_id: int, *, version: int, on: date | None = None, note: str = ""
) -> None:
    """Record that a promise is kept. Raises InvalidLetter for a day that is still to come."""
    commitment = _fetch(session, commitment_id, version)
    on = on or office_today()
    if on > office_today():
        raise InvalidLetter("The day on which it was kept is still to come: give the day that it was done.")
    commitment.kept_on, commitment.note = on, note.strip()
    about(session, commitment.case_id)


def drop_commitment(session: Session, commitment_id: int, *, version: int) -> None:
    """Follow no longer what turned out to be no promise."""
    commitment = _fetch(session, commitment_id, version)
    about(session, commitment.case_id)
    session.delete(commitment)
    session.flush()


def commitments_of(session: Session, case_id: int) -> tuple[CommitmentRow, ...]:
    """Give the promises made in a case, those not kept first, the nearest day first."""
    asked = (
        select(Commitment, Paragraph.label)
        .join(Paragraph, Paragraph.id == Commitment.paragraph_id)
        .where(Commitment.case_id == case_id)
        .order_by(Commitment.kept_on.is_not(None), Commitment.due.is_(None), Commitment.due, Commitment.id)
    )
    return tuple(_row(commitment, label) for commitment, label in session.execute(asked))


def open_commitments(session: Session, *, until: date | None = None) -> tuple[CommitmentRow, ...]:
    """Give the promises that are not kept yet, the nearest day first; up to a day, where one is given."""
    asked = (
        select(Commitment, Paragraph.label)
        .join(Paragraph, Paragraph.id == Commitment.paragraph_id)
        .where(Commitment.kept_on.is_(None))
        .order_by(Commitment.due.is_(None), Commitment.due, Commitment.id)
    )
    if until:
        asked = asked.where(Commitment.due <= until)
    return tuple(_row(commitment, label) for commitment, label in session.execute(asked))


def our_paragraphs(session: Session, case_id: int) -> Sequence[tuple[int, str, str]]:
    """Give the paragraphs of the office's own letters in a case: id, label with the letter's date, and words."""
    asked = (
        select(Paragraph.id, Paragraph.label, Letter.dated, Paragraph.text)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .where(Letter.case_id == case_id, Letter.direction == Direction.OUT, Paragraph.removed.is_(False))
        .order_by(Letter.id.desc(), Paragraph.position)
    )
    return [
        (id, f"{label}, {dated.in_words()}" if dated else label, text)
        for id, label, dated, text in session.execute(asked)
    ]


def _add(session: Session, letter: Letter, paragraph: Paragraph, words: str, due: date | None) -> Commitment:
    commitment = Commitment(
        case_id=letter.case_id, letter_id=letter.id, paragraph_id=paragraph.id, words=words, due=due
    )
    session.add(commitment)
    session.flush()
    return commitment


def _fetch(session: Session, commitment_id: int, version: int) -> Commitment:
    commitment = session.get(Commitment, commitment_id)
    if commitment is None:
        raise NotFound("This promise is no longer followed: look at the case again.")
    if commitment.version != version:
        raise ChangedElsewhere("A colleague changed this promise while you had it open: look again.")
    return commitment


def _row(commitment: Commitment, label: str) -> CommitmentRow:
    return CommitmentRow(
        id=commitment.id,
        case_id=commitment.case_id,
        letter_id=commitment.letter_id,
        paragraph_id=commitment.paragraph_id,
        label=label,
        words=commitment.words,
        due=commitment.due,
        kept_on=commitment.kept_on,
        note=commitment.note,
        version=commitment.version,
    )
