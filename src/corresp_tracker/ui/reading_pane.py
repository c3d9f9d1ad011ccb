"""The reading pane: a letter as text and as it came, its case, and the history of the case."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.labels import ElidedLabel, plain_label
from corresp_tracker.ui.letter_page import LetterPageWidget
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.case_view import CaseView
    from corresp_tracker.ui.history_view import HistoryView
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.original_view import OriginalView

View = TypeVar("View", bound=QWidget)
TABS = ("Text", "Original", "Case", "History")
NOTHING = "Choose a letter in the list to read it here."


class ReadingPane(QWidget):
    """Shows one letter, or a case without letters. `closed` is Esc: back to the row that one came from.

    A view is made, and filled, when its tab is first shown for a letter: nothing is read that nobody looks at.
    """

    closed = Signal()
    letter_asked = Signal(int)
    reply_asked = Signal(int)
    """The letter that is to be answered; or the draft that is to be gone on with."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, by: str) -> None:
        super().__init__(parent)
        self._jobs, self._by = jobs, by
        self._letter_id: int | None = None
        self._case_id: int | None = None
        self._filled: set[str] = set()
        self._head = QWidget(self)
        self._subject = ElidedLabel(role="strong", parent=self._head)
        self._reference = plain_label(role="quiet", parent=self._head)
        self._reply = QPushButton("Draft reply", self._head)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName("Views of the letter")
        self.tabs.setDrawBase(False)
        self.letter = LetterPageWidget(jobs, self, by=by)
        self._views = QStackedWidget(self)
        self._nothing = plain_label(NOTHING, role="quiet", parent=self)
        self._lay_out()
        self._connect()
        self.clear()

    @property
    def page(self) -> LetterPage | None:
        """The letter on show."""
        return self.letter.page

    @property
    def case_id(self) -> int | None:
        """The case on show, of a letter or by itself."""
        return self.page.case_id if self.page else self._case_id

    @cached_property
    def original(self) -> OriginalView:
        """The letter's files as they came or went."""
        from corresp_tracker.ui.original_view import OriginalView

        return self._made(OriginalView(self._jobs, self))

    @cached_property
    def case(self) -> CaseView:
        """The letter's case."""
        from corresp_tracker.ui.case_view import CaseView

        view = self._made(CaseView(self._jobs, self, by=self._by))
        view.letter_asked.connect(self.letter_asked)
        view.reply_asked.connect(self.reply_asked)
        return view

    @cached_property
    def history(self) -> HistoryView:
        """What was done about the case."""
        from corresp_tracker.ui.history_view import HistoryView

        return self._made(HistoryView(self._jobs, self))

    def open(
        self, letter_id: int, paragraph_id: int | None = None, marks: Iterable[tuple[int, int]] = ()
    ) -> None:
        """Show a letter, at a paragraph with the words of a search marked there."""
        self._letter_id = letter_id
        self._show_nothing(False)
        if paragraph_id is not None:
            self.tabs.setCurrentIndex(0)
        self.letter.open(letter_id, paragraph_id, marks)

    def open_case(self, case_id: int) -> None:
        """Show a case that has no letter yet."""
        self.letter.clear()
        self._letter_id = None
        self._show_nothing(False)
        self._head.hide()
        self._case_id = case_id
        self._filled.clear()
        self.tabs.setCurrentIndex(TABS.index("Case"))
        self._show_view()

    def clear(self) -> None:
        """Show nothing."""
        self._letter_id = self._case_id = None
        self._filled.clear()
        self.letter.clear()
        self.tabs.setCurrentIndex(0)
        self._show_nothing(True)

    def show_tab(self, name: str) -> None:
        """Show one of the views: Text, Original, Case or History."""
        self.tabs.setCurrentIndex(TABS.index(name))

    def actions_for_menu(self) -> list[QAction]:
        """Give what can be done with the letter on show."""
        return self.letter.actions_for_menu()

    def take_focus(self) -> None:
        """Take the keyboard, in the view that is on show."""
        view = self._views.currentWidget()
        if view:
            view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _loaded(self, page: LetterPage) -> None:
        self._head.show()
        self._subject.setText(page.subject or "No subject")
        self._reference.setText(f"{page.reference}  ·  {page.standing.capitalize()}")
        is_draft, is_received = page.standing == "draft", page.standing == "received"
        self._reply.setText("Go on with the draft" if is_draft else "Draft reply")
        self._reply.setToolTip(f"{self._reply.text()} (Ctrl+R)")
        self._reply.setVisible(is_draft or is_received)
        self._case_id = page.case_id
        self._filled.clear()
        self._show_view()

    def _show_view(self) -> None:
        """Show the view of the chosen tab, filled with the letter or case on show."""
        name = TABS[self.tabs.currentIndex()]
        view: Any = {"Text": "letter", "Original": "original", "Case": "case", "History": "history"}[name]
        widget = getattr(self, view)
        self._views.setCurrentWidget(widget)
        if name in self._filled or name == "Text":
            return
        self._filled.add(name)
        if name == "Original":
            widget.show_documents(self.page.documents if self.page else ())
        else:
            widget.show_case(self._case_id)

    def _tab_changed(self, _: int) -> None:
        self._show_view()

    def _made(self, view: View) -> View:
        """Put a new view among the others; Esc leads back from it."""
        leave = QAction("Back", view)
        leave.setShortcut(QKeySequence("Esc"))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.triggered.connect(self._leave)
        view.addAction(leave)
        self._views.addWidget(view)
        return view

    def _leave(self) -> None:
        self.closed.emit()

    def _show_nothing(self, nothing: bool) -> None:
        self._nothing.setVisible(nothing)
        for part in (self._head, self.tabs, self._views):
            part.setVisible(not nothing)

    def _ask_for_reply(self) -> None:
        if self._letter_id is not None:
            self.reply_asked.emit(self._letter_id)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._tab_changed)
        self.letter.closed.connect(self.closed)
        self.letter.loaded.connect(self._loaded)
        self.letter.letter_asked.connect(self.letter_asked)
        self._reply.clicked.connect(self._ask_for_reply)

    def _lay_out(self) -> None:
        unit = spacing(self)
        head = QGridLayout(self._head)
        head.setContentsMargins(unit * 5, unit * 3, unit * 4, unit)
        head.setHorizontalSpacing(unit * 3)
        head.setVerticalSpacing(unit // 2)
        head.addWidget(self._subject, 0, 0)
        head.addWidget(self._reference, 1, 0)
        head.addWidget(self._reply, 0, 1, 2, 1)
        head.setColumnStretch(0, 1)
        for name in TABS:
            self.tabs.addTab(name)
        self._views.addWidget(self.letter)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(unit * 4, 0, unit * 4, 0)
        tabs.addWidget(self.tabs)
        tabs.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._head)
        layout.addLayout(tabs)
        layout.addWidget(self._views, 1)
