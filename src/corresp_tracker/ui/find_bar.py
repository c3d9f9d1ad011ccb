"""The line under a letter in which one looks for words in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from corresp_tracker.ui.labels import drawn_by_style, plain_label
from corresp_tracker.ui.letter_view import LetterView
from corresp_tracker.ui.theme import spacing


class FindBar(QFrame):
    """Finds in the letter as one types; Enter goes on, Shift+Enter goes back, Esc closes."""

    closed = Signal()

    def __init__(self, view: LetterView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "top")
        drawn_by_style(self)
        self._view = view
        self._words = QLineEdit(self)
        self._words.setPlaceholderText("Find in this letter")
        self._words.setAccessibleName("Find in this letter")
        self._words.setClearButtonEnabled(True)
        self._words.textChanged.connect(self._find)
        self._count = plain_label(role="quiet", parent=self)
        unit = spacing(self)
        self._count.setMinimumWidth(self.fontMetrics().averageCharWidth() * 12)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit * 4, unit, unit * 2, unit)
        layout.setSpacing(unit)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._count)
        for sign, name, key, do in (
            ("↑", "Find the one before", "Shift+Enter", lambda: self._go(-1)),
            ("↓", "Find the next", "Enter", lambda: self._go(1)),
            ("✕", "Close", "Esc", self.close_bar),
        ):
            layout.addWidget(self._button(sign, f"{name} ({key})", do))
        self.hide()

    @property
    def count_words(self) -> str:
        """What it says of what was found: "2 of 5"."""
        return self._count.text()

    def open_bar(self, words: str = "") -> None:
        """Show the line, with the words that are selected in the letter."""
        self.show()
        if words:
            self._words.setText(words)
        self._words.selectAll()
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find(self._words.text())

    def close_bar(self) -> None:
        """Hide the line and its marks."""
        self.hide()
        self._view.find_words("")
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _find(self, words: str) -> None:
        self._total = self._view.find_words(words)
        self._say(1 if self._total else 0)

    def _go(self, step: int) -> None:
        self._say(self._view.find_next(step))

    def _say(self, number: int) -> None:
        if not self._words.text().strip():
            self._count.setText("")
        else:
            self._count.setText(f"{number} of {self._total}" if number else "Not found")

    def _button(self, sign: str, tip: str, do: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(do)
        return button
