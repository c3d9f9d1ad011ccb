"""How a row of two lines is painted: whom and what; below, quietly, where it stands; dates at the edge."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from corresp_tracker.ui.row_model import LINES, RowLines
from corresp_tracker.ui.theme import Colours, bold, colours_in, spacing

NAME_SHARE = 0.55


class RowDelegate(QStyledItemDelegate):
    """Paints rows of one fixed height, from RowLines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics = option.fontMetrics
        return QSize(metrics.averageCharWidth() * 24, metrics.height() * 2 + spacing(metrics) * 5 + 1)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = colours_in(option.palette)
        painter.save()
        _paint_ground(painter, option, colours)
        lines: RowLines | None = index.data(LINES)
        if lines is not None:
            _Print(painter, option, colours).row(lines)
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, colours: Colours) -> None:
    rect: QRect = option.rect
    state: QStyle.StateFlag = option.state
    selected = bool(state & QStyle.StateFlag.State_Selected)
    focused = bool(state & QStyle.StateFlag.State_HasFocus) or QApplication.focusWidget() is option.widget
    if selected:
        painter.fillRect(rect, colours.selection if focused else colours.hover)
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colours.accent)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, colours.hover)
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.hairline)


class _Print:
    """Prints the words of one row into its rectangle."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, colours: Colours) -> None:
        self._painter, self._colours = painter, colours
        font: QFont = option.font
        self._plain, self._bold = QFont(font), bold(font)
        self._metrics = QFontMetrics(font)
        unit = spacing(self._metrics)
        rect: QRect = option.rect
        self._gap = unit * 2
        self._left, self._right = rect.left() + unit * 4, rect.right() - unit * 3
        self._above = rect.top() + unit * 2
        self._below = self._above + self._metrics.height() + unit

    def row(self, lines: RowLines) -> None:
        """Print both lines, the edge first, so that what is left of it gives way."""
        edge = self._colours.overdue if lines.overdue else self._colours.quiet_text
        above_end = self._at_edge(lines.date, self._above, edge)
        below_end = self._at_edge(lines.remark, self._below, edge)
        room = above_end - self._left
        name_room = (
            room if not lines.subject else max(int(room * NAME_SHARE), room - self._wide(lines.subject))
        )
        end = self._words(lines.name, QPoint(self._left, self._above), name_room, self._bold)
        after = end + self._gap if lines.name else end
        self._words(lines.subject, QPoint(after, self._above), above_end - after, self._plain)
        self._painter.setPen(self._colours.quiet_text)
        self._words(
            lines.below, QPoint(self._left, self._below), below_end - self._left, self._plain, quiet=True
        )

    def _wide(self, words: str) -> int:
        return self._metrics.horizontalAdvance(words) + self._gap

    def _at_edge(self, words: str, top: int, colour: QColor) -> int:
        if not words:
            return self._right
        width = self._metrics.horizontalAdvance(words)
        self._painter.setPen(colour)
        self._painter.setFont(self._plain)
        self._draw(QRect(self._right - width, top, width, self._metrics.height()), words)
        return self._right - width - self._gap

    def _words(self, words: str, at: QPoint, room: int, font: QFont, *, quiet: bool = False) -> int:
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, max(room, 0))
        self._painter.setFont(font)
        self._painter.setPen(self._colours.quiet_text if quiet else self._colours.text)
        width = metrics.horizontalAdvance(shown)
        self._draw(QRect(at.x(), at.y(), width + 1, metrics.height()), shown)
        return at.x() + width

    def _draw(self, rect: QRect, words: str) -> None:
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        self._painter.drawText(rect, int(flags), words)
