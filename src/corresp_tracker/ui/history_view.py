"""What was done about a case or another record, newest first: when, by whom, in words, and what it changed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from corresp_tracker.ui.in_words import moment
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.theme import bold, colours_of, spacing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QEvent
    from sqlalchemy.orm import Session

    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.history import HistoryEntry
    from corresp_tracker.ui.jobs import Jobs

EMPTY = "Nothing was done about this yet."


class HistoryView(QWidget):
    """Shows the history of one case, or of one other record, as text to read, search and copy."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._case_id: int | None = None
        self._generation = 0
        self._entries: tuple[HistoryEntry, ...] = ()
        self.message_bar = MessageBar(self)
        self.text = QTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setProperty("page", True)
        self.text.setAccessibleName("History of the case")
        self.text.setTabChangesFocus(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message_bar)
        layout.addWidget(self.text, 1)
        self.setFocusProxy(self.text)
        jobs.changed.connect(self._changed)
        jobs.office_changed.connect(lambda: self.show_case(None))

    def show_case(self, case_id: int | None) -> None:
        """Show the history of a case, or none."""
        is_other = case_id != self._case_id
        self._case_id = case_id
        self._generation += 1
        generation = self._generation
        if is_other:
            self._entries = ()
            self.text.clear()
            self.message_bar.hide()
        if case_id is not None:
            self._ask(lambda session: _entries(session, case_id), generation)

    def show_record(self, table: str, record_id: int) -> None:
        """Show the history of a work, a person or a standard line."""
        self._generation += 1
        self._ask(lambda session: _entries_of(session, table, record_id), self._generation)

    def _ask(self, question: Callable[[Session], Sequence[HistoryEntry]], generation: int) -> None:
        def then(entries: Sequence[HistoryEntry]) -> None:
            if generation == self._generation:
                self._show(entries)

        self._jobs.read(self, question, then, self.message_bar.say_error)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange and self._entries:
            self._write()

    def _show(self, entries: Sequence[HistoryEntry]) -> None:
        self._entries = tuple(entries)
        self._write()

    def _write(self) -> None:
        place = self.text.verticalScrollBar().value()
        self.text.clear()
        cursor = self.text.textCursor()
        if not self._entries:
            self._line(cursor, EMPTY, quiet=True)
        day = ""
        for entry in self._entries:
            named = _day(entry.at)
            if named != day:
                self._line(cursor, named, strong=True, above=0 if not day else 5)
                day = named
            self._line(cursor, f"{_time(entry.at)}  {entry.words}", above=2)
            self._line(cursor, f"by {entry.by}" if entry.by else "by nobody named", quiet=True, indented=True)
            for line in entry.details:
                self._line(cursor, line, quiet=True, indented=True)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.verticalScrollBar().setValue(place)

    def _line(
        self,
        cursor: QTextCursor,
        words: str,
        *,
        quiet: bool = False,
        strong: bool = False,
        above: int = 0,
        indented: bool = False,
    ) -> None:
        unit, colours = spacing(self), colours_of(self)
        block, style = QTextBlockFormat(), QTextCharFormat()
        block.setTopMargin(unit * above)
        block.setLeftMargin(self.fontMetrics().horizontalAdvance("00:00  ") if indented else 0)
        style.setForeground(colours.quiet_text if quiet else colours.text)
        if strong:
            style.setFont(bold(self.font()))
        if not cursor.atStart():
            cursor.insertBlock()
        cursor.setBlockFormat(block)
        cursor.insertText(words, style)

    def _changed(self, changes: Changes) -> None:
        if self._case_id is not None and changes.may_touch(self._case_id):
            self.show_case(self._case_id)


def _day(at: datetime) -> str:
    return moment(at).partition(", ")[0]


def _time(at: datetime) -> str:
    return moment(at).partition(", ")[2]


def _entries(session: Session, case_id: int) -> Sequence[HistoryEntry]:
    from corresp_tracker.store.history import history_of_case

    return history_of_case(session, case_id)


def _entries_of(session: Session, table: str, record_id: int) -> Sequence[HistoryEntry]:
    from corresp_tracker.store.history import history_of_record

    return history_of_record(session, table, record_id)
