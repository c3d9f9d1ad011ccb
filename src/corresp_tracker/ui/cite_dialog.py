"""Choosing a report or programme to cite (Ctrl+K): type a few of its words, take it with Enter."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.ui.in_words import short_date
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.row_list import RowList
from corresp_tracker.ui.row_model import PagedRows, RowLines
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from corresp_tracker.store.lists import WorkRow
    from corresp_tracker.ui.jobs import Jobs

TYPING_MS = 80
_LIST_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


def ask_for_work(
    parent: QWidget,
    jobs: Jobs,
    words: str,
    then: Callable[[WorkRow], None],
    *,
    verb: str = "Cite",
    title: str = "Cite a report or programme",
) -> CiteDialog:
    """Let a person choose a work, starting from some words; `then` gets it, unless they think better of it."""
    dialog = CiteDialog(jobs, words, then, verb=verb, parent=parent)
    dialog.setWindowTitle(title)
    dialog.open()
    return dialog


class CiteDialog(QDialog):
    """Lists the works whose names fit what is typed."""

    def __init__(
        self,
        jobs: Jobs,
        words: str,
        then: Callable[[WorkRow], None],
        *,
        verb: str = "Cite",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Cite a report or programme")
        self._then = then
        self._words = QLineEdit(words, self)
        self._words.setPlaceholderText("Words of a title, a publisher, a year")
        self._words.setAccessibleName("Words of the report or programme")
        self._words.setClearButtonEnabled(True)
        self._words.installEventFilter(self)
        self._model: PagedRows[Any] = PagedRows(jobs, _rows, work_lines, self)
        self._list = RowList(self._model, "Reports and programmes", self)
        self._list.say_when_empty(
            "No report or programme has these words. Try fewer of them, or add it to the register."
        )
        self._list.opened.connect(self._take)
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self._ask)
        self._words.textChanged.connect(lambda: self._timer.start())
        self._lay_out(verb)
        self._words.selectAll()
        self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self._words:
            if event.key() in _LIST_KEYS:
                self._list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self._list.current_row())
                return True
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        words = self._words.text().strip()
        self._list.ask(lambda session: _ids(session, words))

    def _take(self, row: WorkRow | None) -> None:
        if row is not None and not self._timer.isActive():
            self.accept()
            self._then(row)

    def _lay_out(self, verb: str) -> None:
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 4, unit * 4, unit * 4, unit * 3)
        layout.setSpacing(unit * 2)
        layout.addWidget(self._words)
        layout.addWidget(self._list, 1)
        foot = QHBoxLayout()
        foot.addWidget(plain_label("↑ ↓ choose, Enter takes, Esc leaves", role="small"), 1)
        take = QPushButton(verb, self)
        take.setProperty("primary", True)
        take.setAutoDefault(False)
        take.setToolTip(f"{verb} the chosen one (Enter)")
        take.clicked.connect(lambda: self._take(self._list.current_row()))
        foot.addWidget(take)
        layout.addLayout(foot)
        self.resize(unit * 150, unit * 110)


def work_lines(row: WorkRow) -> RowLines:
    """Say how a report or programme is printed in a row."""
    below = [row.kind.capitalize(), row.publishers, row.programme, row.place]
    inspected = f"inspected {short_date(row.inspected_on)}" if row.inspected_on else ""
    return RowLines(
        name=row.title,
        below=" · ".join(part for part in (*below, inspected) if part),
        date=short_date(row.published_on) if row.published_on else "",
    )


def _ids(session: Session, words: str) -> array[int]:
    from corresp_tracker.store.lists import work_ids

    return work_ids(session, words=words)


def _rows(session: Session, ids: Sequence[int]) -> Sequence[WorkRow]:
    from corresp_tracker.store.lists import work_rows

    return work_rows(session, ids)
