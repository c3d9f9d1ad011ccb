"""Where a report or programme is named and nothing is linked: looked at, and linked with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.ui.hit_list import HitList
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.mention_hits import hit_of
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.mentions import Mention, Settled
    from corresp_tracker.ui.jobs import Jobs

NONE = "Wherever a letter names this, it is linked, or was rejected by a person."
LOOKING = "Looking where letters name this …"


class UnlinkedMentions(QWidget):
    """Lists the mentions of one work. `counted` says how many there are, once they are known."""

    counted = Signal(int)
    opened = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, by: str) -> None:
        super().__init__(parent)
        self._jobs, self._by = jobs, by
        self._work_id: int | None = None
        self._title = ""
        self._mentions: tuple[Mention, ...] = ()
        self.bar = MessageBar(self)
        self.list = HitList(self)
        self.link = QPushButton("&Link", self)
        self.never = QPushButton("&Not this", self)
        self._lay_out()
        self._connect()

    def show_of(self, work_id: int, title: str) -> None:
        """Look for the mentions of a work."""
        if work_id != self._work_id:
            self._show(())
            self.list.say_when_empty(LOOKING)
        self._work_id, self._title = work_id, title

        def then(found: tuple[Mention, ...]) -> None:
            if work_id == self._work_id:
                self.list.say_when_empty(NONE)
                self._show(found)
                self.counted.emit(len(found))

        self._jobs.read(self, lambda session: _found(session, work_id), then)

    def chosen(self) -> list[Mention]:
        """Give the mentions that are chosen."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        return [self._mentions[row] for row in rows]

    def link_chosen(self) -> None:
        """Link the chosen places to the work."""

        def task(session: Session, mentions: Sequence[Mention], work_id: int) -> Settled:
            from corresp_tracker.casework.mentions import link_mentions

            return link_mentions(session, mentions, work_id=work_id, by=self._by)

        self._settle(task, "Linked")

    def reject_chosen(self) -> None:
        """Keep that the chosen places do not mean the work."""

        def task(session: Session, mentions: Sequence[Mention], work_id: int) -> Settled:
            from corresp_tracker.casework.mentions import reject_mentions

            return reject_mentions(session, mentions, work_id=work_id, by=self._by)

        self._settle(task, "Rejected")

    def _settle(self, task: Callable[[Session, Sequence[Mention], int], Settled], done: str) -> None:
        mentions, work_id = self.chosen(), self._work_id
        if not mentions or work_id is None:
            self.bar.say("Choose one or more of the places first; Ctrl+A chooses all.")
            return

        def then(settled: Settled) -> None:
            late = f" {counted(settled.moved_on, 'place')} had changed meanwhile." if settled.moved_on else ""
            self.bar.say(f"{done} {counted(settled.number, 'place')}.{late}")
            self.show_of(work_id, self._title)

        places = counted(len(mentions), "mention")
        words = f"{done} {places} of {self._title}"
        self._jobs.write(
            self, words, lambda session: task(session, mentions, work_id), then, self.bar.say_error
        )

    def _show(self, mentions: tuple[Mention, ...]) -> None:
        self._mentions = mentions
        self.list.show_hits([hit_of(each) for each in mentions])
        self.link.setEnabled(bool(mentions))
        self.never.setEnabled(bool(mentions))

    def _connect(self) -> None:
        self.list.opened.connect(self.opened)
        for button, words, key, do in (
            (self.link, "Link the chosen places to this", "Ctrl+K", self.link_chosen),
            (self.never, "The chosen places do not mean this", "Del", self.reject_chosen),
        ):
            button.clicked.connect(do)
            button.setToolTip(f"{words} ({key})")
            action = QAction(words, self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(do)
            self.addAction(action)

    def _lay_out(self) -> None:
        unit = spacing(self)
        foot = QHBoxLayout()
        foot.setContentsMargins(unit * 4, unit * 2, unit * 4, unit * 2)
        foot.setSpacing(unit * 2)
        foot.addStretch()
        foot.addWidget(self.never)
        foot.addWidget(self.link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.list)


def _found(session: Session, work_id: int) -> tuple[Mention, ...]:
    from corresp_tracker.casework.mentions import unlinked_mentions

    return unlinked_mentions(session, work_id)
