"""How long the queue of doubtful citations takes to come up, and what settles many places at once, in a large log.

    .venv/bin/python benchmarks/reviewing.py [--paragraphs 1000000] [--share 0.02]

The log of `relinking.py`, with so large a share of its paragraphs citing a report in words that only may mean it: a
link that asks, with one candidate. Measured: all ids of the queue with its first 200 rows, the count of the rail, the
places with the same words as one link, what was said before that is most like a paragraph, and where a report is named
and not linked. Beside the queue, as a peer, all ids of letters with 200 of their rows, which every list of letters asks.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import relinking
from relinking import CITES_HELD, HELD, PARAGRAPHS, fill, timed
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from corresp_tracker.casework.mentions import alike, unlinked_mentions
from corresp_tracker.casework.said_before import said_before
from corresp_tracker.model.base import new_uid
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.works import Candidate, Link, Work
from corresp_tracker.store.database import NewOffice, Office
from corresp_tracker.store.lists import letter_ids, letter_rows, review_count, review_ids, review_rows
from corresp_tracker.values.citation import Confidence

ROUNDS = 5


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--paragraphs", type=int, default=1_000_000)
    parser.add_argument("--share", type=float, default=0.02)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        office = Office.create(Path(folder) / "office.corresp", by="Benchmark", profile=NewOffice())
        try:
            fill(office, options.paragraphs // PARAGRAPHS, options.share)
            link_id, work_id = make_doubtful(office)
            print(
                f"{options.paragraphs:,} paragraphs in {options.paragraphs // PARAGRAPHS:,} letters; medians, ms"
            )
            for name, task in (
                ("queue: all ids, first rows", queue),
                ("peer: ids of letters, first rows", letters),
                ("count of the rail", review_count),
                ("places with the same words", lambda session: alike(session, link_id, work_id=work_id)),
                ("named and not linked", lambda session: unlinked_mentions(session, work_id)),
                ("said before", lambda session: said_before(session, CITES_HELD, works=["held"])),
            ):
                print(f"  {name:34} {milliseconds(office, task):9.1f}")
        finally:
            office.close()
    return 0


def make_doubtful(office: Office) -> tuple[int, int]:
    """Let half the links ask, take the other half out, and say of half the letters that they were sent."""
    with office.copying() as connection:
        work_id = connection.execute(select(Work.id).where(Work.key == HELD.key)).scalar_one()
        ids = list(connection.execute(select(Link.id).order_by(Link.id)).scalars())
        kept = ids[::2]
        connection.execute(Link.__table__.delete().where(Link.id % 2 == (kept[0] + 1) % 2))
        connection.execute(update(Link).values(work_id=None, confidence=Confidence.POSSIBLE))
        held = list(connection.execute(select(Link.id)).scalars())
        connection.execute(
            insert(Candidate),
            [{"uid": new_uid(), "link_id": each, "work_id": work_id, "rank": 0} for each in held],
        )
        sent = update(Letter).where(Letter.id % 2 == 0)
        connection.execute(sent.values(direction="out", dispatched=relinking.date(2016, 1, 1)))
    print(f"  {len(held):,} links ask")
    return held[0], work_id


def queue(session: Session) -> None:
    review_rows(session, review_ids(session)[:200])


def letters(session: Session) -> None:
    letter_rows(session, letter_ids(session)[:200])


def milliseconds(office: Office, task: Callable[[Session], object]) -> float:
    times: list[float] = []
    for _ in range(ROUNDS):
        with office.reading() as session:
            times.append(timed(lambda session=session: task(session))[1] * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
