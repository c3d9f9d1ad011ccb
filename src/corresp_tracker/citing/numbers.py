"""Numbers as letters write them: in figures, in words, and as what comes first, second, third."""

_TO_NINETEEN = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_IN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_IN_ORDER = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
UNITS: tuple[str, ...] = tuple(_TO_NINETEEN.split())
TENS: tuple[str, ...] = tuple(_IN_TENS.split())
ORDINALS: tuple[str, ...] = tuple(_IN_ORDER.split())
NUMBER = rf"(?P<number>\d{{1,3}}|(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(UNITS[:9])}))?|{'|'.join(reversed(UNITS))})"
"""A pattern for a number, one to ninety-nine in words or to 999 in figures."""


def number_of(words: str) -> int:
    """Read a number in figures or words, one to ninety-nine."""
    if words.isdigit():
        return int(words)
    total = 0
    for word in words.lower().replace("-", " ").split():
        total += UNITS.index(word) + 1 if word in UNITS else (TENS.index(word) + 2) * 10
    return total


def ordinal_of(word: str) -> int:
    """Read "third" or "3rd"."""
    lower = word.lower()
    return ORDINALS.index(lower) + 1 if lower in ORDINALS else int("".join(filter(str.isdigit, lower)))
