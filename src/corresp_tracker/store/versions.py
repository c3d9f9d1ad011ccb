"""Which version of its tables a log has, and whether that is the newest: asked at each opening, so without Alembic."""

from sqlalchemy import Connection, Engine, inspect, text

from corresp_tracker.store.sqlite import APPLICATION_ID

NEWEST = "0021"
"""The last of migrations/versions."""


def version_of(connection: Connection) -> str | None:
    """Give the version of a log's tables; None where there are none, or they are another program's."""
    if connection.dialect.name == "sqlite":
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
        if mark != APPLICATION_ID:
            return None
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def is_newest(engine: Engine) -> bool:
    """Say whether a log needs no upgrade."""
    with engine.connect() as connection:
        return version_of(connection) == NEWEST
