"""Sentences: all of a text, and the one in which words stand, which a statement is checked by."""

import re
from collections.abc import Iterator

_ENDS = re.compile(r"[.!?][’”'\")\]]*\s+(?=[‘“'\"]?[A-Z0-9])")
_NO_END = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|para|paras|p|pp|cf|eg|ie|vs|Rt|Hon)\.\s+\Z", re.IGNORECASE
)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the span of the sentence, or sentences, in which the words from `start` to `end` stand, in code points."""
    first, last = 0, len(text)
    for match in _ENDS.finditer(text):
        if _NO_END.search(text[: match.end()]):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end - 1:
            last = match.end() - (len(match.group()) - len(match.group().rstrip()))
            break
    return first, last


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of all sentences of a text, in order, without the spaces around them, in code points."""
    first = 0
    for match in _ENDS.finditer(text):
        if not _NO_END.search(text[: match.end()]):
            yield from _trimmed(text, first, match.end())
            first = match.end()
    yield from _trimmed(text, first, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
