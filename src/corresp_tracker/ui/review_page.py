"""All citations that want a look, one after another, whatever letter they stand in: for a day of reviewing by key."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from corresp_tracker.ui.in_words import counted, short_date
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.letter_page import LetterPageWidget
from corresp_tracker.ui.row_list import RowList
from corresp_tracker.ui.row_model import PagedRows, RowLines
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.lists import LetterPage, ReviewRow
    from corresp_tracker.ui.jobs import Jobs

_TABLES = frozenset({"link", "letter", "paragraph", "work", "case"})


@dataclass(frozen=True, slots=True)
class Shown:
    """Which citations a choice of the list shows, and what is said where there is none."""

    words: str
    doubts: tuple[str, ...]
    empty: str


CHOICES = (
    Shown(
        "All that want a look",
        ("asks", "warns", "not held"),
        "Every citation stands. What comes in and asks is listed here.",
    ),
    Shown("Likely and possible", ("asks",), "No citation asks which report it means."),
    Shown("With a warning", ("warns",), "No citation that is open has a warning."),
    Shown("Not held", ("not held",), "No letter cites a report that the register does not hold."),
)


class ReviewPage(QWidget):
    """Leads through the citations that want a look. The list keeps its place: what is judged goes, the next comes up."""

    letter_asked = Signal(int)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, by: str) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._row: ReviewRow | None = None
        self._is_leading = False
        self.choice = QComboBox(self)
        self.choice.setAccessibleName("Which citations")
        self.choice.addItems([each.words for each in CHOICES])
        self.count = plain_label(role="quiet", parent=self)
        self.ruled_out = QPushButton("Words ruled out …", self)
        model: PagedRows[Any] = PagedRows(jobs, _rows, review_lines, self)
        self.rows = RowList(model, "Citations to look at", self)
        self.letter = LetterPageWidget(jobs, self, by=by, in_queue=True)
        self._sides = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.rows)

    def reload(self, *, keep: int | None = None) -> None:
        """Ask again which citations want a look; the place in the list is kept, or that of the link `keep` taken."""
        shown = CHOICES[self.choice.currentIndex()]
        self.rows.say_when_empty(shown.empty)
        self.rows.ask(lambda session: _ids(session, shown), keep=keep)

    def next(self) -> None:
        """Go on to the next citation, from the top again after the last, with the keyboard in its panel."""
        number = self.rows.rows.rowCount()
        if not number:
            self.letter.message_bar.say(CHOICES[self.choice.currentIndex()].empty)
            return
        self._is_leading = True
        at = self.rows.currentIndex().row()
        if self.letter.panel.hasFocus():
            self.rows.setCurrentIndex(self.rows.rows.index((at + 1) % number, 0))
        elif self._row is not None:
            self._open_panel()

    def show_again(self, link_ids: Collection[int]) -> None:
        """Go back to a citation that was put back among those that want a look."""
        self.letter.message_bar.hide()
        self.reload(keep=next(iter(link_ids), None))

    def actions_for_menu(self) -> list[QAction]:
        """Give what can be done with the letter."""
        return self.letter.actions_for_menu()

    def _chosen(self, row: ReviewRow | None) -> None:
        self._row = row
        self.count.setText(counted(self.rows.rows.rowCount(), "citation") if row else "")
        if row is None:
            self.letter.clear()
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.letter.open_at_link(row.letter_id, row.id)

    def _letter_loaded(self, _: LetterPage) -> None:
        if self._is_leading:
            self._open_panel()

    def _open_panel(self) -> None:
        self._is_leading = True
        self.letter.panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _opened(self, _: ReviewRow) -> None:
        self._open_panel()

    def _left(self) -> None:
        self._is_leading = False
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choice_changed(self, _: int) -> None:
        self.reload()

    def _show_ruled_out(self) -> None:
        from corresp_tracker.ui.ruled_out_dialog import show_ruled_out

        show_ruled_out(self, self._jobs)

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & _TABLES and self.isVisible():
            self.reload()

    def _connect(self) -> None:
        self.choice.currentIndexChanged.connect(self._choice_changed)
        self.rows.chosen.connect(self._chosen)
        self.rows.opened.connect(self._opened)
        self.letter.loaded.connect(self._letter_loaded)
        self.letter.closed.connect(self._left)
        self.letter.next_asked.connect(self.next)
        self.letter.letter_asked.connect(self.letter_asked)
        self.ruled_out.clicked.connect(self._show_ruled_out)
        self._jobs.changed.connect(self._changed)

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.ruled_out.setProperty("flat", True)
        self.ruled_out.setToolTip("What is never taken for a report, in any letter")
        top = QHBoxLayout()
        top.setContentsMargins(unit * 3, unit * 2, unit * 4, unit * 2)
        top.setSpacing(unit * 3)
        top.addWidget(self.choice)
        top.addStretch()
        top.addWidget(self.count)
        foot = QHBoxLayout()
        foot.setContentsMargins(unit * 2, unit, unit * 4, unit)
        foot.addWidget(self.ruled_out)
        foot.addStretch()
        list_side = QWidget(self)
        column = QVBoxLayout(list_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.rows, 1)
        column.addLayout(foot)
        self._sides.addWidget(list_side)
        self._sides.addWidget(self.letter)
        self._sides.setStretchFactor(1, 1)
        self._sides.setChildrenCollapsible(False)
        self._sides.setSizes([unit * 90, unit * 190])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sides)


def review_lines(row: ReviewRow) -> RowLines:
    """Say how a citation is printed in the list: its words; below, what they may mean, and where they stand."""
    others = f" or {counted(row.others, 'other')}" if row.others else ""
    means = "not held" if row.is_gap else f"{row.means}{others}"
    return RowLines(
        name=row.words,
        below=" · ".join(part for part in (means, row.reference) if part),
        date="Draft" if row.standing == "draft" else short_date(row.dated),
        remark="Check" if row.warning else "",
    )


def _ids(session: Session, shown: Shown) -> array[int]:
    from corresp_tracker.store.lists import Doubt, review_ids

    return review_ids(session, [Doubt(each) for each in shown.doubts])


def _rows(session: Session, ids: Sequence[int]) -> Sequence[ReviewRow]:
    from corresp_tracker.store.lists import review_rows

    return review_rows(session, ids)
