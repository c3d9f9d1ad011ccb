"""Backups: the whole office as one SQLite file, made while it is in use, read again and checked."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text, update

from corresp_tracker.errors import LogUnavailable, OutputError
from corresp_tracker.model.base import Record
from corresp_tracker.store.database import Office, is_database
from corresp_tracker.store.history import verify_history

Progress = Callable[[int, int], None]
_PAGES_A_STEP = 2_000
_ROWS_A_STEP = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """A backup that was made and checked: where, its size in bytes, and how many letters are in it."""

    path: Path
    size: int
    letters: int


def back_up(office: Office, to: Path, *, progress: Progress | None = None) -> BackupReport:
    """Copy the office into one file and check the copy; `progress` gets what is done and what there is in all.

    Nothing takes the place of an older file of that name until the copy is found sound. Raises OutputError.
    """
    part = to.with_name(f"{to.name}.part")
    try:
        part.unlink(missing_ok=True)
        if office.is_shared:
            _copy_tables_out(office, part, progress)
        else:
            _copy_file(Path(office.address), part, progress)
        letters = check_backup(part)
        part.replace(to)
    except (OSError, sqlite3.Error) as problem:
        raise OutputError(f"The backup was not made ({problem}). Choose another folder.") from problem
    finally:
        part.unlink(missing_ok=True)
    return BackupReport(path=to, size=to.stat().st_size, letters=letters)


def _copy_file(source: Path, target: Path, progress: Progress | None) -> None:
    def step(_: int, left: int, total: int) -> None:
        if progress:
            progress(total - left, total)

    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new, pages=_PAGES_A_STEP, progress=step)
        new.execute("PRAGMA journal_mode=delete")


def _copy_tables_out(office: Office, target: Path, progress: Progress | None) -> None:
    copy = Office.create_bare(target, by=office.by)
    try:
        with office.reading() as source, copy.copying() as written:
            source.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            copy_tables(source.connection(), written, progress=progress)
    finally:
        copy.close()


def copy_tables(source: Connection, target: Connection, *, progress: Progress | None = None) -> None:
    """Copy every row of every table into an office that was just made and holds nothing."""
    tables = Record.metadata.sorted_tables
    total = sum(source.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
    done = 0
    for table in tables:
        later = _columns_that_point_back(table)
        for rows in _rows(source, table):
            target.execute(insert(table), [{**row, **dict.fromkeys(later)} for row in rows])
            done += len(rows)
            if progress:
                progress(done, total)
    _set_columns_that_point_back(source, target)
    if target.dialect.name == "postgresql":
        _go_on_counting(target)


def _columns_that_point_back(table: Table) -> list[str]:
    """Name the columns that may point at a row of their own table which comes later, and so are set afterwards."""
    if table.name == "change":
        return []
    return [
        column.name for column in table.c if any(key.column.table is table for key in column.foreign_keys)
    ]


def _set_columns_that_point_back(source: Connection, target: Connection) -> None:
    for table in Record.metadata.sorted_tables:
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


def _go_on_counting(target: Connection) -> None:
    """Let new rows be numbered after those that were copied."""
    for table in Record.metadata.sorted_tables:
        sequence = target.scalar(
            text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": f'"{table.name}"'}
        )
        if sequence:
            highest = target.scalar(select(func.max(table.c.id)))
            target.execute(text("SELECT setval(:name, :last, :used)"), _counter(sequence, highest))


def _counter(sequence: str, highest: int | None) -> dict[str, Any]:
    return {"name": sequence, "last": highest or 1, "used": highest is not None}


def check_backup(path: Path) -> int:
    """Check every page of a backup and the chain of its history; count its letters. Raises LogUnavailable."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            letters = int(connection.execute("SELECT count(*) FROM letter").fetchone()[0])
        except sqlite3.Error as problem:
            raise LogUnavailable(
                f"{path.name} is not a backup of this program, or it is damaged."
            ) from problem
    if not sound:
        raise LogUnavailable(f"{path.name} is damaged and cannot be used. Choose another backup.")
    office = Office.open(path, by="")
    try:
        with office.reading() as session:
            problems = verify_history(session)
    finally:
        office.close()
    if problems:
        raise LogUnavailable(f"The history in {path.name} does not hold together: {problems[0]}")
    return letters


def restore(backup: Path, to: str | Path, *, progress: Progress | None = None) -> Path | None:
    """Put a backup back as a log, in a file or in an empty database; a log in the way is kept beside it.

    Gives where the log that was in the way is now. Raises LogUnavailable, OutputError.
    """
    if not backup.is_file():
        raise LogUnavailable(f"There is no backup {backup}. Choose another.")
    check_backup(backup)
    if is_database(to):
        _restore_into_database(backup, str(to), progress)
        return None
    target = Path(to)
    fresh = target.with_name(f"{target.name}.part")
    try:
        _copy_file(backup, fresh, progress)
        check_backup(fresh)
        aside = _set_aside(target)
        fresh.replace(target)
    except (OSError, sqlite3.Error) as problem:
        raise OutputError(f"The backup was not put back ({problem}). The log is as it was.") from problem
    finally:
        fresh.unlink(missing_ok=True)
    return aside


def _set_aside(target: Path) -> Path | None:
    if not target.exists():
        return None
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
    aside = target.with_name(f"{target.stem} before restore {stamp}{target.suffix}")
    target.replace(aside)
    return aside


def _restore_into_database(backup: Path, address: str, progress: Progress | None) -> None:
    source = Office.open(backup, by="")
    try:
        target = Office.create_bare(address, by="")
        try:
            with source.reading() as session, target.copying() as written:
                copy_tables(session.connection(), written, progress=progress)
        finally:
            target.close()
    finally:
        source.close()
