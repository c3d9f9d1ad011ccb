"""From the draft to what goes: checked on one page, made final, written to a folder, its e-mail ready."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from corresp_tracker.files import write_whole
from corresp_tracker.ui.checks_dialog import ChecksDialog
from corresp_tracker.ui.reply_tasks import keep_final, make_final, to_make_final
from corresp_tracker.ui.reply_word import drafts_folder

if TYPE_CHECKING:
    from corresp_tracker.casework.finalising import FinalLetter, ToMakeFinal
    from corresp_tracker.drafting.letter_to_check import DraftCheck
    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.message_bar import MessageBar
    from corresp_tracker.ui.reply_saving import ReplySaving
    from corresp_tracker.ui.reply_sheet import ReplySheet


class ReplySending(QObject):
    """Checks the draft on show and makes the files that go. `then` follows whenever the draft was changed."""

    def __init__(
        self,
        jobs: Jobs,
        bar: MessageBar,
        sheet: ReplySheet,
        saving: ReplySaving,
        parent: QWidget,
        *,
        by: str,
        then: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self._jobs, self._bar, self._sheet, self._window = jobs, bar, sheet, parent
        self._saving, self._by, self._then = saving, by, then

    def begin(self) -> None:
        """Check the draft, once all that was typed is kept."""
        self._saving.save_then(self.check)

    def check(self, page: LetterPage) -> None:
        """Show what looks wrong with a draft that is kept."""
        dialog = ChecksDialog(self._jobs, page, self._window)
        dialog.go_asked.connect(self._go_to)
        dialog.changed.connect(lambda: self._then())
        dialog.prepare_asked.connect(lambda: self.prepare(page))
        dialog.open()

    def prepare(self, page: LetterPage) -> None:
        """Make the files that go, and ask where they are to lie."""
        self._jobs.read(
            self, lambda session: to_make_final(session, page.id), self._make, self._bar.say_error
        )

    def _make(self, ready: ToMakeFinal) -> None:
        self._jobs.run(
            self,
            lambda: make_final(ready),
            self._ask_where,
            self._bar.say_error,
            words=f"Making the reply in {ready.reference} ready to send",
        )

    def _ask_where(self, final: FinalLetter) -> None:
        dialog = QFileDialog(self._window, "Where the files that go are to lie", str(drafts_folder().parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)

        def chosen(folder: str) -> None:
            self.write(final, Path(folder))

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, final: FinalLetter, folder: Path) -> None:
        """Write the files, and keep them with the letter."""

        def written(_: None) -> None:
            self._jobs.write(
                self,
                f"Made the reply in {final.reference} ready to send",
                lambda session: keep_final(session, final, by=self._by),
                lambda _: self._kept(final, folder),
                self._bar.say_error,
            )

        self._jobs.run(self, lambda: _write_all(final, folder), written, self._bar.say_error)

    def _kept(self, final: FinalLetter, folder: Path) -> None:
        self._then()
        mail = folder / f"{final.name}.eml"

        def open_mail() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(mail)))

        self._bar.say(
            f"Ready to send: {', '.join(sorted(final.files))}. Record it as sent once it went.",
            details="\n".join(final.notes),
            action="Open the e-mail",
            do=open_mail,
        )

    def _go_to(self, check: DraftCheck) -> None:
        if check.uid:
            self._sheet.editor.go_to(check.uid, check.start, check.end)
            self._sheet.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif check.field:
            self._sheet.go_to(check.field)


def _write_all(final: FinalLetter, folder: Path) -> None:
    for name, data in final.files.items():
        write_whole(folder / name, data)
