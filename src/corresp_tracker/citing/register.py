"""The register, compiled once so that all names of all works are found in one pass over a text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, cast

import ahocorasick

from corresp_tracker.citing.names import (
    Name,
    names_of_organisation,
    names_of_programme,
    names_of_report,
    parts_of_title,
)
from corresp_tracker.citing.places_named import names_of_places
from corresp_tracker.citing.shapes import LONG_SHAPE, LONG_WORDS, shape_of
from corresp_tracker.citing.stems import stem_of
from corresp_tracker.values.folding import folded_text, folded_words, places_of_words
from corresp_tracker.values.register_facts import (
    OrganisationFacts,
    ProgrammeFacts,
    RegisterFacts,
    ReportFacts,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name and the work or body that it names."""

    key: str
    name: Name


@dataclass(frozen=True, slots=True)
class FoldedName:
    """A name of a report as its folded words; whether they are words of its published title."""

    words: tuple[str, ...]
    is_title: bool


class Mention(NamedTuple):
    """Words of a text that are some name: code points in the source, and all that they may name."""

    start: int
    end: int
    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class PlaceNamed:
    """Words of a text that name a place that reports are about: code points, and its folded name."""

    start: int
    end: int
    place: str


@dataclass(frozen=True, eq=False)
class Register:
    """All works and bodies with all their names; it never changes, and may be used on any thread."""

    reports: Mapping[str, ReportFacts]
    programmes: Mapping[str, ProgrammeFacts]
    organisations: Mapping[str, OrganisationFacts]
    members: Mapping[str, tuple[ReportFacts, ...]]
    bodies_by_name: Mapping[str, str]
    reports_by_word: Mapping[str, tuple[str, ...]]
    words_by_stem: Mapping[str, tuple[str, ...]]
    """The words of `reports_by_word` of one stem."""
    reports_of_office: Mapping[str, tuple[ReportFacts, ...]]
    """The reports of each office, by the key of its newest body."""
    publishers_by_name: Mapping[str, str]
    """The offices of `reports_of_office` that are no known bodies, by name and by initials ("NAO")."""
    names_of: Mapping[str, tuple[FoldedName, ...]]
    """The names of each report, by its key."""
    reports_by_place: Mapping[str, tuple[ReportFacts, ...]]
    names: Any
    """All names, folded: an automaton whose values are (length, everything named so)."""
    places: Any
    """The folded names of places that reports are about: values are (length, (folded name, whether possessive))."""
    shapes: Any
    """The shapes of long names, by which a damaged one is known: values are (length, folded name)."""

    def mentions(self, text: str) -> Iterator[Mention]:
        """Find every name in a text, none within a longer one."""
        for start, end, (named, is_possessive) in _found(self.names, text):
            if not is_possessive:
                yield Mention(start, end, named)
            elif _POSSESSIVE.match(text, end - 2, end):
                yield Mention(start, end - 2, named)

    def places_in(self, text: str) -> Iterator[PlaceNamed]:
        """Find every place that a report is about, none within a longer name."""
        for start, end, (place, is_possessive) in _found(self.places, text):
            last = end - 2 if is_possessive else end
            is_named = text[start].isupper() and (
                not _is_short(place, text[start:last]) or text[start:last].isupper()
            )
            if is_named and (not is_possessive or _POSSESSIVE.match(text, last, end)):
                yield PlaceNamed(start, last, place)

    def named(self, folded: str) -> tuple[Named, ...]:
        """Give all that has exactly this folded name."""
        found: tuple[int, tuple[tuple[Named, ...], bool]] = self.names.get(f" {folded} ", (0, ((), True)))
        named, is_possessive = found[1]
        return () if is_possessive else named

    def body(self, printed: str) -> str:
        """Give the key of the body that is printed so; empty where it is not known."""
        return self.bodies_by_name.get(" ".join(folded_words(printed)), "")

    def office_of(self, body: str) -> str:
        """Give the newest body of one office over time: HMIC's is HMICFRS."""
        seen: set[str] = set()
        while body in self.organisations and self.organisations[body].successor and body not in seen:
            seen.add(body)
            body = self.organisations[body].successor
        return body

    def is_by(self, report: ReportFacts, office: str) -> bool:
        """Say whether an office, under any of its names, is among a report's publishers as printed."""
        if office in self.publishers_of(report.publishers):
            return True
        printed = f" {' '.join(folded_words(' '.join(report.publishers)))} "
        return any(f" {name} " in printed for name in _names_of_office(self, office))

    def publishers_of(self, printed: tuple[str, ...]) -> frozenset[str]:
        """Give the offices that a work's publishers or owners are; of an unknown body its folded name as printed."""
        parts = [part for body in printed for part in _PARTS_OF_PUBLISHER.split(body) if part.strip()]
        return frozenset(self.office_of(self.body(part)) or " ".join(folded_words(part)) for part in parts)

    def office_printed(self, printed: str) -> str:
        """Give the office that is printed so: a known body's, or one that published a report; empty where unknown."""
        known = self.office_of(self.body(printed))
        words = " ".join(folded_words(printed))
        return known or self.publishers_by_name.get(words, "")


def _names_of_office(register: Register, office: str) -> set[str]:
    return {name for name, key in register.bodies_by_name.items() if register.office_of(key) == office}


def _is_short(place: str, words: str) -> bool:
    """Say whether words are the initials of a place's police, which are capitals: "GMP"."""
    return " " not in words and len(words) < _SHORT and not place.startswith(words.lower())


_SHORT = 5
"""Letters that initials have not."""
_PARTS_OF_PUBLISHER = re.compile(r"[/;]|\s*\([^)]*\)")
_POSSESSIVE = re.compile(r"['’‘]s", re.IGNORECASE)


_INITIALS = 3
"""Words that a body's name must have for its initials to be a name."""


def _with_possessives(named: Mapping[str, object]) -> dict[str, tuple[int, object]]:
    """Give each folded name, and its possessive, which folds to one letter more ("HMIC's"), as automaton values."""
    values: dict[str, tuple[int, object]] = {
        f" {words}s ": (len(words) + 3, (each, True)) for words, each in named.items()
    }
    values.update({f" {words} ": (len(words) + 2, (each, False)) for words, each in named.items()})
    return values


def _found(automaton: Any, text: str) -> Iterator[tuple[int, int, Any]]:
    """Give where each word or words of an automaton stand in a text, none within longer ones, and their value."""
    folded = folded_text(text)
    hits: list[tuple[int, int, Any]] = []
    for last, (length, value) in automaton.iter(folded):
        start = last - length + 1
        while hits and start <= hits[-1][0]:
            hits.pop()
        if not hits or last > hits[-1][1]:
            hits.append((start, last, value))
    if not hits:
        return
    place, word, at = places_of_words(text), 0, 0
    for start, last, value in hits:
        word += folded.count(" ", at, start)
        at, more = start, folded.count(" ", start, last) - 1
        begins, ends = place(word)
        yield begins, place(word + more)[1] if more else ends, value


def compile_register(facts: RegisterFacts) -> Register:
    """Compile the facts of a register. A name shared by several works names them all."""
    named: defaultdict[str, dict[str, Named]] = defaultdict(dict)
    for key, name in _all_names(facts):
        words = " ".join(folded_words(name.words))
        if words:
            named[words].setdefault(key, Named(key, name))
    names = _automaton(_with_possessives({words: tuple(each.values()) for words, each in named.items()}))
    names_of = {report.key: _folded_names(report) for report in facts.reports}
    by_place = _reports_by_place(facts)
    by_word = _reports_by_word(facts, names_of)
    made = Register(
        reports={report.key: report for report in facts.reports},
        programmes={programme.key: programme for programme in facts.programmes},
        organisations={body.key: body for body in facts.organisations},
        members=_members(facts),
        bodies_by_name=_bodies_by_name(facts),
        reports_by_word=by_word,
        words_by_stem=_words_by_stem(by_word),
        reports_of_office={},
        publishers_by_name={},
        names_of=names_of,
        reports_by_place=by_place,
        places=_automaton(_with_possessives(names_of_places(by_place))),
        names=names,
        shapes=_automaton(_shapes(names_of)),
    )
    of_office = _reports_of_office(made)
    return replace(made, reports_of_office=of_office, publishers_by_name=_publishers_by_name(of_office, made))


def _reports_of_office(register: Register) -> dict[str, tuple[ReportFacts, ...]]:
    found: defaultdict[str, list[ReportFacts]] = defaultdict(list)
    for report in register.reports.values():
        for office in register.publishers_of(report.publishers):
            found[office].append(report)
    return {office: tuple(reports) for office, reports in found.items()}


def _publishers_by_name(offices: Iterable[str], register: Register) -> dict[str, str]:
    """Give the offices that are no known bodies by their names and initials, where no two have the same."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for office in offices:
        if office and office not in register.organisations:
            words = [word for word in office.split() if word not in ("of", "for", "and", "the", "on")]
            turned = [*words[1:], words[0]] if words[0] == "committee" else words
            for name in {office, " ".join(turned)}:
                found[name].add(office)
            if len(words) >= _INITIALS:
                found["".join(word[0] for word in turned)].add(office)
    return {name: meant.pop() for name, meant in found.items() if len(meant) == 1}


def _automaton(values: Mapping[str, Any]) -> Any:
    made = cast(Any, ahocorasick).Automaton()  # the library ships no types
    for words, value in (values or {" \0 ": (3, ())}).items():
        made.add_word(words, value)
    made.make_automaton()
    return made


def _shapes(names_of: Mapping[str, tuple[FoldedName, ...]]) -> dict[str, tuple[int, str]]:
    """Give the shape of each title and other name that is long enough to be known by it."""
    shapes: dict[str, tuple[int, str]] = {}
    for names in names_of.values():
        for name in names:
            shape = shape_of(" ".join(name.words))
            if len(shape) >= LONG_SHAPE and len(name.words) >= LONG_WORDS:
                shapes.setdefault(shape, (len(shape), " ".join(name.words)))
    return shapes


def _all_names(facts: RegisterFacts) -> Iterator[tuple[str, Name]]:
    for programme in facts.programmes:
        for name in names_of_programme(programme):
            yield programme.key, name
    for report in facts.reports:
        for name in (*names_of_report(report), *parts_of_title(report)):
            yield report.key, name
    for body in facts.organisations:
        for name in names_of_organisation(body):
            yield body.key, name


def _members(facts: RegisterFacts) -> dict[str, tuple[ReportFacts, ...]]:
    members: defaultdict[str, list[ReportFacts]] = defaultdict(list)
    for report in facts.reports:
        if report.programme:
            members[report.programme].append(report)
    return {programme: tuple(reports) for programme, reports in members.items()}


def _bodies_by_name(facts: RegisterFacts) -> dict[str, str]:
    return {
        " ".join(folded_words(name.words)): body.key
        for body in facts.organisations
        for name in names_of_organisation(body)
    }


def _reports_by_place(facts: RegisterFacts) -> dict[str, tuple[ReportFacts, ...]]:
    """Index reports by the folded name of the place that they are about."""
    found: defaultdict[str, list[ReportFacts]] = defaultdict(list)
    for report in facts.reports:
        if report.place:
            found[" ".join(folded_words(report.place))].append(report)
    return {place: tuple(reports) for place, reports in found.items()}


def _reports_by_word(
    facts: RegisterFacts, names_of: Mapping[str, tuple[FoldedName, ...]]
) -> dict[str, tuple[str, ...]]:
    """Index reports by each word of their names and series, for descriptions and for titles not quite right."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for report in facts.reports:
        named = {word for name in names_of[report.key] for word in name.words}
        for word in (*named, *folded_words(report.series)):
            found[word][report.key] = None
    return {word: tuple(keys) for word, keys in found.items()}


def _words_by_stem(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        found[stem_of(word)].append(word)
    return {stem: tuple(same) for stem, same in found.items()}


def _folded_names(report: ReportFacts) -> tuple[FoldedName, ...]:
    return tuple(
        FoldedName(tuple(folded_words(name.words)), name.is_title) for name in names_of_report(report)
    )
