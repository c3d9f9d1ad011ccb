"""Making a log's tables, and bringing an older log up to date after a verified copy."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, func, select, text

from corresp_tracker.errors import LogTooNew, LogUnavailable
from corresp_tracker.paths import user_data_dir
from corresp_tracker.store.copies import copy_file, copy_tables
from corresp_tracker.store.sqlite import APPLICATION_ID, sqlite_engine
from corresp_tracker.store.versions import version_of

_MIGRATIONS = Path(__file__).parent / "migrations"
_COPIES = "Copies before upgrades"


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return ScriptDirectory.from_config(config)


def make_first_tables(connection: Connection) -> None:
    """Make all tables in an empty log, and mark a file as ours, in the transaction that is under way.

    Raises LogUnavailable where there is an office already.
    """
    if version_of(connection) is not None:
        raise LogUnavailable("There is an office in this database already. Open it, or choose another.")
    make_tables(connection)


def make_tables(connection: Connection, *, version: str = "head") -> None:
    """Make all tables, or bring them to a version."""
    scripts = _scripts()
    present = version_of(connection)
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        for script in reversed(list(scripts.iterate_revisions(version, present or "base"))):
            script.module.upgrade()
    context.stamp(scripts, version)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def refuse_unknown(version: str | None) -> None:
    """Refuse what is no log, and a log of a version still to come. Raises LogUnavailable, LogTooNew."""
    if version is None:
        raise LogUnavailable("This is not a log of this program. Choose another, or start an empty office.")
    if version not in {script.revision for script in _scripts().walk_revisions()}:
        raise LogTooNew(
            "This log was written by a newer version of this program. Install that version to open it."
        )


def bring_up_to_date(engine: Engine, *, file: Path | None, read_only: bool) -> None:
    """Refuse a log too new, upgrade an older one after a verified copy. Raises LogTooNew, LogUnavailable."""
    with engine.connect() as connection:
        version = version_of(connection)
    refuse_unknown(version)
    if version == _scripts().get_current_head():
        return
    if read_only:
        raise LogUnavailable(
            "This log was written by an older version and cannot be brought up to date where it lies. Copy it to a "
            "folder of your own on this computer, and open the copy."
        )
    if file:
        copy_before_upgrade(file)
    else:
        copy_database_before_upgrade(engine)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        make_tables(connection)


def copy_before_upgrade(file: Path) -> Path:
    """Copy a log beside itself and check the copy. Raises LogUnavailable, with the log as it was."""
    copy = file.with_name(f"{file.stem} before upgrade {_stamp()}{file.suffix}")
    try:
        copy_file(file, copy)
        _refuse_unsound(copy)
        shutil.copystat(file, copy)
    except (OSError, sqlite3.Error) as problem:
        copy.unlink(missing_ok=True)
        raise _not_copied(problem) from problem
    return copy


def copy_database_before_upgrade(engine: Engine) -> Path:
    """Copy a shared log, as old as it is, into a file on this computer. Raises LogUnavailable, with the log as it was."""
    folder = user_data_dir() / _COPIES
    copy = folder / f"{engine.url.database} before upgrade {_stamp()}.corresp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy_as_it_is(engine, copy)
        _refuse_unsound(copy)
    except (OSError, sqlite3.Error) as problem:
        copy.unlink(missing_ok=True)
        raise _not_copied(problem) from problem
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _copy_as_it_is(engine: Engine, copy: Path) -> None:
    """Copy every table at its own version, and count the rows of each again."""
    target = sqlite_engine(copy, read_only=False)
    try:
        with (
            engine.connect() as read,
            target.connect().execution_options(writes=True) as written,
            written.begin(),
        ):
            read.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            read.execute(text("SET LOCAL TIME ZONE 'UTC'"))  # SQLite keeps no zone
            make_tables(written, version=version_of(read) or "base")
            tables = MetaData()
            tables.reflect(written, only=lambda name, _: not name.startswith(("search_index", "alembic")))
            copy_tables(read, written, tables)
            for table in tables.sorted_tables:
                rows = select(func.count()).select_from(table)
                if read.scalar(rows) != written.scalar(rows):
                    raise LogUnavailable(f"The log was not upgraded: the copy of {table.name} is not whole.")
    finally:
        target.dispose()


def _refuse_unsound(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise LogUnavailable(
                "The log was not upgraded: its copy is not sound. Restore the newest backup."
            )


def _stamp() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")


def _not_copied(problem: Exception) -> LogUnavailable:
    return LogUnavailable(f"The log was not upgraded: it could not be copied first ({problem}).")
