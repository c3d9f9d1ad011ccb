"""Ways into an office: the example, an empty one, one that is there, one from a backup.

The dialogs are loaded when they are asked for, so that the first window is soon painted.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from corresp_tracker.paths import user_data_dir

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.office_rules import MovedCase, OfficeRules
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.database import NewOffice, Office
    from corresp_tracker.ui.jobs import Job, Jobs, Progress
    from corresp_tracker.ui.new_office_dialog import NewOfficeAnswer, NewOfficeDialog
    from corresp_tracker.ui.open_office_dialog import OpenOfficeDialog

EXAMPLE_FOLDER = "Example"


class OfficeChoice(QObject):
    """Opens offices for a window. `opened` gives the office that is open now; `failed` why none is."""

    opened = Signal(object)
    failed = Signal(object)
    renamed = Signal(str)

    def __init__(self, jobs: Jobs, window: QWidget, *, by: str) -> None:
        super().__init__(window)
        self._jobs, self._window, self._by = jobs, window, by
        self._making: Job | None = None

    def open_example(self, folder: Path | None = None) -> None:
        """Open the example office, which is made first where there is none yet; asked twice, it is made once."""
        if self._making in self._jobs.shown():
            return
        place = folder or user_data_dir() / EXAMPLE_FOLDER

        def task(progress: Progress) -> Path:
            return _example_in(place, by=self._by, progress=progress)

        def then(address: Path) -> None:
            self.open(str(address))

        self._making = self._jobs.run_counted(self, "Making the example office", task, then, self.failed.emit)

    def start_new(self) -> None:
        """Ask how an empty office is to be, and start it."""
        self._jobs.run(self, _known_bodies, self._ask_for_new)

    def change(self) -> None:
        """Let the person change what is settled about the office that is open."""

        def show(asked: tuple[NewOffice, dict[str, str]]) -> None:
            from corresp_tracker.ui.office_settings_dialog import change_office

            change_office(self._window, *asked, self._keep)

        self._jobs.read(self, _settled, show)

    def change_signatories(self) -> None:
        """Let the person settle who usually signs."""
        from corresp_tracker.ui.usual_signatories_dialog import change_signatories

        change_signatories(self._window, self._jobs)

    def change_rules(self) -> None:
        """Let the person change the office's kinds, deadlines, stages and own holidays."""

        def show(rules: OfficeRules) -> None:
            from corresp_tracker.ui.rules_dialog import change_rules

            change_rules(self._window, self._jobs, rules)

        self._jobs.read(self, _rules, show)

    def show_templates(self) -> None:
        """Show the templates that letters are written from."""
        from corresp_tracker.ui.templates_dialog import show_templates

        show_templates(self._window, self._jobs, by=self._by)

    def _keep(self, profile: NewOffice) -> None:
        """Keep the settings; where another nation's holidays move cases, these are shown first."""

        def write(moved: tuple[MovedCase, ...]) -> None:
            self._jobs.write(
                self,
                "Changed the office's settings",
                lambda session: _write_profile(session, profile, moved),
                lambda _: self.renamed.emit(profile.name),
            )

        def seen(moved: tuple[MovedCase, ...]) -> None:
            from corresp_tracker.ui.moved_cases_dialog import ask_to_move

            if moved:
                ask_to_move(self._window, moved, lambda: write(moved))
            else:
                write(moved)

        self._jobs.read(self, lambda session: _moved_by(session, profile), seen)

    def _ask_for_new(self, bodies: dict[str, str]) -> None:
        from corresp_tracker.ui.new_office_dialog import ask_for_new_office

        dialogs: list[NewOfficeDialog] = []

        def then(answer: NewOfficeAnswer) -> None:
            def opener() -> Office:
                from corresp_tracker.casework.offices import start_office

                return start_office(answer.address, answer.profile, by=self._by)

            self._open(opener, partial(_come_back, dialogs))

        dialogs.append(ask_for_new_office(self._window, bodies, then))

    def ask(self) -> None:
        """Ask which office to open, and open it."""
        from corresp_tracker.ui.open_office_dialog import ask_for_office

        dialogs: list[OpenOfficeDialog] = []

        def then(address: str) -> None:
            self.open(address, failed=partial(_come_back, dialogs))

        dialogs.append(ask_for_office(self._window, then))

    def open(self, address: str, *, failed: Callable[[CorrespError], None] | None = None) -> None:
        """Open the office at an address."""

        def opener() -> Office:
            from corresp_tracker.casework.offices import open_office

            return open_office(address, by=self._by)

        self._open(opener, failed or self.failed.emit)

    def back_up(self) -> None:
        """Ask where a backup is to go, and make it."""
        from corresp_tracker.ui.backup_dialog import back_up_office

        back_up_office(self._window, self._jobs)

    def restore(self) -> None:
        """Ask which backup is to be put back where, and open what it gives."""
        from corresp_tracker.ui.backup_dialog import restore_office

        restore_office(self._window, self._jobs, self.open)

    def _open(self, opener: Callable[[], Office], failed: Callable[[CorrespError], None]) -> None:
        self._jobs.open_office(self, opener, self.opened.emit, failed)


def _example_in(place: Path, *, by: str, progress: Progress) -> Path:
    """Make the example office beside its place and move it there whole: what was called off leaves nothing behind."""
    from corresp_tracker.casework.example import EXAMPLE_NAME, make_example

    if not (place / EXAMPLE_NAME).exists():
        unfinished = place.with_name(f"{place.name} (unfinished)")
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            make_example(unfinished, by=by, read=_read, progress=progress)
            place.parent.mkdir(parents=True, exist_ok=True)
            unfinished.rename(place)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return place / EXAMPLE_NAME


def _rules(session: Session) -> OfficeRules:
    from corresp_tracker.casework.office_rules import office_rules

    return office_rules(session)


def _moved_by(session: Session, profile: NewOffice) -> tuple[MovedCase, ...]:
    from corresp_tracker.casework.office_rules import cases_moved_by, office_rules

    return cases_moved_by(session, replace(office_rules(session), nation=profile.nation))


def _write_profile(session: Session, profile: NewOffice, moved: tuple[MovedCase, ...]) -> None:
    from corresp_tracker.casework.office_rules import keep_rules, office_rules
    from corresp_tracker.casework.offices import change_profile

    rules = replace(office_rules(session), nation=profile.nation)
    keep_rules(session, rules, shown=moved)
    change_profile(session, profile)


def _known_bodies() -> dict[str, str]:
    from corresp_tracker.casework.offices import bodies_that_ship

    return bodies_that_ship()


def _settled(session: Session) -> tuple[NewOffice, dict[str, str]]:
    from corresp_tracker.casework.offices import known_bodies, office_profile

    return office_profile(session), known_bodies(session)


def _come_back(dialogs: list[Any], error: CorrespError) -> None:
    dialogs[-1].come_back(error)


def _read(data: bytes, name: str) -> Any:
    from corresp_tracker.intake.worker import read_in_worker

    return read_in_worker(data, name=name)
