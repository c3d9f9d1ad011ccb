"""Reports and programmes: the office's register, and for each work everything that cites it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QSplitter, QVBoxLayout, QWidget

from corresp_tracker.ui.cite_dialog import work_lines
from corresp_tracker.ui.edit_work_dialog import edit_work, new_report
from corresp_tracker.ui.filtered_list import FilteredList
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.register_files import RegisterFiles
from corresp_tracker.ui.row_model import PagedRows, RowLines
from corresp_tracker.ui.theme import spacing
from corresp_tracker.ui.work_card import CitedWork, WorkCardView
from corresp_tracker.values.register_facts import ProgrammeFacts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.lists import WorkRow
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.values.register_facts import ReportFacts

EMPTY = "No report or programme has these words. Try fewer of them, or add the report with Insert."
_TABLES = frozenset({"work", "work_name", "membership", "link", "paragraph", "letter"})
_KINDS = (("All works", None), ("Reports", "report"), ("Programmes", "programme"))


class RegisterPage(QWidget):
    """Lists the register beside one work. `letter_asked` opens a letter at the paragraph that cites it."""

    letter_asked = Signal(int, int)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, by: str) -> None:
        super().__init__(parent)
        self._jobs, self._by = jobs, by
        self._work_id: int | None = None
        self.bar = MessageBar(self)
        self._model: PagedRows[Any] = PagedRows(jobs, _rows, register_lines, self)
        self.list = FilteredList(self._model, "Reports and programmes", "Filter by words of a title", self)
        self.list.rows.say_when_empty(EMPTY)
        self.kind = QComboBox(self)
        self.kind.setAccessibleName("Which works")
        self.kind.addItems([words for words, _ in _KINDS])
        self.list.choices.addWidget(self.kind)
        self.card = WorkCardView(jobs, self)
        self.files = RegisterFiles(jobs, self, self.bar)
        self._actions = self._make_actions()
        self._lay_out()
        self._connect()

    def reload(self, *, keep: int | None = None) -> None:
        """Ask for the works again, with the work `keep` chosen where it is among them."""
        words, kind = self.list.text(), _KINDS[self.kind.currentIndex()][1]
        self.list.rows.ask(lambda session: _ids(session, words, kind), keep=keep)

    def show_work(self, work_id: int) -> None:
        """Choose a work in the whole list."""
        self.kind.setCurrentIndex(0)
        self.list.words.clear()
        self.reload(keep=work_id)

    def actions_for_menu(self) -> list[QAction]:
        """Give what can be done with the register and the work on show."""
        return list(self._actions)

    def add(self) -> None:
        """Add a report by hand."""
        new_report(self, self._add)

    def edit(self) -> None:
        """Correct what the register says of the work on show."""
        work_id = self._work_id
        if work_id is None:
            return

        def show(asked: tuple[ReportFacts | ProgrammeFacts, int]) -> None:
            facts, version = asked
            edit_work(self, facts, lambda changed: self._keep(work_id, changed, version))

        self._jobs.read(self, lambda session: _facts(session, work_id), show, self.bar.say_error)

    def _add(self, facts: ReportFacts) -> None:
        def task(session: Session) -> int:
            from corresp_tracker.casework.register import add_work

            return add_work(session, facts)

        self._jobs.write(
            self, f"Added {facts.title} to the register", task, self.show_work, self.bar.say_error
        )

    def _keep(self, work_id: int, facts: ReportFacts | ProgrammeFacts, version: int) -> None:
        def task(session: Session) -> None:
            from corresp_tracker.casework.register import edit_work as edit

            edit(session, work_id, facts, version=version)

        name = facts.name if isinstance(facts, ProgrammeFacts) else facts.title
        self._jobs.write(self, f"Corrected {name} in the register", task, None, self.bar.say_error)

    def _chosen(self, row: WorkRow | None) -> None:
        self._work_id = row.id if row else None
        if row is None:
            self.card.clear()
        else:
            self._jobs.read_latest(self, lambda session: _card(session, row.id), self._show)

    def _show(self, work: CitedWork) -> None:
        if work.card.row.id == self._work_id:
            self.card.show_work(work)

    def _opened(self, _: WorkRow) -> None:
        self.card.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _back_to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.kinds & _TABLES:
            self.reload()

    def _kind_changed(self, _: int) -> None:
        self.reload()

    def _make_actions(self) -> tuple[QAction, ...]:
        return (
            self._action("Add a report …", "Ins", self.add),
            self._action("Edit this work …", "F2", self.edit),
            self._action("Import from a CSV file …", "Ctrl+I", self.files.ask_to_import),
            self._action("Export to a CSV file …", "Ctrl+Shift+E", self.files.ask_to_export),
        )

    def _action(self, words: str, keys: str, do: Callable[[], None]) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: do())
        self.addAction(action)
        return action

    def _connect(self) -> None:
        self.list.asked.connect(self.reload)
        self.list.rows.chosen.connect(self._chosen)
        self.list.rows.opened.connect(self._opened)
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.card.edit_asked.connect(self.edit)
        self.card.letter_asked.connect(self.letter_asked)
        self.card.work_asked.connect(self.show_work)
        self.card.closed.connect(self._back_to_list)
        self._jobs.changed.connect(self._changed)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.list)
        split.addWidget(self.card)
        split.setChildrenCollapsible(False)
        split.setSizes([spacing(self) * 120, spacing(self) * 160])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(split, 1)
        self.setFocusProxy(self.list)


def register_lines(row: WorkRow) -> RowLines:
    """Say how a work is printed in the register, with how often it is cited."""
    lines = work_lines(row)
    cited = row.sent + row.received + row.drafts
    return RowLines(
        name=lines.name,
        below=lines.below,
        date=lines.date,
        remark=counted(cited, "citation") if cited else "",
    )


def _ids(session: Session, words: str, kind: str | None) -> array[int]:
    from corresp_tracker.model.works import WorkKind
    from corresp_tracker.store.lists import work_ids

    return work_ids(session, words=words, kind=WorkKind(kind) if kind else None)


def _rows(session: Session, ids: Sequence[int]) -> Sequence[WorkRow]:
    from corresp_tracker.store.lists import work_rows

    return work_rows(session, ids)


def _card(session: Session, work_id: int) -> CitedWork:
    from corresp_tracker.store.lists import cited_by, count_of, last_said, timeline_of, work_card

    citing = tuple(cited_by(session, work_id))
    return CitedWork(
        card=work_card(session, work_id),
        cited_by=citing,
        count=count_of(citing),
        last_said=last_said(citing),
        timeline=timeline_of(citing),
    )


def _facts(session: Session, work_id: int) -> tuple[ReportFacts | ProgrammeFacts, int]:
    from corresp_tracker.casework.register_rows import facts_of_work
    from corresp_tracker.store.lists import work_card

    return facts_of_work(session, work_id), work_card(session, work_id).version
