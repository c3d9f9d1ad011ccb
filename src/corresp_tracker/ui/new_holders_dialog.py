"""Drafts to somebody who has left the post to which they go, offered a new address and greeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.ui.dialog_foot import foot_of, lay_under_bar
from corresp_tracker.ui.head_cards import HeadCards
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.heads import HeadChange
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.ui.jobs import Jobs

_SIZE = (190, 150)


def address_new_holders(
    parent: QWidget,
    jobs: Jobs,
    letter_ids: Sequence[int] | None = None,
    *,
    none: Callable[[], None] | None = None,
    then: Callable[[], None] | None = None,
) -> None:
    """Show the drafts, these or all, whose reader's post somebody else holds by now; `none` where there is none."""

    def show(changes: tuple[HeadChange, ...]) -> None:
        if changes:
            NewHoldersDialog(jobs, changes, letter_ids, then, parent).open()
        elif none:
            none()

    jobs.read(parent, lambda session: _plan(session, letter_ids), show)


class NewHoldersDialog(QDialog):
    """Each draft before and after; all of them are one step."""

    def __init__(
        self,
        jobs: Jobs,
        changes: Sequence[HeadChange],
        letter_ids: Sequence[int] | None = None,
        then: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        self.setWindowTitle("Drafts to a former holder")
        self._jobs, self._letter_ids, self._then = jobs, letter_ids, then
        self._changes: tuple[HeadChange, ...] = ()
        self.bar = MessageBar(self)
        self.cards = HeadCards(self)
        self.keep = QPushButton(self)
        self._show(tuple(changes))
        self._lay_out()

    def sizeHint(self) -> QSize:
        unit = spacing(self)
        return QSize(unit * _SIZE[0], unit * _SIZE[1])

    def _keep(self) -> None:
        changes, rewrite = self._changes, self.cards.rewrite

        def task(session: Session) -> None:
            from corresp_tracker.casework.new_holders import address_new_holders

            address_new_holders(session, changes, rewrite=rewrite)

        def then(_: None) -> None:
            self.accept()
            if self._then:
                self._then()

        words = f"Addressed {counted(len(changes), 'draft')} to who holds the post now"
        self.keep.setEnabled(False)
        self._jobs.write(self, words, task, then, self._failed)

    def _failed(self, error: CorrespError) -> None:
        """Say what stood in the way, and show the drafts as they are by now."""
        self.bar.say_error(error)
        self._jobs.read(self, lambda session: _plan(session, self._letter_ids), self._show)

    def _show(self, changes: tuple[HeadChange, ...]) -> None:
        self._changes = changes
        self.cards.show_changes(changes, none="No draft goes to somebody who has left any more.")
        self.keep.setText(f"&Address {counted(len(changes), 'draft')} anew")
        self.keep.setEnabled(bool(changes))

    def _lay_out(self) -> None:
        self.keep.clicked.connect(lambda _=False: self._keep())
        foot = foot_of(
            self,
            self.keep,
            says="It is one change, and can be undone.",
            tip="Write all of it as one step (Enter)",
            leave="Leave them",
            leave_tip="Change nothing (Esc); each draft says so again when it is opened",
        )
        said = "Somebody else holds the post by now. The drafts can go to whoever does."
        inside = QVBoxLayout()
        inside.addWidget(plain_label(said, role="quiet", wraps=True))
        inside.addWidget(self.cards, 1)
        inside.addLayout(foot)
        lay_under_bar(self, self.bar, inside)


def _plan(session: Session, letter_ids: Sequence[int] | None) -> tuple[HeadChange, ...]:
    from corresp_tracker.casework.new_holders import plan_new_holders

    return plan_new_holders(session, letter_ids)
