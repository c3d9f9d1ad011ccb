"""The register, compiled once so that all names of all works are found in one pass over a text."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import ahocorasick

from corresp_tracker.citing.names import Name, names_of_organisation, names_of_programme, names_of_report
from corresp_tracker.values.folding import FoldedText, folded_words
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
class Mention:
    """Words of a text that are some name: code points in the source, and all that they may name."""

    start: int
    end: int
    named: tuple[Named, ...]


@dataclass(frozen=True, eq=False)
class Register:
    """All works and bodies with all their names; it never changes, and may be used on any thread."""

    reports: Mapping[str, ReportFacts]
    programmes: Mapping[str, ProgrammeFacts]
    organisations: Mapping[str, OrganisationFacts]
    members: Mapping[str, tuple[ReportFacts, ...]]
    bodies_by_name: Mapping[str, str]
    reports_by_word: Mapping[str, tuple[str, ...]]
    automaton: Any

    def mentions(self, folded: FoldedText) -> Iterator[Mention]:
        """Find every name in a folded text, over one another as they may lie."""
        starts = {start: index for index, start in enumerate(folded.starts)}
        ends = {start + _length(folded, index): index for index, start in enumerate(folded.starts)}
        for last, (length, named) in self.automaton.iter(folded.text):
            first_word = starts.get(last - length + 2)
            last_word = ends.get(last)
            if first_word is not None and last_word is not None:
                yield Mention(folded.spans[first_word][0], folded.spans[last_word][1], named)

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

    def publishers_of(self, printed: tuple[str, ...]) -> frozenset[str]:
        """Give the offices that a work's publishers or owners are, as far as they are known."""
        parts = [part for body in printed for part in body.replace("/", ";").split(";")]
        return frozenset(self.office_of(key) for part in parts if (key := self.body(part)))


def _length(folded: FoldedText, index: int) -> int:
    following = folded.starts[index + 1] if index + 1 < len(folded.starts) else len(folded.text)
    return following - 1 - folded.starts[index]


def compile_register(facts: RegisterFacts) -> Register:
    """Compile the facts of a register. A name shared by several works names them all."""
    named: defaultdict[str, dict[str, Named]] = defaultdict(dict)
    for key, name in _all_names(facts):
        words = " ".join(folded_words(name.words))
        if words:
            named[words].setdefault(key, Named(key, name))
    automaton = _new_automaton()
    for words, all_named in named.items():
        automaton.add_word(f" {words} ", (len(words) + 2, tuple(all_named.values())))
    if named:
        automaton.make_automaton()
    else:
        automaton.add_word(" \0 ", (3, ()))
        automaton.make_automaton()
    return Register(
        reports={report.key: report for report in facts.reports},
        programmes={programme.key: programme for programme in facts.programmes},
        organisations={body.key: body for body in facts.organisations},
        members=_members(facts),
        bodies_by_name=_bodies_by_name(facts),
        reports_by_word=_reports_by_word(facts),
        automaton=automaton,
    )


def _new_automaton() -> Any:
    return cast(Any, ahocorasick).Automaton()  # the library ships no types


def _all_names(facts: RegisterFacts) -> Iterator[tuple[str, Name]]:
    for programme in facts.programmes:
        for name in names_of_programme(programme):
            yield programme.key, name
    for report in facts.reports:
        for name in names_of_report(report):
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


def _reports_by_word(facts: RegisterFacts) -> dict[str, tuple[str, ...]]:
    """Index reports by each word of their names, for descriptions and for titles that are not quite right."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for report in facts.reports:
        for name in names_of_report(report):
            for word in folded_words(name.words):
                found[word][report.key] = None
    return {word: tuple(keys) for word, keys in found.items()}
