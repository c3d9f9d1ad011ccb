"""The sentence in which words stand: what a statement is checked by."""

import re

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
