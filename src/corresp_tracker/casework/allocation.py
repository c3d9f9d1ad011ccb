"""Who drafts what: suggested from the past, and changed for several cases at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from corresp_tracker.casework.people import MatchedCorrespondent, colleague
from corresp_tracker.errors import InvalidLetter, NotFound
from corresp_tracker.model.cases import Case, CaseKind
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Party, Person
from corresp_tracker.store.history import about
from corresp_tracker.values.folding import folded_words

_LOOKED_BACK = 200
_SMALL_WORDS = frozenset(
    [
        "a",
        "about",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "our",
        "re",
        "that",
        "the",
        "their",
        "to",
        "we",
        "with",
        "your",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrafterSuggestion:
    """Who usually drafts such a case, in which unit, and on what that rests, in words."""

    drafter: str
    unit: str
    reason: str


def suggest_drafters(
    session: Session, *, kind_key: str, correspondents: Sequence[MatchedCorrespondent], subject: str
) -> tuple[DrafterSuggestion, ...]:
    """Say who usually drafts such a case, the likeliest first, at most three; nobody where the past says nothing.

    The same correspondent weighs most, then words of the subject, then the kind; who has drafted lately weighs more.
    """
    weights: Counter[str] = Counter()
    units: dict[str, str] = {}
    reasons: dict[str, Counter[str]] = {}
    for weight, reason, cases in _past(session, kind_key, correspondents, subject):
        for age, (drafter, unit) in enumerate(cases):
            weights[drafter] += weight * (2 if age < len(cases) / 2 else 1)
            reasons.setdefault(drafter, Counter())[reason] += 1
            if unit:
                units.setdefault(drafter, unit)
    return tuple(
        DrafterSuggestion(drafter=drafter, unit=units.get(drafter, ""), reason=_in_words(reasons[drafter]))
        for drafter, _ in weights.most_common(3)
    )


def reallocate(
    session: Session, case_ids: Sequence[int], *, drafter: str | None = None, unit: str | None = None
) -> int:
    """Give several cases to a drafter, or to a unit, or both; None leaves what is there. Gives how many changed.

    A name that is none of the office's people is added to them. Raises InvalidLetter, NotFound.
    """
    if drafter is None and unit is None:
        raise InvalidLetter("Say to whom the cases go: a drafter, a unit, or both.")
    person = colleague(session, " ".join(drafter.split())).id if drafter and drafter.strip() else None
    changed = 0
    for case_id in case_ids:
        case = session.get(Case, case_id)
        if case is None:
            raise NotFound("One of these cases is no longer in the log: look at the worklist again.")
        before = (case.drafter_id, case.unit)
        if drafter is not None:
            case.drafter_id = person
        if unit is not None:
            case.unit = unit.strip()
        if (case.drafter_id, case.unit) != before:
            changed += 1
            about(session, case_id)
    session.flush()
    return changed


def drafters_and_units(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the office's own people, and the units that cases were given to."""
    people = session.scalars(
        select(Person.name)
        .where(Person.in_office.is_(True), Person.merged_into_id.is_(None))
        .order_by(Person.name)
    )
    units = session.scalars(select(Case.unit).where(Case.unit != "").distinct().order_by(Case.unit))
    return tuple(dict.fromkeys(people)), tuple(units)


Past = tuple[int, str, list[tuple[str, str]]]


def _past(
    session: Session, kind_key: str, correspondents: Sequence[MatchedCorrespondent], subject: str
) -> list[Past]:
    theirs = _same_correspondent(correspondents)
    found: list[Past] = []
    if theirs is not None:
        found.append((3, "with the same correspondent", _drafted(session, Case.id.in_(theirs))))
    words = [word for word in folded_words(subject) if word not in _SMALL_WORDS and len(word) > 2]
    if words:
        alike = [Letter.folded_subject.contains(word, autoescape=True) for word in words]
        enough = select(Letter.case_id).where(or_(*alike))
        found.append((2, "on a like subject", _alike(session, enough_cases=Case.id.in_(enough), words=words)))
    kind = session.scalar(select(CaseKind.id).where(CaseKind.key == kind_key))
    if kind is not None and not any(cases for _, _, cases in found):
        found.append((1, "of this kind", _drafted(session, Case.kind_id == kind)))
    return found


def _same_correspondent(correspondents: Sequence[MatchedCorrespondent]) -> Select[int] | None:
    people = [each.person_id for each in correspondents if each.person_id]
    bodies = [each.organisation_id for each in correspondents if each.organisation_id and not each.person_id]
    posts = [each.post_id for each in correspondents if each.post_id]
    if not (people or bodies or posts):
        return None
    return (
        select(Letter.case_id)
        .join(Party, Party.letter_id == Letter.id)
        .where(or_(Party.person_id.in_(people), Party.post_id.in_(posts), Party.organisation_id.in_(bodies)))
    )


def _drafted(session: Session, wanted: ColumnElement[bool]) -> list[tuple[str, str]]:
    """Give the drafter and unit of past cases, the newest first."""
    asked = (
        select(Person.name, Case.unit)
        .join(Person, Person.id == Case.drafter_id)
        .where(wanted)
        .order_by(Case.id.desc())
        .limit(_LOOKED_BACK)
    )
    return [(name, unit) for name, unit in session.execute(asked)]


def _alike(
    session: Session, *, enough_cases: ColumnElement[bool], words: Sequence[str]
) -> list[tuple[str, str]]:
    """Give those of the cases that share at least half of the telling words of a subject."""
    asked = (
        select(Person.name, Case.unit, Case.subject)
        .join(Person, Person.id == Case.drafter_id)
        .where(enough_cases)
        .order_by(Case.id.desc())
        .limit(_LOOKED_BACK)
    )
    wanted = set(words)
    return [
        (name, unit)
        for name, unit, subject in session.execute(asked)
        if len(wanted & set(folded_words(subject))) * 2 >= len(wanted)
    ]


def _in_words(reasons: Counter[str]) -> str:
    said = [
        f"{count} {'case' if count == 1 else 'cases'} {reason}" for reason, count in reasons.most_common()
    ]
    return f"drafted {' and '.join(said)}"
