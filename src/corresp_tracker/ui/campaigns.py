"""One letter to many, for the main window: asked for, written, and recorded as sent, each as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from corresp_tracker.ui.in_words import counted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.campaign_sending import CampaignSummary
    from corresp_tracker.casework.usual_templates import TemplateChoice
    from corresp_tracker.ui.campaign_dialog import CampaignAsked
    from corresp_tracker.ui.campaign_sent_dialog import CampaignWent
    from corresp_tracker.ui.jobs import Jobs, Progress
    from corresp_tracker.ui.message_bar import MessageBar

_NONE_TO_SEND = "No campaign has letters that are still to go: write one first (File, Write to many)."


class Campaigns(QObject):
    """Campaigns for the main window. `changed` says that letters were written, or recorded as sent."""

    changed = Signal()

    def __init__(self, jobs: Jobs, window: QWidget, bar: MessageBar) -> None:
        super().__init__(window)
        self._jobs, self._window, self._bar = jobs, window, bar
        self.dialog: QDialog | None = None

    def ask(self) -> None:
        """Let a person write to everybody on a list."""

        def task(session: Session) -> tuple[TemplateChoice, ...]:
            from corresp_tracker.casework.usual_templates import template_choices

            return template_choices(session)

        def then(templates: tuple[TemplateChoice, ...]) -> None:
            from corresp_tracker.ui.campaign_dialog import CampaignDialog

            self._open(CampaignDialog(self._jobs, templates, self._write, self._window))

        self._jobs.read(self, task, then)

    def ask_what_went(self) -> None:
        """Let a person record the letters of a campaign as sent."""

        def task(session: Session) -> tuple[CampaignSummary, ...]:
            from corresp_tracker.casework.campaign_sending import campaigns

            return tuple(each for each in campaigns(session) if each.drafts)

        def then(held: tuple[CampaignSummary, ...]) -> None:
            from corresp_tracker.ui.campaign_sent_dialog import CampaignSentDialog

            if held:
                self._open(CampaignSentDialog(self._jobs, held, self._record, self._window))
            else:
                self._bar.say(_NONE_TO_SEND)

        self._jobs.read(self, task, then)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _: int) -> None:
        self.dialog = None

    def _write(self, asked: CampaignAsked) -> None:
        by = self._jobs.office.by if self._jobs.office else ""

        def task(session: Session, progress: Progress) -> int:
            from corresp_tracker.casework.campaign import refuse_prompts, write_campaign
            from corresp_tracker.casework.templates import office_template

            template = office_template(session, asked.template)
            refuse_prompts(template)
            return len(
                write_campaign(
                    session,
                    asked.rows,
                    template=template,
                    folder=asked.folder,
                    by=by,
                    progress=progress,
                    title=asked.title,
                )
            )

        def then(number: int) -> None:
            are = "is" if number == 1 else "are"
            self._bar.say(
                f"{counted(number, 'letter')} {are} written to {asked.folder}, and drafted in the log."
            )
            self.changed.emit()

        letters = counted(len(asked.rows), "letter")
        words = f"Wrote {letters} called {asked.title}" if asked.title else f"Wrote {letters}"
        self._jobs.write_counted(self, words, f"Writing {letters}", task, then, self._bar.say_error)

    def _record(self, went: CampaignWent) -> None:
        by = self._jobs.office.by if self._jobs.office else ""

        def task(session: Session, progress: Progress) -> int:
            from corresp_tracker.casework.campaign_sending import record_campaign_sent

            return record_campaign_sent(
                session, went.lines, sent_on=went.sent_on, means=went.means, by=by, progress=progress
            )

        def then(number: int) -> None:
            are = "is" if number == 1 else "are"
            self._bar.say(f"{counted(number, 'letter')} of {went.campaign.title} {are} recorded as sent.")
            self.changed.emit()

        letters = counted(sum(not line.left_out for line in went.lines), "letter")
        words = f"Recorded {letters} of {went.campaign.title} as sent"
        self._jobs.write_counted(self, words, f"Recording {letters}", task, then, self._bar.say_error)
