"""A letter with its citations beside it: reading, finding, judging what it cites, copying from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from corresp_tracker.ui.find_bar import FindBar
from corresp_tracker.ui.letter_view import LetterView, SelectedWords
from corresp_tracker.ui.link_judging import LinkJudging
from corresp_tracker.ui.link_panel import LinkPanel
from corresp_tracker.ui.message_bar import MessageBar

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.answers import Answer
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.lists import LetterPage, PageLink, WorkRow
    from corresp_tracker.ui.jobs import Jobs

Mark = tuple[int, int]


class LetterPageWidget(QWidget):
    """Shows one letter. `closed` is Esc with nothing of its own left to close."""

    closed = Signal()
    loaded = Signal(object)
    """The letter that is on show (LetterPage)."""
    letter_asked = Signal(int)
    """A letter that this one cites is to be opened."""
    next_asked = Signal()
    """In a queue of citations: the next one, whatever letter it stands in."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, by: str, in_queue: bool = False) -> None:
        super().__init__(parent)
        self._in_queue = in_queue
        self._jobs, self._by = jobs, by
        self._letter_id: int | None = None
        self._said_of: int | None = None
        self._page: LetterPage | None = None
        self._generation = 0
        self.view = LetterView(self)
        self.panel = LinkPanel(self)
        self.panel.hide()
        self.find_bar = FindBar(self.view, self)
        self.message_bar = MessageBar(self)
        self._judging = LinkJudging(jobs, self.panel, self.message_bar, self._load, by=by, parent=self)
        self._judging.goes_on = not in_queue
        self._actions = self._make_actions()
        self._lay_out()
        self._connect()

    @property
    def page(self) -> LetterPage | None:
        """The letter on show."""
        return self._page

    def open(self, letter_id: int, paragraph_id: int | None = None, marks: Iterable[Mark] = ()) -> None:
        """Show a letter, at a paragraph with the words of a search marked."""
        # A list that reloads opens the same letter afresh: what was just said of it still holds.
        if letter_id != self._said_of:
            self.message_bar.hide()
        self._said_of = letter_id
        self._letter_id = letter_id
        marked = tuple(marks)

        def show_place() -> None:
            if paragraph_id is not None:
                self.view.clear_marks()
                self.view.show_marks(paragraph_id, marked)
                self.view.show_paragraph(paragraph_id, marked[0][0] if marked else 0)

        self._load(show_place)

    def open_at_link(self, letter_id: int, link_id: int) -> None:
        """Show a letter with one of its citations open in the panel."""

        def then() -> None:
            self.panel.show()
            self.panel.open_link(link_id)

        self._said_of = self._letter_id = letter_id
        self._load(then)

    def clear(self) -> None:
        """Show no letter."""
        self._generation += 1
        self._letter_id = self._page = None
        self.view.clear_page()
        self.panel.hide()
        self._able()

    def actions_for_menu(self) -> list[QAction]:
        """Give what can be done with the letter, for the window's menu."""
        return list(self._actions)

    def show_again(self, link_ids: Collection[int]) -> None:
        """Show the letter as it is now, with the first of these citations open where it is one of them."""

        def then() -> None:
            held = {link.id for link in self._page.links} if self._page else set[int]()
            again = next((link_id for link_id in link_ids if link_id in held), None)
            if again is not None and not self.panel.isHidden():
                self.panel.open_link(again)

        self.message_bar.hide()
        self._load(then)

    def next_doubtful(self) -> None:
        """Open the panel at the next citation that wants a look; say so where there is none."""
        if self._in_queue:
            self.next_asked.emit()
        elif self._page is not None:
            self._next_here()

    def _next_here(self) -> None:
        was_hidden = self.panel.isHidden()
        self.panel.show()
        selected = self.view.selected_words()
        after = (selected.paragraph_id, selected.start) if selected and was_hidden else None
        found = self.panel.next_doubtful(after=after)
        if not found and was_hidden:
            self.panel.step(1)
        self.panel.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not found:
            self.message_bar.say("Every citation of this letter stands: there is nothing to look at.")

    def cite(self) -> None:
        """Choose the work that the selected words cite, and link them."""
        selected = self.view.selected_words()
        if selected is None:
            self.message_bar.say(
                "Select the words that cite the report, inside one paragraph, then press Ctrl+K."
            )
            return
        from corresp_tracker.ui.cite_dialog import ask_for_work

        ask_for_work(self, self._jobs, selected.words, partial(self._link_words, selected))

    def copy_as_answer(self) -> None:
        """Copy the selected paragraphs with date, addressee and reference, as plain and rich text."""
        paragraphs = self.view.selected_paragraphs()
        if self.view.textCursor().hasSelection() and not paragraphs:
            self.message_bar.say("Select words of a numbered paragraph to copy them as an answer.")
            return
        page = self._page
        if page:
            ids = paragraphs or tuple(each.id for each in page.paragraphs)
            self._jobs.read(self, lambda session: _answer(session, ids), self._put_on_clipboard)

    def show_table(self) -> None:
        """Show what the letter cites as a table, from which a fact pack can be made."""
        if self._letter_id is not None:
            from corresp_tracker.ui.citation_table import show_citations

            show_citations(self, self._jobs, self._letter_id)

    def show_versions(self) -> None:
        """Hold the versions of the letter side by side."""
        if self._letter_id is not None:
            from corresp_tracker.ui.versions_dialog import show_versions

            show_versions(self, self._jobs, self._letter_id)

    def export_works(self) -> None:
        """Write the reports that the letter cites to a file."""
        from corresp_tracker.ui.register_exports import RegisterExports

        if self._letter_id is not None:
            RegisterExports(self._jobs, self, self.message_bar).ask_of_letter(self._letter_id)

    def _load(self, then: Callable[[], None] | None = None) -> None:
        letter_id = self._letter_id
        if letter_id is None:
            return
        self._generation += 1
        generation = self._generation

        def show(page: LetterPage) -> None:
            if generation == self._generation:
                self._show(page)
                if then:
                    then()

        self._jobs.read(self, lambda session: _page(session, letter_id), show, self.message_bar.say_error)

    def _show(self, page: LetterPage) -> None:
        self._page = page
        self._judging.show(page)
        self.view.show_page(page)
        self.panel.show_links(page, can_correct=page.standing == "draft")
        self._able()
        self.loaded.emit(page)

    def _changed(self, changes: Changes) -> None:
        page = self._page
        if page is None or self._letter_id is None:
            return
        if changes.may_touch(page.case_id):
            self._load()

    def _link_words(self, selected: SelectedWords, work: WorkRow) -> None:
        def task(session: Session) -> int:
            from corresp_tracker.casework.links import cite

            return cite(
                session, selected.paragraph_id, selected.start, selected.end, work_id=work.id, by=self._by
            )

        def then(link_id: int) -> None:
            self._load(lambda: self.view.show_link(link_id))
            self._judging.alike.offer(link_id, selected.words, work.id, work.title)

        self._jobs.write(self, f"Linked “{selected.words}” to {work.title}", task, then, self._failed)

    def _failed(self, error: CorrespError) -> None:
        self.message_bar.say_error(error)
        self._load()

    def _put_on_clipboard(self, answer: Answer) -> None:
        data = QMimeData()
        data.setText(answer.plain)
        data.setHtml(answer.html)
        QApplication.clipboard().setMimeData(data)
        self.message_bar.say("Copied as an answer: paste it into a letter, an e-mail or a note.")

    def _open_link(self, link_id: int) -> None:
        self.panel.show()
        self.panel.open_link(link_id)
        self.panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_current(self, link: PageLink | None) -> None:
        self.view.show_link(link.id if link and not self.panel.isHidden() else None)

    def _open_target(self, link: PageLink) -> None:
        if link.cited_letter_id is not None:
            self.letter_asked.emit(link.cited_letter_id)

    def _leave_panel(self) -> None:
        if self._in_queue:
            self.closed.emit()
            return
        self.panel.hide()
        self.view.show_link(None)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _escape(self) -> None:
        if not self.find_bar.isHidden():
            self.find_bar.close_bar()
        elif not self.panel.isHidden() and not self._in_queue:
            self._leave_panel()
        elif not self.message_bar.isHidden():
            self.message_bar.hide()
        else:
            self.closed.emit()

    def _find(self) -> None:
        selected = self.view.selected_words()
        self.find_bar.open_bar(selected.words if selected else "")

    def _able(self) -> None:
        for action in self._actions:
            action.setEnabled(self._page is not None)

    def _make_actions(self) -> tuple[QAction, ...]:
        made = tuple(
            self._action(words, key, do)
            for words, key, do in (
                ("Find in this letter", "Ctrl+F", self._find),
                ("Next citation to look at", "F8", self.next_doubtful),
                ("Cite a report or programme", "Ctrl+K", self.cite),
                ("Copy as answer", "Ctrl+Shift+C", self.copy_as_answer),
                ("Citations as a table, fact pack", "Ctrl+Shift+T", self.show_table),
                ("Export the reports that it cites …", "Ctrl+Shift+X", self.export_works),
                ("Versions of this letter", "F4", self.show_versions),
            )
        )
        self._action("Back", "Esc", self._escape)
        return made

    def _action(self, words: str, key: str, do: Callable[[], None]) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{words} ({key})")
        action.triggered.connect(lambda: do())
        self.addAction(action)
        return action

    def _connect(self) -> None:
        self.view.link_activated.connect(self._open_link)
        self.find_bar.closed.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.panel.current_changed.connect(self._show_current)
        self.panel.target_asked.connect(self._open_target)
        self.panel.left.connect(self._leave_panel)
        self._jobs.changed.connect(self._changed)
        self._able()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.message_bar)
        column.addWidget(self.view, 1)
        column.addWidget(self.find_bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(column, 1)
        layout.addWidget(self.panel)
        self.setFocusProxy(self.view)


def _page(session: Session, letter_id: int) -> LetterPage:
    from corresp_tracker.store.lists import letter_page

    return letter_page(session, letter_id)


def _answer(session: Session, paragraph_ids: tuple[int, ...]) -> Answer:
    from corresp_tracker.casework.answers import copy_as_answer

    return copy_as_answer(session, paragraph_ids)
