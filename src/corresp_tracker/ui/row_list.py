"""A list of two-line rows that keeps its place when its rows are asked for again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from corresp_tracker.ui.row_delegate import RowDelegate
from corresp_tracker.ui.row_model import ROW, Ids, Index, PagedRows
from corresp_tracker.ui.theme import colours_of, spacing

SETTLE_MS = 90
"""How long the selection must rest before the reading pane follows, so that a held arrow key runs freely."""


class RowList(QListView):
    """Shows a PagedRows. `chosen` follows a selection that rests; `opened` is Enter or a double click."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, model: PagedRows[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._empty_words = ""
        self._wanted: int | None = None
        self._position = 0
        self._is_answered = False
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._tell_chosen)
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._remember)
        model.shown.connect(self._return)
        model.dataChanged.connect(self._rows_came)
        self.doubleClicked.connect(self._open)

    @property
    def rows(self) -> PagedRows[Any]:
        """The rows on show."""
        return self._rows

    @property
    def current_id(self) -> int | None:
        """The id of the record that is chosen."""
        return self._rows.id_at(self.currentIndex().row())

    def current_row(self) -> Any:
        """Give the row that is chosen, where it is already here."""
        return self.currentIndex().data(ROW)

    def ask(self, ids: Ids, *, keep: int | None = None) -> None:
        """Show what a question gives, with the record `keep` chosen, or else the one that is chosen now."""
        self._wanted = keep if keep is not None else self.current_id
        position = self._rows.position_of(self._wanted) if self._wanted is not None else None
        self._rows.ask(ids, around=position or max(self.currentIndex().row(), 0))

    def choose(self, record_id: int) -> bool:
        """Choose a record; False where the list does not hold it."""
        position = self._rows.position_of(record_id)
        if position is None:
            return False
        index = self._rows.index(position, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    @property
    def empty_words(self) -> str:
        """What it says where there are no rows."""
        return self._empty_words

    def say_when_empty(self, words: str) -> None:
        """Say this where there are no rows: what that means, and what to do next."""
        self._empty_words = words
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._settle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_answered and self._empty_words and not self._rows.rowCount():
            painter = QPainter(self.viewport())
            unit = spacing(self)
            painter.setPen(colours_of(self).quiet_text)
            room = self.viewport().rect().adjusted(unit * 6, unit * 12, -unit * 6, -unit * 6)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), self._empty_words)
            painter.end()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 60, super().sizeHint().height())

    def _remember(self) -> None:
        self._position = max(self.currentIndex().row(), 0)
        if self._wanted is None:
            self._wanted = self.current_id

    def _return(self) -> None:
        self._is_answered = True
        wanted, self._wanted = self._wanted, None
        last = self._rows.rowCount() - 1
        if last >= 0 and not (wanted is not None and self.choose(wanted)):
            self.setCurrentIndex(self._rows.index(min(self._position, last), 0))
        self._settle.start()
        self.viewport().update()

    def _rows_came(self) -> None:
        if not self._settle.isActive():
            self._settle.start()

    def _tell_chosen(self) -> None:
        row = self.current_row()
        if row is not None or not self._rows.rowCount():
            self.chosen.emit(row)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is not None:
            self.opened.emit(row)
