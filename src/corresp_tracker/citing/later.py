"""Later mentions: words that name a work only by what the letter has cited before, "that report", "ibid."."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corresp_tracker.citing.locators import Located, locators_in
from corresp_tracker.citing.passage import Passage
from corresp_tracker.values.citation import Citation, CitationKind, Confidence

_REPORT_NOUN = r"(?:report|review|thematic|publication|overview|study)"
_REPORT = re.compile(
    rf"\b(?:(?P<pointing>(?:that|the\s+same|the\s+above(?:[-\s]mentioned)?|the\s+aforementioned|the\s+said|"
    rf"the\s+latter|the\s+former|"
    rf"the\s+earlier|the\s+first|the\s+second)(?:\s+(?:(?!(?:its|this|the|their|our|your|a|an|his|her|my|"
    rf"every|each|no|any)\b)[\w-]+\s+)?{_REPORT_NOUN})?)(?!\s+(?:on|into|about|by)\b)|(?P<plain>(?:this|"
    rf"the)\s+{_REPORT_NOUN}\b(?!\s+(?:of|on|into|about|by|from|that|which|you|we|I|entitled|called|"
    rf"published|dated|and|for|to)\b|\s*[‘'“\"(])))\b"
    r"(?:['’]s\b)?",
    re.IGNORECASE,
)
_NEEDS_NOUN = re.compile(r"^(?:that|the same|the first|the second|the said|the earlier)$", re.IGNORECASE)
_IBID = re.compile(r"\b(?:ibid|ibidem|op\.?\s*cit|loc\.?\s*cit)\b\.?", re.IGNORECASE)
_SEVERAL = re.compile(
    rf"\b(?:both|those|these|the\s+two|all\s+three)\s+(?:of\s+(?:these|those)\s+)?{_REPORT_NOUN}s\b",
    re.IGNORECASE,
)
_PROGRAMME = re.compile(
    r"\b(?:that|this|the\s+same|the\s+above)\s+(?:[\w-]+\s+)?programme(?:\s+of\s+inspections?)?\b|"
    r"\b(?:these|those)\s+(?:joint\s+)?inspections\b",
    re.IGNORECASE,
)
_ITS = re.compile(r"\b(?:[Ii]ts|[Tt]he\s+report['’]s|[Tt]hat\s+report['’]s|[Tt]heir)\s+\Z")
_NOT_ITS = re.compile(r"\s+(?:of|in|to|above|below|from)\b(?!\s+(?:the\s+)?(?:report|that)\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]['’”\"]?\s+(?=[A-Z‘'“\"])")
_NEAR = 2
"""Paragraphs back in which what is meant may stand."""
_REPORTS = frozenset({CitationKind.REPORT})
_PROGRAMMES = frozenset({CitationKind.PROGRAMME, CitationKind.GROUP})


@dataclass(frozen=True, slots=True)
class _Meant:
    """What words may point back to: the works, nearest first, and whether they stand in the same paragraph."""

    citations: tuple[Citation, ...]
    here: bool

    @property
    def works(self) -> tuple[str, ...]:
        """The keys of the works, each once."""
        return tuple(dict.fromkeys(each.work or "" for each in self.citations))


def cite_later(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give each later mention; `citations` are those of this paragraph, in order."""
    located = list(locators_in(passage.text))
    yield from _parts(passage, citations, located)
    yield from _ibid(passage, citations)
    for match in _REPORT.finditer(passage.text):
        said = match["pointing"]
        if said and _NEEDS_NOUN.match(said):
            continue
        meant = _before(passage, citations, match.start(), _REPORTS)
        if meant and (said or meant.here):
            yield _mention(passage, match.start(), match.end(), meant, CitationKind.REPORT)
    for match in _SEVERAL.finditer(passage.text):
        meant = _before(passage, citations, match.start(), _REPORTS)
        if meant and len(meant.works) > 1:
            yield _mention(passage, match.start(), match.end(), meant, CitationKind.REPORT)
    for match in _PROGRAMME.finditer(passage.text):
        meant = _before(passage, citations, match.start(), _PROGRAMMES)
        if meant:
            yield _mention(passage, match.start(), match.end(), meant, CitationKind.PROGRAMME)


def _parts(passage: Passage, citations: Sequence[Citation], located: Sequence[Located]) -> Iterator[Citation]:
    """Give "its third recommendation", and "Recommendation 3" where one report alone can be meant."""
    text = passage.text
    for each in located:
        its = _ITS.search(text[max(0, each.start - 20) : each.start])
        if not its and _NOT_ITS.match(text, each.end):
            continue
        meant = _before(passage, citations, each.start, _REPORTS)
        if meant is None or (not its and (len(meant.works) > 1 or not each.words.startswith(_OWN_PARTS))):
            continue
        start = each.start - (its.end() - its.start()) if its else each.start
        yield _mention(passage, start, each.end, meant, CitationKind.REPORT, locator=each.words)


_OWN_PARTS = ("recommendation", "cause of concern", "final recommendation", "key recommendation")


def _ibid(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    for match in _IBID.finditer(passage.text):
        meant = _before(passage, citations, match.start(), _REPORTS)
        if meant:
            last = _Meant(meant.citations[:1], meant.here)
            yield _mention(passage, match.start(), match.end(), last, CitationKind.REPORT)


def _before(
    passage: Passage, citations: Sequence[Citation], at: int, kinds: frozenset[CitationKind]
) -> _Meant | None:
    """Give what was cited last before a place: in this paragraph, or in the last one near by that cites anything.

    Where the nearest sentence cites one work, that one is meant; where it cites several, all may be.
    """
    here = [each for each in citations if each.end <= at and each.kind in kinds]
    if here:
        return _Meant(tuple(_of_last_sentence(passage.text, here)), here=True)
    for paragraph in reversed(passage.told.paragraphs[-_NEAR:]):
        told = [each for each in paragraph if each.kind in kinds]
        if told:
            return _Meant(tuple(reversed(told)), here=False)
    return None


def _of_last_sentence(text: str, here: Sequence[Citation]) -> list[Citation]:
    last = here[-1]
    begins = max((match.end() for match in _SENTENCE.finditer(text, 0, last.start)), default=0)
    return [each for each in reversed(here) if each.start >= begins]


def _mention(
    passage: Passage, start: int, end: int, meant: _Meant, kind: CitationKind, *, locator: str = ""
) -> Citation:
    works = meant.works
    one = works[0] if len(works) == 1 and works[0] else None
    first = meant.citations[0]
    candidates = [key for each in meant.citations for key in ((each.work,) if each.work else each.candidates)]
    return passage.citation(
        start,
        end,
        kind,
        Confidence.LIKELY if one else Confidence.POSSIBLE,
        f"means {first.words}"
        if one
        else f"{len(dict.fromkeys(candidates))} works cited before may be meant",
        work=one,
        candidates=tuple(dict.fromkeys(candidates)),
        locator=locator,
        later=True,
    )
