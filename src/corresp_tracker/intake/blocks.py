"""Lines to paragraphs: which lines belong together, and how their words are joined."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corresp_tracker.intake.labels import Candidate, Mark, Series, candidates, is_sure_bullet
from corresp_tracker.intake.lines import Line, Spans, cut, ends_sentence, squeeze, tidy_spans

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OPENS_SMALL = re.compile(r"[\"'“‘(\[]?[a-z]")
_OPENS_LARGE = re.compile(r"[\"'“‘(\[]?[A-Z0-9£]")
_BROKEN = re.compile(r"([^\W\d_]+)-\Z")
_LIST_END = re.compile(r"(?:[.!?:;,][\"'”’)\]]*|\b(?:and|or))\s*\Z")
_SOFT_WRAPPED = 200  # characters: no page is so wide, so a line of this length is a whole paragraph
_KEPT_HYPHENS = (  # first parts after which a hyphen is the writer's own
    "all anti bi co counter cross cyber de ex far follow full half high ill inter intra joint large long low mid "
    "multi near neo non on one over part post pre pro pseudo quasi re self semi short single six small so sub "
    "third three two five four seven eight nine ten un under up vice well year child police county whole"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that belong together: a paragraph, a heading, a list item. `mark` is its printed number."""

    text: str
    mark: Mark | None = None
    italics: Spans = ()
    bookmarks: tuple[str, ...] = ()
    bold: bool = False
    heading: bool = False
    depth: int = 0
    in_table: bool = False


@dataclass(slots=True)
class _Growing:
    lines: list[Line]
    mark: Mark | None = None
    taken: int = 0
    last: Line = field(init=False)

    def __post_init__(self) -> None:
        self.last = self.lines[-1]

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.last = line

    @property
    def is_empty(self) -> bool:
        return len(self.lines) == 1 and not self.lines[0].text[self.taken :].strip()


def join_blocks(lines: Sequence[Line]) -> tuple[Block, ...]:
    """Join the lines of a letter's body to blocks, with the printed numbers that run on."""
    looks = _Looks(lines)
    series = Series()
    growing: list[_Growing] = []
    for line in lines:
        last = growing[-1] if growing else None
        begins = last is None or looks.begins(last, line, is_numbered=series.is_numbered)
        mark, taken = _printed_mark(line, last, series, begins=begins)
        if last is not None and not mark and (last.is_empty or not begins):
            last.add(line)
        else:
            growing.append(_Growing([line], mark, taken))
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
    return tuple(block for grown in growing if (block := _finish(grown, words)).text)


class _Looks:
    """How a letter is set: how wide its lines are, and how far apart inside a paragraph."""

    def __init__(self, lines: Sequence[Line]) -> None:
        loose = [line for line in lines if line.starts is None]
        self._edge = _usual_edge(loose)
        self._gap = _usual_gap(loose)
        self._is_soft = any(len(line.text) > _SOFT_WRAPPED for line in loose)

    def begins(self, grown: _Growing, line: Line, *, is_numbered: bool) -> bool:
        """Say whether a paragraph begins with this line, its number left aside."""
        last = grown.last
        if line.cell and last.cell and line.cell[:2] == last.cell[:2]:
            return line.cell == last.cell and line.starts is not False
        if line.starts is not None:
            return line.starts
        if self._is_soft:
            return True
        if not last.ends_sentence and _OPENS_SMALL.match(line.text) and not _changes_face(last, line):
            return False
        if line.page != last.page:
            return last.ends_sentence and (self._is_short(last, line) or not is_numbered)
        if line.gap > self._gap * 1.3:
            return True
        return self._looks_new(grown, line)

    def _looks_new(self, grown: _Growing, line: Line) -> bool:
        """Judge a line at the usual distance by the line before it, its indent and its face."""
        last = grown.last
        if _changes_face(last, line) and (line.bold or _is_short_heading(last)):
            return True
        if not _OPENS_LARGE.match(line.text):
            return False
        if not last.ends_sentence:
            return last.right > 0 and last.right < 0.75 * self._edge and self._is_short(last, line)
        indented = len(grown.lines) > 1 and line.left > last.left + 1.5 * _width(line)
        return indented or self._is_short(last, line)

    def _is_short(self, last: Line, line: Line) -> bool:
        """Say whether the next line's first word would still have fitted on the line before it."""
        first = (line.text.split() or [""])[0]
        return last.right + (len(first) + 2) * _width(last) < self._edge


def _usual_edge(lines: Sequence[Line]) -> float:
    """Give where full lines end: nine in ten lines end before it or there."""
    edges = sorted(line.right for line in lines)
    return edges[min(len(edges) - 1, int(len(edges) * 0.9))] if edges else 0.0


def _usual_gap(lines: Sequence[Line]) -> float:
    """Give the distance of lines inside a paragraph, from the pairs that are surely one sentence."""
    gaps = [
        round(line.gap, 1)
        for last, line in pairwise(lines)
        if line.page == last.page and _OPENS_SMALL.match(line.text) and not _LIST_END.search(last.text)
    ]
    return Counter(gaps).most_common(1)[0][0] if gaps else 1.0


def _width(line: Line) -> float:
    """Give the width of a character of a line."""
    return max((line.right - line.left) / max(len(line.text), 1), 0.1)


def _changes_face(last: Line, line: Line) -> bool:
    return last.bold != line.bold


def _is_short_heading(line: Line) -> bool:
    return line.bold and not line.ends_sentence and len(line.text) < 120


def _printed_mark(
    line: Line, last: _Growing | None, series: Series, *, begins: bool
) -> tuple[Mark | None, int]:
    """Give the number that a line begins with, where it is one, and how many characters it takes."""
    if line.starts is False or (line.cell and not begins):
        return None, 0
    before = last.last.text if last else "."
    follows_colon = before.rstrip().endswith(":")
    if line.label:
        found = candidates(line.label + " ") or [Candidate("bullet", 0, line.label, 0)]
        return series.place(found, sure=True, left=line.left, follows_colon=follows_colon), 0
    found = _credible(candidates(line.text), line, before, begins=begins)
    mark = series.place(found, sure=begins, left=line.left, follows_colon=follows_colon)
    if mark is None:
        return None, 0
    return mark, max(candidate.length for candidate in found if candidate.printed == mark.printed)


def _credible(found: list[Candidate], line: Line, before: str, *, begins: bool) -> list[Candidate]:
    """Leave out what cannot be a number here: inside a sentence, or a dash that is only a dash."""
    if not begins and not _LIST_END.search(before) and not is_sure_bullet(line.text):
        return []
    if is_sure_bullet(line.text):
        return found
    opens_list = before.rstrip().endswith((":", ";", ".", ",")) and (begins or ends_sentence(before))
    return [candidate for candidate in found if candidate.style != "bullet" or opens_list]


def _finish(grown: _Growing, words: Counter[str]) -> Block:
    """Join the lines of a block into one text."""
    text, italics = "", ()
    for index, line in enumerate(grown.lines):
        piece, slanted = (line.text, line.italics) if index else cut(line.text, line.italics, grown.taken)
        piece, slanted = squeeze(piece, slanted)
        if text and piece:
            text = _joint(text, piece, words, is_printed=line.starts is None)
        italics += tuple((start + len(text), end + len(text)) for start, end in slanted)
        text += piece
    first = grown.lines[0]
    return Block(
        text=text,
        mark=grown.mark,
        italics=tidy_spans(italics, text),
        bookmarks=tuple(name for line in grown.lines for name in line.bookmarks),
        bold=all(line.bold for line in grown.lines if line.text.strip()),
        heading=first.heading,
        depth=first.depth,
        in_table=first.cell is not None,
    )


def _joint(text: str, piece: str, words: Counter[str], *, is_printed: bool) -> str:
    """Give a text ready for the next line's words: with a space, or with a broken word mended."""
    broken = _BROKEN.search(text)
    if not is_printed or not broken or not piece[0].isalpha():
        return text if text.endswith(("-", "—")) and is_printed and piece[0].isalnum() else text + " "
    if not piece[0].islower():
        return text
    following = _WORD.match(piece)
    second = following[0].lower() if following else ""
    return text if _keeps_hyphen(broken[1].lower(), second, words) else text[:-1]


def _keeps_hyphen(first: str, second: str, words: Counter[str]) -> bool:
    """Say whether a hyphen at a line end is the writer's own: as elsewhere in the letter, else by its parts."""
    if words[f"{first}-{second}"]:
        return True
    if words[first + second]:
        return False
    return first in _KEPT_HYPHENS.split() or (words[first] > 1 and words[second] > 0)
