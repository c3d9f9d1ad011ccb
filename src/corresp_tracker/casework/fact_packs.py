"""What a letter cites as a table, and as a fact pack for its signatory."""

from sqlalchemy.orm import Session

from corresp_tracker.drafting.fact_pack import fact_pack_document
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.works import LinkStanding
from corresp_tracker.store.lists import LetterPage, PageLink, PageParagraph, letter_page
from corresp_tracker.store.search import correspondents
from corresp_tracker.values.citation import CitationKind, Confidence
from corresp_tracker.values.fact_pack import CitedStatement, FactPack
from corresp_tracker.values.sentences import sentence_around


def fact_pack(session: Session, letter_id: int) -> FactPack:
    """Give what a letter cites, each with the sentence it stands in and its source. Raises NotFound.

    Bodies that are merely named and citations that a person rejected are left out.
    """
    page = letter_page(session, letter_id)
    paragraphs = {paragraph.id: paragraph for paragraph in page.paragraphs}
    statements = tuple(
        _statement(link, paragraphs[link.paragraph_id])
        for link in page.links
        if link.standing is not LinkStanding.REJECTED and link.kind is not CitationKind.BODY and not link.lost
    )
    return FactPack(
        reference=page.reference,
        subject=page.subject,
        with_whom=correspondents(session, [letter_id]).get(letter_id, ""),
        dated=page.dated,
        is_draft=_is_draft(page),
        statements=statements,
    )


def write_fact_pack(session: Session, letter_id: int) -> bytes:
    """Give the fact pack of a letter as a Word file. Raises NotFound, and InvalidLetter where it cites nothing."""
    pack = fact_pack(session, letter_id)
    if not pack.statements:
        raise InvalidLetter("This letter cites nothing, so there is nothing to put into a fact pack.")
    return fact_pack_document(pack)


def _is_draft(page: LetterPage) -> bool:
    return page.standing == "draft"


def _statement(link: PageLink, paragraph: PageParagraph) -> CitedStatement:
    first, last = sentence_around(paragraph.text, link.start, link.end)
    return CitedStatement(
        label=paragraph.label,
        statement=paragraph.text[first:last],
        words=link.words,
        kind=link.kind.value,
        source=_source(link),
        publishers=link.publishers,
        published_on=link.published_on,
        inspected_on=link.inspected_on,
        locator=link.locator,
        url=link.url,
        standing=_standing(link),
        warnings=tuple(check.message for check in link.checks),
        may_mean=tuple(candidate.title for candidate in link.candidates[:3]) if _is_open(link) else (),
    )


def _is_open(link: PageLink) -> bool:
    return bool(link.candidates) and link.work_id is None


def _source(link: PageLink) -> str:
    if link.work_title:
        return link.work_title
    if link.cited_letter_id is not None:
        day = f" of {link.cited_date.in_words()}" if link.cited_date else ""
        return f"Letter{day} ({link.cited_letter_reference})"
    return link.organisation_name


def _standing(link: PageLink) -> str:
    if link.standing is LinkStanding.CONFIRMED:
        return f"confirmed by {link.judged_by}" if link.judged_by else "confirmed"
    if link.is_gap:
        return "not held"
    if _is_open(link):
        return "left open"
    return "found by the program" + (
        "" if link.confidence is Confidence.CERTAIN else f", {link.confidence.value}"
    )
