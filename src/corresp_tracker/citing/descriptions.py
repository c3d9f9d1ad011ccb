"""Reports that a paragraph describes without a title: "our 2015 vulnerability report", "our report on vetting"."""

import re
from collections.abc import Iterator

from corresp_tracker.citing.checks import checks_of_report
from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.names import names_of_report
from corresp_tracker.citing.register import Register
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

_WHOSE = r"\b(?P<whose>our|your)\s+"
_MANNER = r"(?:(?:recent|latest|national|thematic|joint|final|annual|first|second)\s+){0,2}"
_BY_TOPIC = re.compile(
    _WHOSE
    + _MANNER
    + r"(?:(?P<year>(?:19|20)\d\d)\s+)?"
    + _MANNER
    + r"(?P<topic>(?:[a-z][\w'’-]*\s+){1,4}?)report\b",
    re.IGNORECASE,
)
_ON_TOPIC = re.compile(
    _WHOSE + r"(?:(?P<year>(?:19|20)\d\d)\s+)?" + _MANNER + r"report\s+(?:on|into|about)\s+(?:the\s+)?"
    r"(?P<topic>(?:[\w'’-]+\s*){1,6}?)(?=[,.;:()]|\s+(?:which|that|in|published|and|we|was|has|were|made|found)\b|\Z)",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "on",
        "in",
        "to",
        "and",
        "for",
        "by",
        "police",
        "policing",
        "response",
        "inspection",
        "inspections",
        "own",
        "new",
    ]
)
_OFFERED = 9


def cite_descriptions(text: str, register: Register, *, letter: LetterContext) -> Iterator[Citation]:
    """Give each report that is described by whose it is, its topic and perhaps its year."""
    for pattern in (_BY_TOPIC, _ON_TOPIC):
        for match in pattern.finditer(text):
            citation = _described(text, match, register, letter)
            if citation:
                yield citation


def _described(text: str, match: re.Match[str], register: Register, letter: LetterContext) -> Citation | None:
    topic = [word for word in folded_words(match["topic"]) if word not in _EMPTY]
    office = letter.ours if match["whose"].lower() == "our" else letter.yours
    reports = [
        report
        for report in _on_topic(topic, register)
        if _is_of(report, office, register)
        and _is_of_year(report, match["year"])
        and _was_out(report, letter)
    ]
    reports = [report for report in reports if not report.place] or reports
    if not topic or not reports or len(reports) > _OFFERED:
        return None
    one = reports[0] if len(reports) == 1 and (office or match["year"]) else None
    cited = PartialDate.parse(match["year"]) if match["year"] else None
    return Citation(
        start=match.start(),
        end=match.end(),
        words=text[match.start() : match.end()].rstrip(),
        kind=CitationKind.REPORT,
        confidence=Confidence.LIKELY if one else Confidence.POSSIBLE,
        reason=_reason(topic, match["year"], len(reports)),
        work=one.key if one else None,
        candidates=tuple(report.key for report in reports),
        cited_date=cited,
        checks=tuple(checks_of_report(one, register, letter=letter, cited=cited)) if one else (),
    )


def _reason(topic: list[str], year: str | None, number: int) -> str:
    of_year = f" of {year}" if year else ""
    if number == 1:
        return f"the one report{of_year} on {' '.join(topic)}"
    return f"{number} reports{of_year} on {' '.join(topic)}"


def _on_topic(topic: list[str], register: Register) -> list[ReportFacts]:
    """Give the reports of which one name holds all words of the topic."""
    if not topic:
        return []
    keys = set(register.reports_by_word.get(topic[0], ()))
    for word in topic[1:]:
        keys &= set(register.reports_by_word.get(word, ()))
    wanted = set(topic)
    return [
        register.reports[key]
        for key in sorted(keys)
        if any(wanted <= set(folded_words(name.words)) for name in names_of_report(register.reports[key]))
    ]


def _is_of(report: ReportFacts, office: str, register: Register) -> bool:
    return not office or office in register.publishers_of(report.publishers)


def _is_of_year(report: ReportFacts, year: str | None) -> bool:
    if not year or report.edition == year:
        return True
    return any(
        date and date.overlaps(PartialDate.parse(year)) for date in (report.published_on, report.inspected_on)
    )


def _was_out(report: ReportFacts, letter: LetterContext) -> bool:
    return not (letter.dated and report.published_on) or report.published_on.first <= letter.dated.last
