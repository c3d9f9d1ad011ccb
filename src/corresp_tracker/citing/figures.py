"""Figures that stand beside a citation, and whether another paragraph gave another figure for the same thing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corresp_tracker.citing.numbers import TENS, UNITS, number_of
from corresp_tracker.citing.topics import topic_of
from corresp_tracker.values.citation import Check, CheckCode, Citation
from corresp_tracker.values.sentences import sentence_around

_IN_WORDS = rf"(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(UNITS[:9])}))?|{'|'.join(reversed(UNITS))}"
_FIGURE = re.compile(
    rf"(?<![\w.,/£$-])(?P<number>£?\d{{1,3}}(?:,\d{{3}})+|£?\d+(?:\.\d+)?|{_IN_WORDS})"
    r"(?P<unit>\s*%|\s+per\s?cent|\s+(?:million|billion|thousand))?"
    r"(?P<what>(?:\s+(?!and\b|or\b|but\b|which\b|while\b)[A-Za-z][\w’'-]*){1,6})",
    re.IGNORECASE,
)
_IS_DATE = re.compile(
    r"\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)
_IS_PART = re.compile(
    r"\b(?:recommendation|paragraph|page|chapter|section|annex|figure|table|round|phase|part|volume)s?\s+\Z",
    re.IGNORECASE,
)
_STEM = 5
_LEAST_IN_COMMON = 0.5


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and what it counts: `value` with its unit, the stems of the words that follow, and its words."""

    value: str
    about: frozenset[str]
    words: str


def figures_beside(text: str, citation: Citation) -> list[Figure]:
    """Give the figures in the sentence of a citation, and in the one after it; none of the citation's own words."""
    first, last = sentence_around(text, citation.start, citation.end)
    if last < len(text):
        _, last = sentence_around(text, min(last + 1, len(text) - 1), min(last + 2, len(text)))
    return list(_figures(text, first, citation.start)) + list(_figures(text, citation.end, last))


def _figures(text: str, start: int, end: int) -> Iterator[Figure]:
    for match in _FIGURE.finditer(text, start, end):
        number, what = match["number"], match["what"]
        if (
            _IS_DATE.match(what)
            or _IS_PART.search(text[: match.start()])
            or re.fullmatch(r"(?:19|20)\d\d", number)
        ):
            continue
        about = frozenset(word[:_STEM] for word in topic_of(what) if not word.isdigit())
        noun = what.split()[0].lower()
        about |= (
            {noun[:_STEM]} if noun not in ("as", "of", "in", "to", "were", "are", "was") else frozenset[str]()
        )
        if about:
            yield Figure(_value(number, match["unit"] or ""), about, " ".join(match.group().split()))


def _value(number: str, unit: str) -> str:
    plain = number.replace(",", "").lstrip("£").lower()
    plain = plain if plain.replace(".", "").isdigit() else str(number_of(plain))
    kind = "%" if "%" in unit or "cent" in unit else unit.strip().lower()
    return f"{'£' if number.startswith('£') else ''}{plain}{kind}"


def figure_checks(now: Sequence[Figure], before: Sequence[Figure], *, said_where: str) -> Iterator[Check]:
    """Warn of each figure that an earlier paragraph gave otherwise for the same thing; both are shown.

    Where the earlier paragraph gives the same figure for it as well, nothing differs.
    """
    for figure in now:
        same_thing = [each for each in before if _is_about_the_same(figure, each)]
        if same_thing and all(each.value != figure.value for each in same_thing):
            yield Check(
                CheckCode.FIGURE_DIFFERS,
                f"This says “{figure.words}”; {said_where} said “{same_thing[0].words}” of the same report.",
            )


def _is_about_the_same(one: Figure, other: Figure) -> bool:
    if ("%" in one.value) != ("%" in other.value) or ("£" in one.value) != ("£" in other.value):
        return False
    common = len(one.about & other.about)
    return common / min(len(one.about), len(other.about)) >= _LEAST_IN_COMMON and common > 0
