"""Starting an empty office: where it is kept, what it is called, who signs, and how its cases are numbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from corresp_tracker.paths import default_office_path
from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.office_form import OfficeForm
from corresp_tracker.ui.office_place import OfficePlace
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.database import NewOffice


@dataclass(frozen=True, slots=True)
class NewOfficeAnswer:
    """Where the new office is to be, and what it begins with; the address may carry a password."""

    address: str
    profile: NewOffice


def ask_for_new_office(
    parent: QWidget, bodies: Mapping[str, str], then: Callable[[NewOfficeAnswer], None]
) -> NewOfficeDialog:
    """Let a person settle a new office; `then` gets the answer for casework.offices.start_office.

    Where that fails, `come_back` shows the form again as it was left, with the reason.
    """
    dialog = NewOfficeDialog(bodies, then, parent)
    dialog.rejected.connect(dialog.deleteLater)
    dialog.open()
    return dialog


class NewOfficeDialog(QDialog):
    """The form of an office, and where its log is to be kept."""

    def __init__(
        self,
        bodies: Mapping[str, str],
        then: Callable[[NewOfficeAnswer], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Start an empty office")
        self._then = then
        self.place = OfficePlace(default_office_path(), is_new=True, parent=self)
        self.form = OfficeForm(bodies, self)
        self._problem = plain_label(wraps=True)
        self.place.changed.connect(lambda: self._say(""))
        self._lay_out()
        self.form.name.setFocus()
        self.form.name.selectAll()

    def answer(self) -> NewOfficeAnswer:
        """Give what is settled so far."""
        return NewOfficeAnswer(address=self.place.address, profile=self.form.profile())

    def come_back(self, error: CorrespError) -> None:
        """Show the form again, with why the office could not be started."""
        self._say(error.message)
        self.open()

    def _start(self) -> None:
        wrong = self.form.problem
        problem = wrong or self.place.problem()
        self._say(problem)
        if problem:
            (self.form.pattern if wrong else self.place).setFocus()
        else:
            self.accept()
            self._then(self.answer())

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        set_property(self._problem, "overdue", bool(problem))

    def _lay_out(self) -> None:
        unit = spacing(self)
        inside = QWidget(self)
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 3)
        fields.setSpacing(unit * 3)
        fields.addWidget(self.form)
        fields.addWidget(plain_label("Where the log is kept", role="strong"))
        fields.addWidget(self.place)
        fields.addStretch()
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(self._foot())
        room = self.screen().availableGeometry().height() * 9 // 10
        self.resize(unit * 160, min(inside.sizeHint().height() + unit * 34, room))

    def _foot(self) -> QHBoxLayout:
        unit = spacing(self)
        foot = QHBoxLayout()
        foot.setContentsMargins(unit * 5, unit * 2, unit * 5, unit * 4)
        foot.setSpacing(unit * 3)
        foot.addWidget(self._problem, 1)
        leave = QPushButton("Cancel", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Start nothing (Esc)")
        leave.clicked.connect(self.reject)
        start = QPushButton("Start the office", self)
        start.setProperty("primary", True)
        start.setDefault(True)
        start.setToolTip("Start the office (Enter)")
        start.clicked.connect(self._start)
        foot.addWidget(leave)
        foot.addWidget(start)
        return foot
