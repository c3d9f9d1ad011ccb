"""What is printed on every page and belongs to none: page numbers, running heads, footers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corresp_tracker.intake.lines import Line, Zone

_PAGE_NUMBER = re.compile(
    r"(?:[-–—|]\s*)?(?:page|p\.?|pg\.?)?\s*(\d{1,3})(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*(?:[-–—]|\|(?:\s*page)?))?",
    re.I,
)
_SAYS_PAGE = re.compile(r"\bpage\s+\d|\d\s+of\s+\d|\|\s*page\b|^\W+\d+\W+$", re.I)
_DIGITS = re.compile(r"\d+")
_EDGE = 4  # lines at the top and the bottom of a page among which running heads are looked for
_SHORT = 110


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Take out page numbers, and the heads and feet of pages after the first.

    What the first page prints once as a letterhead stays. The line after something taken out of the middle of
    the text counts as the first of a page, so that a sentence is joined again over it.
    """
    dropped = _page_numbers(lines) | _repeated(lines)
    dropped |= _continuation_heads(lines, dropped)
    kept: list[Line] = []
    turned = 0
    for index, line in enumerate(lines):
        if index in dropped:
            turned += line.zone is Zone.BODY and line.starts is None
            continue
        kept.append(replace(line, page=line.page + turned) if turned else line)
    return kept


def is_page_number(text: str) -> bool:
    """Say whether a text is nothing but a page number, in any of the usual forms."""
    return bool(_PAGE_NUMBER.fullmatch(text.strip()))


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Find page numbers: those that say so, and bare ones that stand alone and run on."""
    found: set[int] = set()
    last = 0
    for index, line in enumerate(lines):
        match = _PAGE_NUMBER.fullmatch(line.words)
        if not match or line.label:
            continue
        number = int(match[1])
        if _SAYS_PAGE.search(line.words) or line.zone in {Zone.HEADER, Zone.FOOTER}:
            found.add(index)
        elif _stands_alone(lines, index) and last < number <= last + 2:
            found.add(index)
            last = number
    return found


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line is set apart: by a page end, or by more than the usual distance."""
    line = lines[index]
    if line.starts is not None:
        return False
    after = lines[index + 1] if index + 1 < len(lines) else None
    before = lines[index - 1] if index else None
    at_edge = before is None or after is None or before.page != line.page or after.page != line.page
    return at_edge or line.gap >= 2 or after.gap >= 2 if after else True


def _repeated(lines: Sequence[Line]) -> set[int]:
    """Find the lines that stand at the same edge of several pages; on the first page they stay."""
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.starts is None:
            by_page.setdefault(line.page, []).append(index)
    if len(by_page) < 2:
        return _repeated_without_pages(lines)
    edges = [(index, "top") for page in by_page.values() for index in page[:_EDGE]]
    edges += [(index, "foot") for page in by_page.values() for index in page[-_EDGE:]]
    seen = Counter(key for key in {(_shape(lines[i]), edge, lines[i].page) for i, edge in edges} if key[0])
    counts = Counter((shape, edge) for shape, edge, _ in seen)
    first = min(by_page)
    return {
        index
        for index, edge in edges
        if counts[_shape(lines[index]), edge] >= 2 and (lines[index].page != first or edge == "foot")
    }


def _repeated_without_pages(lines: Sequence[Line]) -> set[int]:
    """Find running heads where the file has no page ends: the same words beside a page number, twice."""
    numbers = _page_numbers(lines)
    beside = {
        index for number in numbers for index in range(number - 2, number + 3) if 0 <= index < len(lines)
    }
    counts = Counter(_shape(line) for line in lines if line.starts is None)
    near = [index for index in beside - numbers if counts[_shape(lines[index])] >= 2 and _shape(lines[index])]
    first_seen = {_shape(line): index for index, line in reversed(list(enumerate(lines)))}
    return {index for index in near if first_seen[_shape(lines[index])] != index}


def _continuation_heads(lines: Sequence[Line], dropped: set[int]) -> set[int]:
    """Find what later pages repeat of the first one's head above the text: the addressee, the date, a reference."""
    pages = sorted({line.page for line in lines})
    if len(pages) < 2 or any(line.starts is not None for line in lines):
        return set()
    first = [line for line in lines if line.page == pages[0] and not line.ends_sentence]
    printed = [cell for line in first for cell in (line.words, *line.text.split("\t"))]
    head = {cell.strip(" ,").lower() for cell in printed}
    found: set[int] = set()
    for page in pages[1:]:
        for index in [i for i, line in enumerate(lines) if line.page == page][:_EDGE]:
            if index in dropped:
                continue
            if lines[index].words.lower().strip(" ,") not in head:
                break
            found.add(index)
    return found


def _shape(line: Line) -> str:
    """Give a line's words with every number alike; empty for a line too long to be a running head."""
    words = line.words
    return _DIGITS.sub("#", words.lower()) if len(words) <= _SHORT and not line.label else ""
