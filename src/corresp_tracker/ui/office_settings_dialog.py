"""Changing what is settled about the office: its name, letterhead, signatory, holidays and references."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.office_form import OfficeForm
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.store.database import NewOffice


def change_office(
    parent: QWidget, profile: NewOffice, bodies: Mapping[str, str], then: Callable[[NewOffice], None]
) -> OfficeSettingsDialog:
    """Let a person change an office's settings; `then` gets them, unless they think better of it."""
    dialog = OfficeSettingsDialog(profile, bodies, then, parent)
    dialog.open()
    return dialog


class OfficeSettingsDialog(QDialog):
    """The form of an office, as it is now."""

    def __init__(
        self,
        profile: NewOffice,
        bodies: Mapping[str, str],
        then: Callable[[NewOffice], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Office settings")
        self._then = then
        self.form = OfficeForm(bodies, self)
        self.form.show_profile(profile)
        self._problem = plain_label(wraps=True)
        self._lay_out()

    def _keep(self) -> None:
        problem = self.form.problem
        self._problem.setText(problem)
        set_property(self._problem, "overdue", bool(problem))
        if not problem:
            self.accept()
            self._then(self.form.profile())

    def _lay_out(self) -> None:
        unit = spacing(self)
        foot = QHBoxLayout()
        foot.setSpacing(unit * 3)
        foot.addWidget(self._problem, 1)
        leave = QPushButton("Leave it", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Change nothing (Esc)")
        leave.clicked.connect(self.reject)
        keep = QPushButton("&Keep", self)
        keep.setProperty("primary", True)
        keep.setDefault(True)
        keep.setToolTip("Keep this (Enter)")
        keep.clicked.connect(self._keep)
        foot.addWidget(leave)
        foot.addWidget(keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addWidget(self.form)
        layout.addLayout(foot)
        self.resize(unit * 150, self.sizeHint().height())
