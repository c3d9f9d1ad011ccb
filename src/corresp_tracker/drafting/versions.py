"""Two versions of a letter held side by side: what became of its heading, its paragraphs and its citations."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corresp_tracker.drafting.redline import RedlinePiece, redline


class ParagraphChange(StrEnum):
    """What became of a paragraph from one version to the other."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    MOVED = "moved"
    NEW = "new"
    LOST = "taken out"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionCitation:
    """Words of a version that cite something. `target` tells two things cited apart, `names` is what people call it."""

    words: str
    target: str
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionParagraph:
    """A paragraph as it stood in a version; `uid` is the same in every version that has it."""

    uid: str
    label: str
    level: int
    text: str
    citations: tuple[VersionCitation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterVersion:
    """A letter as it stood at one moment. `head` holds what was kept of its heading then, by the name of each part."""

    head: Mapping[str, str]
    paragraphs: tuple[VersionParagraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedHead:
    """A part of the heading that is not as it was."""

    name: str
    strokes: tuple[RedlinePiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedParagraph:
    """One paragraph in both versions; one of them is None where it is new or was taken out."""

    before: VersionParagraph | None
    after: VersionParagraph | None
    changes: frozenset[ParagraphChange]
    strokes: tuple[RedlinePiece, ...]

    @property
    def is_changed(self) -> bool:
        """Say whether anything became of it."""
        return ParagraphChange.UNCHANGED not in self.changes

    @property
    def label(self) -> str:
        """The number it has now, or had before it went."""
        shown = self.after or self.before
        return shown.label if shown else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedCitation:
    """A citation that only one of the versions has, and the paragraph of that version that it stands in."""

    label: str
    words: str
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedVersions:
    """All that differs between two versions; the paragraphs as the newer has them, those taken out at their place."""

    heads: tuple[ComparedHead, ...]
    paragraphs: tuple[ComparedParagraph, ...]
    gained: tuple[ComparedCitation, ...]
    lost: tuple[ComparedCitation, ...]

    @property
    def is_same(self) -> bool:
        """Say whether nothing differs."""
        changed = any(paragraph.is_changed for paragraph in self.paragraphs)
        return not (changed or self.heads or self.gained or self.lost)

    def counts(self) -> Mapping[ParagraphChange, int]:
        """Count the paragraphs by what became of them; one that was moved and edited counts as both."""
        found = Counter(change for paragraph in self.paragraphs for change in paragraph.changes)
        return {change: found[change] for change in ParagraphChange}


def compare_versions(older: LetterVersion, newer: LetterVersion) -> ComparedVersions:
    """Hold two versions of a letter side by side.

    Paragraphs are known again by their uid, else by their very words. One counts as moved only where it changed places
    with others that stayed; that its number changed because others came or went is no change. A part of the heading
    that either version did not keep is not compared.
    """
    pairs = _pairs(older.paragraphs, newer.paragraphs)
    gained, lost = _citations_apart(pairs)
    return ComparedVersions(
        heads=tuple(_heads_apart(older.head, newer.head)),
        paragraphs=tuple(_compared(pairs, _moved(older.paragraphs, pairs))),
        gained=gained,
        lost=lost,
    )


_Pair = tuple[VersionParagraph | None, VersionParagraph | None]


def _pairs(older: Sequence[VersionParagraph], newer: Sequence[VersionParagraph]) -> list[_Pair]:
    """Bring both versions' paragraphs together in the newer order, each that went after the one it stood behind."""
    origins = _origins(older, newer)
    taken = {before.uid for before in origins.values()}
    gone: defaultdict[str, list[VersionParagraph]] = defaultdict(list)
    last = ""
    for before in older:
        if before.uid in taken:
            last = before.uid
        else:
            gone[last].append(before)
    pairs: list[_Pair] = [(before, None) for before in gone[""]]
    for after in newer:
        before = origins.get(after.uid)
        pairs.append((before, after))
        if before is not None:
            pairs += [(each, None) for each in gone[before.uid]]
    return pairs


def _origins(
    older: Sequence[VersionParagraph], newer: Sequence[VersionParagraph]
) -> dict[str, VersionParagraph]:
    """Give the older paragraph of each newer one that has one, by the newer's uid."""
    by_uid = {before.uid: before for before in older}
    found = {after.uid: by_uid[after.uid] for after in newer if after.uid in by_uid}
    left: defaultdict[str, list[VersionParagraph]] = defaultdict(list)
    for before in older:
        if before.uid not in found:
            left[_bare(before.text)].append(before)
    for after in newer:
        same = left[_bare(after.text)] if after.uid not in found else []
        if same:
            found[after.uid] = same.pop(0)
    return found


def _moved(older: Sequence[VersionParagraph], pairs: Sequence[_Pair]) -> set[str]:
    """Give those that must have been moved, by their older uids: all but the longest run that kept its order."""
    place = {before.uid: at for at, before in enumerate(older)}
    kept = [before.uid for before, after in pairs if before is not None and after is not None]
    standing = _longest_rising([place[uid] for uid in kept])
    return {uid for uid in kept if place[uid] not in standing}


def _longest_rising(places: Sequence[int]) -> set[int]:
    """Give the longest of the runs of numbers that rise, leaving others out between them."""
    ends: list[int] = []  # the smallest number that a run of each length can end with
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    run: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        run.add(last)
        last = before[last]
    return run


def _compared(pairs: Sequence[_Pair], moved: set[str]) -> Iterator[ComparedParagraph]:
    for before, after in pairs:
        yield ComparedParagraph(
            before=before,
            after=after,
            changes=frozenset(_changes(before, after, moved)),
            strokes=redline(before.text if before else "", after.text if after else ""),
        )


def _changes(
    before: VersionParagraph | None, after: VersionParagraph | None, moved: set[str]
) -> Iterator[ParagraphChange]:
    if before is None or after is None:
        yield ParagraphChange.NEW if before is None else ParagraphChange.LOST
        return
    is_edited = _bare(before.text) != _bare(after.text) or before.level != after.level
    if is_edited:
        yield ParagraphChange.EDITED
    if before.uid in moved:
        yield ParagraphChange.MOVED
    elif not is_edited:
        yield ParagraphChange.UNCHANGED


def _heads_apart(older: Mapping[str, str], newer: Mapping[str, str]) -> Iterator[ComparedHead]:
    for name, after in newer.items():
        before = older.get(name)
        if before is not None and _bare(before) != _bare(after):
            yield ComparedHead(name=name, strokes=redline(before, after))


def _citations_apart(
    pairs: Sequence[_Pair],
) -> tuple[tuple[ComparedCitation, ...], tuple[ComparedCitation, ...]]:
    """Give the citations gained and lost; one that only went over to another paragraph is neither."""
    gained: list[tuple[str, ComparedCitation]] = []
    lost: list[tuple[str, ComparedCitation]] = []
    for before, after in pairs:
        gained += _only_in(after, before)
        lost += _only_in(before, after)
    stayed = Counter(target for target, _ in gained) & Counter(target for target, _ in lost)
    return _without(gained, stayed), _without(lost, stayed)


def _only_in(
    paragraph: VersionParagraph | None, other: VersionParagraph | None
) -> Iterator[tuple[str, ComparedCitation]]:
    held = Counter(citation.target for citation in other.citations) if other else Counter[str]()
    for citation in paragraph.citations if paragraph else ():
        if held[citation.target]:
            held[citation.target] -= 1
            continue
        label = paragraph.label if paragraph else ""
        yield citation.target, ComparedCitation(label=label, words=citation.words, names=citation.names)


def _without(
    found: Sequence[tuple[str, ComparedCitation]], stayed: Mapping[str, int]
) -> tuple[ComparedCitation, ...]:
    left = Counter(stayed)
    apart: list[ComparedCitation] = []
    for target, citation in found:
        if left[target]:
            left[target] -= 1
        else:
            apart.append(citation)
    return tuple(apart)


def _bare(text: str) -> str:
    return " ".join(text.split())
