"""What letters would cite after a change to the register: looked at first, then kept in one change.

Looking reads a few letters at a time and lets the log go before it finds their citations, so that nobody waits for it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from corresp_tracker.casework.false_friends import FalseFriends, false_friends
from corresp_tracker.casework.letters import paragraph_value, text_of
from corresp_tracker.casework.links import context_of_letter, office_key, office_register
from corresp_tracker.casework.register_rows import ids_by_key
from corresp_tracker.casework.relinking import (
    WORK_KINDS,
    LinkPlan,
    bare_link,
    plan_links,
    relink_paragraph,
)
from corresp_tracker.citing.finder import find_citations
from corresp_tracker.citing.register import Register
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.people import Party
from corresp_tracker.model.works import Link, Work
from corresp_tracker.store.history import about
from corresp_tracker.store.search import correspondents
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate

Reading = Callable[[], AbstractContextManager[Session]]
Progress = Callable[[int, int], None]
LETTERS_AT_ONCE = 200
_MOST_NAMED = 3


class LinkChange(StrEnum):
    """What becomes of a link."""

    ADDED = "added"
    REMOVED = "removed"
    REPOINTED = "re-pointed"
    OFFERED = "other choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkMove:
    """One link that would change: the paragraph's label, the words that cite, and what they name before and after."""

    label: str
    words: str
    change: LinkChange
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterMove:
    """A letter whose links would change. `found` is what its paragraphs would cite, by their ids.

    `stamp` tells the state of the letter that was looked at: one that has moved on since is looked at again.
    """

    letter_id: int
    case_id: int
    reference: str
    dated: PartialDate | None
    direction: Direction
    correspondent: str
    moves: tuple[LinkMove, ...]
    found: tuple[tuple[int, tuple[Citation, ...]], ...]
    stamp: frozenset[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Survey:
    """What looking at letters found: how many were looked at, and those whose links would change."""

    looked_at: int
    letters: tuple[LetterMove, ...]

    def counts(self) -> Mapping[LinkChange, int]:
        """Count the links that would change, by what becomes of them."""
        counts = dict.fromkeys(LinkChange, 0)
        for letter in self.letters:
            for move in letter.moves:
                counts[move.change] += 1
        return counts


@dataclass(slots=True)
class _Loaded:
    """Letters with all that finding their citations needs, fetched whole."""

    letters: list[Letter]
    paragraphs: dict[int, list[Paragraph]] = field(default_factory=lambda: defaultdict(list))
    links: dict[int, list[Link]] = field(default_factory=lambda: defaultdict(list))
    parties: dict[int, list[Party]] = field(default_factory=lambda: defaultdict(list))
    answered: dict[int, PartialDate | None] = field(default_factory=dict[int, PartialDate | None])


@dataclass(frozen=True, slots=True)
class _Office:
    """What is the same for all letters looked at."""

    register: Register
    key: str
    ids: Mapping[str, int]
    titles: Mapping[int, str]
    friends: FalseFriends


def survey_letters(reading: Reading, letter_ids: Sequence[int], progress: Progress) -> Survey:
    """Look at what letters would cite now, a few at a time; `progress` may end it between two of them."""
    with reading() as session:
        office = _office(session)
    found: list[LetterMove] = []
    for first in range(0, len(letter_ids), LETTERS_AT_ONCE):
        progress(first, len(letter_ids))
        with reading() as session:
            loaded = _load(session, letter_ids[first : first + LETTERS_AT_ONCE])
        moved = [move for letter in loaded.letters if (move := _look_at(letter, loaded, office))]
        if moved:
            with reading() as session:
                found += _named(session, moved)
    progress(len(letter_ids), len(letter_ids))
    return Survey(len(letter_ids), tuple(found))


def keep_moves(
    session: Session, letters: Sequence[LetterMove], *, progress: Progress | None = None
) -> tuple[int, ...]:
    """Write the links that were looked at; give the letters that moved on since, which are left as they are."""
    moved_on: list[int] = []
    for first in range(0, len(letters), LETTERS_AT_ONCE):
        if progress:
            progress(first, len(letters))
        some = letters[first : first + LETTERS_AT_ONCE]
        loaded = _load(session, [each.letter_id for each in some])
        held = {letter.id: letter for letter in loaded.letters}
        for each in some:
            letter = held.get(each.letter_id)
            if letter is None or _stamp(letter, loaded) != each.stamp:
                moved_on.append(each.letter_id)
            else:
                _keep(session, letter, loaded, each)
    if progress:
        progress(len(letters), len(letters))
    return tuple(moved_on)


def _keep(session: Session, letter: Letter, loaded: _Loaded, move: LetterMove) -> None:
    citations = dict(move.found)
    for paragraph in loaded.paragraphs[letter.id]:
        if paragraph.id in citations:
            links = loaded.links[paragraph.id]
            relink_paragraph(session, paragraph, links, letter=letter, citations=citations[paragraph.id])
    about(session, letter.case_id)


def _office(session: Session) -> _Office:
    return _Office(
        register=office_register(session),
        key=office_key(session),
        ids=ids_by_key(session),
        titles=dict(session.execute(select(Work.id, Work.title)).all()),
        friends=false_friends(session),
    )


def _load(session: Session, letter_ids: Sequence[int]) -> _Loaded:
    wanted = list(letter_ids)
    loaded = _Loaded(list(session.scalars(select(Letter).where(Letter.id.in_(wanted)).order_by(Letter.id))))
    paragraphs = select(Paragraph).where(Paragraph.letter_id.in_(wanted), Paragraph.removed.is_(False))
    for paragraph in session.scalars(paragraphs.order_by(Paragraph.letter_id, Paragraph.position)):
        loaded.paragraphs[paragraph.letter_id].append(paragraph)
    links = (
        select(Link)
        .join(Paragraph, Paragraph.id == Link.paragraph_id)
        .where(Paragraph.letter_id.in_(wanted))
        .options(selectinload(Link.candidates))
    )
    for link in session.scalars(links.order_by(Link.paragraph_id, Link.start, Link.id)):
        loaded.links[link.paragraph_id].append(link)
    parties = select(Party).where(Party.letter_id.in_(wanted)).order_by(Party.position, Party.id)
    for party in session.scalars(parties):
        loaded.parties[party.letter_id or 0].append(party)
    answers = [letter.answers_id for letter in loaded.letters if letter.answers_id]
    dated = select(Letter.id, Letter.dated).where(Letter.id.in_(answers))
    loaded.answered = dict(session.execute(dated).all()) if answers else {}
    return loaded


def _look_at(letter: Letter, loaded: _Loaded, office: _Office) -> LetterMove | None:
    """Find a letter's citations again, and say which of its links would change."""
    paragraphs = loaded.paragraphs[letter.id]
    text = text_of(
        letter,
        parties=loaded.parties[letter.id],
        paragraphs=[paragraph_value(paragraph) for paragraph in paragraphs],
        answered=loaded.answered.get(letter.answers_id or 0),
    )
    context = context_of_letter(letter, text, office.register, office=office.key)
    cited = [
        office.friends.without(citations)
        for citations in find_citations(text.paragraphs, office.register, letter=context)
    ]
    moves: list[LinkMove] = []
    found: list[tuple[int, tuple[Citation, ...]]] = []
    for paragraph, citations in zip(paragraphs, cited, strict=True):
        moved = _moves(paragraph, loaded.links[paragraph.id], citations, office)
        if moved:
            moves += moved
            found.append((paragraph.id, citations))
    if not moves:
        return None
    return LetterMove(
        letter_id=letter.id,
        case_id=letter.case_id,
        reference="",
        dated=letter.dated,
        direction=letter.direction,
        correspondent="",
        moves=tuple(moves),
        found=tuple(found),
        stamp=_stamp(letter, loaded),
    )


def _moves(
    paragraph: Paragraph, links: Sequence[Link], citations: Sequence[Citation], office: _Office
) -> list[LinkMove]:
    """Say which of a paragraph's links to works would change; letters and bodies are not the register's."""
    proposals: list[tuple[Link, Citation]] = []
    for citation in citations:
        if citation.kind in WORK_KINDS:
            fresh = bare_link(paragraph.id, citation)
            fresh.work_id = office.ids.get(citation.work or "")
            proposals.append((fresh, citation))
    plan = plan_links([link for link in links if link.kind in WORK_KINDS], proposals)
    states = [(words, before, after) for words, before, after in _states(plan, office) if before != after]
    return [
        LinkMove(
            label=paragraph.label,
            words=words,
            change=_change(before, after),
            before=_in_words(before, office),
            after=_in_words(after, office),
        )
        for words, before, after in states
    ]


@dataclass(frozen=True, slots=True)
class _State:
    """What a link says: nothing where there is none, one work, works to choose from, or a work not held."""

    is_there: bool = False
    work: int | None = None
    stands: bool = False
    offered: tuple[int, ...] = ()


def _states(plan: LinkPlan, office: _Office) -> list[tuple[str, _State, _State]]:
    """Give the words of each link with what it says before and after."""
    none = _State()
    states = [(fresh.words, none, _proposed(fresh, citation, office)) for fresh, citation in plan.added]
    states += [
        (link.words, _held(link), _proposed(fresh, citation, office))
        for link, fresh, citation in plan.renewed
    ]
    return states + [(link.words, _held(link), none) for link in plan.dropped]


def _held(link: Link) -> _State:
    return _state(link, tuple(candidate.work_id for candidate in link.candidates))


def _proposed(fresh: Link, citation: Citation, office: _Office) -> _State:
    candidates = dict.fromkeys(office.ids[key] for key in citation.candidates if key in office.ids)
    return _state(fresh, tuple(candidates))


def _state(link: Link, offered: tuple[int, ...]) -> _State:
    stands = link.work_id is not None and link.confidence is not Confidence.POSSIBLE
    # What else a link that stands might have meant is of no account; a group's members are.
    of_account = offered if link.kind is CitationKind.GROUP or not stands else ()
    return _State(True, link.work_id, stands, of_account)


def _change(before: _State, after: _State) -> LinkChange:
    if before.stands and after.stands:
        return LinkChange.OFFERED if before.work == after.work else LinkChange.REPOINTED
    if after.stands:
        return LinkChange.ADDED
    if before.stands:
        return LinkChange.REMOVED
    return LinkChange.OFFERED


def _in_words(state: _State, office: _Office) -> str:
    if not state.is_there:
        return "no link"
    title = office.titles.get(state.work or 0, "")
    if state.stands:
        members = f" ({len(state.offered)} reports)" if state.offered else ""
        return f"{title}{members}"
    others = [office.titles.get(work, "") for work in state.offered if work != state.work]
    choices = [each for each in (title, *others) if each]
    if not choices:
        return "not held"
    more = f" or {len(choices) - _MOST_NAMED} more" if len(choices) > _MOST_NAMED else ""
    return f"asks: {' or '.join(choices[:_MOST_NAMED])}{more}"


def _stamp(letter: Letter, loaded: _Loaded) -> frozenset[tuple[str, int, int]]:
    paragraphs = loaded.paragraphs[letter.id]
    return frozenset(
        (
            ("letter", letter.id, letter.version),
            *(("paragraph", paragraph.id, paragraph.version) for paragraph in paragraphs),
            *(
                ("link", link.id, link.version)
                for paragraph in paragraphs
                for link in loaded.links[paragraph.id]
            ),
        )
    )


def _named(session: Session, moves: Sequence[LetterMove]) -> list[LetterMove]:
    """Add what people know the letters by."""
    names = correspondents(session, [move.letter_id for move in moves])
    cases = select(Case.id, Case.reference).where(Case.id.in_({move.case_id for move in moves}))
    references = dict(session.execute(cases).all())
    return [
        replace(
            move,
            reference=references.get(move.case_id, ""),
            correspondent=names.get(move.letter_id, ""),
        )
        for move in moves
    ]
