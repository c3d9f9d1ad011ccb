"""What the window does with the case on show, or with those that are chosen in the worklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.main_pages import MainPages

_NO_CASE = "Choose a case in the worklist first."


class CaseActs(QObject):
    """Opens the dialogs, or says that a case must be chosen first."""

    def __init__(self, jobs: Jobs, window: QWidget, pages: MainPages) -> None:
        super().__init__(window)
        self._jobs, self._window, self._pages = jobs, window, pages

    def follow_ups(self) -> None:
        """Show what is still to come in the case."""
        from corresp_tracker.ui.follow_ups_dialog import show_follow_ups

        case_id = self._pages.case_on_show()
        if case_id is None:
            self._pages.bar.say(_NO_CASE)
        else:
            show_follow_ups(self._window, self._jobs, case_id)

    def belongings(self) -> None:
        """Show what the case belongs with."""
        from corresp_tracker.ui.case_ties_dialog import show_belongings

        case_id = self._pages.case_on_show()
        if case_id is None:
            self._pages.bar.say(_NO_CASE)
        else:
            show_belongings(self._window, self._jobs, case_id)

    def change_signatory(self) -> None:
        """Have somebody else sign in the case, or in the case of the draft on show."""
        from corresp_tracker.ui.signatory_dialog import change_signatory

        if self._pages.is_draft_on_show:
            self._pages.reply.heads.change_signatory()
            return
        case_id = self._pages.case_on_show()
        if case_id is None:
            self._pages.bar.say(_NO_CASE)
        else:
            change_signatory(self._window, self._jobs, case_id)

    def reallocate(self) -> None:
        """Give the chosen cases to somebody else."""
        from corresp_tracker.ui.reallocate_dialog import reallocate_cases

        chosen = self._pages.cases_chosen()
        if chosen:
            reallocate_cases(self._window, self._jobs, chosen)
        else:
            self._pages.bar.say(_NO_CASE)

    def change_many(self) -> None:
        """Do the same with all chosen cases: move, hold, extend, bring forward, sort or close them."""
        from corresp_tracker.ui.bulk_dialog import change_cases

        chosen = self._pages.cases_chosen()
        if chosen:
            change_cases(self._window, self._jobs, chosen, self._pages.bar.say)
        else:
            self._pages.bar.say(_NO_CASE)

    def remind(self) -> None:
        """Show whom to remind today."""
        from corresp_tracker.ui.reminders_dialog import remind

        remind(self._window, self._jobs, self._pages.bar.say)
