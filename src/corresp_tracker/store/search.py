"""Finding anything ever said: the index of paragraphs, and searching it newest first."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    cast,
    column,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    not_,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import InstrumentedAttribute, Session

from corresp_tracker.model.base import new_uid
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.people import Party, PartyRole, Person
from corresp_tracker.model.search_text import SearchText, search_id
from corresp_tracker.model.works import Link, LinkStanding, Work, WorkName
from corresp_tracker.store.marks import marks_of, snippet_of
from corresp_tracker.store.query import All, Asked, Dated, Either, Field, Node, Not, Query, Words, parse_query
from corresp_tracker.store.search_words import IndexWords, asks_only_for_words, index_words, index_words_of
from corresp_tracker.values.citation import Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.names_in_words import in_one_breath
from corresp_tracker.values.partial_date import PartialDate

__all__ = [
    "Hit",
    "Query",
    "SearchResult",
    "Suggestion",
    "forget_letters",
    "index_letter",
    "letters_holding",
    "paragraphs_holding",
    "parse_query",
    "search",
    "sent_paragraphs_with_any",
    "suggestions",
]

COUNT_TO = 1_000
_PHRASES_AT_ONCE = 100
_INDEX = table("search_index", column("rowid", Integer), column("search_index", String))
_SENDERS = (PartyRole.SENDER, PartyRole.ON_BEHALF_OF)
_RECIPIENTS = (PartyRole.ADDRESSEE, PartyRole.COPY_RECIPIENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A paragraph that was found. `marks` are code points into `snippet`, `text_marks` into its whole text."""

    case: str
    case_id: int
    letter: int
    paragraph_id: int
    paragraph: str
    dated: PartialDate | None
    direction: Direction
    standing: str
    correspondent: str
    subject: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    text_marks: tuple[tuple[int, int], ...]
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What was found, newest first. `total` is counted up to 1,000; `capped` says that there are more."""

    total: int
    capped: bool
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words to offer while somebody types, and the query that they stand for."""

    words: str
    query: str


def index_letter(session: Session, letter_id: int) -> None:
    """Make what search reads of a letter again, from its standing paragraphs."""
    session.flush()
    session.execute(delete(SearchText).where(SearchText.letter_id == letter_id))
    letter = session.execute(
        select(Letter.dated, Letter.received, Letter.dispatched).where(Letter.id == letter_id)
    ).one()
    day = letter.dated.first if letter.dated else letter.received or letter.dispatched
    paragraphs = session.execute(
        select(Paragraph.id, Paragraph.text).where(
            Paragraph.letter_id == letter_id, Paragraph.removed.is_(False)
        )
    ).all()
    rows = [
        {
            "id": search_id(day, paragraph.id),
            "uid": new_uid(),
            "paragraph_id": paragraph.id,
            "letter_id": letter_id,
            "folded": " ".join(folded_words(paragraph.text)),
        }
        for paragraph in paragraphs
    ]
    if rows:
        session.execute(insert(SearchText), rows)


def forget_letters(session: Session, letter_ids: Collection[int]) -> None:
    """Take letters out of what search reads, as must be done before their paragraphs go."""
    session.execute(delete(SearchText).where(SearchText.letter_id.in_(letter_ids)))


def search(session: Session, query: Query | str, *, limit: int = 200, drafts: bool = False) -> SearchResult:
    """Find paragraphs, newest letters first; drafts are left out unless asked for. Raises InvalidQuery."""
    asked = parse_query(query) if isinstance(query, str) else query
    found = _found(session, asked.tree, drafts=drafts)
    ids = session.execute(found.limit(limit)).scalars().all()
    total = len(ids)
    if total == limit:
        counted = select(func.count()).select_from(found.order_by(None).limit(COUNT_TO + 1).subquery())
        total = session.execute(counted).scalar_one()
    return SearchResult(
        total=min(total, COUNT_TO), capped=total > COUNT_TO, hits=_hits(session, ids, _word_nodes(asked.tree))
    )


def _found(session: Session, tree: Node, *, drafts: bool) -> Select[int]:
    """Select the paragraphs that a tree means, newest first, driven by the words where it needs some."""
    parts = tree.parts if isinstance(tree, All) else (tree,)
    texts = [part for part in parts if asks_only_for_words(part)]
    driving = index_words(All(tuple(texts))) if texts else None
    rest = [part for part in parts if driving is None or part not in texts]
    conditions = [_condition(session, part) for part in rest]
    if not drafts:
        conditions.append(or_(Letter.direction == Direction.IN, Letter.dispatched.is_not(None)))
    return _driven(session, driving, rest).where(*conditions)


def _driven(session: Session, driving: IndexWords | None, rest: Sequence[Node]) -> Select[int]:
    """Begin where the fewest rows are: at the index of words, which gives its rows in the order wanted."""
    statement = select(SearchText.paragraph_id)
    if driving is None or not _is_sqlite(session):
        found = statement.join(Letter, Letter.id == SearchText.letter_id).order_by(SearchText.id)
        return found.where(_matches(session, driving)) if driving else found
    found = (
        statement.select_from(_INDEX)
        .join(SearchText, SearchText.id == _INDEX.c.rowid)
        .join(Letter, Letter.id == SearchText.letter_id)
        .where(_INDEX.c.search_index.match(driving.fts5))
        .order_by(_INDEX.c.rowid)
    )
    return found.where(*(_dated(node, _INDEX.c.rowid) for node in rest if isinstance(node, Dated)))


def letters_holding(session: Session, phrases: Sequence[str]) -> set[int]:
    """Give the letters with a standing paragraph that holds any of these folded words, side by side as given."""
    return _holding(session, phrases, SearchText.letter_id)


def paragraphs_holding(session: Session, phrases: Sequence[str]) -> set[int]:
    """Give the standing paragraphs that hold any of these folded words, side by side as given."""
    return _holding(session, phrases, SearchText.paragraph_id)


def _holding(session: Session, phrases: Sequence[str], what: InstrumentedAttribute[int]) -> set[int]:
    found: set[int] = set()
    for first in range(0, len(phrases), _PHRASES_AT_ONCE):
        some = phrases[first : first + _PHRASES_AT_ONCE]
        wanted = index_words(Either(tuple(Words(tuple(phrase.split())) for phrase in some)))
        if wanted:
            found |= set(session.scalars(_matching(session, wanted, what)))
    return found


def sent_paragraphs_with_any(session: Session, words: Sequence[str], *, limit: int) -> list[int]:
    """Give the newest paragraphs of letters recorded as sent that hold any of these folded words."""
    wanted = index_words(Either(tuple(Words((word,)) for word in words)))
    if wanted is None:
        return []
    found = _driven(session, wanted, []).where(
        Letter.direction == Direction.OUT, Letter.dispatched.is_not(None)
    )
    return list(session.scalars(found.limit(limit)))


def _matching(session: Session, wanted: IndexWords, what: InstrumentedAttribute[int]) -> Select[int]:
    matching = select(what).distinct()
    if not _is_sqlite(session):
        return matching.where(_matches(session, wanted))
    found = matching.select_from(_INDEX).join(SearchText, SearchText.id == _INDEX.c.rowid)
    return found.where(_INDEX.c.search_index.match(wanted.fts5))


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _matches(session: Session, wanted: IndexWords) -> ColumnElement[bool]:
    if _is_sqlite(session):
        return SearchText.id.in_(select(_INDEX.c.rowid).where(_INDEX.c.search_index.match(wanted.fts5)))
    return literal_column("search_text.words").op("@@")(cast(wanted.tsquery, TSQUERY))


def _condition(session: Session, node: Node) -> ColumnElement[bool]:
    if isinstance(node, Words):
        return _matches(session, index_words_of(node))
    if isinstance(node, Not):
        return not_(_condition(session, node.part))
    if isinstance(node, All):
        return and_(true(), *(_condition(session, part) for part in node.parts))
    if isinstance(node, Either):
        return or_(*(_condition(session, part) for part in node.parts))
    if isinstance(node, Dated):
        return _dated(node, SearchText.id)
    return _asked(node)


def _dated(node: Dated, row: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    first = search_id(node.last or date.max, 0)
    last = search_id(node.first or date.min, 0) + 2**32
    return and_(row >= first, row < last)


def _asked(node: Asked) -> ColumnElement[bool]:
    if node.field is Field.FROM:
        return _party_is(node, _SENDERS)
    if node.field is Field.TO:
        return _party_is(node, _RECIPIENTS)
    if node.field is Field.CITES:
        return _cites(node)
    subject = and_(*((literal(" ") + Letter.folded_subject).like(f"% {word}%") for word in node.words))
    if node.field is Field.SUBJECT:
        return subject
    case_subject = and_(*(func.lower(Case.subject).like(f"%{word}%") for word in node.words))
    return or_(subject, Letter.case_id.in_(select(Case.id).where(case_subject)))


def _party_is(node: Asked, roles: Sequence[PartyRole]) -> ColumnElement[bool]:
    named = and_(*(Party.folded.like(f"% {word}%") for word in node.words))
    return SearchText.letter_id.in_(select(Party.letter_id).where(Party.role.in_(roles), named))


def _cites(node: Asked) -> ColumnElement[bool]:
    named = or_(
        Work.key == "-".join(node.words),
        and_(*(func.lower(Work.title).like(f"%{word}%") for word in node.words)),
        exists().where(
            WorkName.work_id == Work.id,
            and_(*(func.lower(WorkName.words).like(f"%{word}%") for word in node.words)),
        ),
    )
    # The key of a twin that was merged asks for the work that was kept.
    works = select(func.coalesce(Work.merged_into_id, Work.id)).where(named)
    links = select(Link.paragraph_id).where(Link.work_id.in_(works), *standing_links())
    return SearchText.paragraph_id.in_(links)


def standing_links() -> tuple[ColumnElement[bool], ...]:
    """Give what makes a link count: confirmed, or found as certain or likely and not rejected."""
    return (
        Link.standing != LinkStanding.REJECTED,
        or_(Link.standing == LinkStanding.CONFIRMED, Link.confidence != Confidence.POSSIBLE),
    )


def _word_nodes(node: Node) -> tuple[Words, ...]:
    if isinstance(node, Words):
        return (node,)
    if isinstance(node, (All, Either)):
        return tuple(words for part in node.parts for words in _word_nodes(part))
    return ()


def _hits(session: Session, ids: Sequence[int], words: tuple[Words, ...]) -> tuple[Hit, ...]:
    rows = session.execute(
        select(Paragraph.id, Paragraph.label, Paragraph.text, Letter, Case.reference)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .join(Case, Case.id == Letter.case_id)
        .where(Paragraph.id.in_(ids))
    ).all()
    by_id = {row.id: row for row in rows}
    names = correspondents(session, [row.Letter.id for row in rows])
    works = _works(session, ids)
    hits: list[Hit] = []
    for paragraph_id in ids:
        row = by_id[paragraph_id]
        marks = marks_of(row.text, [(node.words, node.prefix) for node in words])
        snippet, snippet_marks = snippet_of(row.text, marks)
        hits.append(
            Hit(
                case=row.reference,
                case_id=row.Letter.case_id,
                letter=row.Letter.id,
                paragraph_id=paragraph_id,
                paragraph=row.label,
                dated=row.Letter.dated,
                direction=row.Letter.direction,
                standing=standing_of(row.Letter),
                correspondent=names.get(row.Letter.id, ""),
                subject=row.Letter.subject,
                snippet=snippet,
                marks=snippet_marks,
                text_marks=marks,
                works=works.get(paragraph_id, ()),
            )
        )
    return tuple(hits)


def standing_of(letter: Letter) -> str:
    """Say whether a letter was received, was sent, or is a draft."""
    if letter.direction is Direction.IN:
        return "received"
    return "draft" if letter.is_draft else "sent"


def correspondents(session: Session, letter_ids: Sequence[int]) -> dict[int, str]:
    """Name whom each letter came from or went to: all who wrote it, or all to whom it went."""
    names: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(Party.letter_id, Party.name, Party.post_title, Party.organisation_name)
        .join(Letter, Letter.id == Party.letter_id)
        .where(
            Party.letter_id.in_(letter_ids),
            or_(
                and_(Letter.direction == Direction.IN, Party.role == PartyRole.SENDER),
                and_(Letter.direction == Direction.OUT, Party.role == PartyRole.ADDRESSEE),
            ),
        )
        .order_by(Party.letter_id, Party.position, Party.id)
    )
    for letter_id, name, post, organisation in rows:
        known = name or ", ".join(part for part in (post, organisation) if part)
        if known not in names[letter_id or 0]:
            names[letter_id or 0].append(known)
    return {letter_id: in_one_breath(known) for letter_id, known in names.items()}


def _works(session: Session, paragraph_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(Link.paragraph_id, Work.key)
        .join(Work, Work.id == Link.work_id)
        .where(Link.paragraph_id.in_(paragraph_ids), *standing_links())
        .order_by(Link.start)
    )
    for paragraph_id, key in rows:
        if key not in found[paragraph_id]:
            found[paragraph_id].append(key)
    return {paragraph_id: tuple(keys) for paragraph_id, keys in found.items()}


def suggestions(session: Session, typed: str, *, limit: int = 6) -> list[Suggestion]:
    """Offer the people and works that the words typed so far may begin."""
    words = folded_words(typed)
    if not words:
        return []
    like = and_(*(Person.folded_name.like(f"%{word}%") for word in words))
    offers: list[Suggestion] = []
    for name in session.scalars(
        select(Person.name).where(like, Person.merged_into_id.is_(None)).limit(limit // 2)
    ):
        offers += [Suggestion(f"to {name}", f'to:"{name}"'), Suggestion(f"from {name}", f'from:"{name}"')]
    titled = and_(*(func.lower(Work.title).like(f"%{word}%") for word in words))
    offered = select(Work.key, Work.title).where(titled, Work.merged_into_id.is_(None))
    for key, title in session.execute(offered.limit(limit // 2)):
        offers.append(Suggestion(f"citing {title}", f'cites:"{key}"'))
    return offers[: limit + 2]
