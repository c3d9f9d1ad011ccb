"""Taking a draft back from Word: the file is chosen or dropped, read, compared, shown, and what is chosen is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from corresp_tracker.files import read_whole
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.reply_tasks import ReturnedFile, report_takeback, take_back
from corresp_tracker.ui.reply_word import drafts_folder
from corresp_tracker.ui.takeback_dialog import TakebackDialog

if TYPE_CHECKING:
    from corresp_tracker.casework.takeback import Takeback
    from corresp_tracker.casework.word_in import TakenBack
    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.job import Failed
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.message_bar import MessageBar
    from corresp_tracker.ui.reply_saving import ReplySaving
    from corresp_tracker.ui.takeback_model import ChosenChanges
    from corresp_tracker.values.letter_text import Arrival

    _Compared = Callable[[ReturnedFile, Takeback], None]


class ReplyTakeback(QObject):
    """Takes the draft on show back. `then` follows once it is kept.

    `own_file` is the file that the draft is in, where it lies here; `taken` gives a file and the SHA-256 of its bytes.
    """

    taken = Signal(Path, str)

    def __init__(
        self,
        jobs: Jobs,
        bar: MessageBar,
        saving: ReplySaving,
        parent: QWidget,
        *,
        by: str,
        then: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self._jobs, self._bar, self._saving, self._window = jobs, bar, saving, parent
        self._by, self._then = by, then
        self.own_file: Path | None = None

    def begin(self) -> None:
        """Take the draft's own file, or ask for one, once all that was typed here is kept."""
        file = self.own_file
        self._saving.save_then(partial(self.take_file, file=file) if file else self.ask_for_file)

    def show_versions(self) -> None:
        """Hold the versions of the draft side by side, once all that was typed is kept."""
        from corresp_tracker.ui.versions_dialog import show_versions

        def show(page: LetterPage) -> None:
            show_versions(self._window, self._jobs, page.id)

        self._saving.save_then(show)

    def take_dropped(self, file: Path) -> None:
        """Take a file that was dropped on the draft, once all that was typed here is kept."""
        self._saving.save_then(lambda page: self.take_file(page, file))

    def ask_for_file(self, page: LetterPage) -> None:
        """Let a person choose the file; the folder of drafts is shown first."""
        dialog = QFileDialog(self._window, "Take back from Word", str(drafts_folder()), "Word (*.docx)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

        def chosen(file: str) -> None:
            self.take_file(page, Path(file))

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_file(self, page: LetterPage, file: Path) -> None:
        """Read a file, even while Word holds it, and show what happened to the draft."""
        self._compare(page, file, partial(self._show, page, file), self._bar.say_error)

    def take_bytes(self, page: LetterPage, name: str, data: bytes) -> None:
        """Take a file that came by mail."""
        self._read(page, name, data, partial(self._show, page, Path(name)), self._bar.say_error)

    def look(self, page: LetterPage, file: Path, then: Callable[[Takeback], None], failed: Failed) -> None:
        """Compare a file with the draft, and show nothing."""
        self._compare(page, file, lambda _, report: then(report), failed)

    def _compare(self, page: LetterPage, file: Path, then: _Compared, failed: Failed) -> None:
        self._jobs.run(
            self,
            lambda: read_whole(file),
            lambda data: self._read(page, file.name, data, then, failed),
            failed,
            words=f"Reading {file.name}",
        )

    def _read(self, page: LetterPage, name: str, data: bytes, then: _Compared, failed: Failed) -> None:
        def compare(arrival: Arrival) -> None:
            file = ReturnedFile(letter_id=page.id, name=name, data=data, arrival=arrival)
            self._jobs.read(self, lambda session: report_takeback(session, file), partial(then, file), failed)

        self._jobs.read_file(self, data, name, compare, failed)

    def _show(self, page: LetterPage, path: Path, file: ReturnedFile, report: Takeback) -> None:
        keep = partial(self._keep, page, path, file, report)
        TakebackDialog(report, file.name, keep, self._window).open()

    def _keep(
        self,
        page: LetterPage,
        path: Path,
        file: ReturnedFile,
        report: Takeback,
        chosen: ChosenChanges,
    ) -> None:
        self._jobs.write(
            self,
            f"Took the draft in {page.reference} back from Word",
            lambda session: take_back(
                session, file, chosen=chosen, version=report.draft_version, by=self._by
            ),
            partial(self._kept, path, file, chosen),
            self._bar.say_error,
        )

    def _kept(self, path: Path, file: ReturnedFile, chosen: ChosenChanges, taken: TakenBack) -> None:
        self.taken.emit(path, sha256(file.data).hexdigest())
        self._then()
        left = sum(change.is_change and change.key not in taken.taken for change in taken.report.changes)
        left += len(taken.report.around) - len(chosen.around)
        words = f"Taken back as version {taken.version}; the file is kept with it."
        if left:
            words += f" {counted(left, 'change')} of the file {'was' if left == 1 else 'were'} left out."
        self._bar.say(words)
