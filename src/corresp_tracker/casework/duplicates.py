"""Letters that have been logged before: the same file, the same letter, or nearly the same words."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.names import bare_name
from corresp_tracker.casework.people import MatchedCorrespondent
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Document, Letter, LetterDocument, Paragraph
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction, LetterText

_SHINGLE = 3
_FEWEST_WORDS = 30
_BITS_APART = 10
_ALIKE = 92.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A letter of the log that the new one repeats, with the reason in words."""

    letter_id: int
    reference: str
    reason: str


def fingerprint(texts: Iterable[str]) -> str:
    """Give a 64-bit similarity hash of folded words, as 16 hex digits; "" where there are too few to tell.

    Texts that share most runs of three words differ in few bits (Charikar 2002, "Similarity estimation
    techniques from rounding algorithms").
    """
    words = [word for text in texts for word in folded_words(text)]
    if len(words) < _FEWEST_WORDS:
        return ""
    weights = [0] * 64
    for at in range(len(words) - _SHINGLE + 1):
        run = " ".join(words[at : at + _SHINGLE]).encode()
        value = int.from_bytes(hashlib.blake2b(run, digest_size=8).digest(), "big")
        for bit in range(64):
            weights[bit] += 1 if value >> bit & 1 else -1
    return f"{sum(1 << bit for bit, weight in enumerate(weights) if weight > 0):016x}"


def find_duplicates(
    session: Session,
    letter: LetterText,
    *,
    direction: Direction,
    correspondents: Sequence[MatchedCorrespondent],
    sha256: str = "",
) -> tuple[Duplicate, ...]:
    """Give the letters that this one repeats, each once, the surest reason first."""
    found: dict[int, str] = {}
    for letter_id in _same_file(session, sha256):
        found.setdefault(letter_id, "the same file")
    for letter_id in _same_letter(session, letter, direction, correspondents):
        found.setdefault(letter_id, "the same sender, date and subject")
    for letter_id, share in _same_words(session, letter, direction):
        found.setdefault(letter_id, f"nearly the same words ({share:.0f}% alike)")
    references = _references(session, list(found))
    return tuple(
        Duplicate(letter_id=letter_id, reference=references[letter_id], reason=reason)
        for letter_id, reason in found.items()
    )


def _same_file(session: Session, sha256: str) -> list[int]:
    if not sha256:
        return []
    asked = (
        select(LetterDocument.letter_id)
        .join(Document, Document.id == LetterDocument.document_id)
        .where(Document.sha256 == sha256)
        .order_by(LetterDocument.letter_id)
    )
    return list(session.scalars(asked))


def _same_letter(
    session: Session, letter: LetterText, direction: Direction, correspondents: Sequence[MatchedCorrespondent]
) -> list[int]:
    if letter.dated is None:
        return []
    subject = " ".join(folded_words(letter.subject))
    asked = select(Letter.id).where(
        Letter.dated == letter.dated, Letter.direction == direction, Letter.folded_subject == subject
    )
    role = PartyRole.SENDER if direction is Direction.IN else PartyRole.ADDRESSEE
    theirs = [found for found in correspondents if found.role is role]
    return [id for id in session.scalars(asked.order_by(Letter.id)) if _is_with(session, id, role, theirs)]


def _is_with(
    session: Session, letter_id: int, role: PartyRole, theirs: Sequence[MatchedCorrespondent]
) -> bool:
    parties = session.scalars(select(Party).where(Party.letter_id == letter_id, Party.role == role)).all()
    if not parties and not theirs:
        return True
    return any(_is_party(party, found) for party in parties for found in theirs)


def _is_party(party: Party, found: MatchedCorrespondent) -> bool:
    if party.person_id and found.person_id:
        return party.person_id == found.person_id
    if party.name or found.printed.name:
        return bare_name(party.name) == bare_name(found.printed.name)
    return bool(party.post_id or party.organisation_id) and (party.post_id, party.organisation_id) == (
        found.post_id,
        found.organisation_id,
    )


def _same_words(session: Session, letter: LetterText, direction: Direction) -> list[tuple[int, float]]:
    """Give the letters whose words are nearly these: near by fingerprint, then compared word by word."""
    texts = [paragraph.text for paragraph in letter.paragraphs]
    mark = fingerprint(texts)
    if not mark:
        return []
    value = int(mark, 16)
    asked = select(Letter.id, Letter.fingerprint).where(
        Letter.fingerprint != "", Letter.direction == direction
    )
    near = [id for id, held in session.execute(asked) if (int(held, 16) ^ value).bit_count() <= _BITS_APART]
    words = " ".join(folded_words(" ".join(texts)))
    shares = [(id, fuzz.ratio(words, _words_of(session, id))) for id in near]
    return sorted(
        ((id, share) for id, share in shares if share >= _ALIKE), key=lambda pair: (-pair[1], pair[0])
    )


def _words_of(session: Session, letter_id: int) -> str:
    asked = select(Paragraph.text).where(Paragraph.letter_id == letter_id, Paragraph.removed.is_(False))
    return " ".join(folded_words(" ".join(session.scalars(asked.order_by(Paragraph.position)))))


def _references(session: Session, letter_ids: Sequence[int]) -> dict[int, str]:
    asked = (
        select(Letter.id, Case.reference)
        .join(Case, Case.id == Letter.case_id)
        .where(Letter.id.in_(letter_ids))
    )
    return dict(session.execute(asked).all())
