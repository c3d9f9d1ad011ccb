"""A draft back from Word: each of its paragraphs and citations accounted for, and who else wrote in the file.

The file is compared with the version that it was written from; what the draft became since is set beside that, so
that neither side's words are lost in silence.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from corresp_tracker.drafting.roundtrip import (
    KnownParagraph,
    Match,
    ParagraphChange,
    ReturnedParagraph,
    match_paragraphs,
)
from corresp_tracker.values.bookmarks import paragraph_uid
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.following import follow_span
from corresp_tracker.values.letter_text import LetterParagraph, LetterText
from corresp_tracker.values.word_facts import TrackedChange, WordComment, WordFacts, WordParagraph

_SAME = (
    90.0  # of 100, for a line that the letter's anatomy left out to be a paragraph of the draft all the same
)
_PASTED = 88.0  # of 100, for words that were pasted elsewhere and touched up there
_LEAST_PASTED = 12  # characters: fewer are found anywhere
_LIKE = 40.0  # of 100: a bookmark that was left behind by deleted words stands beside others than these
_CONTAINED = 0.75  # of a line's words, in order, for it to be a piece of a paragraph
_KEPT = 0.45  # of a line's words, where they are not few, for it to be a paragraph that was rewritten
_FEWEST_KEPT = 5  # words
_FEWEST = 3  # words: a line of fewer may be anything
_SURE = 60.0  # of 100: with no bookmark and less alike, which paragraph it was is a guess


@dataclass(frozen=True, slots=True, kw_only=True)
class FileParagraph:
    """A paragraph of the letter in the file: `level` is 0, 1 or 2; `at` its place among all that the file holds.

    `is_plain` says that others in the file have automatic numbers, and this one has none.
    """

    text: str
    level: int
    numbered: bool
    italics: tuple[tuple[int, int], ...] = ()
    bookmarks: tuple[str, ...] = ()
    at: int = 0
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class DraftedLink:
    """A citation of the draft: its number, the paragraph that it is in, its span there in code points, its words."""

    id: int
    uid: str
    start: int
    end: int
    words: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedChange:
    """What happened to one paragraph, or to those that were split from or merged with it: one thing to decide.

    `uids` are the draft's paragraphs in it, `indexes` the file's. `kinds` say what happened, the first first.
    """

    kinds: tuple[ParagraphChange, ...]
    uids: tuple[str, ...]
    indexes: tuple[int, ...]
    matches: tuple[Match, ...]

    @property
    def kind(self) -> ParagraphChange:
        """What happened, in one word."""
        return self.kinds[0]


def letter_paragraphs(said: LetterText, known: Sequence[KnownParagraph]) -> tuple[FileParagraph, ...]:
    """Give the letter's paragraphs as the Word file has them: what reads as one, and whatever the draft knows.

    A paragraph of the draft that the reader took for a heading or an address is one all the same.
    """
    word = said.word or WordFacts()
    read = dict(_places(said, word))
    furniture = {" ".join(folded_words(words)) for words in (said.salutation, said.sign_off, said.subject)}
    within = _between(said, word)
    has_numbers = any(held.label for held in word.paragraphs)
    found: list[FileParagraph] = []
    for at, held in enumerate(word.paragraphs):
        paragraph = read.get(at)
        is_known = paragraph is not None or _is_known(held, known, furniture)
        if not is_known and not (at in within and _is_piece(held, known, furniture)):
            continue
        text = " ".join(held.text.split()) if paragraph is None else paragraph.text
        found.append(
            FileParagraph(
                text=text,
                level=min(held.depth, 2) if paragraph is None else paragraph.level,
                numbered=bool(held.label)
                or (paragraph is not None and len(text) < len(held.text.strip()) - 1),
                italics=() if paragraph is None else paragraph.italics,
                bookmarks=held.bookmarks,
                at=at,
                is_plain=has_numbers and not held.label,
            )
        )
    return tuple(found)


def returned_changes(
    known: Sequence[KnownParagraph], paragraphs: Sequence[FileParagraph]
) -> tuple[ReturnedChange, ...]:
    """Say what happened to each paragraph, in the order of the file, those that are lost last."""
    matches = match_paragraphs(known, [ReturnedParagraph(each.text, each.bookmarks) for each in paragraphs])
    return tuple(_grouped(matches))


def follow_all(
    links: Sequence[DraftedLink],
    *,
    texts: Mapping[str, str],
    paragraphs: Sequence[FileParagraph],
    changes: Sequence[ReturnedChange],
) -> tuple[FollowedLink, ...]:
    """Find where each citation's words are now: in its own paragraph, or wherever they were pasted.

    `texts` are the draft's paragraphs by uid. No two citations are led to the same words.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for change in changes:
        for match in change.matches:
            if match.uid is not None and match.index is not None:
                places[match.uid].append(match.index)
    search = _Search(texts, [paragraph.text for paragraph in paragraphs], places)
    followed: dict[int, FollowedLink] = {}
    longest_first = sorted(links, key=lambda each: (each.start - each.end, each.id))
    for link in longest_first:
        home = search.at_home(link)
        followed[link.id] = FollowedLink(link, None) if _is_taken(home, followed.values()) else home
    for link in longest_first:
        if followed[link.id].index is None:
            followed[link.id] = search.elsewhere(link, list(followed.values()))
    return tuple(followed[link.id] for link in links)


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


def left_out(said: LetterText, paragraphs: Sequence[FileParagraph]) -> tuple[str, ...]:
    """Give what stands among the letter's paragraphs in the file and is none of them: headings, tables."""
    if said.word is None:
        return ()
    places = {paragraph.at for paragraph in paragraphs}
    furniture = {" ".join(folded_words(words)) for words in (said.salutation, said.sign_off, said.subject)}
    within = {*_between(said, said.word), *range(min(places, default=0), max(places, default=0))}
    return tuple(
        " ".join(said.word.paragraphs[at].text.split())
        for at in sorted(within - places)
        if " ".join(folded_words(said.word.paragraphs[at].text)) not in furniture
    )


def is_certain(change: ReturnedChange, texts: Mapping[str, str], paragraphs: Sequence[FileParagraph]) -> bool:
    """Say whether it is beyond doubt which paragraph is which: by bookmark, or because most of the words stand."""
    return all(
        match.uid in {paragraph_uid(name) for name in paragraphs[match.index].bookmarks}
        or fuzz.ratio(texts[match.uid], paragraphs[match.index].text) >= _SURE
        or fuzz.partial_ratio(texts[match.uid], paragraphs[match.index].text) >= _SAME
        for match in change.matches
        if match.uid is not None and match.index is not None
    )


def tracked_in(
    paragraph: FileParagraph, word: WordFacts
) -> tuple[tuple[TrackedChange, ...], tuple[WordComment, ...]]:
    """Give the tracked changes and the comments that stand in a paragraph of the file."""
    return (
        tuple(change for change in word.tracked if change.at == paragraph.at),
        tuple(comment for comment in word.comments if comment.at == paragraph.at),
    )


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


def _places(said: LetterText, word: WordFacts) -> Iterator[tuple[int, LetterParagraph]]:
    """Give where each paragraph that was read stands in the file: both are in one order."""
    at = 0
    for paragraph in said.paragraphs:
        for place in range(at, len(word.paragraphs)):
            held = " ".join(word.paragraphs[place].text.split())
            if held.endswith(paragraph.text) or held.startswith(paragraph.text):
                yield place, paragraph
                at = place + 1
                break


def _is_known(held: WordParagraph, known: Sequence[KnownParagraph], furniture: set[str]) -> bool:
    """Say whether a line that was read as something else is a paragraph of the draft: by bookmark, or by words."""
    text = " ".join(held.text.split())
    uids = {paragraph_uid(name) for name in held.bookmarks}
    is_furniture = " ".join(folded_words(text)) in furniture
    for paragraph in known:
        alike = fuzz.ratio(text, paragraph.text)
        if alike >= _SAME or (paragraph.uid in uids and (alike >= _LIKE or not is_furniture)):
            return True
    return False


def _between(said: LetterText, word: WordFacts) -> range:
    """Give the places between the salutation and the sign-off, as far as both are found."""
    folded = [" ".join(folded_words(held.text)) for held in word.paragraphs]
    greeting, close = (" ".join(folded_words(words)) for words in (said.salutation, said.sign_off))
    first = folded.index(greeting) + 1 if greeting in folded else len(folded)
    last = next((at for at in range(len(folded) - 1, first - 1, -1) if folded[at] == close), first)
    return range(first, last)


def _is_piece(held: WordParagraph, known: Sequence[KnownParagraph], furniture: set[str]) -> bool:
    """Say whether a line is a piece of one of the draft's paragraphs, or what rewriting left of it."""
    words = folded_words(held.text)
    if len(words) < _FEWEST or " ".join(words) in furniture:
        return False
    for paragraph in known:
        shared = LCSseq.similarity(words, folded_words(paragraph.text))
        if shared >= _CONTAINED * len(words) or (shared >= _FEWEST_KEPT and shared >= _KEPT * len(words)):
            return True
    return False


def _grouped(matches: Sequence[Match]) -> Iterator[ReturnedChange]:
    """Put together what can only be decided as one: pieces of one paragraph, paragraphs run into one."""
    groups: list[list[Match]] = []
    for match in matches:
        joined = [group for group in groups if any(_belong(match, other) for other in group)]
        if joined:
            first = joined[0]
            for group in joined[1:]:
                first += group
                groups.remove(group)
            first.append(match)
        else:
            groups.append([match])
    for group in groups:
        yield ReturnedChange(
            kinds=tuple(dict.fromkeys(match.change for match in group)),
            uids=tuple(dict.fromkeys(match.uid for match in group if match.uid is not None)),
            indexes=tuple(sorted({match.index for match in group if match.index is not None})),
            matches=tuple(group),
        )


def _belong(match: Match, other: Match) -> bool:
    same_uid = match.uid is not None and match.uid == other.uid
    return same_uid or (match.index is not None and match.index == other.index)


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
