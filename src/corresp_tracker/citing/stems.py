"""The stem of a word: what "neglect" and "neglected", "exploited" and "exploitation" have in common.

A light cutting of endings, enough to hold the words of a description against those of a title. It is asked only where
the words as they stand say nothing, because stems bring together more than they should.
"""

_IRREGULAR = {"children": "child", "women": "woman", "men": "man", "thieves": "theft", "custodial": "custody"}
_ENDINGS = (
    "abilities", "ability", "alities", "ality",
    "ations", "ation", "ating", "ators", "ator", "ated", "ates", "itions", "ition", "ables",
    "able", "ments", "ment", "ings", "ing", "ions", "ion", "ives", "ive", "ally", "al", "ers", "er", "ed", "ies",
    "es", "ate", "ly", "s", "y", "e",
)  # fmt: skip
_SHORTEST = 4


def stem_of(word: str) -> str:
    """Give the stem of a folded word; short words are their own."""
    word = _IRREGULAR.get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
