"""People: everybody whom the office knows, and one of them with posts, forms of address and letters."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from corresp_tracker.address import printed_honours
from corresp_tracker.ui.filtered_list import FilteredList
from corresp_tracker.ui.in_words import counted, short_date
from corresp_tracker.ui.person_card import PersonCardView
from corresp_tracker.ui.row_model import PagedRows, RowLines
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.lists import PersonCard, PersonRow
    from corresp_tracker.ui.jobs import Jobs

EMPTY = "Nobody has these words in name, post or organisation. People are added as their letters are logged."
_TABLES = frozenset({"person", "tenure", "post", "party", "letter", "case"})


class PeoplePage(QWidget):
    """Lists people beside one of them. `letter_asked` opens a letter from or to that person."""

    letter_asked = Signal(int)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, by: str) -> None:
        super().__init__(parent)
        self._jobs, self._by = jobs, by
        self._person_id: int | None = None
        self._model: PagedRows[Any] = PagedRows(jobs, _rows, person_lines, self)
        self.list = FilteredList(self._model, "People", "Filter by name, post or organisation", self)
        self.list.rows.say_when_empty(EMPTY)
        self.card = PersonCardView(jobs, self, by=by)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(self.list)
        self._split.addWidget(self.card)
        self._split.setChildrenCollapsible(False)
        self._split.setSizes([spacing(self) * 100, spacing(self) * 180])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)
        self.setFocusProxy(self.list)
        self.list.asked.connect(self.reload)
        self.list.rows.chosen.connect(self._chosen)
        self.list.rows.opened.connect(self._opened)
        self.card.letter_asked.connect(self.letter_asked)
        self.card.closed.connect(self._back_to_list)
        jobs.changed.connect(self._changed)

    def reload(self) -> None:
        """Ask for the people again."""
        words = self.list.text()
        self.list.rows.ask(lambda session: _ids(session, words))

    def actions_for_menu(self) -> list[QAction]:
        """Give what can be done with the person on show."""
        return self.card.actions_for_menu()

    def _chosen(self, row: PersonRow | None) -> None:
        self._person_id = row.id if row else None
        if row is None:
            self.card.clear()
        else:
            self._jobs.read_latest(self, lambda session: _card(session, row.id), self._show)

    def _show(self, card: PersonCard) -> None:
        if card.row.id == self._person_id:
            self.card.show_card(card)

    def _opened(self, _: PersonRow) -> None:
        self.card.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _back_to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.kinds & _TABLES:
            self.reload()


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


def _card(session: Session, person_id: int) -> PersonCard:
    from corresp_tracker.store.lists import person_card

    return person_card(session, person_id)
