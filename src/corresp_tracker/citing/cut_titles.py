"""Titles cut short further on: "Values and culture" for what was cited in full before."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corresp_tracker.citing.marked import Mark
from corresp_tracker.citing.passage import Passage
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words

_BREAKS = re.compile(
    r"\s+(?:in|of|on|for|at|by|to|from|into|with|within|between|under)\s+|:\s+|\s+[–—-]\s+|\?\s+"
)
_LONG = 5
_FEWEST = 2
_TITLE_MARKS = (Mark.QUOTES, Mark.ITALICS)
_TELL_NOTHING = frozenset(
    {
        "report",
        "reports",
        "review",
        "inspection",
        "inspections",
        "joint",
        "thematic",
        "annual",
        "progress",
        "police",
        "policing",
        "force",
        "forces",
        "service",
        "services",
        "response",
        "effectiveness",
        "national",
        "findings",
    }
)
_PART_OF = re.compile(
    r"\b(?:recommendations?|paragraphs?|pages?|chapters?|sections?|findings?)\s+\d[\d,.\s]*(?:and\s+\d+\s+)?(?:of|in)\s+['‘“\"]?\Z",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"['’”\"]?\s+(?:also\s+|itself\s+|then\s+)?(?:said|says|found|finds|made|makes|sets?|recommended|recommends|identified|shows|showed"
    r"|reported|called|calls|concluded|concludes|noted|notes|was\s+published|set\s+out|described|describes)\b"
)


def cite_cut_titles(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give each head of a title that the letter has cited before; later mentions all.

    It begins with a capital as a title does, and it is said to say something, or a part of it is named: in any other
    place the same words may be just words.
    """
    for key, cited in _cited_before(passage, citations).items():
        report = passage.register.reports.get(key)
        for head in _heads(report.title) if report else ():
            for match in _pattern(head).finditer(passage.text):
                is_after = cited.end <= match.start() or cited not in citations
                if is_after and _stands_as_title(passage.text, match) and _is_its_own(passage, key, head):
                    yield passage.citation(
                        *match.span(),
                        CitationKind.REPORT,
                        Confidence.LIKELY,
                        f"the beginning of a title cited before, {cited.words}",
                        work=key,
                        candidates=(key,),
                        later=True,
                    )


def cite_quoted_heads(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give each beginning of a title cited before that stands in quotes or italics: "‘Custody services’"."""
    before: dict[str, Citation] | None = None
    for mark in passage.marked:
        words = folded_words(passage.text[mark.start : mark.end]) if mark.mark in _TITLE_MARKS else []
        if len(words) < _FEWEST or not passage.text[mark.start].isupper():
            continue
        before = _cited_before(passage, citations) if before is None else before
        keys = [key for key in before if _begins(passage, key, words)]
        if len(keys) == 1 and (before[keys[0]].end <= mark.start or before[keys[0]] not in citations):
            yield passage.citation(
                mark.start,
                mark.end,
                CitationKind.REPORT,
                Confidence.LIKELY,
                f"the beginning of a title cited before, {before[keys[0]].words}",
                work=keys[0],
                candidates=(keys[0],),
                later=True,
            )


def _begins(passage: Passage, key: str, words: Sequence[str]) -> bool:
    report = passage.register.reports.get(key)
    title = folded_words(report.title) if report else []
    return len(words) < len(title) and list(title[: len(words)]) == list(words)


def _is_its_own(passage: Passage, key: str, head: str) -> bool:
    """Say whether no other report of the register has a title that begins so."""
    begins = head.lower()
    return not any(
        other.key != key and other.title.lower().startswith(begins)
        for other in passage.register.reports.values()
    )


def _cited_before(passage: Passage, citations: Sequence[Citation]) -> dict[str, Citation]:
    """Give the reports that were cited before by name, each with where it was first."""
    before: dict[str, Citation] = {}
    for told in (*passage.told.paragraphs, citations):
        for each in told:
            if each.work and each.kind is CitationKind.REPORT and not each.later:
                before.setdefault(each.work, each)
    return before


@lru_cache(maxsize=20_000)
def _heads(title: str) -> tuple[str, ...]:
    """Give the heads of a title that tell it: two telling words at least, and something left off."""
    heads = (title[: match.start()] for match in _BREAKS.finditer(title))
    return tuple(head for head in heads if _tells(head))


def _tells(head: str) -> bool:
    words = [word.lower().strip("‘’“”'\",.?!") for word in head.split()]
    telling = [word for word in words if len(word) >= _LONG and word not in _TELL_NOTHING]
    return len(telling) >= _FEWEST


@lru_cache(maxsize=20_000)
def _pattern(head: str) -> re.Pattern[str]:
    first, *others = head.split()
    begins = re.escape(first[0].upper()) + f"(?i:{re.escape(first[1:])})"
    return re.compile(rf"\b{begins}" + "".join(rf"\s+(?i:{re.escape(word)})" for word in others) + r"\b")


def _stands_as_title(text: str, match: re.Match[str]) -> bool:
    """Say whether the words are said to say something, or are what a part is of."""
    return bool(
        _SAYS.match(text, match.end()) or _PART_OF.search(text[max(0, match.start() - 40) : match.start()])
    )
