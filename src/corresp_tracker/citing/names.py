"""The names by which letters call a work or a body, and how each may be recognised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.register_facts import OrganisationFacts, ProgrammeFacts, ReportFacts

_SUBTITLE = re.compile(r": | – | — | - ")
_PRINTED_AFTER = re.compile(r"\s+\((?:[^\s)]+\s+){2,}[^\s)]+\)\Z")
"""What a title page adds in brackets: "(Sixth Report of Session 2021–22)"; one or two words are part of the title."""
_IS_NO_TITLE = re.compile(
    r"(?:PEEL(?: spotlight report)?|Crime[ -]recording|Report on HMP\S*|Inspection|Interim report|Letter from .*)"
    r"(?: (?:19|20)\d\d(?:[/–-]\d{2,4})?)?|HM(?:P|YOI).*|"
    r".* (?:Police|Police Service|Constabulary|Fire and Rescue Service|Inspections)"
)
"""What stands before the colon of some titles and names no report: a programme and its edition, a force, a subject."""
_PHASE = re.compile(r"(?:Phase|Part|Stage|Volume) \w+: ")
_KINDS_OF_WORK = frozenset(
    {"inspections", "inspection", "programme", "assessments", "assessment", "statements", "visits"}
)
_TURNED = re.compile(r"(?P<subject>(?!joint |national |integrated )[a-z]\w*(?: \w+)+) inspections")
"""Names that letters turn round: "child protection inspections", "inspections of child protection"."""
_ANSWERS = re.compile(r"government response\b", re.IGNORECASE)
_COUNTED = frozenset({"notification", "inspection", "visit", "super-complaint", "statement", "review"})
"""Last words of a programme's names that are counted: one of it, or many."""
_LONG = 6
_VERY_LONG = 9
_SAYING_REPORT = (["report"], ["thematic"], ["review"])


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a work or body.

    `is_title`: words of the published title. `exact`: an abbreviation, whose capitals count. `needs_cue`: words
    that also stand in ordinary sentences, and name the work only beside quotes, capitals, italics, a date or the
    word report. `is_proper`: a name of a programme in capitals, which in small letters are ordinary words
    ("State of Policing").
    """

    words: str
    is_title: bool = False
    exact: bool = False
    needs_cue: bool = False
    is_proper: bool = False


def names_of_report(report: ReportFacts) -> Iterator[Name]:
    """Give the names of a report: title, title without subtitles, short title, other names."""
    for title in _with_and_without_subtitles(report.title):
        if folded_words(title) == folded_words(report.place):
            continue  # "Thames Valley – National child protection inspection" is never called by its place
        yield Name(title, is_title=True, needs_cue=_is_ordinary(title))
    if report.short_title and not _IS_NO_TITLE.fullmatch(report.short_title):
        yield Name(report.short_title, is_title=True, needs_cue=_is_ordinary(report.short_title))
    for words in report.other_names:
        says_report = folded_words(words)[-1:] in _SAYING_REPORT
        needs_cue = words in report.cue_names or (_is_ordinary(words) and not says_report)
        yield Name(words, exact=_is_abbreviation(words), needs_cue=needs_cue)


def parts_of_title(report: ReportFacts) -> Iterator[Name]:
    """Give what follows a colon or a dash in a title, where it is long enough to be known by itself.

    Letters cite by it where the head was told before ("Phase one: From report to ..."); no topic is told by it.
    """
    bare = without_brackets(report.title)
    for place in _SUBTITLE.finditer(bare):
        rest = bare[place.end() :]
        words = len(folded_words(rest))
        if _PHASE.match(rest) or (words >= _LONG and not _ANSWERS.match(rest)):
            yield Name(rest, needs_cue=words < _VERY_LONG and not _PHASE.match(rest))


def _with_and_without_subtitles(title: str) -> Iterator[str]:
    yield title
    bare = without_brackets(title)
    if bare != title:
        yield bare
    head, colon, rest = title.partition(": ")
    if colon and _IS_NO_TITLE.fullmatch(head):
        yield rest
    for place in reversed(list(_SUBTITLE.finditer(title))):
        if _ANSWERS.match(title[place.end() :]):
            continue  # "...: government response" is no report of that title
        if " " in title[: place.start()] and not _IS_NO_TITLE.fullmatch(title[: place.start()]):
            yield title[: place.start()]


def without_brackets(title: str) -> str:
    """Leave out what a title page adds to a title in brackets at its end."""
    return _PRINTED_AFTER.sub("", title)


def _is_ordinary(words: str) -> bool:
    """Say whether words could stand in any sentence: short, and nothing in them that only a name has."""
    folded = folded_words(words)
    if any(word.isdigit() for word in folded) or _has_abbreviation(words):
        return False
    return len(folded) < _LONG


def _has_abbreviation(words: str) -> bool:
    return any(sum(letter.isupper() for letter in word) > 1 for word in words.split())


def _is_abbreviation(words: str) -> bool:
    return " " not in words.strip() and sum(letter.isupper() for letter in words) > 1


def names_of_programme(programme: ProgrammeFacts) -> Iterator[Name]:
    """Give the names of a programme, each also as one of many ("NCPI", "NCPIs")."""
    ordinary = {
        form for words in programme.cue_names for form in (words, f"{words}s", words.removesuffix("s"))
    }
    for words in dict.fromkeys((programme.name, *programme.other_names)):
        yield from _one_and_many(words, needs_cue=words in ordinary)
    if programme.abbreviation:
        yield from _one_and_many(
            programme.abbreviation, needs_cue=programme.abbreviation in programme.cue_names
        )


def _one_and_many(words: str, *, needs_cue: bool) -> Iterator[Name]:
    exact = _is_abbreviation(words)
    forms = [words]
    turned = _TURNED.fullmatch(words)
    if turned and not needs_cue:
        forms.append(f"inspections of {turned['subject']}")
    if exact and not words.endswith("s"):
        forms.append(f"{words}s")
    elif words.endswith("inspections"):
        forms.append(words.removesuffix("s"))
    elif words.startswith("Inspection "):
        forms.append(words.replace("Inspection", "Inspections", 1))
    elif words.split()[-1].lower() in _COUNTED:
        forms.append(f"{words}s")
    for form in forms:
        yield Name(form, exact=exact, needs_cue=needs_cue, is_proper=_is_proper(form))


def _is_proper(words: str) -> bool:
    capitals = [word for word in words.split() if word[0].isupper() and not word.isupper()]
    return len(capitals) > 1 and folded_words(words)[-1] not in _KINDS_OF_WORK


def names_of_organisation(body: OrganisationFacts) -> Iterator[Name]:
    """Give the names of a body; its abbreviations in capitals as registered, or all in capitals."""
    for words in (body.name, *body.other_names):
        yield Name(words, exact=_is_abbreviation(words) or " " not in words)
