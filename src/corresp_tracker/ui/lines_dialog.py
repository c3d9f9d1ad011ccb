"""The standard lines (F3): look for one by its topic or words, read it, put it into the draft with Enter."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.filtered_list import FilteredList
from corresp_tracker.ui.in_words import counted, short_day
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.line_form import edit_line, keep_as_line
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.row_model import PagedRows, RowLines
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.lines import LineRow
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.ui.jobs import Jobs

NONE = "No standard line has these words. Ins keeps a new one."


def choose_line(parent: QWidget, jobs: Jobs, then: Callable[[LineRow], None]) -> LinesDialog:
    """Let a person choose a standard line; `then` gets it, unless they think better of it."""
    dialog = LinesDialog(jobs, then, parent)
    dialog.open()
    return dialog


class LinesDialog(QDialog):
    """Lists the lines, the one that is chosen in full beside them. An expired one is not put in."""

    def __init__(self, jobs: Jobs, then: Callable[[LineRow], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Standard lines")
        self._jobs, self._then = jobs, then
        self._row: LineRow | None = None
        self.bar = MessageBar(self)
        model: PagedRows[Any] = PagedRows(jobs, _rows, line_lines, self)
        self.list = FilteredList(model, "Standard lines", "Topic, owner or words", self)
        self.list.rows.say_when_empty(NONE)
        self._text = plain_label(wraps=True)
        self._about = plain_label(role="quiet", wraps=True)
        self.insert = QPushButton("&Insert", self)
        self.add = QPushButton("&New …", self)
        self.edit = QPushButton("&Edit …", self)
        self._lay_out()
        self._connect()
        self._show(None)
        self._ask()
        self.list.words.setFocus()

    def _ask(self) -> None:
        words = self.list.text()
        self.list.rows.ask(lambda session: _ids(session, words))

    def _show(self, row: LineRow | None) -> None:
        self._row = row
        self._text.setText(row.facts.text if row else "")
        self._about.setText(_about(row) if row else "")
        self.insert.setEnabled(row is not None and not row.is_expired(today_here()))
        self.edit.setEnabled(row is not None)

    def _insert(self, row: LineRow | None = None) -> None:
        chosen = row or self._row
        if chosen is None:
            return
        if chosen.is_expired(today_here()):
            self.bar.say("This line has expired: edit it and give it another day, or choose another.")
            return
        self.accept()
        self._then(chosen)

    def _insert_chosen(self) -> None:
        self._insert()

    def _new(self) -> None:
        keep_as_line(self, self._jobs, self.bar, "")

    def _edit(self) -> None:
        if self._row:
            edit_line(self, self._jobs, self.bar, self._row)

    def _changed(self, changes: Changes) -> None:
        if "line" in changes.kinds:
            self._ask()

    def _connect(self) -> None:
        self.list.asked.connect(self._ask)
        self.list.rows.chosen.connect(self._show)
        self.list.rows.opened.connect(self._insert)
        self._jobs.changed.connect(self._changed)
        for button, key, do in (
            (self.insert, "", self._insert_chosen),
            (self.add, "Ins", self._new),
            (self.edit, "F2", self._edit),
        ):
            button.clicked.connect(do)
            if key:
                QShortcut(QKeySequence(key), self).activated.connect(do)
                button.setToolTip(f"{button.text().replace('&', '')} ({key})")

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.insert.setProperty("primary", True)
        self.insert.setDefault(True)
        self.insert.setToolTip("Put it in where the caret stands, with its links (Enter)")
        for button in (self.add, self.edit):
            button.setAutoDefault(False)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(unit * 3)
        beside.addWidget(self._text)
        beside.addWidget(self._about)
        beside.addStretch()
        across = QHBoxLayout()
        across.setSpacing(unit * 5)
        across.addWidget(self.list, 2)
        across.addLayout(beside, 3)
        foot = QHBoxLayout()
        foot.setSpacing(unit * 2)
        foot.addWidget(self.add)
        foot.addWidget(self.edit)
        foot.addStretch()
        foot.addWidget(self.insert)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 4, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(self.bar)
        layout.addLayout(across, 1)
        layout.addLayout(foot)
        self.resize(unit * 230, unit * 120)


def line_lines(row: LineRow) -> RowLines:
    """Say how a line is printed in the list."""
    today = today_here()
    remark = "Expired" if row.is_expired(today) else ("Review" if row.wants_review(today) else "")
    return RowLines(name=row.facts.topic, below=row.facts.text, remark=remark, overdue=row.is_expired(today))


def _about(row: LineRow) -> str:
    """Say who owns a line, until when it holds, what it cites, and how often it was sent."""
    facts = row.facts
    parts = [
        f"Owner: {facts.owner}." if facts.owner else "",
        f"To be looked at again on {short_day(facts.review_on)}." if facts.review_on else "",
        f"Not to be used from {short_day(facts.expires_on)}." if facts.expires_on else "",
        f"Cites {'; '.join(row.works)}." if row.works else "",
        _used(row),
    ]
    return "\n".join(part for part in parts if part)


def _used(row: LineRow) -> str:
    if not row.used or row.last_used is None:
        return "Not sent yet."
    return f"Sent in {counted(row.used, 'letter')}, last on {short_day(row.last_used)}."


def _ids(session: Session, words: str) -> array[int]:
    from corresp_tracker.casework.lines import line_ids

    return array("q", line_ids(session, words))


def _rows(session: Session, ids: Sequence[int]) -> Sequence[LineRow]:
    from corresp_tracker.casework.lines import line_rows

    return line_rows(session, ids)
