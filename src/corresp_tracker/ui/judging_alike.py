"""Judging all places with the same words at once: linked together, or never taken for the work again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from corresp_tracker.ui.in_words import counted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.mentions import Mention, Settled
    from corresp_tracker.store.lists import PageLink
    from corresp_tracker.ui.jobs import Failed, Jobs, Progress
    from corresp_tracker.ui.link_panel import LinkPanel
    from corresp_tracker.ui.message_bar import MessageBar

_MANY = 300
"""Places from which on linking them takes long enough to show how far it is."""
_QUOTES = "‘’“”'\""
CHOOSE = "Choose which is meant first (1 to 9); then Shift+Enter links every place with these words."


class JudgingAlike(QObject):
    """Carries what the panel asks for every place with the same words to the log, each time as one step."""

    def __init__(
        self,
        jobs: Jobs,
        panel: LinkPanel,
        bar: MessageBar,
        reload: Callable[[], None],
        failed: Failed,
        *,
        by: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._bar, self._reload, self._failed, self._by = jobs, bar, reload, failed, by
        self._window = parent
        panel.all_asked.connect(self._ask_for_all)
        panel.never_asked.connect(self._never)

    def offer(self, link_id: int, words: str, work_id: int, title: str) -> None:
        """Say where else the words that were just linked stand, and offer to link them too."""

        def then(found: tuple[Mention, ...]) -> None:
            if found:
                self._bar.say(
                    f"The same words stand at {counted(len(found), 'other place')}.",
                    action="Link them too …",
                    do=lambda: self._ask(link_id, words, work_id, title, found),
                )

        self._jobs.read(self, lambda session: _alike(session, link_id, work_id), then)

    def _ask_for_all(self, link: PageLink) -> None:
        work_id, title = link.work_id, link.work_title
        if work_id is None and len(link.candidates) == 1:
            work_id, title = link.candidates[0].work_id, link.candidates[0].title
        if work_id is None:
            self._bar.say(CHOOSE)
            return
        means = work_id

        def then(found: tuple[Mention, ...]) -> None:
            if found:
                self._ask(link.id, link.words, means, title, found, first=link)
            else:
                self._bar.say("These words stand nowhere else, or all of them are judged.")

        self._jobs.read(self, lambda session: _alike(session, link.id, means), then, self._failed)

    def _ask(
        self,
        link_id: int,
        words: str,
        work_id: int,
        title: str,
        found: tuple[Mention, ...],
        *,
        first: PageLink | None = None,
    ) -> None:
        """Let the person look through the places; with `first`, the citation that they were at is linked too."""
        from corresp_tracker.ui.alike_dialog import ask_which_to_link

        is_asking = first is not None and first.standing == "proposed"

        def keep(mentions: list[Mention]) -> None:
            def task(session: Session, progress: Progress | None = None) -> Settled:
                from corresp_tracker.casework.links import confirm
                from corresp_tracker.casework.mentions import link_mentions

                if first is not None and is_asking:
                    confirm(session, link_id, version=first.version, work_id=work_id, by=self._by)
                return link_mentions(session, mentions, work_id=work_id, by=self._by, progress=progress)

            def then(settled: Settled) -> None:
                late = (
                    f" {counted(settled.moved_on, 'place')} had changed meanwhile."
                    if settled.moved_on
                    else ""
                )
                self._bar.say(f"Linked {counted(settled.number, 'other place')}.{late}")
                self._reload()

            number = counted(len(mentions) + is_asking, "place")
            done = f"Linked {number} with “{_bare(words)}” to {title}"
            if len(mentions) < _MANY:
                self._jobs.write(self, done, task, then, self._failed)
            else:
                self._jobs.write_counted(self, done, f"Linking {number}", task, then, self._failed)

        ask_which_to_link(self._window, words, title, found, keep)

    def _never(self, link: PageLink) -> None:
        def task(session: Session) -> int:
            from corresp_tracker.casework.mentions import reject_everywhere

            return reject_everywhere(session, link.id, version=link.version, by=self._by)

        def then(number: int) -> None:
            what = f"taken for {link.work_title}" if link.work_id else "offered as a citation"
            self._bar.say(
                f"Rejected at {counted(number, 'place')}. “{_bare(link.words)}” is not {what} again in any letter."
            )
            self._reload()

        what = link.work_title or "a citation"
        self._jobs.write(self, f"Ruled out “{_bare(link.words)}” as {what}", task, then, self._failed)


def _bare(words: str) -> str:
    return words.strip(_QUOTES)


def _alike(session: Session, link_id: int, work_id: int) -> tuple[Mention, ...]:
    from corresp_tracker.casework.mentions import alike

    return alike(session, link_id, work_id=work_id)
