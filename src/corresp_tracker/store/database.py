"""An open log: reading from it, and changing it in whole transactions that write their own history."""

import contextlib
import errno
import sqlite3
from collections.abc import Callable, Generator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.orm import Session

from corresp_tracker.errors import CorrespError, LogUnavailable
from corresp_tracker.model.base import new_uid
from corresp_tracker.store import history, postgresql
from corresp_tracker.store.changes import Changes
from corresp_tracker.store.failures import said
from corresp_tracker.store.locations import why_read_only
from corresp_tracker.store.seeds import NewOffice, sow
from corresp_tracker.store.sqlite import sqlite_engine
from corresp_tracker.store.versions import is_newest

__all__ = ["Changes", "NewOffice", "Office"]

SUFFIX = ".corresp"
T = TypeVar("T")
Subscriber = Callable[[Changes], None]


class Office:
    """A log that is open, in a file or in a PostgreSQL database. Use `create` or `open` to get one.

    One transaction writes at a time. `read_only_reason` says in a sentence why it must not be written to.
    """

    def __init__(self, address: str, engine: Engine, *, by: str, read_only_reason: str = "") -> None:
        self.address = address
        self.by = by
        self.read_only_reason = read_only_reason
        self.last_changes = Changes()
        self._engine = engine
        self._me = new_uid()
        self._subscribers: list[Subscriber] = []
        self._listener: postgresql.Listener | None = None
        self._remembered: dict[str, tuple[object, Any]] = {}

    @property
    def read_only(self) -> bool:
        """Say whether the log must not be written to."""
        return bool(self.read_only_reason)

    @property
    def is_shared(self) -> bool:
        """Say whether the log is a database that colleagues use at the same time."""
        return self._engine.dialect.name == "postgresql"

    @staticmethod
    def create(
        address: str | Path,
        *,
        by: str,
        profile: NewOffice | None = None,
        fill: Callable[[Session], None] | None = None,
    ) -> "Office":
        """Start an office, empty but for what `fill` puts in: the whole of it, or nothing.

        Raises LogUnavailable where there is one already, or none can be made.
        """
        with founding(address) as connection, Session(connection, autoflush=False) as session:
            history.begin(session, by=by, words="Started the office")
            sow(session, profile or NewOffice())
            if fill:
                fill(session)
            history.write(session)
        return Office.open(address, by=by)

    @staticmethod
    def open(address: str | Path, *, by: str) -> "Office":
        """Open a log; an older one is upgraded after a verified copy. Raises LogTooNew, LogUnavailable."""
        file = _file(address)
        if file:
            _refuse_missing(file)
        reason = (why_read_only(file) or _why_not_writable(file)) if file else ""
        engine = _engine(address, read_only=bool(reason))
        try:
            with _translated(_shown(address)):
                if not is_newest(engine):
                    # Only here: Alembic takes longer to load than all else that opens a log.
                    from corresp_tracker.store.upgrades import bring_up_to_date

                    bring_up_to_date(engine, file=file, read_only=bool(reason))
        except BaseException:
            engine.dispose()
            raise
        return Office(_shown(address), engine, by=by, read_only_reason=reason)

    @contextlib.contextmanager
    def reading(self) -> Generator[Session]:
        """Read: everything fetched within is of one moment. Nothing read may be used to load more afterwards."""
        with _translated(self.address), Session(self._engine, autoflush=False) as session:
            session.info["office"] = self
            yield session

    @contextlib.contextmanager
    def writing(self, words: str, *, is_step: bool = True) -> Generator[Session]:
        """Change the log: all or nothing, with `words` as what the history calls it. Then tell everyone.

        `is_step` is false for what is kept without anybody asking, and so is not taken back as a step.
        """
        if self.read_only:
            raise LogUnavailable(self.read_only_reason)
        with _translated(self.address), self._writing_session() as session:
            history.begin(session, by=self.by, words=words, is_step=is_step)
            yield session
            recording = history.write(session)
            changes = Changes(history.tables_touched(recording), frozenset(recording.cases))
            if self.is_shared:
                postgresql.tell(session.connection(), changes, sender=self._me)
            session.commit()
        self.last_changes = changes
        for subscriber in tuple(self._subscribers):
            subscriber(changes)

    @contextlib.contextmanager
    def copying(self) -> Generator[Connection]:
        """Put whole rows in, history and all, in one transaction that writes no history of its own."""
        connection = self._engine.connect().execution_options(writes=True)
        with _translated(self.address), connection, connection.begin():
            yield connection

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have every change told, a colleague's too; the answer stops it. Called on any thread."""
        self._subscribers.append(callback)
        if self.is_shared and self._listener is None:
            self._listener = postgresql.Listener(self._url(), me=self._me, heard=self._pass_on)

        def stop() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return stop

    def remembered(self, name: str, stamp: object, make: Callable[[], T]) -> T:
        """Give what was made of the log earlier, made afresh where `stamp`, which tells its state, has changed."""
        kept = self._remembered.get(name)
        if kept is None or kept[0] != stamp:
            kept = (stamp, make())
            self._remembered[name] = kept
        made: T = kept[1]
        return made

    def interrupt(self, session: Session) -> None:
        """Stop the statement that a session is running on another thread; it ends with a LogUnavailable."""
        with contextlib.suppress(Exception):
            driver = session.connection().connection.driver_connection
            if isinstance(driver, sqlite3.Connection):
                driver.interrupt()
            elif driver is not None:
                driver.cancel()

    def close(self) -> None:
        """Leave the log; nothing of it stays open."""
        self._subscribers.clear()
        if self._listener:
            self._listener.close()
            self._listener = None
        self._engine.dispose()

    @contextlib.contextmanager
    def _writing_session(self) -> Generator[Session]:
        connection = self._engine.connect().execution_options(writes=True)
        with connection, Session(connection, expire_on_commit=False) as session:
            session.info["office"] = self
            yield session

    def _pass_on(self, changes: Changes) -> None:
        for subscriber in tuple(self._subscribers):
            subscriber(changes)

    def _url(self) -> str:
        return self._engine.url.render_as_string(hide_password=False)


@contextlib.contextmanager
def founding(address: str | Path) -> Generator[Connection]:
    """Make an office's tables where there is none: they stay, with all that is put in through this, or nothing does.

    Raises LogUnavailable where there is an office already, or none can be made.
    """
    reason = _refuse_new(address)
    if reason:
        raise LogUnavailable(reason)
    from corresp_tracker.store.upgrades import make_first_tables

    file, engine = _file(address), _engine(address, read_only=False)
    try:
        with (
            _translated(_shown(address)),
            engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            make_first_tables(connection)
            yield connection
    except BaseException:
        engine.dispose()
        if file:
            file.unlink(missing_ok=True)
        raise
    engine.dispose()


def is_database(address: str | Path) -> bool:
    """Say whether an address names a PostgreSQL database rather than a file."""
    return isinstance(address, str) and address.startswith(
        ("postgresql:", "postgresql+psycopg:", "postgres:")
    )


def _file(address: str | Path) -> Path | None:
    return None if is_database(address) else Path(address)


def _shown(address: str | Path) -> str:
    if is_database(address):
        return make_url(str(address)).set(password=None).render_as_string()
    return str(address)


def _engine(address: str | Path, *, read_only: bool) -> Engine:
    file = _file(address)
    if file is None:
        return postgresql.postgresql_engine(str(address))
    return sqlite_engine(file, read_only=read_only)


def _refuse_new(address: str | Path) -> str:
    file = _file(address)
    if file is None:
        return ""
    if file.exists():
        return f"There is a file {file.name} already. Choose another name, or open it."
    if not file.absolute().parent.is_dir():
        return f"There is no folder {file.absolute().parent}. Choose another."
    if not _may_add_to(file.absolute().parent):
        return f"Nothing can be written in {file.absolute().parent}. Choose another folder."
    return why_read_only(file)


def _refuse_missing(file: Path) -> None:
    if file.is_dir():
        raise LogUnavailable(f"{file} is a folder, not a log. Choose the log inside it.")
    if not file.exists():
        raise LogUnavailable(f"There is no log {file}. Look where it was moved to, or restore a backup.")


def _why_not_writable(file: Path) -> str:
    try:
        with file.open("r+b"):
            pass
    except OSError:
        return f"You may read {file.name}, but not change it: ask for permission."
    if _may_add_to(file.absolute().parent):
        return ""
    return f"You may read {file.name}, but not change it: its folder is closed to you. Ask for permission."


def _may_add_to(folder: Path) -> bool:
    """Say whether files can be made in a folder, as SQLite needs beside every log that it changes."""
    try:
        with TemporaryFile(dir=folder):
            return True
    except OSError as problem:
        return problem.errno == errno.ENOSPC


@contextlib.contextmanager
def _translated(address: str) -> Generator[None]:
    """Turn a database's failure into the one sentence for it."""
    try:
        yield
    except CorrespError:
        raise
    except Exception as error:
        sentence = said(error, address)
        if sentence is None:
            raise
        raise sentence from error
