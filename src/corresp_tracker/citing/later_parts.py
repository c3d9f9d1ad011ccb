"""Parts of a work that was cited before: "its third recommendation", "Recommendation 3", "at page 22 it says"."""

import re
from collections.abc import Iterator, Sequence

from corresp_tracker.citing.locators import Located, is_beside
from corresp_tracker.citing.meant import NEAR, REPORTS, cited_last, mention
from corresp_tracker.citing.numbers import ORDINALS, ordinal_of
from corresp_tracker.citing.passage import Passage
from corresp_tracker.values.citation import Citation, CitationKind

_ITS = re.compile(r"\b(?:[Ii]ts|[Tt]he\s+report['’]s|[Tt]hat\s+report['’]s)\s+\Z")
_THEIRS = re.compile(r"\b(?:[Tt]heir|[Hh]is|[Hh]er)\s+\Z")
_IT_SAYS = re.compile(r",?\s+it\s+(?!is\b|was\b|would\b|may\b|seems\b)\w", re.IGNORECASE)
_IN_THE_REPORT = re.compile(
    r"\s+(?:of|in|from)\s+(?:the|that|this)\s+report\b(?!\s+(?:of|on|into|by|from)\b)", re.IGNORECASE
)
_NOT_ITS = re.compile(r"\s+(?:of|in|to|above|below|from)\b(?!\s+(?:the\s+)?(?:report|that)\b)", re.IGNORECASE)
_OWN_PARTS = ("recommendation", "cause of concern", "final recommendation", "key recommendation")
_ANY_PARTS = ("paragraph", "page", "chapter")
_ANOTHER_TEXT = re.compile(
    r"\b(?:letters?|minutes|papers?|Act|Bill|articles?|e-?mail|note|agenda|code|guidance|submission|statement)\b"
)
_ONE_OF_ITS = re.compile(
    rf"\b(?:[Tt]he\s+)?(?P<ordinal>{'|'.join(ORDINALS[:12])})\s+of\s+(?:its|the\s+report['’]s|that\s+report['’]s)\s+"
    r"(?:\w+\s+)?(?P<noun>recommendation|area for improvement|cause of concern|chapter|finding)s\b",
    re.IGNORECASE,
)
"""One part of several: "the third of its recommendations"."""
_OF_IT = re.compile(r"\b(?:the|that|this)\s+report\b(?:['’]s)?(?!\s+(?:of|on|into|by|from|to)\b)")
"""Words for the report that was cited before: no other is spoken of."""
_AT_IT = re.compile(r"(?:\A|[.;]\s+)(?:[Aa]t|[Oo]n|[Ii]n)\s+\Z")
_WE_SAID = re.compile(
    r"(?:\s+(?:and|to)\s+\d+)?,?\s+(?:we|you|I|HMICFRS|HMIC|Ofsted|inspectors|the\s+inspectorate)\s+(?:also\s+)?"
    r"(?:said|say|found|find|set\s+out|explained?|describe[sd]?|asked?|recommend(?:ed)?|reported|noted|give|gave|list(?:ed)?)\b"
)
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z‘'“\"])")


def cite_parts(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give each part whose work was cited before: said to be its, or where one report alone can be meant."""
    text = passage.text
    yield from _of_its(passage, citations)
    citations = list(citations)
    for each in passage.located:
        its = _ITS.search(text[max(0, each.start - 20) : each.start])
        if any(own.locator == each.words and is_beside(text, own, each) for own in citations):
            continue
        in_report = _IN_THE_REPORT.match(text, each.end)
        is_its = bool(its or in_report or _IT_SAYS.match(text, each.end))
        if _THEIRS.search(text[max(0, each.start - 20) : each.start]):
            continue
        if not is_its and _NOT_ITS.match(text, each.end):
            continue
        meant = cited_last(passage, citations, each.start, REPORTS)
        if meant is None or not (
            is_its
            or _is_the_only_one(passage, citations, each)
            or _is_of_sentence(text, citations, each)
            or _is_where_said(passage, citations, each)
        ):
            continue
        start = each.start - (its.end() - its.start()) if its else each.start
        end = in_report.end() if in_report else each.end
        cited = mention(passage, start, end, meant, CitationKind.REPORT, locator=each.words)
        citations.append(cited)  # what follows may be of the same work
        yield cited


def _of_its(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give "the third of its recommendations"."""
    for match in _ONE_OF_ITS.finditer(passage.text):
        meant = cited_last(passage, citations, match.start(), REPORTS)
        if meant:
            locator = f"{match['noun'].lower()} {ordinal_of(match['ordinal'].lower())}"
            yield mention(passage, *match.span(), meant, CitationKind.REPORT, locator=locator)


def _is_the_only_one(passage: Passage, citations: Sequence[Citation], located: Located) -> bool:
    """Say whether a part that is nobody's by its own words can only be of one report."""
    if not located.words.startswith(_OWN_PARTS):
        return False
    here = [each for each in citations if each.end <= located.start and each.kind in REPORTS]
    if not here and "report" in _OF_IT.sub("", passage.lower[: located.start]):
        return False
    near = [each for told in passage.told.paragraphs[-NEAR:] for each in told if each.kind in REPORTS]
    return len({each.work or each.words for each in here or near}) == 1


def _is_where_said(passage: Passage, citations: Sequence[Citation], located: Located) -> bool:
    """Say whether a page or paragraph opens a sentence that goes on with what was said there, and of one report."""
    text = passage.text
    if not _AT_IT.search(text, 0, located.start) or not _WE_SAID.match(text, located.end):
        return False
    here = [each for each in citations if each.end <= located.start and each.kind in REPORTS]
    near = [each for told in passage.told.paragraphs[-NEAR:] for each in told if each.kind in REPORTS]
    works = {each.work for each in here or near}
    return len(works) == 1 and None not in works and not _ANOTHER_TEXT.search(text, 0, located.start)


def _is_of_sentence(text: str, citations: Sequence[Citation], located: Located) -> bool:
    """Say whether a part stands in a sentence that cites one report before it, and speaks of no other text."""
    if not located.words.startswith(_ANY_PARTS):
        return False
    begins = max((match.end() for match in _SENTENCE.finditer(text, 0, located.start)), default=0)
    here = [each for each in citations if begins <= each.start and each.end <= located.start]
    works = {each.work for each in here if each.kind in REPORTS}
    return len(works) == 1 and None not in works and not _ANOTHER_TEXT.search(text, begins, located.start)
