"""Finding works in the gold set by others' means, beside ours, in one run: how well, and how long.

    .venv/bin/python benchmarks/citing/peers.py [build|opened|second] [--rounds 3]

The peers know the same names as we do: bare Aho-Corasick over the names in small letters, spaCy's PhraseMatcher (where
spaCy is installed; it is not among what the project needs), and rapidfuzz, which compares each paragraph with every
name and takes those that stand in it at 92 of 100 or more. A peer that finds one name of several works takes the first.
All are scored as we are: only works of the register, certain or likely.
"""

import argparse
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import ahocorasick
from rapidfuzz import fuzz

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.citing.accuracy import Scores, score_of, score_paragraph
from benchmarks.citing.gold_set import HELD_OUT, SETS, GoldLetter, gold_letters, gold_register
from corresp_tracker.citing.names import names_of_programme, names_of_report
from corresp_tracker.citing.register import Register
from corresp_tracker.values.citation import Citation, CitationKind, Confidence

Find = Callable[[str], Iterator[tuple[int, int, str]]]
_ALIKE = 92
_LONG_ENOUGH = 8


def names_of(register: Register) -> dict[str, str]:
    """Give the key of a work by each of its names in small letters; the first where several share one."""
    names: dict[str, str] = {}
    for programme in register.programmes.values():
        for name in names_of_programme(programme):
            names.setdefault(name.words.lower(), programme.key)
    for report in register.reports.values():
        for name in names_of_report(report):
            names.setdefault(name.words.lower(), report.key)
    return names


def bare(names: dict[str, str]) -> Find:
    automaton: Any = ahocorasick.Automaton()
    for words, key in names.items():
        automaton.add_word(words, (len(words), key))
    automaton.make_automaton()

    def find(text: str) -> Iterator[tuple[int, int, str]]:
        lower = text.lower()
        for last, (length, key) in automaton.iter(lower):
            start = last - length + 1
            if not (lower[start - 1 : start].isalnum() or lower[last + 1 : last + 2].isalnum()):
                yield start, last + 1, key

    return find


def phrases(names: dict[str, str]) -> Find | None:
    if find_spec("spacy") is None:
        return None
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    for words, key in names.items():
        matcher.add(key, [language.make_doc(words)])

    def find(text: str) -> Iterator[tuple[int, int, str]]:
        document = language.make_doc(text)
        for match, start, end in matcher(document):
            span = document[start:end]
            yield span.start_char, span.end_char, language.vocab.strings[match]

    return find


def fuzzy(names: dict[str, str]) -> Find:
    long = [(words, key) for words, key in names.items() if len(words) >= _LONG_ENOUGH]

    def find(text: str) -> Iterator[tuple[int, int, str]]:
        lower = text.lower()
        for words, key in long:
            if len(words) <= len(lower):
                found = fuzz.partial_ratio_alignment(words, lower, score_cutoff=_ALIKE)
                if found:
                    yield found.dest_start, found.dest_end, key

    return find


def citations_of(find: Find, register: Register, text: str) -> list[Citation]:
    """Give what a peer finds, the longest of what lies over one another."""
    kept: list[Citation] = []
    for start, end, key in sorted(find(text), key=lambda each: each[0] - each[1]):
        if all(end <= other.start or other.end <= start for other in kept):
            kept.append(
                Citation(
                    start=start,
                    end=end,
                    words=text[start:end],
                    kind=CitationKind.PROGRAMME if key in register.programmes else CitationKind.REPORT,
                    confidence=Confidence.CERTAIN,
                    reason="",
                    work=key,
                    candidates=(key,),
                )
            )
    return kept


def scored(find: Find, letters: Sequence[GoldLetter], register: Register) -> Scores:
    scores = Scores(defaultdict(lambda: type(Scores().works)()))
    for letter in letters:
        for each in letter.paragraphs:
            found = citations_of(find, register, each.paragraph.text)
            score_paragraph(letter.id, each.citations, found, scores)
    return scores


def timed(work: Callable[[], object], rounds: int) -> float:
    taken: list[float] = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", nargs="?", default=HELD_OUT, choices=list(SETS))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    register = gold_register()
    letters = gold_letters(options.set, register)
    texts = [each.paragraph.text for letter in letters for each in letter.paragraphs]
    names = names_of(register)
    rows: list[tuple[str, Scores, float]] = [
        ("ours", score_of(letters, register), timed(lambda: score_of(letters, register), options.rounds))
    ]
    for name, find in (
        ("bare Aho-Corasick", bare(names)),
        ("spaCy PhraseMatcher", phrases(names)),
        ("rapidfuzz", fuzzy(names)),
    ):
        if find is None:
            print("spaCy is not installed: its row is left out")
            continue
        took = timed(lambda find=find: [list(find(text)) for text in texts], options.rounds)
        rows.append((name, scored(find, letters, register), took))
    print(f"{options.set}: {len(texts)} paragraphs, {len(names)} names\n")
    print("| | precision | recall | F1 | paragraphs a second |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, scores, took in rows:
        works = scores.works
        print(
            f"| {name} | {works.precision:.3f} | {works.recall:.3f} | {works.f1:.3f} | {len(texts) / took:,.0f} |"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
