"""The lines above and below a reply: where it stands and what to do with it; what is still open in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import ElidedLabel, drawn_by_style, plain_label
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.store.lists import LetterPage


class ReplyTop(QFrame):
    """Says stage and version, and that the draft is saved; offers Word and the record of sending."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "top")
        drawn_by_style(self)
        unit = spacing(self)
        self._where = ElidedLabel(role="strong")
        self._saved = plain_label(role="quiet", parent=self)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(unit * 4, unit * 2, unit * 4, unit * 2)
        self._layout.setSpacing(unit * 2)
        self._layout.addWidget(self._where, 1)
        self._layout.addWidget(self._saved)

    def show_page(self, page: LetterPage) -> None:
        """Say which draft it is."""
        version = f"version {page.head}" if page.head else "not yet in Word"
        self._where.setText(f"{page.reference}  ·  {page.stage.capitalize()}  ·  {version}")

    def say_saved(self) -> None:
        """Say when it was last saved."""
        self.say(f"Saved {datetime.now().astimezone():%H:%M}")

    def say(self, words: str) -> None:
        """Say how the draft is kept."""
        self._saved.setText(words)

    def connect_actions(self, actions: Sequence[QAction]) -> None:
        """Give each action a button; the last is what the page leads to."""
        for action in actions:
            button = QPushButton(action.text(), self)
            button.setToolTip(action.toolTip())
            button.setAccessibleName(action.toolTip())
            button.setAutoDefault(False)
            button.setProperty("primary", action is actions[-1])
            button.clicked.connect(action.trigger)
            self._layout.addWidget(button)


class ReplyFoot(QFrame):
    """Counts what is open: "2 citations to look at, 1 prompt to fill"."""

    go_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "top")
        drawn_by_style(self)
        unit = spacing(self)
        self._counts = QPushButton(self)
        self._counts.setProperty("flat", True)
        self._counts.setToolTip("Go to the next (F8)")
        self._counts.clicked.connect(self.go_asked)
        keys = plain_label("Ctrl+K cites  ·  Tab changes the level  ·  Alt+↑ Alt+↓ move", role="small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit * 2, 0, unit * 4, 0)
        layout.addWidget(self._counts)
        layout.addStretch()
        layout.addWidget(keys)
        self.show_counts(citations=0, prompts=0, points=0)

    @property
    def words(self) -> str:
        """What it says."""
        return self._counts.text()

    def show_counts(self, *, citations: int, prompts: int, points: int) -> None:
        """Say what is open."""
        parts = [f"{counted(citations, 'citation')} to look at"] if citations else []
        if prompts:
            parts.append(f"{counted(prompts, 'prompt')} to fill")
        if points:
            parts.append(f"{counted(points, 'point')} open")
        self._counts.setText(", ".join(parts) or "Nothing is open")
        self._counts.setAccessibleName(f"{self._counts.text()}, F8 goes to the next")
