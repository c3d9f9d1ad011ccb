"""Saving a reply as it is written: by itself after a pause, never over what a colleague saved first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from corresp_tracker.errors import ChangedElsewhere, CorrespError
from corresp_tracker.ui.reply_tasks import save_draft

if TYPE_CHECKING:
    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.message_bar import MessageBar
    from corresp_tracker.ui.reply_sheet import ReplySheet

PAUSE_MS = 1500


class ReplySaving(QObject):
    """Keeps what is typed on a sheet. While a colleague's version stands in the way it saves nothing."""

    saved = Signal(object)
    state_changed = Signal(str)
    reload_asked = Signal()
    copy_asked = Signal()

    def __init__(self, jobs: Jobs, sheet: ReplySheet, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._sheet, self._bar = jobs, sheet, bar
        self.page: LetterPage | None = None
        self._is_dirty = self._is_saving = self._is_blocked = False
        self._then: Callable[[LetterPage], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.save_now)

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that is not kept yet."""
        return self._is_dirty or self._is_saving

    def start(self, page: LetterPage) -> None:
        """Begin with a draft as the log has it."""
        self.page = page
        self._is_dirty = self._is_saving = self._is_blocked = False
        self._timer.stop()

    def take_version(self, page: LetterPage) -> None:
        """Take note that the draft has a newer version, made by something other than typing."""
        if self.page and page.id == self.page.id:
            self.page = page

    def forget(self) -> None:
        """Give up what is typed and not kept."""
        self._is_dirty = self._is_saving = self._is_blocked = False
        self._timer.stop()

    def note_edit(self) -> None:
        """Take note that something was typed."""
        if self.page is None:
            return
        self._is_dirty = True
        if not self._is_blocked:
            self.state_changed.emit("Not saved yet")
            self._timer.start()

    def save_then(self, do: Callable[[LetterPage], None]) -> None:
        """Do something with the draft once all that was typed is kept."""
        if self._is_blocked:
            self._say_blocked()
        elif self.is_dirty:
            self._then = do
            self.save_now()
        elif self.page:
            do(self.page)

    def save_now(self) -> None:
        """Keep what is typed."""
        self._timer.stop()
        page = self.page
        if page is None or not self._is_dirty or self._is_saving or self._is_blocked:
            return
        heading, paragraphs = self._sheet.heading(), self._sheet.editor.paragraphs()
        self._is_dirty, self._is_saving = False, True
        self._jobs.write(
            self,
            f"Edited the draft reply in {page.reference}",
            lambda session: save_draft(session, page, heading=heading, paragraphs=paragraphs),
            self._kept,
            self._failed,
            is_step=False,
        )

    def _kept(self, page: LetterPage) -> None:
        self._is_saving = False
        if self.page is None or self.page.id != page.id:
            return
        self.page = page
        if self._is_dirty:
            self._timer.start(0 if self._then else PAUSE_MS)
            return
        self.saved.emit(page)
        then, self._then = self._then, None
        if then:
            then(page)

    def _failed(self, error: CorrespError) -> None:
        self._is_saving, self._is_dirty, self._then = False, True, None
        self.state_changed.emit("Not saved")
        if isinstance(error, ChangedElsewhere):
            self._is_blocked = True
            self._say_blocked()
        else:
            self._bar.say(error.message, action="Try again", do=self.save_now)

    def _say_blocked(self) -> None:
        self._bar.say(
            "A colleague saved this draft first. What you typed is still here, but it is not saved.",
            details="Copy it, see what your colleague wrote, and put in what is missing.",
            action="Copy mine and show theirs",
            do=self._copy_and_reload,
        )

    def _copy_and_reload(self) -> None:
        self.copy_asked.emit()
        self.reload_asked.emit()
