"""Backups: the whole office as one SQLite file, made while it is in use, read again and checked."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text
from sqlalchemy.orm import Session

from corresp_tracker.errors import LogUnavailable, OutputError
from corresp_tracker.model.base import Record
from corresp_tracker.store.copies import Progress, copy_file, copy_tables
from corresp_tracker.store.database import Office, founding, is_database
from corresp_tracker.store.history import verify_history
from corresp_tracker.store.sqlite import sqlite_engine
from corresp_tracker.store.versions import NEWEST, version_of


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
        _refuse_itself(office, to)
        part.unlink(missing_ok=True)
        if office.is_shared:
            _copy_tables_out(office, part, progress)
        else:
            copy_file(Path(office.address), part, progress=progress)
        letters = check_backup(part)
        part.replace(to)
    except (OSError, sqlite3.Error) as problem:
        raise OutputError(f"The backup was not made ({problem}). Choose another folder.") from problem
    finally:
        part.unlink(missing_ok=True)
    return BackupReport(path=to, size=to.stat().st_size, letters=letters)


def _refuse_itself(office: Office, to: Path) -> None:
    """Refuse to put a copy in the place of the log, where what is written meanwhile would be lost."""
    if not office.is_shared and to.exists() and to.samefile(office.address):
        raise OutputError("That is the office itself: choose another file for its backup.", file=str(to))


def _copy_tables_out(office: Office, target: Path, progress: Progress | None) -> None:
    with office.reading() as source, founding(target) as written:
        source.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        copy_tables(source.connection(), written, Record.metadata, progress=progress)


def check_backup(path: Path) -> int:
    """Check every page of a backup and the chain of its history; count its letters.

    The backup is only read, also where it is of an older version. Raises LogUnavailable, LogTooNew.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            letters = int(connection.execute("SELECT count(*) FROM letter").fetchone()[0])
    except sqlite3.Error as problem:
        raise LogUnavailable(f"{path.name} is not a backup of this program, or it is damaged.") from problem
    if not sound:
        raise LogUnavailable(f"{path.name} is damaged and cannot be used. Choose another backup.")
    engine = sqlite_engine(path, read_only=True)
    try:
        with Session(engine) as session:
            _refuse_version(version_of(session.connection()))
            problems = verify_history(session)
    finally:
        engine.dispose()
    if problems:
        raise LogUnavailable(f"The history in {path.name} does not hold together: {problems[0]}")
    return letters


def _refuse_version(version: str | None) -> None:
    if version != NEWEST:
        from corresp_tracker.store.upgrades import refuse_unknown  # Alembic loads slowly

        refuse_unknown(version)


def restore(backup: Path, to: str | Path, *, progress: Progress | None = None) -> Path | None:
    """Put a backup back as a log, in a file or in an empty database; a log in the way is kept beside it.

    Gives where the log that was in the way is now. Raises LogUnavailable, LogTooNew, OutputError.
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
        copy_file(backup, fresh, progress=progress)
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
    """Put a backup into a database, by way of a copy of its own, for an older one is brought up to date first."""
    with TemporaryDirectory() as folder:
        copy = Path(folder, "backup.corresp")
        try:
            copy_file(backup, copy)
        except (OSError, sqlite3.Error) as problem:
            raise OutputError(f"The backup was not put back ({problem}).") from problem
        source = Office.open(copy, by="")
        try:
            with source.reading() as session, founding(address) as written:
                copy_tables(session.connection(), written, Record.metadata, progress=progress)
        finally:
            source.close()
