"""Several reports under one head: "our 2015 and 2016 effectiveness reports", "the reports on fraud and hate crime"."""

import re
from collections.abc import Callable, Iterator, Sequence

from corresp_tracker.citing.dates import MONTH, said_date
from corresp_tracker.citing.described import Description, citation_of, reports_meant
from corresp_tracker.citing.descriptions import office_named
from corresp_tracker.citing.editions import YEARS, Said, national, of_edition
from corresp_tracker.citing.owners import BODY, office_said
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.topics import reports_on, topic_of
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

_Part = tuple[int, int, str]
"""Where one of several parts stands, and its words."""
_WHOSE = (
    r"(?:\b[Bb]oth\s+(?:of\s+)?)?(?P<whose>\b(?i:our|your|my|the|all)\b|(?P<the_body>(?<=\b[Tt]he )[A-Z][\w&]*)|"
    rf"{BODY}(?:['’]s|[sS]['’]))"
    r"\s+(?:(?:recent|latest|national|thematic|annual|two|three|four)\s+){0,2}"
)
_AND = (
    r"(?:,\s*(?:and\s+)?(?:on\s+|of\s+)?|\s+and\s+(?:the\s+|our\s+|your\s+|again\s+)?(?:on\s+|into\s+|of\s+|in\s+)?|"
    r"\s+/\s+|\s+to\s+)"
)
_WORD = r"[A-Za-z][\w'’-]*"
_TOPIC = rf"(?:{_WORD}(?:\s+{_WORD}){{0,3}}?)"
_KIND = r"(?:interim|final|progress|first|second|scoping|follow-up|initial)"
_MONTH = MONTH.replace("?P<month>", "?:")
_YEAR = r"(?:19|20)\d\d"
_IN_BRACKETS = rf"(?:\s+\((?:{_MONTH}\s+)?{YEARS}\))?"
_TOPIC_ENDS = (
    r"(?=\s*[.,;:()]|\s+(?:which|that|show(?:ed)?|sa(?:id|y)|have|had|were|are|m[ae]de|make|found|find|all|both|came|tell|told|"
    r"used|use|uses|will|did|do|went|go|began|begin|led|took|take|were|drew|call(?:ed)?|spoke|speak|gave|give|set|"
    r"identified|identify|concluded|conclude|recommended|recommend|highlighted|highlight|reported|report|remain|"
    r"should|must|may|can|could|might|would|shall|need|deserve|point|differ|agree|cover(?:ed)?|bear|stand|"
    r"followed|follow|appeared|described|describe|raised|raise|looked|look|each|together|in\s+turn)\b|\Z)"
)
_YEARS_THEN_TOPIC = re.compile(
    _WHOSE
    + rf"(?P<parts>(?:PEEL\s+)?{YEARS}(?:{_AND}(?:PEEL\s+)?{YEARS})+)\s+(?P<shared>(?:{_WORD}\s+){{1,5}}?)"
    rf"(?:reports|reviews|thematics|assessments|publications|overviews|inspections)\b(?!\s+(?:on|into|of)\b)"
)
_YEARS_THEN_ON_TOPIC = re.compile(
    _WHOSE
    + rf"(?P<parts>{YEARS}(?:{_AND}{YEARS})+)\s+(?P<kind>(?:[a-z-]+\s+){{0,2}}?)(?:reports|reviews|thematics|"
    rf"assessments|inspections|overviews|editions)\s+(?:on|into|of)\s+(?P<shared>(?:{_WORD}\s+){{0,5}}?{_WORD})"
    rf"{_TOPIC_ENDS}"
)
_TOPIC_THEN_YEARS = re.compile(
    _WHOSE
    + rf"(?P<shared>(?:{_WORD}\s+){{1,4}}?)(?:[Rr]eports|[Rr]eviews|thematics|[Aa]ssessments)\s+(?:for|of|from)\s+"
    rf"(?P<parts>{YEARS}(?:{_AND}{YEARS})+)"
)
_ON_TOPIC_THEN_YEARS = re.compile(
    _WHOSE + r"(?:PEEL\s+)?(?:reports|reviews|assessments|inspections)\s+on\s+"
    rf"(?P<shared>{_WORD}(?:\s+{_WORD}){{0,3}}?)\s+(?:for|of|in|from)\s+"
    rf"(?P<parts>{YEARS}(?:{_AND}{YEARS})+)"
)
_YEAR_AND_THAT = re.compile(
    _WHOSE
    + rf"(?P<shared>(?:{_WORD}\s+){{1,4}}?)(?:[Rr]eport|[Rr]eview|thematic|[Aa]ssessment|overview)\s+(?:for|of)\s+"
    rf"(?P<parts>{YEARS}\s+and\s+(?:that|the\s+one)\s+(?:for|of)\s+{YEARS})(?![\w/–-])"
)
_KINDS_ON_TOPIC = re.compile(
    _WHOSE
    + rf"(?P<parts>{_KIND}(?:{_AND}{_KIND})+)\s+(?:reports|reviews|inspections|assessments)\s+(?:on|into|about)\s+"
    rf"(?P<shared>(?:{_WORD}\s+){{0,6}}?{_WORD}){_TOPIC_ENDS}"
)
_KINDS_OF_TOPIC_BEFORE = re.compile(
    _WHOSE
    + rf"(?P<parts>{_KIND}(?:{_AND}{_KIND})+)\s+(?P<shared>(?:{_WORD}\s+){{1,4}}?)(?:reports|reviews|inspections)\b"
    r"(?!\s+(?:on|into|about|of)\b)"
)
_OF_MONTHS = re.compile(
    _WHOSE
    + rf"(?:(?P<kind>(?:[a-z-]+\s+){{0,2}}?))(?:reports|reviews|inspections|thematics)\s+(?:of|from|published\s+in|in)\s+"
    rf"(?P<parts>{_MONTH}(?:\s+{_YEAR})?(?:{_AND}{_MONTH}(?:\s+{_YEAR})?)+)(?:,?\s+(?:on|into|about)\s+"
    rf"(?P<shared>(?:{_WORD}\s+){{0,6}}?{_WORD}){_TOPIC_ENDS})?"
)
_OF_YEARS_ON_TOPIC = re.compile(
    _WHOSE
    + rf"(?:reports|reviews|assessments)\s+(?:of|for|from|in)\s+(?P<parts>{YEARS}(?:{_AND}{YEARS})+)\s+on\s+"
    rf"(?P<shared>(?:{_WORD}\s+){{0,3}}?{_WORD})(?=\s*[.,;:()]|\s+(?:show|said|say|have|were|are|found|both)\b|\Z)"
)
_TOPICS_THEN_REPORTS = re.compile(
    _WHOSE
    + rf"(?:(?:PEEL\s+)?(?P<year>{YEARS})\s+)?(?P<parts>(?:PEEL\s+)?{_TOPIC}(?:{_AND}(?:{YEARS}\s+)?{_TOPIC})+)\s+"
    rf"(?:reports|reviews|thematics|strands|pillars|overviews|inspections)\b(?:\s+(?:for|of|in)\s+(?:the\s+)?(?:PEEL\s+)?(?P<of_year>{YEARS}))?"
)
_REPORTS_ON = re.compile(
    _WHOSE + r"(?:reports|reviews|thematics|inspections|spotlights)\s+(?:on|into|about|of)\s+"
    rf"(?P<parts>{_WORD}(?:\s+{_WORD}){{0,6}}?{_IN_BRACKETS}(?:{_AND}{_WORD}(?:\s+{_WORD}){{0,6}}?{_IN_BRACKETS})+)(?=\s*[.;:()]|"
    r"\s*,\s+(?:which|both|all|and we|published|issued|each)|"
    r"\s+(?:which|that|show(?:ed)?|sa(?:id|y)|have|had|were|are|m[ae]de|make|set|"
    r"f[oi]u?nd|all|both|came|tell|told|deal|dealt|cover(?:ed)?|g[ia]ve|bear|will|should|must|can|could|may|do|did)\b|\Z)"
)
_DATED = re.compile(rf"\({MONTH}\s+(?P<year>{_YEAR})\)")
_AND_THE_ONE_ON = re.compile(
    r"\b(?:and|or|not|than|with|from)\s+(?P<whose>(?:the\s+one|that))\s+(?:of\s+(?P<year>(?:19|20)\d\d)\s+)?(?:on|into|about)\s+"
    rf"(?P<shared>(?:{_WORD}\s+){{0,5}}?{_WORD}){_TOPIC_ENDS}"
)
"""A second report, which takes its noun and its owner from the first: "... and the one on fraud"."""
_HEAD_BEFORE = re.compile(
    rf"\b(?P<whose>(?i:our|your|my|the)|{BODY}(?:['’]s|[sS]['’]))\s+(?:[\w-]+\s+){{0,5}}?(?:report|review|thematic|inspection|study)\b"
)
_YEAR_WITHIN = re.compile(rf"{YEARS}")
_NAME_AND_YEARS = re.compile(rf"(?P<lead>(?:for|in)\s+)?(?P<parts>{YEARS}(?:{_AND}{YEARS})+)")


_REACH = 160
_CHEAP = (
    *(
        "reports",
        "reviews",
        "thematics",
        "assessments",
        "inspections",
        "spotlights",
        "publications",
        "overviews",
    ),
    *("editions", "strands", "pillars", "that for", "that of", "the one", "that on"),
)


def cite_shared_heads(passage: Passage) -> Iterator[Citation]:
    """Give each report of several that share a head: the words of its own part, and with the last one the head's."""
    yield from _named_for_years(passage)
    if not passage.says(_CHEAP):
        return
    yield from _and_the_one_on(passage)
    for pattern, read in _READERS:
        for match in pattern.finditer(passage.text):
            yield from read(passage, match)


def _and_the_one_on(passage: Passage) -> Iterator[Citation]:
    """Give "... and the one on fraud" by the owner of the report that is said before it in the sentence."""
    for match in _AND_THE_ONE_ON.finditer(passage.text):
        heads = list(_HEAD_BEFORE.finditer(passage.text, max(0, match.start() - _REACH), match.start()))
        if heads and "." not in passage.text[heads[-1].end() : match.start()]:
            office = office_said(passage, heads[-1]["whose"]) or ""
            described = Description(
                start=match.start("whose"),
                end=match.end(),
                whose="the",
                office=office,
                topic=tuple(topic_of(match["shared"])),
                manner="report",
                said=Said(*match.span("year"), year=match["year"]) if match["year"] else None,
                dated=None,
                sure=True,
            )
            reports = reports_meant(passage, described) if described.topic else []
            if reports:
                yield citation_of(passage, described, reports)


def _parts(match: re.Match[str]) -> list[_Part]:
    """Part the words between the commas and the "and": where each stands, and what it says."""
    at = match.start("parts")
    found: list[_Part] = []
    for joint in [*re.finditer(_AND, match["parts"]), None]:
        end = match.start("parts") + (joint.start() if joint else len(match["parts"]))
        found.append((at, end, match.string[at:end]))
        at = match.start("parts") + joint.end() if joint else end
    return found


def _spans(match: re.Match[str], parts: Sequence[_Part], end: int) -> list[tuple[int, int]]:
    """Give each part its own words; the first takes in what stands before, the last what stands after."""
    spans = [(start, stop) for start, stop, _ in parts]
    spans[0] = (match.start(), spans[0][1])
    spans[-1] = (spans[-1][0], end)
    return spans


def _for_years(passage: Passage, match: re.Match[str]) -> Iterator[Citation]:
    parts = _parts(match)
    topic = topic_of(match["shared"])
    yearly = _yearly(passage, match)
    for (start, end), (_, _, year) in zip(_spans(match, parts, match.end()), parts, strict=True):
        if yearly:
            yield from _of_year(passage, yearly, start, end, _year_in(year))
        else:
            kind = match.groupdict().get("kind") or ""
            yield from _one(passage, match, start, end, topic, year=_year_in(year), manner=kind)


def _year_in(words: str) -> str:
    """Give the year or years among the words of a part; empty where there are none."""
    said = _YEAR_WITHIN.search(words)
    return said[0] if said else ""


def _of_kinds(passage: Passage, match: re.Match[str]) -> Iterator[Citation]:
    """Give "our interim and final reports on ...", each by what kind of report it is."""
    parts = _parts(match)
    for (start, end), (_, _, kind) in zip(_spans(match, parts, match.end()), parts, strict=True):
        yield from _one(passage, match, start, end, topic_of(match["shared"]), manner=kind)


def _for_months(passage: Passage, match: re.Match[str]) -> Iterator[Citation]:
    """Give "our reports of March and July 2017 on ...": a month takes its year from the one after it."""
    parts = _parts(match)
    years = [_year_in(words) or None for _, _, words in parts]
    for at in range(len(years) - 2, -1, -1):
        years[at] = years[at] or years[at + 1]
    topic = topic_of(match["shared"] or "")
    if not topic:
        return
    spans = _spans(match, parts, match.end())
    for (start, end), (_, _, words), year in zip(spans, parts, years, strict=True):
        dated = said_date(words.split()[0], year=year, written=passage.letter.dated)
        if dated:
            yield from _one(passage, match, start, end, topic, dated=dated)


def _yearly(passage: Passage, match: re.Match[str]) -> list[ReportFacts]:
    """Give the reports that come out each year and are named so: "State of Policing", or their office's annual ones."""
    register, words = passage.register, " ".join(folded_words(match["shared"]))
    if words == "annual":
        office = office_named(passage, match) or passage.letter.ours or passage.letter.yours
        return [each for each in register.reports_of_office.get(office, ()) if each.kind == "annual"]
    keys = [each.key for each in register.named(words) if each.key in register.programmes]
    return [report for key in keys for report in national(register.members.get(key, ())) if report.edition]


def _of_year(
    passage: Passage, yearly: Sequence[ReportFacts], start: int, end: int, year: str
) -> Iterator[Citation]:
    reports = of_edition(yearly, Said(start, end, year=year, after=True), passage.letter)
    one = reports[0] if len(reports) == 1 else None
    if reports:
        yield passage.citation(
            start,
            end,
            CitationKind.REPORT,
            Confidence.LIKELY if one else Confidence.POSSIBLE,
            f"the one of {year}" if one else f"{len(reports)} reports of {year} may be meant",
            work=one.key if one else None,
            candidates=[report.key for report in reports],
            cited_date=PartialDate.parse(year[:4]),
        )


def _for_topics(passage: Passage, match: re.Match[str]) -> Iterator[Citation]:
    """Give "our fraud and hate crime reports"; a part may have its own year, or all that of the head."""
    head = match.groupdict()
    year = head.get("year") or head.get("of_year") or ""
    parts = _joined_where_one(passage, _parts(match))
    dates = [_date_in_brackets(words) for _, _, words in parts]
    topics = [topic_of(_YEAR_WITHIN.sub("", _DATED.sub("", words))) for _, _, words in parts]
    years = [
        "" if dated else _year_in(words) or year for (_, _, words), dated in zip(parts, dates, strict=True)
    ]
    if not all(topics) or (match[0].endswith("inspections") and _names_programme(passage, match)):
        return
    spans = _spans(match, parts, match.end())
    found = [
        list(_one(passage, match, start, end, topic, year=of_year, dated=dated))
        for (start, end), topic, of_year, dated in zip(spans, topics, years, dates, strict=True)
    ]
    if found[0]:  # with the head; the rest may be not held
        for citations in found:
            yield from citations


def _date_in_brackets(words: str) -> PartialDate | None:
    dated = _DATED.search(words)
    return said_date(dated["month"], year=dated["year"], written=None) if dated else None


def _names_programme(passage: Passage, match: re.Match[str]) -> bool:
    """Say whether a programme's name ends with the words: "your fire and rescue service inspections"."""
    return any(
        each.end == match.end() and any(named.key in passage.register.programmes for named in each.named)
        for each in passage.mentions
    )


def _joined_where_one(passage: Passage, parts: Sequence[_Part]) -> list[_Part]:
    """Put parts together again whose "and" is in the name of one report: "stop and search"."""
    joined: list[_Part] = []
    for start, end, words in parts:
        if joined:
            begins, _, _ = joined[-1]
            both = passage.text[begins:end]
            if any(not report.place for report in reports_on(topic_of(both), passage.register)):
                joined[-1] = (begins, end, both)
                continue
        joined.append((start, end, words))
    return joined


def _one(
    passage: Passage,
    match: re.Match[str],
    start: int,
    end: int,
    topic: Sequence[str],
    *,
    year: str = "",
    manner: str = "",
    dated: PartialDate | None = None,
) -> Iterator[Citation]:
    office = office_named(passage, match)
    if office is None or not topic:
        return
    described = Description(
        start=start,
        end=end,
        whose=match["whose"].lower(),
        office=office,
        topic=tuple(topic),
        manner=f"{manner} report".strip(),
        said=Said(start, end, year=year) if year else None,
        dated=dated,
        sure=True,
    )
    reports = reports_meant(passage, described)
    if reports:
        yield citation_of(passage, described, reports)


def _named_for_years(passage: Passage) -> Iterator[Citation]:
    """Give each edition of a work named once with several years: "State of Policing 2017 and 2018"."""
    for match in _NAME_AND_YEARS.finditer(passage.text):
        named = next((each for each in passage.mentions if 0 <= match.start() - each.end <= 1), None)
        within = next((each for each in passage.mentions if each.start < match.start() < each.end), None)
        mention = named or within
        if mention is None:
            continue
        stem = passage.text[mention.start : match.start()].strip()
        for number, (start, end, year) in enumerate(_parts(match)):
            reports = [
                passage.register.reports[each.key]
                for each in passage.register.named(" ".join(folded_words(f"{stem} {year}")))
                if each.key in passage.register.reports
            ]
            reports = national(reports)
            if len(reports) == 1:
                yield passage.citation(
                    mention.start if number == 0 else start,
                    end,
                    CitationKind.REPORT,
                    Confidence.CERTAIN,
                    f"the name of the edition of {year}",
                    work=reports[0].key,
                    candidates=(reports[0].key,),
                    cited_date=PartialDate.parse(year[:4]),
                )


_READERS: tuple[tuple[re.Pattern[str], Callable[[Passage, re.Match[str]], Iterator[Citation]]], ...] = (
    (_YEARS_THEN_TOPIC, _for_years),
    (_YEARS_THEN_ON_TOPIC, _for_years),
    (_TOPIC_THEN_YEARS, _for_years),
    (_YEAR_AND_THAT, _for_years),
    (_ON_TOPIC_THEN_YEARS, _for_years),
    (_OF_YEARS_ON_TOPIC, _for_years),
    (_KINDS_ON_TOPIC, _of_kinds),
    (_KINDS_OF_TOPIC_BEFORE, _of_kinds),
    (_OF_MONTHS, _for_months),
    (_TOPICS_THEN_REPORTS, _for_topics),
    (_REPORTS_ON, _for_topics),
)
"""Each way of sharing a head, and how its words are read."""
