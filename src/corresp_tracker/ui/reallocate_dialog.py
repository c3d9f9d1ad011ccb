"""Giving several cases to somebody else at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.ui.dialog_foot import foot_of
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.ui.jobs import Jobs

_AS_IT_IS = "as it is"


def reallocate_cases(parent: QWidget, jobs: Jobs, case_ids: Sequence[int]) -> None:
    """Let somebody say to whom these cases go."""

    def show(known: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        ReallocateDialog(jobs, case_ids, *known, parent).open()

    jobs.read(parent, _known, show)


class ReallocateDialog(QDialog):
    """Drafter and unit; what is left empty stays as it is."""

    def __init__(
        self,
        jobs: Jobs,
        case_ids: Sequence[int],
        people: Sequence[str],
        units: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Reallocate")
        self._jobs, self._case_ids = jobs, tuple(case_ids)
        self.bar = MessageBar(self)
        self.drafter, self.unit = self._box(people, "Drafter"), self._box(units, "Unit")
        self.keep = QPushButton(f"&Give away {counted(len(case_ids), 'case')}", self)
        unit = spacing(self)
        form = QFormLayout()
        form.setHorizontalSpacing(unit * 4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Drafter", self.drafter)
        form.addRow("&Unit", self.unit)
        self.keep.clicked.connect(self._give)
        foot = foot_of(
            self, self.keep, says="It is one change, and can be undone.", tip="Give them away (Enter)"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addWidget(self.bar)
        layout.addLayout(form)
        layout.addLayout(foot)
        self.resize(unit * 130, self.sizeHint().height())

    def _give(self) -> None:
        case_ids, drafter, unit = self._case_ids, self._said(self.drafter), self._said(self.unit)
        to = " and ".join(part for part in (drafter, unit) if part)

        def task(session: Session) -> int:
            from corresp_tracker.casework.allocation import reallocate

            return reallocate(session, case_ids, drafter=drafter, unit=unit)

        def then(_: int) -> None:
            self.accept()

        words = f"Gave {counted(len(case_ids), 'case')} to {to or 'nobody'}"
        self._jobs.write(self, words, task, then, self.bar.say_error)

    def _said(self, box: QComboBox) -> str | None:
        return " ".join(box.currentText().split()) or None

    def _box(self, names: Sequence[str], name: str) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItems(list(names))
        box.setCurrentIndex(-1)
        box.setAccessibleName(name)
        edit = box.lineEdit()
        if edit:
            edit.setPlaceholderText(_AS_IT_IS)
        return box


def _known(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    from corresp_tracker.casework.allocation import drafters_and_units

    return drafters_and_units(session)
