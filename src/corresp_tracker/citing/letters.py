"""Letters that a paragraph cites by their date."""

import re
from collections.abc import Iterator

from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.dates import FULL_DATE, date_of
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.partial_date import PartialDate

_LETTER = re.compile(
    r"\b(?:your|my|our|his|her|their|the)\s+(?:\w+\s+){0,2}?(?:letter|e-?mail|minute|note)\s+(?:of|dated)\s+(?:the\s+)?",
    re.IGNORECASE,
)


def cite_letters(text: str, *, letter: LetterContext) -> Iterator[Citation]:
    """Give each letter that is cited by its day; the log says which one it is. A day without a year is recent."""
    for head in _LETTER.finditer(text):
        match = FULL_DATE.match(text, head.end())
        if match is None:
            continue
        dated = date_of(match) if match["year"] else _most_recent(match, letter)
        yield Citation(
            start=head.start(),
            end=match.end(),
            words=text[head.start() : match.end()],
            kind=CitationKind.LETTER,
            confidence=Confidence.POSSIBLE,  # until the log is found to hold it
            reason=f"a letter dated {dated.in_words()}" if dated else "a letter whose year is not said",
            cited_date=dated,
        )


def _most_recent(match: re.Match[str], letter: LetterContext) -> PartialDate | None:
    """Give the last such day before the letter was written."""
    if letter.dated is None:
        return None
    for year in (letter.dated.last.year, letter.dated.last.year - 1):
        full = FULL_DATE.match(f"{match.group()} {year}")
        dated = date_of(full) if full else None
        if dated and dated.first <= letter.dated.last:
            return dated
    return None
