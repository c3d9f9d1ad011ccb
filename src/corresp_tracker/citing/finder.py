"""Finding what the paragraphs of a letter cite: each kind of citation has its module, and here they meet."""

from collections.abc import Iterable, Iterator, Sequence

from corresp_tracker.citing.bodies import cite_bodies
from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.descriptions import cite_descriptions
from corresp_tracker.citing.gaps import cite_gaps
from corresp_tracker.citing.groups import cite_groups
from corresp_tracker.citing.letters import cite_letters
from corresp_tracker.citing.register import Mention, Register
from corresp_tracker.citing.titles import cite_works
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import fold
from corresp_tracker.values.letter_text import LetterParagraph

_SURENESS = {Confidence.CERTAIN: 0, Confidence.LIKELY: 1, Confidence.POSSIBLE: 2}


def find_citations(
    paragraphs: Sequence[LetterParagraph], register: Register, *, letter: LetterContext
) -> tuple[tuple[Citation, ...], ...]:
    """Find what each paragraph cites: one tuple for each, in order, none over another."""
    return tuple(_cited(paragraph, register, letter) for paragraph in paragraphs)


def _cited(paragraph: LetterParagraph, register: Register, letter: LetterContext) -> tuple[Citation, ...]:
    folded = fold(paragraph.text)
    mentions = list(_whole_mentions(register.mentions(folded)))
    return tuple(_without_overlaps(_all_citations(paragraph, mentions, register, letter)))


def _all_citations(
    paragraph: LetterParagraph, mentions: Sequence[Mention], register: Register, letter: LetterContext
) -> Iterator[Citation]:
    text = paragraph.text
    yield from cite_works(paragraph, mentions, register, letter=letter)
    yield from cite_groups(text, mentions, register, letter=letter)
    yield from cite_descriptions(text, register, letter=letter)
    yield from cite_letters(text, letter=letter)
    yield from cite_bodies(text, mentions, register)
    yield from cite_gaps(paragraph, register)


def _whole_mentions(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Leave out a name that stands within a longer one, unless only bodies are named there."""
    found = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
    reach = -1
    for mention in found:
        if mention.end > reach:
            yield mention
        reach = max(reach, mention.end)


def _without_overlaps(citations: Iterable[Citation]) -> Iterator[Citation]:
    """Keep the surest of citations that lie over one another, then the longest; a gap gives way to any work."""
    kept: list[Citation] = []
    for citation in sorted(citations, key=_worth):
        if all(citation.end <= other.start or other.end <= citation.start for other in kept):
            kept.append(citation)
    yield from sorted(kept, key=lambda citation: citation.start)


def _worth(citation: Citation) -> tuple[bool, bool, bool, int, int]:
    is_gap = citation.work is None and not citation.candidates and citation.kind is CitationKind.REPORT
    return (
        is_gap,
        citation.kind is CitationKind.BODY,
        citation.kind is not CitationKind.GROUP,
        _SURENESS[citation.confidence],
        citation.start - citation.end,
    )
