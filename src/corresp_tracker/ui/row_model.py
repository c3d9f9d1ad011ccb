"""Rows of a list of any length: all ids in one array, and the rows themselves in pages as they are seen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from corresp_tracker.ui.in_words import tooltip

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.ui.jobs import Jobs

PAGE = 200
PAGES_KEPT = 25
ROW = int(Qt.ItemDataRole.UserRole)
LINES = ROW + 1

Index = QModelIndex | QPersistentModelIndex


class HasId(Protocol):
    """A row as the log gives it."""

    @property
    def id(self) -> int:
        """The id of the record that it shows."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLines:
    """What a row prints: `name` in bold, then `subject`; `below`; at the right edge `date` and `remark`.

    `overdue` colours the date and the remark, which must say so in words as well.
    """

    name: str
    subject: str = ""
    below: str = ""
    date: str = ""
    remark: str = ""
    overdue: bool = False

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(
            part for part in (self.name, self.subject, self.below, self.date, self.remark) if part
        )

    @property
    def tooltip(self) -> str:
        """What a row too narrow for its words shows under the pointer."""
        lines = (self.name, self.subject, self.below, " ".join((self.date, self.remark)).strip())
        return "\n".join(line for line in lines if line)


Row = TypeVar("Row", bound=HasId)
Ids = Callable[["Session"], "array[int]"]


class PagedRows(QAbstractTableModel, Generic[Row]):
    """The rows that a question gives, fetched 200 at a time.

    `rows_for` fetches rows for ids, `lines_of` says how one is printed. Rows seen before stay on show until
    their newer selves arrive, so that nothing flickers when the list is asked for again.
    """

    shown = Signal()
    """Another list of ids is on show."""

    def __init__(
        self,
        jobs: Jobs,
        rows_for: Callable[[Session, Sequence[int]], Sequence[Row]],
        lines_of: Callable[[Row], RowLines],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._rows_for = rows_for
        self._lines_of = lines_of
        self._ids = array("q")
        self._places: dict[int, int] | None = None
        self._rows: dict[int, Row] = {}
        self._asked: set[int] = set()
        self._generation = 0

    def ask(self, ids: Ids, *, around: int = 0) -> None:
        """Show what this question gives; the page `around` a row comes along with the ids."""
        self._generation += 1
        generation = self._generation

        def task(session: Session) -> tuple[array[int], int, list[Row]]:
            found = ids(session)
            page = min(around, max(len(found) - 1, 0)) // PAGE
            return found, page, list(self._rows_for(session, found[page * PAGE : (page + 1) * PAGE]))

        def then(answer: tuple[array[int], int, list[Row]]) -> None:
            if generation == self._generation:
                self.show_ids(*answer)

        self._jobs.read(self, task, then)

    def show_ids(self, ids: array[int], page: int, rows: Sequence[Row]) -> None:
        """Show these ids, of which one page of rows is already here."""
        self._rows.update((row.id, row) for row in rows)
        self._asked = {page}
        if ids == self._ids:
            self._changed(page)
        else:
            self.beginResetModel()
            self._ids, self._places = ids, None
            self.endResetModel()
        self.shown.emit()

    def row_at(self, position: int) -> Row | None:
        """Give the row at a position, where it is already here."""
        return self._rows.get(self._ids[position]) if 0 <= position < len(self._ids) else None

    def id_at(self, position: int) -> int | None:
        """Give the id at a position."""
        return self._ids[position] if 0 <= position < len(self._ids) else None

    def position_of(self, record_id: int) -> int | None:
        """Give the position of an id; None where the list does not hold it."""
        if self._places is None:
            self._places = {record: position for position, record in enumerate(self._ids)}
        return self._places.get(record_id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _ROLES:
            return None
        self._need(index.row() // PAGE)
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        lines = self._lines_of(row)
        if role == LINES:
            return lines
        return tooltip(lines.tooltip) if role == Qt.ItemDataRole.ToolTipRole else lines.spoken

    def _need(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        generation, ids = self._generation, self._ids[page * PAGE : (page + 1) * PAGE]

        def then(rows: Sequence[Row]) -> None:
            if generation == self._generation:
                self._keep(page, rows)

        self._jobs.read(self, lambda session: self._rows_for(session, ids), then)

    def _keep(self, page: int, rows: Sequence[Row]) -> None:
        if len(self._rows) > PAGE * PAGES_KEPT:
            self._rows.clear()
            self._asked = {page}
        self._rows.update((row.id, row) for row in rows)
        self._changed(page)

    def _changed(self, page: int) -> None:
        first, last = page * PAGE, min((page + 1) * PAGE, len(self._ids)) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))


_ROLES = frozenset(
    (
        ROW,
        LINES,
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
    )
)
