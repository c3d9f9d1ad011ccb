"""The drafts that are out in Word, for the whole program: where they lie, and what was saved while nobody looked."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from corresp_tracker.ui.reply_word import drafts_folder
from corresp_tracker.ui.word_watch import look_at

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.store.lists import InWord, LetterPage
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.main_pages import MainPages
    from corresp_tracker.ui.message_bar import MessageBar


class DraftsInWord(QObject):
    """Says, when an office is opened, which drafts were saved in Word meanwhile; lets a person choose their folder."""

    draft_asked = Signal(int)

    def __init__(self, jobs: Jobs, bar: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._jobs, self._bar, self._window = jobs, bar, window

    def say_what_was_saved(self) -> None:
        """Look at the files of drafts on this computer, and name those that were saved since they were written."""

        def look(drafts: tuple[InWord, ...]) -> None:
            if drafts:
                self._jobs.run(self, lambda: [each for each in drafts if _was_saved(each)], self._say)

        self._jobs.read(self, _on_this_computer, look)

    def take_back(self, pages: MainPages, letter_id: int, name: str, data: bytes) -> None:
        """Open a draft, and show what happened to it in a file that came by mail."""

        def loaded(page: LetterPage) -> None:
            if page.id == letter_id:
                pages.reply.loaded.disconnect(loaded)
                pages.reply.takeback.take_bytes(page, name, data)

        pages.reply.loaded.connect(loaded)
        pages.open_draft(letter_id)

    def choose_folder(self, now: str, keep: Callable[[str], None]) -> None:
        """Let a person choose where their drafts lie while they are open in Word."""
        dialog = QFileDialog(self._window, "Folder for drafts in Word", str(drafts_folder(now)))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)

        def chosen(folder: str) -> None:
            keep(folder)
            self._bar.say(f"Drafts that you open in Word lie in {Path(folder)} from now on.")

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _say(self, saved: Sequence[InWord]) -> None:
        if not saved:
            return
        first = saved[0]
        named = ", ".join(each.reference for each in saved)
        drafts = "The draft in" if len(saved) == 1 else "The drafts in"
        verb = "was" if len(saved) == 1 else "were"
        self._bar.say(
            f"{drafts} {named} {verb} saved in Word and not taken back yet.",
            action=f"Open {first.reference}",
            do=lambda: self.draft_asked.emit(first.letter_id),
        )


def _was_saved(draft: InWord) -> bool:
    return look_at(Path(draft.path)).sha256 not in ("", draft.sha256)


def _on_this_computer(session: Session) -> tuple[InWord, ...]:
    from corresp_tracker.store.lists import all_in_word

    return tuple(each for each in all_in_word(session) if each.computer == platform.node())
