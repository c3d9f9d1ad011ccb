"""The line under the search box that says what could not be done, what to do next, or what was just done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QToolButton, QWidget

from corresp_tracker.errors import CorrespError
from corresp_tracker.ui.labels import drawn_by_style, plain_label
from corresp_tracker.ui.theme import spacing


class MessageBar(QFrame):
    """Shows one sentence at a time, with its details and one thing to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        drawn_by_style(self)
        self._action: Callable[[], None] | None = None
        self._sentence = plain_label(wraps=True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = plain_label(role="quiet", wraps=True)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._do = QPushButton(self)
        self._do.setProperty("flat", True)
        self._do.clicked.connect(self._act)
        self._more = QPushButton("Details", self)
        self._more.setProperty("flat", True)
        self._more.setCheckable(True)
        self._more.toggled.connect(self._details.setVisible)
        self._close = QToolButton(self)
        self._close.setText("✕")
        self._close.setToolTip("Close this message (Esc)")
        self._close.setAccessibleName("Close this message")
        self._close.clicked.connect(self.hide)
        self._lay_out()
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says now; empty while it is hidden."""
        return "" if self.isHidden() else self._sentence.text()

    def say(
        self, sentence: str, *, details: str = "", action: str = "", do: Callable[[], None] | None = None
    ) -> None:
        """Say a sentence; `action` is the word on the button that does `do`."""
        self._sentence.setText(sentence)
        self._details.setText(details)
        self._details.hide()
        self._more.setChecked(False)
        self._more.setVisible(bool(details))
        self._do.setText(action)
        self._do.setVisible(bool(action and do))
        self._action = do
        self.setAccessibleName(sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def show_details(self) -> None:
        """Open the details at once, where they are what counts."""
        self._more.setChecked(True)

    def say_error(self, error: CorrespError) -> None:
        """Say why something could not be done; the facts behind it are its details."""
        facts = "\n".join(f"{name.replace('_', ' ')}: {value}" for name, value in error.facts.items())
        cause = f"\n{error.__cause__}" if error.__cause__ else ""
        self.say(error.message, details=f"{facts}{cause}".strip())

    def _act(self) -> None:
        action = self._action
        self.hide()
        if action:
            action()

    def _lay_out(self) -> None:
        unit = spacing(self)
        layout = QGridLayout(self)
        layout.setContentsMargins(unit * 4, unit, unit * 2, unit)
        layout.setHorizontalSpacing(unit * 2)
        layout.addWidget(self._sentence, 0, 0)
        layout.addWidget(self._do, 0, 1)
        layout.addWidget(self._more, 0, 2)
        layout.addWidget(self._close, 0, 3)
        layout.addWidget(self._details, 1, 0, 1, 4)
        layout.setColumnStretch(0, 1)
