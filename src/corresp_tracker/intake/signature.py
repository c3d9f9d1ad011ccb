"""What stands under a letter's sign-off: who signed, who gets a copy, what is enclosed, what is annexed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corresp_tracker.intake.correspondents import LineKind, kind_of, read_correspondents
from corresp_tracker.intake.dates import only_date
from corresp_tracker.intake.lines import Line, Zone
from corresp_tracker.intake.references import is_manner_of_sending, read_marking, read_reference
from corresp_tracker.values.letter_text import Marking, PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate

_COPIES = re.compile(
    r"(?:cc|c\.c\.?|bcc|cop(?:y|ies|ied)(?:\s+(?:of\s+this\s+letter\s+)?to)?|distribution)\b\s*[:.\-–]*\s*(.*)\Z",
    re.I,
)
_ENCLOSED = re.compile(
    r"(?:enc(?:l|s|losure|losures|losed|ls)?|attach(?:ment|ments|ed))\b\.?\s*(?:\(\d+\))?\s*[:.\-–]*\s*(.*)\Z",
    re.I,
)
_ANNEX = re.compile(
    r"(?:annex(?:e)?|appendix|schedule|attachment)\s*(?:[A-Z]|\d{1,2})?\b.{0,80}\Z", re.IGNORECASE
)
_BEHALF = re.compile(
    r"(?:signed\s+)?(?:for\s+and\s+)?on\s+behalf\s+of\s+(?:the\s+)?(.+)|p\.?p\.?\s+(.+)", re.IGNORECASE
)
_SIGNED = re.compile(
    r"(?:\[.*\]|\(?(?:electronically\s+)?signed\b.*|_+|\(?signature\)?.*|\W+)\Z", re.IGNORECASE
)
_LONG = 130  # characters: longer lines under a signature are no part of it


@dataclass(slots=True)
class Signature:
    """What was found under the sign-off. `extra` is whether there is text that belongs to none of it."""

    senders: tuple[PrintedCorrespondent, ...] = ()
    on_behalf_of: str = ""
    copies: list[str] = field(default_factory=list[str])
    enclosures: list[str] = field(default_factory=list[str])
    markings: list[tuple[Marking, str]] = field(default_factory=list[tuple[Marking, str]])
    dates: list[PartialDate] = field(default_factory=list[PartialDate])
    our_reference: str = ""
    extra: bool = False


def read_signature(lines: Sequence[Line]) -> Signature:
    """Read the lines under a letter's sign-off."""
    signature = Signature()
    signing: list[str] = []
    place = "signing"
    for text, gap in _texts(lines):
        opened = _opened_list(text)
        if opened:
            place, text = opened
        elif place != "signing" and gap > 3:
            place = "after"
        if _ANNEX.match(text) and signing and place != "enclosures":
            signature.extra = True
            break
        if text:
            place = _put(signature, signing, text, place)
    signature.senders = read_correspondents(signing)
    return signature


def _texts(lines: Sequence[Line]) -> list[tuple[str, float]]:
    """Give the pieces of the lines, column by column where two people sign side by side."""
    columns: dict[int, list[tuple[str, float]]] = {}
    for line in lines:
        if line.zone in {Zone.HEADER, Zone.FOOTER}:
            continue
        cells = [cell for cell in line.text.split("\t") if cell.strip()]
        if cells and _opened_list(cells[0].strip()):
            cells = [" ".join(cells)]
        for at, cell in enumerate(cells):
            column = line.cell[2] if line.cell else at
            for piece in cell.split("\n"):
                if piece.strip():
                    columns.setdefault(column, []).append((" ".join(piece.split()), line.gap))
    return [entry for column in sorted(columns) for entry in columns[column]]


def _opened_list(text: str) -> tuple[str, str] | None:
    copies = _COPIES.match(text)
    if copies:
        return "copies", copies[1]
    enclosed = _ENCLOSED.match(text)
    return ("enclosures", enclosed[1]) if enclosed else None


def _put(signature: Signature, signing: list[str], text: str, place: str) -> str:
    """Put one line where it belongs, and say where the next one most likely does."""
    marking, behalf, dated = read_marking(text), _BEHALF.fullmatch(text), only_date(text)
    if marking:
        signature.markings.append(marking)
    elif dated:
        signature.dates.append(dated)
    elif place == "copies":
        signature.copies += [name.strip(" ,") for name in text.split(";") if name.strip(" ,")]
    elif place == "enclosures":
        signature.enclosures.append(text)
    elif behalf and signing:
        signature.on_behalf_of = behalf[1] or behalf[2]
    elif len(text) > _LONG or place == "after":
        signature.extra = True
        return "after"
    elif not _is_no_name(text):
        signing.append(text)
    return place


def _is_no_name(text: str) -> bool:
    if read_reference(text) or is_manner_of_sending(text) or kind_of(text) is LineKind.CONTACT:
        return True
    return bool(_SIGNED.match(text))
