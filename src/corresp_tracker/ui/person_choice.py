"""Choosing one of the people whom the office knows: as one types, those whose name, post or body fits."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.address import printed_honours
from corresp_tracker.ui.filtered_list import FilteredList
from corresp_tracker.ui.in_words import counted, short_date
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.row_model import PagedRows, RowLines
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.store.lists import PersonRow
    from corresp_tracker.ui.jobs import Jobs


def choose_person(
    parent: QWidget, jobs: Jobs, title: str, then: Callable[[PersonRow], None], *, words: str = ""
) -> PersonChoice:
    """Let somebody choose a person; `then` gets them, unless they think better of it."""
    dialog = PersonChoice(jobs, title, then, words=words, parent=parent)
    dialog.open()
    return dialog


class PersonChoice(QDialog):
    """The list, with the box to type into above it."""

    def __init__(
        self,
        jobs: Jobs,
        title: str,
        then: Callable[[PersonRow], None],
        *,
        words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._then = then
        model: PagedRows[Any] = PagedRows(jobs, _rows, person_lines, self)
        self.list = FilteredList(model, "People", "Name, post or organisation", self)
        self.list.rows.say_when_empty("Nobody has these words in name, post or organisation.")
        self.list.words.setText(words)
        self.list.asked.connect(self._ask)
        self.list.rows.opened.connect(self._take)
        unit = spacing(self)
        take = QPushButton("&Choose", self)
        take.setProperty("primary", True)
        take.setAutoDefault(False)
        take.clicked.connect(self._take_current)
        foot = QHBoxLayout()
        foot.addWidget(plain_label("↑ ↓ choose, Enter takes, Esc leaves", role="small"), 1)
        foot.addWidget(take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 3, unit * 2, unit * 3, unit * 3)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.resize(unit * 130, unit * 110)
        self.list.words.setFocus()
        self._ask()

    def _ask(self) -> None:
        words = self.list.text()
        self.list.rows.ask(lambda session: _ids(session, words))

    def _take_current(self) -> None:
        row = self.list.rows.current_row()
        if row is not None:
            self._take(row)

    def _take(self, row: PersonRow) -> None:
        self.accept()
        self._then(row)


def person_lines(row: PersonRow) -> RowLines:
    """Say how a person is printed in the list."""
    letters = row.letters_in + row.letters_out
    post = (
        f"{row.post}, {row.organisation}" if row.post and row.organisation else row.post or row.organisation
    )
    former = "" if row.current or not row.post else "formerly "
    return RowLines(
        name=row.name,
        subject=printed_honours(row.honours),
        below=f"{former}{post}" if post else "No post known",
        date=short_date(row.last_contact) if row.last_contact else "",
        remark=counted(letters, "letter") if letters else "",
    )


def _ids(session: Session, words: str) -> array[int]:
    from corresp_tracker.store.lists import person_ids

    return person_ids(session, words=words)


def _rows(session: Session, ids: Sequence[int]) -> Sequence[PersonRow]:
    from corresp_tracker.store.lists import person_rows

    return person_rows(session, ids)
