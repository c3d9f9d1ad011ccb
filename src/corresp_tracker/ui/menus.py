"""The menu bar: every act of the program by name, with its shortcut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do: its words, its shortcut ("" for none), what does it, and whether it needs an office."""

    words: str
    keys: str
    do: Callable[[], None]
    needs_office: bool = True


class Acts:
    """The window's acts as actions; those that need an office rest while none is open."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._waiting: list[QAction] = []

    def fill(self, bar: QMenuBar, name: str, acts: Iterable[Act | None]) -> QMenu:
        """Add a menu; None parts its acts."""
        menu = bar.addMenu(name)
        menu.setToolTipsVisible(False)
        for act in acts:
            if act is None:
                menu.addSeparator()
            else:
                menu.addAction(self._action(act))
        return menu

    def office_is_open(self, is_open: bool) -> None:
        """Wake or rest the acts that need an office."""
        for action in self._waiting:
            action.setEnabled(is_open)

    def _action(self, act: Act) -> QAction:
        action = QAction(act.words, self._window)
        if act.keys:
            action.setShortcut(QKeySequence(act.keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _=False: act.do())
        if act.needs_office:
            action.setEnabled(False)
            self._waiting.append(action)
        self._window.addAction(action)
        return action


def offer_page_actions(menu: QMenu, fixed: int, actions: Sequence[QAction]) -> None:
    """Put what the page on show can do below the menu's own `fixed` acts."""
    for action in menu.actions()[fixed:]:
        menu.removeAction(action)
    if actions:
        menu.addSeparator()
        menu.addActions(list(actions))
