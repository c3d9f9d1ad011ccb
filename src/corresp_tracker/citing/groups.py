"""Counted groups of reports: "our 12 recent inspections of child protection", "21 child protection inspections"."""

import re
from collections.abc import Iterator, Sequence

from corresp_tracker.citing.checks import checks_of_standing
from corresp_tracker.citing.numbers import NUMBER, number_of
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.programmes import is_anothers
from corresp_tracker.values.citation import Check, CheckCode, Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.register_facts import ReportFacts

_MANNER = r"(?:(?:recent|further|follow-up|unannounced|joint|latest|completed|published|new|first)\s+){0,3}"
_BEFORE = re.compile(
    rf"(?:\b(?P<whose>our|your|the|these|their)\s+)?(?<![/–-])\b{NUMBER}\s+{_MANNER}\Z", re.IGNORECASE
)
_OF_TOPIC = re.compile(
    rf"(?:\b(?P<whose>our|your|the|these|their)\s+)?\b{NUMBER}\s+{_MANNER}(?:inspections|re-inspections|"
    rf"reviews)\s+(?:of|into)\s+"
    r"(?P<topic>(?:[\w'’-]+\s*){1,5}?)(?P<where>\s+in\s+(?:[\w-]+\s+){0,3}(?:forces|areas|authorities|"
    r"prisons|services))?(?=[\s,.;:)]|\Z)",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\s+in\s+(?:[\w-]+\s+){0,3}(?:forces|areas|authorities|prisons|services)\b")
_LOOK_BACK = 80
_NATIONAL = frozenset({"", "force inspection", "joint"})


def cite_groups(passage: Passage) -> Iterator[Citation]:
    """Give each counted group: a number before a programme's name, or before inspections of its topic."""
    text = passage.text
    for mention in passage.mentions:
        before = _BEFORE.search(text[max(0, mention.start - _LOOK_BACK) : mention.start])
        programmes = [named.key for named in mention.named if named.key in passage.register.programmes]
        if before and len(programmes) == 1:
            start = mention.start - (before.end() - before.start())
            yield _group(passage, start, mention.end, before, programmes[0])
    if not passage.says(("inspections", "reviews")):
        return
    for match in _OF_TOPIC.finditer(text):
        found = _longest_topic(passage, match)
        if found:
            end, programme = found
            yield _group(passage, match.start(), end, match, programme)


def _longest_topic(passage: Passage, match: re.Match[str]) -> tuple[int, str] | None:
    """Find the programme whose name is the topic and the word inspections, and where its words end."""
    words = match.string[match.start("topic") :].split()
    for count in range(min(6, len(words)), 0, -1):
        topic = " ".join(words[:count])
        keys = [
            named.key
            for named in passage.register.named(f"{' '.join(folded_words(topic))} inspections")
            if named.key in passage.register.programmes
        ]
        if len(keys) == 1:
            at = match.start("topic") + len(topic.rstrip(",.;:)"))
            where = _WHERE.match(match.string, at)
            return (where.end() if where else at), keys[0]
    return None


def _group(passage: Passage, start: int, end: int, counted: re.Match[str], programme: str) -> Citation:
    number = number_of(counted["number"])
    members = _members(passage, programme)
    foreign = is_anothers(passage, programme, counted["whose"] or "")
    return passage.citation(
        start,
        end,
        CitationKind.GROUP,
        Confidence.POSSIBLE if foreign else Confidence.LIKELY,
        "called another body's" if foreign else f"register holds {len(members)} of {number}",
        work=None if foreign else programme,
        candidates=(programme,) if foreign else [report.key for report in members],
        checks=()
        if foreign
        else (
            *checks_of_standing(passage.register.programmes[programme]),
            *_count_check(passage, number, members, programme),
        ),
    )


def _members(passage: Passage, programme: str) -> list[ReportFacts]:
    """Give the single inspections that can be meant when the letter was written."""
    limit = passage.letter.dated or passage.letter.not_before
    return [
        report
        for report in passage.register.members.get(programme, ())
        if report.kind in _NATIONAL
        and not (limit and report.published_on and report.published_on.first > limit.last)
    ]


def _count_check(
    passage: Passage, number: int, members: Sequence[ReportFacts], programme: str
) -> Iterator[Check]:
    """Call a count wrong only where the register is known to hold all reports of the time."""
    complete, dated = passage.register.programmes[programme].complete, passage.letter.dated
    whole = dated is not None and any(
        stretch.first <= dated.first and dated.last <= stretch.last for stretch in complete
    )
    if whole and number > len(members):
        yield Check(
            CheckCode.COUNT_DIFFERS,
            f"The letter counts {number}; the register, which is complete for that time, holds {len(members)}.",
        )
