"""Finding what the paragraphs of a letter cite: each kind of citation has its module, and here they meet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from corresp_tracker.citing.bodies import cite_bodies
from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.cut_titles import cite_cut_titles, cite_quoted_heads
from corresp_tracker.citing.damaged_titles import cite_damaged_titles
from corresp_tracker.citing.descriptions import cite_descriptions
from corresp_tracker.citing.gaps import cite_gaps
from corresp_tracker.citing.groups import cite_groups
from corresp_tracker.citing.introduced import cite_introduced, introductions, within_introduction
from corresp_tracker.citing.later import cite_later
from corresp_tracker.citing.letters import cite_letters
from corresp_tracker.citing.locators import with_locators
from corresp_tracker.citing.meant import ends_with_another
from corresp_tracker.citing.near_titles import cite_near_titles
from corresp_tracker.citing.owned_reports import cite_owned_reports
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.place_lists import list_opened
from corresp_tracker.citing.places import cite_places
from corresp_tracker.citing.programmes import cite_programmes
from corresp_tracker.citing.register import Register
from corresp_tracker.citing.responses import cite_responses
from corresp_tracker.citing.shared_heads import cite_shared_heads
from corresp_tracker.citing.titles import cite_titles
from corresp_tracker.citing.told import Told
from corresp_tracker.citing.told_reports import cite_other_editions, cite_told_reports, decided_before
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.letter_text import LetterParagraph

_QUOTES = frozenset("‘'“\"")
_ARTICLES = frozenset({"", "a", "an", "the"})
# Where two lie over one another, the one that is found first here is kept.
_FINDERS: tuple[Callable[[Passage], Iterable[Citation]], ...] = (
    cite_responses,
    cite_groups,
    cite_shared_heads,
    cite_places,
    cite_titles,
    cite_near_titles,
    cite_damaged_titles,
    cite_descriptions,
    cite_owned_reports,
    cite_programmes,
    cite_letters,
)


def find_citations(
    paragraphs: Sequence[LetterParagraph], register: Register, *, letter: LetterContext
) -> tuple[tuple[Citation, ...], ...]:
    """Find what each paragraph cites: one tuple for each, in order, none over another.

    The paragraphs are read in their order: a later one may name what an earlier one has cited or introduced.
    """
    told = Told()
    found: list[tuple[Citation, ...]] = []
    for paragraph in paragraphs:
        citations, told = _cited(Passage(paragraph, register, letter, told))
        found.append(citations)
    return tuple(found)


def _cited(passage: Passage) -> tuple[tuple[Citation, ...], Told]:
    """Find the citations that stand by themselves, then what they introduce, then what points back to them."""
    plain = _without_overlaps([*_settled_first(passage), *cite_bodies(passage), *cite_gaps(passage)])
    introduced = introductions(passage, plain)
    uses = cite_introduced(passage, introduced)
    named = [each for each in uses if not within_introduction(introduced, each)]
    plain = [each for each in plain if not within_introduction(introduced, each)]
    words = passage.paragraph.text
    known = _without_overlaps([*named, *plain])
    heads = list(cite_quoted_heads(passage, known))
    known = _without_overlaps([*(each for each in known if not _is_gap(each)), *heads, *known])
    known = with_locators(
        words, passage.located, _without_overlaps([*known, *cite_cut_titles(passage, known)])
    )
    known = [decided_before(passage, each) for each in known]
    told = _settling((*cite_told_reports(passage, known), *cite_other_editions(passage, known)), known)
    known = _without_overlaps([*(each for each in known if each.work), *told, *known])
    citations = tuple(
        with_locators(passage.text, passage.located, _without_overlaps([*known, *cite_later(passage, known)]))
    )
    other = ends_with_another(passage, citations)
    return citations, passage.told.and_then(
        citations,
        introduced,
        other=other,
        list_of=list_opened(passage),
        places=(each.place for each in passage.register.places_in(passage.text)),
    )


def _settling(told: Iterable[Citation], known: Sequence[Citation]) -> list[Citation]:
    """Leave out a later mention over words that are open between other works, or are a title that is not held."""
    return [
        each
        for each in told
        if not any(
            over.start < each.end
            and each.start < over.end
            and not over.work
            and (over.candidates or over.words[:1] in _QUOTES)
            and each.work not in over.candidates
            for over in known
        )
    ]


def _is_gap(citation: Citation) -> bool:
    """Say whether a citation is of a work that the register does not hold."""
    return citation.kind is CitationKind.REPORT and not citation.work and not citation.candidates


def _settled_first(passage: Passage) -> Iterator[Citation]:
    """Give the citations of works and letters: titles in quotes, then what names one work, then what leaves it open."""
    found = [citation for find in _FINDERS for citation in find(passage)]
    yield from sorted(found, key=_how_open)


def _how_open(citation: Citation) -> int:
    """Order citations: a certain title in quotes is read whole, whatever places and programmes stand in its words."""
    if not citation.work:
        return 2
    is_quoted = citation.words[:1] in _QUOTES and citation.confidence is Confidence.CERTAIN
    return 0 if is_quoted else 1


def _without_overlaps(citations: Iterable[Citation]) -> list[Citation]:
    """Keep of those that lie over one another the one that comes first; give them in the order of the text.

    One that means the same under more words lends them: "our report on missing children" is a title and whose.
    """
    kept: list[Citation] = []
    for citation in citations:
        over = [other for other in kept if citation.start < other.end and other.start < citation.end]
        if not over:
            kept.append(citation)
        elif len(over) == 1 and _lends_words(citation, over[0]):
            kept[kept.index(over[0])] = replace(
                over[0], start=citation.start, end=citation.end, words=citation.words
            )
    return sorted(kept, key=lambda citation: citation.start)


def _lends_words(citation: Citation, kept: Citation) -> bool:
    same = citation.work is not None and (citation.work, citation.kind) == (kept.work, kept.kind)
    more = citation.words.replace(kept.words, "", 1).strip().lower()
    return same and citation.start <= kept.start and kept.end <= citation.end and more not in _ARTICLES
