"""Where the words of a link, a point or a search are now, after their paragraph was edited."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from corresp_tracker.values.folding import FoldedText, fold

_LEAST_KEPT = 0.5  # of the letters of the words: with less, what is left may be chance
_MOST_SWOLLEN = 2  # times as many words as before: with more, the words have been scattered

Span = tuple[int, int]


def follow_span(before: str, after: str, start: int, end: int) -> Span | None:
    """Find the words `before[start:end]` in the edited text; None where they are gone.

    The exact words come first, then the same words folded (other capitals, quotes, dashes), each at the place
    that the words around them moved to; then, by alignment, what is left of them where half or more is.
    Spans are code points, end exclusive.
    """
    if not before[start:end].strip():
        return None
    if before == after:
        return start, end
    edit = _Edit(before, after)
    places = list(_exact_places(edit, start, end)) or list(_folded_places(edit, start, end))
    if len(places) == 1:
        return places[0]
    if places:
        expected = edit.new_place(start)
        return min(places, key=lambda place: (abs(place[0] - expected), place[0]))
    return _aligned_place(edit, start, end)


@dataclass(frozen=True)
class _Edit:
    """A text before and after, folded and aligned word by word when that is first asked for."""

    before: str
    after: str

    @cached_property
    def old(self) -> FoldedText:
        return fold(self.before)

    @cached_property
    def new(self) -> FoldedText:
        return fold(self.after)

    @cached_property
    def new_words(self) -> dict[int, int]:
        """The words that were kept: index before, index after."""
        matcher = SequenceMatcher(None, self.old.text.split(), self.new.text.split(), autojunk=False)
        return {
            block.a + step: block.b + step
            for block in matcher.get_matching_blocks()
            for step in range(block.size)
        }

    def new_place(self, start: int) -> int:
        """Say where a place before most likely is now, by the nearest word that was kept at or before it."""
        first = next((at for at, span in enumerate(self.old.spans) if span[1] > start), len(self.old.spans))
        if first in self.new_words:
            return self.new.spans[self.new_words[first]][0] + start - self.old.spans[first][0]
        kept = next((at for at in range(first - 1, -1, -1) if at in self.new_words), None)
        return (
            0 if kept is None else self.new.spans[self.new_words[kept]][1] + start - self.old.spans[kept][1]
        )


def _exact_places(edit: _Edit, start: int, end: int) -> Iterator[Span]:
    """Find the very words, whole words where they were whole words before."""
    for match in re.finditer(f"(?={re.escape(edit.before[start:end])})", edit.after):
        place = match.start(), match.start() + end - start
        if _keeps_edges(edit, place, (start, end)):
            yield place


def _folded_places(edit: _Edit, start: int, end: int) -> Iterator[Span]:
    """Find the words in other capitals, quotes or dashes, with the punctuation at their ends."""
    inside = [at for at, span in enumerate(edit.old.spans) if start <= span[0] and span[1] <= end]
    if not inside:
        return
    words, all_new = edit.old.text.split(), edit.new.text.split()
    wanted = words[inside[0] : inside[-1] + 1]
    for at in range(len(all_new) - len(wanted) + 1):
        if all_new[at : at + len(wanted)] == wanted:
            yield _with_marks(edit, (at, at + len(wanted) - 1), (start, end))


def _aligned_place(edit: _Edit, start: int, end: int) -> Span | None:
    """Find what is left of the words, where enough is and it stands together."""
    inside = [at for at, span in enumerate(edit.old.spans) if span[0] < end and start < span[1]]
    kept = [edit.new_words[at] for at in inside if at in edit.new_words]
    if not kept:
        return None
    words = edit.old.text.split()
    kept_letters = sum(len(words[at]) for at in inside if at in edit.new_words)
    if kept_letters < _LEAST_KEPT * sum(len(words[at]) for at in inside):
        return None
    if kept[-1] - kept[0] + 1 > _MOST_SWOLLEN * len(inside):
        return None
    return _with_marks(edit, (kept[0], kept[-1]), (start, end))


def _with_marks(edit: _Edit, words: Span, old: Span) -> Span:
    """Give the span of words, with as many quotation marks or the like at its ends as there were before."""
    start, end = edit.new.spans[words[0]][0], edit.new.spans[words[1]][1]
    was = edit.before[old[0] : old[1]]
    for _ in range(len(was) - len(was.lstrip(_marks_of(was)))):
        if start > 0 and _is_mark(edit.after[start - 1]):
            start -= 1
    for _ in range(len(was) - len(was.rstrip(_marks_of(was)))):
        if end < len(edit.after) and _is_mark(edit.after[end]):
            end += 1
    return start, end


def _marks_of(text: str) -> str:
    return "".join({mark for mark in text if _is_mark(mark)})


def _is_mark(character: str) -> bool:
    return not (character.isalnum() or character.isspace())


def _is_edge(text: str, at: int) -> bool:
    """Say whether no word runs across a place."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def _keeps_edges(edit: _Edit, place: Span, old: Span) -> bool:
    """Say whether no word runs across an end where none did before."""
    return all(
        _is_edge(edit.after, now) or not _is_edge(edit.before, then)
        for now, then in zip(place, old, strict=True)
    )
