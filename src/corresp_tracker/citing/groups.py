"""Counted groups of reports: "our 12 recent inspections of child protection", "21 child protection inspections"."""

import re
from collections.abc import Iterator, Sequence

from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.register import Mention, Register
from corresp_tracker.values.citation import Check, CheckCode, Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.register_facts import ReportFacts

_UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBER = (
    rf"(?P<number>\d{{1,3}}|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?"
    rf"|{'|'.join(reversed(_UNITS))})"
)
_MANNER = r"(?:(?:recent|further|follow-up|unannounced|joint|latest|completed|published|new|first)\s+){0,3}"
_BEFORE = re.compile(
    rf"(?:\b(?P<whose>our|your|the|these|their)\s+)?\b{_NUMBER}\s+{_MANNER}\Z", re.IGNORECASE
)
_OF_TOPIC = re.compile(
    rf"(?:\b(?P<whose>our|your|the|these|their)\s+)?\b{_NUMBER}\s+{_MANNER}(?:inspections|re-inspections|reviews)\s+(?:of|into)\s+"
    r"(?P<topic>(?:[\w'’-]+\s*){1,5}?)(?P<where>\s+in\s+(?:[\w-]+\s+){0,3}(?:forces|areas|authorities|prisons|services))?(?=[\s,.;:)]|\Z)",
    re.IGNORECASE,
)
_NATIONAL = frozenset({"", "force inspection", "joint"})


def cite_groups(
    text: str, mentions: Sequence[Mention], register: Register, *, letter: LetterContext
) -> Iterator[Citation]:
    """Give each counted group: a number before a programme's name, or before inspections of its topic."""
    for mention in mentions:
        before = _BEFORE.search(text[: mention.start])
        programmes = [named.key for named in mention.named if named.key in register.programmes]
        if before and len(programmes) == 1:
            yield _group(text, before.start(), mention.end, before, programmes[0], register, letter)
    for match in _OF_TOPIC.finditer(text):
        found = _longest_topic(match, register)
        if found:
            end, programme = found
            yield _group(text, match.start(), end, match, programme, register, letter)


def _longest_topic(match: re.Match[str], register: Register) -> tuple[int, str] | None:
    """Find the programme whose name is the topic and the word inspections, and where its words end."""
    words = match.string[match.start("topic") :].split()
    for count in range(min(6, len(words)), 0, -1):
        topic = " ".join(words[:count])
        folded = f" {' '.join(folded_words(topic))} inspections "
        keys = [
            named.key
            for named in register.automaton.get(folded, (0, ()))[1]
            if named.key in register.programmes
        ]
        if len(keys) == 1:
            at = match.start("topic") + len(topic.rstrip(",.;:)"))
            where = re.compile(
                r"\s+in\s+(?:[\w-]+\s+){0,3}(?:forces|areas|authorities|prisons|services)\b"
            ).match(match.string, at)
            return (where.end() if where else at), keys[0]
    return None


def _group(
    text: str,
    start: int,
    end: int,
    counted: re.Match[str],
    programme: str,
    register: Register,
    letter: LetterContext,
) -> Citation:
    number = number_of(counted["number"])
    whose = (counted["whose"] or "").lower()
    members = _members(register.members.get(programme, ()), letter)
    office = {"our": letter.ours, "your": letter.yours}.get(whose, "")
    owners = register.publishers_of(register.programmes[programme].owners)
    foreign = bool(office and owners and office not in owners)
    return Citation(
        start=start,
        end=end,
        words=text[start:end],
        kind=CitationKind.GROUP,
        confidence=Confidence.POSSIBLE if foreign else Confidence.LIKELY,
        reason="called another body's" if foreign else f"register holds {len(members)} of {number}",
        work=None if foreign else programme,
        candidates=(programme,) if foreign else tuple(report.key for report in members),
        checks=tuple(_count_check(number, members, programme, register, letter)),
    )


def _members(reports: Sequence[ReportFacts], letter: LetterContext) -> list[ReportFacts]:
    """Give the single inspections that can be meant when the letter was written."""
    limit = letter.dated or letter.not_before
    return [
        report
        for report in reports
        if report.kind in _NATIONAL
        and not (limit and report.published_on and report.published_on.first > limit.last)
    ]


def _count_check(
    number: int, members: Sequence[ReportFacts], programme: str, register: Register, letter: LetterContext
) -> Iterator[Check]:
    """Call a count wrong only where the register is known to hold all reports of the time."""
    complete = register.programmes[programme].complete
    whole = letter.dated is not None and any(
        stretch.first <= letter.dated.first and letter.dated.last <= stretch.last for stretch in complete
    )
    if whole and number > len(members):
        yield Check(
            CheckCode.COUNT_DIFFERS,
            f"The letter counts {number}; the register, which is complete for that time, holds {len(members)}.",
        )


def number_of(words: str) -> int:
    """Read a number in figures or words, one to ninety-nine."""
    if words.isdigit():
        return int(words)
    total = 0
    for word in words.lower().replace("-", " ").split():
        total += _UNITS.index(word) + 1 if word in _UNITS else (_TENS.index(word) + 2) * 10
    return total
