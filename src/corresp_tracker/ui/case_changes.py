"""What a person changes about a case: its stage, and its due date with the reason."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.date_field import DateField, Way, today_here
from corresp_tracker.ui.in_words import long_day
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.lists import CasePage
    from corresp_tracker.ui.jobs import Jobs


def move_case(parent: QWidget, jobs: Jobs, page: CasePage) -> MoveDialog:
    """Let a person move a case to another stage."""
    dialog = MoveDialog(jobs, page, parent)
    dialog.open()
    return dialog


def change_due_date(parent: QWidget, jobs: Jobs, page: CasePage, *, held: bool = False) -> DueDialog:
    """Let a person set another due date, or stop, go on with or begin again the count of the days."""
    dialog = DueDialog(jobs, page, parent, held=held)
    dialog.open()
    return dialog


class _CaseDialog(QDialog):
    """A short form about a case, which stays open until what it asks for is kept."""

    def __init__(self, jobs: Jobs, page: CasePage, *, title: str, verb: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        self.setWindowTitle(f"{title}: {page.row.reference}")
        self.jobs, self.page = jobs, page
        self.bar = MessageBar(self)
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName("Reason")
        self.form = QFormLayout()
        self._keep = QPushButton(verb, self)
        self._lay_out()

    def keep(self) -> None:
        """Keep what the form says."""
        raise NotImplementedError

    def wait(self) -> None:
        """Take no second order while the first is carried out."""
        self._keep.setEnabled(False)

    def done_writing(self) -> None:
        """Close, for it is kept."""
        self.accept()

    def failed(self, error: CorrespError) -> None:
        """Say why it was not kept; what was typed is still there."""
        self._keep.setEnabled(True)
        self.bar.say_error(error)

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.form.setHorizontalSpacing(unit * 4)
        self.form.setVerticalSpacing(unit * 3)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        inside = QVBoxLayout()
        inside.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        inside.setSpacing(unit * 4)
        inside.addLayout(self.form)
        inside.addStretch()
        foot = QHBoxLayout()
        foot.addStretch()
        leave = QPushButton("Cancel", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Change nothing (Esc)")
        leave.clicked.connect(self.reject)
        self._keep.setProperty("primary", True)
        self._keep.setDefault(True)
        self._keep.setToolTip(f"{self._keep.text()} (Enter)")
        self._keep.clicked.connect(lambda: self.keep())
        foot.addWidget(leave)
        foot.addWidget(self._keep)
        inside.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(inside, 1)
        self.resize(unit * 120, self.sizeHint().height())


class MoveDialog(_CaseDialog):
    """Asks for a stage, the next one first, and for the reason where one is needed or there is one to keep.

    A case that is opened again is counted from a day, or keeps its date where that is left empty.
    """

    def __init__(self, jobs: Jobs, page: CasePage, parent: QWidget | None = None) -> None:
        super().__init__(jobs, page, title="Move", verb="Move", parent=parent)
        self.stage = QComboBox(self)
        self.stage.setAccessibleName("Stage")
        self.stage.addItems([stage.capitalize() for stage in other_stages(page)])
        self.count_from = DateField("Count from", today=today_here())
        self.reason.setPlaceholderText("if there is one to keep; needed to go back")
        self.form.addRow("Stage now", plain_label(page.row.stage.capitalize()))
        self.form.addRow("&Move to", self.stage)
        self.form.addRow("&Count from", self.count_from)
        self.form.addRow("&Reason", self.reason)
        self.form.setRowVisible(self.count_from, page.finished)
        self.stage.setFocus()

    def keep(self) -> None:
        stage, reason, page = self.stage.currentText().lower(), self.reason.text().strip(), self.page
        if self.count_from.problem:
            self.bar.say(self.count_from.problem)
            return
        count_from = self.count_from.day if page.finished else None

        def task(session: Session) -> None:
            from corresp_tracker.casework.stages import move

            move(session, page.row.id, stage, reason=reason, version=page.version, count_from=count_from)

        self.wait()
        words = f"Moved {page.row.reference} to {stage}{f': {reason}' if reason else ''}"
        self.jobs.write(self, words, task, lambda _: self.done_writing(), self.failed)


class DueDialog(_CaseDialog):
    """Asks what becomes of a due date, for the day that goes with it, and for the reason."""

    def __init__(
        self, jobs: Jobs, page: CasePage, parent: QWidget | None = None, *, held: bool = False
    ) -> None:
        super().__init__(jobs, page, title="Due date", verb="Change", parent=parent)
        self.what = QComboBox(self)
        self.what.setAccessibleName("What to do")
        for way in DueWay:
            if held == (way is DueWay.GO_ON):
                self.what.addItem(way.value, way)
        self.due = DateField("Day", today=today_here(), way=Way.COMING)
        self.due.set_value(page.row.due)
        self.look_again = DateField("Look at it again", today=today_here(), way=Way.COMING)
        self._means = plain_label(role="quiet", wraps=True)
        self.reason.setPlaceholderText("the history keeps it")
        self.form.addRow("&What", self.what)
        self.form.addRow("&Day", self.due)
        self.form.addRow("&Look again", self.look_again)
        self.form.addRow("&Reason", self.reason)
        self.form.addRow(self._means)
        self._means.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        self.resize(self.width(), self.sizeHint().height())
        self.what.currentIndexChanged.connect(self._choose)
        self._choose()
        self.due.setFocus()

    @property
    def way(self) -> DueWay:
        """What is to be done."""
        return DueWay(self.what.currentData())

    def keep(self) -> None:
        way, day, again = self.way, self.due.day, self.look_again.day
        reason, page = self.reason.text().strip(), self.page
        if day is None or self.look_again.problem:
            self.bar.say(self.due.problem or self.look_again.problem or "Type the day.")
            return

        def task(session: Session) -> None:
            change_clock(session, page, way, day, reason=reason, look_again=again)

        self.wait()
        words = words_for(way, day, reason)
        self.jobs.write(self, words, task, lambda _: self.done_writing(), self.failed)

    def _choose(self) -> None:
        way = self.way
        self._means.setText(_MEANS[way])
        self.due.set_value(self.page.row.due if way is DueWay.SET else today_here())
        self.form.setRowVisible(self.look_again, way is DueWay.HOLD)


class DueWay(StrEnum):
    """What a person does with a due date, in the words of the form."""

    SET = "Set or extend the date"
    HOLD = "Put the case on hold"
    GO_ON = "Let it go on"
    AGAIN = "Count again from a day"
    TRANSFERRED_IN = "Transferred in: count from when we had it"


_MEANS = {
    DueWay.SET: "The day by which the answer is now due.",
    DueWay.HOLD: "From this day on no day counts, until the case goes on. It is shown again ten working days "
    "later, or when you say.",
    DueWay.GO_ON: "From this day on days count again; those of the hold are left out.",
    DueWay.AGAIN: "The count begins again, as if the letter had been received on this day.",
    DueWay.TRANSFERRED_IN: "The day on which this office accepted it: the count begins the day after.",
}
_HISTORY = {
    DueWay.SET: "Changed the due date to",
    DueWay.HOLD: "Put the case on hold from",
    DueWay.GO_ON: "Let the case go on from",
    DueWay.AGAIN: "Counted the days again from",
    DueWay.TRANSFERRED_IN: "Took the case over, and counted from",
}


def change_clock(
    session: Session, page: CasePage, way: DueWay, day: date, *, reason: str, look_again: date | None
) -> None:
    """Do with a case's due date what a person asked for."""
    from corresp_tracker.casework.clocks import change_due, count_again
    from corresp_tracker.casework.stages import hold_case, let_go_on
    from corresp_tracker.model.case_moves import DueChangeKind

    case_id, version = page.row.id, page.version
    if way is DueWay.SET:
        change_due(session, case_id, day, reason=reason, version=version)
    elif way is DueWay.HOLD:
        hold_case(session, case_id, day, reason=reason, version=version, look_again=look_again)
    elif way is DueWay.GO_ON:
        let_go_on(session, case_id, day, reason=reason, version=version)
    else:
        kind = DueChangeKind.TRANSFERRED_IN if way is DueWay.TRANSFERRED_IN else DueChangeKind.RESTARTED
        count_again(session, case_id, day, reason=reason, version=version, kind=kind)


def words_for(way: DueWay, day: date, reason: str) -> str:
    """Say in the history's words what became of a due date."""
    return f"{_HISTORY[way]} {long_day(day)}{f': {reason}' if reason else ''}"


def other_stages(page: CasePage) -> list[str]:
    """Name the stages that a case can be moved to: those ahead first, then those beside, and those behind."""
    from corresp_tracker.model.cases import Stage

    now = page.row.stage
    order = list(page.stages)
    here = order.index(now) if now in order else -1
    reopened = [Stage.REOPENED.value]
    beside = [
        stage.value
        for stage in (
            Stage.CONTRIBUTION_REQUESTED,
            Stage.ON_HOLD,
            Stage.TRANSFERRED,
            Stage.NO_REPLY_NEEDED,
        )
    ]
    if page.finished:
        return [
            stage
            for stage in (*reopened, *order[here + 1 :], *order[: max(here, 0)], *beside)
            if stage != now
        ]
    return [stage for stage in (*order[here + 1 :], *beside, *order[: max(here, 0)]) if stage != now]
