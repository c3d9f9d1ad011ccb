"""How well citations are found: precision, recall and F1 by way of citing, on the gold set.

    .venv/bin/python benchmarks/citing/accuracy.py [build|opened|second] [--ids ID ...] [--misses] [--keep]

The sets are those of `gold_set.py`; with none named, it is the one that is held out. With --ids, only the letters whose
ids begin so are scored.

A citation of the gold counts as found where one that overlaps it names the right work and is certain or likely; a
letter, where one gives its date; a gap, or a choice that a person must make (`ask`), where it is offered and nothing is
decided. Wrong is everything certain or likely that names another work, or a work where the gold has none. What is of
medium level is counted as wrong where it names another work, and otherwise not at all.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.citing.gold_set import (
    HELD_OUT,
    SETS,
    WAYS,
    GoldCitation,
    GoldLetter,
    gold_letters,
    gold_register,
)
from corresp_tracker.citing.figures import Figure, figure_checks, figures_beside
from corresp_tracker.citing.finder import find_citations
from corresp_tracker.citing.register import Register
from corresp_tracker.values.citation import Citation, CitationKind, Confidence

Said = defaultdict[tuple[str, str, str], list[tuple[str, Figure]]]
"""The figures that letters of a file and office gave beside a work, each with its letter's id."""
FLOORS = Path(__file__).with_name("floors.json")
WORKS = (CitationKind.REPORT, CitationKind.PROGRAMME, CitationKind.GROUP)


@dataclass(slots=True)
class Score:
    """What was found of one way of citing: right, missed and wrong, and the words of what was not right."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    notes: list[str] = field(default_factory=list[str])

    @property
    def precision(self) -> float:
        """Of what was decided, the share that is right; 1 where nothing was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what there is to find, the share that was found; 1 where there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """The scores by way, with the checks apart."""

    ways: defaultdict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    checks: Score = field(default_factory=Score)
    paragraphs: int = 0

    @property
    def works(self) -> Score:
        """All ways of citing a work in the register, together."""
        total = Score()
        for way, score in self.ways.items():
            if way not in ("letter", "body", "gap"):
                total.right += score.right
                total.missed += score.missed
                total.wrong += score.wrong
        return total


def score_of(letters: Sequence[GoldLetter], register: Register) -> Scores:
    """Score the finder on letters."""
    scores = Scores()
    said: Said = defaultdict(list)
    for letter in letters:
        found = find_citations(
            [each.paragraph for each in letter.paragraphs], register, letter=letter.context
        )
        for each, citations in zip(letter.paragraphs, found, strict=True):
            scores.paragraphs += 1
            where = f"{letter.id} {each.paragraph.label}"
            checked = [_with_figures(letter, each.paragraph.text, one, said) for one in citations]
            score_paragraph(where, each.citations, checked, scores)
    return scores


def _with_figures(letter: GoldLetter, text: str, citation: Citation, said: Said) -> Citation:
    """Hold the figures of a letter against those of earlier ones; the log does that for an office's own letters."""
    if not citation.work or not letter.went_out:
        return citation
    before = said[letter.file, letter.context.ours, citation.work]
    earlier = [figure for where, figure in before if where != letter.id]
    figures = figures_beside(text, citation)
    before += [(letter.id, figure) for figure in figures]
    fresh = figure_checks(figures, earlier, said_where="an earlier letter")
    return replace(citation, checks=(*citation.checks, *fresh))


def score_paragraph(
    where: str, gold: Sequence[GoldCitation], found: Sequence[Citation], scores: Scores
) -> None:
    for wanted in gold:
        over = [each for each in found if each.start < wanted.end and wanted.start < each.end]
        if wanted.way != "decoy":
            _score_wanted(where, wanted, over, scores)
        if wanted.targets:
            _score_checks(where, wanted, over, scores)
    for each in found:
        if each.kind in WORKS and each.work and each.confidence is not Confidence.POSSIBLE:
            wrong = _way_if_wrong(each, gold)
            if wrong:
                scores.ways[wrong].wrong += 1
                scores.ways[wrong].notes.append(
                    f"{where}: WRONG {each.words!r} -> {each.work} ({each.reason})"
                )


def _score_wanted(where: str, wanted: GoldCitation, over: Sequence[Citation], scores: Scores) -> None:
    score = scores.ways[wanted.way]
    if wanted.level == "medium":
        return
    if any(_is_right(wanted, each) for each in over):
        score.right += 1
        if wanted.locator and not any(each.locator == wanted.locator for each in over):
            score.notes.append(f"{where}: LOCATOR {wanted.words!r} {[each.locator for each in over]}")
        return
    score.missed += 1
    told = [f"{each.words!r} {each.confidence} {each.work or each.candidates[:3]}" for each in over]
    score.notes.append(
        f"{where}: MISSED {wanted.words!r} {'|'.join(wanted.targets)} {wanted.level}; found {told}"
    )


def _is_right(wanted: GoldCitation, each: Citation) -> bool:
    if wanted.way == "letter":
        date = each.cited_date.iso if each.cited_date else "-"
        return each.kind is CitationKind.LETTER and date == (wanted.targets[0] if wanted.targets else "-")
    decided = each.work is not None and each.confidence is not Confidence.POSSIBLE
    if wanted.way == "gap":
        return each.kind is CitationKind.REPORT and not decided
    if wanted.level == "ask":
        return not decided and bool(set(wanted.targets) & set(each.candidates))
    return decided and each.work in wanted.targets


def _way_if_wrong(each: Citation, gold: Sequence[GoldCitation]) -> str:
    """Give the way to which a wrong link is counted; empty where the link is right."""
    over = [wanted for wanted in gold if each.start < wanted.end and wanted.start < each.end]
    if any(each.work in wanted.targets and wanted.level != "ask" for wanted in over):
        return ""
    return over[0].way if over else "decoy"


def _score_checks(where: str, wanted: GoldCitation, over: Sequence[Citation], scores: Scores) -> None:
    given = {check.code.value for each in over if each.kind is CitationKind.REPORT for check in each.checks}
    for code in wanted.checks | given:
        if code in wanted.checks and code in given:
            scores.checks.right += 1
        elif code in given:
            scores.checks.wrong += 1
            scores.checks.notes.append(f"{where}: FALSE ALARM {wanted.words!r} {code}")
        else:
            scores.checks.missed += 1
            scores.checks.notes.append(f"{where}: CHECK MISSED {wanted.words!r} {code}")


def table(scores: Scores) -> Iterator[str]:
    """Give the scores as the lines of a table in Markdown."""
    yield "| way of citing | right | missed | wrong | precision | recall | F1 |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    rows = [(way, scores.ways[way]) for way in WAYS if way in scores.ways]
    for name, score in [*rows, ("**all works**", scores.works), ("checks", scores.checks)]:
        counts = f"{score.right} | {score.missed} | {score.wrong}"
        yield f"| {name} | {counts} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} |"


def floors_of(scores: Scores) -> dict[str, list[int]]:
    """Give for each way what was right and what was wrong: what a later version may not fall behind."""
    ways = {way: [score.right, score.wrong] for way, score in sorted(scores.ways.items())}
    return {**ways, "checks": [scores.checks.right, scores.checks.wrong]}


def main() -> int:
    """Print the scores of one set, or of some of its letters."""
    options = _options()
    register = gold_register()
    letters = [each for each in gold_letters(options.set, register) if each.id.startswith(tuple(options.ids))]
    if not letters:
        print(f"{options.set}: no letter has an id that begins with {' or '.join(options.ids)}")
        return 1
    scores = score_of(letters, register)
    marks = sum(len(each.citations) for letter in letters for each in letter.paragraphs)
    print(
        f"{options.set}, {SETS[options.set]}: "
        f"{len(letters)} letters, {scores.paragraphs} paragraphs, {marks} marks\n"
    )
    print("\n".join(table(scores)))
    if options.keep:
        kept: dict[str, dict[str, list[int]]] = (
            json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
        )
        kept[options.set] = floors_of(scores)
        FLOORS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    if options.misses:
        print()
        for score in (*scores.ways.values(), scores.checks):
            print("\n".join(score.notes), end="\n" if score.notes else "")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", nargs="?", default=HELD_OUT, choices=list(SETS))
    parser.add_argument(
        "--ids", nargs="+", default=[""], metavar="ID", help="score only letters whose ids begin so"
    )
    parser.add_argument(
        "--keep", action="store_true", help="keep the scores as what no later version may fall behind"
    )
    parser.add_argument("--misses", action="store_true", help="say what is not right, and why")
    options = parser.parse_args()
    if options.keep and options.ids != [""]:
        parser.error("--keep is for a whole set: leave --ids out")
    return options


if __name__ == "__main__":
    sys.exit(main())
