"""How long finding the citations of a letter takes, beside bare Aho-Corasick on the same text in the same run.

    .venv/bin/python benchmarks/citing_speed.py [--works 258 5000 20000] [--rounds 9]

The letter is the longest of the example office, repeated to 20 paragraphs. The register is the starter register,
filled up with titles made of its own words, from a fixed seed. The peer is pyahocorasick alone: the same names, every
match counted, once on words that were folded before the clock starts and once with our folding on the clock. Ours, in
one row, folds, matches, and finds the places in the source of what is whole; in the other it also checks dates,
describes, and makes the citations. Medians; a ratio of 2 means twice the time of the peer that folds as well.
"""

import argparse
import random
import statistics
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.finder import find_citations
from corresp_tracker.citing.register import Register, compile_register
from corresp_tracker.citing.register_csv import starter_register
from corresp_tracker.paths import resource
from corresp_tracker.values.folding import fold, folded_text
from corresp_tracker.values.letter_text import LetterParagraph
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import RegisterFacts

PARAGRAPHS = 20
LETTER = LetterContext(dated=PartialDate.parse("2026-11-24"), ours="org-hmicfrs")


def paragraphs() -> tuple[LetterParagraph, ...]:
    told = tomllib.loads(resource("example", "example.toml").read_text(encoding="utf-8"))
    texts = [text for letter in told["letter"] for text in letter.get("paragraphs", ())]
    longest = sorted(texts, key=len, reverse=True)[:PARAGRAPHS]
    return tuple(LetterParagraph(str(number), 0, text) for number, text in enumerate(longest, start=1))


def filled_up(facts: RegisterFacts, works: int) -> RegisterFacts:
    """Add invented reports until there are so many works."""
    drawn = random.Random(7)
    words = sorted({word for report in facts.reports for word in report.title.split()})
    model = facts.reports[0]
    more = [
        replace(
            model,
            key=f"made-{number}",
            title=" ".join(drawn.choices(words, k=drawn.randint(4, 12))),
            short_title="",
            other_names=(),
            cue_names=frozenset(),
            programme="",
        )
        for number in range(works - len(facts.reports) - len(facts.programmes))
    ]
    return replace(facts, reports=(*facts.reports, *more))


def median(work: Callable[[], object], rounds: int) -> float:
    """Give the milliseconds of a round, the first one left out."""
    taken: list[float] = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[1:])


def bare(automaton: Any, folded: list[str]) -> int:
    return sum(1 for words in folded for _ in automaton.iter(words))


def folded_and_bare(automaton: Any, texts: list[str]) -> int:
    return sum(1 for text in texts for _ in automaton.iter(folded_text(text)))


def matched(register: Register, texts: list[str]) -> int:
    return sum(1 for text in texts for _ in register.mentions(text))


def show(
    works: int, letter: tuple[LetterParagraph, ...], texts: list[str], folded: list[str], rounds: int
) -> None:
    register = compile_register(filled_up(starter_register(), works))
    peer = median(lambda: bare(register.names, folded), rounds)
    with_folding = median(lambda: folded_and_bare(register.names, texts), rounds)
    matching = median(lambda: matched(register, texts), rounds)
    whole = median(lambda: find_citations(letter, register, letter=LETTER), rounds)
    found = sum(len(each) for each in find_citations(letter, register, letter=LETTER))
    print(f"{works:>6} works   bare Aho-Corasick {peer:7.2f} ms")
    print(f"               it, folding first {with_folding:7.2f} ms")
    print(f"               fold and match    {matching:7.2f} ms  {matching / with_folding:6.1f}x")
    print(f"               all citations     {whole:7.2f} ms  {whole / with_folding:6.1f}x   ({found} found)")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--works", type=int, nargs="+", default=[258, 5_000, 20_000])
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    letter = paragraphs()
    texts = [paragraph.text for paragraph in letter]
    folded = [fold(text).text for text in texts]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(letter)} paragraphs, {words} words")
    for works in options.works:
        show(works, letter, texts, folded, options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
