"""Citing a work while one writes: chosen, put in as house style has it, and linked to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from corresp_tracker.ui.cite_dialog import ask_for_work
from corresp_tracker.ui.reply_tasks import cite_inserted, house_form

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from corresp_tracker.store.lists import LetterPage, WorkRow
    from corresp_tracker.ui.draft_editor import DraftEditor
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.message_bar import MessageBar
    from corresp_tracker.ui.reply_saving import ReplySaving


class ReplyCiting(QObject):
    """Puts citations into the draft on show. `then` gets the draft once one is linked."""

    def __init__(
        self,
        jobs: Jobs,
        editor: DraftEditor,
        saving: ReplySaving,
        bar: MessageBar,
        page: QWidget,
        *,
        by: str,
        then: Callable[[LetterPage], None],
    ) -> None:
        super().__init__(page)
        self._jobs, self._editor, self._saving, self._bar = jobs, editor, saving, bar
        self._page, self._by, self._then = page, by, then

    def ask(self) -> None:
        """Choose a work and put its citation in house form where the caret stands."""
        words = self._editor.textCursor().selectedText()
        ask_for_work(self._page, self._jobs, words, self._insert, verb="Insert")

    def _insert(self, work: WorkRow) -> None:
        self._jobs.read(self, lambda session: house_form(session, work.id), partial(self._put_in, work))

    def _put_in(self, work: WorkRow, words: str) -> None:
        uid, start, end = self._editor.insert_words(words)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

        def link(page: LetterPage) -> None:
            self._jobs.write(
                self,
                f"Cited {work.title}",
                lambda session: cite_inserted(session, page, uid, start, end, work_id=work.id, by=self._by),
                self._then,
                self._bar.say_error,
            )

        self._saving.save_then(link)
