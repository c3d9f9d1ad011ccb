"""A letter back from Word: which paragraph is which, by hidden bookmark first, then by words and order."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel, LCSseq

from corresp_tracker.values.bookmarks import paragraph_uid
from corresp_tracker.values.folding import folded_words

_ALIKE = 0.45  # of the words in common: below it, two paragraphs of one office can be alike by chance
_BOOKMARKED = 0.45  # what a bookmark weighs beside words: identical words elsewhere outweigh it, half do not
_CONTAINED = 0.75  # of a paragraph's words inside another, for it to be a piece of it
_REMAINS = (
    0.3  # of a paragraph's words where its bookmark is: with fewer, the words went and left the bookmark
)
_ORDER = 0.05  # what a place in the letter weighs: it decides between paragraphs of the same words


class ParagraphChange(StrEnum):
    """What happened to a paragraph."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class KnownParagraph:
    """A paragraph as the draft has it."""

    uid: str
    text: str


@dataclass(frozen=True, slots=True)
class ReturnedParagraph:
    """A paragraph as the file has it, with the names of the bookmarks that begin in it, anyone's."""

    text: str
    bookmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What became of a paragraph: `uid` is None for a new one, `index` (into the returned) for a lost one.

    A paragraph that was split has a match for each of its pieces; of those that were merged each has one,
    with the same index. A moved paragraph can have other words too: compare its text.
    """

    uid: str | None
    index: int | None
    change: ParagraphChange


def match_paragraphs(
    before: Sequence[KnownParagraph], after: Sequence[ReturnedParagraph]
) -> tuple[Match, ...]:
    """Match the paragraphs of a draft to those of the file that came back, each accounted for.

    The matches are in the order of the file, the lost ones last in the order of the draft.
    """
    comparison = _Comparison(before, after)
    pairs = comparison.pairs()
    pieces = comparison.split_off(pairs)
    swallowed = comparison.swallowed(pairs)
    moved = _moved(pairs)
    matches: list[tuple[int, int, Match]] = []
    for known, returned in pairs.items():
        change = comparison.change_of(known, returned)
        if known in pieces.values():
            change = ParagraphChange.SPLIT
        elif returned in swallowed.values():
            change = ParagraphChange.MERGED
        elif known in moved:
            change = ParagraphChange.MOVED
        matches.append((returned, known, Match(before[known].uid, returned, change)))
    matches += [
        (at, known, Match(before[known].uid, at, ParagraphChange.SPLIT)) for at, known in pieces.items()
    ]
    matches += [
        (at, known, Match(before[known].uid, at, ParagraphChange.MERGED)) for known, at in swallowed.items()
    ]
    for at in set(range(len(after))) - set(pairs.values()) - set(pieces):
        matches.append((at, 0, Match(None, at, ParagraphChange.NEW)))
    for known in set(range(len(before))) - set(pairs) - set(swallowed):
        matches.append((len(after), known, Match(before[known].uid, None, ParagraphChange.LOST)))
    return tuple(match for _, _, match in sorted(matches, key=lambda placed: placed[:2]))


class _Comparison:
    """Two versions of a letter's paragraphs, by index, with their folded words at hand."""

    def __init__(self, before: Sequence[KnownParagraph], after: Sequence[ReturnedParagraph]) -> None:
        self._before, self._after = before, after
        self._old = [folded_words(paragraph.text) for paragraph in before]
        self._new = [folded_words(paragraph.text) for paragraph in after]
        self._uids = [{paragraph_uid(name) for name in paragraph.bookmarks} for paragraph in after]

    def pairs(self) -> dict[int, int]:
        """Pair each known paragraph with at most one returned one, the surest first."""
        pairs = self._certain_pairs()
        taken = set(pairs.values())
        likely = sorted(
            (
                (self._likeness(known, returned), known, returned)
                for known in range(len(self._old))
                if known not in pairs
                for returned in range(len(self._new))
                if returned not in taken
            ),
            key=lambda scored: (-scored[0], scored[1], scored[2]),
        )
        for likeness, known, returned in likely:
            if likeness >= _ALIKE and known not in pairs and returned not in taken:
                pairs[known] = returned
                taken.add(returned)
        return pairs

    def split_off(self, pairs: dict[int, int]) -> dict[int, int]:
        """Give the returned paragraphs that are pieces of the known one beside them: returned, known."""
        by_place = {returned: known for known, returned in pairs.items()}
        pieces: dict[int, int] = {}
        for order in (range(len(self._new)), range(len(self._new) - 1, -1, -1)):
            for at in order:
                if at in by_place:
                    continue
                for beside in (at - 1, at + 1):
                    known = by_place.get(beside)
                    if known is not None and _share(self._new[at], self._old[known]) >= _CONTAINED:
                        by_place[at] = pieces[at] = known
                        break
        return pieces

    def swallowed(self, pairs: dict[int, int]) -> dict[int, int]:
        """Give the known paragraphs whose words went into a returned one beside them: known, returned."""
        found: dict[int, int] = {}
        for known in range(len(self._old)):
            if known in pairs:
                continue
            for at in self._likely_hosts(known, {**pairs, **found}):
                least = _REMAINS if self._is_bookmarked(known, at) else _CONTAINED
                if _share(self._old[known], self._new[at]) >= least:
                    found[known] = at
                    break
        return found

    def change_of(self, known: int, returned: int) -> ParagraphChange:
        """Say whether the words of a pair are the same, but for spacing."""
        same = self._before[known].text.split() == self._after[returned].text.split()
        return ParagraphChange.UNCHANGED if same else ParagraphChange.EDITED

    def _certain_pairs(self) -> dict[int, int]:
        """Pair the paragraphs whose bookmark and words both agree."""
        pairs: dict[int, int] = {}
        for returned in range(len(self._new)):
            for known in range(len(self._old)):
                is_free = known not in pairs and returned not in pairs.values()
                if (
                    is_free
                    and self._old[known] == self._new[returned]
                    and self._is_bookmarked(known, returned)
                ):
                    pairs[known] = returned
        return pairs

    def _likely_hosts(self, known: int, places: dict[int, int]) -> Iterator[int]:
        """Give the returned paragraphs that may hold a known one: its bookmark's, its neighbours'."""
        yield from (at for at in range(len(self._new)) if self._is_bookmarked(known, at))
        yield from (places[beside] for beside in (known - 1, known + 1) if beside in places)

    def _is_bookmarked(self, known: int, returned: int) -> bool:
        return self._before[known].uid in self._uids[returned]

    def _likeness(self, known: int, returned: int) -> float:
        words = Indel.normalized_similarity(self._old[known], self._new[returned])
        if not self._old[known] or not self._new[returned]:
            words = 0.0
        bookmark = _BOOKMARKED if self._is_bookmarked(known, returned) else 0.0
        if words + bookmark < _ALIKE:
            return 0.0
        apart = abs(known / len(self._old) - returned / len(self._new))
        return words + bookmark + _ORDER * (1 - apart)


def _share(piece: list[str], whole: list[str]) -> float:
    """Say how much of a piece's words stand in a whole, in order."""
    return LCSseq.similarity(piece, whole) / len(piece) if piece else 0.0


def _moved(pairs: dict[int, int]) -> set[int]:
    """Give the known paragraphs that left the order: all but a longest run that kept it."""
    ends: list[int] = []  # the smallest last place of a run of each length
    lengths: dict[int, int] = {}
    for known in sorted(pairs):
        length = bisect_left(ends, pairs[known])
        ends[length : length + 1] = [pairs[known]]
        lengths[known] = length + 1
    wanted, kept = len(ends), set[int]()
    following = max(pairs.values(), default=0) + 1
    for known in sorted(pairs, reverse=True):
        if lengths[known] == wanted and pairs[known] < following:
            kept.add(known)
            following, wanted = pairs[known], wanted - 1
    return set(pairs) - kept
