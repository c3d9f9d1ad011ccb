"""Reports cited before, told by what is said of them: "the July 2021 report", "our joint report", "the second report"."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from corresp_tracker.citing.dates import MONTH, date_beside, said_date
from corresp_tracker.citing.editions import YEARS, is_edition, is_of_year
from corresp_tracker.citing.meant import REPORTS, Meant, mention
from corresp_tracker.citing.owners import office_said
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.topics import KINDS_SAID, topic_of
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

_NOUNS = (
    "report|review|thematic|study|evaluation|overview|spotlight|response|assessment|inspection|update|follow-up|"
    "addendum"
)
_SAID = re.compile(
    r"\b(?P<whose>(?:[Tt]he\s+)?[A-Z][\w&]*(?:['’]s|s['’])|(?i:the|that|this|our|your|my))\s+"
    r"(?P<manner>(?:(?!(?:and|of|the|an?|on|in|to|for|by|with|from|that|which|is|was)\b)[\w’'/–-]+\s+){0,5}?)"
    rf"(?P<noun>(?i:{_NOUNS}))\b(?!\s+(?:on|into|about|by)\b)"
)
_IN_MANNER = re.compile(rf"\b(?:(?:{MONTH}\s+)?(?P<year>{YEARS})|{MONTH.replace('month', 'alone')})\b")
_DATE_FOLLOWS = re.compile(
    rf",?\s+(?:of|from|(?:which\s+(?:was|we|you)\s+)?published\s+(?:in|on))\s+(?:last\s+)?(?:(?P<day>\d{{1,2}})\s+)?{MONTH}\b(?!\s+\d)"
)
_NOT_OF_THESE = re.compile(r"\s+of\s+(?!(?:\d|[A-Z][a-z]+\s+(?:19|20)\d\d))")
_ADJECTIVES = (
    "own published full main recent latest newest excellent important detailed short brief major critical thorough "
    "comprehensive valuable helpful said same aforementioned whole"
)
_SAYS_NOTHING = frozenset(_ADJECTIVES.split())
_KINDS_OF_NOUN = frozenset(
    {"study", "evaluation", "overview", "spotlight", "response", "addendum", "update", "follow-up"}
)
"""Nouns that tell what kind of report it is, which then is said in its names."""
_FOLLOWS_UP = re.compile(r"\bfollow[- ]up\b|\bprogress\b|\breview of\b|\brevisit", re.IGNORECASE)
_QUOTES = ("‘", "“", "'", '"')
_INSPECTED = frozenset({"thematic", "joint", "force inspection", "prison inspection"})
"""Kinds of report that tell of an inspection."""
_ONE_FOR = re.compile(rf"\b(?:the\s+one|that)\s+(?:for|of)\s+(?P<year>{YEARS})(?![\w/–-])")
_NAMES_A_REPORT = re.compile(
    r"\A(?:[Tt]he|[Oo]ur|[Yy]our|[Tt]hat)\s.*\b(?:report|inspection|thematic)\b", re.DOTALL
)
_SAME = 2
"""Telling words that the titles of an interim report and its final one have in common, at least."""
_LONG = 4
"""Words of a name that is known within another title."""
_EARLIER = frozenset({"first", "earlier", "original", "previous"})
_LATER = frozenset({"second", "later", "subsequent", "newer"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What words say of a report: whose, the noun, when, what kind, which of two, and what about.

    `office` is the body whose it is, empty where none is said; `sort` what sort of body, where its name is not: the
    "Committee" of "the Committee's report".
    """

    office: str
    sort: str
    noun: str
    dated: PartialDate | None
    year: str
    joint: bool
    kinds: tuple[str, ...]
    order: str
    topic: frozenset[str]

    @property
    def tells(self) -> bool:
        """Whether this says more than that there is a report."""
        said = self.dated or self.year or self.joint or self.kinds or self.order or self.topic or self.sort
        return bool(said) or self.noun in _KINDS_OF_NOUN


def cite_told_reports(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give each later mention that fits one report only of those that the letter has cited; `citations` are in order.

    Several that fit are offered where a date was said.
    """
    found = [each for each in citations if each.kind in REPORTS]
    for match in _SAID.finditer(passage.text):
        if passage.text[: match.start()].endswith(_QUOTES):
            continue  # somebody calls it so
        told = _told(passage, match)
        before = [
            each
            for part in (*passage.told.paragraphs, [each for each in found if each.end <= match.start()])
            for each in part
            if each.kind in REPORTS and each.work in passage.register.reports
        ]
        meant = _meant(passage, told, before) if told.tells and before else []
        if before and not meant:
            find = _looking_back if told.dated and not told.kinds else _beside
            meant = list(find(passage, told, before))
        several = len({each.work for each in meant}) > 1
        if meant and (not several or told.dated or told.year):
            cited = mention(
                passage,
                match.start(),
                match.end(),
                Meant(tuple(reversed(meant)), here=False),
                CitationKind.REPORT,
            )
            found.append(cited)
            yield cited


def cite_other_editions(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give "the one for 2016" after a report of another year in the same sentence."""
    for match in _ONE_FOR.finditer(passage.text):
        before = [each for each in citations if each.end <= match.start() and each.kind in REPORTS]
        report = passage.register.reports.get(before[-1].work or "") if before else None
        if report is None or not report.edition or "." in passage.text[before[-1].end : match.start()]:
            continue
        title = report.title.replace(report.edition, match["year"])
        named = passage.register.named(" ".join(folded_words(title)))
        keys = [each.key for each in named if each.key in passage.register.reports and each.key != report.key]
        if len(keys) == 1:
            other = replace(before[-1], work=keys[0], candidates=(keys[0],))
            yield mention(passage, *match.span(), Meant((other,), here=True), CitationKind.REPORT)


def decided_before(passage: Passage, citation: Citation) -> Citation:
    """Decide words that may mean one report alone, where the letter has cited it for certain before."""
    if citation.work or len(citation.candidates) != 1 or not _NAMES_A_REPORT.search(citation.words):
        return citation
    told = {each.work for part in passage.told.paragraphs for each in part}
    if citation.kind not in REPORTS or citation.candidates[0] not in told:
        return citation
    reason = f"{citation.reason}, cited before"
    return replace(citation, work=citation.candidates[0], confidence=Confidence.LIKELY, reason=reason)


def says_another_date(passage: Passage, at: int, work: str | None) -> bool:
    """Say whether a date that follows a place is not that of a report, so that another is meant."""
    report = passage.register.reports.get(work or "")
    dated = _date_after(passage, at)
    return bool(report and dated and report.published_on and not _is_of(report, dated))


def _told(passage: Passage, match: re.Match[str]) -> _Told:
    manner = match["manner"]
    when = _IN_MANNER.search(manner)
    month = when and (when["month"] or when["alone"])
    year = (when["year"] or "") if when else ""
    dated = (
        said_date(month, year=year[:4] or None, written=passage.letter.dated)
        if month
        else _date_after(passage, match.end())
    )
    words = _IN_MANNER.sub(" ", manner).lower().split()
    order = next((word for word in words if word in _EARLIER | _LATER), "")
    if order and _NOT_OF_THESE.match(match.string, match.end()):
        order = ""
    kinds = tuple(KINDS_SAID[word] for word in words if word in KINDS_SAID)
    rest = (word for word in words if word not in {"joint", order, *KINDS_SAID} | _SAYS_NOTHING)
    topic = set(topic_of(" ".join(rest)))
    if "annual" in words:
        topic |= {"annual", "report"}
    office = office_said(passage, match["whose"])
    named = re.sub(r"^[Tt]he\s+|['’]s?\Z", "", match["whose"])
    return _Told(
        office=office or "",
        sort=named if office is None else "",
        noun=match["noun"].lower(),
        dated=dated,
        year="" if month else year,
        joint="joint" in words,
        kinds=kinds,
        order=order,
        topic=frozenset(topic),
    )


def _date_after(passage: Passage, at: int) -> PartialDate | None:
    beside = date_beside(passage.text, at)
    if beside:
        return beside.date
    match = _DATE_FOLLOWS.match(passage.text, at)
    return said_date(match["month"], day=match["day"], written=passage.letter.dated) if match else None


def _meant(passage: Passage, told: _Told, before: Sequence[Citation]) -> list[Citation]:
    fits = _fitting(passage, told)
    meant = [each for each in before if fits(passage.register.reports[each.work or ""])]
    return _in_order(passage, told, meant) if told.order else meant


def _looking_back(passage: Passage, told: _Told, before: Sequence[Citation]) -> Iterator[Citation]:
    """Give a report of the day said that looks back at one that was cited: "the review, published on 5 August"."""
    fits, register = _fitting(passage, told), passage.register
    for cited in before:
        for name in register.names_of[cited.work or ""]:
            if len(name.words) < _LONG:
                continue
            rarest = min(name.words, key=lambda word: len(register.reports_by_word.get(word, ())))
            for key in register.reports_by_word.get(rarest, ()):
                title = f" {' '.join(register.names_of[key][0].words)} "
                if key != cited.work and f" {' '.join(name.words)} " in title and fits(register.reports[key]):
                    yield replace(cited, work=key, candidates=(key,))


def _beside(passage: Passage, told: _Told, before: Sequence[Citation]) -> Iterator[Citation]:
    """Give the interim or final report of the inspection that was cited, by a title with the same telling words."""
    if not told.kinds or told.topic:
        return
    fits, register = _fitting(passage, told), passage.register
    for cited in {each.work: each for each in before}.values():
        about = _about(register.reports[cited.work or ""])
        for office in register.publishers_of(register.reports[cited.work or ""].publishers):
            for report in register.reports_of_office.get(office, ()):
                other = _about(report)
                same = len(about & other)
                shared = same >= _SAME and same * 2 > min(len(about), len(other))
                if report.key != cited.work and shared and fits(report):
                    yield replace(cited, work=report.key, candidates=(report.key,))


def _about(report: ReportFacts) -> set[str]:
    return set(topic_of(report.title)) - set(KINDS_SAID)


def _fitting(passage: Passage, told: _Told) -> Callable[[ReportFacts], bool]:
    def fits(report: ReportFacts) -> bool:
        return (
            _is_whose(passage, told, report)
            and (told.dated is None or _is_of(report, told.dated))
            and (not told.year or is_edition(report, told.year) or is_of_year(report, told.year))
            and (not told.joint or len(passage.register.publishers_of(report.publishers)) > 1)
            and all(kind in _words(report) for kind in told.kinds)
            and told.topic <= _names(passage, report)
            and _is_of_noun(told, report)
        )

    return fits


def _is_whose(passage: Passage, told: _Told, report: ReportFacts) -> bool:
    if told.office:
        return passage.register.is_by(report, told.office)
    return not told.sort or any(told.sort in publisher for publisher in report.publishers)


def _is_of(report: ReportFacts, dated: PartialDate) -> bool:
    return any(
        each is not None and each.overlaps(dated) for each in (report.published_on, report.inspected_on)
    )


def _is_of_noun(told: _Told, report: ReportFacts) -> bool:
    if told.noun == "inspection":
        return report.kind in _INSPECTED
    if told.noun == "follow-up":
        return _FOLLOWS_UP.search(_words(report)) is not None
    if told.noun == "response":
        return "government response" in _words(report)
    return told.noun not in _KINDS_OF_NOUN or told.noun in _words(report)


def _words(report: ReportFacts) -> str:
    return f"{report.kind} {report.title} {report.short_title}".lower()


def _names(passage: Passage, report: ReportFacts) -> set[str]:
    names = {word for name in passage.register.names_of[report.key] for word in name.words}
    return names | set(folded_words(report.place))


def _in_order(passage: Passage, told: _Told, meant: Sequence[Citation]) -> list[Citation]:
    """Choose the earlier or the later of two reports that were published in the order in which they are cited."""
    works = list(dict.fromkeys(each.work or "" for each in meant))
    published = [passage.register.reports[work].published_on for work in works]
    if len(works) != 2 or not published[0] or not published[1] or published[0].last >= published[1].first:
        return []
    work = works[0 if told.order in _EARLIER else 1]
    return [each for each in meant if each.work == work]
