"""One piece of work off the window's thread: who asked for it, and how it ended."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject

from corresp_tracker.errors import CorrespError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy.orm import Session

Failed = Callable[[CorrespError], None]
Progress = Callable[[int, int], None]
"""Called with what is done and what there is in all; raises Cancelled once the person has called it off."""

Reading = Callable[[], "AbstractContextManager[Session]"]
"""Reads from the log for as long as it is held: long tasks hold it a little at a time."""


class Cancelled(Exception):  # noqa: N818  it is not an error: the person asked for it
    """Ends a task that the person called off."""


@dataclass(eq=False, slots=True)
class Job:
    """One piece of work: who asked for it, and what happens when it is done.

    `words` are shown while it runs, and are empty for work too short to speak of; `done` and `total` are
    0 where nothing can be counted.
    """

    number: int
    owner: QObject
    work: Callable[[Job], Any]
    then: Callable[[Any], None] | None
    failed: Failed | None
    words: str = ""
    done: int = 0
    total: int = 0
    called_off: threading.Event = field(default_factory=threading.Event)
    session: Session | None = None

    @property
    def is_wanted(self) -> bool:
        """Say whether anybody still waits for it."""
        return not self.called_off.is_set() and shiboken6.isValid(self.owner)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: its result, or what ended it."""

    result: Any = None
    error: BaseException | None = None


def attempt(job: Job) -> Outcome:
    """Do a job's work, unless it was called off."""
    try:
        if job.called_off.is_set():
            raise Cancelled
        return Outcome(job.work(job))
    except BaseException as error:
        return Outcome(error=error)
