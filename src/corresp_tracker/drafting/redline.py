"""What was struck out of a paragraph and what was put in, word by word, as a person marks it in red."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
_LONELY = 2  # characters kept between two changes: with fewer, one change reads better than two


class Stroke(StrEnum):
    """What was done to some words."""

    KEPT = "kept"
    STRUCK = "struck"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class RedlinePiece:
    """Some words of a redline, with their spaces."""

    stroke: Stroke
    words: str


def redline(before: str, after: str) -> tuple[RedlinePiece, ...]:
    """Give a text's change as pieces: those kept and struck make `before`, those kept and added make `after`."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    pieces: list[RedlinePiece] = []
    for kind, a, b, c, d in _joined(SequenceMatcher(None, old, new, autojunk=False).get_opcodes(), old):
        if kind == "equal":
            pieces.append(RedlinePiece(Stroke.KEPT, "".join(old[a:b])))
            continue
        struck, added = "".join(old[a:b]), "".join(new[c:d])
        pieces += [RedlinePiece(Stroke.STRUCK, struck)] if struck else []
        pieces += [RedlinePiece(Stroke.ADDED, added)] if added else []
    return tuple(pieces)


_Step = tuple[str, int, int, int, int]


def _joined(steps: Sequence[_Step], old: list[str]) -> Iterator[_Step]:
    """Join changes with next to nothing between them: else two words that changed give four strokes."""
    held: _Step | None = None  # a change that may go on
    for number, step in enumerate(steps, start=1):
        kind, a, b = step[:3]
        is_slight = kind == "equal" and len("".join(old[a:b])) < _LONELY and number < len(steps)
        if held is None:
            if kind == "equal":
                yield step
            else:
                held = step
        elif kind == "equal" and not is_slight:
            yield held
            yield step
            held = None
        else:
            held = _spanning(held, step)
    if held:
        yield held


def _spanning(first: _Step, last: _Step) -> _Step:
    return "replace", first[1], last[2], first[3], last[4]
