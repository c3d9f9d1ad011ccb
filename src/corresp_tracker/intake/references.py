"""What stands in a letter's head beside names: references, marking, how it was sent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corresp_tracker.values.letter_text import Marking

_OURS = re.compile(
    r"(?:our\s+ref(?:erence|s)?|ref(?:erence)?(?:\s+(?:no|number))?)\s*[.:]*\s*[:.]?\s*(.*)", re.IGNORECASE
)
_THEIRS = re.compile(r"your\s+ref(?:erence|s)?\b\s*(?:no\b)?[.:]*\s*(.*)", re.IGNORECASE)
_BOTH = re.compile(r"\s+(?=(?:your|our)\s+ref)", re.IGNORECASE)
_MARKED = re.compile(r"(?:UK\s+)?(TOP SECRET|SECRET|OFFICIAL)\b(\s*[-–—:/[(]+\s*|\s+|\Z)(.*)")
_HANDLING = re.compile(r"[A-Z][A-Z &/,:()\-–—]{2,40}\Z")
_MANNER = re.compile(
    r"(?:(?:sent\s+)?(?:by|via)\s+(?:e-?mail|post|hand|courier|fax|secure)\b.*|(?:private\s+and\s+|strictly\s+)?(?:private|confidential"
    r"|personal)(?:\s+(?:and|&)\s+(?:private|confidential|personal))?|in\s+confidence|open\s+letter|without\s+prejudice"
    r"|e-?mail(?:\s+only)?|urgent|sent\s+electronically)\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class References:
    """Our reference (the sender's) and their reference (the addressee's), empty where there is none."""

    ours: str = ""
    theirs: str = ""


def read_reference(text: str) -> References | None:
    """Read a line that gives a reference, or both; None where it gives none."""
    ours, theirs, found = "", "", False
    for piece in _BOTH.split(text.strip()):
        their, our = _THEIRS.match(piece), _OURS.match(piece)
        if their:
            theirs, found = theirs or their[1].strip(" :,;|"), True
        elif our and (":" in piece or "." in piece[:8] or re.search(r"\d", our[1])):
            ours, found = ours or our[1].strip(" :,;|"), True
    return References(ours, theirs) if found else None


def read_marking(text: str) -> tuple[Marking, str] | None:
    """Read a line that is a protective marking: the tier, and its handling words ("SENSITIVE").

    "OFFICIAL-SENSITIVE" is the tier OFFICIAL handled as SENSITIVE (Government Security Classifications Policy).
    """
    match = _MARKED.fullmatch(text.strip(" *[]()").rstrip("."))
    if not match:
        return None
    handling = " ".join(match[3].split())
    is_set_off = match[2].strip() or handling == handling.upper()
    if handling and not (is_set_off and _HANDLING.match(handling.upper())):
        return None
    return Marking(match[1]), handling


def highest_marking(found: Iterable[tuple[Marking, str]]) -> tuple[Marking | None, str]:
    """Give the highest of several markings, with the handling printed beside it."""
    order = [None, *Marking]
    best: tuple[Marking | None, str] = (None, "")
    for tier, handling in found:
        is_fuller = tier is best[0] and not best[1]
        if is_fuller or order.index(tier) > order.index(best[0]):
            best = (tier, handling)
    return best


def is_manner_of_sending(text: str) -> bool:
    """Say whether a line only tells how the letter goes or who may open it: "By e-mail", "Private"."""
    return bool(_MANNER.fullmatch(text.strip(" *[]()")))
