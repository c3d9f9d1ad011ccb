"""A person's own lists of the worklist: shown, kept under a name, renamed and removed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from corresp_tracker.ui.narrow_dialog import Choices, NarrowDialog, choices_of
from corresp_tracker.ui.places import LIST, list_place
from corresp_tracker.values.case_filter import CaseFilter

if TYPE_CHECKING:
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.main_pages import MainPages


class SavedLists(QObject):
    """Asks what the worklist is narrowed to. `changed` gives all lists by name, each as the text of its filter."""

    changed = Signal(object)

    def __init__(self, jobs: Jobs, window: QWidget, pages: MainPages, saved: Mapping[str, str]) -> None:
        super().__init__(window)
        self._jobs, self._window, self._pages = jobs, window, pages
        self._lists = {name: CaseFilter.parse(text) for name, text in saved.items()}
        self._last = CaseFilter()
        self._kinds: dict[str, str] = {}
        pages.show_lists(self._lists)

    def ask(self) -> None:
        """Ask what to narrow the worklist to, beginning with the list on show."""
        name = self._name_on_show()
        narrowed = self._lists.get(name, self._last)

        def show(choices: Choices) -> None:
            self._kinds = {key: words for words, key in choices.kinds}
            dialog = NarrowDialog(self._jobs, choices, narrowed, name=name, parent=self._window)
            dialog.shown.connect(self._show)
            dialog.kept.connect(partial(self._keep, name))
            dialog.removed.connect(self._remove)
            dialog.open()

        self._jobs.read(self, choices_of, show)

    def _name_on_show(self) -> str:
        part = self._pages.place.part
        return part.removeprefix(LIST) if part.startswith(LIST) else ""

    def _show(self, narrowed: CaseFilter) -> None:
        self._last = narrowed
        self._pages.show_narrowed(narrowed)
        self._pages.bar.say(
            f"The worklist is narrowed: {narrowed.in_words(self._kinds)}.",
            action="Show all open",
            do=self._show_all,
        )

    def _show_all(self) -> None:
        from corresp_tracker.ui.main_pages import WORKLIST

        self._last = CaseFilter()
        self._pages.go(WORKLIST)

    def _keep(self, was: str, narrowed: CaseFilter, name: str) -> None:
        """Keep a list under a name, in the place of the one that was on show."""
        others = {each: held for each, held in self._lists.items() if each != name or each == was}
        renamed = {name if each == was else each: held for each, held in others.items()}
        self._lists = {**renamed, name: narrowed}
        self._tell()
        self._pages.go(list_place(name))

    def _remove(self, name: str) -> None:
        held = self._lists.pop(name, None)
        self._tell()
        self._show_all()
        if held is not None:
            self._pages.bar.say(
                f"The list “{name}” is removed; its cases are untouched.",
                action="Put it back",
                do=lambda: self._keep(name, held, name),
            )

    def _tell(self) -> None:
        self._pages.show_lists(self._lists)
        self.changed.emit({name: str(held) for name, held in self._lists.items()})
