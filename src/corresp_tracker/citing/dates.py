"""Dates beside a citation, as letters print them: "(July 2015)", "published on 2 July 2015", "of March 2016"."""

import re
from dataclasses import dataclass

from corresp_tracker.values.partial_date import MONTHS, PartialDate

_SHORT = [month[:3] for month in MONTHS] + ["Sept"]
MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(_SHORT)})"
_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{MONTH}\.?,?\s+(?P<year>{_YEAR})"
_YEAR_ALONE = rf"(?P<only>{_YEAR})"
_NUMERIC = rf"(?P<numeric>\d{{1,2}}[/.]\d{{1,2}}[/.]{_YEAR})"
_PUBLISHED = r"(?:first )?(?:published|issued|released|reported|appeared|came out)"
_BESIDE = (
    re.compile(
        rf"\s*[(\[](?:[A-Z]\w+, )?(?:{_PUBLISHED},? (?:on |in )?)?"
        rf"(?:{_DATE}|{_YEAR_ALONE}|{_NUMERIC})(?:[)\]]|(?=[,;:]\s))",
        re.IGNORECASE,
    ),
    re.compile(
        rf",?\s+(?:(?:which|that|and) )?(?:(?:was|were|we|which we|had been) )?{_PUBLISHED}"
        rf" (?:on |in |last )(?:{_DATE}|{_YEAR_ALONE}|{_NUMERIC})",
        re.IGNORECASE,
    ),
    re.compile(rf",?\s+(?:of|from|dated|in)\s+(?:{_DATE}|{_NUMERIC})", re.IGNORECASE),
    re.compile(rf",\s+{_DATE}(?=[,.;:)]|\Z)", re.IGNORECASE),
)
_BEFORE = re.compile(
    rf"(?:{_DATE}|{_YEAR_ALONE})\s+(?:[a-z][a-z-]*\s+){{0,3}}?(?:report|review|thematic|inspection|publication)s?"
    r"(?:\s+(?:on|into|entitled|called|titled))?[,:]?\s+[‘'“\"]?\Z",
    re.IGNORECASE,
)
_REPORT_OF_DATE = re.compile(
    rf"(?:report|review|thematic|publication)\s+(?:of|from|in|published in|dated)\s+(?:{_DATE}|"
    rf"{_YEAR_ALONE})[,:]?\s+[‘'“\"]?\Z",
    re.IGNORECASE,
)
FULL_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}(?:,?\s+(?P<year>{_YEAR}))?|{_NUMERIC}",
    re.IGNORECASE,
)
_LOOK_BACK = 80


@dataclass(frozen=True, slots=True)
class DateBeside:
    """A date that follows a citation: where it ends in the text, and what it says.

    In brackets, or said to be that of publication, it marks what stands before it as a title.
    """

    end: int
    date: PartialDate
    marks_title: bool


def date_beside(text: str, at: int) -> DateBeside | None:
    """Read the date that begins at this place; None where there is none, or it is no possible date."""
    for pattern in _BESIDE:
        match = pattern.match(text, at)
        date = date_of(match) if match else None
        if match and date:
            return DateBeside(match.end(), date, pattern in _BESIDE[:2])
    return None


def date_before(text: str, at: int) -> PartialDate | None:
    """Read the date that leads up to a title which begins at this place: "our July 2015 report, ..."."""
    head = text[max(0, at - _LOOK_BACK) : at]
    match = _BEFORE.search(head) or _REPORT_OF_DATE.search(head)
    return date_of(match) if match else None


def date_of(match: re.Match[str]) -> PartialDate | None:
    """Give the date that a match of these patterns says; None where it cannot be."""
    parts = match.groupdict()
    try:
        if parts.get("only"):
            return PartialDate.parse(parts["only"])
        if parts.get("numeric"):
            day, month, year = re.split(r"[/.]", parts["numeric"])
            return PartialDate.parse(f"{year}-{int(month):02d}-{int(day):02d}")
        if not parts.get("year"):
            return None
        iso = f"{parts['year']}-{month_number(parts['month']):02d}"
        return PartialDate.parse(iso + (f"-{int(parts['day']):02d}" if parts["day"] else ""))
    except ValueError:
        return None


def said_date(
    month: str, *, day: str | None = None, year: str | None = None, written: PartialDate | None
) -> PartialDate | None:
    """Give the day or month that is said; without its year, the last such before a letter was written."""
    years = [int(year)] if year else [written.last.year, written.last.year - 1] if written else []
    for each in years:
        try:
            iso = f"{each}-{month_number(month):02d}"
            dated = PartialDate.parse(f"{iso}-{int(day):02d}" if day else iso)
        except ValueError:
            continue
        if year or written is None or dated.first <= written.last:
            return dated
    return None


def month_number(name: str) -> int:
    """Give 1 to 12 for a month's name, in full or cut short."""
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())
