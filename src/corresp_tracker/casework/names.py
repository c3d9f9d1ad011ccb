"""Names of people, posts and bodies as two letters may print them, made alike so that they can be compared."""

import re

from corresp_tracker.values.folding import folded_words

_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "the",
        "rt",
        "right",
        "hon",
        "honourable",
        "lord",
        "lady",
        "baroness",
        "baron",
        "viscount",
        "earl",
        "rev",
        "revd",
        "reverend",
        "canon",
        "bishop",
        "judge",
        "justice",
        "cllr",
        "councillor",
        "hh",
    ]
)
_KEPT_ALONE = frozenset(["lord", "lady", "baroness", "baron", "viscount", "earl", "bishop"])
_HONOURS = re.compile(
    r"(?:[,;]?\s+\(?(?:MP|MS|MSP|QPM|KPM|CBE|OBE|MBE|DBE|KBE|GBE|CB|KCB|DCB|CMG|KCMG|DCMG|GCMG|CVO|KCVO|PC|KC|QC|"
    r"DL|WS|JP|QFSM|KFSM|FRS|FRSA|PhD|BA|BSc|MA|MSc|LLB|CPFA|AM|MLA|TD|CH)\)?)+\s*\Z"
)
_CROWN = re.compile(r"\b(?:her|his) majesty[’'ʼ]?s\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")


def without_honours(name: str) -> str:
    """Give a name without the letters after it: "Sir Mark Rowley QPM" -> "Sir Mark Rowley"."""
    return _HONOURS.sub("", name.strip())


def bare_name(name: str) -> str:
    """Give a person's name folded, without titles and honours: "Sir Thomas Winsor WS" -> "thomas winsor".

    A title stays where it is half of the name: "Lord Brown" -> "lord brown".
    """
    words = folded_words(without_honours(name))
    bare = [word for word in words if word not in _TITLES]
    if len(bare) >= 2 or not bare:
        return " ".join(bare or words)
    return " ".join(word for word in words if word not in _TITLES or word in _KEPT_ALONE)


def could_be_one(name: str, other: str) -> bool:
    """Say whether two bare names may be one person's: the same surname, and forenames that begin alike."""
    mine, theirs = name.split(), other.split()
    if len(mine) < 2 or len(theirs) < 2 or mine[-1] != theirs[-1]:
        return False
    return mine[0].startswith(theirs[0][:1]) and (
        len(mine[0]) == 1 or len(theirs[0]) == 1 or mine[0] == theirs[0]
    )


def surname(name: str) -> str:
    """Give the last word of a bare name."""
    return name.rpartition(" ")[2]


def folded_title(title: str) -> str:
    """Fold a post's title or a body's name; "Her Majesty's" and "His Majesty's" are "HM"."""
    words = folded_words(_CROWN.sub("HM", title))
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def body_names(printed: str) -> tuple[str, ...]:
    """Give the names that a printed body goes by, folded: with brackets, without, and what stands in them."""
    inside = _BRACKETS.findall(printed)
    spellings = (printed, _BRACKETS.sub(" ", printed), *inside)
    return tuple(dict.fromkeys(folded for spelling in spellings if (folded := folded_title(spelling))))


def in_mixed_case(name: str) -> str:
    """Give a name printed in capitals as it is written: "SIR THOMAS O'CONNOR" -> "Sir Thomas O'Connor"."""
    if not name.isupper():
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name)
