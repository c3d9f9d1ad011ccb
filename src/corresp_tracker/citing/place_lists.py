"""Places under one statement of what was inspected: "The areas were Torbay and Leeds", and lists of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corresp_tracker.citing.dates import MONTH
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.place_words import PlaceCited, end_of_name, with_date
from corresp_tracker.citing.register import Mention, PlaceNamed
from corresp_tracker.values.citation import Citation

_SENTENCE = re.compile(r"[.!?]['’”\"]?\s+(?=[A-Z‘'“\"(])")
_MONTH = MONTH.replace("?P<month>", "?:")
_DONE = (
    r"(?:(?:re-?)?inspections?|JTAIs?|NCPIs?|reports?|letters?|findings|visits?|fieldwork|published|issued|carried\s+out|"
    r"undertaken|conducted|completed|made|done|held|took\s+place|were|are|been|inspected|reported|looked|"
    rf"year|far|recently|date|month|spring|summer|autumn|winter|{_MONTH}|(?:19|20)\d\d)"
)
_LEADS_TO = re.compile(
    rf"(?:\b{_DONE},?\s+(?:in|at|of|on|for|into|from)\s+|\b(?:visits?|been|us|inspectors|teams)\s+to\s+|"
    r"\b(?:were|are|was|being|namely|including|include[sd]?|such\s+as|(?:among|amongst|of)\s+(?:them|which|these)|"
    r"for\s+(?:example|instance))[,:]?\s+(?:(?:in|of|on|those\s+(?:of|in|on)|that\s+(?:of|in|on))\s+)?)(?:the\s+)?\Z"
)
"""What stands between a programme's name and the first place that it was at: "JTAIs were published this year on"."""
_OPENS_AT = re.compile(
    rf"\A(?=[^.]*\b{_DONE}\b|\s*(?:\w+\s+){{0,2}}(?:on\s+(?:[\w-]+\s+){{0,5}})?[:(–—])[^.]*[:(–—]\s*(?:in\s+|of\s+)?(?:the\s+)?\Z"
)
"""A colon, dash or bracket, after words of what was done: ": Torbay"."""
_NOT_DONE = re.compile(
    r"\b(?:no|not|never|nor|neither|without|yet\s+to|next|future|planned|forthcoming|will|shall|due)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:\A|(?<=[.;:]\s))(?:They|(?:The|Those|These)(?:\s+(?:[a-z]+\s+){0,2}?(?:areas?|forces?|authorities|places|councils|"
    r"partnerships|sites|prisons|boroughs|cities|counties|ones))?(?:\s+(?:that\s+)?(?:we\s+)?(?:have\s+)?(?:so\s+far\s+)?"
    r"(?:inspected|visited|covered|chosen|concerned|in\s+question|selected|reported\s+on))?)(?:\s+(?:so\s+far|this\s+year))?"
    r"\s+(?:were|are|was|have\s+been|include[sd]?)[,:]?\s+(?:in\s+|on\s+|of\s+)?(?:the\s+)?\Z"
)
"""The beginning of a sentence that names the places spoken of before: "The areas inspected were"."""
_WE_WENT = re.compile(
    r"\b(?:[Ww]e|[Ii]nspectors|[Oo]ur\s+inspectors|[Tt]he\s+inspectorates?)\s+(?:(?:have|has|had|also|so|far|then|jointly|now|"
    r"already)\s+){0,3}(?:inspected|visited|reported\s+on|looked\s+at|been\s+to|went\s+to|published\s+(?:(?:our|the|their)\s+)?"
    r"(?:letters?|findings|reports?)\s+(?:on|for|of))\s+(?:the\s+)?\Z|"
    r"\b(?:been|went|gone)\s+(?:(?:with|together|jointly|recently|since|also)\s+(?:\w+\s+)?)?to\s+(?:the\s+)?\Z"
)
_FINDINGS = re.compile(
    r"\b(?:[Ff]indings|[Ll]etters|[Ee]vidence|[Ll]essons|[Rr]esults)\s+(?:from|of|on|in|for)\s+(?:the\s+)?\Z"
)
_COMES_NEXT = re.compile(
    rf"\s+(?:followed|came|was\s+(?:next|last|first|the\s+(?:first|last|next|latest|most\s+recent))|was\s+(?:published|inspected|"
    rf"visited))(?:\s+(?:next|last|first))?(?=,?\s+(?:in|on)\s+(?:\d{{1,2}}\s+)?{_MONTH}\b|\s*[.,;])"
)
_OPENS_CLAUSE = re.compile(r"(?:\A|[.;,]\s+(?:and\s+|then\s+)?)(?:the\s+)?\Z")
_ITEM = re.compile(
    r"\s*(?:\(?[a-z0-9]{1,4}[.)]\s*)?(?:[-–•*]\s*)?(?:[Ff]or\s+|[Ii]n\s+|[Oo]f\s+)?(?:[Tt]he\s+)?\Z"
)
_OPENER = re.compile(r"[:–—-]\s*\Z")
_GOES_ON = re.compile(r"(?:[;,]|[;,]?\s+and)\s*\Z")
_LONGEST_ITEM = 30
_REACH = 160


def listed_place(passage: Passage, place: PlaceNamed, cited: Sequence[Citation]) -> Iterator[PlaceCited]:
    """Read a place as an inspection of each programme that the words before it are about, the nearest first.

    A place with a date in brackets is enough in a paragraph that names the programme; one without stands where a list
    of places is led in, or follows one that was inspected. `cited` are the inspections found before it.
    """
    text = passage.text
    end = end_of_name(text, place.end)
    stands = _stands_for_inspection(passage, place)
    stated = (*programmes_stated(passage, place, cited), *_stated_in_paragraph_before(passage, place))
    for programme in stated:
        listed = with_date(passage, PlaceCited(place.place, place.start, end, "the", programme))
        if stands or (listed.month and "(" in text[end : listed.end]):
            yield listed


def list_opened(passage: Passage) -> str:
    """Give the words that open a list which the next paragraphs go on with: "We inspected under the JTAI programme:"."""
    text = passage.text.rstrip()
    if _OPENER.search(text):
        return text[_sentence_start(text, len(text)) :]
    inside = passage.told.list_of
    is_item = bool(inside) and len(text.split()) <= _LONGEST_ITEM and bool(_GOES_ON.search(text))
    return inside if is_item else ""


def _stands_for_inspection(passage: Passage, place: PlaceNamed) -> bool:
    text = passage.text
    head = text[max(0, place.start - _REACH) : place.start]
    if _is_item(passage, place) or _SUBJECT.search(head) or _WE_WENT.search(head) or _FINDINGS.search(head):
        return True
    if _COMES_NEXT.match(text, place.end) and _OPENS_CLAUSE.search(head):
        return True
    begins = _sentence_start(text, place.start)
    if _NOT_DONE.search(text, begins, place.start):
        return False
    between = (
        text[mention.end : place.start]
        for mention in _programme_mentions(passage)
        if begins <= mention.start and mention.end <= place.start and place.start - mention.end <= _REACH
    )
    return any(_LEADS_TO.search(words) or _OPENS_AT.search(words) for words in between)


def _is_item(passage: Passage, place: PlaceNamed) -> bool:
    return bool(passage.told.list_of and _ITEM.fullmatch(passage.text[: place.start]))


def programmes_stated(passage: Passage, place: PlaceNamed, cited: Sequence[Citation]) -> Iterator[str]:
    """Give the names of the programmes that a place may be spoken of under, the nearest first.

    They stand in its sentence, in the one before it, or in what opened its list.
    """
    text, register = passage.text, passage.register
    if _is_item(passage, place):
        yield from _names(passage, register.mentions(passage.told.list_of))
    begins = _sentence_start(text, place.start)
    since = _sentence_start(text, begins - 1) if begins else 0
    mentions = list(_programme_mentions(passage))
    yield from _names(passage, (each for each in reversed(mentions) if since <= each.start < place.start))
    yield from _names_of(passage, (each for each in reversed(cited) if since <= each.start < place.start))
    ends = _SENTENCE.search(text, place.end)
    until = ends.start() if ends else len(text)
    yield from _names(passage, (each for each in mentions if place.end <= each.start < until))


def _stated_in_paragraph_before(passage: Passage, place: PlaceNamed) -> Iterator[str]:
    """Give the names of the programmes of the paragraph before, for a place in the first sentence of this one."""
    if passage.told.paragraphs and not _sentence_start(passage.text, place.start):
        yield from _names_of(passage, reversed(passage.told.paragraphs[-1]))


def _programme_mentions(passage: Passage) -> Iterator[Mention]:
    return (each for each in passage.mentions if next(_names(passage, [each]), None))


def _names(passage: Passage, mentions: Iterable[Mention]) -> Iterator[str]:
    """Give the programmes of mentions, also those of the reports on places that they name."""
    yield from _of_works(passage, (named.key for mention in mentions for named in mention.named))


def _names_of(passage: Passage, citations: Iterable[Citation]) -> Iterator[str]:
    """Give the programmes of citations, also those of the reports on places that they cite."""
    yield from _of_works(passage, (each.work for each in citations if each.work))


def _of_works(passage: Passage, works: Iterable[str]) -> Iterator[str]:
    register = passage.register
    for work in works:
        report = register.reports.get(work)
        key = report.programme if report and report.place else work
        if key in register.programmes:
            yield register.programmes[key].name


def _sentence_start(text: str, at: int) -> int:
    return max((match.end() for match in _SENTENCE.finditer(text, 0, max(at, 0))), default=0)
