"""The rail at the left: where to go, and how much waits there."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from corresp_tracker.ui.in_words import tooltip
from corresp_tracker.ui.places import Place, RailEntry, rail_entries
from corresp_tracker.ui.theme import bold, colours_in, spacing

_ENTRY = int(Qt.ItemDataRole.UserRole)
_COUNT = _ENTRY + 1
_SHORTCUTS = ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6")


class Rail(QListView):
    """The places of the program; `went` follows the one that is chosen."""

    went = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Places")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("rail")
        self.setItemDelegate(_RailDelegate(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self._counts: Mapping[str, int] = {}
        self._searches: tuple[str, ...] = ()
        self._lists: tuple[str, ...] = ()
        self._fill()

    @property
    def place(self) -> Place | None:
        """The place that is chosen."""
        entry: RailEntry | None = self.currentIndex().data(_ENTRY)
        return entry.place if entry else None

    def show_searches(self, searches: tuple[str, ...]) -> None:
        """List these saved searches below the places that are always there."""
        self._searches = searches
        self._fill()

    def show_lists(self, names: tuple[str, ...]) -> None:
        """List a person's own lists of the worklist below its groups."""
        self._lists = names
        self._fill()

    def _fill(self) -> None:
        place = self.place
        self._model.clear()
        shortcuts = iter(_SHORTCUTS)
        for entry in rail_entries(self._searches, self._lists):
            item = QStandardItem(entry.words)
            item.setData(entry, _ENTRY)
            item.setToolTip(tooltip(entry.words if entry.is_part else f"{entry.words} ({next(shortcuts)})"))
            self._model.appendRow(item)
        self.show_counts(self._counts)
        if place:
            self.choose(place)
        self.updateGeometry()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many cases each group of the worklist has."""
        self._counts = counts
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            entry: RailEntry = item.data(_ENTRY)
            count = counts.get(entry.counts)
            item.setData(count, _COUNT)
            item.setData(
                f"{entry.words}, {count}" if count else entry.words, Qt.ItemDataRole.AccessibleTextRole
            )

    def choose(self, place: Place) -> None:
        """Mark a place as the one on show, without going there again."""
        for row in range(self._model.rowCount()):
            if self._model.item(row).data(_ENTRY).place == place:
                self.blockSignals(True)
                self.setCurrentIndex(self._model.index(row, 0))
                self.blockSignals(False)
                self.viewport().update()
                return

    def has(self, place: Place) -> bool:
        """Say whether a place is among those that are listed."""
        return any(self._model.item(row).data(_ENTRY).place == place for row in range(self._model.rowCount()))

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        entry: RailEntry | None = current.data(_ENTRY)
        if entry and not self.signalsBlocked():
            self.went.emit(entry.place)

    def sizeHint(self) -> QSize:
        widest = max(
            (
                self.sizeHintForIndex(self._model.index(row, 0)).width()
                for row in range(self._model.rowCount())
            ),
            default=0,
        )
        return QSize(min(widest, self.fontMetrics().averageCharWidth() * 34), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 10, self.fontMetrics().height() * 6)


class _RailDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        entry: RailEntry = index.data(_ENTRY)
        unit = spacing(option.fontMetrics)
        above = 0 if entry.is_part or not index.row() else unit * 2
        wide = QFontMetrics(bold(option.font)).horizontalAdvance(f"{entry.words}   1,000") + unit * 11
        return QSize(wide, option.fontMetrics.height() + unit * 3 + above)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: RailEntry = index.data(_ENTRY)
        count: int | None = index.data(_COUNT)
        colours = colours_in(option.palette)
        unit = spacing(option.fontMetrics)
        line: QRect = QRect(option.rect)
        line.setTop(line.bottom() - option.fontMetrics.height() - unit * 3 + 1)
        ground = line.adjusted(unit, 0, -unit, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(colours.selection)
            painter.drawRoundedRect(ground, unit, unit)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(colours.hover)
            painter.drawRoundedRect(ground, unit, unit)
        room = ground.adjusted(unit * (5 if entry.is_part else 2), 0, -unit * 2, 0)
        if count:
            overdue = entry.counts == "overdue"
            painter.setPen(colours.overdue if overdue else colours.quiet_text)
            painter.drawText(
                room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{count:,}"
            )
            room.setRight(room.right() - option.fontMetrics.horizontalAdvance(f"{count:,}") - unit * 2)
        font = option.font if entry.is_part else bold(option.font)
        painter.setFont(font)
        painter.setPen(colours.text)
        words = QFontMetrics(font).elidedText(entry.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()
