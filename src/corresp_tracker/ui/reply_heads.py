"""Who signs a draft, to whom it goes, and one to each of several readers: what the reply page does about them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.new_holders_dialog import address_new_holders
from corresp_tracker.ui.signatory_dialog import change_signatory

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.message_bar import MessageBar
    from corresp_tracker.ui.reply_saving import ReplySaving


class ReplyHeads(QObject):
    """Does them for the draft on show, once all that was typed is kept. `then` shows the draft again."""

    def __init__(
        self, jobs: Jobs, bar: MessageBar, saving: ReplySaving, page: QWidget, *, then: Callable[[], None]
    ) -> None:
        super().__init__(page)
        self._jobs, self._bar, self._saving, self._page, self._then = jobs, bar, saving, page, then

    @property
    def acts(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        """What can be done, each with its words and its key."""
        return (
            ("A letter to each addressee", "Ctrl+Shift+A", self.write_to_each),
            ("The same words to the other addressees", "Ctrl+Shift+U", self.give_same_text),
            ("Address to who holds the post now …", "Ctrl+Shift+H", self.address_new_holders),
        )

    def change_signatory(self) -> None:
        """Let the person choose another signatory for the draft's case."""
        self._saving.save_then(
            lambda page: change_signatory(self._page, self._jobs, page.case_id, self._then)
        )

    def write_to_each(self) -> None:
        """Make of the draft one to each of its addressees."""

        def do(page: LetterPage) -> None:
            def then(added: tuple[int, ...]) -> None:
                self._bar.say(
                    f"There is a letter to each now: this one, and {counted(len(added), 'other')} in the case with the "
                    "same words. Write on here, and give the others the same words before they go (Ctrl+Shift+U). "
                    "What was cleared stays with this one."
                )
                self._then()

            words = f"A letter to each addressee in {page.reference}"
            self._jobs.write(self, words, lambda session: _to_each(session, page), then, self._bar.say_error)

        self._saving.save_then(do)

    def give_same_text(self) -> None:
        """Give the drafts to the other addressees the words of this one."""

        def do(page: LetterPage) -> None:
            def then(whom: tuple[str, ...]) -> None:
                self._bar.say(f"The letter to {' and the one to '.join(whom)} says the same now.")

            words = f"The same words to the other addressees in {page.reference}"
            self._jobs.write(
                self, words, lambda session: _same_text(session, page), then, self._bar.say_error
            )

        self._saving.save_then(do)

    def address_new_holders(self) -> None:
        """Address the draft to whoever holds the post of its reader now."""

        def none() -> None:
            self._bar.say(
                "Nobody else is known to hold a post of its addressees. Where somebody does, say so under People."
            )

        self._saving.save_then(
            lambda page: address_new_holders(self._page, self._jobs, [page.id], none=none, then=self._then)
        )

    def warn(self, warnings: tuple[str, ...]) -> None:
        """Say that the draft goes to somebody who has left, and offer whoever holds the post now."""
        self._bar.say(" ".join(warnings), action="Address anew …", do=self.address_new_holders)


def _to_each(session: Session, page: LetterPage) -> tuple[int, ...]:
    from corresp_tracker.casework.separate_replies import write_to_each

    return write_to_each(session, page.id, version=page.version)


def _same_text(session: Session, page: LetterPage) -> tuple[str, ...]:
    from corresp_tracker.casework.separate_replies import give_same_text

    return give_same_text(session, page.id, version=page.version)
