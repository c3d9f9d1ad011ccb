"""Opening an office that is there already, or joining one that colleagues share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.office_place import OfficePlace
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.errors import CorrespError


def ask_for_office(parent: QWidget, then: Callable[[str], None]) -> OpenOfficeDialog:
    """Let a person say which office to open.

    `then` gets its address: of a shared one with the password typed, for casework.offices.open_office to keep.
    Where that fails, `come_back` shows the form again as it was left, with the reason.
    """
    dialog = OpenOfficeDialog(then, parent)
    dialog.rejected.connect(dialog.deleteLater)
    dialog.open()
    return dialog


class OpenOfficeDialog(QDialog):
    """Asks for the file or the address of an office."""

    def __init__(self, then: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Open or join an office")
        self._then = then
        self._place = OfficePlace(None, is_new=False, parent=self)
        self._problem = plain_label(wraps=True)
        self._place.changed.connect(lambda: self._say(""))
        self._lay_out()
        self._place.setFocus()

    @property
    def place(self) -> OfficePlace:
        """Where the office is."""
        return self._place

    def come_back(self, error: CorrespError) -> None:
        """Show the form again, with why the office could not be opened."""
        self._say(error.message)
        self.open()

    def _open(self) -> None:
        problem = self._place.problem()
        self._say(problem)
        if problem:
            self._place.setFocus()
        else:
            self.accept()
            self._then(self._place.address)

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        set_property(self._problem, "overdue", bool(problem))

    def _lay_out(self) -> None:
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(self._place)
        layout.addWidget(self._problem)
        layout.addStretch()
        foot = QHBoxLayout()
        foot.addStretch()
        leave = QPushButton("Cancel", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Open nothing (Esc)")
        leave.clicked.connect(self.reject)
        take = QPushButton("Open", self)
        take.setProperty("primary", True)
        take.setDefault(True)
        take.setToolTip("Open the office (Enter)")
        take.clicked.connect(self._open)
        foot.addWidget(leave)
        foot.addWidget(take)
        layout.addLayout(foot)
        self.resize(unit * 150, self.sizeHint().height() + unit * 8)
