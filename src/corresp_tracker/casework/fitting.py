"""The cases that a new letter may belong to, best first, each with the reason."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from corresp_tracker.casework.gaps import cited_direction
from corresp_tracker.casework.letters import counterparts
from corresp_tracker.casework.people import MatchedCorrespondent
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, LetterRole, Paragraph
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.model.works import Link, LinkStanding
from corresp_tracker.values.citation import CitationKind
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction, LetterText

_REFERENCE = re.compile(r"[A-Za-z]{2,}[A-Za-z0-9]*(?:[/-][A-Za-z0-9]+){1,4}")
_CHASING = re.compile(
    r"\b(?:(?:have|has) (?:still )?(?:not|yet to) (?:yet )?(?:had|have|received?|seen)|"
    r"(?:still|yet) (?:awaiting|waiting)|not (?:yet )?(?:had|received) (?:a|any|your) (?:reply|response|answer)|"
    r"(?:without|no) (?:a )?(?:reply|response|answer)|chas(?:e|ing|er)|remind(?:er|ing)?|"
    r"early (?:reply|response)|overdue|when (?:i|we) (?:may|can|might) expect)\b",
    re.IGNORECASE,
)
_MOST_CASES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSuggestion:
    """A case that a new letter may belong to: what the letter would be in it, and why."""

    case_id: int
    reference: str
    subject: str
    correspondent: str
    role: LetterRole
    reason: str


def fitting_cases(
    session: Session,
    letter: LetterText,
    *,
    direction: Direction,
    correspondents: Sequence[MatchedCorrespondent],
) -> tuple[CaseSuggestion, ...]:
    """Offer the cases that a letter fits, best first, at most eight."""
    grounds: dict[int, list[tuple[int, str]]] = {}
    for case_id, weight, reason in (
        *_closing_a_gap(session, letter, direction, correspondents),
        *_quoting_reference(session, letter),
        *_answering(session, letter, direction, correspondents),
        *_same_correspondent(session, letter, direction, correspondents),
        *_same_subject(session, letter),
    ):
        grounds.setdefault(case_id, []).append((weight, reason))
    best = sorted(grounds, key=lambda case: (-sum(weight for weight, _ in grounds[case]), -case))[
        :_MOST_CASES
    ]
    return tuple(
        _suggest(
            session,
            case_id,
            [reason for _, reason in sorted(grounds[case_id], reverse=True)],
            letter,
            direction,
        )
        for case_id in best
    )


def sounds_like_chaser(letter: LetterText) -> bool:
    """Say whether a letter asks after an answer that has not come."""
    said = " ".join((letter.subject, *(paragraph.text for paragraph in letter.paragraphs)))
    return bool(_CHASING.search(said))


def role_in_case(session: Session, case_id: int, letter: LetterText, *, direction: Direction) -> LetterRole:
    """Give what a letter most likely is in a case: the original, a chaser, an acknowledgement, a reply ..."""
    if direction is Direction.OUT:
        return _outgoing_role(letter)
    has_original = session.scalar(
        select(Letter.id).where(Letter.case_id == case_id, Letter.direction == Direction.IN).limit(1)
    )
    if has_original and sounds_like_chaser(letter):
        return LetterRole.CHASER
    return LetterRole.ORIGINAL


def _outgoing_role(letter: LetterText) -> LetterRole:
    words = " ".join(folded_words(" ".join(paragraph.text for paragraph in letter.paragraphs)))
    is_short = len(words.split()) < 120
    if is_short and re.search(r"\backnowledg|\b(?:is|being) (?:now )?(?:considered|looked into)\b", words):
        return LetterRole.ACKNOWLEDGEMENT
    if is_short and re.search(r"\b(?:apologise|sorry|regret)\b.*\b(?:delay|reply|response|by)\b", words):
        return LetterRole.HOLDING_REPLY
    return LetterRole.REPLY


Ground = tuple[int, int, str]


def _closing_a_gap(
    session: Session, letter: LetterText, direction: Direction, correspondents: Sequence[MatchedCorrespondent]
) -> list[Ground]:
    """Find letters that cite one of this date, from whom it comes, and that the office does not hold yet."""
    if letter.dated is None:
        return []
    asked = (
        select(Link.words, Letter)
        .join(Paragraph, Paragraph.id == Link.paragraph_id)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .where(
            Link.kind == CitationKind.LETTER,
            Link.cited_letter_id.is_(None),
            Link.cited_date == letter.dated,
            Link.standing != LinkStanding.REJECTED,
            Paragraph.removed.is_(False),
        )
    )
    found: list[Ground] = []
    for words, citing in session.execute(asked):
        if cited_direction(words, citing.direction) not in (None, direction):
            continue
        theirs = counterparts(session, citing)
        if not theirs:
            found.append((citing.case_id, 60, f"a letter in it, to nobody named, cites “{words}”"))
        elif _shared(theirs, correspondents):
            found.append((citing.case_id, 200, f"a letter in it answers “{words}”, not held until now"))
    return found


def _quoting_reference(session: Session, letter: LetterText) -> list[Ground]:
    said = " ".join(
        (letter.their_reference, letter.subject, *(paragraph.text for paragraph in letter.paragraphs))
    )
    quoted = set(_REFERENCE.findall(said)) | {letter.their_reference.strip()} - {""}
    asked = select(Case.id, Case.reference).where(Case.reference.in_(quoted))
    return [(id, 150, f"it quotes our reference {reference}") for id, reference in session.execute(asked)]


def _answering(
    session: Session, letter: LetterText, direction: Direction, correspondents: Sequence[MatchedCorrespondent]
) -> list[Ground]:
    """Find letters of the other direction that this one says it answers."""
    dates = [answered.dated for answered in letter.answers if answered.dated]
    other = Direction.OUT if direction is Direction.IN else Direction.IN
    found = session.scalars(select(Letter).where(Letter.dated.in_(dates), Letter.direction == other))
    return [
        (answered.case_id, 120, f"it answers the letter of {answered.dated.in_words()}")
        for answered in found
        if answered.dated and _shared(counterparts(session, answered), correspondents)
    ]


def _same_correspondent(
    session: Session, letter: LetterText, direction: Direction, correspondents: Sequence[MatchedCorrespondent]
) -> list[Ground]:
    """Find open cases with the same correspondent; the nearer the subject, the better."""
    theirs = _counterpart_matches(correspondents, direction)
    people = [found.person_id for found in theirs if found.person_id]
    posts = [found.post_id for found in theirs if found.post_id and not found.person_id]
    bodies = [found.organisation_id for found in theirs if found.organisation_id and not found.printed.name]
    if not (people or posts or bodies):
        return []
    asked = (
        select(Case.id, Case.subject)
        .join(Letter, Letter.case_id == Case.id)
        .join(Party, Party.letter_id == Letter.id)
        .where(
            Case.finished.is_(False),
            Party.role.in_((PartyRole.SENDER, PartyRole.ADDRESSEE, PartyRole.ON_BEHALF_OF)),
            or_(Party.person_id.in_(people), Party.post_id.in_(posts), Party.organisation_id.in_(bodies)),
        )
        .distinct()
    )
    chasing = 20 if sounds_like_chaser(letter) else 0
    return [
        (
            id,
            50 + chasing,
            "the same correspondent, and it is open" + (", and this asks after an answer" * bool(chasing)),
        )
        for id, _ in session.execute(asked)
    ]


def _same_subject(session: Session, letter: LetterText) -> list[Ground]:
    subject = " ".join(folded_words(letter.subject))
    if not subject:
        return []
    asked = (
        select(Case.id)
        .join(Letter, Letter.case_id == Case.id)
        .where(Letter.folded_subject == subject, Case.finished.is_(False))
        .distinct()
    )
    return [(id, 40, "the same subject") for id in session.scalars(asked)]


def _counterpart_matches(
    correspondents: Iterable[MatchedCorrespondent], direction: Direction
) -> list[MatchedCorrespondent]:
    roles = (
        (PartyRole.SENDER, PartyRole.ON_BEHALF_OF) if direction is Direction.IN else (PartyRole.ADDRESSEE,)
    )
    return [found for found in correspondents if found.role in roles]


def _shared(parties: Sequence[Party], correspondents: Sequence[MatchedCorrespondent]) -> bool:
    people = {found.person_id for found in correspondents} - {None}
    posts = {found.post_id for found in correspondents} - {None}
    bodies = {found.organisation_id for found in correspondents if not found.printed.name} - {None}
    return any(
        party.person_id in people
        or party.post_id in posts
        or (not party.name and party.organisation_id in bodies)
        for party in parties
    )


def _suggest(
    session: Session, case_id: int, reasons: Sequence[str], letter: LetterText, direction: Direction
) -> CaseSuggestion:
    case = session.get_one(Case, case_id)
    party = session.scalar(
        select(Party).where(Party.case_id == case_id, Party.role == PartyRole.PRIMARY_CORRESPONDENT).limit(1)
    )
    names = (party.name or party.post_title, party.organisation_name) if party else ()
    return CaseSuggestion(
        case_id=case_id,
        reference=case.reference,
        subject=case.subject,
        correspondent=", ".join(filter(None, names)),
        role=role_in_case(session, case_id, letter, direction=direction),
        reason="; ".join(dict.fromkeys(reasons)),
    )
