"""The labels of a letter's paragraphs: the full path of printed numbers, unique in the letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from corresp_tracker.intake.blocks import Block
from corresp_tracker.intake.labels import DECIMAL, Mark
from corresp_tracker.values.letter_text import LetterParagraph

_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Labelled:
    """The paragraphs of a letter, and whether its printed numbers repeated or broke off."""

    paragraphs: tuple[LetterParagraph, ...]
    repeats: bool = False


def label_paragraphs(blocks: Sequence[Block]) -> Labelled:
    """Give each block its label and level.

    The first paragraph, where unnumbered, is "1" if printed numbers begin at 2 and "0" if they begin at 1. A letter
    without numbers counts 1, 2, 3. An unnumbered paragraph further on is "6+1", and so is one whose printed
    number was used before.
    """
    labels = _Labels(blocks)
    paragraphs: list[LetterParagraph] = []
    for block in blocks:
        label, level = labels.of(block)
        paragraphs.append(LetterParagraph(label, level, block.text, block.italics, block.bookmarks))
    return Labelled(tuple(paragraphs), labels.repeats)


class _Labels:
    """The labels given so far in one letter."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.repeats = False
        self._numbered = _is_numbered(blocks)
        self._first = _first_number(blocks)
        self._least = min(
            (len(block.mark.path) for block in blocks if block.mark and block.mark.path), default=1
        )
        self._has_tops = any(block.mark and block.mark.depth == 0 and not block.mark.path for block in blocks)
        self._used: set[str] = set()
        self._open: list[str] = []
        self._parents: dict[int, str] = {}
        self._last = ""
        self._count = 0

    def of(self, block: Block) -> tuple[str, int]:
        """Give the label and level of the next block."""
        mark = block.mark
        if mark is None or mark.is_bullet:
            level = 0 if mark is None else max(1, min(max(mark.depth, block.depth + 1), _DEEPEST))
            return self._unnumbered(level), level
        if mark.path and self._numbered:
            return self._dotted(mark)
        return self._printed(mark)

    def _unnumbered(self, level: int) -> str:
        if self._numbered:
            label = self._beside(self._base()) if self._last else self._take(str(max(self._first - 1, 0)))
        else:
            self._count += 1
            label = self._take(str(self._count))
        if level == 0:
            self._open = [label]
        self._last = label
        return label

    def _base(self) -> str:
        """Give the paragraph of the letter's own after which an unnumbered one is counted."""
        return (self._open[0] if self._open else self._last).partition("+")[0]

    def _dotted(self, mark: Mark) -> tuple[str, int]:
        level = len(mark.path) - (1 if self._has_tops else self._least)
        label = self._take_printed(mark.printed)
        self._open[max(level, 0) :] = [label]
        self._last = label
        return label, min(max(level, 0), _DEEPEST)

    def _printed(self, mark: Mark) -> tuple[str, int]:
        depth = (
            mark.depth if self._numbered else max(mark.depth, 0) + (mark.style in DECIMAL and mark.depth == 0)
        )
        if depth == 0:
            label = self._take_printed(mark.printed)
        else:
            if mark.begins or depth not in self._parents:
                self._parents[depth] = self._parent(depth)
            parent = self._parents[depth]
            label = self._take_printed(f"{parent}({mark.printed})")
        del self._open[depth:]
        self._open.append(label)
        self._parents = {at: parent for at, parent in self._parents.items() if at <= depth}
        self._last = label
        return label, min(depth, _DEEPEST)

    def _parent(self, depth: int) -> str:
        """Give the label under which a list begins; a letter that opens with a list gets the paragraph "0"."""
        return self._open[min(depth, len(self._open)) - 1] if self._open else str(max(self._first - 1, 0))

    def _take_printed(self, label: str) -> str:
        if label not in self._used:
            return self._take(label)
        self.repeats = True
        return self._beside(label)

    def _beside(self, label: str) -> str:
        number = 1
        while f"{label}+{number}" in self._used:
            number += 1
        return self._take(f"{label}+{number}")

    def _take(self, label: str) -> str:
        if label in self._used:
            return self._beside(label)
        self._used.add(label)
        return label


def _is_numbered(blocks: Sequence[Block]) -> bool:
    """Say whether the letter's own paragraphs are numbered, and not only a list inside one of them."""
    tops = [
        block
        for block in blocks
        if block.mark is None or (block.mark.depth == 0 and not block.mark.is_bullet)
    ]
    dotted = [block for block in blocks if block.mark and block.mark.path]
    printed = [block for block in tops if block.mark]
    if dotted:
        return True
    leading = next((at for at, block in enumerate(tops) if block.mark), 0)
    return bool(printed) and len(printed) * 2 >= len(tops) and leading <= max(2, len(printed) // 2)


def _first_number(blocks: Sequence[Block]) -> int:
    """Give the first printed number of the letter's own series; 1 where there is none."""
    for block in blocks:
        if block.mark and block.mark.depth == 0 and not block.mark.is_bullet:
            return block.mark.path[0] if block.mark.path else block.mark.value
    return 1
