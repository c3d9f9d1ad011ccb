"""Finding words in a text as a reader means them: capitals, accents' quotes and dashes make no difference."""

import re

from corresp_tracker.ui.text_offsets import to_utf16

_ALIKE = str.maketrans("‘’‚‛ʼ`´“”„‟–—‑\u00a0\u2029\u2028\t", "'''''''\"\"\"\"---    ")


def find_plain(text: str, words: str) -> list[tuple[int, int]]:
    """Give every place of the words, as Qt counts places (UTF-16 units)."""
    wanted = " ".join(_levelled(words).split())
    if not wanted:
        return []
    pattern = re.escape(wanted).replace(r"\ ", r"\s+")
    return [
        (to_utf16(text, found.start()), to_utf16(text, found.end()))
        for found in re.finditer(pattern, _levelled(text))
    ]


def _levelled(text: str) -> str:
    """Give the text in small letters with plain quotes, each character where it was."""
    small = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return small.translate(_ALIKE)
