"""A log in a SQLite file: how it is opened so that nothing acknowledged can be lost."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from corresp_tracker.errors import LogUnavailable

APPLICATION_ID = 0x43545243
BUSY_SECONDS = 10
_FIXED_BRANCHES = {(3, 50): 7, (3, 44): 6}
_FIXED_FROM = (3, 51, 3)


def is_free_of_wal_reset_fault(version: tuple[int, int, int]) -> bool:
    """Say whether this SQLite can lose no page when a write-ahead log is reset.

    Fixed in 3.51.3, and in 3.50.7 and 3.44.6 for their branches (sqlite.org/wal.html, "the WAL-reset bug").
    """
    if version >= _FIXED_FROM:
        return True
    return version[2] >= _FIXED_BRANCHES.get(version[:2], version[2] + 1)


def journal_pragmas() -> dict[str, str]:
    """Choose the journal that is safe with the SQLite at hand."""
    major, minor, patch = sqlite3.sqlite_version_info[:3]
    if is_free_of_wal_reset_fault((major, minor, patch)):
        return {"journal_mode": "wal", "synchronous": "2"}
    return {"journal_mode": "delete", "synchronous": "3"}


def sqlite_engine(path: Path, *, read_only: bool) -> Engine:
    """Open a file: every transaction begins in so many words, and writers take the lock at once."""
    mode = "ro" if read_only else "rwc"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=8)
    event.listen(engine, "connect", _set_pragmas if not read_only else _set_reading_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _set_reading_pragmas(connection: sqlite3.Connection, _: Any) -> None:
    connection.execute("PRAGMA query_only=1")


def _set_pragmas(connection: sqlite3.Connection, _: Any) -> None:
    wanted = {**journal_pragmas(), "foreign_keys": "1"}
    for name, value in wanted.items():
        connection.execute(f"PRAGMA {name}={value}")
        got = str(connection.execute(f"PRAGMA {name}").fetchone()[0])
        if got != value:
            raise LogUnavailable(
                f"This disk does not let the log be kept safely ({name} stays {got}). Keep it on another disk."
            )
