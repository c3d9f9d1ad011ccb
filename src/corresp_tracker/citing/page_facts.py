"""What a web page says beside a title: dates and what they are called, whose it is, and what kind."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from corresp_tracker.values.partial_date import MONTHS, PartialDate

Element = Any
_MONTH = "|".join((*MONTHS, *(f"{month[:3]}(?![a-z])\\.?" for month in MONTHS), "Sept\\.?"))
_DATE = re.compile(
    rf"(?P<iso>\b(?:19|20)\d\d-\d\d(?:-\d\d)?)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?\b"
    rf"|\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{_MONTH})\s+(?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<d>\d{{1,2}})[/.](?P<m>\d{{1,2}})[/.](?P<y>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:(?<!re)(?<!re-)published(?: on)?|(?:publication|release|issue) date|date (?:published|of publication|"
    r"issued)|first published|released|issued)\s*[:–-]?\s*\Z",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"(?:updated?(?: on)?|last (?:updated?|modified|reviewed)|republished|re-published|modified|posted(?: on)?|"
    r"added(?: on)?|uploaded|(?:published|added) (?:to|on) this (?:web)?site(?: on)?|date added|page published"
    r")\s*[:–-]?\s*\Z",
    re.IGNORECASE,
)
_LABELS = {
    "publisher": re.compile(
        r"(?:from|organisations?|publisher|published by|author|body|inspectorate)\Z", re.IGNORECASE
    ),
    "kind": re.compile(
        r"(?:type|document type|publication type|report type|content type|category|format)\Z", re.IGNORECASE
    ),
}
_LABELLED_LINE = re.compile(r"^\s*([A-Z][A-Za-z ]{1,24}):\s*(\S.*?)\s*$")
_ONE_WORK = frozenset(
    (
        "report",
        "article",
        "newsarticle",
        "scholarlyarticle",
        "creativework",
        "digitaldocument",
        "book",
        "publicationissue",
    )
)
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "td", "th", "tr", "table", "br", "h1", "h2", "h3", "h4", "section",
     "article", "time", "strong", "b", "span")
)  # fmt: skip
_BEFORE = 40


class DateSays(StrEnum):
    """What a page says of a date: that it is of publication, that it is of the page, or nothing."""

    PUBLISHED = "published"
    SITE = "site"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date that a page shows, and what it says of it."""

    date: PartialDate
    says: DateSays


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """What is said of one publication. `is_of_one`: the page itself says that it is about one."""

    dates: tuple[PageDate, ...] = ()
    publisher: str = ""
    kind: str = ""
    title: str = ""
    is_of_one: bool = False

    def also(self, other: "Labelled") -> "Labelled":
        """Add what another part of the page says; the first word stands."""
        return Labelled(
            dates=(*self.dates, *other.dates),
            publisher=self.publisher or other.publisher,
            kind=self.kind or other.kind,
            title=self.title or other.title,
            is_of_one=self.is_of_one or other.is_of_one,
        )


def best_date(dates: Iterable[PageDate]) -> PageDate | None:
    """Give the date that is likeliest that of publication: one said to be, else one unsaid, else the site's."""
    order = tuple(DateSays)
    return min(dates, key=lambda each: order.index(each.says), default=None)


def labelled_facts(element: Element) -> Labelled:
    """Read the dates, and the lines and terms with a label, in a part of a page."""
    lines = list(_lines(element))
    labels = dict(_terms(element)) | dict(_labelled(lines))
    return Labelled(
        dates=tuple(_dates(" \n ".join(lines))),
        publisher=_first(labels, "publisher"),
        kind=_first(labels, "kind"),
    )


def page_metadata(root: Element) -> Labelled:
    """Read what the head of a page says of it: meta tags and JSON-LD. Its dates are the page's own."""
    facts = _of_meta_tags(root)
    for script in root.xpath("//script[@type='application/ld+json']"):
        try:
            told = json.loads(script.text_content())
        except ValueError:
            continue
        for each in _objects(told):
            facts = facts.also(_of_json(each))
    return facts


def _of_meta_tags(root: Element) -> Labelled:
    said: dict[str, str] = {}
    for meta in root.xpath("//meta[@content]"):
        name = str(meta.get("property") or meta.get("name") or "").lower()
        said.setdefault(name, str(meta.get("content")).strip())
    names = ("article:published_time", "dc.date", "dcterms.date", "dcterms.issued", "dc.date.issued", "date")
    dates = tuple(PageDate(date, DateSays.SITE) for name in names for date in _parsed(said.get(name, "")))
    return Labelled(
        dates=dates,
        publisher=next((said[name] for name in ("dcterms.publisher", "dc.publisher", "citation_publisher")
                        if name in said), ""),
        title=said.get("og:title", ""),
        is_of_one=said.get("og:type", "").lower() == "article" or "citation_title" in said,
    )  # fmt: skip


def _objects(told: Any) -> Iterator[Mapping[str, Any]]:
    """Give every object of JSON-LD, those in a graph too."""
    if isinstance(told, list):
        for each in cast("list[Any]", told):
            yield from _objects(each)
    elif isinstance(told, dict):
        known = cast("dict[str, Any]", told)
        yield known
        yield from _objects(known.get("@graph", []))


def _of_json(told: Mapping[str, Any]) -> Labelled:
    kinds = told.get("@type", "")
    named = {str(kind).lower() for kind in (cast("list[Any]", kinds) if isinstance(kinds, list) else [kinds])}
    if not named & _ONE_WORK:
        return Labelled()
    dates = tuple(PageDate(date, DateSays.SITE) for date in _parsed(str(told.get("datePublished", ""))))
    return Labelled(
        dates=dates,
        publisher=_name_of(told.get("publisher")) or _name_of(told.get("author")),
        title=str(told.get("headline") or told.get("name") or ""),
        is_of_one=True,
    )


def _name_of(told: Any) -> str:
    if isinstance(told, list):
        return next((name for each in cast("list[Any]", told) if (name := _name_of(each))), "")
    if isinstance(told, dict):
        return str(cast("dict[str, Any]", told).get("name", ""))
    return told if isinstance(told, str) else ""


def _lines(element: Element) -> Iterator[str]:
    """Give the lines of a part of a page; a time that gives its date in so many numbers is read by those."""
    line: list[str] = []
    for kind, words in _pieces(element):
        if kind == "break":
            joined = " ".join(" ".join(line).split())
            # A label and what it labels are often apart: "Published:" in one element, the date in the next.
            if joined and not joined.endswith(":"):
                yield joined
                line = []
        else:
            line.append(words)
    joined = " ".join(" ".join(line).split())
    if joined:
        yield joined


def _pieces(element: Element) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str):
        return
    is_block = element.tag in _BLOCKS and element.tag not in ("time", "strong", "b", "span")
    if is_block:
        yield "break", ""
    stamp = str(element.get("datetime") or "") if element.tag == "time" else ""
    if _DATE.match(stamp):
        yield "words", stamp
    else:
        yield "words", element.text or ""
        for child in element:
            yield from _pieces(child)
            yield "words", child.tail or ""
    if is_block:
        yield "break", ""


def _terms(element: Element) -> Iterator[tuple[str, str]]:
    """Give the terms of description lists with what they are said to be."""
    for term in element.iter("dt"):
        said = term.getnext()
        if said is not None and said.tag == "dd":
            yield str(term.text_content()).strip().rstrip(":"), " ".join(str(said.text_content()).split())


def _labelled(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        found = _LABELLED_LINE.match(line)
        if found:
            yield found[1].strip(), found[2]


def _first(labels: Mapping[str, str], fact: str) -> str:
    return next((words for label, words in labels.items() if _LABELS[fact].match(label.strip())), "")


def _dates(text: str) -> Iterator[PageDate]:
    """Give every date in some lines, with what the words right before it say of it."""
    for match in _DATE.finditer(text):
        before = " ".join(text[max(0, match.start() - _BEFORE) : match.start()].split())
        says = DateSays.UNSAID
        if _SITE.search(before):
            says = DateSays.SITE
        elif _PUBLISHED.search(before):
            says = DateSays.PUBLISHED
        date = _date_of(match)
        if date:
            yield PageDate(date, says)


def _parsed(text: str) -> Iterator[PartialDate]:
    match = _DATE.match(text.strip())
    date = _date_of(match) if match else None
    if date:
        yield date


def _date_of(match: re.Match[str]) -> PartialDate | None:
    """Give the date that was found; None where no such day can be."""
    if match["iso"]:
        iso = match["iso"]
    elif match["month"]:
        month = next(n for n, name in enumerate(MONTHS, 1) if name[:3].lower() == match["month"][:3].lower())
        iso = f"{match['year']}-{month:02d}" + (f"-{int(match['day']):02d}" if match["day"] else "")
    else:
        iso = f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}"
    try:
        return PartialDate.parse(iso)
    except ValueError:
        return None
