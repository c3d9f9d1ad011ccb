"""A few charts, drawn here: lines or bars over time, and bars beside names; read, chosen and opened by keyboard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from corresp_tracker.ui.theme import Colours, bold, colours_of, spacing

_SHARPNESS = 2
_STEPS = (1, 2, 5, 10)
_LINES_ACROSS = 4


class ChartForm(StrEnum):
    """How a chart is drawn."""

    LINES = "lines"
    BARS = "bars"
    ROWS = "rows"


class Ink(StrEnum):
    """The role of a series, which has its colour in every theme."""

    FIRST = "first"
    SECOND = "second"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one part of each bar; a value that is not known is None."""

    name: str
    values: tuple[float | None, ...]
    ink: Ink = Ink.FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartData:
    """What a chart shows. Bars and rows add their series up; `most` is the top of the scale, where it is fixed."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    form: ChartForm
    unit: str = ""
    most: float | None = None

    def in_words(self, place: int) -> str:
        """Say what one label has: "October 2016: our target 84%, 20 working days 80%"."""
        parts = [
            f"{series.name} {_number(series.values[place])}{self.unit}"
            for series in self.series
            if series.values[place] is not None
        ]
        return f"{self.labels[place]}: {', '.join(parts) or 'nothing'}"


class Chart(QWidget):
    """Shows a chart. Arrow keys go from label to label, and Enter opens what is behind it (`opened`)."""

    opened = Signal(int)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: ChartData | None = None
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def data(self) -> ChartData | None:
        """What is shown."""
        return self._data

    @property
    def at(self) -> int:
        """The label that is chosen; -1 where none is."""
        return self._at

    def show_data(self, data: ChartData | None) -> None:
        """Show a chart, or none."""
        self._data, self._at = data, -1
        said = "; ".join(data.in_words(place) for place in range(len(data.labels))) if data else ""
        self.setAccessibleName(f"{data.title}. {said}" if data else "")
        self.setToolTip("")
        self.update()

    def choose(self, place: int) -> None:
        """Choose a label, and say what it has."""
        if self._data is None or not self._data.labels:
            return
        self._at = min(max(place, 0), len(self._data.labels) - 1)
        self.setToolTip(self._data.in_words(self._at))
        self.setAccessibleDescription(self._data.in_words(self._at))
        self.chosen.emit(self._at)
        self.update()

    def picture(self) -> QImage:
        """Give the chart as a picture, twice as sharp as the screen, for a report."""
        image = QImage(self.size() * _SHARPNESS, QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(_SHARPNESS)
        image.fill(colours_of(self).page)
        painter = QPainter(image)
        painter.setFont(self.font())
        self._draw(painter, with_choice=False)
        painter.end()
        return image

    def sizeHint(self) -> QSize:
        return QSize(spacing(self) * 150, spacing(self) * 60)

    def minimumSizeHint(self) -> QSize:
        return QSize(spacing(self) * 60, spacing(self) * 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw(painter, with_choice=True)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.choose(self._at + steps[key] if self._at >= 0 else 0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at >= 0:
            self.opened.emit(self._at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is not None:
            self.choose(place)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._at >= 0:
            self.opened.emit(self._at)

    def _place_at(self, point: QPointF) -> int | None:
        if self._data is None:
            return None
        for place, room in enumerate(_rooms(self._plot(), self._data)):
            if room.contains(point):
                return place
        return None

    def _plot(self) -> QRectF:
        """Give the room of the lines and bars, within what is written around them."""
        data, metrics, unit = self._data, self.fontMetrics(), spacing(self)
        line = metrics.height() + unit
        left, right = unit * 2.0, unit * 4.0
        if data and data.form is ChartForm.ROWS:
            widest = max((metrics.horizontalAdvance(label) for label in data.labels), default=0)
            left = min(widest, self.width() // 3) + unit * 4.0
            right = metrics.horizontalAdvance("10,000") + unit * 2.0
            return QRectF(left, line * 2.0, self.width() - left - right, self.height() - line * 2.0 - unit)
        left = metrics.horizontalAdvance("10,000") + unit * 3.0
        return QRectF(left, line * 2.4, self.width() - left - right, self.height() - line * 3.6)

    def _draw(self, painter: QPainter, *, with_choice: bool) -> None:
        data, look = self._data, colours_of(self)
        if data is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot, unit, metrics = self._plot(), spacing(self), self.fontMetrics()
        painter.setPen(look.text)
        painter.setFont(bold(self.font()))
        painter.drawText(QPointF(unit * 2, metrics.ascent()), data.title)
        painter.setFont(self.font())
        self._draw_key(painter, data, look)
        if not data.labels:
            painter.setPen(look.quiet_text)
            painter.drawText(plot, Qt.AlignmentFlag.AlignCenter, "Nothing was received in this time.")
            return
        if with_choice and self._at >= 0 and self.hasFocus():
            painter.fillRect(_rooms(plot, data)[self._at], look.selection)
        if data.form is ChartForm.ROWS:
            _draw_rows(painter, plot, data, look)
        else:
            most = _draw_scale(painter, plot, data, look)
            draw = _draw_lines if data.form is ChartForm.LINES else _draw_bars
            draw(painter, plot, data, look, most)
            _draw_labels(painter, plot, data, look)

    def _draw_key(self, painter: QPainter, data: ChartData, look: Colours) -> None:
        """Say which colour is which, where there is more than one."""
        unit, metrics = spacing(self), self.fontMetrics()
        if len(data.series) < 2:
            return
        left, top = unit * 2.0, metrics.height() + unit * 1.5
        for series in data.series:
            painter.fillRect(
                QRectF(left, top + metrics.height() / 4, unit * 2, metrics.height() / 2),
                _colour(series.ink, look),
            )
            painter.setPen(look.quiet_text)
            painter.drawText(QPointF(left + unit * 3, top + metrics.ascent()), series.name)
            left += unit * 6 + metrics.horizontalAdvance(series.name)


def _rooms(plot: QRectF, data: ChartData) -> list[QRectF]:
    """Give the room that each label has in the plot."""
    number = max(len(data.labels), 1)
    if data.form is ChartForm.ROWS:
        step = min(plot.height() / number, plot.height() / 3)
        return [
            QRectF(0, plot.top() + step * place, plot.right() + step, step)
            for place in range(len(data.labels))
        ]
    step = plot.width() / number
    return [
        QRectF(plot.left() + step * place, plot.top(), step, plot.height())
        for place in range(len(data.labels))
    ]


def _draw_scale(painter: QPainter, plot: QRectF, data: ChartData, look: Colours) -> float:
    """Draw the lines that values are read by; give the value at the top."""
    most = data.most or nice_top(_totals(data))
    metrics = painter.fontMetrics()
    for step in range(_LINES_ACROSS + 1):
        value = most * step / _LINES_ACROSS
        height = plot.bottom() - plot.height() * step / _LINES_ACROSS
        painter.setPen(look.hairline)
        painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
        painter.setPen(look.quiet_text)
        words = f"{_number(value)}{data.unit}"
        painter.drawText(
            QPointF(
                plot.left() - metrics.horizontalAdvance(words) - metrics.height() / 2,
                height + metrics.ascent() / 2.5,
            ),
            words,
        )
    return most


def _draw_labels(painter: QPainter, plot: QRectF, data: ChartData, look: Colours) -> None:
    """Write below the plot as many labels as have room."""
    metrics = painter.fontMetrics()
    rooms = _rooms(plot, data)
    widest = max(metrics.horizontalAdvance(label) for label in data.labels) + metrics.height()
    each = max(1, -(-int(widest) // max(int(rooms[0].width()), 1)))
    painter.setPen(look.quiet_text)
    for place in range(0, len(rooms), each):
        label = data.labels[place]
        middle = rooms[place].center().x() - metrics.horizontalAdvance(label) / 2
        left = min(max(middle, 0), plot.right() + metrics.height() - metrics.horizontalAdvance(label))
        painter.drawText(QPointF(left, plot.bottom() + metrics.height() * 1.2), label)


def _draw_lines(painter: QPainter, plot: QRectF, data: ChartData, look: Colours, most: float) -> None:
    rooms = _rooms(plot, data)
    for series in data.series:
        colour = _colour(series.ink, look)
        style = Qt.PenStyle.SolidLine if series.ink is Ink.FIRST else Qt.PenStyle.DashLine
        painter.setBrush(colour)
        before: QPointF | None = None
        for room, value in zip(rooms, series.values, strict=True):
            if value is None:
                before = None
                continue
            point = QPointF(room.center().x(), plot.bottom() - plot.height() * value / most)
            painter.setPen(QPen(colour, 2, style))
            if before is not None:
                painter.drawLine(before, point)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(point, 3.5, 3.5)
            before = point


def _draw_bars(painter: QPainter, plot: QRectF, data: ChartData, look: Colours, most: float) -> None:
    for place, room in enumerate(_rooms(plot, data)):
        bottom = plot.bottom()
        wide = min(room.width() * 0.7, plot.width() / 8)
        for series in data.series:
            height = plot.height() * (series.values[place] or 0) / most
            bar = QRectF(room.center().x() - wide / 2, bottom - height, wide, height)
            painter.fillRect(bar, _colour(series.ink, look))
            bottom -= height


def _draw_rows(painter: QPainter, plot: QRectF, data: ChartData, look: Colours) -> None:
    most = data.most or max(_totals(data), default=0) or 1
    metrics: QFontMetrics = painter.fontMetrics()
    for place, room in enumerate(_rooms(plot, data)):
        tall = min(room.height() * 0.7, metrics.height() * 1.4)
        base = room.center().y() + metrics.ascent() / 2.5
        painter.setPen(look.text)
        label_room = int(plot.left() - metrics.height() * 0.75)
        label = metrics.elidedText(data.labels[place], Qt.TextElideMode.ElideRight, label_room)
        painter.drawText(
            QPointF(plot.left() - metrics.horizontalAdvance(label) - metrics.height() / 2, base), label
        )
        left = plot.left()
        for series in data.series:
            wide = plot.width() * (series.values[place] or 0) / most
            painter.fillRect(
                QRectF(left, room.center().y() - tall / 2, wide, tall), _colour(series.ink, look)
            )
            left += wide
        total = sum(series.values[place] or 0 for series in data.series)
        painter.setPen(look.quiet_text)
        painter.drawText(QPointF(left + metrics.height() / 3, base), f"{_number(total)}{data.unit}")


def nice_top(values: Iterable[float]) -> float:
    """Give a round number at or above all values that parts well into four: 4, 8, 20, 40, 80, 200."""
    most = max(values, default=0)
    size = 1.0
    while True:
        for step in _STEPS:
            if step * size * _LINES_ACROSS >= most:
                return step * size * _LINES_ACROSS
        size *= 10


def _totals(data: ChartData) -> list[float]:
    if data.form is ChartForm.LINES:
        return [value for series in data.series for value in series.values if value is not None]
    return [sum(series.values[place] or 0 for series in data.series) for place in range(len(data.labels))]


def _colour(ink: Ink, look: Colours) -> QColor:
    return {Ink.FIRST: look.accent, Ink.SECOND: look.control_edge, Ink.MISSED: look.overdue}[ink]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
