"""What a person changes about a case: its stage, and its due date with the reason."""

from __future__ import annotations

from datetime import date
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

from corresp_tracker.ui.date_field import DateField, today_here
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


def change_due_date(parent: QWidget, jobs: Jobs, page: CasePage) -> DueDialog:
    """Let a person set another due date."""
    dialog = DueDialog(jobs, page, parent)
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
    """Asks for a stage, and for the reason where there is one."""

    def __init__(self, jobs: Jobs, page: CasePage, parent: QWidget | None = None) -> None:
        super().__init__(jobs, page, title="Move", verb="Move", parent=parent)
        self.stage = QComboBox(self)
        self.stage.setAccessibleName("Stage")
        self.stage.addItems([stage.capitalize() for stage in other_stages(page.row.stage)])
        self.reason.setPlaceholderText("if there is one to keep")
        self.form.addRow("Stage now", plain_label(page.row.stage.capitalize()))
        self.form.addRow("&Move to", self.stage)
        self.form.addRow("&Reason", self.reason)
        self.stage.setFocus()

    def keep(self) -> None:
        stage, reason, page = self.stage.currentText().lower(), self.reason.text().strip(), self.page

        def task(session: Session) -> None:
            from corresp_tracker.casework.cases import move

            move(session, page.row.id, stage, reason=reason, version=page.version)

        self.wait()
        words = f"Moved {page.row.reference} to {stage}{f': {reason}' if reason else ''}"
        self.jobs.write(self, words, task, lambda _: self.done_writing(), self.failed)


class DueDialog(_CaseDialog):
    """Asks for a due date and the reason for it."""

    def __init__(self, jobs: Jobs, page: CasePage, parent: QWidget | None = None) -> None:
        super().__init__(jobs, page, title="Due date", verb="Change", parent=parent)
        self.due = DateField("Due", today=today_here())
        self.due.set_value(page.row.due)
        self.reason.setPlaceholderText("the history keeps it")
        self.form.addRow("&Due", self.due)
        self.form.addRow("&Reason", self.reason)
        self.due.setFocus()

    def keep(self) -> None:
        due, reason, page = self.due.day, self.reason.text().strip(), self.page
        if due is None:
            self.bar.say(self.due.problem or "Type the day on which the answer is due.")
            return

        def task(session: Session) -> None:
            from corresp_tracker.casework.cases import change_due

            change_due(session, page.row.id, due, reason=reason, version=page.version)

        self.wait()
        self.jobs.write(self, words_for(due, reason), task, lambda _: self.done_writing(), self.failed)


def words_for(due: date, reason: str) -> str:
    """Say in the history's words that a due date was changed."""
    return f"Changed the due date to {long_day(due)}: {reason}"


def other_stages(stage: str) -> list[str]:
    """Name the stages that a case at this one can be moved to."""
    from corresp_tracker.model.cases import Stage

    return [other.value for other in Stage if other != stage]
