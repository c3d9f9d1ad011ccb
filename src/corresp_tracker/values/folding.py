"""One folding of words, shared by search and by the finder of citations.

Two texts that a reader takes for the same words fold alike: capitals, accents, the kind of quote, dash or
apostrophe, hyphens and full stops never matter. "COVID-19" is two words, "Harm’s" is "harms", "Zoë" is "zoe",
"hmic.gov.uk/peel" is four words, "Fire & Rescue" is "fire and rescue".
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

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
_TWO_APOSTROPHES = ("''", "``", "'`", "`'")


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


def spans_of_words(text: str) -> Sequence[tuple[int, int]]:
    """Give where each word of a text's `folded_text` stands in the text, in code points."""
    if _is_simple(_typed(text)):
        return [match.span() for match in _WORD.finditer(text)]
    return fold(text).spans


def _typed(text: str) -> str:
    """Put typed characters in the place of printers' marks, one for one."""
    if not text.isascii():
        for mark, typed in _PRINTERS_MARKS.items():
            text = text.replace(mark, typed)
    return text


def _is_simple(text: str) -> bool:
    """Say whether each word of a text folds to one word, by its characters alone."""
    return text.isascii() and not any(pair in text for pair in _TWO_APOSTROPHES)


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
