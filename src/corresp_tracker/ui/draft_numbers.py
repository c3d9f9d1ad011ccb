"""The live numbers of a draft: an opening paragraph without one, then 2., 3., (a), (b), (i)."""

from __future__ import annotations

from collections.abc import Sequence

DEEPEST = 2


def printed_numbers(paragraphs: Sequence[tuple[int, bool]], *, first: int) -> list[str]:
    """Give what each paragraph prints before its words, from its (level, numbered): "2.", "(a)", "(i)" or ""."""
    counts = [first - 1, 0, 0]
    printed: list[str] = []
    for level, numbered in paragraphs:
        if not numbered:
            printed.append("")
            continue
        counts[level] += 1
        counts[level + 1 :] = [0] * (DEEPEST - level)
        printed.append(_number(level, counts[level]))
    return printed


def first_number(paragraphs: Sequence[tuple[int, bool]]) -> int:
    """Give what the first numbered paragraph prints: 2 where the opening one has no number."""
    return 2 if paragraphs and not paragraphs[0][1] else 1


def _number(level: int, count: int) -> str:
    if level == 0:
        return f"{count}."
    return f"({letters(count) if level == 1 else roman(count)})"


def letters(count: int) -> str:
    """Give a count in letters: a to z, then aa to zz."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def roman(count: int) -> str:
    """Give a count in small roman numerals."""
    words = ""
    for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while count >= value:
            words += sign
            count -= value
    return words
