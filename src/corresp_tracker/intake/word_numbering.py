"""Word's automatic numbers as they print, counted from the lists that the file defines.

The rules are those of ECMA-376 part 1, 17.9: lists made from one abstract list count on together; a deeper level
begins anew after a higher one, unless it says otherwise; a list's own start counts when it is first used.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from corresp_tracker.intake.labels import to_roman
from corresp_tracker.intake.word_package import MAIN
from corresp_tracker.intake.word_styles import WordStyles, child_value, is_on, value

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    shape: str = "decimal"
    text: str = ""
    restarts_after: int | None = None
    is_legal: bool = False


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    own_starts: dict[int, int] = field(default_factory=dict[int, int])


@dataclass(frozen=True, slots=True)
class AutomaticNumber:
    """A number that Word prints before a paragraph: its words ("6.", "(a)", "•") and its level in the list."""

    printed: str
    depth: int


class WordNumbering:
    """Counts the lists of one Word file, paragraph by paragraph in the order of the document."""

    def __init__(self, root: Element | None, styles: WordStyles) -> None:
        self._styles = styles
        self._by_style: dict[str, int] = {}
        self._lists = self._read_lists(root) if root is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next_number(self, paragraph: Element, style: str) -> AutomaticNumber | None:
        """Count one paragraph; None where no list numbers it."""
        key, depth = self._place(paragraph, style)
        numbered = self._lists.get(key)
        if numbered is None:
            return None
        self._count(key, numbered, depth)
        level = numbered.levels.get(depth, _Level())
        if level.shape == "none" and not level.text:
            return None
        return AutomaticNumber(self._print(numbered, level), depth)

    def _place(self, paragraph: Element, style: str) -> tuple[str, int]:
        """Give the list and level of a paragraph: its own, else its style's."""
        style_key, style_level = self._styles.numbering(style)
        own = paragraph.find(f"{MAIN}pPr/{MAIN}numPr")
        key = child_value(own, "numId") if own is not None else None
        level = child_value(own, "ilvl") if own is not None else None
        if key is None:
            key = style_key
            level = level or style_level or str(self._by_style.get(style, 0))
        return key, min(int(level), _LEVELS - 1) if level and level.isdigit() else 0

    def _count(self, key: str, numbered: _List, depth: int) -> None:
        counts = self._counts.setdefault(numbered.abstract, {})
        if depth in numbered.own_starts and (key, depth) not in self._begun:
            counts[depth] = numbered.own_starts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = numbered.levels.get(depth, _Level()).start
        self._begun.add((key, depth))
        for above in range(depth):
            counts.setdefault(above, numbered.levels.get(above, _Level()).start)
        for below in [level for level in counts if level > depth]:
            after = numbered.levels.get(below, _Level()).restarts_after
            if after is None or (after > 0 and depth < after):
                del counts[below]

    def _print(self, numbered: _List, level: _Level) -> str:
        if level.shape == "bullet":
            return level.text if level.text.strip() and not level.text[0].isalnum() else "•"
        counts = self._counts[numbered.abstract]

        def number(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            shape = "decimal" if level.is_legal else numbered.levels.get(depth, _Level()).shape
            return in_shape(counts.get(depth, numbered.levels.get(depth, _Level()).start), shape)

        return _PLACE.sub(number, level.text).strip()

    def _read_lists(self, root: Element) -> dict[str, _List]:
        abstracts = {value(item, "abstractNumId"): item for item in root.iter(f"{MAIN}abstractNum")}
        lists: dict[str, _List] = {}
        for number in root.iter(f"{MAIN}num"):
            abstract_key = child_value(number, "abstractNumId") or ""
            levels = self._levels(self._real(abstracts, abstract_key, root))
            own_starts: dict[int, int] = {}
            for change in number.iter(f"{MAIN}lvlOverride"):
                depth = _number(value(change, "ilvl"))
                changed = change.find(f"{MAIN}lvl")
                if changed is not None:
                    levels[depth] = _read_level(changed)
                start = child_value(change, "startOverride")
                if start is not None:
                    own_starts[depth] = _number(start)
            lists[value(number, "numId")] = _List(abstract_key, levels, own_starts)
        return lists

    def _real(self, abstracts: dict[str, Element], key: str, root: Element) -> Element | None:
        """Give an abstract list, or the one that it stands for through a numbering style."""
        abstract = abstracts.get(key)
        style = child_value(abstract, "numStyleLink") if abstract is not None else None
        if not style:
            return abstract
        number = self._styles.list_of(style)
        for item in root.iter(f"{MAIN}num"):
            if value(item, "numId") == number:
                return abstracts.get(child_value(item, "abstractNumId") or "", abstract)
        return abstract

    def _levels(self, abstract: Element | None) -> dict[int, _Level]:
        levels: dict[int, _Level] = {}
        for level in abstract.iter(f"{MAIN}lvl") if abstract is not None else ():
            depth = _number(value(level, "ilvl"))
            levels[depth] = _read_level(level)
            style = child_value(level, "pStyle")
            if style:
                self._by_style.setdefault(style, depth)
        return levels


def in_shape(count: int, shape: str) -> str:
    """Give a count in one of Word's shapes of number; a shape unknown here prints as digits."""
    writer = _SHAPES.get(shape, str)
    return writer(count)


def _read_level(level: Element) -> _Level:
    after = child_value(level, "lvlRestart")
    legal = level.find(f"{MAIN}isLgl")
    return _Level(
        start=_number(child_value(level, "start") or "1"),
        shape=child_value(level, "numFmt") or "decimal",
        text=child_value(level, "lvlText") or "",
        restarts_after=_number(after) if after is not None else None,
        is_legal=legal is not None and is_on(legal),
    )


def _number(digits: str) -> int:
    return int(digits) if digits.isdigit() and len(digits) < 7 else 0


def _letter(count: int) -> str:
    """Give a, b ... z, aa, bb: Word repeats the letter, it does not count on as a spreadsheet does."""
    if count < 1:
        return str(count)
    return chr(97 + (count - 1) % 26) * min((count - 1) // 26 + 1, 30)


def _roman(count: int) -> str:
    return to_roman(count) if 0 < count < 4000 else str(count)


def _ordinal(count: int) -> str:
    teens = 10 <= count % 100 <= 20
    return f"{count}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"


_SHAPES: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "decimalZero": lambda count: f"{count:02d}",
    "ordinal": _ordinal,
    "none": lambda _: "",
}
