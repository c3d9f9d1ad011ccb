"""A letter as its page shows it: its head, its paragraphs, its links and its files."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from corresp_tracker.errors import NotFound
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import (
    Document,
    DocumentPart,
    Letter,
    LetterDocument,
    LetterRole,
    Paragraph,
)
from corresp_tracker.model.people import Organisation, Party, PartyRole
from corresp_tracker.model.works import Candidate, Link, LinkStanding, Programme, Report, Work
from corresp_tracker.store.lists.in_word import InWord, in_word
from corresp_tracker.store.lists.letters import ASKS, IS_GAP
from corresp_tracker.store.search import standing_of
from corresp_tracker.values.citation import Check, CheckCode, CitationKind, Confidence
from corresp_tracker.values.letter_text import Direction, PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParagraph:
    """A standing paragraph; `italics` are (start, end) code points into `text`."""

    id: int
    uid: str
    label: str
    level: int
    text: str
    italics: tuple[tuple[int, int], ...]
    numbered: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCandidate:
    """A work that a link may mean."""

    work_id: int
    key: str
    title: str
    published_on: PartialDate | None
    inspected_on: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link of a letter. `is_gap`: what it cites is not held. `asks`: a person should look at it."""

    id: int
    paragraph_id: int
    start: int
    end: int
    words: str
    kind: CitationKind
    standing: LinkStanding
    confidence: Confidence
    reason: str
    work_id: int | None
    work_key: str
    work_title: str
    publishers: str
    url: str
    published_on: PartialDate | None
    inspected_on: PartialDate | None
    cited_letter_id: int | None
    cited_letter_reference: str
    organisation_name: str
    cited_date: PartialDate | None
    edition: str
    locator: str
    later: bool
    checks: tuple[Check, ...]
    candidates: tuple[PageCandidate, ...]
    judged_by: str
    lost: bool
    is_gap: bool
    asks: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDocument:
    """A file of a letter; `id` is the document's. `size` is in bytes."""

    id: int
    name: str
    part: DocumentPart
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """A letter, whole, as its page shows it. `standing` is received, sent or draft."""

    id: int
    case_id: int
    reference: str
    subject: str
    direction: Direction
    role: LetterRole
    standing: str
    stage: str
    dated: PartialDate | None
    received: date | None
    dispatched: date | None
    means: str
    our_reference: str
    their_reference: str
    marking: str
    handling: str
    held_at: str
    salutation: str
    sign_off: str
    enclosures: tuple[str, ...]
    senders: tuple[PrintedCorrespondent, ...]
    addressees: tuple[PrintedCorrespondent, ...]
    copy_to: tuple[PrintedCorrespondent, ...]
    on_behalf_of: tuple[PrintedCorrespondent, ...]
    paragraphs: tuple[PageParagraph, ...]
    links: tuple[PageLink, ...]
    documents: tuple[PageDocument, ...]
    template: str
    answers_id: int | None
    head: int
    version: int
    in_word: InWord | None = None


def letter_page(session: Session, letter_id: int) -> LetterPage:
    """Give a letter, whole. Raises NotFound."""
    row = session.execute(
        select(Letter, Case.reference, Case.stage)
        .join(Case, Case.id == Letter.case_id)
        .where(Letter.id == letter_id)
    ).one_or_none()
    if row is None:
        raise NotFound("This letter is no longer in the log.")
    letter, reference, stage = row
    parties = _parties(session, letter_id)
    return LetterPage(
        id=letter.id,
        case_id=letter.case_id,
        reference=reference,
        subject=letter.subject,
        direction=letter.direction,
        role=letter.role,
        standing=standing_of(letter),
        stage=stage,
        dated=letter.dated,
        received=letter.received,
        dispatched=letter.dispatched,
        means=letter.means,
        our_reference=letter.our_reference,
        their_reference=letter.their_reference,
        marking=letter.marking,
        handling=letter.handling,
        held_at=letter.held_at,
        salutation=letter.salutation,
        sign_off=letter.sign_off,
        enclosures=tuple(letter.enclosures),
        senders=parties[PartyRole.SENDER],
        addressees=parties[PartyRole.ADDRESSEE],
        copy_to=parties[PartyRole.COPY_RECIPIENT],
        on_behalf_of=parties[PartyRole.ON_BEHALF_OF],
        paragraphs=_paragraphs(session, letter_id),
        links=_links(session, letter_id),
        documents=_documents(session, letter_id),
        template=letter.template,
        answers_id=letter.answers_id,
        head=letter.head,
        version=letter.version,
        in_word=in_word(session, letter_id),
    )


def _parties(session: Session, letter_id: int) -> defaultdict[PartyRole, tuple[PrintedCorrespondent, ...]]:
    parties: defaultdict[PartyRole, tuple[PrintedCorrespondent, ...]] = defaultdict(tuple)
    statement = select(Party).where(Party.letter_id == letter_id).order_by(Party.position, Party.id)
    for party in session.scalars(statement):
        parties[party.role] += (
            PrintedCorrespondent(
                name=party.name,
                honours=party.honours,
                post=party.post_title,
                organisation=party.organisation_name,
                address=tuple(party.address.splitlines()),
            ),
        )
    return parties


def _paragraphs(session: Session, letter_id: int) -> tuple[PageParagraph, ...]:
    statement = (
        select(Paragraph)
        .where(Paragraph.letter_id == letter_id, Paragraph.removed.is_(False))
        .order_by(Paragraph.position, Paragraph.id)
    )
    return tuple(
        PageParagraph(
            id=paragraph.id,
            uid=paragraph.uid,
            label=paragraph.label,
            level=paragraph.level,
            text=paragraph.text,
            italics=tuple((start, end) for start, end in paragraph.italics),
            numbered=paragraph.numbered,
            version=paragraph.version,
        )
        for paragraph in session.scalars(statement)
    )


def _links(session: Session, letter_id: int) -> tuple[PageLink, ...]:
    cited, cited_case = aliased(Letter), aliased(Case)
    statement = (
        select(Link, Work, cited_case.reference, Organisation.name, IS_GAP.label("gap"), ASKS.label("asks"))
        .join(Paragraph, Paragraph.id == Link.paragraph_id)
        .outerjoin(Work, Work.id == Link.work_id)
        .outerjoin(cited, cited.id == Link.cited_letter_id)
        .outerjoin(cited_case, cited_case.id == cited.case_id)
        .outerjoin(Organisation, Organisation.id == Link.organisation_id)
        .where(Paragraph.letter_id == letter_id, Paragraph.removed.is_(False))
        .order_by(Paragraph.position, Link.start, Link.id)
    )
    rows = session.execute(statement).all()
    candidates = _candidates(session, [row[0].id for row in rows])
    return tuple(
        _link(
            link,
            work,
            reference or "",
            body or "",
            gap=bool(gap),
            asks=bool(asks),
            candidates=candidates[link.id],
        )
        for link, work, reference, body, gap, asks in rows
    )


def _candidates(session: Session, link_ids: Sequence[int]) -> defaultdict[int, tuple[PageCandidate, ...]]:
    found: defaultdict[int, tuple[PageCandidate, ...]] = defaultdict(tuple)
    rows = session.execute(
        select(Candidate.link_id, Work)
        .join(Work, Work.id == Candidate.work_id)
        .where(Candidate.link_id.in_(link_ids))
        .order_by(Candidate.link_id, Candidate.rank)
    )
    for link_id, work in rows:
        published, inspected = _dates(work)
        found[link_id] += (
            PageCandidate(
                work_id=work.id,
                key=work.key,
                title=work.title,
                published_on=published,
                inspected_on=inspected,
            ),
        )
    return found


def _dates(work: Work | None) -> tuple[PartialDate | None, PartialDate | None]:
    return (work.published_on, work.inspected_on) if isinstance(work, Report) else (None, None)


def _publishers(work: Work | None) -> str:
    if isinstance(work, Report):
        return work.publishers
    return work.owners if isinstance(work, Programme) else ""


def _link(
    link: Link,
    work: Work | None,
    reference: str,
    body: str,
    *,
    gap: bool,
    asks: bool,
    candidates: tuple[PageCandidate, ...],
) -> PageLink:
    published, inspected = _dates(work)
    return PageLink(
        id=link.id,
        paragraph_id=link.paragraph_id,
        start=link.start,
        end=link.end,
        words=link.words,
        kind=link.kind,
        standing=link.standing,
        confidence=link.confidence,
        reason=link.reason,
        work_id=link.work_id,
        work_key=work.key if work else "",
        work_title=work.title if work else "",
        publishers=_publishers(work),
        url=work.url if work else "",
        published_on=published,
        inspected_on=inspected,
        cited_letter_id=link.cited_letter_id,
        cited_letter_reference=reference,
        organisation_name=body,
        cited_date=link.cited_date,
        edition=link.edition,
        locator=link.locator,
        later=link.later,
        checks=tuple(_check(kept) for kept in link.checks),
        candidates=candidates,
        judged_by=link.judged_by,
        lost=link.lost,
        is_gap=gap,
        asks=asks,
        version=link.version,
    )


def _check(kept: dict[str, str]) -> Check:
    return Check(CheckCode(kept["code"]), kept["message"], kept.get("correction", ""))


def _documents(session: Session, letter_id: int) -> tuple[PageDocument, ...]:
    rows = session.execute(
        select(Document.id, LetterDocument.name, LetterDocument.part, Document.sha256, Document.size)
        .join(Document, Document.id == LetterDocument.document_id)
        .where(LetterDocument.letter_id == letter_id)
        .order_by(LetterDocument.id)
    )
    return tuple(
        PageDocument(id=row[0], name=row[1], part=row[2], sha256=row[3], size=row[4]) for row in rows
    )
