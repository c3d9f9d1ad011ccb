"""Which version of its tables a log has, and whether that is the newest: asked at each opening, so without Alembic."""

from sqlalchemy import Connection, Engine, inspect, text

NEWEST = "0003"
"""The last of migrations/versions."""


def version_of(connection: Connection) -> str | None:
    """Give the version of a log's tables; None where it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def is_newest(engine: Engine) -> bool:
    """Say whether a log needs no upgrade."""
    with engine.connect() as connection:
        return version_of(connection) == NEWEST
