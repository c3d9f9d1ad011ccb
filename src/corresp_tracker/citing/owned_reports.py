"""Reports told by whose they are and no topic: "your report of 5 April", "our Annual Report 2018/19", "Professor
Jay's report", "the Committee's Sixth Report"."""

import re
from collections.abc import Callable, Iterator, Sequence

from corresp_tracker.citing.checks import checks_of_report
from corresp_tracker.citing.dates import MONTH, said_date
from corresp_tracker.citing.editions import RELATIVE, YEARS, Said, of_date, of_edition, time_of, was_out
from corresp_tracker.citing.numbers import ORDINALS
from corresp_tracker.citing.owners import BODY, office_said
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.topics import KINDS_SAID, PLAIN_KINDS
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

_OWNER = r"\b(?P<whose>(?i:our|your|my)|(?:[Tt]he\s+)?" + BODY + r"(?:['’]s|[sS]['’]))\s+"
_OWNER_OR_TIME = _OWNER.replace("(?i:our|your|my)", "(?i:our|your|my|this year['’]s|last year['’]s)")
_KIND = (
    r"(?:(?:thematic|inspection|annual|joint|final|interim|progress|national|overview|latest|last|first|second)\s+)"
    r"{0,2}"
)
_OF_DATE = re.compile(
    _OWNER
    + rf"(?P<kind>{_KIND})(?:report|review|thematic|publication),?\s+(?:of|dated|(?:which\s+(?:was|we|you)\s+)?"
    r"published (?:on|in)|from)\s+"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{MONTH}(?:\s+(?P<year>(?:19|20)\d\d))?(?!\s+(?:on|into|about)\b|[\w-])"
)
_ANNUAL = re.compile(
    _OWNER_OR_TIME
    + rf"(?:(?P<time>{RELATIVE}|last)\s+|(?P<before>{YEARS})\s+)?[Aa]nnual\s+(?:[Rr]eport|[Aa]ssessment)\b"
    rf"(?:\s+(?:for\s+)?\(?(?P<after>{YEARS})\)?)?"
)
_IN_ORDER = re.compile(
    _OWNER + rf"(?P<order>{'|'.join(word.capitalize() for word in ORDINALS)})\s+(?:Special\s+)?[Rr]eport\b"
    rf"(?:\s+of\s+Session\s+{YEARS})?"
)
_PERSONS = re.compile(
    r"\b(?:(?:Professor|Dame|Sir|Dr|Lord|Lady|Baroness|Mr|Mrs|Ms|[A-Z][a-z]+)\s+){0,3}(?P<surname>[A-Z][a-z]+)['’]s\s+"
    r"(?P<noun>report|review|inquiry)\b"
)
_NAMED = re.compile(
    _OWNER + r"(?P<name>(?:[\w-]+\s+){1,4}?(?:[Rr]eport|review|inspection|study)"
    rf"(?:\s+(?:for\s+)?{YEARS})?)(?![\w/–-])"
)
_ONLY = re.compile(
    r"\b(?P<whose>(?:[Tt]he\s+)?" + BODY + r"(?:['’]s|[sS]['’]))\s+(?:own\s+)?(?:report|study|review)\b"
    r"(?!\s+(?:on|into|about|of|to|for|dated|published|from)\b)"
)
_KIND_OF_DATE = re.compile(
    r"\b[Tt]he\s+(?:(?P<kind>joint|thematic|interim|final|progress|national|spotlight)\s+(?:[a-z]+\s+){0,2}?"
    r"(?:report|inspection|thematic|review)|(?P<paper>consultation|terms\s+of\s+reference|guidance|addendum)(?:\s+document)?)\s+"
    r"(?:(?:that|which)\s+(?:we|you|I)\s+(?:issued|published)\s+)?"
    rf"(?:of|from|in|published\s+in)\s+(?:(?P<day>\d{{1,2}})\s+)?(?:{MONTH}(?:\s+(?P<year>(?:19|20)\d\d))?|"
    r"(?P<only>(?:19|20)\d\d))(?![\w-])(?!\s+(?:on|into|about)\b)"
)
_SAID_IN = {"joint": "joint", "thematic": "thematic", "national": "thematic"}
_ANNUAL_KINDS = frozenset({"annual", "state of policing"})
_CHEAP = (
    "inspection",
    "study",
    "consultation",
    "terms of reference",
    "guidance",
    "addendum",
    "report",
    "review",
    "thematic",
    "inquiry",
    "assessment",
    "publication",
)


def cite_owned_reports(passage: Passage) -> Iterator[Citation]:
    """Give each report that its owner and its date, its year, its number or its author tell."""
    if not passage.says(_CHEAP):
        return
    for pattern, read in _READERS:
        for match in pattern.finditer(passage.text):
            yield from read(passage, match)


def _in_order(passage: Passage, match: re.Match[str]) -> Iterator[Citation]:
    ordinal = f" {match['order'].lower()} report "
    numbered = [each for each in _owned(passage, match) if ordinal in _title(each)]
    own = [each for each in numbered if f"{ordinal}of session " in _title(each)]
    yield from _one(passage, match, own or numbered)


def _of_date(passage: Passage, match: re.Match[str]) -> Iterator[Citation]:
    dated = said_date(match["month"], day=match["day"], year=match["year"], written=passage.letter.dated)
    if dated is None:
        return
    kinds = [KINDS_SAID[word] for word in match["kind"].lower().split() if word in KINDS_SAID]
    found = [
        each
        for each in of_date(_owned(passage, match), dated)
        if all(kind in f"{each.kind} {_title(each)}" for kind in kinds)
    ]
    yield from _one(passage, match, [each for each in found if not each.place] or found, dated=dated)


def _annual(passage: Passage, match: re.Match[str]) -> Iterator[Citation]:
    said = None
    years = match["after"] or match["before"]
    if years:
        said = Said(match.start(), match.end(), year=years, after=bool(match["after"]))
    elif match["time"] or "year" in match["whose"].lower():
        time = "last year's" if match["time"] == "last" else match["time"] or match["whose"]
        said = Said(match.start(), match.end(), time=time_of(time))
    if said:
        annual = [each for each in _owned(passage, match) if each.kind in _ANNUAL_KINDS]
        yield from _one(passage, match, of_edition(annual, said, passage.letter))


def _only_one(passage: Passage, match: re.Match[str]) -> Iterator[Citation]:
    """Give "the NAO's study" where the register has one report alone of a body that is no party to the letter."""
    office = office_said(passage, match["whose"])
    if office in (passage.letter.ours, passage.letter.yours):
        return
    held = [each for each in _owned(passage, match) if each.kind not in PLAIN_KINDS]
    if len(held) == 1 and len(passage.register.reports_of_office[office or ""]) == 1:
        yield from _one(passage, match, held)


def _of_kind_and_date(passage: Passage, match: re.Match[str]) -> Iterator[Citation]:
    """Give "the joint thematic inspection of July" where the parties published one such report then."""
    written = passage.letter.dated
    dated = (
        PartialDate.parse(match["only"])
        if match["only"]
        else said_date(match["month"], day=match["day"], year=match["year"], written=written)
    )
    if dated is None:
        return
    offices = dict.fromkeys(each for each in (passage.letter.ours, passage.letter.yours) if each)
    held = {
        report.key: report
        for office in offices
        for report in passage.register.reports_of_office.get(office, ())
        if not report.place and was_out(report, passage.letter) and _is_of_kind(report, match)
    }
    yield from _one(passage, match, of_date(held.values(), dated), dated=dated)


def _is_of_kind(report: ReportFacts, match: re.Match[str]) -> bool:
    if match["paper"]:
        paper = " ".join(match["paper"].split())
        return report.kind == paper or f" {paper} " in _title(report)
    kind = match["kind"]
    return report.kind == _SAID_IN[kind] if kind in _SAID_IN else kind in f" {report.kind} {_title(report)}"


def _by_owners_name(passage: Passage, match: re.Match[str]) -> Iterator[Citation]:
    """Give "IICSA's final report", which the register names so but for the possessive."""
    owner = re.sub(r"^[Tt]he\s+|['’]s?\Z", "", match["whose"])
    named = passage.register.named(" ".join(folded_words(f"{owner} {match['name']}")))
    keys = [each.key for each in named if each.key in passage.register.reports]
    yield from _one(passage, match, [passage.register.reports[key] for key in keys])


def _by_author(passage: Passage, match: re.Match[str]) -> Iterator[Citation]:
    named = passage.register.named(f"{match['surname'].lower()} {match['noun']}")
    reports = [passage.register.reports[each.key] for each in named if each.key in passage.register.reports]
    yield from _one(passage, match, reports)


def _owned(passage: Passage, match: re.Match[str]) -> list[ReportFacts]:
    """Give the reports of the owner that were out; none where the words name no known body."""
    office = office_said(passage, match["whose"])
    if not office:
        return []
    reports = passage.register.reports_of_office.get(office, ())
    return [each for each in reports if was_out(each, passage.letter)]


def _title(report: ReportFacts) -> str:
    return f" {' '.join(folded_words(report.title))} "


def _one(
    passage: Passage,
    match: re.Match[str],
    reports: Sequence[ReportFacts],
    *,
    dated: PartialDate | None = None,
) -> Iterator[Citation]:
    """Cite the one report that is meant; several are offered, so long as they are few."""
    if not reports or len(reports) > 9:
        return
    one = reports[0] if len(reports) == 1 else None
    yield passage.citation(
        *match.span(),
        CitationKind.REPORT,
        Confidence.LIKELY if one else Confidence.POSSIBLE,
        "the one report of that owner that this can be"
        if one
        else f"{len(reports)} reports of that owner may be meant",
        work=one.key if one else None,
        candidates=[report.key for report in reports],
        cited_date=dated,
        checks=checks_of_report(one, passage.register, letter=passage.letter, cited=dated) if one else (),
    )


_READERS: tuple[tuple[re.Pattern[str], Callable[[Passage, re.Match[str]], Iterator[Citation]]], ...] = (
    (_OF_DATE, _of_date),
    (_ANNUAL, _annual),
    (_IN_ORDER, _in_order),
    (_NAMED, _by_owners_name),
    (_ONLY, _only_one),
    (_KIND_OF_DATE, _of_kind_and_date),
    (_PERSONS, _by_author),
)
"""Each way of telling a report by its owner, and how its words are read."""
