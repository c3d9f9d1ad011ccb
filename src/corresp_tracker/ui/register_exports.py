"""Works written to a file for whoever asks: the register's page, or a letter for those that it cites."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from corresp_tracker.files import write_whole
from corresp_tracker.ui.export_dialog import ExportAsked, ExportChoice, ask_what_to_export
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.message_bar import MessageBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.register_exports import Exported
    from corresp_tracker.ui.jobs import Jobs

WHOLE = (
    ExportChoice("All reports", "reports"),
    ExportChoice("All programmes", "programmes"),
    ExportChoice("All organisations", "organisations"),
    ExportChoice("All office-holders", "correspondents"),
)


class RegisterExports(QObject):
    """Asks what to write and where to, and writes it."""

    def __init__(self, jobs: Jobs, page: QWidget, bar: MessageBar) -> None:
        super().__init__(page)
        self._jobs, self._page, self._bar = jobs, page, bar

    def ask(self, shown: Sequence[int]) -> None:
        """Ask what to write of the register; `shown` are the works of the list on show."""
        listed = ExportChoice(f"Reports of the list shown ({len(shown):,} works)", "reports", tuple(shown))
        ask_what_to_export(self._page, (WHOLE[0], listed, *WHOLE[1:]), self.write)

    def ask_of_letter(self, letter_id: int) -> None:
        """Ask how to write the reports that a letter cites."""

        def show(works: Sequence[int]) -> None:
            if not works:
                self._bar.say("This letter cites no report that the office holds.")
                return
            cited = ExportChoice("Reports that this letter cites", "reports", tuple(works))
            ask_what_to_export(self._page, (cited,), self.write)

        self._jobs.read(self, lambda session: _cited(session, letter_id), show, self._bar.say_error)

    def write(self, asked: ExportAsked) -> None:
        """Write what was asked for."""
        file = Path(asked.file)

        def then(exported: tuple[bytes, Exported]) -> None:
            data, about = exported
            left = f"; {about.left_out} that are no reports left out" if about.left_out else ""
            self._jobs.run(
                self,
                lambda: write_whole(file, data),
                lambda _: self._bar.say(f"{counted(about.works, 'row')} written to {file}{left}."),
                self._bar.say_error,
            )

        self._jobs.read(self, lambda session: _exported(session, asked), then, self._bar.say_error)


def _cited(session: Session, letter_id: int) -> Sequence[int]:
    from corresp_tracker.casework.register_exports import works_of_letter

    return works_of_letter(session, letter_id)


def _exported(session: Session, asked: ExportAsked) -> tuple[bytes, Exported]:
    from corresp_tracker.casework.register import RegisterKind
    from corresp_tracker.casework.register_exports import ExportFormat, export_works

    form = ExportFormat(asked.form)
    exported = export_works(session, RegisterKind(asked.choice.kind), form, only=asked.choice.works)
    return exported.encoded(form), exported
