"""A shared office in a PostgreSQL database: connecting, and telling colleagues of changes."""

import contextlib
import select
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text

from corresp_tracker.model.base import Record
from corresp_tracker.store.changes import Changes

if TYPE_CHECKING:
    import psycopg

CHANNEL = "corresp_tracker"
_ONE_WRITER = 7_402_311


def postgresql_engine(address: str) -> Engine:
    """Connect with psycopg; a connection that was lost is noticed and replaced before it is used."""
    url = make_url(address).set(drivername="postgresql+psycopg")
    engine = create_engine(url, pool_pre_ping=True, pool_size=4, connect_args={"connect_timeout": 10})
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Let one person write at a time, as the chain of the history and the references need."""
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_WRITER})")


def tell(connection: Connection, changes: Changes, *, sender: str) -> None:
    """Tell everyone who listens, once this transaction commits."""
    connection.execute(
        text("SELECT pg_notify(:channel, :words)"),
        {"channel": CHANNEL, "words": f"{sender} {changes.to_text()}"},
    )


class Listener:
    """A thread that hears of colleagues' changes until it is closed; a lost connection is tried again.

    What was done before it listens, or while it could not, is heard of as a change of anything.
    """

    def __init__(self, address: str, *, me: str, heard: Callable[[Changes], None]) -> None:
        self._address = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
        self._me = me
        self._heard = heard
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="colleagues", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening; returns when the thread has ended."""
        self._closing.set()
        self._thread.join(timeout=5)

    def _listen(self) -> None:
        import psycopg  # here, so that an office in a file never loads it

        while not self._closing.is_set():
            with (
                contextlib.suppress(psycopg.Error),
                psycopg.connect(self._address, autocommit=True) as connection,
            ):
                connection.execute(f"LISTEN {CHANNEL}")
                self._heard(Changes(frozenset(Record.metadata.tables), from_elsewhere=True))
                self._hear(connection)
            self._closing.wait(1)

    def _hear(self, connection: "psycopg.Connection[Any]") -> None:
        while not self._closing.is_set():
            ready, _, _ = select.select([connection.fileno()], [], [], 0.5)
            if not ready:
                continue
            for notice in connection.notifies(timeout=0):
                sender, _, words = notice.payload.partition(" ")
                if sender == self._me:
                    continue
                with contextlib.suppress(ValueError):  # anybody in the database can send anything
                    self._heard(Changes.from_text(words))
