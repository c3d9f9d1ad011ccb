"""Where the citations of a draft are in the file that came back: at home, or wherever their words were pasted."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from corresp_tracker.drafting.takeback import FileParagraph, ReturnedChange
from corresp_tracker.values.folding import fold, folded_words
from corresp_tracker.values.following import follow_span

_PASTED = 88.0  # of 100, for words that were pasted elsewhere and touched up there
_BOOKMARKED = 50.0  # of 100, for what stands in a citation's bookmark to be what its words have become
_LEAST_PASTED = 12  # characters: fewer are found anywhere
_LEAST_LEFT = 0.25  # of the letters of a citation's words: with less, nothing says that it was there


@dataclass(frozen=True, slots=True)
class DraftedLink:
    """A citation of the draft: its number, the paragraph that it is in, its span there in code points, its words.

    `bookmark` is the name of its bookmark in Word.
    """

    id: int
    uid: str
    start: int
    end: int
    words: str
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class FollowedLink:
    """Where a citation's words are now: `index` into the file's paragraphs, None where they are gone.

    `is_same` says that the words are the very same but for capitals, quotes and dashes.
    """

    link: DraftedLink
    index: int | None
    start: int = 0
    end: int = 0
    is_same: bool = False


def follow_all(
    links: Sequence[DraftedLink],
    *,
    texts: Mapping[str, str],
    paragraphs: Sequence[FileParagraph],
    changes: Sequence[ReturnedChange],
) -> tuple[FollowedLink, ...]:
    """Find where each citation's words are now: in its bookmark, else in its own paragraph, or wherever they were pasted.

    `texts` are the draft's paragraphs by uid. No two citations are led to the same words.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for change in changes:
        for match in change.matches:
            if match.uid is not None and match.index is not None:
                places[match.uid].append(match.index)
    search = _Search(texts, [paragraph.text for paragraph in paragraphs], places)
    marked = _Marked(paragraphs)
    longest_first = sorted(links, key=lambda each: (each.start - each.end, each.id))
    followed: dict[int, FollowedLink] = {}
    for find in (
        marked.found,
        search.at_home,
    ):  # those that Word still marks first: others may have the same words
        _follow(longest_first, find, followed)
    for link in longest_first:
        if followed[link.id].index is None:
            followed[link.id] = search.elsewhere(link, list(followed.values()))
    return tuple(followed[link.id] for link in links)


def _follow(
    links: Sequence[DraftedLink],
    find: Callable[[DraftedLink], FollowedLink | None],
    followed: dict[int, FollowedLink],
) -> None:
    """Enter where each citation is that has not been followed yet; words that another was led to are not its own."""
    for link in links:
        found = None if link.id in followed else find(link)
        if found:
            followed[link.id] = FollowedLink(link, None) if _is_taken(found, followed.values()) else found


def _is_taken(found: FollowedLink, others: Iterable[FollowedLink]) -> bool:
    """Say whether another citation was led to these words, which were apart before."""
    return any(
        other.index == found.index is not None
        and other.start < found.end
        and found.start < other.end
        and not _overlap(other.link, found.link)
        for other in others
    )


def _overlap(one: DraftedLink, other: DraftedLink) -> bool:
    return one.uid == other.uid and one.start < other.end and other.start < one.end


class _Marked:
    """The words in the bookmarks of citations, where each bookmark is in one place."""

    def __init__(self, paragraphs: Sequence[FileParagraph]) -> None:
        self._paragraphs = paragraphs
        self._places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for index, paragraph in enumerate(paragraphs):
            for mark in paragraph.marks:
                self._places[mark.bookmark].append((index, mark.start, mark.end))

    def found(self, link: DraftedLink) -> FollowedLink | None:
        """Give the citation in its bookmark, with its words or what they have become; None where those are others."""
        places = self._places.get(link.bookmark, [])
        if len(places) != 1:
            return None
        index, start, end = places[0]
        inside = self._paragraphs[index].text[start:end]
        span = follow_span(link.words, inside, start=0, end=len(link.words))
        if span:
            now = inside[span[0] : span[1]]
            is_same = folded_words(now) == folded_words(link.words)
            return FollowedLink(link, index, start + span[0], start + span[1], is_same=is_same)
        alike = fuzz.ratio(" ".join(folded_words(inside)), " ".join(folded_words(link.words)))
        return FollowedLink(link, index, start, end) if alike >= _BOOKMARKED else None


class _Search:
    """The words of two versions of a letter, and which paragraph became which."""

    def __init__(
        self, texts: Mapping[str, str], after: Sequence[str], places: Mapping[str, list[int]]
    ) -> None:
        self._texts, self._after, self._places = texts, after, places
        self._origin: dict[int, list[str]] = defaultdict(list)
        for uid, indexes in places.items():
            for index in indexes:
                self._origin[index].append(uid)

    def at_home(self, link: DraftedLink) -> FollowedLink:
        """Look in what became of the citation's own paragraph: in the piece that has the words whole, if one has."""
        before = self._texts[link.uid]
        pieces = sorted(self._places.get(link.uid, []))
        if len(pieces) > 1:
            found = self._in_pieces(before, link, pieces)
            if found:
                return found
        for index in sorted(pieces, key=lambda at: link.words not in self._after[at]):
            span = follow_span(before, self._after[index], start=link.start, end=link.end)
            if span:
                return self._found(link, index, span)
        for index in pieces:
            span = _what_is_left(before, self._after[index], link.start, link.end)
            if span:
                return self._found(link, index, span)
        return FollowedLink(link, None)

    def _in_pieces(self, before: str, link: DraftedLink, pieces: Sequence[int]) -> FollowedLink | None:
        """Look in all pieces of a paragraph as if it were whole still; None where the cut goes through the words."""
        whole = "\n".join(self._after[index] for index in pieces)
        span = follow_span(before, whole, start=link.start, end=link.end)
        at = 0
        for index in pieces:
            end = at + len(self._after[index])
            if span and at <= span[0] and span[1] <= end:
                return self._found(link, index, (span[0] - at, span[1] - at))
            at = end + 1
        return None

    def elsewhere(self, link: DraftedLink, others: Sequence[FollowedLink]) -> FollowedLink:
        """Look in all other paragraphs, for words that stand there and did not before."""
        for index, span in self._pasted(link):
            found = self._found(link, index, span)
            if not _is_taken(found, others):
                return found
        return FollowedLink(link, None)

    def _pasted(self, link: DraftedLink) -> Iterator[tuple[int, tuple[int, int]]]:
        wanted = folded_words(link.words)
        home = next(iter(self._places.get(link.uid, [])), 0)
        near = sorted(range(len(self._after)), key=lambda at: (abs(at - home), at))
        for index in near:
            if _count(wanted, folded_words(self._after[index])) > self._before(wanted, index):
                span = follow_span(link.words, self._after[index], start=0, end=len(link.words))
                if span:
                    yield index, span
        if len(link.words) < _LEAST_PASTED:
            return
        for index in near:
            found = fuzz.partial_ratio_alignment(link.words, self._after[index], score_cutoff=_PASTED)
            is_whole = found is not None and len(self._after[index]) >= len(link.words)
            if found is not None and is_whole and not self._had(link.words, index):
                yield index, _whole_words(self._after[index], found.dest_start, found.dest_end)

    def _before(self, wanted: list[str], index: int) -> int:
        return sum(_count(wanted, folded_words(self._texts[uid])) for uid in self._origin.get(index, []))

    def _had(self, words: str, index: int) -> bool:
        return any(
            fuzz.partial_ratio(words, self._texts[uid]) >= _PASTED for uid in self._origin.get(index, [])
        )

    def _found(self, link: DraftedLink, index: int, span: tuple[int, int]) -> FollowedLink:
        now = self._after[index][span[0] : span[1]]
        return FollowedLink(link, index, *span, is_same=folded_words(now) == folded_words(link.words))


def _what_is_left(before: str, after: str, start: int, end: int) -> tuple[int, int] | None:
    """Find what a rewritten paragraph has left of a citation's words: enough to know it by, for a person to look at."""
    old, new = fold(before), fold(after)
    words, others = old.text.split(), new.text.split()
    inside = [at for at, span in enumerate(old.spans) if span[0] < end and start < span[1]]
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    kept = {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
    left = [at for at in inside if at in kept]
    letters = sum(len(words[at]) for at in left)
    if not left or letters < _LEAST_LEFT * sum(len(words[at]) for at in inside):
        return None
    first, last = kept[left[0]], kept[left[-1]]
    if last - first + 1 > 2 * len(inside) + 1:
        return None
    return new.spans[first][0], new.spans[last][1]


def _count(wanted: list[str], words: list[str]) -> int:
    """Count how often a run of words stands in others."""
    if not wanted:
        return 0
    starts = Counter(words).get(wanted[0], 0)
    if not starts:
        return 0
    return sum(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum() and start < len(text) and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and end > 0 and text[end - 1].isalnum():
        end += 1
    return start, end
