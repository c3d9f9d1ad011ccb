"""Logging letters: the original at the left, the form at the right, one file after another."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.log_form import FormValue, LogForm
from corresp_tracker.ui.log_original import LogOriginal
from corresp_tracker.ui.log_proposal import FormAnswer, FormQuestion, answer_for
from corresp_tracker.ui.log_queue import FileOnItsWay, FileStanding, LogQueue, NamedBytes
from corresp_tracker.ui.log_writing import discard_file, log_value, set_file_aside, words_for
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.question import ask_first
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.casework.logging import LoggedLetter
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.ui.jobs import Jobs

__all__ = ["LogDialog", "NamedBytes", "log_files"]

TYPING_MS = 250


def log_files(
    parent: QWidget | None, jobs: Jobs, files: Sequence[Path | NamedBytes], *, by: str
) -> LogDialog:
    """Open the log dialog on some files, in their order."""
    dialog = LogDialog(jobs, files, by=by, parent=parent)
    dialog.show()
    return dialog


class LogDialog(QDialog):
    """Leads through the files. Each is kept before it is read, and stays in the log whatever happens here."""

    logged = Signal(object)
    """A letter was logged (LoggedLetter)."""
    letter_asked = Signal(int)
    """The letter that this one seems to repeat is to be opened."""

    takeback_asked = Signal(int, str, object)
    """A file is a draft of the office's own, back from Word: the draft's id, the file's name and its bytes."""

    def __init__(
        self, jobs: Jobs, files: Sequence[Path | NamedBytes], *, by: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Log a letter" if len(files) == 1 else "Log letters")
        self._jobs, self._by = jobs, by
        self._at = -1
        self._shown: tuple[object, ...] | None = None
        self._is_writing = self._is_asking = self._log_when_answered = False
        self._question: QMessageBox | None = None
        self._impossible: tuple[str, ...] = ()
        self._said_again: tuple[str, ...] = ()
        self._original = LogOriginal(jobs, self)
        self._form = LogForm(today=today_here(), parent=self)
        self._bar = MessageBar(self)
        self._count = plain_label(role="quiet", parent=self)
        self._state = plain_label(role="quiet", parent=self)
        self._aside, self._log = self._buttons()
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._queue = LogQueue(jobs, files, self)
        self._lay_out()
        self._connect()
        self._queue.start()
        self._go_on()

    @property
    def file(self) -> FileOnItsWay | None:
        """The file whose turn it is."""
        return self._queue.files[self._at] if 0 <= self._at < len(self._queue.files) else None

    @property
    def form(self) -> LogForm:
        """The form."""
        return self._form

    @property
    def original(self) -> LogOriginal:
        """The original beside it."""
        return self._original

    def log_and_next(self) -> None:
        """Log the letter as the form has it, and go on to the next file."""
        file = self.file
        if file is None or self._is_writing or not self._log.isEnabled():
            return
        if self._timer.isActive() or self._is_asking:
            self._log_when_answered = True
            return
        problem = self._form.problem()
        if problem:
            self._bar.say(problem)
            return
        if self._asks_about_dates():
            return
        value = self._value()
        self._set_writing(True)
        part = self._original.part_index
        arrived_id = file.arrived_id
        self._jobs.write(
            self,
            words_for(value),
            lambda session: log_value(session, value, arrived_id=arrived_id, part_index=part, by=self._by),
            self._logged_one,
            self._failed,
        )

    def _asks_about_dates(self) -> bool:
        """Ask once about dates that cannot be; the second word logs the letter as it is."""
        if not self._impossible or self._said_again == self._impossible:
            return False
        self._said_again = self._impossible
        self._bar.say(f"{' '.join(self._impossible)} If it is right, press Ctrl+Enter again.")
        return True

    def set_aside(self) -> None:
        """Leave this file for later, and go on to the next."""
        file = self.file
        if file is None or self._is_writing:
            return
        arrived_id = file.arrived_id
        self._queue.skip_reading(self._at)
        if arrived_id is None:
            self._done_with(file)
            return
        self._set_writing(True)
        self._jobs.write(
            self,
            f"Set {file.name} aside",
            partial(set_file_aside, arrived_id),
            lambda _: self._done_with(file),
            self._failed,
        )

    def _take_back(self, letter_id: int) -> None:
        """Give the file to the draft that it was written from, and take it off the list of those that wait."""
        file = self.file
        if file is None or file.arrived_id is None or self._is_writing:
            return
        arrived_id, part = file.arrived_id, file.part(self._original.part_index)

        def then(_: None) -> None:
            self.takeback_asked.emit(letter_id, part.name or file.name, part.data)
            self._done_with(file)

        self._set_writing(True)
        self._jobs.write(
            self, f"Gave {file.name} to its draft", partial(discard_file, arrived_id), then, self._failed
        )

    def reject(self) -> None:
        if self._question is not None:
            return
        if self._is_touched():
            self._ask_before_leaving()
        else:
            self._leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def _leave(self) -> None:
        self._queue.call_off()
        super().reject()

    def _ask_before_leaving(self) -> None:
        file = self.file

        def then(leaves: bool) -> None:
            self._question = None
            if leaves:
                self._leave()

        self._question = ask_first(
            self,
            "Leave without logging?",
            "What you typed for this letter is not logged yet.",
            f"{file.name if file else 'The file'} stays in the log, waiting to be logged.",
            stay="Stay",
            go="Leave it",
            then=then,
        )

    def _value(self) -> FormValue:
        value = self._form.value()
        return replace(value, text=replace(value.text, paragraphs=self._original.paragraphs()))

    def _logged_one(self, letter: LoggedLetter) -> None:
        self._set_writing(False)
        file = self.file
        self.logged.emit(letter)
        if file:
            self._done_with(file)

    def _failed(self, error: CorrespError) -> None:
        self._set_writing(False)
        self._is_asking = self._log_when_answered = False
        self._bar.say_error(error)

    def _done_with(self, file: FileOnItsWay) -> None:
        self._set_writing(False)
        file.standing = FileStanding.DONE
        self._bar.hide()
        self._go_on()

    def _go_on(self) -> None:
        """Show the next file, or close where there is none."""
        self._shown = None
        self._impossible = self._said_again = ()
        self._is_asking = self._log_when_answered = False
        self._at += 1
        if self._at >= len(self._queue.files):
            self._queue.call_off()
            self.accept()
            return
        self._show_file()

    def _show_file(self) -> None:
        file = self.file
        if file is None:
            return
        total = len(self._queue.files)
        self._count.setText(f"{self._at + 1} of {total}" if total > 1 else "")
        self._log.setText("Log and next" if self._at + 1 < total else "Log")
        is_here = file.standing in (FileStanding.READ, FileStanding.UNREADABLE)
        for widget in (self._form, self._original, self._log):
            widget.setEnabled(is_here)
        self._log.setEnabled(is_here and file.arrived_id is not None)
        self._state.setText("" if is_here else f"Reading {file.name} …")
        self._original.show_file(file)
        self._form.show_letter(file.letter(self._original.part_index))
        if is_here:
            self._say_what_to_check(file)
            self._shown = self._snapshot()
            self._ask()
            self._form.start_typing()

    def _say_what_to_check(self, file: FileOnItsWay) -> None:
        letter = file.letter(self._original.part_index)
        if file.standing is FileStanding.UNREADABLE:
            kept = " The file is kept: fill in the form by hand." if file.arrived_id is not None else ""
            self._bar.say(f"{file.problem}{kept}")
        elif letter.warnings:
            rest = "\n".join(warning.message for warning in letter.warnings[1:])
            self._bar.say(letter.warnings[0].message, details=rest)

    def _choose_part(self, part: int) -> None:
        file = self.file
        if file and file.arrival:
            self._original.show_part(file.arrival.parts[part])
            self._form.show_letter(file.letter(part))
            self._shown = self._snapshot()
            self._ask()

    def _ready(self, at: int) -> None:
        if at == self._at:
            self._show_file()

    def _ask(self) -> None:
        file = self.file
        if file is None or file.standing not in (FileStanding.READ, FileStanding.UNREADABLE):
            return
        form, part = self._form, self._original.part_index
        question = FormQuestion(
            text=self._value().text,
            direction=form.direction if form.direction_was_chosen else None,
            day=form.day,
            kind_key=form.belongs.chosen_kind,
            sha256=hashlib.sha256(file.part(part).data).hexdigest(),
            today=today_here(),
            read=file.letter(part),
        )
        at = self._at
        self._is_asking = True
        self._jobs.read_latest(
            self,
            lambda session: answer_for(session, question),
            lambda answer: self._answered(at, answer),
            self._failed,
        )

    def _answered(self, at: int, answer: FormAnswer) -> None:
        if at != self._at or self._is_writing:
            return
        self._is_asking = False
        was_touched = self._is_touched()
        self._form.show_answer(answer)
        self._impossible = answer.impossible
        if not was_touched:
            self._shown = self._snapshot()
        first = next(iter(answer.proposal.duplicates), None)
        if answer.own_draft:
            letter_id, reference = answer.own_draft
            self._bar.say(
                f"This is the office's own draft in {reference}, back from Word.",
                action="Take it back",
                do=lambda: self._take_back(letter_id),
            )
        elif first:
            self._bar.say(
                f"This looks like a letter already logged in {first.reference}: {first.reason}.",
                action="Open the first",
                do=lambda: self.letter_asked.emit(first.letter_id),
            )
        if self._log_when_answered:
            self._log_when_answered = False
            self.log_and_next()

    def _snapshot(self) -> tuple[object, ...]:
        value = self._value()
        return (value.text, value.direction, value.day, value.case_id, value.due, value.held_at)

    def _is_touched(self) -> bool:
        return self._shown is not None and self._shown != self._snapshot()

    def _set_writing(self, writing: bool) -> None:
        self._is_writing = writing
        for button in (self._log, self._aside):
            button.setEnabled(not writing)

    def _next_doubtful(self) -> None:
        if not self._form.focus_next_doubtful():
            self._log.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _buttons(self) -> tuple[QPushButton, QPushButton]:
        aside, log = QPushButton("Set aside", self), QPushButton("Log", self)
        log.setProperty("primary", True)
        for button, tip, key, do in (
            (aside, "Leave this file for later", "Ctrl+Shift+A", self.set_aside),
            (log, "Log this letter and go on to the next", "Ctrl+Return", self.log_and_next),
        ):
            button.setAutoDefault(False)
            shown = key.replace("Return", "Enter")
            button.setToolTip(f"{tip} ({shown})")
            button.setAccessibleName(f"{button.text()}, {shown}")
            button.clicked.connect(do)
            QShortcut(QKeySequence(key), self, do)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.log_and_next)
        QShortcut(QKeySequence("F8"), self, self._next_doubtful)
        return aside, log

    def _connect(self) -> None:
        self._queue.ready.connect(self._ready)
        self._timer.timeout.connect(self._ask)
        self._form.changed.connect(lambda: self._timer.start())
        self._original.words_changed.connect(lambda: self._timer.start())
        self._form.entered.connect(self._original.show_words)
        self._original.part_chosen.connect(self._choose_part)

    def _lay_out(self) -> None:
        unit = spacing(self)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self._original)
        split.addWidget(self._form)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([600, 400])
        split.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(unit * 4, unit * 2, unit * 4, unit * 3)
        foot.setSpacing(unit * 2)
        foot.addWidget(self._count)
        foot.addWidget(self._state, 1)
        foot.addWidget(self._aside)
        foot.addWidget(self._log)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(split, 1)
        layout.addLayout(foot)
        self.resize(unit * 290, unit * 190)
