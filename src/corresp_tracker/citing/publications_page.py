"""A publications page saved as HTML: a list of publications, or the page of one, read by what pages have in common.

No site is known here. A publication is a link that reads like a title, with what stands beside it and belongs to no
other: dates, whose it is, what kind. The page of one publication says the same of its heading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

import lxml.html

from corresp_tracker.citing.page_facts import (
    DateSays,
    Labelled,
    PageDate,
    best_date,
    labelled_facts,
    page_metadata,
)
from corresp_tracker.errors import InvalidRegister

__all__ = ["DateSays", "PageDate", "PagePublication", "read_publications_page"]

_LEFT_OUT = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "svg",
    "button",
)
_SAVED_FROM = re.compile(rb"saved from url=\(\d+\)(\S+)")
_FILE_SAID = re.compile(
    r"\s*(?:[(\[][^()\[\]]*\b(?:PDF|DOCX?|ODT|HTML|KB|MB|Word document)\b[^()\[\]]*[)\]]"
    r"|[,–-]?\s*\b(?:PDF|DOCX)\b(?:,?\s*[\d.,]+\s*[KM]B)?"
    r"|[,(]?\s*(?i:opens in (?:a )?new (?:tab|window))\)?)\s*\Z"
)
_LEADS_ELSEWHERE = re.compile(
    r"(?:(?:read|view|download|see|open|get|show)\s+(?:more|full|the|this|all|our|an?|report|publication|document|pdf)\b"
    r"|(?:find out|skip to|back to|go to|sign up|share (?:on|this)|email us|contact us|print this|click here)\b"
    r"|(?:next|previous) page\b|cookies?\b|privacy (?:policy|notice)).{0,48}\Z",
    re.IGNORECASE,
)
_LEAST_WORDS = 2
_MOST_TITLE = 300
_PUBLICATION_PATH = re.compile(
    r"/publications?/[^/]|/reports?/[^/]|\.pdf\Z|/inspections?/[^/]", re.IGNORECASE
)
_MOST_BESIDE = 6
Element = Any
_HTML = cast(Any, lxml.html)  # the library ships no types


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePublication:
    """What a page says of one publication. `published` is its date as the page shows it, with what it is called there.

    `url` is empty where the page gives no address that leads anywhere outside the folder it was saved in.
    """

    title: str
    url: str = ""
    published: PageDate | None = None
    publisher: str = ""
    kind: str = ""


def read_publications_page(data: bytes) -> tuple[PagePublication, ...]:
    """Read a page. Raises InvalidRegister where it is no HTML, or nothing on it reads like a publication."""
    root = _parsed(data)
    base = _address_of(data, root)
    metadata = page_metadata(root)
    for tag in _LEFT_OUT:
        for element in root.xpath(f"//{tag}"):
            element.drop_tree()
    listed = _listed(root, base)
    own = _own(root, base, metadata)
    dated = [entry for entry in listed if entry.published]
    if own and (metadata.is_of_one or len(dated) < 2) and len(dated) < 3:
        return (own,)
    if listed:
        return tuple(listed)
    raise InvalidRegister(
        "No publication was found on this page. Save the page that lists them, or the page of one, as “HTML only”."
    )


def _parsed(data: bytes) -> Element:
    if b"Content-Type: multipart/related" in data[:4_000]:
        raise InvalidRegister("This is a page saved as one archive (.mht). Save it again as “HTML only”.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    parser = _HTML.HTMLParser(encoding="utf-8" if text else None)
    try:
        root = _HTML.document_fromstring(text.encode() if text else data, parser=parser)
    except (_HTML.etree.ParserError, ValueError) as problem:
        raise InvalidRegister(
            "This file is empty or is no page: save the publications page as HTML."
        ) from problem
    if not cast("Sequence[Element]", root.xpath("//a | //h1")):
        raise InvalidRegister("This file is no web page with publications: save the page as HTML.")
    return root


def _address_of(data: bytes, root: Element) -> str:
    """Give the address that a saved page came from, as the browser or the page itself notes it."""
    saved = _SAVED_FROM.search(data[:4_000])
    if saved:
        return saved[1].decode("ascii", errors="replace")
    for path in ("//base/@href", "//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for value in root.xpath(path):
            if urlsplit(str(value)).scheme in ("http", "https"):
                return str(value)
    return ""


def _absolute(href: str, base: str) -> str:
    """Give an address in full; empty where it leads only into the folder that the page was saved in."""
    try:
        whole = urljoin(base, href.strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in ("http", "https") and parts.netloc else ""


def _own(root: Element, base: str, metadata: Labelled) -> PagePublication | None:
    """Say what the page says of itself, where it is that of one publication."""
    headings = [_words(heading) for heading in root.xpath("//h1")]
    title = next((words for words in headings if len(words.split()) >= _LEAST_WORDS), "") or metadata.title
    title = _bare_title(title)
    if not title:
        return None
    scopes = root.xpath("//main") or root.xpath("//article") or root.xpath("//body") or [root]
    facts = labelled_facts(scopes[0])
    published = best_date((*facts.dates, *metadata.dates))
    if published is None and not metadata.is_of_one:
        return None
    return PagePublication(
        title=title,
        url=_absolute(base, base),
        published=published,
        publisher=facts.publisher or metadata.publisher,
        kind=(facts.kind or metadata.kind).lower(),
    )


def _listed(root: Element, base: str) -> list[PagePublication]:
    """Give every publication of a list, in the order of the page, none twice."""
    links = [link for link in root.iter("a") if _reads_like_a_title(link)]
    holders = _holders(links)
    found: dict[tuple[str, str], PagePublication] = {}
    for link in links:
        facts = _facts_beside(link, holders)
        href = str(link.get("href", ""))
        if not facts.dates and not _PUBLICATION_PATH.search(href.partition("?")[0]):
            continue
        url = _absolute(href, base)
        title = _bare_title(_words(link))
        found.setdefault(
            (title.lower(), url),
            PagePublication(
                title=title,
                url=url,
                published=best_date(facts.dates),
                publisher=facts.publisher,
                kind=facts.kind.lower(),
            ),
        )
    return list(found.values())


def _reads_like_a_title(link: Element) -> bool:
    href = (link.get("href") or "").strip()
    if not href or href.startswith(("#", "mailto:", "tel:", "javascript:")):
        return False
    title = _bare_title(_words(link))
    return (
        len(title.split()) >= _LEAST_WORDS and len(title) <= _MOST_TITLE and not _LEADS_ELSEWHERE.match(title)
    )


def _holders(links: Sequence[Element]) -> dict[Element, set[str]]:
    """Say of each element which addresses of publications lie in it."""
    holders: dict[Element, set[str]] = {}
    for link in links:
        for element in (link, *link.iterancestors()):
            holders.setdefault(element, set()).add(link.get("href", ""))
    return holders


def _facts_beside(link: Element, holders: dict[Element, set[str]]) -> Labelled:
    """Read what stands with a link and with no other: the largest element around it alone, and what follows that."""
    item = link
    for element in link.iterancestors():
        if len(holders[element]) > 1 or element.tag in ("body", "html", "main"):
            break
        item = element
    facts = labelled_facts(item)
    for beside in _following(item, holders):
        if facts.dates and beside.tag not in ("dd", "p", "ul", "dl", "div", "span", "time", "footer"):
            break
        facts = facts.also(labelled_facts(beside))
    return facts


def _following(item: Element, holders: dict[Element, set[str]]) -> Iterator[Element]:
    """Give what follows an element, up to the next that has a publication or a heading of its own."""
    for count, beside in enumerate(item.itersiblings()):
        if (
            count >= _MOST_BESIDE
            or beside in holders
            or beside.tag in ("h1", "h2", "h3", "h4", "dt", "tr", "li")
        ):
            return
        if isinstance(beside.tag, str):
            yield beside


def _words(element: Element) -> str:
    return " ".join(str(element.text_content()).split())


def _bare_title(title: str) -> str:
    """Give a title without what a page adds of the file: "(PDF, 1.2 MB)"."""
    before = ""
    while before != title:
        before, title = title, _FILE_SAID.sub("", title)
    return title.strip(" –-|")
