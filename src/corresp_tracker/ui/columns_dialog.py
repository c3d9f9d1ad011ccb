"""Which columns a table has, and in which order: ticks, and rows moved up and down by key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.ui.dialog_foot import foot_of
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.case_columns import USUAL_COLUMNS, CaseColumn

_SAYS = "Space shows or hides a column; Alt+↑ and Alt+↓ move it."


class ColumnsList(QListWidget):
    """The columns, those shown first; Alt with ↑ or ↓ moves the one that one is at."""

    def __init__(self, shown: tuple[CaseColumn, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Columns")
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.show_columns(shown)

    def show_columns(self, shown: tuple[CaseColumn, ...]) -> None:
        """Tick these columns, in this order, and list the others below them."""
        self.clear()
        for column in (*shown, *(each for each in CaseColumn if each not in shown)):
            item = QListWidgetItem(str(column).capitalize(), self)
            item.setData(Qt.ItemDataRole.UserRole, column.value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if column in shown else Qt.CheckState.Unchecked)
        self.setCurrentRow(0)

    @property
    def columns(self) -> tuple[CaseColumn, ...]:
        """The columns that are ticked, in their order."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(
            CaseColumn(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self._move(steps[event.key()])
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        row = self.currentRow()
        if 0 <= row + step < self.count():
            self.insertItem(row + step, self.takeItem(row))
            self.setCurrentRow(row + step)


class ColumnsDialog(QDialog):
    """Lets a person choose; `then` gets the columns."""

    def __init__(
        self,
        shown: tuple[CaseColumn, ...],
        then: Callable[[tuple[CaseColumn, ...]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Columns")
        self._then = then
        self.list = ColumnsList(shown, self)
        usual = QPushButton("The &usual ones", self)
        usual.setAutoDefault(False)
        usual.clicked.connect(lambda _=False: self.list.show_columns(USUAL_COLUMNS))
        keep = QPushButton("&Show these", self)
        keep.clicked.connect(self._keep)
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(plain_label(_SAYS, role="quiet", wraps=True, parent=self))
        layout.addWidget(self.list, 1)
        layout.addWidget(usual, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(foot_of(self, keep, tip="Show these columns (Enter)"))
        line = self.list.sizeHintForRow(0)
        self.list.setMinimumHeight(line * self.list.count() + unit * 2)
        self.resize(self.fontMetrics().averageCharWidth() * 46, self.sizeHint().height())
        self.list.setFocus()

    def _keep(self) -> None:
        columns = self.list.columns
        self.accept()
        self._then(columns)
