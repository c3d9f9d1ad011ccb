"""Undo and redo of one's own steps in the log: labelled in the menu, Ctrl+Z and Ctrl+Shift+Z."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from corresp_tracker.ui.in_words import menu_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget
    from sqlalchemy.orm import Session

    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.undo import Step, Steps, Undone
    from corresp_tracker.ui.jobs import Failed, Jobs, Progress
    from corresp_tracker.ui.message_bar import MessageBar

_MANY = 400
"""Records from which on a step takes long enough to show how far it is."""
UNDO_KEYS, REDO_KEYS = "Ctrl+Z", "Ctrl+Shift+Z"
_MORE_REDO_KEYS = "Ctrl+Y"


class UndoSteps(QObject):
    """Takes back what was done since the office was opened here. Where words are typed, the keys undo typing instead.

    A step that is refused is said why, and passed over from then on, so that those before it can be reached.
    """

    undone = Signal(object)
    """What was put back, or done again (Undone)."""

    def __init__(self, jobs: Jobs, bar: MessageBar, window: QWidget, *, by: str) -> None:
        super().__init__(window)
        self._jobs, self._bar, self._by = jobs, bar, by
        self._since = 0
        self._passing: frozenset[int] = frozenset()
        self._steps: Steps | None = None
        self.undo = self._action(window, self._undo, UNDO_KEYS)
        self.redo = self._action(window, self._redo, REDO_KEYS, _MORE_REDO_KEYS)
        self._show(None)
        jobs.office_changed.connect(self._begin)
        jobs.changed.connect(self._changed)

    def fill(self, menu: QMenu) -> None:
        """Put both acts into a menu."""
        menu.addActions([self.undo, self.redo])

    def _begin(self) -> None:
        self._passing = frozenset()
        self._show(None)
        if self._jobs.office is not None:
            self._jobs.read(self, _newest, self._begin_after)

    def _begin_after(self, change_id: int) -> None:
        self._since = change_id
        self._ask()

    def _changed(self, _: Changes) -> None:
        self._ask()

    def _ask(self) -> None:
        if self._jobs.office is not None:
            by, since, passing = self._by, self._since, self._passing
            self._jobs.read(self, lambda session: _steps(session, by, since, passing), self._show)

    def _show(self, steps: Steps | None) -> None:
        self._steps = steps
        for action, verb, step in (
            (self.undo, "&Undo", steps and steps.undo),
            (self.redo, "&Do again", steps and steps.redo),
        ):
            action.setText(f"{verb}: {menu_words(step.words)}" if step else verb)
            action.setEnabled(step is not None)

    def _undo(self) -> None:
        step = self._steps and self._steps.undo
        if not step:
            return
        by, since, passing = self._by, self._since, self._passing

        def task(session: Session, progress: Progress | None = None) -> Undone:
            from corresp_tracker.casework.undo import undo

            return undo(session, by=by, since=since, passing=passing, progress=progress)

        def refused(error: CorrespError) -> None:
            self._passing |= {step.change_id}
            self._bar.say(f"{error.message} {UNDO_KEYS} again goes to the step before it.")
            self._ask()

        def then(undone: Undone) -> None:
            self._bar.say(f"Undone: {undone.words}", action="Do it again", do=self._redo)
            self.undone.emit(undone)

        self._write(step, f"Undid: {step.words}", f"Undoing “{step.words}”", task, then, refused)

    def _redo(self) -> None:
        step = self._steps and self._steps.redo
        if not step:
            return
        by, since = self._by, self._since

        def task(session: Session, progress: Progress | None = None) -> Undone:
            from corresp_tracker.casework.undo import redo

            return redo(session, by=by, since=since, progress=progress)

        def then(undone: Undone) -> None:
            self._bar.say(f"Done again: {undone.words}")
            self.undone.emit(undone)

        words = f"Did again: {step.words}"
        self._write(step, words, f"Doing “{step.words}” again", task, then, self._bar.say_error)

    def _write(
        self,
        step: Step,
        history_words: str,
        words: str,
        task: Callable[..., Undone],
        then: Callable[[Undone], None],
        failed: Failed,
    ) -> None:
        """Put records back; a step that touched many shows how far it is, and can be called off."""
        if step.records < _MANY:
            self._jobs.write(self, history_words, task, then, failed)
        else:
            self._jobs.write_counted(self, history_words, words, task, then, failed)

    def _action(self, window: QWidget, do: Callable[[], None], *keys: str) -> QAction:
        action = QAction(window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda: do())
        window.addAction(action)
        return action


def _newest(session: Session) -> int:
    from corresp_tracker.store.undo import newest_change

    return newest_change(session)


def _steps(session: Session, by: str, since: int, passing: frozenset[int]) -> Steps:
    from corresp_tracker.store.undo import steps

    return steps(session, by=by, since=since, passing=passing)
