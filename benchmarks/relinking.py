"""How long it takes to see what letters would cite after a change to the register, and to keep it.

    .venv/bin/python benchmarks/relinking.py [--paragraphs 1000000] [--share 0.01] [--whole]

A log in a SQLite file, ten paragraphs a letter, of sentences that cite nothing, from a fixed seed. So large a share of
the paragraphs cites a report that the register does not hold yet, and as large a share one that it holds, with its
link. Then the report is added, and a name is taken from the other. Measured: finding the letters that this concerns,
finding their citations again, and writing the links that change. With --whole, every letter is looked at too, and
beside it the same paragraphs are read in the same pieces, and nothing done with them.
"""

import argparse
import random
import sys
import tempfile
import time
from array import array
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from search_speed import BATCH, PARAGRAPHS, rows_of
from sqlalchemy import insert, select

from corresp_tracker.casework.register import add_work, edit_work, seed_starter_register
from corresp_tracker.casework.register_rows import facts_of_work
from corresp_tracker.casework.relink_scope import Moved, all_letters, letters_concerned, moved_by
from corresp_tracker.casework.relink_survey import LETTERS_AT_ONCE, Survey, keep_moves, survey_letters
from corresp_tracker.model.base import new_uid
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.people import Party
from corresp_tracker.model.search_text import SearchText
from corresp_tracker.model.works import Link, LinkStanding, Work
from corresp_tracker.store.database import NewOffice, Office
from corresp_tracker.values.citation import CitationKind, Confidence
from corresp_tracker.values.register_facts import ReportFacts

T = TypeVar("T")
ADDED = ReportFacts(key="added", title="The Lantern and the Ledger: an example of oversight by night")
HELD = ReportFacts(
    key="held",
    title="The Compass and the Quill: an example of oversight by day",
    other_names=("The quill and compass example",),
)
CITES_ADDED = "I should be glad to hear what followed from ‘The Lantern and the Ledger’ in your own area."
CITES_HELD = "We have looked again at ‘The quill and compass example’ and at what it asked of us."
SENTENCES = (
    "I am grateful for the time that your staff gave to ours when we met in the spring.",
    "Our teams will write to you again once the figures for the quarter have been settled.",
    "It may help to say how the work is divided between the offices that share the building.",
    "Nothing in what you sent us changes the view that we put to you at the time.",
    "The people whom we spoke to told us that the telephone is answered sooner than it was.",
    "I have asked a colleague to see that the papers reach you before the end of the week.",
    "There are good reasons for waiting, and I should like to set out three of them here.",
    "We would not want to promise more than we can keep, and so I say this with some care.",
    "You asked who answers for the budget, and the answer is that each office does for its own.",
    "The room that we used has since been given to another team, which is why it was closed.",
)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--paragraphs", type=int, default=1_000_000)
    parser.add_argument("--share", type=float, default=0.01)
    parser.add_argument("--whole", action="store_true", help="look at every letter as well")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        office = Office.create(Path(folder) / "office.corresp", by="Benchmark", profile=NewOffice())
        try:
            _, seconds = timed(lambda: fill(office, options.paragraphs // PARAGRAPHS, options.share))
            print(
                f"{options.paragraphs:,} paragraphs in {options.paragraphs // PARAGRAPHS:,} letters ", end=""
            )
            print(f"(made in {seconds:.0f} s)")
            change(office)
            if options.whole:
                whole(office)
        finally:
            office.close()
    return 0


def fill(office: Office, letters: int, share: float) -> None:
    with office.writing("Register") as session:
        seed_starter_register(session)
        held = add_work(session, HELD)
    chance = random.Random(20261127)
    rows: dict[Any, list[dict[str, Any]]] = {}
    with office.copying() as connection:
        for letter in range(1, letters + 1):
            day = date(2008, 1, 1) + timedelta(days=letter * 6500 // letters)
            texts = [paragraph(chance, share) for _ in range(PARAGRAPHS)]
            for table, row in (*rows_of(letter, day, texts), *links_of(letter, texts, held)):
                rows.setdefault(table, []).append(row)
            if letter % BATCH == 0 or letter == letters:
                for table in (Case, Letter, Party, Paragraph, SearchText, Link):
                    if rows.get(table):
                        connection.execute(insert(table), rows[table])
                rows.clear()


def paragraph(chance: random.Random, share: float) -> str:
    sentences = chance.sample(SENTENCES, k=4)
    drawn = chance.random()
    if drawn < 2 * share:
        sentences[2] = CITES_ADDED if drawn < share else CITES_HELD
    return " ".join(sentences)


def links_of(letter: int, texts: list[str], held: int) -> list[tuple[Any, dict[str, Any]]]:
    words = f"‘{HELD.other_names[0]}’"
    return [
        (
            Link,
            {
                "uid": new_uid(),
                "paragraph_id": letter * PARAGRAPHS + place,
                "start": text.index(words),
                "end": text.index(words) + len(words),
                "words": words,
                "kind": CitationKind.REPORT,
                "standing": LinkStanding.PROPOSED,
                "confidence": Confidence.CERTAIN,
                "work_id": held,
                "checks": [],
                "version": 1,
            },
        )
        for place, text in enumerate(texts)
        if words in text
    ]


def change(office: Office) -> None:
    """Add the one report, rename the other, look at what that concerns, and keep it."""
    with office.writing("Added a report, and took a name away") as session:
        moved = moved_by(session, lambda: _two_changes(session))[1]
    letters, scope = timed(lambda: concerned(office, moved))
    survey, looked = timed(lambda: survey_letters(office.reading, letters, _no_progress))
    with office.writing("Kept the links") as session:
        left, kept = timed(lambda: keep_moves(session, survey.letters))
    print(f"  letters that it concerns     {scope:7.1f} s   {len(letters):,} letters")
    print(f"  their citations found again  {looked:7.1f} s   {per_second(letters, looked):,.0f} paragraphs/s")
    print(f"  links that change written    {kept:7.1f} s   {said(survey)}; {len(left)} letters moved on")
    print(f"  in all                       {scope + looked + kept:7.1f} s")


def _two_changes(session: Any) -> None:
    add_work(session, ADDED)
    work = session.scalars(select(Work).where(Work.key == HELD.key)).one()
    facts = facts_of_work(session, work.id)
    assert isinstance(facts, ReportFacts)
    edit_work(session, work.id, ReportFacts(key=facts.key, title=facts.title), version=work.version)


def whole(office: Office) -> None:
    """Look at every letter; beside it, the same paragraphs read in the same pieces and nothing done with them."""
    with office.reading() as session:
        letters = all_letters(session)
    survey, looked = timed(lambda: survey_letters(office.reading, letters, _no_progress))
    _, bare = timed(lambda: read_bare(office, letters))
    print(
        f"  every letter looked at       {looked:7.1f} s   {per_second(letters, looked):,.0f} paragraphs/s",
        end="",
    )
    print(f", {said(survey)}; bare reading {bare:.1f} s ({looked / bare:.1f}x)")


def read_bare(office: Office, letters: "array[int]") -> int:
    read = 0
    for first in range(0, len(letters), LETTERS_AT_ONCE):
        some = list(letters[first : first + LETTERS_AT_ONCE])
        with office.reading() as session:
            asked = select(Paragraph).where(Paragraph.letter_id.in_(some)).order_by(Paragraph.position)
            read += len(session.scalars(asked).all())
    return read


def concerned(office: Office, moved: Moved) -> "array[int]":
    with office.reading() as session:
        return letters_concerned(session, moved)


def said(survey: Survey) -> str:
    counts = ", ".join(f"{number:,} {change.value}" for change, number in survey.counts().items() if number)
    return counts or "no link changes"


def per_second(letters: "array[int]", seconds: float) -> float:
    return len(letters) * PARAGRAPHS / seconds


def timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    made = work()
    return made, time.perf_counter() - start


def _no_progress(_: int, __: int) -> None:
    pass


if __name__ == "__main__":
    sys.exit(main())
