"""All letters, newest first, with the files that still wait to be logged above them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.ui.in_words import counted, short_date
from corresp_tracker.ui.labels import drawn_by_style, plain_label
from corresp_tracker.ui.log_queue import NamedBytes
from corresp_tracker.ui.row_list import RowList
from corresp_tracker.ui.row_model import PagedRows, RowLines
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.lists import LetterRow
    from corresp_tracker.ui.jobs import Jobs

EMPTY = "No letter is logged yet. Drop a letter or e-mail here, or press Ctrl+N to choose a file."
_TABLES = frozenset({"letter", "case", "party", "link", "paragraph", "arrived_file"})


@dataclass(frozen=True, slots=True)
class Shown:
    """Which letters a choice of the list shows; None for both directions."""

    words: str
    direction: str | None
    drafts: bool


CHOICES = (
    Shown("All letters", None, True),
    Shown("Received", "in", True),
    Shown("Sent and drafts", "out", True),
    Shown("Sent", "out", False),
)


class LetterList(QWidget):
    """Shows the letters; `rows` is the list itself. `waiting_asked` carries the files that are to be logged."""

    waiting_asked = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._model: PagedRows[Any] = PagedRows(jobs, _rows, letter_lines, self)
        self.rows = RowList(self._model, "Letters", self)
        self.rows.say_when_empty(EMPTY)
        self.choice = QComboBox(self)
        self.choice.setAccessibleName("Which letters")
        self.choice.addItems([each.words for each in CHOICES])
        self.choice.currentIndexChanged.connect(self._choice_changed)
        self._waiting = QFrame(self)
        self._waiting_words = plain_label(parent=self._waiting)
        self._log_them = QPushButton("&Log them", self._waiting)
        self._lay_out()
        self._log_them.clicked.connect(self._fetch_waiting)
        jobs.changed.connect(self._changed)
        self.setFocusProxy(self.rows)

    def reload(self, *, keep: int | None = None) -> None:
        """Ask for the letters again, with the letter `keep` chosen where it is among them."""
        shown = CHOICES[self.choice.currentIndex()]
        self.rows.ask(lambda session: _ids(session, shown), keep=keep)
        self._jobs.read(self, _count_waiting, self._show_waiting)

    def _choice_changed(self, _: int) -> None:
        self.reload()

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & _TABLES:
            self.reload()

    def _show_waiting(self, count: int) -> None:
        waits = "waits" if count == 1 else "wait"
        self._waiting_words.setText(f"{counted(count, 'file')} {waits} to be logged.")
        self._waiting.setVisible(bool(count))

    def _fetch_waiting(self) -> None:
        self._jobs.read(self, _waiting_files, self.waiting_asked.emit)

    def _lay_out(self) -> None:
        unit = spacing(self)
        self._waiting.setProperty("role", "notice")
        drawn_by_style(self._waiting)
        self._log_them.setProperty("flat", True)
        across = QHBoxLayout(self._waiting)
        across.setContentsMargins(unit * 4, unit, unit * 2, unit)
        across.addWidget(self._waiting_words, 1)
        across.addWidget(self._log_them)
        top = QHBoxLayout()
        top.setContentsMargins(unit * 3, unit * 2, unit * 3, unit * 2)
        top.addWidget(self.choice)
        top.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._waiting)
        layout.addWidget(self.rows, 1)
        self._waiting.hide()


def letter_lines(row: LetterRow) -> RowLines:
    """Say how a letter is printed in the list of letters."""
    way = "To " if row.direction == "out" else ""
    standing = "Draft" if row.standing == "draft" else row.role.capitalize()
    below = (row.reference, standing, row.with_whom and f"with {row.with_whom}")
    return RowLines(
        name=f"{way}{row.correspondent or 'correspondent not known'}",
        subject=row.subject,
        below=" · ".join(part for part in below if part),
        date=short_date(row.dated),
        remark=f"{row.asks} to look at" if row.asks else "",
    )


def _ids(session: Session, shown: Shown) -> array[int]:
    from corresp_tracker.store.lists import letter_ids
    from corresp_tracker.values.letter_text import Direction

    direction = Direction(shown.direction) if shown.direction else None
    return letter_ids(session, direction=direction, drafts=shown.drafts)


def _rows(session: Session, ids: Sequence[int]) -> Sequence[LetterRow]:
    from corresp_tracker.store.lists import letter_rows

    return letter_rows(session, ids)


def _count_waiting(session: Session) -> int:
    from corresp_tracker.store.lists import waiting_files

    return len(waiting_files(session))


def _waiting_files(session: Session) -> tuple[NamedBytes, ...]:
    from corresp_tracker.casework.arrivals import waiting_contents

    return tuple(NamedBytes(name, data, arrived_id) for arrived_id, name, data in waiting_contents(session))
