"""Titles that are not quite a name of the register: cut short or misquoted, but marked as a title in the letter."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from corresp_tracker.citing.checks import checks_of_report, title_check
from corresp_tracker.citing.editions import disagrees, national
from corresp_tracker.citing.marked import Mark, Marked
from corresp_tracker.citing.numbers import UNITS
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.register import Register
from corresp_tracker.citing.surroundings import NEARLY_ALL, Surroundings, surroundings
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.register_facts import ReportFacts

_QUOTING = frozenset({Mark.QUOTES, Mark.ITALICS})
_RARE = 40
"""Reports that may hold a word for it to be rare: only those that share a rare word are compared."""
_LIKELY = 86
_LIKELY_DATED = 78
_OFFERED_FROM = 74
_OFFERED = 5
_CLEARLY = 5
"""Points by which the best must lead where several are alike."""
_SHORTEST_CUT = 10
_SHORTEST_PART = 5
_LONG_QUOTE = 3
_LONG_CUT = 4


@dataclass(frozen=True, slots=True)
class Alike:
    """A report whose title is nearly what is printed: 100 for words of the title itself, and whether cut short."""

    report: ReportFacts
    score: float
    cut: bool = False


def cite_near_titles(passage: Passage) -> Iterator[Citation]:
    """Give each marked title that is the beginning or a part of one, or nearly one."""
    for marked in passage.marked:
        if _is_named(passage, marked):
            continue
        around = surroundings(passage, marked.start, marked.end)
        if marked.mark is Mark.QUOTES and not (
            around.begins_large and (around.report_word or around.cited or _is_long(passage, marked))
        ):
            continue
        alike = alike_titles(passage.text[marked.start : marked.end], passage.register)
        if (
            alike
            and alike[0].cut
            and not (around.report_word or around.cited or _is_long(passage, marked, _LONG_CUT))
        ):
            continue
        if alike:
            yield _near(passage, marked, around, alike)


def _is_named(passage: Passage, marked: Marked) -> bool:
    """Say whether a name of the register begins the words or fills them."""
    return any(
        mention.start == marked.start
        or (
            mention.end >= marked.end
            and mention.end - mention.start >= NEARLY_ALL * (marked.end - marked.start)
        )
        for mention in passage.mentions
        if marked.start <= mention.start < marked.end
        and any(named.key in passage.register.reports for named in mention.named)
    )


def _is_long(passage: Passage, marked: Marked, words: int = _LONG_QUOTE) -> bool:
    return len(folded_words(passage.text[marked.start : marked.end])) >= words


def _near(passage: Passage, marked: Marked, around: Surroundings, alike: Sequence[Alike]) -> Citation:
    fitting = [each for each in alike if not (around.cited and disagrees(each.report, around.cited))]
    dated = bool(around.cited and fitting and fitting[0].report.published_on)
    ranked = fitting or list(alike)
    one = _one(ranked, dated=dated, capitals=marked.mark is Mark.CAPITALS) if fitting else None
    best = ranked[0]
    certain = one is not None and one.cut and dated
    words = passage.text[marked.start : marked.end]
    return passage.citation(
        around.start,
        around.end,
        CitationKind.REPORT,
        Confidence.CERTAIN if certain else Confidence.LIKELY if one else Confidence.POSSIBLE,
        _reason(best, dated=dated),
        work=one.report.key if one else None,
        candidates=[each.report.key for each in ranked[:_OFFERED]],
        cited_date=around.cited,
        checks=[
            *(title_check(words, best.report) if marked.mark in _QUOTING else ()),
            *(
                checks_of_report(
                    one.report,
                    passage.register,
                    letter=passage.letter,
                    cited=around.cited,
                    whose=around.whose,
                )
                if one
                else ()
            ),
        ],
    )


def _one(ranked: Sequence[Alike], *, dated: bool, capitals: bool) -> Alike | None:
    """Give the report that is meant, where one is clearly nearest and near enough."""
    best = ranked[0]
    near_enough = best.score >= (_LIKELY_DATED if dated and not capitals else _LIKELY)
    leads = len(ranked) == 1 or best.score - ranked[1].score >= _CLEARLY
    return best if near_enough and leads else None


def _reason(best: Alike, *, dated: bool) -> str:
    agrees = ", date agrees" if dated else ""
    if best.cut:
        return f"words of the title {best.report.title}{agrees}"
    return f"the title is nearly that of {best.report.title}{agrees}"


def alike_titles(words: str, register: Register) -> list[Alike]:
    """Give the reports whose title is nearly this, nearest first; the national one of several with one title."""
    folded = folded_words(words)
    if len(folded) < 2:
        return []
    scored = [
        _alike(folded, register.reports[key], register) for key in _sharing_rare_words(folded, register)
    ]
    near = sorted((each for each in scored if each), key=lambda each: -each.score)
    if not near:
        return []
    top = near[0].score
    first = national([each.report for each in near if each.score == top])
    kept = [each for each in near if each.score < top or each.report in first]
    return [each for each in kept if each.score >= _OFFERED_FROM]


def _sharing_rare_words(folded: Sequence[str], register: Register) -> list[str]:
    shared: Counter[str] = Counter()
    for word in dict.fromkeys(folded):
        keys = register.reports_by_word.get(word, ())
        if len(word) > 3 and len(keys) <= _RARE:
            shared.update(keys)
    if not shared:
        for word in dict.fromkeys(folded):
            shared.update(register.reports_by_word.get(word, ())[:_RARE] if len(word) > 3 else ())
    return [key for key, _ in shared.most_common(_RARE)]


def _alike(folded: Sequence[str], report: ReportFacts, register: Register) -> Alike | None:
    """Compare words with a report's names; other numbers are another edition's or another work's."""
    text = " ".join(folded)
    best: Alike | None = None
    for name in register.names_of[report.key]:
        score, cut = _score(text, folded, name.words, is_title=name.is_title)
        if _OFFERED_FROM < score < 100 and _numbers(folded) != _numbers(name.words[: len(folded) + 2]):
            score = _OFFERED_FROM
        if best is None or score > best.score:
            best = Alike(report, score, cut)
    return best


def _numbers(words: Sequence[str]) -> list[str]:
    return [
        str(UNITS.index(word) + 1) if word in UNITS else word
        for word in words
        if word.isdigit() or word in UNITS
    ]


def _score(text: str, folded: Sequence[str], words: Sequence[str], *, is_title: bool) -> tuple[float, bool]:
    if is_title and len(text) >= _SHORTEST_CUT:
        if list(words[: len(folded)]) == list(folded):
            return 100.0, True
        if len(folded) >= _SHORTEST_PART and f" {text} " in f" {' '.join(words)} ":
            return 99.0, True
    as_long = [" ".join(words[: len(folded) + more]) for more in (-1, 0, 1)] if len(folded) > 3 else []
    return max(fuzz.ratio(text, each) for each in (" ".join(words), *as_long)), False
