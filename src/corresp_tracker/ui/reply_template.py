"""The template of a draft: a newer version to change over to, and what is left for the signatory's hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.draft_template import DraftTemplate
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.message_bar import MessageBar
    from corresp_tracker.ui.reply_saving import ReplySaving
    from corresp_tracker.ui.reply_sheet import ReplySheet

BY_HAND = "Left for the signatory’s hand, not printed"
_TABLES = frozenset({"letter", "letter_template", "template_version"})


class ReplyTemplate(QObject):
    """Says once for each draft that its template has a newer version; F6 changes over."""

    def __init__(
        self,
        jobs: Jobs,
        bar: MessageBar,
        sheet: ReplySheet,
        saving: ReplySaving,
        parent: QWidget,
        *,
        then: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self._jobs, self._bar, self._sheet, self._saving, self._then = jobs, bar, sheet, saving, then
        self._page: LetterPage | None = None
        self._told: DraftTemplate | None = None
        jobs.changed.connect(self._changed)
        self.acts = (
            ("Use the template's newer version", "F6", self.change_over),
            ("Salutation and sign-off by hand, or printed", "Ctrl+Shift+Q", self.turn_by_hand),
        )
        """What can be done, each with its words and its key."""

    def show(self, page: LetterPage) -> None:
        """Look what a draft that was just opened is written from."""
        self._page, self._told = page, None
        self._look(page, says_newer=True)

    def _changed(self, changes: Changes) -> None:
        if self._page and changes.kinds & _TABLES:
            self._look(self._page, says_newer=False)

    def change_over(self) -> None:
        """Have the draft written with the newest approved version of its template."""
        told = self._told
        if told is None or told.newer is None:
            self._bar.say("This draft is written with the newest version of its template already.")
        else:
            self._saving.save_then(self._change_over)

    def turn_by_hand(self) -> None:
        """Leave salutation and sign-off for the signatory's hand, or have them printed again."""
        if self._told is not None:
            self._saving.save_then(self._turn)

    def _change_over(self, page: LetterPage) -> None:
        def changed(number: int) -> None:
            self._bar.say(f"It is written with version {number} of its template from now on.")
            self._then()

        words = f"Changed over to the template's newer version in {page.reference}"
        self._jobs.write(
            self, words, lambda session: _change_over(session, page.id), changed, self._bar.say_error
        )

    def _turn(self, page: LetterPage) -> None:
        by_hand = not (self._told and self._told.by_hand)

        def turned(_: None) -> None:
            self._bar.say(
                "Salutation and sign-off are left for the signatory’s hand: the Word file has room for them."
                if by_hand
                else "Salutation and sign-off are printed again."
            )
            self._then()

        words = (
            f"Left salutation and sign-off to the hand in {page.reference}"
            if by_hand
            else f"Had salutation and sign-off printed in {page.reference}"
        )
        self._jobs.write(
            self, words, lambda session: _leave(session, page.id, by_hand), turned, self._bar.say_error
        )

    def _look(self, page: LetterPage, *, says_newer: bool) -> None:
        def show(told: DraftTemplate) -> None:
            if self._page is None or page.id != self._page.id:
                return
            self._told = told
            self._sheet.show_by_hand(BY_HAND if told.by_hand else "")
            if says_newer and told.newer is not None and self._bar.isHidden():
                self._bar.say(
                    f"Version {told.newer} of the template “{told.title}” was approved since this draft was begun.",
                    action="Use it (F6)",
                    do=self.change_over,
                )

        self._jobs.read(self, lambda session: _told(session, page.id), show, _say_nothing)


def _say_nothing(_: object) -> None:
    """Leave it to the page to say why a draft cannot be read: it has gone, or its template has."""


def _told(session: Session, letter_id: int) -> DraftTemplate:
    from corresp_tracker.casework.draft_template import draft_template

    return draft_template(session, letter_id)


def _change_over(session: Session, letter_id: int) -> int:
    from corresp_tracker.casework.draft_template import change_over

    return change_over(session, letter_id)


def _leave(session: Session, letter_id: int, by_hand: bool) -> None:
    from corresp_tracker.casework.draft_template import leave_to_hand

    leave_to_hand(session, letter_id, by_hand=by_hand)
