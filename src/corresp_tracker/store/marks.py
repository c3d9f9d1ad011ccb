"""Where the words of a search stand in a paragraph, and the piece of it that a hit shows."""

from collections.abc import Sequence

from corresp_tracker.values.folding import fold

Span = tuple[int, int]
_AROUND = 90


def marks_of(text: str, wanted: Sequence[tuple[tuple[str, ...], bool]]) -> tuple[Span, ...]:
    """Find each run of folded words in a text, in order and without overlaps; True lets the last word go on."""
    folded = fold(text)
    words = folded.text.split()
    spans: set[Span] = set()
    for run, prefix in wanted:
        for at in range(len(words) - len(run) + 1):
            if _stands(words[at : at + len(run)], run, prefix=prefix):
                spans.add((folded.spans[at][0], folded.spans[at + len(run) - 1][1]))
    return _without_overlaps(spans)


def _stands(words: Sequence[str], run: tuple[str, ...], *, prefix: bool) -> bool:
    last = words[-1].startswith(run[-1]) if prefix else words[-1] == run[-1]
    return last and tuple(words[:-1]) == run[:-1]


def _without_overlaps(spans: set[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(spans):
        if kept and span[0] < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], span[1]))
        else:
            kept.append(span)
    return tuple(kept)


def snippet_of(text: str, marks: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """Cut a piece around the first mark, at spaces, with the marks that fall into it."""
    middle = marks[0][0] if marks else 0
    first = _space_before(text, max(0, middle - _AROUND))
    last = _space_after(text, min(len(text), middle + 2 * _AROUND))
    before, after = "… " if first else "", " …" if last < len(text) else ""
    shift = len(before) - first
    inside = tuple((start + shift, end + shift) for start, end in marks if first <= start and end <= last)
    return f"{before}{text[first:last]}{after}", inside


def _space_before(text: str, at: int) -> int:
    return 0 if at == 0 else text.rfind(" ", 0, at) + 1


def _space_after(text: str, at: int) -> int:
    space = text.find(" ", at)
    return len(text) if at >= len(text) or space < 0 else space
