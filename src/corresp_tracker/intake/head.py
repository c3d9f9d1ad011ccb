"""The head of a letter, down to the salutation: marking, dates, references, letterhead, addressees, copies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corresp_tracker.intake.correspondents import (
    LineKind,
    holds_name,
    kind_of,
    read_correspondents,
    shares_name,
)
from corresp_tracker.intake.dates import only_date
from corresp_tracker.intake.lines import Line, Zone
from corresp_tracker.intake.references import is_manner_of_sending, read_marking, read_reference
from corresp_tracker.values.letter_text import Marking, PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate

_LABEL = re.compile(
    r"(to|from|date[d]?|cc|c\.c\.|copy(?:\s+to)?|copies(?:\s+to)?|subject|re|title|enc\w*)\s*[:.]+\s*(.*)\Z",
    re.IGNORECASE,
)
_CITY_DATE = re.compile(r"\A(?:date[d]?\s*:?|[A-Z][a-z]+,|issued(?: on)?:?)\s*", re.IGNORECASE)
_ENDS_ADDRESS = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\s*\Z")
_DECORATION = re.compile(r"[\W_]*\Z")


@dataclass(slots=True)
class Group:
    """Lines of the head that stand together, in one column; `order` is their place from the top."""

    lines: list[str] = field(default_factory=list[str])
    bold: bool = False
    zone: Zone = Zone.BODY
    is_right: bool = False
    has_contacts: bool = False
    role: str = ""


@dataclass(slots=True)
class Head:
    """What was found in the head of a letter."""

    groups: list[Group] = field(default_factory=list[Group])
    dates: list[PartialDate] = field(default_factory=list[PartialDate])
    markings: list[tuple[Marking, str]] = field(default_factory=list[tuple[Marking, str]])
    our_reference: str = ""
    their_reference: str = ""
    subject: str = ""
    copies: list[str] = field(default_factory=list[str])
    enclosures: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    gap: float
    is_right: bool
    bold: bool
    zone: Zone


def read_head(lines: Sequence[Line]) -> Head:
    """Read the lines above a letter's salutation."""
    head = Head()
    for column in _columns(lines):
        _read_column(head, column)
    head.groups = [group for group in head.groups if group.lines]
    return head


def choose_addressees(
    head: Head, *, salutation: str, sender: PrintedCorrespondent | None
) -> tuple[Group | None, list[Group]]:
    """Choose the group of lines that names the addressees; give it and the groups that may be the sender's."""
    scored = [
        (_addressee_score(group, at, len(head.groups), salutation=salutation, sender=sender), at, group)
        for at, group in enumerate(head.groups)
    ]
    likely = [entry for entry in scored if entry[0] > 0]
    chosen = max(likely, key=lambda entry: (entry[0], entry[1]))[2] if likely else None
    return chosen, [group for group in head.groups if group is not chosen and group.role != "to"]


def read_addressees(
    head: Head, chosen: Group | None, *, salutation: str = ""
) -> tuple[PrintedCorrespondent, ...]:
    """Read the chosen group, every other that is headed "To:", and those of others whom the salutation names too."""
    groups = [
        group
        for group in head.groups
        if group is chosen or group.role == "to" or (chosen and _is_greeted_too(group, chosen, salutation))
    ]
    return tuple(who for group in groups for who in read_correspondents(group.lines))


def _is_greeted_too(group: Group, chosen: Group, salutation: str) -> bool:
    """Say whether a block names another of several readers: "Dear Ms Smith and Dame Ann"."""
    beside = group.role == chosen.role and group.zone is chosen.zone and not group.has_contacts
    is_joint = bool(re.search(r",| and ", salutation))
    return is_joint and beside and bool(group.lines) and shares_name(group.lines[0], salutation)


def _columns(lines: Sequence[Line]) -> Iterator[list[_Cell]]:
    """Give the left column and the right one apart, each from the top."""
    edge = max((line.right for line in lines), default=0.0)
    usual = min((line.gap for line in lines[1:] if line.gap >= 1), default=1.0)
    cells: list[_Cell] = []
    gaps = {False: 9.0, True: 9.0}
    for line in lines:
        gaps = {side: gap + line.gap / usual for side, gap in gaps.items()}
        if not line.words or _DECORATION.match(line.words):
            continue
        for is_right, text in _cells(line, edge):
            cells.append(_Cell(text, gaps[is_right], is_right, line.bold, line.zone))
            gaps[is_right] = 0.0
    # A line that is set alone on the right breaks the left column too, as a date between two blocks does.
    for side in (False, True):
        yield [cell for cell in cells if cell.is_right is side]


def _cells(line: Line, edge: float) -> Iterator[tuple[bool, str]]:
    pieces = [piece.strip() for piece in line.text.split("\t")]
    texts = [piece for piece in pieces if piece]
    if len(texts) == 2 and (
        _LABEL.match(texts[0] + " x") or texts[0].endswith(":") or read_reference(texts[0] + ": 1")
    ):
        yield _is_right_set(line, 0, edge), " ".join(texts)
        return
    for at, piece in enumerate(pieces):
        for text in piece.split("\n"):
            if text.strip():
                yield _is_right_set(line, at, edge), " ".join(text.split())


def _is_right_set(line: Line, at: int, edge: float) -> bool:
    if line.stops:
        return line.stops[min(at, len(line.stops) - 1)] > 0.42 * edge
    return at > 0 or (line.left > 0.42 * edge > 0)


def _read_column(head: Head, cells: Sequence[_Cell]) -> None:
    last: str = ""
    for cell in cells:
        is_new = cell.gap > 1.3 or not head.groups or bool(_ENDS_ADDRESS.search(last))
        if is_new or head.groups[-1].is_right is not cell.is_right or head.groups[-1].zone is not cell.zone:
            head.groups.append(Group(is_right=cell.is_right, zone=cell.zone, bold=cell.bold))
        last = cell.text
        if _take_field(head, cell.text):
            if head.groups[-1].lines:
                head.groups.append(Group(is_right=cell.is_right, zone=cell.zone, bold=cell.bold))
        elif not _take_labelled(head, cell):
            _add(head, cell)


def _add(head: Head, cell: _Cell) -> None:
    group = head.groups[-1]
    if group.role == "cc":
        head.copies.append(cell.text.strip(" ,;"))
    elif group.role == "enc":
        head.enclosures.append(cell.text)
    elif kind_of(cell.text) is LineKind.CONTACT:
        group.has_contacts = True
        if "@" not in cell.text and LineKind.ADDRESS is kind_of(re.split(r"\b[Tt]el", cell.text)[0]):
            group.lines.append(re.split(r"\s*\b[Tt]el", cell.text)[0].strip(" |,"))
    else:
        group.lines.append(cell.text)
        group.bold = group.bold and cell.bold


def _take_field(head: Head, text: str) -> bool:
    """Take a line that is wholly a marking, a date, a reference, or only tells how the letter was sent."""
    marking = read_marking(text)
    if marking:
        head.markings.append(marking)
        return True
    dated = only_date(_CITY_DATE.sub("", text)) or only_date(text)
    if dated:
        head.dates.append(dated)
        return True
    reference = read_reference(text)
    if reference:
        head.our_reference = head.our_reference or reference.ours
        head.their_reference = head.their_reference or reference.theirs
        return True
    return is_manner_of_sending(text)


def _take_labelled(head: Head, cell: _Cell) -> bool:
    """Take a line headed by what it is: To, From, Subject, cc."""
    match = _LABEL.match(cell.text)
    if not match:
        return False
    word, rest = match[1].lower(), match[2].strip()
    if word in {"subject", "re", "title"}:
        head.subject = head.subject or rest
        return True
    role = {"to": "to", "from": "from"}.get(word, "enc" if word.startswith("enc") else "cc")
    head.groups.append(Group(is_right=cell.is_right, zone=cell.zone, role=role))
    if rest and role == "cc":
        head.copies.append(rest)
    elif rest and role == "enc":
        head.enclosures.append(rest)
    elif rest:
        head.groups[-1].lines.append(rest)
    return True


def _addressee_score(
    group: Group, at: int, count: int, *, salutation: str, sender: PrintedCorrespondent | None
) -> float:
    kinds = [kind_of(line) for line in group.lines]
    words = " ".join(group.lines)
    score = {"to": 8.0, "from": -20.0}.get(group.role, 0.0) + (at + 1) / count
    score += 5 * shares_name(words, salutation)
    score += 2 * (kinds[0] in {LineKind.NAME, LineKind.POST}) + (LineKind.ADDRESS in kinds[1:])
    score += 1 * (LineKind.NAME in kinds or LineKind.POST in kinds)
    score -= 3 * group.has_contacts + 1.5 * group.is_right + 4 * (group.zone in {Zone.HEADER, Zone.FOOTER})
    if sender and sender.name and holds_name(words, sender.name):
        score -= 12
    if sender and sender.organisation and sender.organisation.lower() in words.lower():
        score -= 3
    if all(kind in {LineKind.ADDRESS, LineKind.ORGANISATION, LineKind.OTHER} for kind in kinds):
        score -= 3
    return score
