"""One folding of words, shared by search and by the finder of citations.

Two texts that a reader takes for the same words fold alike: capitals, accents, the kind of quote, dash or
apostrophe, hyphens and full stops never matter. "COVID-19" is two words, "Harm’s" is "harms", "Zoë" is "zoe",
"hmic.gov.uk/peel" is four words, "Fire & Rescue" is "fire and rescue".
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ`´][^\W_]+)*|&", re.UNICODE)
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")


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
