"""The part of a work that a citation means: "recommendation 3", "its third recommendation", "page 14"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corresp_tracker.citing.numbers import ORDINALS, UNITS, number_of, ordinal_of
from corresp_tracker.values.citation import Citation, CitationKind

_NOUN = (
    r"(?P<noun>recommendation|recs?(?=\.?\s+\d)|paragraph|para|page|pp?(?=\.|\s+\d)|chapter|section|annex|appendix|figure|table|"
    r"cause of concern|area for improvement|AFI|finding)"
)
_NUMBER = (
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,2}(?:\([a-z]\))?|"
    + "|".join(UNITS[:12])
    + r"|[A-Z](?![\w’']))(?P<more>(?:,\s*\d{1,3}(?![\d.%]))+(?=,?\s*and\s+\d))?"
    r"(?:,?\s*(?P<joint>to\b|–|-|and\b|&)\s*(?P<last>\d{1,3}(?:\.\d{1,3})?)(?![\d%]))?"
)
_NUMBERED = rf"{_NOUN}s?\.?\s*(?<=[\s.])(?:number\s+|nos?\.?\s+)?{_NUMBER}"
_ORDINAL = (
    rf"(?P<ordinal>{'|'.join(ORDINALS[:12])}|\d{{1,2}}(?:st|nd|rd|th)|final|last|key|"
    rf"main)\s+(?P<noun2>recommendation|cause of concern|chapter|finding|area for improvement)"
)
LOCATOR = re.compile(rf"(?:\bthe\s+)?\b(?:{_NUMBERED}|{_ORDINAL})\b", re.IGNORECASE)
_LOCATOR_LEADS = re.compile(
    rf"(?:{_NUMBERED}|{_ORDINAL}),?\s+(?:of|in|from|at)\s+(?:the\s+)?[‘'“\"]?\Z", re.IGNORECASE
)
_LOCATOR_FOLLOWS = re.compile(rf"(?:,\s+|\s+\()(?:at\s+)?{_NUMBERED}\b(?!\s+of\b)", re.IGNORECASE)
_LEADS_TO = re.compile(
    r",?\s+(?:of|in|from|at|to|on)\s+(?:the\s+|our\s+|your\s+|HMIC(?:FRS)?['’]s\s+|"
    r"Ofsted['’]s\s+)?(?:[\w-]+\s+){0,3}?[‘'“\"]?\Z"
)
_FOLLOWS = re.compile(
    r"\??(?:,|;|:)?\s*[(\[]?(?:(?:see|at|of which|where|whose|(?:and )?in particular|especially),?\s+)?(?:its\s+)?\Z"
)
_OF_ANOTHER = re.compile(r"\s+of\s")
_BEFORE_GAP, _AFTER_GAP = 60, 24
_SHORT = {
    "rec": "recommendation",
    "recs": "recommendation",
    "para": "paragraph",
    "p": "page",
    "pp": "page",
    "afi": "area for improvement",
}


@dataclass(frozen=True, slots=True)
class Located:
    """A locator where it stands, in one form: "recommendation 3", "paragraph 3.12", "pages 14 to 16"."""

    start: int
    end: int
    words: str


def locators_in(text: str) -> Iterator[Located]:
    """Give every locator of a text; whose it is, its surroundings say."""
    for match in LOCATOR.finditer(text):
        yield Located(match.start(), match.end(), _in_one_form(match))


def is_located(text: str, start: int, end: int) -> bool:
    """Say whether a part of the words from `start` to `end` is cited with them: "page 8 of ...", "..., page 8"."""
    lead = text[max(0, start - _BEFORE_GAP) : start]
    return bool(_LOCATOR_LEADS.search(lead) or _LOCATOR_FOLLOWS.match(text, end))


def _in_one_form(match: re.Match[str]) -> str:
    noun = (match["noun"] or match["noun2"]).lower()
    noun = _SHORT.get(noun, noun)
    if match["ordinal"]:
        said = match["ordinal"].lower()
        return f"{said} {noun}" if said in ("final", "last", "key", "main") else f"{noun} {ordinal_of(said)}"
    number = match["number"]
    number = str(number_of(number)) if number.lower() in UNITS else number
    if not match["last"]:
        return f"{noun} {number}"
    return f"{noun}s {number}{match['more'] or ''} {_joint(match, number)} {match['last']}"


def _joint(match: re.Match[str], number: str) -> str:
    """Give "to" for a run of parts, of which two neighbours are the shortest, and "and" for parts here and there."""
    if match["joint"].lower() not in ("and", "&"):
        return "to"
    is_run = number.isdigit() and match["last"] == str(int(number) + 1)
    return "to" if is_run and not match["more"] else "and"


def with_locators(text: str, located: Sequence[Located], citations: Sequence[Citation]) -> list[Citation]:
    """Give each citation of a report the locator that stands right before or after it, and its words with it.

    One that is to be put right keeps its words: what is wrong stands in them.
    """
    return [_with_locator(text, located, citation) for citation in citations] if located else list(citations)


def _with_locator(text: str, located: Sequence[Located], citation: Citation) -> Citation:
    if citation.kind is not CitationKind.REPORT or citation.locator:
        return citation
    found = _beside(text, citation, located)
    if found is None:
        return citation
    if citation.checks:
        return replace(citation, locator=found.words)
    start, end = min(citation.start, found.start), max(citation.end, found.end)
    if text[end : end + 1] == ")" and text[start:end].count("(") > text[start:end].count(")"):
        end += 1
    return replace(citation, locator=found.words, start=start, end=end, words=text[start:end])


def is_beside(text: str, citation: Citation, located: Located) -> bool:
    """Say whether a locator stands right beside a citation, which then bears it."""
    return _beside(text, citation, (located,)) is not None


def _beside(text: str, citation: Citation, located: Sequence[Located]) -> Located | None:
    for each in located:
        between = text[each.end : citation.start]
        if each.end <= citation.start and len(between) <= _BEFORE_GAP and _LEADS_TO.fullmatch(between):
            return each
        between = text[citation.end : each.start]
        follows = citation.end <= each.start and len(between) <= _AFTER_GAP and _FOLLOWS.fullmatch(between)
        if follows and not _OF_ANOTHER.match(text, each.end):
            return each
        if citation.start <= each.start and each.end <= citation.end:
            return each
    return None
