"""The words for an inspection around the name of a place: whose it is, what it was about, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corresp_tracker.citing.dates import MONTH, date_beside, said_date
from corresp_tracker.citing.editions import YEARS, Said, time_of
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.register import PlaceNamed
from corresp_tracker.values.partial_date import PartialDate

_NOUN = r"(?:re-?inspection|inspection|post-inspection\s+review|update|(?:re-?)?visit|JTAI|NCPI|assessment|report)s?"
_LIST_BEFORE = re.compile(
    r"\b(?P<whose>our|your|the)\s+(?:[A-Z][\w-]*(?:\s+(?:[A-Z][\w-]*|with|and|upon|on))*?(?:,\s*|\s+and\s+|,\s+and\s+))+\Z",
    re.IGNORECASE,
)
_WHOSE = (
    r"(?:\b(?P<whose>the inspectorate['’]s|our|your|the|this|that|its|their|a|an|HMIC['’]s|HMICFRS['’]s|"
    r"Ofsted['’]s)\s+)?"
)
_ABOUT = r"(?P<about>(?:[\w’'/–-]+\s+){0,6}?)"
_NOUN_BEFORE = re.compile(
    _WHOSE + _ABOUT + rf"\b(?P<noun>{_NOUN})(?:\s+findings)?(?:\s+(?:report|visit|letter))?"
    r"(?:,?\s+(?:made\s+|conducted\s+)?(?:jointly\s+)?with\s+[A-Z][\w&]*(?:(?:,|,?\s+and)\s+[A-Z][\w&]*)*,?)?(?:\s+(?:last|this)\s+year)?(?:\s+(?:that\s+|which\s+)?(?:was\s+|(?:we|you)\s+(?:have\s+)?)?"
    r"(?:took\s+place|carried\s+out|conducted|undertaken|made|completed))?\s+(?:of|in|at|to|into|on|for|about)\s+"
    r"(?P<subject>(?:[\w’'/–-]+,?\s+){1,14}?(?:in|for|within)\s+)?"
    r"(?:the\s+)?(?:(?:London|Royal)\s+Borough\s+of\s+)?\Z",
    re.IGNORECASE,
)
_INSPECTED = re.compile(
    r"\b(?:(?i:we|you|inspectors|the inspectorates?)|HMIC|HMICFRS|Ofsted|and)\s+(?:last\s+|re-?|"
    r"jointly\s+)?(?P<verb>inspected|visited)\s+(?:services\s+in\s+|custody\s+in\s+)?(?:the\s+)?\Z"
)
_BEFORE_PLACE = re.compile(
    _WHOSE.replace("(?P<whose>", "(?P<whose>(?i:").replace(")\\s+)?", "))\\s+)?")
    + rf"(?P<about>(?:{MONTH.replace('?P<month>', '?:')}\s+(?=(?:19|20)\d\d\b))?(?:[a-z0-9–/][\w’'/–-]*\s+){{0,4}}?)\Z"
)
_OF_FORCE = (
    r"(?:\s+(?:Police(?:\s+Service)?|Constabulary|Fire and Rescue(?:\s+Service)?|(?:City |County |"
    r"Borough )?Council|force))?"
    r"(?:['’]s?)?"
)
_ITS_SERVICES = re.compile(
    r"\s+(?P<about>(?:[\w-]+\s+){0,4}?)(?:arrangements|services|provision|custody|custody suites|response)\b",
    re.IGNORECASE,
)
_AFTER_PLACE = re.compile(_OF_FORCE)
_NOUN_AFTER = re.compile(
    rf"\s+(?P<about>(?:(?!(?:and|for)\b)[\w’'/–-]+\s+){{0,6}}?)(?P<noun>{_NOUN})\b(?:\s+(?:report|letter))?(?!\s+(?:programme|framework|regime))",
    re.IGNORECASE,
)
_NOUN_OF_ITS_OWN = re.compile(
    rf",?\s+(?P<whose>our|your|that|the(?=\s+(?:joint\s|JTAI|NCPI)))\s+(?P<about>(?:[\w-]+\s+){{0,4}}?)(?P<noun>{_NOUN})\b(?:\s+(?:report|letter))?"
    r"(?!\s+(?:of|at|to|into|on|programme|framework|regime)\b)",
    re.IGNORECASE,
)
_AT_PLACE = re.compile(r"\b(?:in|at|for|in\s+the\s+case\s+of)\s+(?:the\s+)?\Z", re.IGNORECASE)
"""What stands before a place whose inspection comes after it: "In Torbay, our joint inspection found"."""
_WHEN = re.compile(
    r",?\s+(?:(?:which\s+|that\s+)?(?:was\s+|were\s+|we\s+)?(?:published|carried out|conducted|made|"
    r"undertaken|issued|did)\s+)?"
    r"(?:in|of|from|during|on|last)\s+(?:(?:early|late|mid)[\s-])?(?:(?P<day>\d{1,2})\s+)?"
    rf"(?:{MONTH}(?:\s+(?P<year>(?:19|20)\d\d))?|(?P<only>(?:19|20)\d\d))(?![\w/–-])"
)
_WHEN_IN_BRACKETS = re.compile(
    rf"\s+\((?:published\s+(?:in\s+|on\s+)?)?(?:(?P<day>\d{{1,2}})\s+)?(?:{MONTH}(?:\s+(?P<year>(?:19|"
    rf"20)\d\d))?|(?P<only>(?:19|20)\d\d))\)"
)
_WHEN_AFTER_COMMA = re.compile(
    rf"\s*(?:[,:]|\s[–—-])\s+(?:(?P<day>\d{{1,2}})\s+)?{MONTH}\s+(?P<year>(?:19|20)\d\d)(?P<only>(?!))?"
    r"(?=\s*[;,.)]|\s+and\b|\s*\Z)"
)
_WHEN_BEFORE = re.compile(
    rf"\b(?:(?P<time>this year['’]s|last year['’]s|latest|most recent|"
    rf"last(?=\s+[a-z]*\s*(?:PEEL|NCPI|JTAI|inspection|visit|report)))|(?:{MONTH}\s+)?(?P<year>{YEARS})|"
    rf"{MONTH.replace('month', 'alone')})\b"
)
_WHEN_AFTER = (_WHEN_IN_BRACKETS, _WHEN, _WHEN_AFTER_COMMA)
_FOR_YEARS = re.compile(rf"\s+(?:for|of(?=\s+\d{{4}}[/–-]))\s+(?P<year>{YEARS})(?![\w-])")


@dataclass(frozen=True, slots=True)
class PlaceCited:
    """What words say of an inspection: where they stand, whose it is, what it was about, and when.

    `first_place` is where the place's name begins; `shares_head` says that the noun follows it and may be that of
    other places before it too.
    """

    place: str
    start: int
    end: int
    whose: str
    about: str
    said: Said | None = None
    month: PartialDate | None = None
    first_place: int = 0
    shares_head: bool = False


def readings(passage: Passage, place: PlaceNamed) -> Iterator[PlaceCited]:
    """Give the ways in which a place may stand in the name of an inspection, the likeliest first."""
    text = passage.text
    head_start = max(0, place.start - 120)
    head = text[head_start : place.start]
    suffix = _AFTER_PLACE.match(text, place.end)
    after = suffix.end() if suffix else place.end
    before = _last(_NOUN_BEFORE, head)
    inspected = _INSPECTED.search(head)
    owned = not {"'", "’"}.isdisjoint(text[place.end : after])
    services = _ITS_SERVICES.match(text, after) if owned else None
    if before and (services or not owned):
        subject = f"{before['subject'] or ''} {services['about'] if services else ''}"
        about = f"{before['about']} {subject} {before['noun']}"
        end = services.end() if services else after
        whose = (before["whose"] or "").lower()
        yield with_date(passage, PlaceCited(place.place, head_start + before.start(), end, whose, about))
    elif inspected:
        yield with_date(
            passage,
            PlaceCited(
                place.place,
                head_start + inspected.start(),
                after,
                "our",
                "visit" if inspected["verb"] == "visited" else "inspection",
            ),
        )
    own = _NOUN_OF_ITS_OWN.match(text, after) if _AT_PLACE.search(head) else None
    if own:
        about = f"{own['about']} {own['noun']}"
        yield PlaceCited(place.place, place.start, own.end(), own["whose"].lower(), about)
    noun = _NOUN_AFTER.match(text, after)
    if noun:
        lead = _last(_BEFORE_PLACE, head)
        start = head_start + lead.start() if lead else place.start
        whose = (lead["whose"] or "").lower() if lead else ""
        listed = _LIST_BEFORE.search(head)
        if listed and not whose:
            whose = listed["whose"].lower()
        about = f"{lead['about'] if lead else ''} {noun['about']} {noun['noun']}"
        plural = noun["noun"].lower().endswith("s")
        first = start if whose and not listed else place.start
        yield with_date(
            passage,
            PlaceCited(
                place.place, first, noun.end(), whose, about, first_place=place.start, shares_head=plural
            ),
        )


def end_of_name(text: str, at: int) -> int:
    """Give where a place's name ends with its force's or council's word: "Derbyshire Constabulary"."""
    suffix = _AFTER_PLACE.match(text, at)
    return suffix.end() if suffix and {"'", "’"}.isdisjoint(suffix[0]) else at


def _last(pattern: re.Pattern[str], head: str) -> re.Match[str] | None:
    """Give the shortest match at the end of a text that still takes in whose it is."""
    matches = [match for at in _starts(head) if (match := pattern.match(head, at))]
    owned = [match for match in matches if match["whose"]]
    return (owned or matches or [None])[-1]


def _starts(head: str) -> Iterator[int]:
    yield from (match.start() for match in re.finditer(r"(?<![\w’'])(?=[\w’'])|\Z", head))


def with_date(passage: Passage, cited: PlaceCited) -> PlaceCited:
    """Take in when the inspection was: after its words, or among them."""
    text = passage.text
    edition = _FOR_YEARS.match(text, cited.end)
    if edition:
        said = Said(edition.start("year"), edition.end(), year=edition["year"])
        return replace(cited, end=edition.end(), said=said)
    after = next((found for each in _WHEN_AFTER if (found := each.match(text, cited.end))), None)
    if after:
        month = _month(passage, after["month"], after["year"] or after["only"], after["day"])
        published = date_beside(text, after.end())
        return replace(cited, end=after.end(), month=published.date if published else month)
    before = _WHEN_BEFORE.search(cited.about)
    if before is None:
        return cited
    if before["time"]:
        return replace(cited, said=Said(cited.start, cited.end, time=time_of(before["time"])))
    if before["month"] or before["alone"]:
        month = _month(passage, before["month"] or before["alone"], (before["year"] or "")[:4], None)
        return replace(cited, month=month)
    return replace(cited, said=Said(cited.start, cited.end, year=before["year"]))


def _month(passage: Passage, month: str | None, year: str | None, day: str | None) -> PartialDate | None:
    """Give the day or month that is said; without its year, the last such month before the letter."""
    if month is None:
        return PartialDate.parse(year) if year else None
    written = passage.letter.dated or passage.letter.not_before
    return said_date(month, day=day, year=year, written=written) or said_date(
        month, year=year, written=written
    )
