"""A draft that is out in Word: the page rests, says who has it, and notices when it was saved there."""

from __future__ import annotations

import platform
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.ui.in_words import counted, moment, tooltip
from corresp_tracker.ui.labels import drawn_by_style, plain_label
from corresp_tracker.ui.question import ask_first
from corresp_tracker.ui.reply_tasks import folder_for_drafts, give_up_word_copy, open_in_word
from corresp_tracker.ui.theme import spacing
from corresp_tracker.ui.word_watch import SeenFile, WordWatch

if TYPE_CHECKING:
    from corresp_tracker.casework.takeback import Takeback
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.lists import InWord, LetterPage
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.message_bar import MessageBar
    from corresp_tracker.ui.reply_takeback import ReplyTakeback

IN_WORD = "This draft is in Word: take it back first (Ctrl+Shift+J), or give up the Word copy."


class OutStrip(QFrame):
    """Says who has the draft in Word and what happened there; takes it back, opens it again, or gives it up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        drawn_by_style(self)
        unit = spacing(self)
        self.who = plain_label(role="strong", wraps=True)
        self.what = plain_label(role="quiet", wraps=True)
        self.take = self._button(
            "&Take back", "Look at what was done in Word, and take it over (Ctrl+Shift+J)"
        )
        self.again = self._button("&Open again", "Open the file in Word once more (Ctrl+Shift+O)")
        self.give_up = self._button("&Give up the Word copy …", "Go on here without what was written in Word")
        words = QVBoxLayout()
        words.setSpacing(unit)
        words.addWidget(self.who)
        words.addWidget(self.what)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit * 4, unit * 2, unit * 4, unit * 2)
        layout.setSpacing(unit * 2)
        layout.addLayout(words, 1)
        for button in (self.give_up, self.again, self.take):
            layout.addWidget(button)
        self.hide()

    def say(self, who: str, what: str, *, is_here: bool) -> None:
        """Say who has it and what is known of the file; it is opened again only where it is `is_here`."""
        self.who.setText(who)
        self.what.setText(what)
        self.again.setVisible(is_here)
        self.setAccessibleName(f"{who} {what}")
        self.show()

    def _button(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        return button


class ReplyOut(QObject):
    """Sends the draft on show to Word, and follows its file until it is taken back or given up.

    `own_folder` gives the folder that this person chose for such files. `rests` says whether the page is read-only.
    """

    rests = Signal(bool)

    def __init__(
        self,
        jobs: Jobs,
        bar: MessageBar,
        takeback: ReplyTakeback,
        page: QWidget,
        *,
        by: str,
        own_folder: Callable[[], str],
        then: Callable[[], None],
    ) -> None:
        super().__init__(page)
        self._jobs, self._bar, self._takeback, self._window = jobs, bar, takeback, page
        self._by, self._own_folder, self._then = by, own_folder, then
        self.strip = OutStrip(page)
        self.watch = WordWatch(jobs, self)
        self._page: LetterPage | None = None
        self._known = ""
        """What the file held when it was last written or taken back, by its SHA-256."""
        self._told = ""
        """What the file held when its changes were last counted."""
        self._saved_words = ""
        self.watch.seen.connect(self._seen)
        takeback.taken.connect(self._was_taken)
        self.strip.take.clicked.connect(takeback.begin)
        self.strip.again.clicked.connect(self.open_again)
        self.strip.give_up.clicked.connect(self.ask_to_give_up)

    @property
    def is_out(self) -> bool:
        """Whether the draft on show is in Word."""
        return self._page is not None and self._page.in_word is not None

    def show(self, page: LetterPage) -> None:
        """Show how a draft stands with Word; the file of another draft is no longer followed."""
        if self._page is not None and self._page.id != page.id:
            self.leave()
        was_out, self._page = self.is_out, page
        out = page.in_word
        self.rests.emit(out is not None)
        if out is None:
            self.strip.hide()
            self._takeback.own_file = None
            return
        if not was_out:
            self._known, self._told, self._saved_words = out.sha256, "", ""
        if out.computer == platform.node():
            self._follow(page, Path(out.path))
        else:
            own = self._own_folder()
            self._jobs.read(
                self,
                lambda session: folder_for_drafts(session, own),
                lambda folder: self._follow(page, folder / out.name),
            )
        self._say(out)

    def leave(self) -> None:
        """Follow no file any more."""
        self.watch.stop()
        self._page = None
        self._known = self._told = self._saved_words = ""
        self._takeback.own_file = None

    def open(self, page: LetterPage) -> None:
        """Write a draft that is kept to a file that is master from now on, and open it in Word."""
        own = self._own_folder()
        self._jobs.write(
            self,
            f"Opened the reply in {page.reference} in Word",
            lambda session: open_in_word(
                session, page.id, own_folder=own, computer=platform.node(), by=self._by
            ),
            self._opened,
            self._bar.say_error,
            is_step=False,
        )

    def open_again(self) -> None:
        """Open the file once more in Word, where it lies on this computer."""
        file = self._takeback.own_file
        if file is None:
            self._bar.say(
                "The file is not here, or was moved: look for it, and drop it on the page to take it back."
            )
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    def ask_to_give_up(self) -> None:
        """Ask whether what was written in Word is to be left out, and go on here where it is."""
        page = self._page
        if page is None or page.in_word is None:
            return
        ask_first(
            self._window,
            "Give up the Word copy?",
            "The draft goes on here as it stood when it went to Word.",
            f"What was written in {page.in_word.name} since is left out. The file itself stays where it is, and can "
            "still be taken back later. Ctrl+Z undoes this.",
            stay="Leave it in Word",
            go="Give it up",
            then=lambda gives: self.give_up(page) if gives else None,
        )

    def give_up(self, page: LetterPage) -> None:
        """Give up the Word copy of a draft."""

        def then(_: None) -> None:
            self.leave()
            self._then()

        words = f"Gave up the Word copy of the reply in {page.reference}"
        self._jobs.write(
            self, words, lambda session: give_up_word_copy(session, page.id), then, self._bar.say_error
        )

    def _follow(self, page: LetterPage, file: Path) -> None:
        """Follow the file of a draft; one that was followed already is taken as it was seen last."""
        if self._page is None or self._page.id != page.id or not self.is_out:
            return
        self.watch.watch(file)
        if self.watch.last is not None:
            self._seen(self.watch.last)

    def _opened(self, out: InWord) -> None:
        self._then()
        QDesktopServices.openUrl(QUrl.fromLocalFile(out.path))

    def _seen(self, found: SeenFile) -> None:
        page = self._page
        if page is None:
            return
        self._takeback.own_file = found.path if found.sha256 and self.is_out else None
        is_changed = found.sha256 not in ("", self._known)
        if page.in_word is not None:
            self._say(page.in_word, found)
        if is_changed and found.sha256 != self._told:
            self._told = found.sha256
            self._takeback.look(
                page, found.path, partial(self._report, page, found), partial(self._unreadable, page, found)
            )

    def _report(self, page: LetterPage, found: SeenFile, report: Takeback) -> None:
        """Say what was saved: on the strip while the draft is out, else as a message."""
        now = self._page
        if now is None or now.id != page.id or found.saved_at is None:
            return
        changes = sum(change.is_change for change in report.changes) + len(report.heads) + len(report.around)
        what = f"{counted(changes, 'change')} to look at" if changes else "nothing in it is different"
        at = f"{found.saved_at:%H:%M}"
        if now.in_word is not None:
            self._saved_words = f"Saved in Word at {at}: {what}."
            self._say(now.in_word, found)
        elif changes:
            self._bar.say(
                f"{found.path.name} was saved in Word again at {at}, after it was taken back: {what}.",
                action="Take it back again",
                do=lambda: self._takeback.take_dropped(found.path),
            )

    def _unreadable(self, page: LetterPage, found: SeenFile, error: CorrespError) -> None:
        """Say that what was saved cannot be read, as while it is written or where it is damaged."""
        now = self._page
        if now is not None and now.id == page.id and now.in_word is not None and found.saved_at is not None:
            self._saved_words = f"Saved in Word at {found.saved_at:%H:%M}, but: {error.message}"
            self._say(now.in_word, found)

    def _was_taken(self, file: Path, digest: str) -> None:
        if file == self.watch.file:
            self._known = self._told = digest
            self._saved_words = ""

    def _say(self, out: InWord, found: SeenFile | None = None) -> None:
        found = found or self.watch.last
        is_here = bool(found and found.sha256)
        name = out.by or "a colleague"
        who = f"In Word with {name} since {moment(out.since)}, and read-only here until it is taken back."
        self.strip.say(who, self._about(out, found), is_here=is_here)
        self.strip.what.setToolTip(tooltip(str(found.path if found else out.path)))

    def _about(self, out: InWord, found: SeenFile | None) -> str:
        if found is None:
            return out.path
        if not found.sha256:
            where = (
                f"on {out.computer}: {out.path}"
                if out.computer != platform.node()
                else f"in {found.path.parent}"
            )
            return f"The file is not to be found {where}. Look for it and drop it here, or give up the Word copy."
        still = " It is still open there." if found.is_open else ""
        return f"{self._saved_words or 'Nothing was saved in it yet.'}{still} The file is {found.path.name}."
