"""Which edition words mean: by a year beside a name ("2016", "2021/22"), or by time ("this year's", "our latest")."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from corresp_tracker.citing.context import LetterContext
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

YEARS = r"(?:19|20)\d\d(?:[/–-](?:(?:19|20)?\d\d))?"
RELATIVE = r"this year['’]s|last year['’]s|(?:the )?previous year['’]s|(?:most recent|latest|newest)"
_BEFORE = re.compile(rf"\b(?:(?P<relative>{RELATIVE})|(?P<year>{YEARS}))\s+\Z", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?:\s+(?:report\s+)?(?:for\s+|in\s+)?|\s*\(|,\s+)(?P<year>{YEARS})\)?(?![\w/–-]|,\d)", re.IGNORECASE
)


class Time(Enum):
    """An edition told by when it came."""

    THIS_YEAR = "this year's"
    LAST_YEAR = "last year's"
    LATEST = "the latest"


@dataclass(frozen=True, slots=True)
class Said:
    """What words say of an edition: a year or years as printed, or a time; and where those words stand."""

    start: int
    end: int
    year: str = ""
    time: Time | None = None
    after: bool = False


def time_of(words: str) -> Time:
    """Read the words that tell an edition by time."""
    lower = words.lower()
    if lower.startswith("this year"):
        return Time.THIS_YEAR
    return Time.LAST_YEAR if "year" in lower else Time.LATEST


def said_before(text: str, at: int) -> Said | None:
    """Read the edition that is said just before a place."""
    match = _BEFORE.search(text[max(0, at - 40) : at])
    if match is None:
        return None
    start = at - (match.end() - match.start())
    if match["year"]:
        return Said(start, at, year=match["year"])
    return Said(start, at, time=time_of(match["relative"]))


def said_after(text: str, at: int) -> Said | None:
    """Read the year that is said just after a place: "State of Policing 2018"."""
    match = _AFTER.match(text, at)
    return Said(match.start("year"), match.end(), year=match["year"], after=True) if match else None


def year_meant(said: Said, letter: LetterContext) -> str:
    """Give the year or years that are meant; empty where the letter's own date is needed and not known."""
    if said.year:
        return said.year
    if letter.year is None or said.time is Time.LATEST:
        return ""
    return str(letter.year if said.time is Time.THIS_YEAR else letter.year - 1)


def of_edition(reports: Sequence[ReportFacts], said: Said, letter: LetterContext) -> list[ReportFacts]:
    """Choose among reports those of the edition that is meant, which were out when the letter was written.

    The year of the title comes first; where no title of that year was out yet, that of publication or of inspection
    counts ("your 2023 State of Policing report" is State of Policing 2022). A year that follows the name is the title's.
    A time ("this year's") means nothing where the letter's date is not known.
    """
    out = [report for report in reports if was_out(report, letter)]
    if said.time is Time.LATEST:
        return _latest(out, letter)
    year = year_meant(said, letter)
    if not year:
        return []
    editions = [report for report in out if is_edition(report, year)]
    if editions or (said.after and any(report.edition for report in reports)):
        return editions
    return [report for report in out if is_of_year(report, year)]


def _latest(reports: Sequence[ReportFacts], letter: LetterContext) -> list[ReportFacts]:
    """Give the newest that surely were out, and those that may have come out since."""
    dated = [(report, report.published_on) for report in reports if report.published_on]
    sure = [day.first for _, day in dated if letter.dated is None or _middle(day) <= letter.dated.last]
    newest = max(sure, default=None)
    return [report for report, day in dated if newest is None or day.first >= newest]


def _middle(day: PartialDate) -> date:
    """Give the middle of a date that is not known to the day: by then it is likelier past than not."""
    return day.first + (day.last - day.first) / 2


def is_edition(report: ReportFacts, year: str) -> bool:
    """Say whether a report's own edition is this: 2021/22 is 2021-22 and 2021–2022."""
    return bool(report.edition) and _ends(report.edition) == _ends(year)


def _ends(years: str) -> tuple[str, str]:
    first, *rest = re.split(r"[/–-]", years)
    last = rest[0] if rest else first
    return first, (first[: len(first) - len(last)] + last)


def is_of_year(report: ReportFacts, year: str) -> bool:
    """Say whether a report was published, or its inspection made, in a year."""
    whole = PartialDate.parse(year[:4])
    return any(
        date is not None and date.overlaps(whole) for date in (report.published_on, report.inspected_on)
    )


def of_date(reports: Iterable[ReportFacts], dated: PartialDate) -> list[ReportFacts]:
    """Choose those that were published or inspected then; before those whose own date is as exact as what is said."""
    found = [each for each in reports if each.published_on and not disagrees(each, dated)]
    exact = [each for each in found if each.published_on and len(each.published_on.iso) >= len(dated.iso)]
    return exact or found


def disagrees(report: ReportFacts, cited: PartialDate) -> bool:
    """Say whether a cited date can be neither that of publication nor of inspection; nothing known, no check.

    A year alone may also be the edition's, because titles bear it and letters cite by it.
    """
    known = [date for date in (report.published_on, report.inspected_on) if date]
    if not known or any(date.overlaps(cited) for date in known):
        return False
    return not (len(cited.iso) == len("2015") and cited.iso in report.edition)


def was_out(report: ReportFacts, letter: LetterContext) -> bool:
    """Say whether a report can have been out when the letter was written; so it can where a date is not known."""
    return not (letter.dated and report.published_on) or report.published_on.first <= letter.dated.last


SOON = timedelta(days=120)


def is_soon_out(report: ReportFacts, letter: LetterContext) -> bool:
    """Say whether a report came out so soon after a letter that the letter may speak of it before its time."""
    if not letter.dated or not report.published_on or was_out(report, letter):
        return False
    return report.published_on.first - letter.dated.last <= SOON


def national(reports: Iterable[ReportFacts]) -> list[ReportFacts]:
    """Leave out the reports on one place where there are others."""
    held = list(reports)
    return [report for report in held if not report.place] or held
