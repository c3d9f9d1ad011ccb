"""What a later mention may point back to: the works that a letter cited last, before some words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corresp_tracker.citing.passage import Passage
from corresp_tracker.values.citation import Citation, CitationKind, Confidence

REPORTS = frozenset({CitationKind.REPORT})
PROGRAMMES = frozenset({CitationKind.PROGRAMME, CitationKind.GROUP})
NEAR = 2
"""Paragraphs back in which what is meant may stand."""
_SENTENCE = re.compile(r"[.!?]['’”\"]?\s+(?=[A-Z‘'“\"])")
_THEY_REPORTED = (
    r"\b(?:Committee|Commission(?:er)?|Office|Government|Inquiry|College|Council|Department|Agency|Association|Authority"
    r"|Ombudsman|Institute|University|Board|[Ff]orce|charity|[Tt]hey|[Hh]e|[Ss]he)\s+"
    r"(?:(?!(?:was|were|is|are|been|being)\b)\w+\s+){0,2}?(?:reported|published|produced|issued|released)\b"
)
_INSPECTED_A_PLACE = r"\b(?:inspected|visited)\s+(?:the\s+)?[A-Z][a-z]+"
_ANOTHERS = re.compile(
    rf"{_THEY_REPORTED}|{_INSPECTED_A_PLACE}|"
    r"\b(?:an?|another|any|every|his|her|their|(?:my|our|your|the(?:ir)?|its)\s+own|[\w-]+(?:['’]s|s['’]))\s+"
    r"(?:(?!(?:of|in|on|to|is|was)\b)[\w-]+\s+){0,3}?(?:report|review|study|thematic)\b|"
    r"\b(?:report|review|study)\s+(?:by|from|of|on|into|about)\s|\b(?:both|all|these|those|two|three)\s+(?:\w+\s+)?reports\b"
)
"""Words for a report that is no citation: after them "that report" may be it."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What words may point back to: the works, nearest first, and whether they stand in the same paragraph.

    `sure` is false where another report, which is not cited, was spoken of in between.
    """

    citations: tuple[Citation, ...]
    here: bool
    sure: bool = True

    @property
    def works(self) -> tuple[str, ...]:
        """The keys of the works, each once; empty for one that was left open."""
        return tuple(dict.fromkeys(each.work or "" for each in self.citations))

    @property
    def in_order(self) -> tuple[str, ...]:
        """The keys of the works in the order in which they were cited."""
        return tuple(dict.fromkeys(each.work or "" for each in reversed(self.citations)))


def cited_last(
    passage: Passage,
    citations: Sequence[Citation],
    at: int,
    kinds: frozenset[CitationKind],
    *,
    whole_paragraph: bool = False,
) -> Meant | None:
    """Give what was cited last before a place: in this paragraph, or in the last one near by that cites anything.

    Where the nearest sentence cites one work, that one is meant; where it cites several, all may be. For words that
    point at more than the nearest sentence, `whole_paragraph` takes all of it.
    """
    here = [each for each in _read_as(passage, citations, kinds) if each.end <= at]
    since = here[-1].end if here else 0
    sure = not _speaks_of_another(passage, citations, since, at) if kinds is REPORTS else True
    if here:
        nearest = here[::-1] if whole_paragraph else _of_last_sentence(passage.text, here)
        return Meant(tuple(nearest), here=True, sure=sure)
    told_before = list(zip(passage.told.paragraphs, passage.told.others, strict=True))
    for paragraph, other in reversed(told_before[-NEAR:]):
        told = _read_as(passage, paragraph, kinds)
        sure = sure and not (other and kinds is REPORTS)
        if told:
            return Meant(tuple(reversed(told)), here=False, sure=sure)
    return _only_one_so_far(passage, kinds) if sure else None


def _read_as(
    passage: Passage, citations: Sequence[Citation], kinds: frozenset[CitationKind]
) -> list[Citation]:
    """Give those of some kinds; an edition of a programme ("PEEL 2018/19") may be one of its reports, left open."""
    found: list[Citation] = []
    for each in citations:
        if each.kind in kinds:
            found.append(each)
        elif kinds is REPORTS and each.edition:
            reports = tuple(key for key in each.candidates if key in passage.register.reports)
            if reports:
                found.append(replace(each, work=None, candidates=reports))
    return found


def _only_one_so_far(passage: Passage, kinds: frozenset[CitationKind]) -> Meant | None:
    """Give the one work that the letter has cited at all, however far back, where it has spoken of no other."""
    told = [each for paragraph in passage.told.paragraphs for each in paragraph if each.kind in kinds]
    one = len({each.work for each in told}) == 1 and told[0].work is not None
    return Meant((told[-1],), here=False) if one and not any(passage.told.others) else None


def several_before(passage: Passage, citations: Sequence[Citation], at: int) -> Meant | None:
    """Give the works that "both reports" may mean: those of the paragraph, and of the ones before it until there are two.

    They are never sure: each of them is offered.
    """
    found = [each for each in citations if each.end <= at and each.kind in REPORTS][::-1]
    for paragraph in reversed(passage.told.paragraphs):
        if len({each.work for each in found if each.work}) > 1:
            break
        found += [each for each in reversed(paragraph) if each.kind in REPORTS]
    meant = Meant(tuple(found), here=False)
    return meant if len([key for key in meant.works if key]) > 1 else None


def ends_with_another(passage: Passage, citations: Sequence[Citation]) -> bool:
    """Say whether a paragraph, after the last report that it cites, speaks of one that is no citation."""
    last = max((each.end for each in citations if each.kind in REPORTS), default=0)
    return _speaks_of_another(passage, citations, last, len(passage.text))


def _speaks_of_another(passage: Passage, citations: Sequence[Citation], since: int, at: int) -> bool:
    works = [each for each in citations if each.kind in REPORTS | PROGRAMMES]
    return any(
        not any(each.start < match.end() and match.start() < each.end for each in works)
        for match in _ANOTHERS.finditer(passage.text, since, at)
    )


def _of_last_sentence(text: str, here: Sequence[Citation]) -> list[Citation]:
    last = here[-1]
    begins = max((match.end() for match in _SENTENCE.finditer(text, 0, last.start)), default=0)
    return [each for each in reversed(here) if each.start >= begins]


def mention(
    passage: Passage, start: int, end: int, meant: Meant, kind: CitationKind, *, locator: str = ""
) -> Citation:
    """Make the citation of what is meant: linked where that is one work, and sure."""
    works = meant.works
    one = works[0] if len(works) == 1 and works[0] and meant.sure else None
    first = meant.citations[0]
    candidates = [key for each in meant.citations for key in ((each.work,) if each.work else each.candidates)]
    offered = tuple(dict.fromkeys(candidates))
    reason = f"means {_as_first_named(passage, first)}"
    if not one:
        number = f"{len(offered)} works cited before may be meant"
        reason = number if meant.sure else "a report cited before, or another that is spoken of"
    return passage.citation(
        start,
        end,
        kind,
        Confidence.LIKELY if one else Confidence.POSSIBLE,
        reason,
        work=one,
        candidates=offered,
        locator=locator,
        later=True,
    )


def _as_first_named(passage: Passage, citation: Citation) -> str:
    """Give the words of a citation, or the title for one that is itself only a later mention."""
    report = passage.register.reports.get(citation.work or "") if citation.later else None
    return report.short_title or report.title if report else citation.words
