"""Everything that cites a report or programme: who said it, to whom, when, in what words, and how often."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.works import Link, LinkStanding
from corresp_tracker.store.search import correspondents, standing_of
from corresp_tracker.values.citation import Confidence
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedBy:
    """One paragraph that cites a work."""

    paragraph_id: int
    letter_id: int
    case_id: int
    reference: str
    label: str
    words: str
    text: str
    dated: PartialDate | None
    direction: Direction
    standing: str
    correspondent: str
    link_standing: LinkStanding
    confidence: Confidence
    later: bool

    @property
    def is_sure(self) -> bool:
        """Say whether it stands: confirmed by a person, or found certain or likely."""
        return self.link_standing is LinkStanding.CONFIRMED or self.confidence is not Confidence.POSSIBLE


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedByCount:
    """How often a work is cited: paragraphs and letters sent, paragraphs received, drafts, unconfirmed.

    `later` are the mentions that name the work only by what their letter cited before; no paragraph counts by one
    alone.
    """

    paragraphs_sent: int
    letters_sent: int
    received: int
    drafts: int
    unconfirmed: int
    later: int = 0

    def in_words(self) -> str:
        """State the counts with their rule."""
        sent = f"{_count(self.paragraphs_sent, 'paragraph')} in {_count(self.letters_sent, 'letter')} sent"
        later = f"; {_count(self.later, 'later mention')} apart" if self.later else ""
        return f"{sent}; {self.received} received; {self.drafts} in drafts; {self.unconfirmed} unconfirmed{later}"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfCitations:
    """How many paragraphs cited a work in one year; `year` is None for letters with no date."""

    year: int | None
    sent: int
    received: int


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _citing(work_id: int) -> Select[Link, Paragraph, Letter, str]:
    return (
        select(Link, Paragraph, Letter, Case.reference)
        .join(Paragraph, Paragraph.id == Link.paragraph_id)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .join(Case, Case.id == Letter.case_id)
        .where(Link.work_id == work_id, Link.standing != LinkStanding.REJECTED, Paragraph.removed.is_(False))
        .order_by(
            Letter.dated.is_(None), Letter.dated.desc(), Letter.id.desc(), Paragraph.position, Link.start
        )
    )


def cited_by(session: Session, work_id: int) -> list[CitedBy]:
    """Give every paragraph that cites a work, newest letter first."""
    rows = session.execute(_citing(work_id)).all()
    names = correspondents(session, [row[2].id for row in rows])
    return [
        CitedBy(
            paragraph_id=paragraph.id,
            letter_id=letter.id,
            case_id=letter.case_id,
            reference=reference,
            label=paragraph.label,
            words=link.words,
            text=paragraph.text,
            dated=letter.dated,
            direction=letter.direction,
            standing=standing_of(letter),
            correspondent=names.get(letter.id, ""),
            link_standing=link.standing,
            confidence=link.confidence,
            later=link.later,
        )
        for link, paragraph, letter, reference in rows
    ]


def cited_by_count(session: Session, work_id: int) -> CitedByCount:
    """Count who cites a work. A link that only may mean it counts as unconfirmed, and nowhere else."""
    return count_of(cited_by(session, work_id))


def count_of(cited_by: Sequence[CitedBy]) -> CitedByCount:
    """Count the paragraphs that cite a work, by its rule; later mentions apart."""
    citing = [one for one in cited_by if not one.later]
    sure = [one for one in citing if one.is_sure]
    return CitedByCount(
        paragraphs_sent=len({one.paragraph_id for one in sure if one.standing == "sent"}),
        letters_sent=len({one.letter_id for one in sure if one.standing == "sent"}),
        received=len({one.paragraph_id for one in sure if one.standing == "received"}),
        drafts=len({one.paragraph_id for one in sure if one.standing == "draft"}),
        unconfirmed=len(citing) - len(sure),
        later=len(cited_by) - len(citing),
    )


def last_said(cited_by: Sequence[CitedBy]) -> CitedBy | None:
    """Give the newest paragraph that the office has sent which surely cites a work."""
    return next((one for one in cited_by if one.standing == "sent" and one.is_sure), None)


def timeline_of(cited_by: Sequence[CitedBy]) -> tuple[YearOfCitations, ...]:
    """Count the paragraphs sent and received that surely cite a work, year by year, the oldest first.

    Years between with none are there too; letters without a date stand last. Later mentions are not counted.
    """
    counts: Counter[tuple[int | None, str]] = Counter()
    for one in {one.paragraph_id: one for one in cited_by if one.is_sure and not one.later}.values():
        counts[one.dated.year if one.dated else None, one.standing] += 1
    years = [year for year, standing in counts if year is not None and standing != "draft"]
    spread: list[int | None] = [*range(min(years), max(years) + 1)] if years else []
    if any(year is None and standing != "draft" for year, standing in counts):
        spread.append(None)
    return tuple(
        YearOfCitations(year=year, sent=counts[year, "sent"], received=counts[year, "received"])
        for year in spread
    )
