"""What the databases say when something is wrong, as one sentence for the person."""

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from corresp_tracker.errors import ChangedElsewhere, LogInUse, LogUnavailable, StoreError

_SENTENCES: tuple[tuple[str, type[StoreError], str], ...] = (
    (
        "database or disk is full",
        LogUnavailable,
        "The disk is full: nothing was saved. Free some space and try again.",
    ),
    ("no space left", LogUnavailable, "The disk is full: nothing was saved. Free some space and try again."),
    ("database is locked", LogInUse, "Another program is writing to the log. Wait a moment and try again."),
    (
        "readonly database",
        LogUnavailable,
        "The log cannot be written to: ask for permission to change {address}.",
    ),
    ("read-only", LogUnavailable, "The log cannot be written to: ask for permission to change {address}."),
    (
        "file is not a database",
        LogUnavailable,
        "{address} is not a log of this program. Choose another file.",
    ),
    ("malformed", LogUnavailable, "The log {address} is damaged. Restore the newest backup."),
    ("unable to open", LogUnavailable, "The log {address} cannot be opened: check that the folder is there."),
    ("disk i/o error", LogUnavailable, "The log {address} cannot be read: check the disk, then try again."),
    ("interrupted", LogInUse, "The search was stopped before it ended."),
    ("canceling statement", LogInUse, "The search was stopped before it ended."),
    ("password authentication", LogUnavailable, "The database does not accept this name and password."),
    ("permission denied", LogUnavailable, "The database does not let you do this: ask whoever keeps it."),
)


def said(error: Exception, address: str) -> StoreError | None:
    """Give the sentence for a database's failure; None where it is a fault of the program."""
    if isinstance(error, StaleDataError):
        return ChangedElsewhere(
            "A colleague changed this first. Look at what they did, then make your change again."
        )
    if not isinstance(error, DBAPIError):
        return None
    words = str(error.orig).lower()
    for sign, kind, sentence in _SENTENCES:
        if sign in words:
            return kind(sentence.format(address=address))
    if isinstance(error, OperationalError) and type(error.orig).__module__.startswith("psycopg"):
        return LogUnavailable(
            f"The log {address} cannot be reached now. Check the connection, then try again."
        )
    return None
