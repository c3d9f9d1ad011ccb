"""Making a log's tables, and bringing an older log up to date after a verified copy."""

import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from corresp_tracker.errors import LogTooNew, LogUnavailable
from corresp_tracker.store.versions import version_of

_MIGRATIONS = Path(__file__).parent / "migrations"


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return ScriptDirectory.from_config(config)


def make_first_tables(engine: Engine) -> None:
    """Make all tables in an empty database. Raises LogUnavailable where there is an office already."""
    with engine.connect() as connection:
        if version_of(connection) is not None:
            raise LogUnavailable("There is an office in this database already. Open it, or choose another.")
    make_tables(engine)


def make_tables(engine: Engine) -> None:
    """Make all tables, or bring them to the newest version."""
    scripts = _scripts()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        version = version_of(connection)
        context = MigrationContext.configure(connection)
        with Operations.context(context):
            for script in reversed(list(scripts.iterate_revisions("head", version or "base"))):
                script.module.upgrade()
        context.stamp(scripts, "head")


def bring_up_to_date(engine: Engine, *, file: Path | None) -> None:
    """Refuse a log too new, upgrade an older one after a verified copy. Raises LogTooNew, LogUnavailable."""
    scripts = _scripts()
    with engine.connect() as connection:
        version = version_of(connection)
    known = {script.revision for script in scripts.walk_revisions()}
    if version is None:
        raise LogUnavailable("This is not a log of this program. Choose another, or start an empty office.")
    if version not in known:
        raise LogTooNew(
            "This log was written by a newer version of this program. Install that version to open it."
        )
    if version == scripts.get_current_head():
        return
    if file:
        copy_before_upgrade(file)
    make_tables(engine)


def copy_before_upgrade(file: Path) -> Path:
    """Copy a log beside itself and check the copy. Raises LogUnavailable, with the log as it was."""
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
    copy = file.with_name(f"{file.stem} before upgrade {stamp}{file.suffix}")
    try:
        with sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True) as source:
            with sqlite3.connect(copy) as target:
                source.backup(target)
                sound = target.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            target.close()
        source.close()
    except (OSError, sqlite3.Error) as problem:
        copy.unlink(missing_ok=True)
        raise LogUnavailable(
            f"The log was not upgraded: it could not be copied first ({problem})."
        ) from problem
    if not sound:
        raise LogUnavailable("The log was not upgraded: its copy is not sound. Restore the newest backup.")
    shutil.copystat(file, copy)
    return copy
