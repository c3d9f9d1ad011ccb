"""Reports that a paragraph names by a name of theirs: title, title without subtitle, short title, other names."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from corresp_tracker.citing.checks import checks_of_report, title_check
from corresp_tracker.citing.editions import (
    Said,
    Time,
    disagrees,
    national,
    of_date,
    of_edition,
    said_after,
    said_before,
)
from corresp_tracker.citing.names import without_brackets
from corresp_tracker.citing.near_titles import alike_titles
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.phrases import is_phrase
from corresp_tracker.citing.register import Mention, Named
from corresp_tracker.citing.surroundings import Surroundings, surroundings
from corresp_tracker.values.citation import Check, Citation, CitationKind, Confidence
from corresp_tracker.values.folding import fold, folded_words
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

_REPORT_NOUNS = frozenset({"report", "thematic", "review"})
_PARTED = re.compile(r"[:?–]|\d")
_LOOK_AHEAD = 60
_ANOTHER_WORK = 45
"""Likeness, of 100, of marked words to the title under which they may still be a cut or changed form of it."""


def cite_titles(passage: Passage) -> Iterator[Citation]:
    """Give each report that is named; words that are no title here, and works that they cannot mean, are left out."""
    for mention in passage.mentions:
        reports = [
            passage.register.reports[named.key]
            for named in mention.named
            if named.key in passage.register.reports
        ]
        if reports and not any(named.key in passage.register.programmes for named in mention.named):
            end = _with_rest_of_title(passage, mention, reports)
            around = surroundings(passage, mention.start, end)
            words = passage.text[mention.start : mention.end]
            meant = {named.key for named in mention.named if may_mean(named, words, around)}
            reports = [report for report in reports if report.key in meant]
            if reports:
                yield _report(passage, mention, around, reports)


def may_mean(named: Named, words: str, around: Surroundings) -> bool:
    """Say whether words can be this name here: an abbreviation in its capitals, ordinary words beside a cue."""
    if named.name.exact and words not in (named.name.words, named.name.words.upper()):
        return False
    if named.name.is_proper and words[1:].islower():
        return False
    return around.has_cue or not named.name.needs_cue


def _with_rest_of_title(passage: Passage, mention: Mention, reports: Sequence[ReportFacts]) -> int:
    """Give where the title ends of which the mention is the beginning: subtitles that follow, as far as they do."""
    text = passage.text
    titles = {passage.register.names_of[report.key][0].words for report in reports}
    ends = [mention.end]
    following = fold(text[mention.end : mention.end + 240])
    words = following.text.split()
    begun = tuple(folded_words(text[mention.start : mention.end]))
    for title in titles:
        rest = title[len(begun) :]
        if title[: len(begun)] != begun:
            continue
        same = 0
        while same < min(len(rest), len(words)) and rest[same] == words[same]:
            same += 1
        if same > 1 or (same and same == len(rest)):
            ends.append(mention.end + following.spans[same - 1][1])
    return max(ends)


def _report(
    passage: Passage, mention: Mention, around: Surroundings, reports: Sequence[ReportFacts]
) -> Citation:
    words = passage.text[mention.start : mention.end]
    said = said_before(passage.text, around.start)
    cited = around.cited or _year_of(said)
    after = said_after(passage.text, mention.end) if len(reports) > 1 else None
    best = _best(passage, reports, around, after or said)
    one = best[0] if len(best) == 1 else None
    confidence, reason = _how_sure(one, cited, words=words)
    if one and not around.tells_a_work and is_phrase(passage.text, mention.start, mention.end):
        confidence, reason, one = (
            Confidence.POSSIBLE,
            "its words, but spoken, or the name of something else",
            None,
        )
    if one and not _is_marked(
        words if words[0].islower() else words + passage.text[mention.end : mention.end + 1],
        around,
        begins_sentence=_begins_sentence(passage.text, mention.start),
    ):
        confidence, reason, one = Confidence.POSSIBLE, "its words, but nothing marks them as a title", None
    others: list[ReportFacts] = []
    if one and list(_title_check(passage, around, one)):
        others = _nearer(passage, around, one)
        if others or _names_another(passage, around, one):
            confidence, reason, one = Confidence.POSSIBLE, "its title is only a part of these words", None
    if one and around.cited and disagrees(one, around.cited) and list(_title_check(passage, around, one)):
        confidence, reason, one = Confidence.POSSIBLE, "neither the title nor the date is quite its own", None
    start = said.start if one and said and len(reports) > 1 else around.start
    return passage.citation(
        start,
        max(around.end, after.end) if one and after else around.end,
        CitationKind.REPORT,
        confidence,
        reason if len(best) == 1 else f"{len(best)} reports have this title",
        work=one.key if one else None,
        candidates=list(dict.fromkeys(report.key for report in (*others, *best))),
        cited_date=cited,
        checks=_checks(passage, around, one, cited) if one else (),
    )


def _year_of(said: Said | None) -> PartialDate | None:
    return PartialDate.parse(said.year[:4]) if said and said.year else None


def _checks(
    passage: Passage, around: Surroundings, report: ReportFacts, cited: PartialDate | None
) -> Iterator[Check]:
    yield from checks_of_report(
        report, passage.register, letter=passage.letter, cited=cited, whose=around.whose
    )
    yield from _title_check(passage, around, report)


def _title_check(passage: Passage, around: Surroundings, report: ReportFacts) -> Iterator[Check]:
    if around.quoted or around.italic:
        yield from title_check(passage.text[around.title_start : around.title_end], report)


def _nearer(passage: Passage, around: Surroundings, report: ReportFacts) -> list[ReportFacts]:
    """Give the other reports whose titles are nearer to the marked words than the one that they begin with."""
    alike = alike_titles(passage.text[around.title_start : around.title_end], passage.register)
    own = max((each.score for each in alike if each.report is report), default=0.0)
    return [each.report for each in alike if each.report is not report and each.score > own]


def _names_another(passage: Passage, around: Surroundings, report: ReportFacts) -> bool:
    """Say whether the words that are marked as a title are another's, which only holds this one's name."""
    if not (around.quoted or around.italic):
        return False
    marked = " ".join(folded_words(passage.text[around.title_start : around.title_end]))
    names = [" ".join(name.words) for name in passage.register.names_of[report.key]]
    return (
        max(fuzz.partial_ratio(marked, name) for name in names if len(name) >= len(marked) // 3)
        < _ANOTHER_WORK
    )


def _is_marked(words: str, around: Surroundings, *, begins_sentence: bool) -> bool:
    """Say whether words are shown to be a title, by what stands around them or by their own capitals."""
    if around.has_cue or folded_words(words)[-1] in _REPORT_NOUNS or _PARTED.search(words):
        return True
    return not words[0].islower() and not begins_sentence


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in ".!?:;"


def _best(
    passage: Passage, reports: Sequence[ReportFacts], around: Surroundings, said: Said | None
) -> list[ReportFacts]:
    """Choose among works of one title: that of the one place named, else the national one, then those of the date."""
    if len(reports) == 1:
        return list(reports)
    words = folded_words(passage.text[around.title_start : around.title_end])
    whole = [report for report in reports if _is_whole_title(words, report)]
    if len(whole) == 1:
        return whole
    after = passage.text[around.title_end : around.end + _LOOK_AHEAD]
    placed = [
        report for report in reports if report.place and re.search(rf"\b{re.escape(report.place)}\b", after)
    ]
    left = placed if len(placed) == 1 else national(reports)
    if said and len(left) > 1:
        left = of_edition(left, said, passage.letter) or left
    if around.cited and len(left) > 1:
        left = of_date(left, around.cited) or left
    if len(left) > 1 and said and said.time is Time.LATEST:
        left = of_edition(left, said, passage.letter) or left
    return left


def _is_whole_title(words: list[str], report: ReportFacts) -> bool:
    """Say whether words are all of a title, but for what its title page adds in brackets."""
    return words == folded_words(without_brackets(report.title))


def _how_sure(report: ReportFacts | None, cited: PartialDate | None, *, words: str) -> tuple[Confidence, str]:
    if report is None:
        return Confidence.POSSIBLE, ""
    full = folded_words(words) == folded_words(report.title)
    title = "title in full" if full else "a name of it"
    if cited and disagrees(report, cited):
        return Confidence.LIKELY, f"{title}, but the date differs"
    if cited and report.published_on:
        return Confidence.CERTAIN, f"{title}, date agrees"
    return Confidence.CERTAIN, title
