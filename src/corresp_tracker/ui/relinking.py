"""After a change to the register: letters are looked at again in the background, and what changes is shown first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.jobs import Job, Jobs, Progress, Reading
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.relink_dialog import ask_to_keep

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.relink_scope import Moved
    from corresp_tracker.casework.relink_survey import Survey

LOOKING = "Looking at what letters cite"
NOTHING = "No letter cites otherwise now: {looked_at} looked at."


class Relinking(QObject):
    """Looks at the letters that a change concerns, says how many of their links would change, and keeps them."""

    def __init__(self, jobs: Jobs, page: QWidget, bar: MessageBar) -> None:
        super().__init__(page)
        self._jobs, self._page, self._bar = jobs, page, bar
        self._job: Job | None = None
        self._moved: Moved | None = None

    def follow(self, moved: Moved) -> None:
        """Look at the letters that a change concerns; what an earlier look has not told yet is looked at with it."""
        if self._moved and self._job and self._job.is_wanted:
            moved = moved.also(self._moved)
        if moved:
            self._look(lambda session: _concerned(session, moved), moved)

    def look_at_all(self) -> None:
        """Look at every letter."""
        self._look(_all, None)

    def _look(self, letters: Callable[[Session], Sequence[int]], moved: Moved | None) -> None:
        if self._job:
            self._jobs.cancel(self._job)
        self._moved = moved

        def task(reading: Reading, progress: Progress) -> Survey:
            from corresp_tracker.casework.relink_survey import survey_letters

            with reading() as session:
                concerned = letters(session)
            return survey_letters(reading, concerned, progress)

        self._job = self._jobs.survey(self, LOOKING, task, self._looked, self._bar.say_error)

    def _looked(self, survey: Survey) -> None:
        self._job = self._moved = None
        changes = sum(survey.counts().values())
        if not changes:
            if survey.looked_at:
                self._bar.say(NOTHING.format(looked_at=counted(survey.looked_at, "letter")))
            return
        self._bar.say(
            f"{counted(changes, 'citation')} in {counted(len(survey.letters), 'letter')} would change. "
            "Nothing is written yet.",
            action="Look …",
            do=lambda: self._ask(survey),
        )

    def _ask(self, survey: Survey) -> None:
        ask_to_keep(self._page, survey, lambda: self._keep(survey))

    def _keep(self, survey: Survey) -> None:
        def task(session: Session, progress: Progress) -> tuple[int, ...]:
            from corresp_tracker.casework.relink_survey import keep_moves

            return keep_moves(session, survey.letters, progress=progress)

        def then(moved_on: tuple[int, ...]) -> None:
            kept = counted(len(survey.letters) - len(moved_on), "letter")
            self._bar.say(f"Kept: what {kept} cite now.")
            if moved_on:
                # A colleague was there meanwhile: their letters are looked at again, as they are now.
                self._look(lambda _: moved_on, None)

        letters = counted(len(survey.letters), "letter")
        words = f"Linked {letters} again after a change to the register"
        self._jobs.write_counted(self, words, f"Keeping what {letters} cite", task, then, self._bar.say_error)


def _concerned(session: Session, moved: Moved) -> Sequence[int]:
    from corresp_tracker.casework.relink_scope import letters_concerned

    return letters_concerned(session, moved)


def _all(session: Session) -> Sequence[int]:
    from corresp_tracker.casework.relink_scope import all_letters

    return all_letters(session)
