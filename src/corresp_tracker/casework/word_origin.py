"""Which draft a Word file was written from, and which version of it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corresp_tracker.casework.cases import find_case
from corresp_tracker.casework.letters import fetch_draft
from corresp_tracker.errors import InvalidLetter, NotFound
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph, Revision, RevisionSource
from corresp_tracker.values.bookmarks import IDENTITY_PROPERTY, paragraph_uid
from corresp_tracker.values.draft import DraftIdentity
from corresp_tracker.values.letter_text import Direction, LetterText
from corresp_tracker.values.word_facts import WordFacts

_FROZEN_IN_WORD = (RevisionSource.WORD_OUT, RevisionSource.WORD_IN)


def draft_of(session: Session, said: LetterText, *, case: str, letter_id: int | None) -> Letter:
    """Find the draft that a file was written from. Raises NotFound, InvalidLetter."""
    named = _named_draft(session, said)
    if letter_id is not None:
        if named is not None and named != letter_id:
            raise InvalidLetter(
                "This file was written from another draft: open that one, or choose another file."
            )
        return fetch_draft(session, letter_id)
    if named is None:
        named = _newest_draft(session, case or said.our_reference)
    return fetch_draft(session, named)


def draft_named_in(session: Session, said: LetterText) -> tuple[int, str] | None:
    """Give the draft that a file names by its own marks, and its case's reference; None where it names none of ours.

    A letter that has gone since is none: what came is then a copy of it.
    """
    named = _named_draft(session, said) if said.word else None
    letter = session.get(Letter, named) if named is not None else None
    if letter is None or not letter.is_draft:
        return None
    return letter.id, session.get_one(Case, letter.case_id).reference


def _named_draft(session: Session, said: LetterText) -> int | None:
    """Give the draft that the file's own marks name: its identity, else its bookmarks, else its properties."""
    word = said.word or WordFacts()
    properties = dict(word.properties)
    identity = DraftIdentity.parse(properties.get(IDENTITY_PROPERTY, ""))
    if identity:
        found = session.scalar(select(Letter.id).where(Letter.uid == identity.letter))
        if found:
            return found
    names = [name for paragraph in word.paragraphs for name in paragraph.bookmarks] + list(properties)
    uids = {uid for name in names if (uid := paragraph_uid(name))}
    counted = (
        select(Paragraph.letter_id)
        .where(Paragraph.uid.in_(uids))
        .group_by(Paragraph.letter_id)
        .order_by(func.count().desc())
    )
    return session.scalars(counted.limit(1)).first() if uids else None


def _newest_draft(session: Session, reference: str) -> int:
    asked = (
        select(Letter.id)
        .where(Letter.direction == Direction.OUT, Letter.dispatched.is_(None))
        .order_by(Letter.head.desc(), Letter.id.desc())
    )
    if reference:
        found = session.scalars(asked.where(Letter.case_id == find_case(session, reference).id)).first()
        if found is not None:
            return found
    raise NotFound(
        "Nothing in this file says which draft it is: open the draft and take it back there, or name its case."
    )


def base_of(
    session: Session, letter: Letter, said: LetterText, current: dict[str, Paragraph]
) -> tuple[dict[str, str], int]:
    """Give the paragraphs of the version that the file was written from, by uid, and that version's number.

    `current` are the draft's own, which stand where no version was written to Word.
    """
    word = said.word or WordFacts()
    identity = DraftIdentity.parse(dict(word.properties).get(IDENTITY_PROPERTY, ""))
    asked = select(Revision).where(Revision.letter_id == letter.id)
    if identity and identity.letter == letter.uid:
        asked = asked.where(Revision.number == identity.version)
    else:
        asked = asked.where(Revision.source.in_(_FROZEN_IN_WORD)).order_by(Revision.number.desc())
    revision = session.scalars(asked).first()
    if revision is None:
        return {uid: paragraph.text for uid, paragraph in current.items()}, letter.head
    held = {each["uid"]: each["text"] for each in revision.body["paragraphs"] if each["text"].strip()}
    return held, revision.number


def taken_since(session: Session, letter: Letter, version: int) -> dict[str, str]:
    """Give a draft's paragraphs, by uid and in order, as they were when a file was last taken back after a version."""
    asked = select(Revision).where(
        Revision.letter_id == letter.id,
        Revision.source == RevisionSource.WORD_IN,
        Revision.number > version,
    )
    revision = session.scalars(asked.order_by(Revision.number.desc())).first()
    if revision is None:
        return {}
    return {each["uid"]: each["text"] for each in revision.body["paragraphs"] if each["text"].strip()}
