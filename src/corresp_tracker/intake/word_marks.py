"""What other hands left in a Word file: tracked changes and comments, each with its author."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from corresp_tracker.intake.word_package import MAIN, WordPackage
from corresp_tracker.intake.word_styles import value
from corresp_tracker.values.word_facts import TrackedChange, WordComment

_KINDS = {
    f"{MAIN}ins": "inserted",
    f"{MAIN}moveTo": "inserted",
    f"{MAIN}del": "deleted",
    f"{MAIN}moveFrom": "deleted",
}
_WORDS = frozenset({f"{MAIN}t", f"{MAIN}delText"})
_GAPS = frozenset({f"{MAIN}tab", f"{MAIN}br", f"{MAIN}cr"})
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_CUSTOM = "docProps/custom.xml"


@dataclass(frozen=True, slots=True)
class Remark:
    """The number of a comment, and the words of one paragraph that it is about."""

    number: str
    about: str


def tracked_changes(paragraph: Element, at: int) -> Iterator[TrackedChange]:
    """Give a paragraph's tracked changes, neighbours of one author and kind as one."""
    last: TrackedChange | None = None
    for change in _changes(paragraph):
        kind, author, words = _KINDS[change.tag], value(change, "author"), _words_of(change)
        if not words:
            continue
        if last and (last.kind, last.author) == (kind, author):
            last = TrackedChange(kind=kind, author=author, words=last.words + words, at=at)
            continue
        if last:
            yield _tidy(last)
        last = TrackedChange(kind=kind, author=author, words=words, at=at)
    if last:
        yield _tidy(last)


def remarks(paragraph: Element) -> Iterator[Remark]:
    """Give the comments that end in a paragraph, with the words between their ends in it."""
    numbers = [value(item, "id") for item in paragraph.iter(f"{MAIN}commentReference")]
    for number in numbers:
        yield Remark(number, _between(paragraph, number))


def comments(package: WordPackage, found: Mapping[str, tuple[str, int]]) -> Iterator[WordComment]:
    """Give the file's comments, in their order, with where each was found: number to words and paragraph."""
    for _, name in package.related("comments"):
        root = package.part(name)
        for item in root.iter(f"{MAIN}comment") if root is not None else ():
            about, at = found.get(value(item, "id"), ("", 0))
            said = " ".join(" ".join(_words_of(each) for each in item.iter(f"{MAIN}p")).split())
            yield WordComment(author=value(item, "author"), text=said, about=about, at=at)


def custom_properties(package: WordPackage) -> Iterator[tuple[str, str]]:
    """Give the custom properties of the file: name and value."""
    root = package.part(_CUSTOM)
    for item in root.iter(_PROPERTY) if root is not None else ():
        yield item.get("name", ""), "".join(item.itertext())


def _changes(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == f"{MAIN}pPr":
            continue
        if child.tag in _KINDS:
            yield child
        else:
            yield from _changes(child)


def _between(paragraph: Element, number: str) -> str:
    pieces: list[str] = []
    is_inside = not any(value(item, "id") == number for item in paragraph.iter(f"{MAIN}commentRangeStart"))
    for item in paragraph.iter():
        if item.tag == f"{MAIN}commentRangeStart" and value(item, "id") == number:
            is_inside = True
        elif item.tag == f"{MAIN}commentRangeEnd" and value(item, "id") == number:
            break
        elif is_inside and item.tag == f"{MAIN}t":
            pieces.append(item.text or "")
    return " ".join("".join(pieces).split())


def _words_of(change: Element) -> str:
    return "".join(
        " " if item.tag in _GAPS else item.text or ""
        for item in change.iter()
        if item.tag in _WORDS or item.tag in _GAPS
    )


def _tidy(change: TrackedChange) -> TrackedChange:
    return TrackedChange(
        kind=change.kind, author=change.author, words=" ".join(change.words.split()), at=change.at
    )
