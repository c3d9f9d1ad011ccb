"""The same done with all cases that are chosen in the worklist: what becomes of each is shown first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.bulk_form import BulkForm
from corresp_tracker.ui.in_words import counted, tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.bulk_change import BulkChange, BulkLine, ChosenCases, SeenCase, history_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.ui.jobs import Job, Jobs, Progress

_COLUMNS = ("Case", "What becomes of it", "Subject")
_WIDE = (24, 56)
_ROWS = (3, 14)
"""How many rows the window has room for at first: at least, and at most."""
_ONE_CHANGE = "It is one change, and can be undone."
_ALL_GONE = "None of these cases is in the log any more: look at the worklist again."
_CALLED_OFF = "Called off: nothing was changed."
_TOO_LATE = "It was done before it could be called off: close this, and Ctrl+Z takes it back."


def change_cases(parent: QWidget, jobs: Jobs, case_ids: Sequence[int], say: Callable[[str], None]) -> None:
    """Let somebody do the same with all these cases; `say` is told what was done."""

    def task(session: Session) -> ChosenCases:
        from corresp_tracker.casework.bulk_moves import choose_cases

        return choose_cases(session, case_ids)

    def show(chosen: ChosenCases) -> None:
        if chosen.cases:
            BulkDialog(jobs, chosen, say, parent).open()
        else:
            say(_ALL_GONE)

    jobs.read(parent, task, show)


class BulkLines(TableRows):
    """A row for each case: what becomes of it, or why it is left out."""

    def __init__(self, number: int, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, number, parent)
        self._lines: tuple[BulkLine, ...] = ()

    def show(self, lines: tuple[BulkLine, ...]) -> None:
        """Show what becomes of the cases, one line for each."""
        self._lines = lines
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(_COLUMNS) - 1))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        cells = (line.reference, becomes(line), " ".join(line.subject.split()))
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(cells[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ": ".join(part for part in cells if part)
        return None


class BulkDialog(QDialog):
    """Asks what to do, lists what becomes of each case, and does it with those that are not left out.

    The list follows what is typed and what colleagues do meanwhile. Enter does what the list shows, once; a case that
    comes to be left out after it was shown has the list looked at again first. Esc calls off what is under way.
    """

    def __init__(
        self, jobs: Jobs, chosen: ChosenCases, say: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Change {counted(len(chosen.cases), 'case')}")
        self._jobs, self._chosen, self._say = jobs, chosen, say
        self._lines: tuple[BulkLine, ...] = ()
        self._looked: BulkChange | None = None
        self._job: Job | None = None
        self.is_waiting = False
        self.bar = MessageBar(self)
        self.form = BulkForm(chosen, self)
        self.summary = plain_label(role="strong", wraps=True, parent=self)
        self.lines = BulkLines(len(chosen.cases), self)
        self.table = QTableView(self)
        self._said = plain_label(_ONE_CHANGE, role="small", parent=self)
        self._progress = QProgressBar(self)
        self.keep = QPushButton("&Change", self)
        self.leave = QPushButton("Leave it", self)
        self._lay_out()
        self.form.changed.connect(self.look)
        jobs.changed.connect(self._changed)
        jobs.under_way.connect(self._follow)
        self.keep.clicked.connect(self.do_it)
        self.leave.clicked.connect(self.reject)
        if chosen.gone:
            self.bar.say(f"{counted(chosen.gone, 'case')} of those chosen left the log meanwhile.")
        self.look()

    @property
    def left_out(self) -> list[BulkLine]:
        """The cases that are left out, as the list shows."""
        return [line for line in self._lines if line.left_out]

    def look(self) -> None:
        """Have the list show what becomes of each case by what the form says now."""
        change = self.form.change
        if change is None:
            self.is_waiting, self._looked = False, None
            bare = (replace(line, before="", after="", left_out="") for line in self._lines)
            self._show_lines(tuple(bare), self.form.problem)
            return
        seen = self._chosen.cases

        def task(session: Session) -> tuple[BulkLine, ...]:
            return _look_over(session, seen, change)

        def then(lines: tuple[BulkLine, ...]) -> None:
            if self._job is None and change == self.form.change:
                self._show(change, lines)

        self._jobs.read_latest(self, task, then)

    def do_it(self) -> None:
        """Do it with the cases that are not left out; where the list is behind what was typed, look first."""
        change = self.form.change
        problem = self.form.problem or self.form.lacking
        if self._job or change is None or problem:
            self.bar.say(problem)
            return
        if change != self._looked:
            self.is_waiting = True
            return
        self.bar.hide()
        seen = tuple(line.case for line in self._lines if not line.left_out)
        if not seen:
            self.bar.say("No case can be changed so: the list says why.")
            return
        self._carry_out(change, seen)

    def reject(self) -> None:
        if self._job is None:
            super().reject()
            return
        job, self._job = self._job, None
        attempted = {line.case for line in self._lines if not line.left_out}
        self._jobs.cancel(job)
        change, seen = self._looked, self._chosen.cases
        assert change is not None

        def then(lines: tuple[BulkLine, ...]) -> None:
            was_done = all(line.is_stale for line in lines if line.case in attempted)
            self.bar.say(_TOO_LATE if was_done else _CALLED_OFF)
            self._rest(is_under_way=False)
            self._show(change, lines)

        # The log's own lane answers this only once the change has ended, one way or the other.
        self._jobs.read(self, lambda session: _look_over(session, seen, change), then)

    def _carry_out(self, change: BulkChange, seen: tuple[SeenCase, ...]) -> None:
        def task(session: Session, progress: Progress) -> int:
            from corresp_tracker.casework.bulk_moves import carry_out

            return carry_out(session, seen, change, progress=progress)

        def then(number: int) -> None:
            self._job = None
            others = len(self._lines) - number
            left = (
                f" {counted(others, 'case')} {'was' if others == 1 else 'were'} left out." if others else ""
            )
            self._say(f"{history_words(change, number).rstrip('.')}.{left} Ctrl+Z takes it back.")
            self.accept()

        self._rest(is_under_way=True)
        words = history_words(change, len(seen))
        under_way = f"Changing {counted(len(seen), 'case')}"
        self._job = self._jobs.write_counted(self, words, under_way, task, then, self._failed)

    def _failed(self, error: CorrespError) -> None:
        self._job = None
        self._rest(is_under_way=False)
        self.bar.say_error(error)
        self.look()

    def _rest(self, *, is_under_way: bool) -> None:
        self.form.setEnabled(not is_under_way)
        self.keep.setEnabled(not is_under_way)
        self.leave.setText("Call it off" if is_under_way else "Leave it")
        self._said.setText("" if is_under_way else _ONE_CHANGE)
        self._progress.setRange(0, 0)
        self._progress.setVisible(is_under_way)
        if not is_under_way:
            self.form.act.setFocus()

    def _follow(self, _: tuple[Job, ...]) -> None:
        """Show how far the change is; called off anywhere else, it is called off here too."""
        job = self._job
        if job is None:
            return
        if job.called_off.is_set():
            self.reject()
            return
        if job.total:
            self._progress.setRange(0, job.total)
            self._progress.setValue(job.done)
            self._said.setText(f"{job.done:,} of {job.total:,}")

    def _changed(self, changes: Changes) -> None:
        if self._job is None and changes.kinds & {"case", "case_kind"}:
            self.look()

    def _show(self, change: BulkChange, lines: tuple[BulkLine, ...]) -> None:
        known = {line.case for line in self.left_out}
        self._looked = change
        out = [line for line in lines if line.left_out]
        can = len(lines) - len(out)
        words = f"{counted(can, 'case')} can be changed so"
        if out:
            words += f"; {counted(len(out), 'case')} {'is' if len(out) == 1 else 'are'} left out, at the top"
        self._show_lines(lines, f"{words}.")
        self.keep.setText(f"&Change {counted(can, 'case')}")
        if self.is_waiting:
            self.is_waiting = False
            if {line.case for line in out} <= known:
                self.do_it()
            else:
                self.bar.say(
                    "More cases are left out than the list showed: look at it, and press Enter again."
                )

    def _show_lines(self, lines: tuple[BulkLine, ...], words: str) -> None:
        self._lines = lines
        self.summary.setText(words)
        self.lines.show(lines)

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.table.setModel(self.lines)
        as_plain_table(self.table, "What becomes of the cases", _WIDE)
        self.table.horizontalHeader().setSectionResizeMode(len(_WIDE), QHeaderView.ResizeMode.Stretch)
        self.leave.setAutoDefault(False)
        self.leave.setToolTip("Change nothing, or call off what is under way (Esc)")
        self.keep.setProperty("primary", True)
        self.keep.setDefault(True)
        self.keep.setToolTip("Change those that are not left out, as one change (Enter)")
        foot = QHBoxLayout()
        foot.setSpacing(unit * 2)
        foot.addWidget(self._said, 1)
        foot.addWidget(self._progress)
        foot.addWidget(self.leave)
        foot.addWidget(self.keep)
        inside = QVBoxLayout()
        inside.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        inside.setSpacing(unit * 3)
        inside.addWidget(self.form)
        inside.addWidget(self.summary)
        inside.addWidget(self.table, 1)
        inside.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(inside, 1)
        self._progress.setTextVisible(False)
        self._progress.setFixedSize(unit * 40, unit * 2)
        self._progress.setAccessibleName("Cases changed so far")
        self._progress.hide()
        rows = min(max(len(self._chosen.cases), _ROWS[0]), _ROWS[1])
        height = rows * self.table.verticalHeader().defaultSectionSize() + unit * 80
        self.resize(self.table.fontMetrics().averageCharWidth() * 140, height)
        self.form.act.setFocus()


def becomes(line: BulkLine) -> str:
    """Say what becomes of a case: "drafting → clearance", or that it is left out, and why."""
    if line.left_out:
        return f"Left out. {line.left_out}"
    return f"{line.before} → {line.after}" if line.after else ""


def _look_over(session: Session, seen: Sequence[SeenCase], change: BulkChange) -> tuple[BulkLine, ...]:
    from corresp_tracker.casework.bulk_moves import look_over
    from corresp_tracker.ui.bulk_form import with_any_reason

    return look_over(session, seen, with_any_reason(change))
