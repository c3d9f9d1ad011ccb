"""Titles that reading has damaged: words run together or parted, "rn" for "m", "1" for "l"; known by their shape."""

from collections.abc import Iterator

from corresp_tracker.citing.checks import checks_of_report
from corresp_tracker.citing.editions import disagrees, national
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.shapes import places_of_shape, shape_of
from corresp_tracker.citing.surroundings import begins_misread, surroundings
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_text
from corresp_tracker.values.register_facts import ReportFacts


def cite_damaged_titles(passage: Passage) -> Iterator[Citation]:
    """Give each long title whose letters stand there in another cut than its words."""
    folded = folded_text(passage.text)
    shape = shape_of(folded)
    for end, name in _longest(passage, shape):
        words = name.split()
        if f" {name} " in folded:
            continue
        first, last = places_of_shape(passage.text, end + 1 - len(shape_of(name)), end + 1)
        if _is_within_word(passage.text, first, last):
            continue
        reports = [
            passage.register.reports[named.key]
            for named in passage.register.named(name)
            if named.key in passage.register.reports
        ]
        yield _damaged(passage, first, last, national(reports), number_of_words=len(words))


def _longest(passage: Passage, shape: str) -> Iterator[tuple[int, str]]:
    """Give the shapes found that lie in no longer one."""
    found = [
        (end + 1 - length, end, name) for end, (length, name) in passage.register.shapes.iter(shape) if name
    ]
    reach = -1
    for _, end, name in sorted(found, key=lambda each: (each[0], -each[1])):
        if end > reach:
            yield end, name
            reach = end


def _is_within_word(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start - 1].isalpha() and text[start - 1].islower()) or (
        end < len(text) and text[end].isalpha() and text[end].islower()
    )


def _begins_large(text: str, start: int) -> bool:
    return not text[start].islower() or begins_misread(text, start)


def _damaged(
    passage: Passage, start: int, end: int, reports: list[ReportFacts], *, number_of_words: int
) -> Citation:
    around = surroundings(passage, start, end)
    fitting = [each for each in reports if not (around.cited and disagrees(each, around.cited))]
    one = fitting[0] if len(fitting) == 1 else None
    marked = around.has_cue or number_of_words >= 5 or _begins_large(passage.text, start)
    return passage.citation(
        around.start,
        around.end,
        CitationKind.REPORT,
        Confidence.LIKELY if one and marked else Confidence.POSSIBLE,
        "a title whose letters were misread or whose words were run together",
        work=one.key if one and marked else None,
        candidates=[report.key for report in fitting or reports],
        cited_date=around.cited,
        checks=checks_of_report(
            one, passage.register, letter=passage.letter, cited=around.cited, whose=around.whose
        )
        if one and marked
        else (),
    )
