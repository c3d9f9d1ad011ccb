"""Reports that a paragraph names and the register does not hold, and titles that are not quite right."""

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz

from corresp_tracker.citing.names import names_of_report
from corresp_tracker.citing.register import Register
from corresp_tracker.citing.surroundings import Surroundings, surroundings
from corresp_tracker.values.citation import Check, CheckCode, Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import LetterParagraph
from corresp_tracker.values.partial_date import MONTHS

_QUOTED = re.compile(
    r"(?<!\w)(?P<open>[‘'\"“])(?P<words>[A-Z0-9].{2,180}?)(?<=[\w?!.])(?P<close>[’'\"”])(?=[\s,.;:)]|\Z)"
)
_DATED_TITLE = re.compile(
    r"(?:^|(?<=[,;:.]\s)|(?<=\bsee\s))(?P<words>[A-Z][^()‘’“”\".;]{8,180}?)(?=\s\((?:published )?"
    rf"(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)}) \d{{4}}\))"
)
# A sentence that leads up to a quoted title is no part of it.
_QUOTED_WITHIN = re.compile(r"(?<!\w)'[A-Z0-9].*'\Z")
_ALIKE = 82
_RARE = 40
_OFFERED = 5


def cite_gaps(paragraph: LetterParagraph, register: Register) -> Iterator[Citation]:
    """Give each quoted, italic or dated title that no name of the register is.

    Quotes alone are no title: a date in brackets or the word report must stand beside them.
    """
    for start, end in _marked(paragraph):
        around = surroundings(paragraph, start, end)
        dated = around.date is not None and around.date.in_brackets
        if dated or around.report_word:
            yield _gap(paragraph, start, end, around, register)


def _marked(paragraph: LetterParagraph) -> Iterator[tuple[int, int]]:
    for match in _QUOTED.finditer(paragraph.text):
        yield match.span("words")
    for match in _DATED_TITLE.finditer(paragraph.text):
        if not _QUOTED_WITHIN.search(match["words"]):
            yield match.span("words")
    for start, end in paragraph.italics:
        if len(folded_words(paragraph.text[start:end])) > 1:
            yield start, end


def _gap(
    paragraph: LetterParagraph, start: int, end: int, around: Surroundings, register: Register
) -> Citation:
    words = paragraph.text[start:end]
    alike = _titles_alike(words, register)
    checks: tuple[Check, ...] = ()
    reason = "not held: no report of the register has this title"
    if alike:
        best = register.reports[alike[0]]
        reason = f"the title is nearly that of {best.title}"
        checks = (Check(CheckCode.TITLE_DIFFERS, f"The register's title is {best.title}.", best.title),)
    return Citation(
        start=around.start,
        end=around.end,
        words=paragraph.text[around.start : around.end],
        kind=CitationKind.REPORT,
        confidence=Confidence.POSSIBLE,
        reason=reason,
        candidates=alike,
        cited_date=around.date.date if around.date else None,
        checks=checks,
    )


def _titles_alike(words: str, register: Register) -> tuple[str, ...]:
    """Give the reports whose title is nearly this, best first; only those that share a rare word are compared."""
    folded = folded_words(words)
    shared: Counter[str] = Counter()
    for word in set(folded):
        keys = register.reports_by_word.get(word, ())
        if len(word) > 3 and len(keys) <= _RARE:
            shared.update(keys)
    scored = [(_likeness(" ".join(folded), register, key), key) for key, _ in shared.most_common(_RARE)]
    return tuple(key for score, key in sorted(scored, reverse=True) if score >= _ALIKE)[:_OFFERED]


def _likeness(folded: str, register: Register, key: str) -> float:
    names = names_of_report(register.reports[key])
    return max(fuzz.ratio(folded, " ".join(folded_words(name.words))) for name in names)
