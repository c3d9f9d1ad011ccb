"""How long a search takes, beside raw FTS5 on the same folded words in the same run.

    .venv/bin/python benchmarks/search_speed.py [--letters 1000 100000] [--rounds 7]

Ten paragraphs a letter, of words drawn as language draws them (few common, many rare), from a fixed seed.
The peer asks the same MATCH of an FTS5 table of its own that holds nothing but the words, newest first, 200
rows. Ours also leaves drafts out, fetches the letters and marks the words. Medians; a ratio of 2 means twice the
peer's time. The full count that a search shows (up to 1,000) is part of ours and not of the peer's.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from corresp_tracker.model.base import new_uid
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.model.search_text import SearchText, search_id
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import WorklistGroup, case_ids, case_rows, letter_ids, letter_rows
from corresp_tracker.store.query import parse_query
from corresp_tracker.store.search import search
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate

PARAGRAPHS = 10
WORDS_EACH = 45
VOCABULARY = 20_000
BATCH = 500
QUERIES = {
    "common word": ("w3", '"w3"'),
    "two words": ("w40 w90", '"w40" AND "w90"'),
    "rare word": ("w9001", '"w9001"'),
    "phrase": ('"w5 w7"', '"w5 w7"'),
    "prefix": ("w123*", '"w123"*'),
    "from a person": ("w40 from:correspondent7", '"w40"'),
    "in a year": ("w40 dated:2012", '"w40"'),
}


def make_letters(number: int) -> Iterator[tuple[int, date, list[str]]]:
    chance = random.Random(20261123)
    ranks = range(1, VOCABULARY + 1)
    weights = [1 / rank for rank in ranks]
    names = [f"w{rank}" for rank in ranks]
    for letter in range(1, number + 1):
        day = date(2008, 1, 1) + timedelta(days=letter * 6500 // number)
        words = chance.choices(names, weights, k=PARAGRAPHS * WORDS_EACH)
        texts = [" ".join(words[at : at + WORDS_EACH]) for at in range(0, len(words), WORDS_EACH)]
        yield letter, day, texts


def fill(office: Office, raw: sqlite3.Connection, number: int) -> None:
    raw.execute("CREATE VIRTUAL TABLE raw USING fts5(folded, tokenize='ascii')")
    rows: dict[Any, list[dict[str, Any]]] = {}
    with office.copying() as connection:
        for letter, day, texts in make_letters(number):
            for table, row in rows_of(letter, day, texts):
                rows.setdefault(table, []).append(row)
            if letter % BATCH == 0 or letter == number:
                for table in (Case, Letter, Party, Paragraph, SearchText):
                    connection.execute(insert(table), rows[table])
                raw.executemany(
                    "INSERT INTO raw(rowid, folded) VALUES (?, ?)",
                    [(row["id"], row["folded"]) for row in rows[SearchText]],
                )
                rows.clear()
    raw.commit()


def rows_of(letter: int, day: date, texts: list[str]) -> Iterator[tuple[Any, dict[str, Any]]]:
    subject = f"Subject {letter}"
    due = day + timedelta(days=28)
    yield (
        Case,
        {
            "id": letter,
            "uid": new_uid(),
            "reference": f"INS/{letter}",
            "subject": subject,
            "due": due,
            "version": 1,
        },
    )
    yield (
        Letter,
        {
            "id": letter,
            "uid": new_uid(),
            "case_id": letter,
            "direction": Direction.IN,
            "dated": PartialDate.of_day(day),
            "received": day,
            "subject": subject,
            "folded_subject": subject.lower(),
            "enclosures": [],
            "version": 1,
        },
    )
    name = f"Correspondent{letter % 500}"
    yield (
        Party,
        {
            "uid": new_uid(),
            "letter_id": letter,
            "role": PartyRole.SENDER,
            "name": name,
            "folded": f" {name.lower()} ",
        },
    )
    for place, text in enumerate(texts):
        paragraph = letter * PARAGRAPHS + place
        yield (
            Paragraph,
            {
                "id": paragraph,
                "uid": new_uid(),
                "letter_id": letter,
                "position": place,
                "label": str(place + 1),
                "text": text,
                "italics": [],
                "version": 1,
            },
        )
        yield (
            SearchText,
            {
                "id": search_id(day, paragraph),
                "uid": new_uid(),
                "paragraph_id": paragraph,
                "letter_id": letter,
                "folded": " ".join(folded_words(text)),
            },
        )


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    times: list[float] = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[1:])


def measure(number: int, rounds: int, folder: Path) -> None:
    office = Office.create(folder / f"{number}.corresp", by="Benchmark")
    raw = sqlite3.connect(folder / f"{number}.raw")
    fill(office, raw, number)
    print(f"\n{number:,} letters, {number * PARAGRAPHS:,} paragraphs")
    print(f"{'query':<16}{'search, ms':>12}{'raw FTS5, ms':>14}{'ratio':>8}{'found':>8}")
    for name, (typed, match) in QUERIES.items():
        query = parse_query(typed)

        def ours() -> int:
            with office.reading() as session:
                return search(session, query).total  # noqa: B023  called within this turn of the loop

        def peer() -> list[Any]:
            asked = "SELECT rowid, folded FROM raw WHERE raw MATCH ? ORDER BY rowid LIMIT 200"
            return raw.execute(asked, (match,)).fetchall()  # noqa: B023  called within this turn of the loop

        mine, theirs = milliseconds(ours, rounds), milliseconds(peer, rounds)
        print(f"{name:<16}{mine:>12.1f}{theirs:>14.2f}{mine / theirs:>8.1f}{ours():>8}")
    measure_lists(office, rounds)
    raw.close()
    office.close()


def measure_lists(office: Office, rounds: int) -> None:
    def letters() -> object:
        with office.reading() as session:
            return letter_rows(session, letter_ids(session)[:200])

    def cases() -> object:
        with office.reading() as session:
            ids = case_ids(session, group=WorklistGroup.ALL_OPEN, today=date(2026, 11, 23), me="")
            return case_rows(session, ids[:200], today=date(2026, 11, 23))

    print(f"{'letters, first 200 rows':<28}{milliseconds(letters, rounds):>8.1f} ms")
    print(f"{'worklist, first 200 rows':<28}{milliseconds(cases, rounds):>8.1f} ms")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--letters", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for number in options.letters:
            measure(number, options.rounds, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
