"""Why is this due then? The count, day by day, with each day that was left out and its reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.in_words import moment, tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import colours_of, spacing
from corresp_tracker.values.partial_date import MONTHS, PartialDate
from corresp_tracker.workingdays import explain

if TYPE_CHECKING:
    from corresp_tracker.casework.why_due import CaseDeadline, DueStep
    from corresp_tracker.workingdays import Deadline

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_COLUMNS = ("Day", "Date", "")


def short_weekday(day: date) -> str:
    """Give a day as rows and sentences here print it: "Mon 14 Nov 2016"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def explain_deadline(
    parent: QWidget, deadline: Deadline | None, case: CaseDeadline | None = None
) -> DeadlineDialog:
    """Show how a deadline was counted, and what has changed that of a case."""
    dialog = DeadlineDialog(deadline, parent, case=case)
    dialog.open()
    return dialog


class CountedDays(TableRows):
    """The days of a count: the number of each that counts, the day, and why another does not."""

    def __init__(self, deadline: Deadline, quiet: object, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, len(deadline.days), parent)
        self._days = deadline.days
        self._quiet = quiet

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        day = self._days[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            number = str(day.number) if day.counts else ""
            last = "Due" if index.row() == len(self._days) - 1 else ""
            return (number, short_weekday(day.date), day.reason if not day.counts else last)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 2:
            return tooltip(day.reason)
        if role == Qt.ItemDataRole.ForegroundRole and not day.counts:
            return self._quiet
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return int(Qt.AlignmentFlag.AlignCenter)
        return None


class DeadlineDialog(QDialog):
    """Explains one deadline; that of a case with its changes, and with what is due on the way."""

    def __init__(
        self, deadline: Deadline | None, parent: QWidget | None = None, *, case: CaseDeadline | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Why {short_weekday(deadline.due)}?" if deadline else "Why is no date due?")
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        counted = (case.by_rule if case else None) or deadline
        for words, role in self._sentences(deadline, case):
            layout.addWidget(plain_label(words, role=role, wraps=True))
        if counted and counted.days:
            layout.addWidget(self._table(counted), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(unit * 120, unit * (140 if counted and counted.days else 50))

    def _sentences(self, deadline: Deadline | None, case: CaseDeadline | None) -> list[tuple[str, str]]:
        """Give what stands above the days, each with the looks of its label."""
        told: list[tuple[str, str]] = []
        if deadline:
            due = f"Answer by {_WEEKDAYS[deadline.due.weekday()]} {_in_words(deadline.due)}"
            told += [(due, "heading"), (explain(deadline), "")]
        elif case and case.held:
            told += [(held_in_words(case), "heading"), ("The days begin to count again when it goes on.", "")]
        if case is None:
            return told
        if deadline and case.by_rule and case.by_rule.due != deadline.due:
            told.append((f"By the rule it would be due then: {explain(case.by_rule)}", ""))
        told += [(step_in_words(step), "") for step in reversed(case.changes)]
        if case.stages:
            told.append((f"On the way: {stages_in_words(case.stages)}.", ""))
        return told

    def _table(self, deadline: Deadline) -> QTableView:
        table = QTableView(self)
        table.setModel(CountedDays(deadline, colours_of(self).quiet_text, table))
        as_plain_table(table, "The days counted", (7, 22))
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        return table


def held_in_words(case: CaseDeadline) -> str:
    """Say since when a case is on hold, and when it was due."""
    if case.held is None:
        return ""
    was = f" (was due {short_weekday(case.was_due)})" if case.was_due else ""
    return f"On hold since {short_weekday(case.held.first)}{was}"


def stages_in_words(stages: tuple[tuple[str, date], ...], *, today: date | None = None) -> str:
    """Say what is due on the way, those of one day together: "draft by Mon 31 Oct 2016; to signatory by ...".

    With today, what should be done by now is said to have been due.
    """
    from corresp_tracker.deadline_rules import stage_due_words

    by_day: dict[date, list[str]] = {}
    for stage, day in stages:
        by_day.setdefault(day, []).append(stage_due_words(stage))
    said: list[str] = []
    for day, names in by_day.items():
        is_late = today is not None and day < today
        verb = ("was due" if len(names) == 1 else "were due") if is_late else "by"
        said.append(f"{' and '.join(names)} {verb} {short_weekday(day)}")
    return "; ".join(said)


def step_in_words(step: DueStep) -> str:
    """Say what changed a due date: "Extended from Mon 14 Nov 2016 to ... by Clerk on 3 Nov 2016: agreed"."""
    before = f" from {short_weekday(step.before)}" if step.before else ""
    after = f" to {short_weekday(step.after)}" if step.after else ""
    by = f" by {step.by}" if step.by else ""
    reason = f": {step.reason}" if step.reason else ""
    return f"{step.kind.capitalize()}{before}{after}{by}, {moment(step.at)}{reason}"


def _in_words(day: date) -> str:
    return PartialDate.of_day(day).in_words()
