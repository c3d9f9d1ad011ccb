"""What a citation of a report that is not held tells of it: enough to add the report by two keys."""

import re
from collections.abc import Iterable

from sqlalchemy.orm import Session

from corresp_tracker.casework.links import context_for, office_register
from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.register import Register
from corresp_tracker.errors import NotFound
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.works import Link
from corresp_tracker.values.register_facts import OrganisationFacts, ReportFacts

_QUOTED = re.compile(r"[‘“\"'](?P<words>.+)[’”\"']")
_DATED_AFTER = re.compile(
    r",?\s*[(\[]?(?:published (?:on |in )?)?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:[A-Z][a-z]+ )?(?:19|20)\d\d[)\]]?\s*\Z"
)
_WHOSE = re.compile(r"(?:(?P<ours>our|my)|(?P<yours>your))\b[^.;:]{0,40}\Z", re.IGNORECASE)
_WHOSE_FIRST = re.compile(r"(?:(?P<ours>our|my)|(?P<yours>your))\s+", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d(?:[/–-]\d{2,4})?")
_BEFORE = 60


def facts_from_gap(session: Session, link_id: int) -> ReportFacts:
    """Read a report's facts out of the words that cite it: title, date, whose it is, and the programme named.

    Raises NotFound where the citation is gone.
    """
    link = session.get(Link, link_id)
    if link is None:
        raise NotFound("This citation is no longer in the letter: open the letter again.")
    paragraph = session.get_one(Paragraph, link.paragraph_id)
    letter = session.get_one(Letter, paragraph.letter_id)
    register = office_register(session)
    _, context = context_for(session, letter, register)
    title = title_of(link.words, _italic(paragraph, link))
    around = paragraph.text[max(0, link.start - _BEFORE) : link.start]
    years = _YEARS.findall(title)
    return ReportFacts(
        key="",
        title=title[:1].upper() + title[1:],
        publishers=_publishers(around, link.words, title, register, context),
        published_on=link.cited_date,
        programme=_programme(f"{around}{link.words}", register),
        edition=years[-1] if years else "",
    )


def title_of(words: str, italic: str = "") -> str:
    """Give the title in some words: what stands in quotes, else in italics, else all but the date and whose it is."""
    quoted = _QUOTED.search(words)
    title = (
        quoted["words"] if quoted else italic or _WHOSE_FIRST.sub("", _DATED_AFTER.sub("", words), count=1)
    )
    return " ".join(title.split()).strip(" ,.;")


def _italic(paragraph: Paragraph, link: Link) -> str:
    """Give the longest words in italics that lie in a link."""
    spans = [(max(int(start), link.start), min(int(end), link.end)) for start, end in paragraph.italics]
    found = [paragraph.text[start:end] for start, end in spans if start < end]
    return max(found, key=len, default="")


def _publishers(
    before: str, words: str, title: str, register: Register, context: LetterContext
) -> tuple[str, ...]:
    """Say whose report it is: of the body named beside the title, or of whoever writes "our", or is told "your"."""
    outside = f"{before}{words.replace(title, ' ', 1)}"
    named = [
        outside[mention.start : mention.end]
        for mention in register.mentions(outside)
        if any(each.key in register.organisations for each in mention.named)
    ]
    if named:
        return (named[-1],)
    whose = _WHOSE.search(before) or _WHOSE_FIRST.match(words)
    office = (context.ours if whose["ours"] else context.yours) if whose else ""
    return (_name_then(office, register, context),) if office else ()


def _name_then(office: str, register: Register, context: LetterContext) -> str:
    """Give the name that an office had on the letter's date: HMIC before it was HMICFRS."""
    bodies = [body for body in register.organisations.values() if register.office_of(body.key) == office]
    standing = [body for body in bodies if _stood(body, context)] or [register.organisations[office]]
    return _short(standing[0])


def _stood(body: OrganisationFacts, context: LetterContext) -> bool:
    if context.dated is None:
        return body.successor == ""
    began = body.started is None or body.started.first <= context.dated.first
    return began and (body.ended is None or context.dated.first <= body.ended.last)


def _short(body: OrganisationFacts) -> str:
    names: Iterable[str] = (*body.other_names, body.name)
    return min(names, key=len)


def _programme(text: str, register: Register) -> str:
    """Give the programme that the words name, where they name one."""
    keys = {
        each.key
        for mention in register.mentions(text)
        for each in mention.named
        if each.key in register.programmes and not each.name.needs_cue
    }
    return keys.pop() if len(keys) == 1 else ""
