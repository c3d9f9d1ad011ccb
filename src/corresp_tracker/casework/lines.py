"""Standard lines: approved paragraphs, kept with an owner and a day to look at them again, and used in drafts."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from corresp_tracker.casework.relinking import WORK_KINDS
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter, NotFound
from corresp_tracker.model.base import now
from corresp_tracker.model.letters import Letter, Line, Paragraph
from corresp_tracker.model.works import Link, LinkStanding, Work
from corresp_tracker.store.search import standing_links
from corresp_tracker.values.citation import CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.following import follow_span


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """What a standard line says of itself; from `expires_on` on it is not to be used any more."""

    topic: str
    text: str
    owner: str = ""
    review_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """A standard line as a list shows it. `used` counts the letters sent with it; `last_used` is the newest's day.

    `works` are the titles that its words cite.
    """

    id: int
    facts: LineFacts
    edition: int
    used: int
    last_used: date | None
    works: tuple[str, ...]
    version: int

    def is_expired(self, today: date) -> bool:
        """Say whether it must not be used any more."""
        return self.facts.expires_on is not None and self.facts.expires_on <= today

    def wants_review(self, today: date) -> bool:
        """Say whether the day to look at it again has come."""
        return self.facts.review_on is not None and self.facts.review_on <= today


@dataclass(frozen=True, slots=True)
class LineWarning:
    """A paragraph of a draft whose standard line has changed or expired since it was put in, in one sentence."""

    uid: str
    label: str
    message: str


def add_line(session: Session, facts: LineFacts, *, from_paragraph_id: int | None = None) -> int:
    """Keep a standard line; one made of a paragraph takes that one's links along. Raises InvalidLetter."""
    _refuse_empty(facts)
    line = Line(topic=facts.topic.strip(), text=facts.text.strip(), from_paragraph_id=from_paragraph_id)
    session.add(line)
    _put(line, facts)
    if from_paragraph_id is not None:
        line.links = _links_of(session, from_paragraph_id, line.text)
    session.flush()
    return line.id


def edit_line(session: Session, line_id: int, facts: LineFacts, *, version: int) -> None:
    """Change a standard line: a new edition where its words change. Raises NotFound, ChangedElsewhere, InvalidLetter."""
    _refuse_empty(facts)
    line = _fetch(session, line_id)
    if line.version != version:
        raise ChangedElsewhere("A colleague changed this line while you had it open: open it again.")
    text = facts.text.strip()
    if text != line.text:
        line.links = _followed(line.links, before=line.text, after=text)
        line.edition += 1
    _put(line, facts)
    session.flush()


def line_rows(session: Session, ids: Sequence[int]) -> list[LineRow]:
    """Give the rows of these lines, in their order; one that is gone is left out."""
    found = {line.id: line for line in session.scalars(select(Line).where(Line.id.in_(ids)))}
    used = _used(session, [line.uid for line in found.values()])
    titles = _titles(session, found.values())
    return [_row(found[line_id], used, titles) for line_id in ids if line_id in found]


def line_ids(session: Session, words: str = "") -> list[int]:
    """Give the lines whose topic, owner or text holds all these words; those in use first, then by topic."""
    asked = select(Line.id).order_by(Line.expires_on.is_not(None), func.lower(Line.topic), Line.id)
    for word in folded_words(words):
        asked = asked.where(or_(Line.folded.like(f"%{word}%"), func.lower(Line.owner).like(f"%{word}%")))
    return list(session.scalars(asked))


def use_line(session: Session, paragraph_id: int, line_id: int, *, by: str) -> None:
    """Let a paragraph of a draft remember its standard line, and bring the line's links along. Raises NotFound."""
    line, paragraph = _fetch(session, line_id), session.get(Paragraph, paragraph_id)
    if paragraph is None:
        raise NotFound("This paragraph is no longer in the draft: put the line in again.")
    paragraph.line_uid, paragraph.line_edition = line.uid, line.edition
    ids = dict(session.execute(select(Work.key, Work.id)).all())
    kinds = dict(session.execute(select(Work.key, Work.kind)).all())
    at = paragraph.text.find(line.text)
    held = [
        link
        for link in session.scalars(select(Link).where(Link.paragraph_id == paragraph.id))
        if link.kind in WORK_KINDS
    ]
    for kept in line.links if at >= 0 else ():
        start, end, key = at + kept["start"], at + kept["end"], kept["work"]
        own = next((link for link in held if (link.start, link.end) == (start, end)), None)
        if key not in ids or (own is not None and own.is_judged):
            continue
        if own is None:
            own = Link(
                paragraph_id=paragraph.id,
                start=start,
                end=end,
                words=paragraph.text[start:end],
                kind=CitationKind(kinds[key].value),
                confidence=Confidence.CERTAIN,
                reason="a link of the standard line",
            )
            session.add(own)
        own.work_id, own.standing, own.judged_by, own.judged_at = ids[key], LinkStanding.CONFIRMED, by, now()
    session.flush()


def line_warnings(session: Session, letter_id: int, *, today: date) -> tuple[LineWarning, ...]:
    """Say which paragraphs of a draft hold a standard line that has changed or expired since it was put in."""
    asked = (
        select(Paragraph, Line)
        .join(Line, Line.uid == Paragraph.line_uid)
        .where(Paragraph.letter_id == letter_id, Paragraph.removed.is_(False))
        .order_by(Paragraph.position)
    )
    return tuple(
        LineWarning(paragraph.uid, paragraph.label, message)
        for paragraph, line in session.execute(asked)
        if (message := _warning(paragraph, line, today))
    )


def _warning(paragraph: Paragraph, line: Line, today: date) -> str:
    if line.expires_on is not None and line.expires_on <= today:
        return f"Paragraph {paragraph.label} uses the standard line “{line.topic}”, which has expired."
    if paragraph.line_edition != line.edition:
        return (
            f"The standard line “{line.topic}” was changed since it was put into paragraph {paragraph.label}."
        )
    return ""


def _refuse_empty(facts: LineFacts) -> None:
    if not facts.topic.strip() or not facts.text.strip():
        raise InvalidLetter("A standard line needs a topic to find it by, and its words.")


def _fetch(session: Session, line_id: int) -> Line:
    line = session.get(Line, line_id)
    if line is None:
        raise NotFound("This standard line is no longer there: look for it again.")
    return line


def _put(line: Line, facts: LineFacts) -> None:
    line.topic, line.text, line.owner = facts.topic.strip(), facts.text.strip(), facts.owner.strip()
    line.review_on, line.expires_on = facts.review_on, facts.expires_on
    line.folded = " ".join(folded_words(f"{line.topic} {line.text}"))


def _links_of(session: Session, paragraph_id: int, text: str) -> list[dict[str, Any]]:
    """Give the standing links of a paragraph to works, where their words stand in the line's text."""
    asked = (
        select(Link.words, Work.key)
        .join(Work, Work.id == Link.work_id)
        .where(Link.paragraph_id == paragraph_id, Link.lost.is_(False), *standing_links())
        .order_by(Link.start)
    )
    return [
        {"start": text.index(words), "end": text.index(words) + len(words), "work": key}
        for words, key in session.execute(asked)
        if words in text
    ]


def _followed(links: Sequence[Any], *, before: str, after: str) -> list[dict[str, Any]]:
    moved: list[dict[str, Any]] = []
    for link in links:
        span = follow_span(before, after, start=link["start"], end=link["end"])
        if span is not None:
            moved.append({"start": span[0], "end": span[1], "work": link["work"]})
    return moved


def _used(session: Session, uids: Collection[str]) -> dict[str, tuple[int, date | None]]:
    asked = (
        select(Paragraph.line_uid, func.count(func.distinct(Letter.id)), func.max(Letter.dispatched))
        .join(Letter, Letter.id == Paragraph.letter_id)
        .where(Paragraph.line_uid.in_(uids), Paragraph.removed.is_(False), Letter.dispatched.is_not(None))
        .group_by(Paragraph.line_uid)
    )
    return {uid: (number, newest) for uid, number, newest in session.execute(asked)}


def _titles(session: Session, lines: Collection[Line]) -> defaultdict[int, list[str]]:
    keys = {link["work"] for line in lines for link in line.links}
    titles = dict(session.execute(select(Work.key, Work.title).where(Work.key.in_(keys))).all())
    found: defaultdict[int, list[str]] = defaultdict(list)
    for line in lines:
        for link in line.links:
            if link["work"] in titles and titles[link["work"]] not in found[line.id]:
                found[line.id].append(titles[link["work"]])
    return found


def _row(
    line: Line, used: dict[str, tuple[int, date | None]], titles: defaultdict[int, list[str]]
) -> LineRow:
    number, newest = used.get(line.uid, (0, None))
    return LineRow(
        id=line.id,
        facts=LineFacts(
            topic=line.topic,
            text=line.text,
            owner=line.owner,
            review_on=line.review_on,
            expires_on=line.expires_on,
        ),
        edition=line.edition,
        used=number,
        last_used=newest,
        works=tuple(titles[line.id]),
        version=line.version,
    )
