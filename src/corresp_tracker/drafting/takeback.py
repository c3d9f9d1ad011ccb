"""A draft back from Word: each of its paragraphs and citations accounted for, and who else wrote in the file.

The file is compared with the version that it was written from; what the draft became since is set beside that, so
that neither side's words are lost in silence.
"""

from collections.abc import Iterator, Mapping, Sequence
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
from corresp_tracker.values.letter_text import LetterParagraph, LetterText
from corresp_tracker.values.word_facts import TrackedChange, WordComment, WordFacts, WordMark, WordParagraph

_SAME = (
    90.0  # of 100, for a line that the letter's anatomy left out to be a paragraph of the draft all the same
)
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
    marks: tuple[WordMark, ...] = ()
    at: int = 0
    is_plain: bool = False


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
                marks=tuple(_marks_in(text, held)),
                at=at,
                is_plain=has_numbers and not held.label,
            )
        )
    return tuple(found)


def _marks_in(text: str, held: WordParagraph) -> Iterator[WordMark]:
    """Give the citations' bookmarks of a paragraph by where their words are in its text, without its typed number."""
    whole = " ".join(held.text.split())
    shift = len(whole) - len(text)
    if shift < 0 or not whole.endswith(text):
        return
    for mark in held.marks:
        words = " ".join(held.text[mark.start : mark.end].split())
        start = whole.find(words, max(len(" ".join(held.text[: mark.start].split())), 0)) - shift
        if words and start >= 0:
            yield WordMark(mark.bookmark, start, start + len(words))


def going_on_from(
    written: Sequence[KnownParagraph], taken: Mapping[str, str], paragraphs: Sequence[FileParagraph]
) -> tuple[KnownParagraph, ...]:
    """Give the paragraphs that a file goes on from: as they were written, or as they were taken back since.

    `taken` are the draft's paragraphs, by uid and in order, as a file was last taken back after these were written.
    Whether this one went on from there is asked of each paragraph: it did where it is nearer to those words, and a
    paragraph that was put in there is known where the file has it. So a file that is taken back twice puts nothing in
    twice, and a colleague's copy of what was written takes nothing of the first file back.
    """
    before = {each.uid: each.text for each in written}
    put_in = [KnownParagraph(uid, text) for uid, text in taken.items() if uid not in before]
    returned = [ReturnedParagraph(each.text, each.bookmarks) for each in paragraphs]
    now = {
        match.uid: paragraphs[match.index].text
        for match in match_paragraphs([*written, *put_in], returned)
        if match.uid is not None and match.index is not None
    }
    known = [
        KnownParagraph(uid, taken[uid] if uid in now and _is_nearer(now[uid], taken.get(uid), text) else text)
        for uid, text in before.items()
    ]
    order = list(taken)
    for each in put_in:
        if each.uid in now:
            uids = [other.uid for other in known]
            earlier = [uids.index(uid) for uid in order[: order.index(each.uid)] if uid in uids]
            known.insert(max(earlier, default=-1) + 1, each)
    return tuple(known)


def _is_nearer(text: str, taken: str | None, written: str) -> bool:
    return taken is not None and fuzz.ratio(text, taken) > fuzz.ratio(text, written)


def returned_changes(
    known: Sequence[KnownParagraph], paragraphs: Sequence[FileParagraph]
) -> tuple[ReturnedChange, ...]:
    """Say what happened to each paragraph, in the order of the file, those that are lost last."""
    matches = match_paragraphs(known, [ReturnedParagraph(each.text, each.bookmarks) for each in paragraphs])
    return tuple(_grouped(matches))


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
