"""Dates beside a citation, as letters print them: "(July 2015)", "published on 2 July 2015", "of March 2016"."""

import re
from dataclasses import dataclass

from corresp_tracker.values.partial_date import MONTHS, PartialDate

_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(month[:3] for month in MONTHS)})"
_DATE = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH}\.?,?\s+(?P<year>(?:19|20)\d\d)"
_YEAR_ALONE = r"(?P<only>(?:19|20)\d\d)"
_BESIDE = (
    re.compile(rf"\s*\((?:published (?:on |in )?)?(?:{_DATE}|{_YEAR_ALONE})\)", re.IGNORECASE),
    re.compile(
        rf",?\s+(?:(?:which|that) )?(?:was |were )?published (?:on |in )(?:{_DATE}|{_YEAR_ALONE})",
        re.IGNORECASE,
    ),
    re.compile(rf",?\s+(?:of|from|dated|in)\s+{_DATE}", re.IGNORECASE),
)
FULL_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+(?P<year>(?:19|20)\d\d))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class DateBeside:
    """A date that follows a citation: where it ends in the text, and what it says. In brackets, it is a cue."""

    end: int
    date: PartialDate
    in_brackets: bool


def date_beside(text: str, at: int) -> DateBeside | None:
    """Read the date that begins at this place; None where there is none, or it is no possible date."""
    for pattern in _BESIDE:
        match = pattern.match(text, at)
        date = date_of(match) if match else None
        if match and date:
            return DateBeside(match.end(), date, pattern is _BESIDE[0])
    return None


def date_of(match: re.Match[str]) -> PartialDate | None:
    """Give the date that a match of these patterns says; None where it cannot be."""
    parts = match.groupdict()
    if parts.get("only"):
        return PartialDate.parse(parts["only"])
    if not parts.get("year"):
        return None
    month = next(n for n, name in enumerate(MONTHS, 1) if name[:3].lower() == parts["month"][:3].lower())
    iso = f"{parts['year']}-{month:02d}" + (f"-{int(parts['day']):02d}" if parts["day"] else "")
    try:
        return PartialDate.parse(iso)
    except ValueError:
        return None
