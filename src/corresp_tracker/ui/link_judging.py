"""What happens when a citation is judged in the panel: it is kept, and the next one that asks is opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from corresp_tracker.ui.judging_alike import JudgingAlike
from corresp_tracker.ui.link_row import MOST_CHOICES
from corresp_tracker.values.register_facts import ReportFacts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.relink_scope import Moved
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.lists import LetterPage, PageLink
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.link_panel import LinkPanel
    from corresp_tracker.ui.message_bar import MessageBar
    from corresp_tracker.ui.relinking import Relinking
    from corresp_tracker.ui.work_form import FormChoices
    from corresp_tracker.values.register_facts import ProgrammeFacts


class Reload(Protocol):
    """Shows the letter again as the log has it, and then does something."""

    def __call__(self, then: Callable[[], None] | None = None) -> None: ...


class LinkJudging(QObject):
    """Carries the panel's judgements to the log."""

    def __init__(
        self, jobs: Jobs, panel: LinkPanel, bar: MessageBar, reload: Reload, *, by: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._jobs, self._panel, self._bar, self._reload, self._by = jobs, panel, bar, reload, by
        self._window = parent
        self._page: LetterPage | None = None
        self._relinking: Relinking | None = None
        self._is_judging = False
        self.goes_on = True
        """Whether the next citation of the same letter that wants a look is opened after each judgement."""
        self.alike = JudgingAlike(
            jobs, panel, bar, self._reload_and_go_on, self._failed, by=by, parent=parent
        )
        panel.accepted.connect(self._accept)
        panel.rejected.connect(self._reject)
        panel.unjudged.connect(self._unjudge)
        panel.choice_needed.connect(self._say_choose)
        panel.corrected.connect(self._correct)
        panel.add_asked.connect(self._add_report)

    def show(self, page: LetterPage | None) -> None:
        """Take note of the letter that is on show."""
        self._is_judging = False
        self._page = page

    def _accept(self, link: PageLink, work_id: int | None) -> None:
        def task(session: Session) -> None:
            from corresp_tracker.casework.links import confirm

            confirm(session, link.id, version=link.version, work_id=work_id, by=self._by)

        self._judge(link, f"Confirmed the citation “{link.words}”", task)

    def _say_choose(self, link: PageLink) -> None:
        most = min(len(link.candidates), MOST_CHOICES)
        self._bar.say(f"Press 1 to {most} for the one that is meant; Del, where it is none of them.")

    def _reject(self, link: PageLink) -> None:
        def task(session: Session) -> None:
            from corresp_tracker.casework.links import reject

            reject(session, link.id, version=link.version, by=self._by)

        self._judge(link, f"Rejected the citation “{link.words}”", task)

    def _judge(self, link: PageLink, words: str, task: Callable[[Session], None]) -> None:
        if self._is_judging:
            return  # a key pressed twice in haste is no judgement of what has not been seen yet
        self._is_judging = True
        self._bar.hide()

        def then(_: None) -> None:
            self._reload_and_go_on()

        self._jobs.write(self, words, task, then, self._failed)

    def _reload_and_go_on(self) -> None:
        self._reload(self._go_on)

    def _go_on(self) -> None:
        if self.goes_on and self._panel.hasFocus() and not self._panel.next_doubtful():
            self._panel.step(1)

    def _unjudge(self, link: PageLink) -> None:
        def task(session: Session) -> None:
            from corresp_tracker.casework.links import unjudge

            unjudge(session, link.id, version=link.version)

        def then(_: None) -> None:
            self._reload(lambda: self._panel.open_link(link.id))

        self._jobs.write(self, f"Took back the judgement of “{link.words}”", task, then, self._failed)

    def _correct(self, link: PageLink) -> None:
        def task(session: Session) -> None:
            from corresp_tracker.casework.links import correct

            correct(session, link.id, version=link.version)

        words = f"Corrected the citation “{link.words}”"
        self._jobs.write(self, words, task, lambda _: self._reload(), self._failed)

    def _add_report(self, link: PageLink) -> None:
        """Let the person settle the report that a gap cites: the form is filled from the citation, Enter keeps it."""
        if self._page is None:
            return
        from corresp_tracker.ui.edit_work_dialog import edit_work

        letter_id = self._page.id

        def show(asked: tuple[ReportFacts, FormChoices]) -> None:
            facts, choices = asked
            keep = partial(self._add_to_register, link, letter_id)
            edit_work(self._window, self._jobs, facts, choices, keep, partial(self._link_to_twin, link))

        self._jobs.read(self, lambda session: _gap(session, link.id), show, self._failed)

    def _add_to_register(self, link: PageLink, letter_id: int, facts: ReportFacts | ProgrammeFacts) -> None:
        def task(session: Session) -> Moved:
            from corresp_tracker.casework.links import confirm, office_register, relink_letter
            from corresp_tracker.casework.register import add_work
            from corresp_tracker.casework.relink_scope import moved_by

            work_id, moved = moved_by(session, lambda: add_work(session, facts))
            confirm(session, link.id, version=link.version, work_id=work_id, by=self._by)
            relink_letter(session, letter_id, register=office_register(session))
            return moved

        def then(moved: Moved) -> None:
            self._reload()
            self._follow(moved)

        words = f"Added {facts.title if isinstance(facts, ReportFacts) else facts.name} to the register"
        self._jobs.write(self, words, task, then, self._failed)

    def _follow(self, moved: Moved) -> None:
        """Look at the other letters that may cite what was added."""
        from corresp_tracker.ui.relinking import Relinking

        if self._relinking is None:
            self._relinking = Relinking(self._jobs, self._window, self._bar)
        self._relinking.follow(moved)

    def _link_to_twin(self, link: PageLink, key: str) -> None:
        """Link a gap to the work that is held already, which the person saw instead of adding it again."""

        def task(session: Session) -> None:
            from corresp_tracker.casework.links import confirm
            from corresp_tracker.casework.register_rows import work_under

            work_id = work_under(session, key)[0]
            confirm(session, link.id, version=link.version, work_id=work_id, by=self._by)

        self._judge(link, f"Confirmed the citation “{link.words}”", task)

    def _failed(self, error: CorrespError) -> None:
        self._is_judging = False
        self._bar.say_error(error)
        self._reload()


def _gap(session: Session, link_id: int) -> tuple[ReportFacts, FormChoices]:
    from corresp_tracker.casework.register_from_gap import facts_from_gap
    from corresp_tracker.ui.work_form import form_choices

    return facts_from_gap(session, link_id), form_choices(session)
