"""People: everybody whom the office knows, and one of them with posts, forms of address and letters."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from corresp_tracker.ui.filtered_list import FilteredList
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.people_tasks import PeopleTasks
from corresp_tracker.ui.person_card import PersonCardView
from corresp_tracker.ui.person_choice import person_lines
from corresp_tracker.ui.row_model import PagedRows
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
        self.bar = MessageBar(self)
        self.tasks = PeopleTasks(jobs, self, self.bar)
        self._actions = self._make_actions()
        self.list.choices.addWidget(self._more())
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(self.list)
        self._split.addWidget(self.card)
        self._split.setChildrenCollapsible(False)
        self._split.setSizes([spacing(self) * 100, spacing(self) * 180])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._split, 1)
        self.setFocusProxy(self.list)
        self.list.asked.connect(self.reload)
        self.list.rows.chosen.connect(self._chosen)
        self.list.rows.opened.connect(self._opened)
        self.card.letter_asked.connect(self.letter_asked)
        self.card.closed.connect(self._back_to_list)
        self.card.posts.clicked.connect(self._posts)
        self.tasks.show_asked.connect(self.show_person)
        jobs.changed.connect(self._changed)

    def reload(self, *, keep: int | None = None) -> None:
        """Ask for the people again, with the person `keep` chosen where they are among them."""
        words = self.list.text()
        self.list.rows.ask(lambda session: _ids(session, words), keep=keep)

    def show_person(self, person_id: int) -> None:
        """Choose a person in the whole list."""
        self.list.words.clear()
        self.reload(keep=person_id)

    def actions_for_menu(self) -> list[QAction]:
        """Give what can be done with people, and with the one on show."""
        return [*self.card.actions_for_menu(), *self._actions]

    def _posts(self) -> None:
        self.tasks.posts(self._person_id)

    def _merge(self) -> None:
        self.tasks.merge(self._person_id)

    def _make_actions(self) -> tuple[QAction, ...]:
        return (
            self._action("Posts of this person …", "Ctrl+Shift+P", self._posts),
            self._action("Merge with another …", "Ctrl+M", self._merge),
            self._action("Add somebody …", "Ins", self.tasks.add),
            self._action("Find people who may be one …", "Ctrl+Shift+M", self.tasks.find_twins),
            self._action("Reshuffle …", "Ctrl+Shift+H", self.tasks.reshuffle),
            self._action("Import people …", "Ctrl+I", self.tasks.ask_to_import),
            self._action("Export people …", "Ctrl+Shift+E", self.tasks.ask_to_export),
        )

    def _more(self) -> QPushButton:
        """Make the button under which all that can be done with people is named."""
        button, menu = QPushButton("&More", self), QMenu(self)
        menu.addActions(list(self._actions))
        button.setMenu(menu)
        button.setToolTip("Add somebody, merge, reshuffle, import and export")
        return button

    def _action(self, words: str, keys: str, do: Callable[[], None]) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: do())
        self.addAction(action)
        return action

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


def _ids(session: Session, words: str) -> array[int]:
    from corresp_tracker.store.lists import person_ids

    return person_ids(session, words=words)


def _rows(session: Session, ids: Sequence[int]) -> Sequence[PersonRow]:
    from corresp_tracker.store.lists import person_rows

    return person_rows(session, ids)


def _card(session: Session, person_id: int) -> PersonCard:
    from corresp_tracker.store.lists import person_card

    return person_card(session, person_id)
