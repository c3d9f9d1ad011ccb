"""A letter written to Word: a template filled, its paragraphs numbered, each known again by its bookmark."""

import hashlib
import re

from markupsafe import Markup

from corresp_tracker.drafting.guard import careful_parts, refuse
from corresp_tracker.drafting.package import (
    main_part,
    read_parts,
    set_core_properties,
    set_custom_properties,
    tie_addresses,
    write_parts,
)
from corresp_tracker.drafting.paragraphs import paragraphs_as_xml, prepare_links, prepare_numbering
from corresp_tracker.drafting.template import (
    as_invalid_template,
    fill,
    letter_values,
    not_a_letter,
)
from corresp_tracker.values.bookmarks import IDENTITY_PROPERTY, paragraph_bookmark
from corresp_tracker.values.draft import DraftLetter
from corresp_tracker.values.folding import folded_words

_PUBLIC = re.compile(r"https?://[^\s\"<>]+\Z", re.IGNORECASE)


def write_letter(letter: DraftLetter, *, template: bytes) -> bytes:
    """Give the Word file (.docx) of a letter; the same letter and template always give the same bytes.

    Each paragraph bears the hidden bookmark of its uid, and a custom document property of that name holds the fingerprint
    of its words; each citation bears its own bookmark, and a hyperlink where it has a public address. Fields that are
    empty leave no gap: ask `missing_fields` first what is lacking.
    Raises InvalidTemplate where the template cannot be filled, or has no place for the paragraphs.
    """
    with as_invalid_template():
        parts = careful_parts(template)
        refuse(parts)
        document = main_part(parts)
        numbering = prepare_numbering(parts, document=document, first_number=letter.first_number)
        bookmark = _first_free_bookmark(parts[document])
        ties = tie_addresses(parts, document, _addresses(letter))
        links = prepare_links(parts, document=document, ties=ties)
    paragraphs = paragraphs_as_xml(letter.paragraphs, numbering, first_bookmark=bookmark, ties=links)
    values: dict[str, object] = {**letter_values(letter)}
    # Where a letter has no paragraphs yet, an empty one keeps the template's starting paragraphs out of it.
    values["paragraphs"] = tuple(Markup(xml) for xml in paragraphs) or (Markup(""),)
    filled = read_parts(fill(write_parts(parts, compressed=False), values))
    if any(filled[document].count(paragraph_bookmark(item.uid).encode()) != 1 for item in letter.paragraphs):
        raise not_a_letter()
    _describe(filled, letter)
    return write_parts(filled)


def fingerprint(text: str) -> str:
    """Give the short mark (16 hex digits) by which a paragraph's words are known to be untouched.

    Kinds of quote, dash, case and spacing do not change it: Word alters them unasked.
    """
    return hashlib.sha256(" ".join(folded_words(text)).encode()).hexdigest()[:16]


def _addresses(letter: DraftLetter) -> tuple[str, ...]:
    """Give the public addresses that citations of the letter lead to, each once."""
    named = (each.address for item in letter.paragraphs for each in item.citations)
    return tuple(dict.fromkeys(address for address in named if _PUBLIC.match(address)))


def _describe(parts: dict[str, bytes], letter: DraftLetter) -> None:
    """Enter the file's own properties: its title, who wrote it, and which paragraph is which."""
    values = letter_values(letter)
    day = letter.dated.first.isoformat() if letter.dated else ""
    set_core_properties(
        parts,
        title=str(values["subject"]),
        author=values["letterhead"][0] if values["letterhead"] else "",
        moment=f"{day}T00:00:00Z" if day else "",
    )
    marks = {paragraph_bookmark(item.uid): fingerprint(item.text) for item in letter.paragraphs}
    if letter.identity:
        marks[IDENTITY_PROPERTY] = str(letter.identity)
    set_custom_properties(parts, marks)


def _first_free_bookmark(document: bytes) -> int:
    """Give a number for the first bookmark that the template's own do not use."""
    used = re.findall(rb'<w:bookmarkStart\b[^>]*w:id="(\d+)"', document)
    return max((int(number) for number in used), default=0) + 1
