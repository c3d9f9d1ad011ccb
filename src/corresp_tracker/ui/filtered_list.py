"""A list with a box above it: as one types, the rows that have these words stay."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from corresp_tracker.ui.row_list import RowList
from corresp_tracker.ui.row_model import PagedRows
from corresp_tracker.ui.theme import spacing

TYPING_MS = 120
_LIST_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class FilteredList(QWidget):
    """Holds the box `words`, room for more choices beside it (`choices`), and the list `rows`."""

    asked = Signal()
    """The rows for the words in the box are wanted."""

    def __init__(self, model: PagedRows[Any], name: str, prompt: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(prompt)
        self.words.setAccessibleName(prompt)
        self.words.setClearButtonEnabled(True)
        self.words.installEventFilter(self)
        self.rows = RowList(model, name, self)
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self.asked)
        self.words.textChanged.connect(self._typed)
        unit = spacing(self)
        self.choices = QHBoxLayout()
        self.choices.setContentsMargins(unit * 3, unit * 2, unit * 3, unit * 2)
        self.choices.setSpacing(unit * 2)
        self.choices.addWidget(self.words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.choices)
        layout.addWidget(self.rows, 1)
        self.setFocusProxy(self.rows)

    def text(self) -> str:
        """Give the words in the box."""
        return self.words.text().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.words:
            if event.key() in _LIST_KEYS:
                self.rows.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.rows.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _typed(self, _: str) -> None:
        self._timer.start()
