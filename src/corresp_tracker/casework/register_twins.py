"""What a person is told of a report before it is added or changed: twins it may have, and names that others share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process
from sqlalchemy.orm import Session

from corresp_tracker.casework.register_names import folded_name, works_by_name
from corresp_tracker.casework.register_rows import work_facts
from corresp_tracker.citing.names import names_of_report
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ProgrammeFacts, RegisterFacts, ReportFacts

NEAR_DAYS = 366
"""How far apart two dates of publication may lie for one report: a paper and its page can differ by months."""
NEAR_TITLE = 92
"""How alike two folded titles must be, of 100: a misspelt or missing word, not another subject."""
SAME_PAGE_TITLE = 60
BUT_FOR_SUBTITLE = "with the same title but for the subtitle"
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A work that may be the same one already, and why."""

    key: str
    title: str
    published_on: PartialDate | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedName:
    """A name that other works go by too: it is offered, and never decides which of them is meant."""

    name: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """What there is to say of a work as it stands in a form; nothing of it stands in the way of keeping it."""

    twins: tuple[Twin, ...] = ()
    shared: tuple[SharedName, ...] = ()


@dataclass(frozen=True)
class HeldTitles:
    """The titles that a register holds, folded once, to compare many works with."""

    facts: RegisterFacts

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The folded title of each report, by its key."""
        return {report.key: folded_name(report.title) for report in self.facts.reports}

    @cached_property
    def reports(self) -> Mapping[str, ReportFacts]:
        """The reports by their keys."""
        return {report.key: report for report in self.facts.reports}

    @cached_property
    def by_title(self) -> Mapping[str, Sequence[str]]:
        """The keys of the reports with each folded title."""
        return _keys_by((title, key) for key, title in self.titles.items())

    @cached_property
    def by_bare_title(self) -> Mapping[str, Sequence[str]]:
        """The keys of the reports by each folded title without its subtitles."""
        return _keys_by(
            (bare, key) for key, report in self.reports.items() for bare in bare_titles(report.title)
        )

    @cached_property
    def by_address(self) -> Mapping[str, str]:
        """The key of the report at each web address."""
        return {bare_address(report.url): report.key for report in self.facts.reports if report.url}

    @cached_property
    def by_name(self) -> Mapping[str, frozenset[str]]:
        """The keys of all works that go by each folded name."""
        return works_by_name(self.facts)


def remarks_on(session: Session, facts: ReportFacts | ProgrammeFacts) -> Remarks:
    """Say what twins a work may have in the office's register, and which of its names other works share."""
    held = HeldTitles(work_facts(session))
    twins = twins_of(facts, held) if isinstance(facts, ReportFacts) else _programmes_named(facts, held)
    return Remarks(twins=twins, shared=shared_names(facts, held))


def twins_of(facts: ReportFacts, held: HeldTitles) -> tuple[Twin, ...]:
    """Give the reports that may be this one already: the same address, the same title or nearly, near its date."""
    title = folded_name(facts.title)
    reasons: dict[str, str] = {}
    address = held.by_address.get(bare_address(facts.url)) if facts.url else None
    # One page can carry several publications: only titles with much in common are asked about.
    if address and fuzz.token_set_ratio(title, held.titles[address]) >= SAME_PAGE_TITLE:
        reasons[address] = "at the same web address"
    if title:
        reasons |= _alike(facts, title, held)
    reasons.pop(facts.key, None)
    return tuple(
        Twin(
            key=key,
            title=held.reports[key].title,
            published_on=held.reports[key].published_on,
            reason=reason,
        )
        for key, reason in list(reasons.items())[:MOST_SHOWN]
    )


def _programmes_named(facts: ProgrammeFacts, held: HeldTitles) -> tuple[Twin, ...]:
    """Give the programmes that have a programme's name already."""
    name = folded_name(facts.name)
    return tuple(
        Twin(key=each.key, title=each.name, published_on=None, reason="with the same name")
        for each in held.facts.programmes
        if name and each.key != facts.key and folded_name(each.name) == name
    )


def shared_names(facts: ReportFacts | ProgrammeFacts, held: HeldTitles) -> tuple[SharedName, ...]:
    """Give the other names of a work that name other works too, with their titles."""
    titles = {report.key: report.title for report in held.facts.reports}
    titles |= {programme.key: programme.name for programme in held.facts.programmes}
    shared: list[SharedName] = []
    for name in dict.fromkeys((*facts.other_names, *sorted(facts.cue_names))):
        others = held.by_name.get(folded_name(name), frozenset()) - {facts.key}
        if others:
            shared.append(SharedName(name=name, titles=tuple(sorted(titles[key] for key in others))))
    return tuple(shared)


def bare_titles(title: str) -> list[str]:
    """Give a title without its subtitles, folded, the longest first; nothing where it has none."""
    named = names_of_report(ReportFacts(key="", title=title))
    return [folded_name(name.words) for name in named if name.words != title]


def _keys_by(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for words, key in pairs:
        found[words].append(key)
    return found


def bare_address(url: str) -> str:
    """Give a web address as it is compared: without scheme, www and closing slash."""
    return url.strip().lower().partition("://")[2].removeprefix("www.").partition("#")[0].rstrip("/")


def _alike(facts: ReportFacts, title: str, held: HeldTitles) -> dict[str, str]:
    """Give the reports with this title or nearly, and why; another place, year or date makes another report."""
    near = process.extract(title, held.titles, scorer=fuzz.ratio, score_cutoff=NEAR_TITLE, limit=20)
    alike: dict[str, str] = {}
    for other, score, key in near:
        found = held.reports[key]
        if _differ_by_more_than_words(facts, title, found, other):
            continue
        alike[key] = "with the same title" if score == 100 else "with nearly the same title"
    for key in _same_but_for_subtitle(facts, title, held):
        if not _differ_by_more_than_words(facts, title, held.reports[key], held.titles[key]):
            alike.setdefault(key, BUT_FOR_SUBTITLE)
    return alike


def _same_but_for_subtitle(facts: ReportFacts, title: str, held: HeldTitles) -> list[str]:
    """Give the reports whose title is this one with a subtitle more, or with one less."""
    longer = held.by_bare_title.get(title, ())
    shorter = [key for bare in bare_titles(facts.title) for key in held.by_title.get(bare, ())]
    return [key for key in dict.fromkeys((*longer, *shorter)) if held.titles[key] != title]


def _differ_by_more_than_words(facts: ReportFacts, title: str, other: ReportFacts, other_title: str) -> bool:
    if _numbers(title) != _numbers(other_title):
        return True
    if facts.place and other.place and folded_name(facts.place) != folded_name(other.place):
        return True
    if title != other_title and _places_differ(facts, other):
        return True
    return not _is_near(facts.published_on, other.published_on)


def _places_differ(facts: ReportFacts, other: ReportFacts) -> bool:
    """Say whether one title has the other's place in it and the other has not: one report each of two places."""
    for one, two in ((facts, other), (other, facts)):
        place = folded_name(one.place)
        if place and place in folded_name(one.title) and place not in folded_name(two.title):
            return True
    return False


def _is_near(one: PartialDate | None, other: PartialDate | None) -> bool:
    if one is None or other is None:
        return True
    gap = max((one.first - other.last).days, (other.first - one.last).days)
    return gap <= NEAR_DAYS


def _numbers(folded: str) -> list[str]:
    return [word for word in folded.split() if any(letter.isdigit() for letter in word)]
