"""Which letters a change to the register can concern: only those need be looked at again."""

from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.register_names import folded_names
from corresp_tracker.casework.register_rows import ids_by_key, work_facts
from corresp_tracker.casework.relinking import WORK_KINDS
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.works import Candidate, Link, LinkStanding
from corresp_tracker.store.search import letters_holding
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.register_facts import ProgrammeFacts, RegisterFacts, ReportFacts

T = TypeVar("T")
Work = ReportFacts | ProgrammeFacts
_LONG = 4
"""Words shorter than this stand in any sentence, and make no gap a likely citation of a new name."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change to the register moved.

    `works` are those whose links may now be others; `names` are folded words that may now name something.
    """

    works: frozenset[int] = frozenset[int]()
    names: frozenset[str] = frozenset[str]()

    def __bool__(self) -> bool:
        """Say whether anything moved."""
        return bool(self.works or self.names)

    def also(self, other: "Moved") -> "Moved":
        """Give what moved in either."""
        return Moved(self.works | other.works, self.names | other.names)


def moved_by(session: Session, task: Callable[[], T]) -> tuple[T, Moved]:
    """Change the register by `task`; give what it gave, and what it moved."""
    session.flush()
    before = work_facts(session)
    given = task()
    session.flush()
    return given, moved_between(before, work_facts(session), ids_by_key(session))


def moved_between(before: RegisterFacts, after: RegisterFacts, ids: Mapping[str, int]) -> Moved:
    """Compare two states of a register, whose works have these ids by their keys."""
    former, present = _by_key(before), _by_key(after)
    changed = {key for key in former.keys() | present.keys() if former.get(key) != present.get(key)}
    concerned = changed | {
        work.programme
        for works in (former, present)
        for key in changed
        if isinstance(work := works.get(key), ReportFacts) and work.programme
    }
    names = _names(present, changed) - _names(former, changed)
    return Moved(frozenset(ids[key] for key in concerned if key in ids), frozenset(names))


def letters_concerned(session: Session, moved: Moved) -> "array[int]":
    """Give the letters to be looked at again, newest last: those that cite a work moved, or hold a name moved."""
    found = letters_holding(session, sorted(moved.names))
    found |= _letters_citing(session, moved.works)
    found |= _letters_with_gaps(session, moved.names)
    return array("q", sorted(found))


def all_letters(session: Session) -> "array[int]":
    """Give every letter."""
    return array("q", session.scalars(select(Letter.id).order_by(Letter.id)))


def _by_key(facts: RegisterFacts) -> dict[str, Work]:
    return {work.key: work for work in (*facts.programmes, *facts.reports)}


def _names(works: Mapping[str, Work], keys: Iterable[str]) -> set[str]:
    """Give the folded names of some works, and the places that they are about."""
    names: set[str] = set()
    for key in keys:
        work = works.get(key)
        if work is not None:
            names.update(folded_names(work))
        if isinstance(work, ReportFacts) and work.place:
            names.add(" ".join(folded_words(work.place)))
    return names - {""}


def _letters_citing(session: Session, works: Iterable[int]) -> set[int]:
    """Give the letters with a link to a work, or one that may mean it."""
    found: set[int] = set()
    wanted = sorted(works)
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        linked = select(Paragraph.letter_id).join(Link, Link.paragraph_id == Paragraph.id).distinct()
        found |= set(session.scalars(linked.where(Link.work_id.in_(some))))
        offered = linked.join(Candidate, Candidate.link_id == Link.id).where(Candidate.work_id.in_(some))
        found |= set(session.scalars(offered))
    return found


def _letters_with_gaps(session: Session, names: Iterable[str]) -> set[int]:
    """Give the letters that cite something not held in words much like a name: misquoted, or damaged in reading."""
    titles = [long for name in names if len(long := _long_words(name.split())) > 1]
    if not titles:
        return set()
    gaps = (
        select(Paragraph.letter_id, Link.words)
        .join(Link, Link.paragraph_id == Paragraph.id)
        .where(
            Link.work_id.is_(None),
            Link.kind.in_(WORK_KINDS),
            Link.standing == LinkStanding.PROPOSED,
            Paragraph.removed.is_(False),
        )
    )
    by_word: dict[str, list[int]] = {}
    for number, title in enumerate(titles):
        for word in title:
            by_word.setdefault(word, []).append(number)
    return {letter for letter, words in session.execute(gaps) if _is_much_like(words, by_word)}


def _is_much_like(words: str, by_word: Mapping[str, list[int]]) -> bool:
    """Say whether two long words of a gap are in one name."""
    seen: set[int] = set()
    for word in _long_words(folded_words(words)):
        titles = by_word.get(word, ())
        if seen.intersection(titles):
            return True
        seen.update(titles)
    return False


def _long_words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) >= _LONG)
