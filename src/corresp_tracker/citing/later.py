"""Later mentions: words that name a work only by what the letter has cited before, "that report", "ibid."."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corresp_tracker.citing.editions import is_of_year
from corresp_tracker.citing.locators import Located, locators_in
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.topics import topic_of
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
_OF_YEAR = re.compile(rf"\b(?:the|that)\s+(?P<year>(?:19|20)\d\d)\s+{_REPORT_NOUN}\b", re.IGNORECASE)
_INSPECTION = re.compile(r"\bthat\s+(?:re-?)?inspection\b", re.IGNORECASE)
_OWNED = re.compile(
    rf"\b(?P<whose>our|your)\s+(?:own\s+|earlier\s+|overview\s+|inspection\s+|final\s+)?{_REPORT_NOUN}\b"
    r"(?!\s+(?:of|on|into|about|by|that|which|entitled|called|dated|and|for|to|will|is due)\b|\s*[,:]?\s*[‘'“\"(])",
    re.IGNORECASE,
)
_TOPICAL = re.compile(
    r"\b(?:the|that|this|our|your)\s+(?P<topic>(?:(?!and\b|of\b|the\b|a\b)[A-Za-z][\w’'-]*\s+){0,4})"
    r"(?P<noun>report|review|study|thematic|evaluation|overview|spotlight|response|assessment)\b"
    r"(?!\s+(?:on|into|about|by)\b)",
    re.IGNORECASE,
)
_KINDS_OF_REPORT = frozenset({"study", "evaluation"})
_ANY_REPORT = frozenset({"report", "review", "thematic"})
_TO_COME = re.compile(r"\b(?:look forward to|await|awaiting|expect|until)\s+\Z", re.IGNORECASE)
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
        if meant and (said or meant.here) and not _TO_COME.search(passage.text[: match.start()]):
            yield _mention(passage, match.start(), match.end(), meant, CitationKind.REPORT)
    yield from _of_year(passage, citations)
    yield from _owned(passage, citations)
    yield from _by_topic(passage, citations)
    yield from _inspection(passage, citations)
    for match in _SEVERAL.finditer(passage.text):
        meant = _before(passage, citations, match.start(), _REPORTS)
        if meant and len(meant.works) > 1:
            yield _mention(passage, match.start(), match.end(), meant, CitationKind.REPORT)
    for match in _PROGRAMME.finditer(passage.text):
        meant = _before(passage, citations, match.start(), _PROGRAMMES)
        if meant:
            yield _mention(passage, match.start(), match.end(), meant, CitationKind.PROGRAMME)


def _owned(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give "your report" where the letter has cited reports of that owner before."""
    for match in _OWNED.finditer(passage.text):
        office = passage.letter.ours if match["whose"].lower() == "our" else passage.letter.yours
        told = [*passage.told.paragraphs[-_NEAR:], [each for each in citations if each.end <= match.start()]]
        reports = [each for each in _flat(told) if office and _is_by(passage, each, office)]
        if reports:
            meant = _Meant(tuple(reversed(reports)), here=False)
            yield _mention(passage, match.start(), match.end(), meant, CitationKind.REPORT)


def _is_by(passage: Passage, citation: Citation, office: str) -> bool:
    report = passage.register.reports.get(citation.work or "")
    return report is not None and passage.register.is_by(report, office)


def _by_topic(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give "the fraud report" and "the scoping study" where one work that was cited before is named so."""
    for match in _TOPICAL.finditer(passage.text):
        told = [*passage.told.paragraphs, [each for each in citations if each.end <= match.start()]]
        topic, noun = set(topic_of(match["topic"])), match["noun"].lower()
        tells = noun in _KINDS_OF_REPORT or (bool(topic) and noun not in _ANY_REPORT)
        words = topic | {noun} if tells else topic
        reports = [each for each in _flat(told) if words and words <= _words_of(passage, each)]
        if len({each.work for each in reports}) == 1:
            meant = _Meant((reports[-1],), here=False)
            yield _mention(passage, match.start(), match.end(), meant, CitationKind.REPORT)


def _words_of(passage: Passage, citation: Citation) -> set[str]:
    report = passage.register.reports.get(citation.work or "")
    if report is None:
        return set()
    return {word for name in passage.register.names_of[report.key] for word in name.words}


def _of_year(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give "the 2014 report" where one report of that year was cited before, anywhere in the letter."""
    for match in _OF_YEAR.finditer(passage.text):
        told = [*passage.told.paragraphs, [each for each in citations if each.end <= match.start()]]
        reports = [each for each in _flat(told) if _is_of_year(passage, each, match["year"])]
        if reports:
            meant = _Meant(tuple(reversed(reports)), here=False)
            yield _mention(passage, match.start(), match.end(), meant, CitationKind.REPORT)


def _flat(told: Sequence[Sequence[Citation]]) -> list[Citation]:
    return [each for citations in told for each in citations if each.kind in _REPORTS and each.work]


def _is_of_year(passage: Passage, citation: Citation, year: str) -> bool:
    report = passage.register.reports.get(citation.work or "")
    return report is not None and (report.edition == year or is_of_year(report, year))


def _inspection(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give "that inspection" where the report cited last is that of an inspection."""
    for match in _INSPECTION.finditer(passage.text):
        meant = _before(passage, citations, match.start(), _REPORTS)
        report = passage.register.reports.get(meant.works[0]) if meant and len(meant.works) == 1 else None
        if meant and report and "inspection" in f"{report.title} {meant.citations[0].words}".lower():
            yield _mention(passage, match.start(), match.end(), meant, CitationKind.REPORT)


def _parts(passage: Passage, citations: Sequence[Citation], located: Sequence[Located]) -> Iterator[Citation]:
    """Give "its third recommendation", and "Recommendation 3" where one report alone can be meant."""
    text = passage.text
    for each in located:
        its = _ITS.search(text[max(0, each.start - 20) : each.start])
        if not its and _NOT_ITS.match(text, each.end):
            continue
        meant = _before(passage, citations, each.start, _REPORTS)
        if meant is None or (not its and not _is_the_only_one(passage, citations, each)):
            continue
        start = each.start - (its.end() - its.start()) if its else each.start
        yield _mention(passage, start, each.end, meant, CitationKind.REPORT, locator=each.words)


_OWN_PARTS = ("recommendation", "cause of concern", "final recommendation", "key recommendation")


def _is_the_only_one(passage: Passage, citations: Sequence[Citation], located: Located) -> bool:
    """Say whether a part that is nobody's by its own words can only be of one report."""
    if not located.words.startswith(_OWN_PARTS):
        return False
    here = [each for each in citations if each.end <= located.start and each.kind in _REPORTS]
    if not here and "report" in passage.lower[: located.start]:
        return False
    near = [each for told in passage.told.paragraphs[-_NEAR:] for each in told if each.kind in _REPORTS]
    return len({each.work or each.words for each in here or near}) == 1


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
