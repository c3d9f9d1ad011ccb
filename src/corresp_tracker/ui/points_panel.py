"""The points of the letter that is answered: which are open, and which paragraph answers which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from corresp_tracker.ui.in_words import counted, tooltip
from corresp_tracker.ui.labels import drawn_by_style, plain_label
from corresp_tracker.ui.row_delegate import RowDelegate
from corresp_tracker.ui.row_model import LINES, RowLines
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.casework.points import PointRow

_POINT = int(Qt.ItemDataRole.UserRole) + 10
_ROWS_SHOWN = 5
NONE = "No point is marked. Select words of the letter and press Ctrl+M."
HOW = "Enter: the paragraph with the caret answers it.  Del: no point."


class PointsPanel(QFrame):
    """Lists the points. `answered` asks that the paragraph with the caret answers one, or no longer does."""

    shown = Signal(object)
    """The point that is chosen (PointRow): its words are to be seen in the letter."""
    answered = Signal(object)
    removed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        drawn_by_style(self)
        self._points: tuple[PointRow, ...] = ()
        self.head = plain_label(role="strong", parent=self)
        self.list = _Points(self)
        self._how = plain_label(HOW, role="small", wraps=True, parent=self)
        self._lay_out()
        self.list.chosen.connect(self._tell)
        self.list.pressed_key.connect(self._act)
        self.setFocusProxy(self.list)

    @property
    def open_points(self) -> int:
        """How many points nothing answers yet."""
        return sum(point.is_open for point in self._points)

    def show_points(self, points: Sequence[PointRow]) -> None:
        """List the points; the one that was chosen stays chosen."""
        self._points = tuple(points)
        self.list.show_points(self._points)
        still = f", {self.open_points} open" if self.open_points else ", all answered"
        self.head.setText(f"{counted(len(points), 'point')}{still}" if points else "Points of the letter")
        self._how.setText(HOW if points else NONE)
        self.list.setVisible(bool(points))
        self.list.setFixedHeight(self.list.sizeHint().height())

    def go_to_open(self) -> bool:
        """Choose the first point that nothing answers; False where there is none."""
        at = next((number for number, point in enumerate(self._points) if point.is_open), None)
        if at is None:
            return False
        self.list.setCurrentIndex(self.list.model().index(at, 0))
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _tell(self, number: int) -> None:
        if 0 <= number < len(self._points):
            self.shown.emit(self._points[number])

    def _act(self, key: int, number: int) -> None:
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif 0 <= number < len(self._points):
            wanted = self.removed if key == Qt.Key.Key_Delete else self.answered
            wanted.emit(self._points[number])

    def _lay_out(self) -> None:
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 3, unit * 2, unit * 2, unit * 2)
        layout.setSpacing(unit)
        layout.addWidget(self.head)
        layout.addWidget(self.list)
        layout.addWidget(self._how)


class _Points(QListView):
    chosen = Signal(int)
    pressed_key = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Points of the letter")
        self.setItemDelegate(RowDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(QStandardItemModel(self))
        self.doubleClicked.connect(self._double)

    def show_points(self, points: Sequence[PointRow]) -> None:
        """Hold these points from now on."""
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        at = max(self.currentIndex().row(), 0)
        self.blockSignals(True)
        model.clear()
        for point in points:
            lines = point_lines(point)
            item = QStandardItem(lines.spoken)
            item.setData(lines, LINES)
            item.setData(point.id, _POINT)
            item.setToolTip(tooltip(lines.tooltip))
            model.appendRow(item)
        if points:
            self.setCurrentIndex(model.index(min(at, len(points) - 1), 0))
        self.blockSignals(False)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]  only Qt calls it, with one of the two kinds
        super().currentChanged(current, previous)
        if not self.signalsBlocked():
            self.chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Escape):
            key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else event.key()
            self.pressed_key.emit(int(key), self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        rows = min(max(self.model().rowCount(), 1), _ROWS_SHOWN)
        return QSize(super().sizeHint().width(), self.sizeHintForRow(0) * rows + 2)

    def _double(self, index: QModelIndex) -> None:
        self.pressed_key.emit(int(Qt.Key.Key_Return), index.row())


def point_lines(point: PointRow) -> RowLines:
    """Say how a point is printed: its words, in bold while it is open; below, what answers it."""
    if point.answered_in:
        labels = ", ".join(point.answered_in)
        return RowLines(name="", subject=point.words, below=f"Answered in paragraph {labels}", date="✓")
    perhaps = f"Open. Paragraph {point.perhaps_in[1]} has words of it" if point.perhaps_in else "Open"
    return RowLines(name=point.words, below=perhaps, date=f"¶ {point.label}")
