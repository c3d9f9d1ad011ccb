"""Figures beside citations in what the office writes, held against what it has said of the same report before."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.citing.figures import Figure, figure_checks, figures_beside
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.works import Link, LinkStanding, Work
from corresp_tracker.store.search import correspondents
from corresp_tracker.values.citation import Check, Citation, CitationKind, Confidence
from corresp_tracker.values.letter_text import Direction

_LOOKED_AT = 50
"""Earlier paragraphs of one report that are compared, the newest first."""


def with_figure_checks(
    session: Session, letter: Letter, texts: Sequence[str], found: Sequence[Sequence[Citation]]
) -> tuple[tuple[Citation, ...], ...]:
    """Give the citations of a letter that goes out, each with a warning where its figures differ from what was sent."""
    if letter.direction is not Direction.OUT:
        return tuple(tuple(citations) for citations in found)
    return tuple(
        tuple(_checked(session, letter, text, citation) for citation in citations)
        for text, citations in zip(texts, found, strict=True)
    )


def _checked(session: Session, letter: Letter, text: str, citation: Citation) -> Citation:
    if citation.kind is not CitationKind.REPORT or citation.work is None:
        return citation
    now = figures_beside(text, citation)
    if not now:
        return citation
    checks: list[Check] = []
    warned: set[Figure] = set()
    for said_where, before in _said_before(session, letter, citation.work):
        open_ones = [figure for figure in now if figure not in warned]
        for figure in open_ones:
            fresh = list(figure_checks([figure], before, said_where=said_where))
            if fresh:
                warned.add(figure)
                checks += fresh
    return replace(citation, checks=(*citation.checks, *checks)) if checks else citation


def _said_before(session: Session, letter: Letter, work: str) -> list[tuple[str, list[Figure]]]:
    """Give the figures beside each earlier citation of a work in a letter sent, newest first, and where it was said."""
    rows = session.execute(
        select(Link, Paragraph, Letter, Case.reference)
        .join(Paragraph, Paragraph.id == Link.paragraph_id)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .join(Case, Case.id == Letter.case_id)
        .join(Work, Work.id == Link.work_id)
        .where(
            Work.key == work,
            Letter.id != letter.id,
            Letter.direction == Direction.OUT,
            Letter.dispatched.is_not(None),
            Paragraph.removed.is_(False),
            Link.standing != LinkStanding.REJECTED,
            Link.confidence != Confidence.POSSIBLE,
        )
        .order_by(Letter.dated.desc(), Letter.id.desc())
        .limit(_LOOKED_AT)
    ).all()
    earlier = [
        row for row in rows if not (letter.dated and row[2].dated) or row[2].dated.first <= letter.dated.last
    ]
    names = correspondents(session, [row[2].id for row in earlier])
    return [
        (
            _where(sent, reference, paragraph, names.get(sent.id, "")),
            figures_beside(paragraph.text, _as_citation(link)),
        )
        for link, paragraph, sent, reference in earlier
    ]


def _where(sent: Letter, reference: str, paragraph: Paragraph, whom: str) -> str:
    dated = f" of {sent.dated.in_words()}" if sent.dated else ""
    to = f" to {whom}" if whom else ""
    return f"the letter{dated}{to} ({reference}, paragraph {paragraph.label})"


def _as_citation(link: Link) -> Citation:
    return Citation(
        start=link.start,
        end=link.end,
        words=link.words,
        kind=link.kind,
        confidence=link.confidence,
        reason=link.reason,
    )
