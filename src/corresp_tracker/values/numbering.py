"""The numbers of a letter's paragraphs in house style: an opening one without, then 2., 3., (a), (b), (i)."""

from collections.abc import Sequence

DEEPEST = 2


def printed_numbers(paragraphs: Sequence[tuple[int, bool]], *, first: int) -> list[str]:
    """Give what each paragraph prints before its words, from its (level, numbered): "2.", "(a)", "(i)" or ""."""
    return [_printed(path) for path in _paths(paragraphs, first=first)]


def labels(paragraphs: Sequence[tuple[int, bool]]) -> list[str]:
    """Give the label of each paragraph, from its (level, numbered): the full path, unique in its letter.

    The opening paragraph without a number is "1", a later one "6+1"; a letter with no numbers counts 1, 2, 3.
    """
    if not any(numbered for _, numbered in paragraphs):
        return [str(position + 1) for position in range(len(paragraphs))]
    first = first_number(paragraphs)
    made: list[str] = []
    last, beside = first - 1, 0
    for position, path in enumerate(_paths(paragraphs, first=first)):
        if not path:
            made.append("1" if position == 0 else f"{last}+{beside + 1}")
            beside += position > 0
            continue
        if len(path) == 1:
            last, beside = path[0], 0
        made.append(_label(path))
    return made


def first_number(paragraphs: Sequence[tuple[int, bool]]) -> int:
    """Give what the first numbered paragraph prints: 2 where the opening one has no number."""
    return 2 if paragraphs and not paragraphs[0][1] else 1


def letters(count: int) -> str:
    """Give a count in letters: a to z, then aa to zz."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def roman(count: int) -> str:
    """Give a count in small roman numerals."""
    words = ""
    for value, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        while count >= value:
            words += sign
            count -= value
    return words


def _paths(paragraphs: Sequence[tuple[int, bool]], *, first: int) -> list[tuple[int, ...]]:
    """Give each paragraph's count at its level and those above it; () for one without a number."""
    counts = [first - 1, 0, 0]
    paths: list[tuple[int, ...]] = []
    for level, numbered in paragraphs:
        if numbered:
            counts[level] += 1
            counts[level + 1 :] = [0] * (DEEPEST - level)
        paths.append(tuple(counts[: level + 1]) if numbered else ())
    return paths


def _printed(path: tuple[int, ...]) -> str:
    if not path:
        return ""
    return f"{path[0]}." if len(path) == 1 else _bracketed(path)[-1]


def _label(path: tuple[int, ...]) -> str:
    return "".join((str(path[0]), *_bracketed(path)))


def _bracketed(path: tuple[int, ...]) -> list[str]:
    """Give the counts below the first level as they are printed; 0 where a level was left out."""
    shown = zip(path[1:], (letters, roman), strict=False)
    return [f"({show(count) if count else '0'})" for count, show in shown]
