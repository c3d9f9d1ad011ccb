"""What a letter that arrived most likely is: which way it went, with whom, of what kind, and what looks wrong."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.names import folded_title
from corresp_tracker.casework.people import (
    MatchedCorrespondent,
    find_organisation,
    match_correspondent,
    match_salutation,
)
from corresp_tracker.model.cases import CaseKind, OfficeProfile
from corresp_tracker.model.people import Organisation, PartyRole, Person, Post, Tenure
from corresp_tracker.values.letter_text import Direction, LetterText, Marking, PrintedCorrespondent

_EARLIEST_YEAR = 1950
_LATE_DAYS = 120
_KIND_CUES: tuple[tuple[str, str], ...] = (
    ("select-committee", r"\b(?:committee|sub-committee)\b"),
    (
        "minister",
        r"\b(?:secretary of state|home secretary|minister|lord chancellor|chancellor|attorney general)\b",
    ),
    (
        "inspectorate",
        r"\b(?:inspectorate|chief inspector|inspector of|ofsted|hmi|hmcpsi|care quality commission|cqc)\b",
    ),
    (
        "mp-or-peer",
        r"\b(?:mp|member of parliament|house of (?:commons|lords)|lord|baroness|lady|viscount|earl)\b",
    ),
    (
        "inspected-body",
        r"\b(?:chief constable|commissioner|constabulary|police|fire and rescue|chief fire officer|council|"
        r"authority|prison|governor|children'?s services)\b",
    ),
)
_TIERS = tuple(Marking)


def guess_direction(session: Session, letter: LetterText) -> Direction:
    """Say whether a letter came or went: it went where the office, or one of its people, signed it."""
    ours = _our_bodies(session)
    on = letter.dated.first if letter.dated else None
    if any(_is_ours(session, sender, ours, on=on) for sender in letter.senders):
        return Direction.OUT
    return Direction.IN


def match_all(
    session: Session, letter: LetterText, *, direction: Direction
) -> tuple[MatchedCorrespondent, ...]:
    """Match everybody whom a letter names: senders, for whom they write, and addressees.

    Where a letter that went names no addressee, the salutation may tell who it is.
    """
    on = letter.dated.day if letter.dated else None
    printed = [(PartyRole.SENDER, sender) for sender in letter.senders]
    if letter.on_behalf_of:
        printed.append((PartyRole.ON_BEHALF_OF, _behalf(letter.on_behalf_of)))
    printed += [(PartyRole.ADDRESSEE, addressee) for addressee in letter.addressees]
    found = [match_correspondent(session, who, on=on, role=role) for role, who in printed]
    if not any(match.role is PartyRole.ADDRESSEE for match in found) and direction is Direction.OUT:
        answered = next((answer.dated.day for answer in letter.answers if answer.dated), None)
        by_salutation = match_salutation(session, letter.salutation, on=on or answered)
        found += [by_salutation] if by_salutation else []
    return tuple(found)


def guess_kind(
    session: Session, correspondents: Sequence[MatchedCorrespondent], *, direction: Direction
) -> str:
    """Give the key of the kind that a case with these correspondents most likely is."""
    role = PartyRole.SENDER if direction is Direction.IN else PartyRole.ADDRESSEE
    theirs = [found for found in correspondents if found.role in (role, PartyRole.ON_BEHALF_OF)]
    said = " ".join(
        f"{found.known_as} {found.printed.honours} {found.printed.organisation}" for found in theirs
    )
    held = list(
        session.scalars(select(CaseKind.key).where(CaseKind.retired.is_(False)).order_by(CaseKind.position))
    )
    for key, cue in _KIND_CUES:
        if key in held and re.search(cue, said, re.IGNORECASE):
            return key
    fallback = "public" if direction is Direction.IN or theirs else "own-initiative"
    return fallback if fallback in held or not held else held[-1]


def date_checks(
    letter: LetterText, *, came_or_went: date | None, direction: Direction, today: date
) -> list[str]:
    """Name the dates that cannot be, or look wrong, in a sentence each."""
    checks = impossible_dates(letter, came_or_went=came_or_went, direction=direction, today=today)
    verb = "received" if direction is Direction.IN else "sent"
    if letter.dated and came_or_went and (came_or_went - letter.dated.last).days > _LATE_DAYS:
        late = (came_or_went - letter.dated.last).days
        checks.append(f"It was {verb} {late} days after its date: check both dates.")
    for answered in letter.answers:
        if answered.dated and letter.dated and answered.dated.first > letter.dated.last:
            checks.append(
                f"It answers a letter of {answered.dated.in_words()}, which is later than its own date: check both."
            )
    return checks


def impossible_dates(
    letter: LetterText, *, came_or_went: date | None, direction: Direction, today: date
) -> list[str]:
    """Name the dates that cannot be, in a sentence each: a letter is not logged with them without a second word."""
    checks: list[str] = []
    verb = "received" if direction is Direction.IN else "sent"
    if letter.dated and letter.dated.first > today:
        checks.append(
            f"The letter is dated {letter.dated.in_words()}, which is in the future: check the date."
        )
    if letter.dated and letter.dated.year < _EARLIEST_YEAR:
        checks.append(
            f"The letter is dated {letter.dated.in_words()}, before {_EARLIEST_YEAR}: check the year."
        )
    if came_or_went and came_or_went > today:
        checks.append(f"The day on which it was {verb} is in the future: check the date.")
    if came_or_went and came_or_went.year < _EARLIEST_YEAR:
        checks.append(f"It was {verb} in {came_or_went.year}, before {_EARLIEST_YEAR}: check the year.")
    if letter.dated and came_or_went and letter.dated.first > came_or_went:
        checks.append(f"The letter is dated after the day on which it was {verb}: check both dates.")
    return checks


def is_above(marking: Marking | None, ceiling: str) -> bool:
    """Say whether a marking is above the highest whose words the log may hold."""
    return marking is not None and _TIERS.index(marking) > _TIERS.index(Marking(ceiling))


def _behalf(words: str) -> PrintedCorrespondent:
    """Take "the Home Secretary" for a post, and a name for a name."""
    bare = re.sub(r"^the\s+", "", words.strip(), flags=re.IGNORECASE)
    if bare != words.strip():
        return PrintedCorrespondent(post=bare[:1].upper() + bare[1:])
    return PrintedCorrespondent(name=bare)


def _our_bodies(session: Session) -> set[int]:
    """Give the ids of the office's own body, and of those before it."""
    profile = session.scalar(select(OfficeProfile).limit(1))
    if profile is None:
        return set()
    body = session.scalar(select(Organisation).where(Organisation.key == profile.organisation_key))
    body = body or find_organisation(session, profile.name)
    if body is None:
        return set()
    before = session.scalars(select(Organisation.id).where(Organisation.successor_id == body.id))
    return {body.id, *before}


def _is_ours(session: Session, sender: PrintedCorrespondent, ours: set[int], *, on: date | None) -> bool:
    profile = session.scalar(select(OfficeProfile).limit(1))
    if profile and sender.organisation and folded_title(sender.organisation) == folded_title(profile.name):
        return True
    match = match_correspondent(session, sender, on=on)
    if match.organisation_id is not None:
        return match.organisation_id in ours
    if match.post_id and session.get_one(Post, match.post_id).organisation_id in ours:
        return True
    if match.person_id is None:
        return False
    if session.get_one(Person, match.person_id).in_office:
        return True
    held = select(Post.organisation_id).join(Tenure, Tenure.post_id == Post.id)
    bodies = set(session.scalars(held.where(Tenure.person_id == match.person_id)))
    return not bodies.isdisjoint(ours)


def with_person(found: MatchedCorrespondent, person_id: int | None) -> MatchedCorrespondent:
    """Give a match as the officer settled it: this person, or somebody new (None)."""
    return replace(found, person_id=person_id, is_new=person_id is None, choices=(), reason="chosen")
