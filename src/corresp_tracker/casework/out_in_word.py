"""A draft that goes to Word to be worked on: its file is master until it is taken back, or given up."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.letters import fetch_draft
from corresp_tracker.errors import DraftInWord, NotFound
from corresp_tracker.model.cases import OfficeProfile
from corresp_tracker.model.letters import Letter, WordCopy
from corresp_tracker.store.history import about
from corresp_tracker.store.lists import in_word
from corresp_tracker.values.partial_date import PartialDate


def working_folder(session: Session) -> str:
    """Give the folder that the office chose for drafts in Word, as it wrote it; empty where it chose none."""
    profile = session.scalars(select(OfficeProfile)).first()
    return profile.working_folder if profile else ""


def draft_to_change(session: Session, letter_id: int, *, version: int | None = None) -> Letter:
    """Give a draft whose words are to be changed; refused as `fetch_draft` does, and where it is open in Word."""
    refuse_in_word(session, letter_id)
    return fetch_draft(session, letter_id, version=version)


def give_up_word_copy(session: Session, letter_id: int) -> None:
    """Give up a draft's Word file: the draft's own words stand, and can be changed here again.

    Raises NotFound where the draft is not in Word (any more).
    """
    if not end_word_copy(session, letter_id):
        raise NotFound("This draft is no longer in Word: open it again to see how it stands.")


def end_word_copy(session: Session, letter_id: int, *, file: str | None = None) -> bool:
    """Note that a draft's Word file is master no longer; say whether it was.

    With `file`, the name of a file that came back, only where it is that one: a colleague's copy that came by mail
    does not end what still lies in Word.
    """
    copy = session.scalars(select(WordCopy).where(WordCopy.letter_id == letter_id)).first()
    known = in_word(session, letter_id)
    if copy is None or known is None or (file is not None and file.casefold() != known.name.casefold()):
        return False
    session.delete(copy)
    session.flush()
    about(session, session.get_one(Letter, letter_id).case_id)
    return True


def refuse_in_word(session: Session, letter_id: int) -> None:
    """Refuse to go on with a draft that is open in Word. Raises DraftInWord, which says who has it."""
    found = in_word(session, letter_id)
    if found is not None:
        since = found.since.astimezone()
        day = PartialDate.of_day(since.date()).in_words()
        raise DraftInWord(
            f"This draft is in Word with {found.by or 'a colleague'} since {since:%H:%M} on {day}: take it back first, "
            "or give up the Word copy.",
            file=found.path,
            computer=found.computer,
        )
