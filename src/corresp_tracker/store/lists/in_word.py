"""The drafts that are open in Word: who has them, where, and since when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, WordCopy


@dataclass(frozen=True, slots=True, kw_only=True)
class InWord:
    """A draft that is open in Word. `since` is in UTC; `sha256` is that of the file as it was written."""

    letter_id: int
    reference: str
    path: str
    computer: str
    by: str
    since: datetime
    revision: int
    sha256: str

    @property
    def name(self) -> str:
        """The file's name, whichever system wrote its path."""
        return self.path.replace("\\", "/").rpartition("/")[2]


def in_word(session: Session, letter_id: int) -> InWord | None:
    """Say that a draft is open in Word; None where it is not."""
    return next(iter(_fetch(session, letter_id)), None)


def all_in_word(session: Session) -> tuple[InWord, ...]:
    """Give every draft that is open in Word, the longest first."""
    return _fetch(session, None)


def _fetch(session: Session, letter_id: int | None) -> tuple[InWord, ...]:
    asked = (
        select(WordCopy, Case.reference)
        .join(Letter, Letter.id == WordCopy.letter_id)
        .join(Case, Case.id == Letter.case_id)
        .order_by(WordCopy.since, WordCopy.id)
    )
    if letter_id is not None:
        asked = asked.where(WordCopy.letter_id == letter_id)
    return tuple(
        InWord(
            letter_id=copy.letter_id,
            reference=reference,
            path=copy.path,
            computer=copy.computer,
            by=copy.by,
            since=copy.since,
            revision=copy.revision,
            sha256=copy.sha256,
        )
        for copy, reference in session.execute(asked)
    )
