"""Labels that show words from outside as they are, and shorten what is too long for its room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QWidget,
)

from corresp_tracker.ui.in_words import tooltip
from corresp_tracker.ui.theme import spacing


def plain_label(
    words: str = "", *, role: str = "", wraps: bool = False, parent: QWidget | None = None
) -> QLabel:
    """Make a label of plain words; `role` is small, heading, strong, badge or quiet."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setWordWrap(wraps)
    if role == "quiet":
        label.setProperty("quiet", True)
    elif role:
        label.setProperty("role", role)
    return label


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and draw the widget by it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ElidedLabel(QLabel):
    """One line of plain words, shortened to its room; the whole of it is the tooltip."""

    def __init__(self, words: str = "", *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role == "quiet":
            self.setProperty("quiet", True)
        elif role:
            self.setProperty("role", role)
        self.setText(words)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 6, self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.style().drawItemText(
            painter,
            self.rect(),
            int(self.alignment() | Qt.TextFlag.TextSingleLine),
            option.palette,
            self.isEnabled(),
            words,
            self.foregroundRole(),
        )
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_tooltip()

    def setText(self, words: str) -> None:
        super().setText(" ".join(words.split()))
        self.setAccessibleName(words)
        self._set_tooltip()

    def _set_tooltip(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if fits else tooltip(self.text()))


def list_item(words: str, parent: QListWidget) -> QListWidgetItem:
    """Make a row of a short list, with as much air as the rows of tables have."""
    item = QListWidgetItem(words, parent)
    item.setSizeHint(QSize(0, parent.fontMetrics().height() + spacing(parent) * 3))
    return item


def drawn_by_style(widget: QWidget) -> None:
    """Have a plain widget's ground painted by the style sheet."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)


def standard_icon_size(widget: QWidget) -> QSize:
    """Give the size of an icon beside a line of text."""
    side = max(widget.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize), widget.fontMetrics().height())
    return QSize(side, side)
