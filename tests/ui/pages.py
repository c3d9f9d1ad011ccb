"""Letters as windows get them, made by hand. They are examples."""

from typing import Any

from corresp_tracker.model.letters import LetterRole
from corresp_tracker.model.works import LinkStanding
from corresp_tracker.store.lists import LetterPage, PageCandidate, PageLink, PageParagraph
from corresp_tracker.values.citation import CitationKind, Confidence
from corresp_tracker.values.letter_text import Direction, PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate


def page(*texts: str, links: tuple[PageLink, ...] = (), **changes: Any) -> LetterPage:
    """A letter of these paragraphs, labelled 1, 2, 3, with ids counted from 1."""
    said: dict[str, Any] = {
        "id": 1,
        "case_id": 1,
        "reference": "INS/2016/0001",
        "subject": "CHILD PROTECTION",
        "direction": Direction.IN,
        "role": LetterRole.ORIGINAL,
        "standing": "received",
        "stage": "logged",
        "dated": PartialDate("2016-10-17"),
        "received": None,
        "dispatched": None,
        "means": "",
        "our_reference": "",
        "their_reference": "",
        "marking": "OFFICIAL",
        "handling": "",
        "held_at": "",
        "salutation": "Dear Chief Inspector",
        "sign_off": "Yours sincerely",
        "enclosures": (),
        "senders": (PrintedCorrespondent(post="Chief Inspector", organisation="Example Inspectorate"),),
        "addressees": (),
        "copy_to": (),
        "on_behalf_of": (),
        "paragraphs": tuple(paragraph(number, text) for number, text in enumerate(texts, start=1)),
        "links": links,
        "documents": (),
        "template": "",
        "answers_id": None,
        "head": 1,
        "version": 1,
    }
    return LetterPage(**(said | changes))


def paragraph(number: int, text: str, **changes: Any) -> PageParagraph:
    said: dict[str, Any] = {
        "id": number,
        "uid": f"{number:032x}",
        "label": str(number),
        "level": 0,
        "text": text,
        "italics": (),
        "numbered": True,
        "version": 1,
    }
    return PageParagraph(**(said | changes))


def link(number: int, text: str, words: str, *, paragraph_id: int = 1, **changes: Any) -> PageLink:
    """A link at the first place of some words in a paragraph's text; certain unless it is said otherwise."""
    start = text.index(words)
    said: dict[str, Any] = {
        "id": number,
        "paragraph_id": paragraph_id,
        "start": start,
        "end": start + len(words),
        "words": words,
        "kind": CitationKind.REPORT,
        "standing": LinkStanding.PROPOSED,
        "confidence": Confidence.CERTAIN,
        "reason": "title in full",
        "work_id": 7,
        "work_key": "in-harms-way",
        "publishers": "",
        "url": "",
        "work_title": "In Harm's Way",
        "published_on": PartialDate("2015-07-02"),
        "inspected_on": None,
        "cited_letter_id": None,
        "cited_letter_reference": "",
        "organisation_name": "",
        "cited_date": None,
        "edition": "",
        "locator": "",
        "later": False,
        "checks": (),
        "candidates": (),
        "judged_by": "",
        "lost": False,
        "is_gap": False,
        "asks": False,
        "version": 1,
    }
    return PageLink(**(said | changes))


def asking(number: int, text: str, words: str, **changes: Any) -> PageLink:
    """A link that a person must choose for, from two candidates."""
    candidates = tuple(
        PageCandidate(
            work_id=work, key=f"work-{work}", title=f"Report {work}", published_on=None, inspected_on=None
        )
        for work in (11, 12)
    )
    said: dict[str, Any] = {
        "work_id": None,
        "work_title": "",
        "confidence": Confidence.POSSIBLE,
        "asks": True,
        "candidates": candidates,
    }
    return link(number, text, words, **(said | changes))


def gap(number: int, text: str, words: str, **changes: Any) -> PageLink:
    """A link to a report that the register lacks."""
    said: dict[str, Any] = {
        "work_id": None,
        "work_title": "",
        "confidence": Confidence.POSSIBLE,
        "is_gap": True,
        "asks": True,
        "reason": "not held: no report of the register has this title",
    }
    return link(number, text, words, **(said | changes))
