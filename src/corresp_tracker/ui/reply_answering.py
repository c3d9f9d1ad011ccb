"""Answering: the points of the letter beside the draft, and what was said before, put in with its links."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.points_panel import PointsPanel
from corresp_tracker.ui.reply_out import IN_WORD
from corresp_tracker.ui.said_panel import SaidPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.lines import LineRow, LineWarning
    from corresp_tracker.casework.points import PointRow
    from corresp_tracker.casework.said_before import SaidBefore
    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.draft_editor import DraftEditor
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.letter_view import LetterView
    from corresp_tracker.ui.message_bar import MessageBar
    from corresp_tracker.ui.reply_saving import ReplySaving

PAUSE_MS = 350
"""How long the writer must pause before what was said before is looked for."""
SELECT = "Select the words of the letter that ask for something, then press Ctrl+M."
NO_PARAGRAPH = "Put the caret into the paragraph that answers this point, then choose the point again."


class ReplyAnswering(QObject):
    """Keeps both panels of a reply up to date, and carries out what is asked in them.

    `open_points` tells how many points are open; `linked` gives the draft after words came in with their links.
    """

    counted = Signal(int)
    linked = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        editor: DraftEditor,
        incoming: LetterView,
        saving: ReplySaving,
        bar: MessageBar,
        parent: QWidget,
        *,
        by: str,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._by, self._window = jobs, by, parent
        self._editor, self._incoming, self._saving, self._bar = editor, incoming, saving, bar
        self.points = PointsPanel(parent)
        self.said = SaidPanel(parent)
        self.said.hide()
        self._asked_for = ""
        self._warned_of = 0
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._ask_what_was_said)
        self._connect()

    @property
    def open_points(self) -> int:
        """How many points of the letter nothing answers yet."""
        return self.points.open_points

    def show(self, page: LetterPage) -> None:
        """Show what belongs to a draft."""
        self.points.setVisible(page.answers_id is not None)
        self._ask_for_points(page)
        if page.id != self._warned_of:
            self._warned_of = page.id
            self._jobs.read(self, lambda session: _warnings(session, page.id), self._warn)
        self._asked_for = ""
        self._timer.start()

    def show_said(self) -> None:
        """Open the panel of what was said before, or close it."""
        if self.said.isVisible():
            self.leave_said()
            return
        self.said.show()
        self._asked_for = ""
        self._ask_what_was_said()
        self.said.setFocus()

    def leave_said(self) -> None:
        """Close the panel, and go on writing."""
        self.said.hide()
        self._editor.setFocus()

    def mark_point(self) -> None:
        """Keep the selected words of the letter as a point."""
        selected = self._incoming.selected_words()
        if selected is None:
            self._bar.say(SELECT)
            return

        def task(session: Session) -> None:
            from corresp_tracker.casework.points import add_point

            add_point(session, selected.paragraph_id, selected.start, selected.end)

        self._write(f"Marked the point “{selected.words}”", task)

    def choose_line(self) -> None:
        """Let the person choose a standard line."""
        from corresp_tracker.ui.lines_dialog import choose_line

        choose_line(self._window, self._jobs, self.put_line)

    def put_line(self, line: LineRow) -> None:
        """Put a standard line in where the caret stands, with its links."""

        def task(session: Session, paragraph_id: int) -> None:
            from corresp_tracker.casework.lines import use_line

            use_line(session, paragraph_id, line.id, by=self._by)

        self._put_in(line.facts.text, f"Put in the standard line {line.facts.topic}", task)

    def _insert(self, said: SaidBefore) -> None:
        def task(session: Session, paragraph_id: int) -> None:
            from corresp_tracker.casework.said_before import take_over

            take_over(session, paragraph_id, said.paragraph_id, by=self._by)

        self._put_in(said.text, f"Put in words of {said.reference}, paragraph {said.label}", task)

    def _put_in(self, words: str, step: str, task: Callable[[Session, int], None]) -> None:
        if self._editor.isReadOnly():
            self._bar.say(IN_WORD)
            return
        uid = self._editor.put_paragraph(words)
        self._editor.setFocus()

        def keep(page: LetterPage) -> None:
            paragraph = next((each for each in page.paragraphs if each.uid == uid), None)
            if paragraph is not None:
                self._jobs.write(
                    self,
                    step,
                    partial(_done_then_page, task=task, paragraph_id=paragraph.id, letter_id=page.id),
                    self.linked.emit,
                    self._bar.say_error,
                )

        self._saving.save_then(keep)

    def _turn_answer(self, point: PointRow) -> None:
        uid = self._editor.place()[0]
        text = next((each.text for each in self._editor.paragraphs() if each.uid == uid), "")
        if not text.strip():
            self._bar.say(NO_PARAGRAPH)
            return

        def keep(page: LetterPage) -> None:
            def task(session: Session) -> None:
                from corresp_tracker.casework.points import turn_answer

                turn_answer(session, point.id, draft_id=page.id, uid=uid)

            verb = "no longer answers" if uid in point.answering else "answers"
            self._write(f"Said that a paragraph {verb} “{point.words}”", task)

        self._saving.save_then(keep)

    def _remove_point(self, point: PointRow) -> None:
        def task(session: Session) -> None:
            from corresp_tracker.casework.points import remove_point

            remove_point(session, point.id)

        self._write(f"Took out the point “{point.words}”", task)

    def _write(self, words: str, task: Callable[[Session], None]) -> None:
        def then(_: None) -> None:
            if self._saving.page:
                self._ask_for_points(self._saving.page)

        self._jobs.write(self, words, task, then, self._bar.say_error)

    def _ask_for_points(self, page: LetterPage) -> None:
        def then(points: tuple[PointRow, ...]) -> None:
            if self._saving.page and self._saving.page.id == page.id:
                self.points.show_points(points)
                self.counted.emit(self.points.open_points)

        self._jobs.read(self, lambda session: _points(session, page.id), then)

    def _show_point(self, point: PointRow) -> None:
        self._incoming.clear_marks()
        self._incoming.show_marks(point.paragraph_id, [(point.start, point.end)])
        self._incoming.show_paragraph(point.paragraph_id, point.start)

    def _warn(self, warnings: tuple[LineWarning, ...]) -> None:
        if warnings:
            self._bar.say(" ".join(each.message for each in warnings))

    def _ask_what_was_said(self) -> None:
        page = self._saving.page
        if page is None or not self.said.isVisible():
            return
        uid = self._editor.place()[0]
        text = next((each.text for each in self._editor.paragraphs() if each.uid == uid), "")
        if text == self._asked_for:
            return
        self._asked_for = text
        ids = {each.id for each in page.paragraphs if each.uid == uid}
        works = tuple(link.work_key for link in page.links if link.paragraph_id in ids and link.work_key)

        def then(said: tuple[SaidBefore, ...]) -> None:
            self.said.show_said(said, words=text)

        self._jobs.read_latest(self.said, lambda session: _said(session, text, works, page.id), then)

    def _keep_as_line(self, said: SaidBefore) -> None:
        from corresp_tracker.ui.line_form import keep_as_line

        keep_as_line(self._window, self._jobs, self._bar, said.text, from_paragraph_id=said.paragraph_id)

    def _connect(self) -> None:
        self.points.shown.connect(self._show_point)
        self.points.answered.connect(self._turn_answer)
        self.points.removed.connect(self._remove_point)
        self.points.left.connect(self._editor.setFocus)
        self.said.insert_asked.connect(self._insert)
        self.said.line_asked.connect(self._keep_as_line)
        self.said.left.connect(self.leave_said)
        self._editor.cursorPositionChanged.connect(self._timer.start)


def _done_then_page(
    session: Session, *, task: Callable[[Session, int], None], paragraph_id: int, letter_id: int
) -> LetterPage:
    from corresp_tracker.store.lists import letter_page

    task(session, paragraph_id)
    return letter_page(session, letter_id)


def _points(session: Session, draft_id: int) -> tuple[PointRow, ...]:
    from corresp_tracker.casework.points import points_for

    return points_for(session, draft_id)


def _warnings(session: Session, draft_id: int) -> tuple[LineWarning, ...]:
    from corresp_tracker.casework.lines import line_warnings

    return line_warnings(session, draft_id, today=today_here())


def _said(session: Session, text: str, works: tuple[str, ...], draft_id: int) -> tuple[SaidBefore, ...]:
    from corresp_tracker.casework.said_before import said_before

    return said_before(session, text, works=works, but_not=draft_id)
