"""Paragraphs that a search found: whom and when, the words around with the searched ones marked, where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from corresp_tracker.ui.in_words import short_date
from corresp_tracker.ui.theme import Colours, bold, colours_in, spacing

if TYPE_CHECKING:
    from corresp_tracker.store.search import Hit

Index = QModelIndex | QPersistentModelIndex
HIT = int(Qt.ItemDataRole.UserRole)
LINES_OF_WORDS = 2


class HitList(QListView):
    """Shows hits, newest first; several can be chosen to be copied. `opened` is Enter or a double click."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, lines: int = LINES_OF_WORDS) -> None:
        super().__init__(parent)
        self.setAccessibleName("Paragraphs found")
        self._hits = _Hits(self)
        self._empty_words = ""
        self.setModel(self._hits)
        self.setItemDelegate(_HitDelegate(self, lines))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._open)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these, the first of them chosen."""
        self._hits.show(hits)
        if hits:
            self.setCurrentIndex(self._hits.index(0))
        self.scrollToTop()

    def say_when_empty(self, words: str) -> None:
        """Say this where there is nothing to show."""
        self._empty_words = words

    def chosen(self) -> list[Hit]:
        """Give the hits that are chosen, from the top."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self._hits.index(row).data(HIT) for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._empty_words and not self._hits.rowCount():
            painter = QPainter(self.viewport())
            unit = spacing(self)
            painter.setPen(colours_in(self.palette()).quiet_text)
            room = self.viewport().rect().adjusted(unit * 6, unit * 8, -unit * 6, -unit * 6)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), self._empty_words)
            painter.end()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(HIT))


class _Hits(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[Hit, ...] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        """Hold these hits from now on."""
        self.beginResetModel()
        self._rows = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self._rows[index.row()]
        if role == HIT:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{whom(hit)}, {short_date(hit.dated)}, {hit.snippet}, {where(hit)}"
        return None


def whom(hit: Hit) -> str:
    """Say with whom the letter of a hit is."""
    way = "To" if hit.direction == "out" else "From"
    return (
        f"{way} {hit.correspondent}"
        if hit.correspondent
        else f"{hit.standing.capitalize()}, correspondent not known"
    )


def where(hit: Hit) -> str:
    """Say where the words stand."""
    draft = "Draft" if hit.standing == "draft" else ""
    parts = (draft, hit.case, f"paragraph {hit.paragraph}", hit.subject)
    return " · ".join(part for part in parts if part)


class _HitDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget, lines: int) -> None:
        super().__init__(parent)
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, unit = option.fontMetrics.height(), spacing(option.fontMetrics)
        return QSize(line * 20, line * (2 + self._lines) + unit * 6 + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(HIT)
        colours = colours_in(option.palette)
        painter.save()
        _paint_ground(painter, option, colours)
        _HitPrint(painter, option, colours, self._lines).print(hit)
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, colours: Colours) -> None:
    rect: QRect = option.rect
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, colours.selection)
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colours.accent)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, colours.hover)
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.hairline)


class _HitPrint:
    """Prints one hit into its rectangle."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, colours: Colours, lines: int) -> None:
        self._painter, self._colours, self._lines = painter, colours, lines
        self._font: QFont = option.font
        self._metrics = QFontMetrics(self._font)
        unit = spacing(self._metrics)
        rect: QRect = option.rect
        self._unit = unit
        self._left, self._right = rect.left() + unit * 4, rect.right() - unit * 4
        self._top = rect.top() + unit * 2

    def print(self, hit: Hit) -> None:
        """Print whom and when; the words; where they stand."""
        line = self._metrics.height()
        dated = short_date(hit.dated)
        width = self._metrics.horizontalAdvance(dated) + 1  # part of a point would cut the date short
        self._line(dated, self._right - width, self._top, width, self._font, quiet=True)
        room = self._right - width - self._unit * 3 - self._left
        self._line(whom(hit), self._left, self._top, room, bold(self._font))
        self._words(hit, self._top + line + self._unit)
        foot = self._top + line * (1 + self._lines) + self._unit * 2
        self._line(where(hit), self._left, foot, self._right - self._left, self._font, quiet=True)

    def _line(self, words: str, left: int, top: int, room: int, font: QFont, *, quiet: bool = False) -> None:
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, max(room, 0))
        self._painter.setFont(font)
        self._painter.setPen(self._colours.quiet_text if quiet else self._colours.text)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        self._painter.drawText(QRect(left, top, room + 1, metrics.height()), int(flags), shown)

    def _words(self, hit: Hit, top: int) -> None:
        """Print the piece of the paragraph, as far as it has room, with the searched words marked."""
        layout = QTextLayout(hit.snippet, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.setFormats([self._mark(hit.snippet, *span) for span in hit.marks])
        layout.beginLayout()
        height = 0.0
        for _ in range(self._lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._right - self._left)
            line.setPosition(QPointF(0, height))
            height += self._metrics.height()
        layout.endLayout()
        self._painter.setPen(self._colours.text)
        layout.draw(self._painter, QPointF(self._left, top))

    def _mark(self, text: str, start: int, end: int) -> QTextLayout.FormatRange:
        """Mark a span of code points, which Qt counts in UTF-16."""
        found = QTextLayout.FormatRange()
        found.start = _utf16(text[:start])
        found.length = _utf16(text[start:end])
        form = QTextCharFormat()
        form.setBackground(self._colours.search_mark)
        form.setFontWeight(QFont.Weight.DemiBold)
        found.format = form
        return found


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
