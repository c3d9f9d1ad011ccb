"""Reports and programmes: the office's register, and for each work everything that cites it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QSplitter, QVBoxLayout, QWidget

from corresp_tracker.ui.cite_dialog import ask_for_work, work_lines
from corresp_tracker.ui.edit_work_dialog import edit_work
from corresp_tracker.ui.filtered_list import FilteredList
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.merge_dialog import MergedSide, ask_to_merge, read_side
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.register_exports import RegisterExports
from corresp_tracker.ui.register_files import RegisterFiles
from corresp_tracker.ui.relinking import Relinking
from corresp_tracker.ui.row_model import PagedRows, RowLines
from corresp_tracker.ui.theme import spacing
from corresp_tracker.ui.work_card import CitedWork, WorkCardView
from corresp_tracker.ui.work_form import FormChoices, form_choices
from corresp_tracker.values.register_facts import ProgrammeFacts, ReportFacts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.relink_scope import Moved
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.lists import WorkRow
    from corresp_tracker.ui.jobs import Jobs

    Facts = ReportFacts | ProgrammeFacts

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
        self.card = WorkCardView(jobs, self, by=by)
        self.relinking = Relinking(jobs, self, self.bar)
        self.files = RegisterFiles(jobs, self, self.bar, self.relinking.follow)
        self.exports = RegisterExports(jobs, self, self.bar)
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
        self._add_new(ReportFacts(key="", title=""))

    def add_programme(self) -> None:
        """Add a programme by hand."""
        self._add_new(ProgrammeFacts(key="", name=""))

    def edit(self) -> None:
        """Correct what the register says of the work on show."""
        work_id = self._work_id
        if work_id is None:
            return

        def show(asked: tuple[Facts, int, FormChoices]) -> None:
            facts, version, choices = asked
            keep = partial(self._keep, work_id, version)
            edit_work(self, self._jobs, facts, choices, keep, self.show_key)

        self._jobs.read(self, lambda session: _facts(session, work_id), show, self.bar.say_error)

    def merge(self) -> None:
        """Merge the work on show with another that turned out to be the same."""
        work_id = self._work_id
        if work_id is None:
            return
        title = "Which is the same as the one on show?"
        ask_for_work(
            self, self._jobs, "", lambda row: self._merge_with(work_id, row), verb="Choose", title=title
        )

    def export(self) -> None:
        """Write works to a file."""
        shown = [
            each for row in range(self._model.rowCount()) if (each := self._model.id_at(row)) is not None
        ]
        self.exports.ask(shown)

    def show_key(self, key: str) -> None:
        """Choose the work that a key leads to."""
        self._jobs.read(self, lambda session: _id_under(session, key), self.show_work, self.bar.say_error)

    def _add_new(self, facts: Facts) -> None:
        def show(choices: FormChoices) -> None:
            edit_work(self, self._jobs, facts, choices, self._add, self.show_key)

        self._jobs.read(self, form_choices, show, self.bar.say_error)

    def _add(self, facts: Facts) -> None:
        def task(session: Session) -> tuple[int, Moved]:
            from corresp_tracker.casework.register import add_work
            from corresp_tracker.casework.relink_scope import moved_by

            return moved_by(session, lambda: add_work(session, facts))

        def then(added: tuple[int, Moved]) -> None:
            self.show_work(added[0])
            self.relinking.follow(added[1])

        words = f"Added {_called(facts)} to the register"
        self._jobs.write(self, words, task, then, self.bar.say_error)

    def _keep(self, work_id: int, version: int, facts: Facts) -> None:
        def task(session: Session) -> Moved:
            from corresp_tracker.casework.register import edit_work as edit
            from corresp_tracker.casework.relink_scope import moved_by

            return moved_by(session, lambda: edit(session, work_id, facts, version=version))[1]

        words = f"Corrected {_called(facts)} in the register"
        self._jobs.write(self, words, task, self.relinking.follow, self.bar.say_error)

    def _merge_with(self, work_id: int, row: WorkRow) -> None:
        def show(sides: tuple[MergedSide, MergedSide]) -> None:
            ask_to_merge(self, *sides, self._merge)

        if row.id == work_id:
            self.bar.say("That is the work on show: choose the other one.")
        else:
            self._jobs.read(
                self,
                lambda session: (read_side(session, work_id), read_side(session, row.id)),
                show,
                self.bar.say_error,
            )

    def _merge(self, kept: MergedSide, twin: MergedSide) -> None:
        def task(session: Session) -> Moved:
            from corresp_tracker.casework.register_merge import merge_works
            from corresp_tracker.casework.relink_scope import moved_by

            def merge() -> None:
                merge_works(
                    session, kept.work_id, twin.work_id, kept_version=kept.version, twin_version=twin.version
                )

            return moved_by(session, merge)[1]

        def then(moved: Moved) -> None:
            self.show_work(kept.work_id)
            self.bar.say(f"“{twin.title}” is merged into “{kept.title}”.")
            self.relinking.follow(moved)

        self._jobs.write(self, f"Merged {twin.title} into {kept.title}", task, then, self.bar.say_error)

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
            self._action("Add a programme …", "Shift+Ins", self.add_programme),
            self._action("Merge with another …", "Ctrl+M", self.merge),
            self._action("Import a table or a saved web page …", "Ctrl+I", self.files.ask_to_import),
            self._action("Export …", "Ctrl+Shift+E", self.export),
            self._action("Look at all letters again", "Ctrl+Shift+L", self.relinking.look_at_all),
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


def _facts(session: Session, work_id: int) -> tuple[Facts, int, FormChoices]:
    from corresp_tracker.casework.register_rows import facts_of_work
    from corresp_tracker.store.lists import work_card

    version = work_card(session, work_id).version
    return facts_of_work(session, work_id), version, form_choices(session)


def _id_under(session: Session, key: str) -> int:
    from corresp_tracker.casework.register_rows import work_under

    return work_under(session, key)[0]


def _called(facts: Facts) -> str:
    return facts.title if isinstance(facts, ReportFacts) else facts.name
