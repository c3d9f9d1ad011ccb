"""The worklist: open cases by urgency, in the group that the rail chose."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QWidget

from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.in_words import days_left, short_day
from corresp_tracker.ui.places import GROUP_WORDS, LIST
from corresp_tracker.ui.row_list import RowList
from corresp_tracker.ui.row_model import PagedRows, RowLines
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.lists import CaseRow
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.values.case_filter import CaseFilter

EMPTY = "Drop a letter or e-mail here, or press Ctrl+N to choose a file."
NONE_OF_GROUP = "No case is {group} now."
NONE_OF_LIST = "No open case is in {name} now. F7 changes what is asked for."
_TABLES = frozenset({"case", "letter", "party", "person", "case_kind", "own_holiday"})


class CaseList(RowList):
    """Shows the open cases of one group of the worklist, and follows every change.

    While the office has no open case, `import_asked` is a press on what it offers then.
    """

    import_asked = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, me: str) -> None:
        model: PagedRows[Any] = PagedRows(jobs, _rows, case_lines)
        super().__init__(model, "Worklist", parent)
        model.setParent(self)
        self._me = me
        self._group = "all_open"
        self._narrowed: CaseFilter | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.offer = QPushButton("Import your &spreadsheet …", self)
        self.offer.setToolTip("Take in the log that the office kept until now (Ctrl+Shift+I)")
        self.offer.clicked.connect(self.import_asked)
        self.offer.hide()
        model.shown.connect(self._offer)
        jobs.changed.connect(self._changed)

    @property
    def group(self) -> str:
        """The group on show, by its key."""
        return self._group

    @property
    def wanted(self) -> str | CaseFilter:
        """What is on show: a group by its key, or what the worklist is narrowed to."""
        return self._narrowed or self._group

    @property
    def named(self) -> str:
        """What is on show is called so."""
        if self._narrowed is None:
            return GROUP_WORDS[self._group]
        return self._group.removeprefix(LIST) or "Narrowed"

    def chosen_ids(self) -> list[int]:
        """Give the cases that are chosen, in their order: several with Shift and Ctrl, as in any list."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [case_id for place in places if (case_id := self.rows.id_at(place)) is not None]

    def show_group(self, group: str, *, keep: int | None = None) -> None:
        """Show the cases of a group, with the case `keep` chosen where it is among them."""
        self._group, self._narrowed = group, None
        words = GROUP_WORDS[group].lower()
        self.setAccessibleName(f"Worklist, {words}")
        self.say_when_empty(EMPTY if group == "all_open" else NONE_OF_GROUP.format(group=words))
        me = self._me
        self.ask(lambda session: _ids(session, group, me), keep=keep)

    def show_narrowed(self, narrowed: CaseFilter, *, name: str = "", keep: int | None = None) -> None:
        """Show the open cases that a list holds; `name` is what it is called, where it was saved."""
        self._group, self._narrowed = f"{LIST}{name}", narrowed
        self.setAccessibleName(f"Worklist, {name or 'narrowed'}")
        self.say_when_empty(NONE_OF_LIST.format(name=f"“{name}”" if name else "what you asked for"))
        self.ask(lambda session: _narrowed(session, narrowed), keep=keep)

    def reload(self, *, keep: int | None = None) -> None:
        """Ask for what is on show again, with the case `keep` chosen where it is among them."""
        if self._narrowed is None:
            self.show_group(self._group, keep=keep)
        else:
            self.show_narrowed(self._narrowed, name=self._group.removeprefix(LIST), keep=keep)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_offer()

    def _offer(self) -> None:
        self.offer.setVisible(self._group == "all_open" and not self.rows.rowCount())
        self._place_offer()

    def _place_offer(self) -> None:
        size = self.offer.sizeHint()
        below = spacing(self) * 14 + self.fontMetrics().lineSpacing() * 3
        self.offer.setGeometry(max((self.width() - size.width()) // 2, 0), below, size.width(), size.height())

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & _TABLES:
            self.reload()


def case_lines(row: CaseRow) -> RowLines:
    """Say how a case is printed in the worklist."""
    below = (row.reference, row.stage.capitalize(), row.drafter and f"with {row.drafter}")
    return RowLines(
        name=row.correspondent or "Correspondent not known",
        subject=row.subject,
        below=" · ".join(part for part in below if part),
        date=short_day(row.due) if row.due else "",
        remark=days_left(row.days_left, overdue=row.overdue) if row.due else "",
        overdue=row.overdue,
    )


def _ids(session: Session, group: str, me: str) -> array[int]:
    from corresp_tracker.store.lists import WorklistGroup, case_ids

    return case_ids(session, group=WorklistGroup[group.upper()], today=today_here(), me=me)


def _narrowed(session: Session, narrowed: CaseFilter) -> array[int]:
    from corresp_tracker.casework.deadlines import office_calendar
    from corresp_tracker.store.lists import narrowed_ids

    return narrowed_ids(session, narrowed, today=today_here(), calendar=office_calendar(session))


def _rows(session: Session, ids: Sequence[int]) -> Sequence[CaseRow]:
    from corresp_tracker.casework.deadlines import office_calendar
    from corresp_tracker.store.lists import case_rows

    return case_rows(session, ids, today=today_here(), calendar=office_calendar(session))
