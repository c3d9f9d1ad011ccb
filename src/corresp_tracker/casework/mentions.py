"""Places where the same words stand: in letters, unjudged or not linked at all; listed, and settled together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from corresp_tracker.casework.false_friends import false_friends, folded, rule_out
from corresp_tracker.casework.links import BY_HAND, reject
from corresp_tracker.casework.register_rows import facts_of_work
from corresp_tracker.casework.relinking import WORK_KINDS
from corresp_tracker.citing.names import Name, names_of_programme, names_of_report
from corresp_tracker.errors import NotFound
from corresp_tracker.model.base import now
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.works import Candidate, Link, LinkStanding, Work
from corresp_tracker.store.history import about
from corresp_tracker.store.search import correspondents, paragraphs_holding, standing_of
from corresp_tracker.values.citation import CitationKind, Confidence
from corresp_tracker.values.folding import folded_text, places_of_words
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

Progress = Callable[[int, int], None]
_AT_ONCE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of a paragraph that may cite a work. `link_id` is the unjudged link there; None where there is none.

    `start` and `end` are code points into `text`, the whole paragraph. `version` is the link's, or 0.
    """

    paragraph_id: int
    link_id: int | None
    version: int
    start: int
    end: int
    text: str
    label: str
    letter_id: int
    case_id: int
    reference: str
    dated: PartialDate | None
    direction: Direction
    standing: str
    correspondent: str

    @property
    def words(self) -> str:
        """The words themselves."""
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Place:
    paragraph: Paragraph
    start: int
    end: int
    link_id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """How many places were settled, and how many had moved on since they were listed and are left as they are."""

    number: int
    moved_on: int


def alike(session: Session, link_id: int, *, work_id: int | None = None) -> tuple[Mention, ...]:
    """Give the other places with the words of a link that could be settled as it is, newest letter first.

    They are unjudged links with the same words that may mean the same work (`work_id`, else the link's own), and, but
    for mentions such as "that report", places with these words that are not linked at all. Raises NotFound.
    """
    link = session.get(Link, link_id)
    if link is None:
        raise NotFound("This citation is no longer in the letter: open the letter again.")
    means = work_id if work_id is not None else link.work_id
    links = _links_alike(session, link, means)
    found = [_of_link(other, paragraph) for other, paragraph in links]
    if not link.later and means is not None:
        name = Name(link.words)
        found += [place for place in _unlinked(session, [name]) if place.paragraph.id != link.paragraph_id]
    return _named(session, found)


def unlinked_mentions(session: Session, work_id: int) -> tuple[Mention, ...]:
    """Give the places that name a work and are not linked to anything, newest letter first. Raises NotFound.

    Names that are ordinary words count where they are written with a capital; abbreviations in their own capitals.
    What was rejected there, or ruled out for the whole office, is not listed again.
    """
    facts = facts_of_work(session, work_id)
    named = names_of_report(facts) if isinstance(facts, ReportFacts) else names_of_programme(facts)
    friends = false_friends(session)
    ruled_out = {words for words, keys in friends.works.items() if facts.key in keys} | friends.nothing
    names = [name for name in named if folded(name.words) and folded(name.words) not in ruled_out]
    return _named(session, _unlinked(session, names))


def link_mentions(
    session: Session,
    mentions: Iterable[Mention],
    *,
    work_id: int,
    by: str,
    progress: Progress | None = None,
) -> Settled:
    """Link every place to a work, confirmed; what moved on since it was listed stays as it is. Raises NotFound."""
    work = session.get(Work, work_id)
    if work is None:
        raise NotFound("This report is no longer in the register: look for it again.")

    def settle(mention: Mention, link: Link | None) -> None:
        if link is None:
            session.add(_made(mention, work, standing=LinkStanding.CONFIRMED, by=by))
        else:
            link.work_id, link.cited_letter_id, link.organisation_id = work.id, None, None
            if link.kind is not CitationKind.GROUP:
                link.kind = CitationKind(work.kind.value)
            _judge(link, LinkStanding.CONFIRMED, by=by)

    return _settle(session, mentions, settle, progress)


def reject_mentions(
    session: Session, mentions: Iterable[Mention], *, work_id: int | None = None, by: str
) -> Settled:
    """Reject every place, so that it is not proposed again; a place with no link keeps that it does not mean a work."""
    work = session.get(Work, work_id) if work_id is not None else None

    def settle(mention: Mention, link: Link | None) -> None:
        if link is not None:
            _judge(link, LinkStanding.REJECTED, by=by)
        elif work is not None:
            session.add(_made(mention, work, standing=LinkStanding.REJECTED, by=by))

    return _settle(session, mentions, settle)


def reject_everywhere(session: Session, link_id: int, *, version: int, by: str) -> int:
    """Reject a link and all unjudged ones with its words, and rule the words out for every letter to come.

    Words that name one work are ruled out for that work; those that might mean several, or nothing held, for any.
    Gives how many links were rejected. Raises NotFound, ChangedElsewhere.
    """
    reject(session, link_id, version=version, by=by)
    link = session.get_one(Link, link_id)
    works = [link.work_id] if link.work_id is not None else []
    others = [other for other, _ in _links_with_words(session, link, works)]
    for other in others:
        _judge(other, LinkStanding.REJECTED, by=by)
    session.flush()
    rule_out(session, link.words, works, by=by)
    return 1 + len(others)


def _links_alike(session: Session, link: Link, work_id: int | None) -> list[tuple[Link, Paragraph]]:
    """Give the other unjudged links with the same words that may mean this work; with none, those of no work held."""
    if work_id is not None:
        return _links_with_words(session, link, [work_id])
    offered = session.scalars(select(Candidate.work_id).where(Candidate.link_id == link.id)).all()
    found = _links_with_words(session, link, offered)
    return found if offered else [pair for pair in found if pair[0].work_id is None]


def _links_with_words(session: Session, link: Link, works: Sequence[int]) -> list[tuple[Link, Paragraph]]:
    """Give the other unjudged links with the same words that may mean one of these works; with none given, any."""
    asked = (
        select(Link, Paragraph)
        .join(Paragraph, Paragraph.id == Link.paragraph_id)
        .where(
            Link.id != link.id,
            Link.standing == LinkStanding.PROPOSED,
            Link.lost.is_(False),
            Link.kind.in_(WORK_KINDS),
            Paragraph.removed.is_(False),
        )
        .order_by(Link.id)
    )
    if works:
        choosing = select(Candidate.link_id).where(Candidate.work_id.in_(works))
        asked = asked.where(or_(Link.work_id.in_(works), Link.id.in_(choosing)))
    words = folded(link.words)
    return [(other, paragraph) for other, paragraph in session.execute(asked) if folded(other.words) == words]


def _unlinked(session: Session, names: Sequence[Name]) -> list[_Place]:
    """Find names in paragraphs where no link to a work, standing, asking or rejected, lies over them."""
    by_words = {folded(name.words): name for name in names}
    holding_any = sorted(paragraphs_holding(session, list(by_words)))
    found: list[_Place] = []
    for first in range(0, len(holding_any), _AT_ONCE):
        some = holding_any[first : first + _AT_ONCE]
        paragraphs = session.scalars(
            select(Paragraph)
            .where(Paragraph.id.in_(some), Paragraph.removed.is_(False))
            .order_by(Paragraph.letter_id, Paragraph.position)
        ).all()
        holding = {each.id: spans for each in paragraphs if (spans := list(_spans(each.text, by_words)))}
        taken = _linked_spans(session, holding)
        found += [
            _of_words(paragraph, start, end)
            for paragraph in paragraphs
            for start, end in holding.get(paragraph.id, ())
            if not any(start < last and first_at < end for first_at, last in taken[paragraph.id])
        ]
    return found


def _spans(text: str, names: Mapping[str, Name]) -> Iterator[tuple[int, int]]:
    """Give where names stand in a text, the longest first where several begin at one place, none over another."""
    text_folded = folded_text(text)
    if not any(f" {words} " in text_folded for words in names):
        return
    place = places_of_words(text)
    reached = -1
    places: list[tuple[int, int]] = []
    for words, name in names.items():
        at = text_folded.find(f" {words} ")
        while at >= 0:
            first = text_folded.count(" ", 0, at)
            start, end = place(first)[0], place(first + words.count(" "))[1]
            if _is_named(text[start:end], name):
                places.append((start, end))
            at = text_folded.find(f" {words} ", at + 1)
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if start >= reached:
            yield start, end
            reached = end


def _is_named(words: str, name: Name) -> bool:
    """Say whether words in a letter are a name of the work, by their capitals where these count."""
    if name.exact:
        return words == name.words
    return words[:1].isupper() or not (name.needs_cue or name.is_proper)


def _linked_spans(session: Session, paragraph_ids: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    spans: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    asked = select(Link.paragraph_id, Link.start, Link.end).where(
        Link.paragraph_id.in_(list(paragraph_ids)), Link.kind.in_(WORK_KINDS), Link.lost.is_(False)
    )
    for paragraph_id, start, end in session.execute(asked):
        spans[paragraph_id].append((start, end))
    return spans


def _settle(
    session: Session,
    mentions: Iterable[Mention],
    settle: Callable[[Mention, Link | None], None],
    progress: Progress | None = None,
) -> Settled:
    wanted = list(mentions)
    settled = 0
    for first in range(0, len(wanted), _AT_ONCE):
        if progress:
            progress(first, len(wanted))
        for mention, link in _still_as_listed(session, wanted[first : first + _AT_ONCE]):
            settle(mention, link)
            settled += 1
        session.flush()
    for case_id in {mention.case_id for mention in wanted}:
        about(session, case_id)
    if progress:
        progress(len(wanted), len(wanted))
    return Settled(settled, len(wanted) - settled)


def _still_as_listed(session: Session, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Link | None]]:
    """Give the mentions that nobody has touched since they were listed, with their links."""
    paragraphs = [mention.paragraph_id for mention in mentions]
    texts = dict(
        session.execute(select(Paragraph.id, Paragraph.text).where(Paragraph.id.in_(paragraphs))).all()
    )
    held = session.scalars(
        select(Link)
        .where(Link.id.in_([mention.link_id for mention in mentions if mention.link_id]))
        .options(selectinload(Link.candidates))
    )
    links = {link.id: link for link in held}
    taken = _linked_spans(session, paragraphs)
    for mention in mentions:
        if texts.get(mention.paragraph_id) != mention.text:
            continue
        if mention.link_id is None:
            spans = taken[mention.paragraph_id]
            if not any(mention.start < end and start < mention.end for start, end in spans):
                yield mention, None
        elif (link := links.get(mention.link_id)) and link.version == mention.version:
            yield mention, link


def _judge(link: Link, standing: LinkStanding, *, by: str) -> None:
    link.standing, link.judged_by, link.judged_at, link.lost = standing, by, now(), False


def _made(mention: Mention, work: Work, *, standing: LinkStanding, by: str) -> Link:
    return Link(
        paragraph_id=mention.paragraph_id,
        start=mention.start,
        end=mention.end,
        words=mention.words,
        kind=CitationKind(work.kind.value),
        standing=standing,
        confidence=Confidence.CERTAIN,
        reason=BY_HAND,
        work_id=work.id,
        judged_by=by,
        judged_at=now(),
    )


def _of_link(link: Link, paragraph: Paragraph) -> _Place:
    return _Place(paragraph, link.start, link.end, link.id, link.version)


def _of_words(paragraph: Paragraph, start: int, end: int) -> _Place:
    return _Place(paragraph, start, end)


def _named(session: Session, places: Sequence[_Place]) -> tuple[Mention, ...]:
    """Add what people know the letters by, the newest letter first."""
    wanted = sorted({place.paragraph.letter_id for place in places})
    letters: dict[int, tuple[Letter, str]] = {}
    whom: dict[int, str] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        asked = (
            select(Letter, Case.reference).join(Case, Case.id == Letter.case_id).where(Letter.id.in_(some))
        )
        letters |= {letter.id: (letter, reference) for letter, reference in session.execute(asked)}
        whom |= correspondents(session, some)
    found = [_mention(place, *letters[place.paragraph.letter_id], whom) for place in places]
    found.sort(key=lambda each: (each.letter_id, each.label, each.start))
    found.sort(key=lambda each: each.dated.iso if each.dated else "", reverse=True)
    return tuple(found)


def _mention(place: _Place, letter: Letter, reference: str, whom: Mapping[int, str]) -> Mention:
    return Mention(
        paragraph_id=place.paragraph.id,
        link_id=place.link_id,
        version=place.version,
        start=place.start,
        end=place.end,
        text=place.paragraph.text,
        label=place.paragraph.label,
        letter_id=letter.id,
        case_id=letter.case_id,
        reference=reference,
        dated=letter.dated,
        direction=letter.direction,
        standing=standing_of(letter),
        correspondent=whom.get(letter.id, ""),
    )
