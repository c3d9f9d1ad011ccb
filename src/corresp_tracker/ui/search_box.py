"""The one search box: as one types it offers people and works, and Enter finds whatever was ever said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.search import Suggestion
    from corresp_tracker.ui.jobs import Jobs

TYPING_MS = 120
PROMPT = "Find anything ever said: words, “phrases”, from: to: cites: dated: subject:   (Ctrl+E)"
_QUERY = int(Qt.ItemDataRole.UserRole)
_FEWEST_LETTERS = 3


class SearchBox(QLineEdit):
    """Asks for a search. `searched` gives its words, typed or offered."""

    searched = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.setPlaceholderText(PROMPT)
        self.setAccessibleName("Find anything ever said")
        self.setClearButtonEnabled(True)
        self._offers = QStandardItemModel(self)
        self._completer = _Offers(self._offers, self)
        self.setCompleter(self._completer)
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)
        self.returnPressed.connect(self._search)
        self._completer.taken.connect(self._take)

    def set_words(self, words: str) -> None:
        """Show the words of a search that was asked for elsewhere."""
        if words != self.text():
            self.setText(words)

    def offers(self) -> list[tuple[str, str]]:
        """Give what is offered now: the words, and the search that they stand for."""
        items = (self._offers.item(row) for row in range(self._offers.rowCount()))
        return [(item.text(), item.data(_QUERY)) for item in items]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _typed(self, words: str) -> None:
        if len(words.strip()) < _FEWEST_LETTERS or ":" in words or '"' in words:
            self._timer.stop()
            self._offers.clear()
        else:
            self._timer.start()

    def _ask(self) -> None:
        words = self.text()
        if self._jobs.office is not None:
            self._jobs.read_latest(
                self, lambda session: _suggested(session, words), self._show, self._nothing
            )

    def _show(self, found: Sequence[Suggestion]) -> None:
        self._offers.clear()
        for offer in found:
            item = QStandardItem(offer.words)
            item.setData(offer.query, _QUERY)
            self._offers.appendRow(item)
        if found and self.hasFocus():
            self._completer.complete()

    def _nothing(self, _: CorrespError) -> None:
        self._offers.clear()

    def _take(self, query: str) -> None:
        # After Qt has put the offer into the line, which it does once this has returned.
        QTimer.singleShot(0, self, lambda: self._search_for(query))

    def _search_for(self, query: str) -> None:
        self.setText(query)
        self._search()

    def _search(self) -> None:
        self._timer.stop()
        self._offers.clear()
        words = self.text().strip()
        if words:
            self.searched.emit(words)


class _Offers(QCompleter):
    """Lists every offer below the line, none chosen; taking one puts its search into the line."""

    taken = Signal(str)

    def __init__(self, offers: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(offers, parent)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(8)
        self.activated.connect(self._took)

    def _took(self, query: str) -> None:
        self.taken.emit(query)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(_QUERY))


def _suggested(session: Session, words: str) -> list[Suggestion]:
    from corresp_tracker.store.search import suggestions

    return suggestions(session, words)
