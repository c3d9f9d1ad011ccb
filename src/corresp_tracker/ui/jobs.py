"""Work off the window's thread: one lane for the log, in order; a pool for files; a lane for what one types.

Nothing here imports the store before a task needs it, so that the first window paints before the log opens.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from corresp_tracker.errors import CorrespError, LogUnavailable
from corresp_tracker.ui.job import Cancelled, Failed, Job, Outcome, Progress, Reading, attempt

if TYPE_CHECKING:
    import threading

    from sqlalchemy.orm import Session

    from corresp_tracker.store.database import Office
    from corresp_tracker.values.letter_text import Arrival

__all__ = ["Cancelled", "Failed", "Job", "Jobs", "Progress", "Reading"]

T = TypeVar("T")

FILES_AT_ONCE = 2


class Jobs(QObject):
    """Runs tasks for the windows and brings the results back to the window's thread.

    A result is dropped when its owner is gone by then. A `CorrespError` goes to the `failed` of the call, or
    else to the signal `failed`, which the window shows as one sentence; anything else is a bug: `broke`.
    """

    changed = Signal(object)
    """What was changed (Changes), after each write here or by a colleague."""
    office_changed = Signal()
    """Another office was opened, or none is open any more."""
    failed = Signal(object)
    broke = Signal(object)
    under_way = Signal(object)
    """The jobs that have words to show, as a tuple of Job."""

    _finished = Signal(int)
    _counted = Signal(int, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office: Office | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._log = ThreadPoolExecutor(1, thread_name_prefix="log")
        self._typed = ThreadPoolExecutor(1, thread_name_prefix="typed")
        self._pool = ThreadPoolExecutor(FILES_AT_ONCE, thread_name_prefix="files")
        self._jobs: dict[int, Job] = {}
        self._outcomes: dict[int, Outcome] = {}
        self._latest: dict[int, int] = {}
        self._surveys: list[Job] = []
        self._last_number = 0
        self._is_closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._counted.connect(self._count, Qt.ConnectionType.QueuedConnection)

    @property
    def office(self) -> Office | None:
        """The office that is open."""
        return self._office

    @property
    def is_idle(self) -> bool:
        """Say whether nothing is under way or waiting to be handed over."""
        return not self._jobs

    def open_office(
        self,
        owner: QObject,
        opener: Callable[[], Office],
        then: Callable[[Office], None] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """Open an office on the log's lane and leave the one before, which stays open if this fails."""

        def opened(office: Office) -> None:
            self._take_office(office)
            if then:
                then(office)

        return self._start(self._log, owner, lambda _: opener(), opened, failed, words="Opening the office")

    def read(
        self,
        owner: QObject,
        task: Callable[[Session], T],
        then: Callable[[T], None],
        failed: Failed | None = None,
    ) -> Job:
        """Read from the log, after whatever was asked of it before."""
        return self._start(self._log, owner, lambda job: self._read(job, task), then, failed)

    def write(
        self,
        owner: QObject,
        words: str,
        task: Callable[[Session], T],
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        is_step: bool = True,
    ) -> Job:
        """Change the log in one transaction, which its history calls `words`.

        `is_step` is false for what is kept without anybody asking, and so is no step to take back.
        """

        def work(_: Job) -> T:
            with self._need_office().writing(words, is_step=is_step) as session:
                return task(session)

        return self._start(self._log, owner, work, then, failed)

    def write_counted(
        self,
        owner: QObject,
        history_words: str,
        words: str,
        task: Callable[[Session, Progress], T],
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """Change the log in one long transaction whose progress is shown; called off, it leaves nothing."""

        def work(job: Job) -> T:
            with self._need_office().writing(history_words) as session:
                return task(session, self._progress(job))

        return self._start(self._log, owner, work, then, failed, words=words)

    def read_latest(
        self,
        owner: QObject,
        task: Callable[[Session], T],
        then: Callable[[T], None],
        failed: Failed | None = None,
    ) -> Job:
        """Read for somebody who is still typing: only the owner's latest question is answered.

        The question before it is called off, and interrupted where it is already running.
        """
        before = self._jobs.get(self._latest.get(id(owner), 0))
        if before:
            self.cancel(before)
        job = self._start(self._typed, owner, lambda job: self._read(job, task), then, failed)
        self._latest[id(owner)] = job.number
        return job

    def run(
        self,
        owner: QObject,
        task: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        words: str = "",
    ) -> Job:
        """Do something that does not need the log, such as reading or writing a file."""
        return self._start(self._pool, owner, lambda _: task(), then, failed, words=words)

    def run_counted(
        self,
        owner: QObject,
        words: str,
        task: Callable[[Progress], T],
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """Do something long whose progress is shown and which can be called off between two steps."""
        return self._start(
            self._pool, owner, lambda job: task(self._progress(job)), then, failed, words=words
        )

    def survey(
        self,
        owner: QObject,
        words: str,
        task: Callable[[Reading, Progress], T],
        then: Callable[[T], None],
        failed: Failed | None = None,
    ) -> Job:
        """Look through the log for long, beside all else: the task reads a little at a time, and can be called off."""

        def work(job: Job) -> T:
            return task(self._need_office().reading, self._progress(job))

        job = self._start(self._pool, owner, work, then, failed, words=words)
        self._surveys.append(job)
        return job

    def read_file(
        self,
        owner: QObject,
        data: bytes,
        name: str,
        then: Callable[[Arrival], None],
        failed: Failed | None = None,
    ) -> Job:
        """Read a file that arrived, in a process of its own, which ends when the job is called off."""

        def read(called_off: threading.Event) -> Arrival:
            from corresp_tracker.intake.worker import read_in_worker

            return read_in_worker(data, name=name, called_off=called_off)

        return self.run_apart(owner, f"Reading {name}", read, then, failed)

    def run_apart(
        self,
        owner: QObject,
        words: str,
        task: Callable[[threading.Event], T],
        then: Callable[[T], None],
        failed: Failed | None = None,
    ) -> Job:
        """Do something in another process, which the task ends once the event that it gets is set."""
        return self._start(self._pool, owner, lambda job: task(job.called_off), then, failed, words=words)

    def cancel(self, job: Job) -> None:
        """Call a job off: its result is dropped, and what can stop in the middle stops."""
        job.called_off.set()
        office, session = self._office, job.session
        if office and session:
            with contextlib.suppress(Exception):
                office.interrupt(session)

    def shown(self) -> tuple[Job, ...]:
        """Give the jobs that have words to show, oldest first."""
        return tuple(job for job in self._jobs.values() if job.words and not job.called_off.is_set())

    def close_office(self) -> None:
        """Leave the office, after what is already asked of it."""
        self._take_office(None)

    def close(self) -> None:
        """Call everything off but the writes that were asked for, wait for those, and leave the office."""
        self._is_closed = True
        for job in tuple(self._jobs.values()):
            if job.session:
                self.cancel(job)
        self._typed.shutdown(wait=True, cancel_futures=True)
        for job in tuple(self._jobs.values()):
            if job.words:
                job.called_off.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._log.shutdown(wait=True)
        self._jobs.clear()
        if self._unsubscribe:
            self._unsubscribe()
        if self._office:
            self._office.close()
        self._office = self._unsubscribe = None

    def _need_office(self) -> Office:
        if self._office is None:
            raise LogUnavailable("No office is open. Open one from the File menu.")
        return self._office

    def _read(self, job: Job, task: Callable[[Session], T]) -> T:
        if not job.is_wanted:
            raise Cancelled
        with self._need_office().reading() as session:
            job.session = session
            try:
                return task(session)
            finally:
                job.session = None

    def _progress(self, job: Job) -> Progress:
        """Give what a long task tells of its progress to, and is ended by once nobody waits for it."""

        def progress(done: int, total: int) -> None:
            if not job.is_wanted:
                raise Cancelled
            self._counted.emit(job.number, done, total)

        return progress

    def _take_office(self, office: Office | None) -> None:
        former, leave = self._office, self._unsubscribe
        for job in self._surveys:
            job.called_off.set()
        self._office = office
        self._unsubscribe = office.subscribe(self.changed.emit) if office else None
        if former:
            if leave:
                self._log.submit(leave)
            self._log.submit(former.close)
        self.office_changed.emit()

    def _start(
        self,
        lane: ThreadPoolExecutor,
        owner: QObject,
        work: Callable[[Job], Any],
        then: Callable[[Any], None] | None,
        failed: Failed | None,
        *,
        words: str = "",
    ) -> Job:
        self._last_number += 1
        job = Job(self._last_number, owner, work, then, failed, words)
        if self._is_closed:
            # A change that was told while the program closed may still ask for rows that nobody will see.
            job.called_off.set()
            return job
        self._jobs[job.number] = job
        lane.submit(self._work, job.number)
        if words:
            self.under_way.emit(self.shown())
        return job

    def _work(self, number: int) -> None:
        # Only numbers cross the threads: a window must never be let go of by a worker that held it last.
        self._outcomes[number] = attempt(self._jobs[number])
        self._finished.emit(number)

    def _count(self, number: int, done: int, total: int) -> None:
        job = self._jobs.get(number)
        if job:
            job.done, job.total = done, total
            self.under_way.emit(self.shown())

    def _deliver(self, number: int) -> None:
        job, outcome = self._jobs.pop(number, None), self._outcomes.pop(number)
        if job is None:
            return
        if job in self._surveys:
            self._surveys.remove(job)
        if job.words:
            self.under_way.emit(self.shown())
        if self._latest.get(id(job.owner)) == number:
            del self._latest[id(job.owner)]
        if job.is_wanted and not isinstance(outcome.error, Cancelled):
            self._hand_over(job, outcome)

    def _hand_over(self, job: Job, outcome: Outcome) -> None:
        error = outcome.error
        if error is None:
            if job.then:
                job.then(outcome.result)
        elif isinstance(error, CorrespError):
            (job.failed or self.failed.emit)(error)
        else:
            self.broke.emit(error)
