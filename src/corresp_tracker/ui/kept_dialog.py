"""Two records that are one: both side by side, and which of them is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.dialog_foot import foot_of
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoSides:
    """What is shown of two records: their names, their facts by label, and which is likelier kept (0 or 1)."""

    names: tuple[str, str]
    facts: Sequence[tuple[str, tuple[str, str]]]
    likelier: int


class KeptDialog(QDialog):
    """Two records side by side; the one that is kept is chosen with the arrow keys.

    `then` gets the place of the one that is kept (0 or 1); it is not called where somebody thinks better of it.
    """

    def __init__(
        self,
        title: str,
        shown: TwoSides,
        what_happens: str,
        then: Callable[[int], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._shown, self._then = shown, then
        self.group = QButtonGroup(self)
        self.keep = [QRadioButton("Keep this &one", self), QRadioButton("Keep the o&ther", self)]
        for number, button in enumerate(self.keep):
            button.setAccessibleName(f"Keep {shown.names[number]}")
            self.group.addButton(button, number)
        self._lay_out(what_happens)
        self.keep[shown.likelier].setChecked(True)
        self.keep[shown.likelier].setFocus()

    def merge(self) -> None:
        """Take the choice."""
        kept = self.group.checkedId()
        self.accept()
        self._then(kept)

    def _lay_out(self, what_happens: str) -> None:
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addLayout(self._both())
        line = QFrame(self)
        line.setProperty("role", "line")
        layout.addWidget(line)
        layout.addWidget(plain_label(what_happens, role="quiet", wraps=True))
        layout.addStretch()
        layout.addLayout(self._foot())
        wide = unit * 200
        self.resize(wide, max(layout.totalHeightForWidth(wide), self.sizeHint().height()))

    def _both(self) -> QGridLayout:
        unit = spacing(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(unit * 5)
        grid.setVerticalSpacing(unit * 2)
        top = Qt.AlignmentFlag.AlignTop
        for column, name in enumerate(self._shown.names, start=1):
            grid.setColumnStretch(column, 1)
            grid.addWidget(self.keep[column - 1], 0, column)
            grid.addWidget(plain_label(name, role="strong", wraps=True), 1, column, top)
        said = [(label, values) for label, values in self._shown.facts if any(values)]
        for row, (label, values) in enumerate(said, start=2):
            grid.addWidget(plain_label(label, role="quiet"), row, 0, top)
            for column, value in enumerate(values, start=1):
                grid.addWidget(plain_label(value or "–", wraps=True), row, column, top)
        return grid

    def _foot(self) -> QHBoxLayout:
        merge = QPushButton("&Merge", self)
        merge.clicked.connect(self.merge)
        return foot_of(
            self, merge, tip="Merge them (Enter)", leave="Leave them two", leave_tip="Merge nothing (Esc)"
        )
