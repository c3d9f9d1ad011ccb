"""What reports are about: the reports of a register whose names say all the words of a topic."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corresp_tracker.citing.register import Register
from corresp_tracker.citing.stems import stem_of
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.register_facts import ReportFacts

_SAYS_NOTHING = (
    "the a an of on in to and for by with into from at as own new how well their its his her our your this "
    "that these those whether who which where when what it them they police policing response responses "
    "inspection inspections report reports force forces final first second third interim annual thematic "
    "latest recent joint national matter matters subject issue issues topic area areas case cases work "
    "letter letters page paragraph findings progress recommendations service services deal deals dealing "
    "handle handles handling tackle tackles tackling use uses using state effectively effective way ways "
    "across england wales are is was were be been being so called during about among between within "
    "officer officers go goes going gone reported"
)
_EMPTY = frozenset(_SAYS_NOTHING.split())
"""Words that say nothing of what a report is about."""
_KINDS = frozenset({"interim", "progress", "final", "first", "second", "third"})
"""Words of these that set a report apart from others on its topic."""
PLAIN_KINDS = frozenset({"letter", "guidance", "terms of reference", "consultation"})
"""Kinds of publication that nobody calls a report without saying which."""
KINDS_SAID = {
    "interim": "interim",
    "progress": "progress",
    "final": "final",
    "follow-up": "progress",
    "super-complaint": "super-complaint",
    "overview": "overview",
    "spotlight": "spotlight",
    "evaluation": "evaluation",
    "guidance": "guidance",
    "addendum": "addendum",
}
"""Words that say what kind of report it is, and the word of its title or kind that bears them out."""
_INTERIM = "interim"
_NEVER_UNSAID = ("addendum", "government response")
"""Of these, those that are not meant where others are: the response to a report is not the report."""


KIND_WORDS = frozenset(KINDS_SAID)
"""Words that say what kind of report it is, and by themselves no topic."""
_MOST = 0.7
"""Of the words of a name that say something, the share that is most of it."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A word of a topic, by the forms in which a name may have it."""

    forms: tuple[str, ...]


def topic_of(words: str) -> list[str]:
    """Give the words that say what a report is about."""
    return [word for word in folded_words(words) if word not in _EMPTY]


def is_empty(words: str) -> bool:
    """Say whether words say nothing of a topic."""
    return not topic_of(words)


def reports_on(
    topic: Sequence[str],
    register: Register,
    *,
    manner: str = "",
    in_other_forms: bool = False,
    closest: bool = True,
) -> list[ReportFacts]:
    """Give the reports of which one name, or the series, holds all words of the topic, in the singular or the plural.

    `manner` are the words around the topic ("interim", "thematic"): of several reports those come first that they
    fit, and a letter or guidance on the topic is no report on it. `in_other_forms` takes words of one stem for the
    same ("neglect", "neglected"). `closest` gives only those that a name says the topic alone, where there are any.
    """
    said = [_Said(_forms(word, register, in_other_forms)) for word in _joined(topic, register)]
    if not said:
        return []
    holding = [[register.reports_by_word.get(form, ()) for form in each.forms] for each in said]
    rarest = min(holding, key=lambda keys: sum(map(len, keys)))
    found = [register.reports[key] for key in sorted({key for keys in rarest for key in keys})]
    plain = PLAIN_KINDS - {report.kind for report in found if report.kind and report.kind in manner}
    named = [report for report in found if report.kind not in plain and _is_named(report, said, register)]
    fitting = _fitting(named, manner)
    if _INTERIM in manner and not any(_INTERIM in _all_words(each) for each in fitting):
        return _interim_on(topic, register)
    only = [report for report in fitting if closest and _says_only(report, said, register, manner=manner)]
    return only or fitting


def _interim_on(topic: Sequence[str], register: Register) -> list[ReportFacts]:
    """Give the interim reports that have two words of a topic, the last among them; no final report is meant."""
    having = {
        word: {
            key for form in _forms(word, register, False) for key in register.reports_by_word.get(form, ())
        }
        for word in topic
    }
    times = Counter(key for keys in having.values() for key in keys)
    least = min(2, len(having))
    keys = [key for key in sorted(having[topic[-1]]) if times[key] >= least]
    return [register.reports[key] for key in keys if _INTERIM in _all_words(register.reports[key])]


def _joined(topic: Sequence[str], register: Register) -> Iterator[str]:
    """Give the words of a topic, two as one where names have them so: "anti-social" is "antisocial"."""
    at = 0
    while at < len(topic):
        pair = "".join(topic[at : at + 2])
        joined = at + 1 < len(topic) and pair in register.reports_by_word
        yield pair if joined else topic[at]
        at += 2 if joined else 1


def holds_most(report: ReportFacts, topic: Sequence[str], register: Register, *, manner: str = "") -> bool:
    """Say whether a topic is most of some name of a report, beside words that say nothing."""
    said = [_Said(_forms(word, register, False)) for word in topic]
    for name in register.names_of[report.key]:
        telling = [word for word in name.words if word not in _EMPTY and word not in manner]
        if _holds(name.words, said) and len(telling) * _MOST <= len(topic):
            return True
    return False


def _fitting(reports: list[ReportFacts], manner: str) -> list[ReportFacts]:
    """Keep those that the manner fits, where there are any; "interim" and "progress" are never left unsaid."""
    for said, meant in KINDS_SAID.items():
        of_kind = [report for report in reports if meant in _all_words(report)] if said in manner else []
        if of_kind:
            return of_kind
    plain = [each for each in reports if not any(kind in _all_words(each) for kind in _NEVER_UNSAID)]
    return plain or reports


def _says_only(report: ReportFacts, topic: Sequence[_Said], register: Register, *, manner: str) -> bool:
    """Say whether a name of a report says the topic, and besides it only its series and edition.

    Those are closest: "effectiveness" is not "effectiveness (vulnerability)".
    """
    known = {form for each in topic for form in each.forms} | (_EMPTY - _KINDS) | set(folded_words(manner))
    known |= set(_words_of_series(report.series, report.edition))
    return any(
        known.issuperset(name.words) and _holds(name.words, topic) for name in register.names_of[report.key]
    )


def _holds(words: Collection[str], topic: Sequence[_Said]) -> bool:
    return all(any(form in words for form in each.forms) for each in topic)


def _all_words(report: ReportFacts) -> str:
    return f"{report.kind} {report.title} {report.short_title}".lower()


def _is_named(report: ReportFacts, topic: Sequence[_Said], register: Register) -> bool:
    series = _words_of_series(report.series, report.edition)
    return any(_holds({*name.words, *series}, topic) for name in register.names_of[report.key])


@lru_cache(maxsize=10_000)
def _words_of_series(series: str, edition: str) -> tuple[str, ...]:
    return tuple(folded_words(f"{series} {edition}"))


def _forms(word: str, register: Register, in_other_forms: bool) -> tuple[str, ...]:
    if in_other_forms:
        return register.words_by_stem.get(stem_of(word), (word,))
    return (word, word[:-1]) if word.endswith("s") else (word, f"{word}s")
