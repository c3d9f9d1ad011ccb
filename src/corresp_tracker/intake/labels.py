"""Printed numbers: which beginnings of lines are paragraph numbers, and how deep each stands.

A number counts only where it runs on from those before it: "2016 was a year ..." and "(c) of the Act" at the
start of a line are words.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

DECIMAL = frozenset({"1.", "1)", "(1)"})
_ROMAN = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
_BULLET = re.compile(r"([•◦▪●○■□·‣⁃➢►✓❖\uf0b7\uf0a7\uf0d8\uf0fc\u2043]|[-–—*o](?=\s))\s*")
_SURE_BULLETS = frozenset("•◦▪●○■□‣⁃➢►❖\uf0b7\uf0a7\uf0d8\uf0fc\u2043")
_DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3})([.)]?)(?=\s|\Z)\s*")
_NUMBER = re.compile(r"(\()?(\d{1,3})([.)]{0,2})(?:(?<=[.)])(?=[A-Z‘“'\"(])|(?=\s|\Z))(\s*)")
_LETTER = re.compile(r"(\()?([a-zA-Z]{1,5})([.)]{1,2})(?=\s|\Z|[A-Z‘“'\"])\s*")
_LONGEST_JUMP = 3  # numbers that a printed series may skip and still be taken for one series


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the beginning of a line may be: a style of number and its place in the series of that style.

    `length` is how many characters it takes. `is_bare` means that neither stop nor bracket follows it.
    """

    style: str
    value: int
    printed: str
    length: int
    is_bare: bool = False
    path: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A paragraph number that was accepted. `depth` is 0 for the letter's own paragraphs.

    `begins` is True for the first of its list. `path` is filled for numbers such as 2.1.
    """

    style: str
    value: int
    printed: str
    depth: int
    begins: bool = False
    path: tuple[int, ...] = ()

    @property
    def is_bullet(self) -> bool:
        """Whether it is a mark of a list that has no numbers."""
        return self.style == "bullet"


@dataclass(slots=True)
class _Frame:
    style: str
    value: int
    left: float = 0.0


class Series:
    """The numbers met so far in one letter, from the outermost list to the innermost that is open."""

    def __init__(self) -> None:
        self._frames: list[_Frame] = []
        self._path: tuple[int, ...] = ()

    @property
    def is_numbered(self) -> bool:
        """Whether the letter's own paragraphs have printed numbers so far."""
        return bool(self._frames) and self._frames[0].style in {*DECIMAL, "dotted"}

    def place(
        self, candidates: list[Candidate], *, sure: bool, left: float, follows_colon: bool
    ) -> Mark | None:
        """Take the first candidate that runs on from the series; None where none does.

        `sure` says that a paragraph begins here whatever its number: the number may then skip or repeat.
        """
        candidates = [candidate for candidate in candidates if sure or not candidate.is_bare]
        # After "(h) ...:" an (i) begins a list of roman numbers; after "(h) ...;" it is the letter that follows.
        attempts = (self._first, self._next) if follows_colon else (self._next, self._first)
        ways: list[Callable[[Candidate, float], Mark | None]] = [*attempts]
        ways.append(partial(self._restart, follows_colon=follows_colon))
        if sure:
            ways.append(self._out_of_step)
        marks = (way(candidate, left) for way in ways for candidate in candidates)
        return next((mark for mark in marks if mark), None)

    def _next(self, found: Candidate, left: float) -> Mark | None:
        if found.style == "bullet":
            return Mark("bullet", 0, found.printed, len(self._frames))
        if found.path:
            return self._dotted(found)
        for depth in range(len(self._frames) - 1, -1, -1):
            frame = self._frames[depth]
            if frame.style == found.style and found.value == frame.value + 1:
                return self._move(found, depth, begins=False, left=left)
        return None

    def _first(self, found: Candidate, left: float) -> Mark | None:
        is_decimal = found.style in DECIMAL and not found.path
        if is_decimal and found.value in {1, 2} and (not self._frames or not self._frames[0].style):
            return self._move(found, 0, begins=True, left=left)
        if self._frames:
            is_new = found.value == 1 and all(frame.style != found.style for frame in self._frames)
            return self._move(found, len(self._frames), begins=True, left=left) if is_new else None
        if found.value == 1:
            self._frames.append(_Frame("", 0))
            return self._move(found, 1, begins=True, left=left)
        return None

    def _restart(self, found: Candidate, left: float, *, follows_colon: bool) -> Mark | None:
        if found.value != 1 or found.is_bare or found.path:
            return None
        for depth in range(len(self._frames) - 1, -1, -1):
            if self._frames[depth].style != found.style:
                continue
            is_inner = depth == 0 and (follows_colon or left > self._frames[0].left + 12)
            return self._move(found, len(self._frames) if is_inner else depth, begins=True, left=left)
        return None

    def _out_of_step(self, found: Candidate, left: float) -> Mark | None:
        if found.style == "bullet" or found.path:
            return None
        for depth, frame in enumerate(self._frames):
            ahead = found.value - frame.value
            if frame.style == found.style and not found.is_bare and 0 <= ahead <= _LONGEST_JUMP:
                return self._move(found, depth, begins=False, left=left)
        return None

    def _move(self, found: Candidate, depth: int, *, begins: bool, left: float) -> Mark:
        if begins:
            self._frames[depth:] = [_Frame(found.style, found.value, left)]
        else:
            self._frames[depth + 1 :] = []
            self._frames[depth].value = found.value
        return Mark(found.style, found.value, found.printed, depth, begins=begins)

    def _dotted(self, found: Candidate) -> Mark | None:
        path, last = found.path, self._path
        if not last and self._frames and self._frames[0].style in DECIMAL:
            last = (self._frames[0].value,)
        if not _runs_on(path, last):
            return None
        self._path = path
        self._frames[len(path) - 1 :] = []
        while len(self._frames) < len(path):
            self._frames.append(_Frame("dotted", 0))
        return Mark("dotted", path[-1], found.printed, len(path) - 1, begins=path[-1] == 1, path=path)


def candidates(text: str) -> list[Candidate]:
    """Give all that the beginning of a line may be, the likeliest first; italic and bold do not matter."""
    return [*_numbers(text), *_letters(text), *_bullets(text)]


def is_sure_bullet(text: str) -> bool:
    """Say whether a text begins with a mark that prints only before the items of a list."""
    return text[:1] in _SURE_BULLETS


def roman_value(word: str) -> int | None:
    """Give the value of a roman numeral in small letters up to 39, None where it is none."""
    total, rest = 0, word
    for digits, value in _ROMAN:
        while rest.startswith(digits) and not (digits in {"ix", "v", "iv"} and total % 10):
            total += value
            rest = rest[len(digits) :]
    return total if total and not rest and to_roman(total) == word else None


def to_roman(value: int) -> str:
    """Give a number in roman numerals in small letters."""
    tens = (
        ("m", 1000),
        ("cm", 900),
        ("d", 500),
        ("cd", 400),
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        *_ROMAN,
    )
    written = ""
    for digits, worth in tens:
        while value >= worth:
            written += digits
            value -= worth
    return written


def _numbers(text: str) -> Iterator[Candidate]:
    dotted = _DOTTED.match(text)
    if dotted:
        path = tuple(int(number) for number in dotted[1].split("."))
        yield Candidate("dotted", path[-1], dotted[1], dotted.end(), path=path)
        return
    plain = _NUMBER.match(text)
    if not plain or (plain[1] and ")" not in plain[3]):
        return
    style = "(1)" if plain[1] else "1)" if ")" in plain[3] else "1."
    is_bare = not plain[3]
    if is_bare and not ("\t" in plain[4] or len(plain[4]) > 1 or plain.end() == len(text)):
        return
    yield Candidate(style, int(plain[2]), plain[2], plain.end(), is_bare=is_bare)


def _letters(text: str) -> Iterator[Candidate]:
    match = _LETTER.match(text)
    if not match or (match[1] and ")" not in match[3]):
        return
    word, close = match[2], ")" if ")" in match[3] else "."
    shape = f"({{}}{close}" if match[1] else f"{{}}{close}"
    is_upper = word.isupper()
    value = roman_value(word.lower())
    if len(word) == 1:
        yield Candidate(shape.format("A" if is_upper else "a"), ord(word.lower()) - 96, word, match.end())
    elif len(set(word)) == 1 and len(word) == 2 and value is None:
        yield Candidate(shape.format("A" if is_upper else "a"), ord(word[0].lower()) - 70, word, match.end())
    if value is not None and (word.islower() or is_upper):
        yield Candidate(shape.format("I" if is_upper else "i"), value, word, match.end())


def _bullets(text: str) -> Iterator[Candidate]:
    match = _BULLET.match(text)
    if match:
        yield Candidate("bullet", 0, match[1], match.end())


def _runs_on(path: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Say whether a number such as 2.3 follows another: 2.2, 2.2.4, or 2.3's own heading 2."""
    if not last:
        return path[-1] == 1 and path[0] <= 2
    for depth in range(len(path)):
        if path[:depth] == last[:depth] and len(last) > depth and path[depth] == last[depth] + 1:
            return all(number == 1 for number in path[depth + 1 :])
    return (
        path[: len(last)] == last
        and all(number == 1 for number in path[len(last) :])
        and len(path) > len(last)
    )
