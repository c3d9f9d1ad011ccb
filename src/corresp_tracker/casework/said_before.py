"""What this office has said that is most like what is being written, and what it said of the same reports."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.relinking import work_ids
from corresp_tracker.errors import NotFound
from corresp_tracker.model.base import now
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.works import Link, LinkStanding, Work
from corresp_tracker.store.search import correspondents, sent_paragraphs_with_any, standing_links
from corresp_tracker.values.citation import Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate

MOST = 12
_LOOKED_AT = 400
_LONG = 4
_MOST_WORDS = 14
_SAME_WORK = 0.35
"""What a report in common adds to the likeness of words, which lies between 0 and 1."""
_LEAST = 0.18
_CIVIL_WORDS = (
    "thank letter grateful yours sincerely dear would could should which their there these those about been have from "
    "that this with will your they also were when where what into more some such than then very other"
)
_CIVILITIES = frozenset(_CIVIL_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidBefore:
    """A paragraph that was sent: to whom, when, in what words. `works` are the titles that it cites.

    `likeness` is from 0 to about 1.3; `shares` are the titles of works that it has in common with what is written.
    """

    paragraph_id: int
    letter_id: int
    case_id: int
    reference: str
    label: str
    dated: PartialDate | None
    correspondent: str
    text: str
    works: tuple[str, ...]
    shares: tuple[str, ...]
    likeness: float


def said_before(
    session: Session, text: str, *, works: Iterable[str] = (), but_not: int | None = None
) -> tuple[SaidBefore, ...]:
    """Give what was sent that is most like a text, or about the same works (keys), the likest first.

    Only letters recorded as sent count; `but_not` leaves one letter out. Of paragraphs with the same words the newest
    is given.
    """
    wanted = _telling_words(text)
    held = work_ids(session, list(works))
    found = set(sent_paragraphs_with_any(session, wanted, limit=_LOOKED_AT)) if wanted else set[int]()
    found |= _sent_citing(session, held.values())
    rows = _rows(session, found, but_not=but_not)
    cited = _cited(session, [paragraph.id for paragraph, _, _ in rows])
    scored = _scored(wanted, rows, cited, frozenset(held.values()))
    return _named(session, scored, cited, frozenset(held.values()))


def take_over(session: Session, paragraph_id: int, source_id: int, *, by: str) -> None:
    """Let a paragraph of a draft remember which paragraph its words came from, and bring that one's links along.

    What a person confirmed there is confirmed here where the same words stand; what the program found there it finds
    here by itself. Raises NotFound.
    """
    paragraph, source = session.get(Paragraph, paragraph_id), session.get(Paragraph, source_id)
    if paragraph is None or source is None:
        raise NotFound("This paragraph is no longer in the log: look for it again.")
    paragraph.origin_id = source.id
    held = session.scalars(
        select(Link).where(Link.paragraph_id == paragraph.id, Link.standing != LinkStanding.REJECTED)
    )
    places = {(link.start, link.end): link for link in held}
    confirmed = select(Link).where(
        Link.paragraph_id == source.id,
        Link.standing == LinkStanding.CONFIRMED,
        Link.work_id.is_not(None),
        ~Link.lost,
    )
    for link in session.scalars(confirmed.order_by(Link.start)):
        at = paragraph.text.find(link.words)
        if at < 0:
            continue
        own = places.get((at, at + len(link.words)))
        if own is None:
            session.add(_copied(link, paragraph, at, by=by))
        elif own.standing is LinkStanding.PROPOSED:
            own.work_id, own.kind, own.locator = link.work_id, link.kind, link.locator
            own.standing, own.judged_by, own.judged_at = LinkStanding.CONFIRMED, by, now()
    session.flush()


def _copied(link: Link, paragraph: Paragraph, at: int, *, by: str) -> Link:
    return Link(
        paragraph_id=paragraph.id,
        start=at,
        end=at + len(link.words),
        words=link.words,
        kind=link.kind,
        standing=LinkStanding.CONFIRMED,
        confidence=Confidence.CERTAIN,
        reason="came along with the words",
        work_id=link.work_id,
        cited_date=link.cited_date,
        edition=link.edition,
        locator=link.locator,
        judged_by=by,
        judged_at=now(),
    )


def _telling_words(text: str) -> list[str]:
    """Give the words of a text that tell what it is about, the longest first, without civilities."""
    words = Counter(word for word in folded_words(text) if len(word) >= _LONG and word not in _CIVILITIES)
    return sorted(words, key=lambda word: (-len(word), word))[:_MOST_WORDS]


def _sent_citing(session: Session, works: Iterable[int]) -> set[int]:
    wanted = list(works)
    if not wanted:
        return set()
    asked = (
        select(Link.paragraph_id)
        .join(Paragraph, Paragraph.id == Link.paragraph_id)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .where(Link.work_id.in_(wanted), *standing_links(), Letter.dispatched.is_not(None))
        .order_by(Letter.dispatched.desc(), Link.id)
        .limit(_LOOKED_AT)
    )
    return set(session.scalars(asked))


Row = tuple[Paragraph, Letter, str]


def _rows(session: Session, ids: Iterable[int], *, but_not: int | None) -> list[Row]:
    asked = (
        select(Paragraph, Letter, Case.reference)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .join(Case, Case.id == Letter.case_id)
        .where(
            Paragraph.id.in_(list(ids)),
            Paragraph.removed.is_(False),
            Letter.direction == Direction.OUT,
            Letter.dispatched.is_not(None),
        )
        .order_by(Letter.dispatched.desc(), Paragraph.id)
    )
    seen: set[str] = set()
    rows: list[Row] = []
    for paragraph, letter, reference in session.execute(asked):
        folded = " ".join(folded_words(paragraph.text))
        if letter.id != but_not and folded not in seen:
            seen.add(folded)
            rows.append((paragraph, letter, reference))
    return rows


def _cited(session: Session, paragraph_ids: Sequence[int]) -> defaultdict[int, dict[int, str]]:
    """Give the works that each paragraph cites, by id, with their titles."""
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    asked = (
        select(Link.paragraph_id, Work.id, Work.title)
        .join(Work, Work.id == Link.work_id)
        .where(Link.paragraph_id.in_(paragraph_ids), *standing_links())
        .order_by(Link.start)
    )
    for paragraph_id, work_id, title in session.execute(asked):
        found[paragraph_id][work_id] = title
    return found


def _scored(
    wanted: Sequence[str],
    rows: Sequence[Row],
    cited: defaultdict[int, dict[int, str]],
    works: frozenset[int],
) -> list[tuple[float, Row]]:
    """Weigh the words in common, rare ones most, and the works in common; the likest first, the newest of equals."""
    texts = [frozenset(folded_words(paragraph.text)) for paragraph, _, _ in rows]
    held = Counter(word for text in texts for word in text)
    weight = {word: math.log(1 + (len(rows) + 1) / (1 + held[word])) for word in wanted}
    all_of_it = sum(weight.values()) or 1.0
    scored: list[tuple[float, Row]] = []
    for row, text in zip(rows, texts, strict=True):
        likeness = sum(weight[word] for word in wanted if word in text) / all_of_it
        if works & cited[row[0].id].keys():
            likeness += _SAME_WORK
        if likeness >= _LEAST:
            scored.append((likeness, row))
    scored.sort(key=lambda pair: -pair[0])
    return scored[:MOST]


def _named(
    session: Session,
    scored: Sequence[tuple[float, Row]],
    cited: defaultdict[int, dict[int, str]],
    works: frozenset[int],
) -> tuple[SaidBefore, ...]:
    whom = correspondents(session, [letter.id for _, (_, letter, _) in scored])
    return tuple(
        SaidBefore(
            paragraph_id=paragraph.id,
            letter_id=letter.id,
            case_id=letter.case_id,
            reference=reference,
            label=paragraph.label,
            dated=letter.dated,
            correspondent=whom.get(letter.id, ""),
            text=paragraph.text,
            works=tuple(cited[paragraph.id].values()),
            shares=tuple(title for work, title in cited[paragraph.id].items() if work in works),
            likeness=round(likeness, 3),
        )
        for likeness, (paragraph, letter, reference) in scored
    )
