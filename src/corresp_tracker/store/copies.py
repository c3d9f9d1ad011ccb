"""Copying a whole log: page by page from file to file, or row by row between databases of two kinds."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, insert, select, text, update

Progress = Callable[[int, int], None]
_PAGES_A_STEP = 2_000
_ROWS_A_STEP = 500


def copy_file(source: Path, target: Path, *, progress: Progress | None = None) -> None:
    """Copy a log's file page by page while it is in use; the copy is one file, with no journal beside it."""

    def step(_: int, left: int, total: int) -> None:
        if progress:
            progress(total - left, total)

    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new, pages=_PAGES_A_STEP, progress=step)
        new.execute("PRAGMA journal_mode=delete")


def copy_tables(
    source: Connection, target: Connection, metadata: MetaData, *, progress: Progress | None = None
) -> None:
    """Copy every row of every table into an office that was just made and holds nothing."""
    tables = metadata.sorted_tables
    total = sum(source.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
    done = 0
    for table in tables:
        later = _columns_that_point_back(table)
        for rows in _rows(source, table):
            target.execute(insert(table), [{**row, **dict.fromkeys(later)} for row in rows])
            done += len(rows)
            if progress:
                progress(done, total)
    _set_columns_that_point_back(source, target, tables)
    if target.dialect.name == "postgresql":
        _go_on_counting(target, tables)


def _columns_that_point_back(table: Table) -> list[str]:
    """Name the columns that may point at a row of their own table which comes later, and so are set afterwards."""
    if table.name == "change":
        return []
    return [
        column.name for column in table.c if any(key.column.table is table for key in column.foreign_keys)
    ]


def _set_columns_that_point_back(source: Connection, target: Connection, tables: Sequence[Table]) -> None:
    for table in tables:
        for name in _columns_that_point_back(table):
            column = table.c[name]
            for row_id, value in source.execute(select(table.c.id, column).where(column.is_not(None))):
                target.execute(update(table).where(table.c.id == row_id).values({name: value}))


def _rows(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    last = None
    while True:
        statement = select(table).order_by(table.c.id).limit(_ROWS_A_STEP)
        if last is not None:
            statement = statement.where(table.c.id > last)
        rows = [dict(row) for row in source.execute(statement).mappings()]
        if not rows:
            return
        last = rows[-1]["id"]
        yield rows


def _go_on_counting(target: Connection, tables: Sequence[Table]) -> None:
    """Let new rows be numbered after those that were copied."""
    for table in tables:
        sequence = target.scalar(
            text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": f'"{table.name}"'}
        )
        if sequence:
            highest = target.scalar(select(func.max(table.c.id)))
            target.execute(text("SELECT setval(:name, :last, :used)"), _counter(sequence, highest))


def _counter(sequence: str, highest: int | None) -> dict[str, Any]:
    return {"name": sequence, "last": highest or 1, "used": highest is not None}
