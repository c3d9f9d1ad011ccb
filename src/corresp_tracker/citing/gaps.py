"""Reports that a paragraph names and the register does not hold."""

from collections.abc import Iterator

from corresp_tracker.citing.marked import Mark, Marked
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.surroundings import surroundings
from corresp_tracker.values.citation import Citation, CitationKind, Confidence

NOT_HELD = "not held: no report of the register has this title"


def cite_gaps(passage: Passage) -> Iterator[Citation]:
    """Give each quoted, italic or dated title: where a report of the register is meant, that citation wins.

    Quotes alone are no title: a date in brackets or the word report must stand beside them.
    """
    for marked in passage.marked:
        if not _begins_as_title(passage, marked):
            continue
        around = surroundings(passage, marked.start, marked.end)
        dated = around.date is not None and around.date.in_brackets
        if dated or ((around.report_word or around.says) and marked.mark is not Mark.CAPITALS):
            yield passage.citation(
                around.start,
                around.end,
                CitationKind.REPORT,
                Confidence.POSSIBLE,
                NOT_HELD,
                cited_date=around.cited,
            )


def _begins_as_title(passage: Passage, marked: Marked) -> bool:
    return marked.mark is Mark.ITALICS or not passage.text[marked.start].islower()
