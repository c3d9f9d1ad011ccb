"""One folding of words, shared by search and by the finder of citations.

Two texts that a reader takes for the same words fold alike: capitals, accents, the kind of quote, dash or
apostrophe, hyphens and full stops never matter. "COVID-19" is two words, "Harm’s" is "harms", "Zoë" is "zoe",
"hmic.gov.uk/peel" is four words, "Fire & Rescue" is "fire and rescue".
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ`´][^\W_]+)*|&", re.UNICODE)
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
_PRINTERS_MARKS = {
    "‘": "'",
    "’": "'",
    "“": " ",
    "”": " ",
    "–": " ",
    "—": " ",
    "…": " ",
    "•": " ",
    "\u00a0": " ",
}
_LOWER_OR_SPACE = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)) + bytes(
    128
)
_DROPPED = b"'`"
_NO_WORDS = frozenset({b"", b"'", b"`"})
_WORD_OR_SPACE = bytes(code if chr(code) in "'`" else _LOWER_OR_SPACE[code] for code in range(256))


@dataclass(frozen=True, slots=True)
class FoldedText:
    """Folded words with the way back to the text they came from.

    `text` is the words with one space before, between and after them, so that " peel " in `text` is a whole
    word. `spans` are the words' (start, end) in the source, in code points; `starts` where each begins in
    `text`.
    """

    text: str
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def fold(text: str) -> FoldedText:
    """Fold a text, keeping for each folded word the place that it came from. One word may fold to several."""
    words: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int]] = []
    at = 1
    for match in _WORD.finditer(text):
        for word in _fold_word(match.group()):
            words.append(word)
            starts.append(at)
            spans.append(match.span())
            at += len(word) + 1
    return FoldedText(f" {' '.join(words)} " if words else " ", tuple(starts), tuple(spans))


def folded_text(text: str) -> str:
    """Give `fold(text).text` alone, many times quicker where a text holds typed characters and printers' marks."""
    plain = _typed(text)
    if not _is_simple(plain):
        return fold(text).text
    lower = plain.replace("&", " and ").encode("ascii").translate(_LOWER_OR_SPACE, _DROPPED)
    words = lower.decode("ascii").split()
    return f" {' '.join(words)} " if words else " "


def places_of_words(text: str) -> Callable[[int], tuple[int, int]]:
    """Give a function that tells where a word of a text's `folded_text` stands in the text, in code points.

    Words are counted from 0. Most texts need only their blanks counted, and only for the words that are asked for.
    """
    plain = _typed(text)
    if "&" in plain or not _is_simple(plain):
        return fold(text).spans.__getitem__
    pieces = plain.encode("ascii").translate(_WORD_OR_SPACE).split(b" ")
    words = [at for at, piece in enumerate(pieces) if piece not in _NO_WORDS]
    ends = list(accumulate(map(len, pieces)))

    def place(word: int) -> tuple[int, int]:
        at = words[word]
        piece, end = pieces[at], ends[at] + at
        if piece.isalnum():
            return end - len(piece), end
        after = len(piece) - len(piece.rstrip(_DROPPED))
        return end - len(piece.lstrip(_DROPPED)), end - after

    return place


def _typed(text: str) -> str:
    """Put typed characters in the place of printers' marks, one for one."""
    if not text.isascii():
        for mark, typed in _PRINTERS_MARKS.items():
            text = text.replace(mark, typed)
    return text


def _is_simple(text: str) -> bool:
    """Say whether each word of a text folds to one word, by its characters alone."""
    return text.isascii() and not (
        ("'" in text and ("''" in text or "'`" in text)) or ("`" in text and ("``" in text or "`'" in text))
    )


def folded_words(text: str) -> list[str]:
    """Give the folded words alone, in order."""
    return [word for match in _WORD.finditer(text) for word in _fold_word(match.group())]


@lru_cache(maxsize=50_000)
def _fold_word(word: str) -> tuple[str, ...]:
    if word == "&":
        return ("and",)
    if word.isascii():
        return (word.translate(_APOSTROPHES).lower(),)
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    bare = "".join(mark for mark in spread if not unicodedata.combining(mark))
    return tuple(re.findall(r"[^\W_]+", bare.translate(_APOSTROPHES)))
