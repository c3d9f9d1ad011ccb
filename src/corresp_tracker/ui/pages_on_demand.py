"""The pages beside the worklist, each made when it is first shown, so that the first window is soon painted."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from corresp_tracker.ui.reading_pane import ReadingPane

if TYPE_CHECKING:
    from corresp_tracker.ui.case_table_page import CaseTablePage
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.letter_list import LetterList
    from corresp_tracker.ui.people_page import PeoplePage
    from corresp_tracker.ui.performance_page import PerformancePage
    from corresp_tracker.ui.register_page import RegisterPage
    from corresp_tracker.ui.reply_page import ReplyPage
    from corresp_tracker.ui.review_page import ReviewPage
    from corresp_tracker.ui.search_page import SearchPage
    from corresp_tracker.ui.welcome import Welcome

Made = TypeVar("Made", bound=QWidget)


class PagesOnDemand(QWidget):
    """Makes the pages, and passes on what they ask for. Who leads between them is the subclass's affair."""

    reply_asked = Signal(int)
    draft_asked = Signal(int)
    waiting_asked = Signal(object)
    import_asked = Signal()
    """The office's old spreadsheet is to be imported."""
    save_asked = Signal(str)
    way_in_asked = Signal(str)
    """A way into an office was chosen on the first page: example, new, open or restore."""
    recent_asked = Signal(str)
    place_in_letter_asked = Signal(object)
    """A letter is to be opened: a tuple of its id, and where given a paragraph's id and the marks in it."""
    case_asked = Signal(int)
    """A case is to be opened by itself."""
    letter_chosen = Signal(object)
    letter_opened = Signal(object)
    left = Signal()
    """Esc on a page that was opened from another."""
    sent = Signal(int)
    table_layout_changed = Signal(str)
    """The columns of the worklist as a table, and what it is sorted by, as the text to keep."""

    def __init__(self, jobs: Jobs, parent: QWidget | None, *, me: str) -> None:
        super().__init__(parent)
        self._jobs, self._me = jobs, me
        self._own_folder = ""
        self._stack = QStackedWidget(self)
        self._lists = QStackedWidget(self)

    @cached_property
    def welcome(self) -> Welcome:
        """The ways into an office."""
        from corresp_tracker.ui.welcome import Welcome

        page = self._on_stack(Welcome(self))
        page.example_asked.connect(partial(self.way_in_asked.emit, "example"))
        page.new_asked.connect(partial(self.way_in_asked.emit, "new"))
        page.open_asked.connect(partial(self.way_in_asked.emit, "open"))
        page.restore_asked.connect(partial(self.way_in_asked.emit, "restore"))
        page.recent_asked.connect(self.recent_asked)
        return page

    @cached_property
    def table(self) -> CaseTablePage:
        """The worklist as a table."""
        from corresp_tracker.ui.case_table_page import CaseTablePage

        page = self._on_stack(CaseTablePage(self._jobs, self, me=self._me))
        page.case_asked.connect(self.case_asked)
        page.layout_changed.connect(self.table_layout_changed)
        return page

    @cached_property
    def letters(self) -> LetterList:
        """All letters."""
        from corresp_tracker.ui.letter_list import LetterList

        page = LetterList(self._jobs, self)
        page.rows.chosen.connect(self.letter_chosen)
        page.rows.opened.connect(self.letter_opened)
        page.waiting_asked.connect(self.waiting_asked)
        self._lists.addWidget(page)
        return page

    @cached_property
    def alone(self) -> ReadingPane:
        """A letter by itself, opened from another page."""
        page = self._on_stack(ReadingPane(self._jobs, self, by=self._me))
        page.closed.connect(self.left)
        self._listen_to(page)
        return page

    @cached_property
    def works(self) -> RegisterPage:
        """Reports and programmes."""
        from corresp_tracker.ui.register_page import RegisterPage

        page = self._on_stack(RegisterPage(self._jobs, self, by=self._me))
        page.letter_asked.connect(self._ask_for_letter)
        return page

    @cached_property
    def people(self) -> PeoplePage:
        """People."""
        from corresp_tracker.ui.people_page import PeoplePage

        page = self._on_stack(PeoplePage(self._jobs, self, by=self._me))
        page.letter_asked.connect(self._ask_for_letter)
        return page

    @cached_property
    def search_page(self) -> SearchPage:
        """What a search found."""
        from corresp_tracker.ui.search_page import SearchPage

        page = self._on_stack(SearchPage(self._jobs, self))
        page.opened.connect(self._ask_for_letter)
        page.save_asked.connect(self.save_asked)
        return page

    @cached_property
    def review(self) -> ReviewPage:
        """The citations that want a look, of all letters."""
        from corresp_tracker.ui.review_page import ReviewPage

        page = self._on_stack(ReviewPage(self._jobs, self, by=self._me))
        page.letter_asked.connect(self._ask_for_letter)
        return page

    @cached_property
    def performance(self) -> PerformancePage:
        """How we are doing."""
        from corresp_tracker.ui.performance_page import PerformancePage

        page = self._on_stack(PerformancePage(self._jobs, self))
        page.case_asked.connect(self.case_asked)
        return page

    @cached_property
    def reply(self) -> ReplyPage:
        """A draft as it is written."""
        from corresp_tracker.ui.reply_page import ReplyPage

        page = self._on_stack(ReplyPage(self._jobs, self, by=self._me))
        page.own_folder = self._own_folder
        page.closed.connect(self.left)
        page.sent.connect(self.sent)
        return page

    def keep_drafts_in(self, folder: str) -> None:
        """Let drafts lie in this person's own folder while they are open in Word; "" is where the office says."""
        self._own_folder = folder
        if self.is_made("reply"):
            self.reply.own_folder = folder

    def is_made(self, page: str) -> bool:
        """Say whether a page was shown before; asking for it would make it."""
        return page in self.__dict__

    def _listen_to(self, pane: ReadingPane) -> None:
        pane.letter_asked.connect(self._ask_for_letter)
        pane.reply_asked.connect(self.reply_asked)

    def _ask_for_letter(self, *where: object) -> None:
        self.place_in_letter_asked.emit(where)

    def _on_stack(self, page: Made) -> Made:
        self._stack.addWidget(page)
        return page
