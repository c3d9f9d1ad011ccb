"""Reports that a paragraph names and the register does not hold."""

import re
from collections.abc import Iterator

from corresp_tracker.citing.dates import MONTH
from corresp_tracker.citing.descriptions import not_held
from corresp_tracker.citing.marked import Mark, Marked
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.surroundings import surroundings
from corresp_tracker.values.citation import Citation, CitationKind, Confidence

NOT_HELD = "not held: no report of the register has this title"
_INSPECTION = re.compile(
    r"\b(?P<whose>[Oo]ur|[Yy]our)\s+(?:[a-z-]+\s+){0,2}?(?:re-?)?inspection\s+of\s+(?:the\s+)?"
    rf"(?P<place>(?!{MONTH}\b)[A-Z][\w’'/-]*(?:\s+(?:[A-Z][\w’'-]*|and|upon|prison|police|council))*)"
    rf"(?:\s+(?:in|of)\s+(?:last\s+)?{MONTH.replace('month', 'of_month')}(?:\s+(?:19|20)\d\d)?)?"
)


def cite_gaps(passage: Passage) -> Iterator[Citation]:
    """Give each title, description and inspection of a place that is not held.

    A report of the register that is meant by the same words wins. Quotes alone are no title: a date in brackets or the
    word report must stand beside them.
    """
    for marked in passage.marked:
        if not _begins_as_title(passage, marked):
            continue
        around = surroundings(passage, marked.start, marked.end)
        dated = around.date is not None and around.date.marks_title
        if dated or ((around.report_word or around.says) and marked.mark is not Mark.CAPITALS):
            yield passage.citation(
                around.start,
                around.end,
                CitationKind.REPORT,
                Confidence.POSSIBLE,
                NOT_HELD,
                cited_date=around.cited,
            )
    yield from _described(passage)


def _described(passage: Passage) -> Iterator[Citation]:
    """Give what a known body is said to have written or inspected: "our report on drones", "our inspection of Kent"."""
    spans = list(not_held(passage))
    offices = {"our": passage.letter.ours, "your": passage.letter.yours}
    if passage.says(("inspection of",)):
        spans += [
            match.span()
            for match in _INSPECTION.finditer(passage.text)
            if offices[match["whose"].lower()] and not passage.register.body(match["place"])
        ]
    for start, end in spans:
        reason = "not held: the register has no such report"
        yield passage.citation(start, end, CitationKind.REPORT, Confidence.POSSIBLE, reason)


def _begins_as_title(passage: Passage, marked: Marked) -> bool:
    return marked.mark is Mark.ITALICS or not passage.text[marked.start].islower()
