"""Reports that a paragraph describes without a title: "our 2015 vulnerability report", "the thematic on county lines"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corresp_tracker.citing.checks import checks_of_report, disagrees
from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.dates import MONTH, date_beside, month_number
from corresp_tracker.citing.editions import (
    RELATIVE,
    YEARS,
    Said,
    Time,
    is_soon_out,
    national,
    of_edition,
    time_of,
    was_out,
)
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.topics import is_empty, reports_on, topic_of
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

_NOUNS = (
    "report",
    "review",
    "thematic",
    "inspection",
    "assessment",
    "study",
    "overview",
    "publication",
)
_WHOSE = (
    r"\b(?P<whose>(?i:(?:this|last) year['’]s|our|your|my)|(?:the|"
    r"The)\s+(?P<the_body>[A-Z][\w&]*(?:\s+(?:[A-Z][\w&]*|and|of)){0,6}?)|[Tt]he|[Aa]n?"
    r"|(?:[Tt]he\s+)?[A-Z][\w&]*(?:\s+(?:[A-Z][\w&]*|and|of)){0,6}?(?:['’]s|s['’])|[Tt]he\s+inspectorate['’]s)\s+"
)
_MANNER_WORDS = (
    "recent|latest|most recent|newest|national|thematic|joint|final|interim|first|second|third|new|own|earlier|previous|"
    "published|subsequent|super-complaint|progress|follow-up|overview|full|last|major|comprehensive|independent"
)
_MANNER = rf"(?P<manner{{n}}>(?:(?:{_MANNER_WORDS})\s+){{{{0,3}}}})"
_WHEN = rf"(?:(?:(?P<time>{RELATIVE})|(?:{MONTH}\s+)?(?P<year>{YEARS}))\s+)?"
_HEAD = _WHOSE + _MANNER.format(n=1) + _WHEN + _MANNER.format(n=2)
_WORD = r"[A-Za-z][\w'’-]*"
_BY_TOPIC = re.compile(
    _HEAD + rf"(?P<topic>(?:{_WORD},?\s+){{1,6}}?)(?P<noun>report|review|thematic|assessment|spotlight|"
    rf"evaluation|study)\b(?!\s+(?:on|into|"
    rf"about|by|that|which)\b)",
)
_ON_TOPIC = re.compile(
    _HEAD
    + rf"(?P<lead>(?:{_WORD}\s+){{0,2}}?)(?P<noun>reports?|review|thematic|inspection|assessment|study|publication|"
    rf"spotlight|evaluation|guidance|addendum)(?:\s+report)?\s+"
    r"(?:(?:published\s+)?(?:of|in|on|from|dated)\s+(?:(?P<of_day>\d{1,2})\s+)?"
    r"(?:(?P<of_month>January|February|March|April|May|June|July|August|September|October|November|December)\s*)?"
    r"(?P<of_year>(?:19|20)\d\d)?(?<=[\dhrylt]),?\s+)?"
    r"(?:on|into|about|of|looking at|dealing with|examining|concerning|covering)\s+(?:how\s+)?(?:the\s+)?"
    r"(?P<topic>(?:[\w'’-]+,?[ ]?){1,14})",
)
# Words after a topic that cannot go on with it: what follows is the rest of the sentence.
_GOES_ON = re.compile(
    r"\s*(?:[,.;:()?!–—]|\Z)|\s+(?:which|that|who|in|and|or|but|as|is|was|were|are|has|have|had|did|does|"
    r"do|said|says|made|"
    r"found|gave|showed|shows|set|sets|will|would|came|published|we|i|you|it|they|from|for|to|at|by|on|of|last|this|"
    r"remains?|called|makes?|drew|raised|identif(?:ied|ies)|conclude[sd]?|recommend(?:s|ed)?|highlight(?:s|"
    r"ed)|describe[sd]|"
    r"reported|noted|revealed|stated|looked|covered|where|when|again|earlier|contain(?:s|ed)|asked|warned|"
    r"also|than|finds|says|"
    r"asks|calls|warns|needs|should|must|may|can|could|cannot|still|now|since|after|before|because|while|"
    r"although|though|so|"
    r"then|here|there|today|too|already|only|both|all|be|being|their|his|her|my|our|your|its|followed|led|"
    r"prompted|appeared|"
    r"went|gives|offers|argued|pointed|covers|draws|examine[sd]|stands|dated|entitled|titled|until|with|if|not|never|"
    r"published|issued|attracted|received|deserves?|helped|helps|explains?|explained|suggests?|suggested)\b",
    re.IGNORECASE,
)
# Words that no description before "report" contains: the sentence has gone on.
_BREAKING = (
    "the that which of is was has have in on to with a an this these those from by for as at our your we you i they it "
    "be been are were not no or but if when where who whose"
)
_BREAKS = frozenset(_BREAKING.split()) - {"of", "the"}
_ADDS_NOTHING = re.compile(
    r"(?:\s+(?:police|policing|forces?|services?|cases?|issues?|matters?|across|in|of|England(?:\s+and\s+Wales)?))*"
    r"\s+(?:police|policing|forces?|services?|cases?|issues?|matters?|Wales)\b",
    re.IGNORECASE,
)
_OF_MONTH = re.compile(rf"\s+(?:of|from|in|published in)\s+(?:last\s+)?{MONTH}\b(?!\s+\d)")
_TO_COME = re.compile(
    r",?\s+(?:which\s+)?(?:will|shall|is due|is to be|is expected|should be)\b", re.IGNORECASE
)
OFFERED = 9
_LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Description:
    """What a description says: whose report, when, its topic, and where its words stand.

    `sure` says whether the topic surely ends where it was cut; `several` that more reports than one are meant.
    """

    start: int
    end: int
    whose: str
    office: str
    topic: tuple[str, ...]
    manner: str
    said: Said | None
    dated: PartialDate | None
    sure: bool
    several: bool = False


def cite_descriptions(passage: Passage) -> Iterator[Citation]:
    """Give each report that is described by whose it is, its topic, and perhaps its date."""
    if not passage.says(_NOUNS):
        return
    text = passage.text
    for match in _matches(_BY_TOPIC, text):
        if _BREAKS.isdisjoint(folded_words(match["topic"])):
            yield from _cited(passage, match, match.end(), sure=True)
    for match in _matches(_ON_TOPIC, text):
        for end in _ends_of_topic(match):
            end = _with_empty_words(text, end)
            found = list(_cited(passage, match, end, sure=_GOES_ON.match(text, end) is not None))
            yield from found
            if found:
                break


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Give every match, also those that begin within another: "the response to our report on ..."."""
    at = 0
    while match := pattern.search(text, at):
        yield match
        at = match.end("whose")


def _ends_of_topic(match: re.Match[str]) -> Iterator[int]:
    """Give where a topic may end, the longest first: after each of its words that says something."""
    for word in reversed(list(re.finditer(r"[\w'’-]+", match["topic"]))):
        if not is_empty(word.group()):
            yield match.start("topic") + word.end()


def _with_empty_words(text: str, end: int) -> int:
    """Take in the words after a topic that add nothing to it: "child protection" and "in police forces"."""
    more = _ADDS_NOTHING.match(text, end)
    return more.end() if more else end


def _cited(passage: Passage, match: re.Match[str], end: int, *, sure: bool) -> Iterator[Citation]:
    described = _described(passage, match, end, sure=sure)
    if described is None:
        return
    if _TO_COME.match(passage.text, described.end):
        return
    reports = reports_meant(passage, described)
    if reports and len(reports) <= OFFERED:
        yield citation_of(passage, described, reports)


def _described(passage: Passage, match: re.Match[str], end: int, *, sure: bool) -> Description | None:
    """Read a description; None where its words name no known body, or say nothing of a topic."""
    beside = date_beside(passage.text, end)
    office = office_named(passage, match)
    topic = topic_of(passage.text[match.start("topic") : min(end, match.end("topic"))])
    topic += topic_of(match.groupdict().get("lead") or "")
    if office is None or not any(len(word) > _LEAST_LETTERS and not word.isdigit() for word in topic):
        return None
    if " ".join(topic) in passage.register.reports_by_place:
        return None
    bare = None if beside else _OF_MONTH.match(passage.text, end)
    dated = beside.date if beside else _date_within(passage, match) or _last_month(passage, bare)
    last = beside.end if beside else bare.end() if bare and dated else end
    said = _said(match)
    definite = match["whose"].lower() not in ("a", "an")
    if not definite and not dated:
        return None
    return Description(
        start=match.start(),
        end=last,
        whose=match["whose"].lower(),
        office=office,
        topic=tuple(topic),
        manner=f"{match['manner1']} {match['manner2']} {match['noun']}".lower(),
        said=said,
        dated=dated,
        sure=sure,
        several=match["noun"].lower().endswith("s"),
    )


def _last_month(passage: Passage, match: re.Match[str] | None) -> PartialDate | None:
    """Give the last such month before the letter was written: "the effectiveness report of February"."""
    written = passage.letter.dated
    if match is None or written is None:
        return None
    month = month_number(match["month"])
    return PartialDate.of_month(written.last.year - (month > written.last.month), month)


def _date_within(passage: Passage, match: re.Match[str]) -> PartialDate | None:
    """Give the date that stands inside a description: "our March 2016 report on", "our report of May 2018 on"."""
    parts = match.groupdict()
    if parts.get("month") and parts.get("year"):
        return PartialDate.of_month(int(parts["year"][:4]), month_number(parts["month"]))
    if not parts.get("of_month"):
        return PartialDate.parse(parts["of_year"]) if parts.get("of_year") else None
    written, month = passage.letter.dated, month_number(parts["of_month"])
    if not parts["of_year"] and written is None:
        return None
    year = (
        int(parts["of_year"])
        if parts["of_year"]
        else written.last.year - (month > written.last.month)
        if written
        else 0
    )
    day = f"-{int(parts['of_day']):02d}" if parts.get("of_day") else ""
    try:
        return PartialDate.parse(f"{year}-{month:02d}{day}")
    except ValueError:
        return None


def _said(match: re.Match[str]) -> Said | None:
    said = match["time"] or ""
    if match["whose"].lower().endswith(("this year's", "this year’s", "last year's", "last year’s")):
        said = match["whose"]
    manner = f"{match['manner1']} {match['manner2']}".lower()
    if not said and re.search(r"\b(?:latest|most recent|newest)\b", manner):
        said = "latest"
    if said:
        return Said(match.start(), match.end(), time=time_of(said))
    return Said(match.start("year"), match.end("year"), year=match["year"]) if match["year"] else None


def office_named(passage: Passage, match: re.Match[str]) -> str | None:
    """Give the office whose report it is, "" where that is not known; None where the words name no known body."""
    register, letter = passage.register, passage.letter
    said = match["whose"].lower()
    if said in ("our", "my") or (said.startswith(("this", "last")) and letter.ours):
        return letter.ours
    if said == "your":
        return letter.yours
    if said in ("the", "a", "an", "the inspectorate's", "the inspectorate’s") or said.endswith(
        ("year's", "year’s")
    ):
        return ""
    printed = match["the_body"] or re.sub(r"^[Tt]he\s+|['’]s?\Z", "", match["whose"])
    body = register.body(printed)
    return register.office_of(body) if body else None


def reports_meant(passage: Passage, described: Description) -> list[ReportFacts]:
    """Give the reports on a topic that the office had published by then; the national ones, where there are any."""
    register, letter = passage.register, passage.letter
    reports = [
        report
        for report in reports_on(described.topic, register, manner=described.manner)
        if (not described.office or described.office in register.publishers_of(report.publishers))
        and was_out(report, letter)
    ]
    reports = national(reports) or _soon_out(passage, described)
    if described.said and not _is_untimed(described, letter):
        reports = of_edition(reports, described.said, letter)
    if described.dated:
        reports = [each for each in reports if each.published_on and not disagrees(each, described.dated)]
    return reports


def _soon_out(passage: Passage, described: Description) -> list[ReportFacts]:
    """Give the national reports on a topic that came out soon after the letter, which may speak of them too early."""
    return [
        report
        for report in reports_on(described.topic, passage.register, manner=described.manner)
        if not report.place and is_soon_out(report, passage.letter)
    ]


def citation_of(passage: Passage, described: Description, reports: Sequence[ReportFacts]) -> Citation:
    """Make the citation of the reports that a description may mean; one is linked where the description is enough."""
    enough = _is_enough(passage, described) and not described.several
    one = reports[0] if len(reports) == 1 and enough else None
    checked = reports[0] if len(reports) == 1 and (one or not was_out(reports[0], passage.letter)) else None
    one = one if one and was_out(one, passage.letter) else None
    cited = described.dated or (
        PartialDate.parse(described.said.year[:4]) if described.said and described.said.year else None
    )
    return passage.citation(
        described.start,
        described.end,
        CitationKind.REPORT,
        Confidence.LIKELY if one else Confidence.POSSIBLE,
        _reason(described, cited.in_words() if cited else "", len(reports)),
        work=one.key if one else None,
        candidates=[report.key for report in reports],
        cited_date=cited,
        checks=checks_of_report(checked, passage.register, letter=passage.letter, cited=cited)
        if checked
        else (),
    )


def _is_untimed(described: Description, letter: LetterContext) -> bool:
    """Say whether "this year's" cannot be told, because the letter's own date is not known."""
    said = described.said
    return said is not None and said.time not in (None, Time.LATEST) and letter.year is None


def _is_enough(passage: Passage, described: Description) -> bool:
    """Say whether a description is enough to link by: its owner or its date is known, or its topic is a narrow one."""
    if not described.sure or _is_untimed(described, passage.letter):
        return False
    timed = described.dated or (
        described.said and (described.said.year or described.said.time is not Time.LATEST)
    )
    inspectorates_word = any(
        word in described.manner for word in ("thematic", "inspection", "super-complaint")
    )
    return bool(described.office or timed or (inspectorates_word and described.whose != "a"))


def _reason(described: Description, dated: str, number: int) -> str:
    of_date = f" of {dated}" if dated else ""
    topic = " ".join(described.topic)
    if number == 1:
        return f"the one report{of_date} on {topic}"
    return f"{number} reports{of_date} on {topic}"
