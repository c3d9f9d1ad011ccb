"""Links proposed afresh from what the finder finds, with every judgement of a person kept."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.gaps import find_cited_letter
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.people import Organisation
from corresp_tracker.model.works import Candidate, Link, LinkStanding, Work
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.following import follow_span

WORK_KINDS = frozenset({CitationKind.REPORT, CitationKind.PROGRAMME, CitationKind.GROUP})


def relink_paragraph(
    session: Session,
    paragraph: Paragraph,
    links: Sequence[Link],
    *,
    letter: Letter,
    citations: Sequence[Citation],
) -> None:
    """Make a paragraph's unjudged links what the finder found; judged ones stay, and settle what they overlap."""
    for link in links:
        if link.is_judged:
            find_again(link, paragraph.text)
    plan = plan_links(links, [(_link_of(session, paragraph, letter, found), found) for found in citations])
    for fresh, citation in plan.added:
        session.add(fresh)
        session.flush()
        _put_candidates(session, fresh, citation.candidates)
    for link, fresh, citation in plan.renewed:
        _take_over(session, link, fresh, citation.candidates)
    for link in plan.dropped:
        session.delete(link)
    session.flush()


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """What finding citations again does to a paragraph's links; those that are judged, and what they settle, stay.

    `renewed` gives a link, what it becomes, and the citation that says so.
    """

    added: tuple[tuple[Link, Citation], ...]
    renewed: tuple[tuple[Link, Link, Citation], ...]
    dropped: tuple[Link, ...]


def plan_links(links: Sequence[Link], proposals: Sequence[tuple[Link, Citation]]) -> LinkPlan:
    """Say what becomes of a paragraph's links when these are proposed; nothing is changed."""
    judged = [link for link in links if link.is_judged]
    unjudged = [link for link in links if not link.is_judged]
    added: list[tuple[Link, Citation]] = []
    renewed: list[tuple[Link, Link, Citation]] = []
    for fresh, citation in proposals:
        if any(_settles(link, fresh) for link in judged):
            continue
        same = next((link for link in unjudged if _same_words(link, fresh)), None)
        if same is None:
            added.append((fresh, citation))
        else:
            unjudged.remove(same)
            renewed.append((same, fresh, citation))
    return LinkPlan(tuple(added), tuple(renewed), tuple(unjudged))


def follow_links(links: Sequence[Link], *, before: str, after: str) -> None:
    """Move links with their words when a paragraph's text changes; one whose words are gone is given back."""
    for link in links:
        if link.lost:
            continue
        span = follow_span(before, after, start=link.start, end=link.end)
        if span is None:
            link.lost = True
        else:
            link.start, link.end = span
            link.words = after[link.start : link.end]


def find_again(link: Link, text: str) -> None:
    """Find a judged link by its words where they no longer stand at its place; else give it back to the officer."""
    if text[link.start : link.end] == link.words:
        link.lost = False
        return
    places = _places(text, link.words)
    if not places:
        link.lost = True
        return
    link.start = min(places, key=lambda at: abs(at - link.start))
    link.end = link.start + len(link.words)
    link.lost = False


def work_ids(session: Session, keys: Sequence[str]) -> dict[str, int]:
    """Give the ids of works by their keys."""
    if not keys:
        return {}
    return dict(session.execute(select(Work.key, Work.id).where(Work.key.in_(keys))).all())


def _link_of(session: Session, paragraph: Paragraph, letter: Letter, citation: Citation) -> Link:
    """Make the link that a citation proposes, with what it names as far as the log holds it."""
    link = bare_link(paragraph.id, citation)
    if citation.kind is CitationKind.LETTER:
        _point_to_letter(session, link, letter)
    elif citation.kind is CitationKind.BODY:
        held = select(Organisation.id).where(Organisation.key == citation.work)
        link.organisation_id = session.scalar(held) if citation.work else None
    elif citation.work:
        link.work_id = work_ids(session, [citation.work]).get(citation.work)
    return link


def bare_link(paragraph_id: int, citation: Citation) -> Link:
    """Make a link of what a citation says, naming nothing yet."""
    return Link(
        paragraph_id=paragraph_id,
        start=citation.start,
        end=citation.end,
        words=citation.words,
        kind=citation.kind,
        confidence=citation.confidence,
        reason=citation.reason,
        cited_date=citation.cited_date,
        edition=citation.edition,
        locator=citation.locator,
        later=citation.later,
        checks=[asdict(check) | {"code": check.code.value} for check in citation.checks],
    )


def _point_to_letter(session: Session, link: Link, citing: Letter) -> None:
    found = find_cited_letter(session, citing, words=link.words, cited=link.cited_date)
    if found:
        link.cited_letter_id = found.id
        link.confidence = Confidence.CERTAIN
        link.reason = "the letter of that date with this correspondent"


def _take_over(session: Session, link: Link, fresh: Link, candidates: Sequence[str]) -> None:
    """Bring an unjudged link up to date in place, so that whoever looks at it keeps it in sight."""
    fields = ("kind", "confidence", "reason", "work_id", "cited_letter_id", "organisation_id")
    for field in (*fields, "cited_date", "edition", "locator", "later", "checks", "words", "start", "end"):
        if getattr(link, field) != getattr(fresh, field):
            setattr(link, field, getattr(fresh, field))
    link.lost = False
    _put_candidates(session, link, candidates)


def _put_candidates(session: Session, link: Link, keys: Sequence[str]) -> None:
    ids = work_ids(session, keys)
    wanted = [ids[key] for key in dict.fromkeys(keys) if key in ids]
    held = list(
        session.scalars(select(Candidate).where(Candidate.link_id == link.id).order_by(Candidate.rank))
    )
    if [candidate.work_id for candidate in held] == wanted:
        return
    for candidate in held:
        session.delete(candidate)
    session.flush()
    session.add_all(Candidate(link_id=link.id, work_id=work, rank=rank) for rank, work in enumerate(wanted))


def _same_words(link: Link, fresh: Link) -> bool:
    return (link.start, link.end, _family(link)) == (fresh.start, fresh.end, _family(fresh))


def _settles(judged: Link, fresh: Link) -> bool:
    """Say whether a person's judgement has already answered a proposal.

    A confirmed link answers all that overlaps it; a rejected one answers its own words, and the same target
    under other words that overlap them.
    """
    if judged.lost or _family(judged) != _family(fresh):
        return False
    if judged.start >= fresh.end or fresh.start >= judged.end:
        return False
    if judged.standing is LinkStanding.CONFIRMED:
        return True
    return (judged.start, judged.end) == (fresh.start, fresh.end) or _target(judged) == _target(fresh)


def _family(link: Link) -> str:
    return "work" if link.kind in WORK_KINDS else link.kind.value


def _target(link: Link) -> tuple[int | None, int | None, int | None]:
    return (link.work_id, link.cited_letter_id, link.organisation_id)


def _places(text: str, words: str) -> list[int]:
    places: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    return places
