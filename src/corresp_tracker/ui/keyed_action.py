"""An action of a page with its key, which works wherever in the page the keyboard is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


def add_action(page: QWidget, words: str, key: str, do: Callable[[], None]) -> QAction:
    """Add an action to a page; its tooltip says its key."""
    action = QAction(words, page)
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.setToolTip(f"{words} ({key})")
    action.triggered.connect(lambda: do())
    page.addAction(action)
    return action
