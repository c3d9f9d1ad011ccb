"""Reports that a paragraph describes without a title: "our 2015 vulnerability report", "the report on vetting"."""

import re
from collections.abc import Iterator, Sequence

from corresp_tracker.citing.checks import checks_of_report, disagrees
from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.dates import date_beside
from corresp_tracker.citing.names import names_of_report
from corresp_tracker.citing.register import Register
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import MONTHS, PartialDate
from corresp_tracker.values.register_facts import ReportFacts

_WHOSE = r"\b(?P<whose>our|your|the|[A-Z][\w&]*(?:\s+[A-Z][\w&]*){0,3}(?:['’]s|s['’]))\s+"
_MANNER = r"(?:(?:recent|latest|most recent|national|thematic|joint|final|annual|first|second|new)\s+){0,3}"
_YEAR = rf"(?:(?:(?:{'|'.join(MONTHS)})\s+)?(?P<year>(?:19|20)\d\d)\s+)?"
_BY_TOPIC = re.compile(
    _WHOSE + _MANNER + _YEAR + _MANNER + r"(?P<topic>(?:[a-z][\w'’-]*\s+){1,4}?)(?:report|review)\b",
    re.IGNORECASE,
)
_ON_TOPIC = re.compile(
    _WHOSE
    + _MANNER
    + _YEAR
    + _MANNER
    + r"(?:inspection\s+)?(?:report|review|thematic|super-complaint report)\s+"
    r"(?:on|into|about|of)\s+(?:the\s+)?(?P<topic>(?:[\w'’-]+[ ]?){1,9})",
    re.IGNORECASE,
)
# Words after a topic that cannot go on with it: what follows is the rest of the sentence.
_GOES_ON = re.compile(
    r"\s*(?:[,.;:()?!]|\Z)|\s+(?:which|that|who|in|and|or|but|as|is|was|were|are|has|have|had|did|said|says|made|"
    r"found|gave|showed|set|will|would|came|published|we|i|you|it|they|from|for|to|at|by)\b",
    re.IGNORECASE,
)
# Words that say nothing of what a report is about.
_EMPTY = frozenset(
    (
        *(
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
            "own",
            "new",
            "how",
            "well",
            "their",
            "its",
        ),
        *(
            "police",
            "policing",
            "response",
            "inspection",
            "inspections",
            "report",
            "reports",
            "force",
            "forces",
        ),
        *(
            "final",
            "first",
            "second",
            "interim",
            "annual",
            "thematic",
            "latest",
            "recent",
            "joint",
            "national",
        ),
        *(
            "matter",
            "matters",
            "subject",
            "issue",
            "issues",
            "topic",
            "area",
            "areas",
            "case",
            "cases",
            "work",
        ),
        *(
            "letter",
            "letters",
            "page",
            "paragraph",
            "findings",
            "progress",
            "recommendations",
            "service",
            "services",
        ),
    )
)
# Words that no description before "report" contains: the sentence has gone on.
_BREAKS = frozenset(
    ("the", "that", "which", "of", "is", "was", "has", "have", "in", "on", "to", "with", "a", "an", "this")
)
_OFFERED = 9
_SHORT = 3


def cite_descriptions(text: str, register: Register, *, letter: LetterContext) -> Iterator[Citation]:
    """Give each report that is described by whose it is, its topic, and perhaps its date."""
    for match in _BY_TOPIC.finditer(text):
        if _BREAKS.isdisjoint(folded_words(match["topic"])):
            yield from _described(text, match, match.end(), match["topic"], register, letter, ends=True)
    for match in _ON_TOPIC.finditer(text):
        for end in _ends_of_topic(match):
            topic = text[match.start("topic") : end]
            ends = _GOES_ON.match(text, end) is not None
            found = list(_described(text, match, end, topic, register, letter, ends=ends))
            yield from found
            if found:
                break


def _ends_of_topic(match: re.Match[str]) -> Iterator[int]:
    """Give where a topic may end, the longest first: after each of its words that says something."""
    words = list(re.finditer(r"[\w'’-]+", match["topic"]))
    for word in reversed(words):
        if not set(folded_words(word.group())) <= _EMPTY:
            yield match.start("topic") + word.end()


def _described(
    text: str,
    match: re.Match[str],
    end: int,
    topic_words: str,
    register: Register,
    letter: LetterContext,
    *,
    ends: bool,
) -> Iterator[Citation]:
    """Give the citation of the reports that are meant; `ends` says whether the topic surely ends where it was cut."""
    beside = date_beside(text, end)
    dated = beside.date if beside else None
    if match["whose"].lower() == "the" and not (dated or match["year"]):
        return
    cited = dated or (PartialDate.parse(match["year"]) if match["year"] else None)
    topic = [word for word in folded_words(topic_words) if word not in _EMPTY]
    office = _office(match["whose"], register, letter)
    if office is None or not any(len(word) > _SHORT and not word.isdigit() for word in topic):
        return
    reports = _meant(topic, register, letter, office=office, year=match["year"], dated=dated)
    if not reports or len(reports) > _OFFERED:
        return
    one = reports[0] if ends and len(reports) == 1 and (office or cited) else None
    last = beside.end if beside else end
    yield Citation(
        start=match.start(),
        end=last,
        words=text[match.start() : last],
        kind=CitationKind.REPORT,
        confidence=Confidence.LIKELY if one else Confidence.POSSIBLE,
        reason=_reason(topic, cited.in_words() if cited else "", len(reports)),
        work=one.key if one else None,
        candidates=tuple(report.key for report in reports),
        cited_date=cited,
        checks=tuple(checks_of_report(one, register, letter=letter, cited=cited)) if one else (),
    )


def _office(whose: str, register: Register, letter: LetterContext) -> str | None:
    """Give the office whose report it is, "" where that is not known; None where the words name no known body."""
    said = whose.lower()
    if said in ("our", "your"):
        return letter.ours if said == "our" else letter.yours
    if said == "the":
        return ""
    body = register.body(re.sub(r"['’]s?\Z", "", whose).removeprefix("the ").removeprefix("The "))
    return register.office_of(body) if body else None


def _meant(
    topic: Sequence[str],
    register: Register,
    letter: LetterContext,
    *,
    office: str,
    year: str | None,
    dated: PartialDate | None,
) -> list[ReportFacts]:
    """Give the reports on a topic that the office had published by then; the national ones, where there are any."""
    reports = [
        report
        for report in _on_topic(topic, register)
        if _is_of(report, office, register) and _is_of_year(report, year) and _was_out(report, letter)
    ]
    if dated:
        reports = [report for report in reports if report.published_on and not disagrees(report, dated)]
    return [report for report in reports if not report.place] or reports


def _reason(topic: Sequence[str], dated: str, number: int) -> str:
    of_date = f" of {dated}" if dated else ""
    if number == 1:
        return f"the one report{of_date} on {' '.join(topic)}"
    return f"{number} reports{of_date} on {' '.join(topic)}"


def _on_topic(topic: Sequence[str], register: Register) -> list[ReportFacts]:
    """Give the reports of which one name holds all words of the topic, in the singular or the plural."""
    keys: set[str] | None = None
    for word in topic:
        held = {key for form in _forms(word) for key in register.reports_by_word.get(form, ())}
        keys = held if keys is None else keys & held
    return [register.reports[key] for key in sorted(keys or ()) if _is_named(register.reports[key], topic)]


def _is_named(report: ReportFacts, topic: Sequence[str]) -> bool:
    names = [set(folded_words(name.words)) for name in names_of_report(report)]
    return any(all(not words.isdisjoint(_forms(word)) for word in topic) for words in names)


def _forms(word: str) -> tuple[str, ...]:
    return (word, word[:-1]) if word.endswith("s") else (word, f"{word}s")


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
