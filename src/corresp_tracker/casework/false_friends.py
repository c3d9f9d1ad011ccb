"""Words that an office never takes for a work: said once while reviewing, and remembered for every letter to come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.relinking import WORK_KINDS
from corresp_tracker.model.works import FalseFriend, Work
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_text

_OTHER_LEFT = "the work that these words usually name was ruled out by this office"


@dataclass(frozen=True, slots=True)
class FalseFriends:
    """What words, folded, never mean: `works` by their keys; words of `nothing` cite no work at all."""

    works: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    nothing: frozenset[str] = frozenset()

    def without(self, citations: Sequence[Citation]) -> tuple[Citation, ...]:
        """Leave out what was ruled out; a citation that may mean another work still offers that one."""
        if not self.works and not self.nothing:
            return tuple(citations)
        left = (self._left_of(citation) for citation in citations)
        return tuple(citation for citation in left if citation is not None)

    def _left_of(self, citation: Citation) -> Citation | None:
        words = folded(citation.words)
        if citation.kind not in WORK_KINDS or (words not in self.works and words not in self.nothing):
            return citation
        if words in self.nothing:
            return None
        never = self.works[words]
        others = tuple(key for key in citation.candidates if key not in never)
        if citation.work is not None and citation.work not in never:
            return replace(citation, candidates=others)
        if not others or citation.kind is CitationKind.GROUP:
            return None
        return replace(
            citation,
            work=None,
            candidates=others,
            confidence=Confidence.POSSIBLE,
            reason=_OTHER_LEFT,
            checks=(),
        )


def false_friends(session: Session) -> FalseFriends:
    """Give all that this office has ruled out."""
    works: defaultdict[str, set[str]] = defaultdict(set)
    nothing: set[str] = set()
    asked = select(FalseFriend.words, FalseFriend.work_id, Work.key)
    for words, work_id, key in session.execute(asked.outerjoin(Work, Work.id == FalseFriend.work_id)):
        if work_id is None:
            nothing.add(words)
        else:
            works[words].add(key)
    return FalseFriends({words: frozenset(keys) for words, keys in works.items()}, frozenset(nothing))


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledOut:
    """Words that were ruled out: for which work ("" for any), by whom, and when (UTC)."""

    id: int
    words: str
    title: str
    said_by: str
    said_at: datetime


def ruled_out(session: Session) -> list[RuledOut]:
    """Give all words that were ruled out, in the order of the words."""
    asked = select(FalseFriend, Work.title).outerjoin(Work, Work.id == FalseFriend.work_id)
    return [
        RuledOut(
            id=friend.id,
            words=friend.words,
            title=title or "",
            said_by=friend.said_by,
            said_at=friend.said_at,
        )
        for friend, title in session.execute(asked.order_by(FalseFriend.words, FalseFriend.id))
    ]


def rule_out(session: Session, words: str, work_ids: Iterable[int], *, by: str) -> None:
    """Remember that words never mean these works, or, with none given, that they cite no work at all."""
    asked = folded(words)
    held = set(session.scalars(select(FalseFriend.work_id).where(FalseFriend.words == asked)))
    for work_id in dict.fromkeys(work_ids) or (None,):
        if work_id not in held:
            session.add(FalseFriend(words=asked, work_id=work_id, said_by=by))
    session.flush()


def rule_in(session: Session, false_friend_id: int) -> None:
    """Forget that words were ruled out: they are offered again from now on."""
    friend = session.get(FalseFriend, false_friend_id)
    if friend is not None:
        session.delete(friend)
        session.flush()


def folded(words: str) -> str:
    """Give words as false friends are kept."""
    return folded_text(words).strip()
