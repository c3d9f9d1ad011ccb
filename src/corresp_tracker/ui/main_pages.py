"""What the main window shows: the rail, the search box, and one page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.case_list import CaseList
from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.gives_way import GivesWay
from corresp_tracker.ui.labels import drawn_by_style
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.pages_on_demand import PagesOnDemand
from corresp_tracker.ui.places import LIST, Page, Place, list_place
from corresp_tracker.ui.progress_strip import ProgressStrip
from corresp_tracker.ui.rail import Rail
from corresp_tracker.ui.reading_pane import ReadingPane
from corresp_tracker.ui.search_box import SearchBox
from corresp_tracker.ui.theme import spacing
from corresp_tracker.ui.window_places import divide_again, sides_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.store.lists import CaseRow, LetterPage, LetterRow
    from corresp_tracker.store.undo import Undone
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.people_page import PeoplePage
    from corresp_tracker.ui.performance_page import PerformancePage
    from corresp_tracker.ui.register_page import RegisterPage
    from corresp_tracker.ui.review_page import ReviewPage
    from corresp_tracker.values.case_columns import TableLayout
    from corresp_tracker.values.case_filter import CaseFilter

Marks = Sequence[tuple[int, int]]
WORKLIST = Place(Page.WORKLIST, "all_open")


class MainPages(PagesOnDemand):
    """Leads between the pages. A letter or draft that was opened from a page goes back to it with Esc.

    The worklist and its reading pane are there from the start; the other pages are made on demand.
    """

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, me: str) -> None:
        super().__init__(jobs, parent, me=me)
        self._place = WORKLIST
        self.lists: dict[str, CaseFilter] = {}
        self._way_back: list[QWidget] = []
        self.rail = Rail(self)
        self.search_box = SearchBox(jobs, self)
        self.log = QPushButton("&Log letter", self)
        self.bar = MessageBar(self)
        self.cases = CaseList(jobs, self, me=me)
        self.pane = ReadingPane(jobs, self, by=me)
        self._browse = QSplitter(Qt.Orientation.Horizontal, self)
        self._top = QFrame(self)
        self._strip = ProgressStrip(jobs, self)
        self._lay_out()
        self._connect()

    @property
    def place(self) -> Place:
        """The place of the rail that one is at."""
        return self._place

    def show_welcome(self, recent: Sequence[str] = ()) -> None:
        """Show the ways into an office, with those that were opened before."""
        self.rail.hide()
        self._top.hide()
        self.welcome.show_recent(recent)
        self._stack.setCurrentWidget(self.welcome)
        self.welcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_office(self, searches: tuple[str, ...]) -> None:
        """Show the worklist of the office that was just opened."""
        self._way_back.clear()
        self.bar.hide()
        self.pane.clear()
        if self.is_made("alone"):
            self.alone.clear()
        self.rail.show()
        self._top.show()
        self.rail.show_searches(searches)
        self.reload_counts()
        self.go(WORKLIST)

    def go(self, place: Place) -> None:
        """Go to a place of the rail."""
        if self._jobs.office is None:
            return
        self.save_what_is_typed()
        self._way_back.clear()
        self._place = place
        self.rail.choose(place)
        if place.page is Page.WORKLIST:
            self._browse_list(self.cases)
            self._list_cases(place.part or "all_open")
        elif place.page is Page.LETTERS:
            self._browse_list(self.letters)
            self.letters.reload()
        elif place.page is Page.SEARCH:
            self._search(place.part or self.search_box.text())
        else:
            page = self._listed(place.page)
            page.reload()
            self._show(page)

    def show_lists(self, lists: Mapping[str, CaseFilter]) -> None:
        """List a person's own lists of the worklist, and count what is in them."""
        self.lists = dict(lists)
        self.rail.show_lists(tuple(lists))
        self.reload_counts()

    def show_narrowed(self, narrowed: CaseFilter) -> None:
        """Show the worklist narrowed to what a person asked for, without keeping that as a list."""
        self.go(WORKLIST)
        self._place = list_place("")
        self.cases.show_narrowed(narrowed)

    def show_table(self, layout: TableLayout) -> None:
        """Show what the worklist shows as a table, over the whole page."""
        if self._jobs.office is None:
            return
        self.save_what_is_typed()
        if not self.is_made("table"):
            self.table.closed.connect(self._back_to_worklist)
            self.table.show_layout(layout)
        if self._place.page is not Page.WORKLIST:
            self.go(WORKLIST)
        self.table.show_cases(self.cases.wanted, self.cases.named)
        self._way_back.clear()
        self._show(self.table)

    def _back_to_worklist(self) -> None:
        kept = self.table.table.current_id
        self._show(self._browse)
        self.cases.reload(keep=kept)

    @property
    def is_table_on_show(self) -> bool:
        """Whether the worklist is shown as a table."""
        return self.is_made("table") and self._stack.currentWidget() is self.table

    def _list_cases(self, part: str) -> None:
        narrowed = self.lists.get(part.removeprefix(LIST)) if part.startswith(LIST) else None
        if narrowed is not None:
            self.cases.show_narrowed(narrowed, name=part.removeprefix(LIST))
        else:
            self.cases.show_group("all_open" if part.startswith(LIST) else part)

    def _listed(self, page: Page) -> RegisterPage | PeoplePage | ReviewPage | PerformancePage:
        if page is Page.WORKS:
            return self.works
        if page is Page.PERFORMANCE:
            return self.performance
        return self.people if page is Page.PEOPLE else self.review

    def reload(self) -> None:
        """Ask for what is on show again."""
        self.reload_counts()
        if self._stack.currentWidget() is not self._browse:
            return
        if self._place == list_place(""):
            self.cases.reload()
        else:
            self.go(self._place)

    def reload_counts(self) -> None:
        """Ask how many cases each group of the worklist has."""
        if self._jobs.office is not None:
            me, lists = self._me, self.lists
            self._jobs.read(self, lambda session: _counts(session, me, lists), self.rail.show_counts)

    def show_case(self, case_id: int) -> None:
        """Choose a case in the worklist, or leave the list as it is where it is not among its cases."""
        if self._stack.currentWidget() is self._browse and self._lists.currentWidget() is self.cases:
            self.cases.reload(keep=case_id)

    def open_letter(self, letter_id: int, paragraph_id: int | None = None, marks: Marks = ()) -> None:
        """Show a letter by itself, at a paragraph with words marked there."""
        self._go_on_to(self.alone)
        self.alone.open(letter_id, paragraph_id, marks)
        self.alone.take_focus()

    def open_case(self, case_id: int) -> None:
        """Show a case by itself; Esc goes back."""
        self._go_on_to(self.alone)
        self.alone.open_case(case_id)
        self.alone.take_focus()

    def open_draft(self, letter_id: int) -> None:
        """Show a draft on the reply page."""
        self._go_on_to(self.reply)
        self.reply.open(letter_id)
        self.reply.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_again(self, undone: Undone) -> None:
        """Show what was put back, where its letter or draft is on show."""
        page = self._stack.currentWidget()
        shown: Any = self.pane.letter if page is self._browse else page
        if hasattr(shown, "show_again"):
            shown.show_again(undone.link_ids)

    def back(self) -> None:
        """Go back to the page that a letter or draft was opened from."""
        page = self._way_back.pop() if self._way_back else self._browse
        self._show(page)

    @property
    def is_draft_on_show(self) -> bool:
        """Whether a draft is written now."""
        return self.is_made("reply") and self._stack.currentWidget() is self.reply

    def case_on_show(self) -> int | None:
        """Give the case that is read now, by itself or through one of its letters."""
        if self.is_made("alone") and self._stack.currentWidget() is self.alone:
            return self.alone.case_id
        page = self.letter_on_show()
        if page is not None:
            return page.case_id
        if self.is_table_on_show:
            return self.table.table.current_id
        is_list = self._stack.currentWidget() is self._browse and self._lists.currentWidget() is self.cases
        return self.cases.current_id if is_list else None

    def cases_chosen(self) -> list[int]:
        """Give the cases that are chosen in the worklist, or else the one that is read."""
        if self.is_table_on_show:
            return self.table.chosen_ids()
        is_list = self._stack.currentWidget() is self._browse and self._lists.currentWidget() is self.cases
        case_id = self.case_on_show()
        return self.cases.chosen_ids() if is_list else [case_id] if case_id is not None else []

    def letter_on_show(self) -> LetterPage | None:
        """Give the letter that is read now."""
        if self.is_made("alone") and self._stack.currentWidget() is self.alone:
            return self.alone.page
        return self.pane.page if self._stack.currentWidget() is self._browse else None

    def actions_for_menu(self) -> list[QAction]:
        """Give what the page on show can do."""
        page: Any = self._stack.currentWidget()
        if page is self._browse:
            page = self.pane
        return page.actions_for_menu() if hasattr(page, "actions_for_menu") else []

    def focus_search(self) -> None:
        """Put the keyboard into the search box."""
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    def place_of_lists(self) -> str:
        """Give how list and reading pane share the window, for the settings."""
        return sides_of(self._browse)

    def put_back(self, sides: str) -> None:
        """Share the window between list and reading pane as it was."""
        if not divide_again(self._browse, sides):
            unit = spacing(self)
            self._browse.setSizes([unit * 110, unit * 170])

    def _search(self, words: str) -> None:
        self._place = Place(Page.SEARCH, words if self._is_saved(words) else "")
        self.rail.choose(self._place)
        self.search_box.set_words(words)
        self._show(self.search_page)
        self.search_page.search(words)
        if not words:
            self.focus_search()

    def _searched(self, words: str) -> None:
        self.save_what_is_typed()
        self._way_back.clear()
        self._search(words)

    def _is_saved(self, words: str) -> bool:
        return bool(words) and self.rail.has(Place(Page.SEARCH, words))

    def _browse_list(self, page: QWidget) -> None:
        self._lists.setCurrentWidget(page)
        self._show(self._browse)

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        target = self._lists.currentWidget() if page is self._browse else page
        assert target is not None
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on_to(self, page: QWidget) -> None:
        now = self._stack.currentWidget()
        if now is not None and now is not page:
            self._way_back.append(now)
        self._stack.setCurrentWidget(page)

    def save_what_is_typed(self) -> None:
        """Keep what was typed into a draft."""
        if self.is_made("reply"):
            self.reply.saving.save_now()

    def _case_chosen(self, row: CaseRow | None) -> None:
        if row is None:
            self.pane.clear()
        elif row.latest_letter_id is None:
            self.pane.open_case(row.id)
        else:
            self.pane.open(row.latest_letter_id)

    def _case_opened(self, _: CaseRow) -> None:
        self.pane.take_focus()

    def _letter_chosen(self, row: LetterRow | None) -> None:
        if self._lists.currentWidget() is not self.letters:
            return  # it reloads out of sight, and must not lead away from the letter on show
        if row is None:
            self.pane.clear()
        else:
            self.pane.open(row.id)

    def _letter_opened(self, row: LetterRow) -> None:
        if row.standing == "draft":
            self.draft_asked.emit(row.id)
        else:
            self.pane.take_focus()

    def _back_to_list(self) -> None:
        self._show(self._browse)

    def _connect(self) -> None:
        self.rail.went.connect(self.go)
        GivesWay(self.pane.letter.panel, self._lists, self._browse)
        self.search_box.searched.connect(self._searched)
        self.cases.chosen.connect(self._case_chosen)
        self.cases.opened.connect(self._case_opened)
        self.cases.import_asked.connect(self.import_asked)
        self.pane.closed.connect(self._back_to_list)
        self._listen_to(self.pane)
        self.place_in_letter_asked.connect(self._open_place)
        self.case_asked.connect(self.open_case)
        self.letter_chosen.connect(self._letter_chosen)
        self.letter_opened.connect(self._letter_opened)
        self.left.connect(self.back)
        self.sent.connect(self._sent)

    def _open_place(self, where: tuple[Any, ...]) -> None:
        self.open_letter(*where)

    def _sent(self, _: int) -> None:
        self.back()
        self.bar.say("The reply is recorded as sent, and its words can be found from now on.")

    def _lay_out(self) -> None:
        unit = spacing(self)
        self._top.setProperty("role", "top")
        drawn_by_style(self._top)
        self.log.setProperty("primary", True)
        self.log.setToolTip("Log letters from files (Ctrl+N)")
        across = QHBoxLayout(self._top)
        across.setContentsMargins(unit * 4, unit * 2, unit * 4, unit * 2)
        across.setSpacing(unit * 4)
        across.addWidget(self.search_box, 1)
        across.addWidget(self.log)
        self._lists.addWidget(self.cases)
        self._browse.addWidget(self._lists)
        self._browse.addWidget(self.pane)
        self._browse.setStretchFactor(1, 1)
        self._browse.setChildrenCollapsible(False)
        self._stack.addWidget(self._browse)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self._strip)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(column, 1)


def _counts(session: Session, me: str, lists: Mapping[str, CaseFilter]) -> Mapping[str, int]:
    from corresp_tracker.casework.deadlines import office_calendar
    from corresp_tracker.store.lists import narrowed_counts, review_count, worklist_counts

    counts = worklist_counts(session, today=today_here(), me=me)
    own = narrowed_counts(session, lists, today=today_here(), calendar=office_calendar(session))
    return {
        **{f"{LIST}{name}": count for name, count in own.items()},
        **{group.name.lower(): count for group, count in counts.items()},
        "to_look_at": review_count(session),
    }
