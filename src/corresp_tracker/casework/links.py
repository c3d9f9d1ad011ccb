"""Links: what paragraphs cite, proposed by the machine and judged by people."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.false_friends import false_friends
from corresp_tracker.casework.figures import with_figure_checks
from corresp_tracker.casework.letters import fetch_letter, letter_text, links_of, standing_paragraphs
from corresp_tracker.casework.out_in_word import refuse_in_word
from corresp_tracker.casework.register import register_facts
from corresp_tracker.casework.relinking import WORK_KINDS, follow_links, relink_paragraph
from corresp_tracker.citing.context import LetterContext, context_of
from corresp_tracker.citing.corrections import corrected
from corresp_tracker.citing.finder import find_citations
from corresp_tracker.citing.register import Register, compile_register
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter, NotFound
from corresp_tracker.model.base import now
from corresp_tracker.model.cases import OfficeProfile
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.people import Organisation
from corresp_tracker.model.works import Link, LinkStanding, Programme, Report, Work
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import about
from corresp_tracker.store.search import index_letter
from corresp_tracker.values.citation import CheckCode, CitationKind, Confidence
from corresp_tracker.values.letter_text import LetterText
from corresp_tracker.values.partial_date import PartialDate

BY_HAND = "cited by hand"


def office_register(session: Session) -> Register:
    """Give the office's register, compiled; the same object until a work or a body changes."""
    office: Office = session.info["office"]
    return office.remembered(
        "register", _register_stamp(session), lambda: compile_register(register_facts(session))
    )


def relink_letter(session: Session, letter_id: int, *, register: Register) -> None:
    """Propose a letter's links afresh, keeping every link that a person has judged."""
    letter = fetch_letter(session, letter_id)
    paragraphs = standing_paragraphs(session, letter_id)
    text, context = context_for(session, letter, register)
    cited = find_citations(text.paragraphs, register, letter=context)
    friends = false_friends(session)
    cited = tuple(friends.without(citations) for citations in cited)
    found = with_figure_checks(session, letter, [paragraph.text for paragraph in text.paragraphs], cited)
    links = _by_paragraph(session, letter_id)
    for paragraph, citations in zip(paragraphs, found, strict=True):
        relink_paragraph(session, paragraph, links[paragraph.id], letter=letter, citations=citations)
    index_letter(session, letter_id)


def context_for(session: Session, letter: Letter, register: Register) -> tuple[LetterText, LetterContext]:
    """Give what a letter says, and what its citations are to be understood by; a draft is of today."""
    text = letter_text(session, letter)
    return text, context_of_letter(letter, text, register, office=office_key(session))


def office_key(session: Session) -> str:
    """Give the key of the body whose log this is; empty where nobody has said."""
    profile = session.scalars(select(OfficeProfile)).first()
    return profile.organisation_key if profile else ""


def context_of_letter(letter: Letter, text: LetterText, register: Register, *, office: str) -> LetterContext:
    """Give what a letter's citations are to be understood by; a draft is of today."""
    today = PartialDate.of_day(office_today()) if letter.is_draft else None
    return context_of(text, register, office=office, direction=letter.direction, dated=letter.dated or today)


def confirm(session: Session, link_id: int, *, version: int, work_id: int | None = None, by: str) -> None:
    """Confirm a link; `work_id` says which work is meant where the machine left it open, or meant another."""
    link = _fetch(session, link_id, version=version)
    if work_id is not None:
        _point_to_work(session, link, work_id)
    elif link.candidates and not _has_target(link):
        raise InvalidLetter("Choose which report is meant before you accept this citation.")
    _judge(session, link, LinkStanding.CONFIRMED, by=by)


def reject(session: Session, link_id: int, *, version: int, by: str) -> None:
    """Reject a link: these words cite nothing, or not this; it is not proposed again at the same words."""
    _judge(session, _fetch(session, link_id, version=version), LinkStanding.REJECTED, by=by)


def unjudge(session: Session, link_id: int, *, version: int) -> None:
    """Take a judgement back: the link asks again; one made by hand goes."""
    link = _fetch(session, link_id, version=version)
    letter_id = _letter_id(session, link)
    if link.reason == BY_HAND:
        session.delete(link)
    else:
        link.standing, link.judged_by, link.judged_at = LinkStanding.PROPOSED, "", None
    session.flush()
    index_letter(session, letter_id)


def cite(session: Session, paragraph_id: int, start: int, end: int, *, work_id: int, by: str) -> int:
    """Link words of a paragraph to a work by hand; what the machine proposed for these words gives way."""
    paragraph = session.get(Paragraph, paragraph_id)
    work = session.get(Work, work_id)
    if paragraph is None or work is None:
        raise NotFound("The paragraph or the report is no longer in the log: open the letter again.")
    words = paragraph.text[start:end]
    if not words.strip() or start < 0:
        raise InvalidLetter("Select the words that cite the report first.")
    for link in _by_paragraph(session, paragraph.letter_id)[paragraph.id]:
        overlaps = link.start < end and start < link.end
        if overlaps and not link.is_judged and link.kind in WORK_KINDS:
            session.delete(link)
    made = Link(
        paragraph_id=paragraph.id,
        start=start,
        end=end,
        words=words,
        kind=CitationKind(work.kind.value),
        confidence=Confidence.CERTAIN,
        reason=BY_HAND,
        work_id=work.id,
    )
    session.add(made)
    session.flush()
    _judge(session, made, LinkStanding.CONFIRMED, by=by)
    return made.id


def confirm_all(session: Session, letter_id: int, *, by: str) -> int:
    """Confirm every link of a letter that names one thing; give how many. Those that ask or are gaps stay.

    So do those of paragraphs that were taken out of a draft: nobody sees them.
    """
    standing = {paragraph.id for paragraph in standing_paragraphs(session, letter_id)}
    links = (link for link in links_of(session, letter_id) if link.paragraph_id in standing)
    waiting = [link for link in links if not link.is_judged and _has_target(link)]
    for link in waiting:
        link.standing, link.judged_by, link.judged_at = LinkStanding.CONFIRMED, by, now()
    session.flush()
    index_letter(session, letter_id)
    return len(waiting)


def correct(session: Session, link_id: int, *, version: int) -> None:
    """Put a draft's words right as the link's check proposes, and find the paragraph's links again."""
    link = _fetch(session, link_id, version=version)
    paragraph = session.get_one(Paragraph, link.paragraph_id)
    letter = fetch_letter(session, paragraph.letter_id)
    if not letter.is_draft:
        raise InvalidLetter("This letter has gone: its words can no longer be changed.")
    refuse_in_word(session, letter.id)
    check = next((check for check in link.checks if check.get("correction")), None)
    if check is None:
        raise InvalidLetter("There is no correction to make here: change the words in the letter.")
    words = corrected(link.words, CheckCode(check["code"]), str(check["correction"]))
    before = paragraph.text
    after = before[: link.start] + words + before[link.end :]
    paragraph.text = after
    others = [other for other in _by_paragraph(session, letter.id)[paragraph.id] if other is not link]
    follow_links(others, before=before, after=after)
    link.words, link.end = words, link.start + len(words)
    session.flush()
    relink_letter(session, letter.id, register=office_register(session))


def in_house_form(session: Session, work_id: int) -> str:
    """Give the words that cite a work in house style: 'Title' (Month Year), or a programme's name."""
    work = session.get(Work, work_id)
    if work is None:
        raise NotFound("This report is no longer in the register: look for it again.")
    if isinstance(work, Programme):
        return work.title
    assert isinstance(work, Report)
    month = _month_in_words(work)
    return f"‘{work.title}’ ({month})" if month else f"‘{work.title}’"


def _month_in_words(work: Report) -> str:
    """Give the month and year of publication; the year alone where no more is known."""
    if work.published_on is None:
        return ""
    words = work.published_on.in_words().split()
    return " ".join(words[-2:])


def _register_stamp(session: Session) -> tuple[object, ...]:
    works = session.execute(
        select(func.count(), func.max(Work.id), func.sum(Work.version)).select_from(Work)
    ).one()
    bodies = session.execute(
        select(func.count(), func.max(Organisation.id), func.sum(Organisation.version)).select_from(
            Organisation
        )
    ).one()
    return (*works, *bodies)


def _by_paragraph(session: Session, letter_id: int) -> dict[int, list[Link]]:
    grouped: dict[int, list[Link]] = defaultdict(list)
    for link in links_of(session, letter_id):
        grouped[link.paragraph_id].append(link)
    return grouped


def _fetch(session: Session, link_id: int, *, version: int) -> Link:
    link = session.scalar(select(Link).where(Link.id == link_id).options(selectinload(Link.candidates)))
    if link is None:
        raise NotFound("This citation is no longer in the letter: open the letter again.")
    if link.version != version:
        raise ChangedElsewhere("A colleague has judged this citation: look at it again.")
    return link


def _point_to_work(session: Session, link: Link, work_id: int) -> None:
    work = session.get(Work, work_id)
    if work is None:
        raise NotFound("This report is no longer in the register: choose another.")
    link.work_id, link.cited_letter_id, link.organisation_id = work.id, None, None
    if link.kind is not CitationKind.GROUP:
        link.kind = CitationKind(work.kind.value)


def _has_target(link: Link) -> bool:
    return any((link.work_id, link.cited_letter_id, link.organisation_id))


def _judge(session: Session, link: Link, standing: LinkStanding, *, by: str) -> None:
    link.standing, link.judged_by, link.judged_at, link.lost = standing, by, now(), False
    session.flush()
    letter_id = _letter_id(session, link)
    about(session, session.get_one(Letter, letter_id).case_id)
    index_letter(session, letter_id)


def _letter_id(session: Session, link: Link) -> int:
    return session.get_one(Paragraph, link.paragraph_id).letter_id
