"""When a work was cited: a bar for each year, what was sent below and what was received above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from corresp_tracker.ui.theme import colours_of, spacing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corresp_tracker.store.lists import YearOfCitations

_MOST_YEARS = 30


class CitationTimeline(QWidget):
    """Paints the years; it says them in words to screen readers and in its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._years: tuple[YearOfCitations, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_years(self, years: Sequence[YearOfCitations]) -> None:
        """Show the last thirty of these years; one year alone needs no picture."""
        self._years = tuple(years)[-_MOST_YEARS:]
        said = "; ".join(in_words(year) for year in self._years if year.sent or year.received)
        self.setAccessibleName(f"Cited by year: {said}")
        self.setToolTip(said)
        self.setVisible(len(self._years) > 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(spacing(self) * 100, self.fontMetrics().height() + spacing(self) * 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._years:
            return
        painter = QPainter(self)
        unit, look = spacing(self), colours_of(self)
        label = self.fontMetrics().height() + unit
        room = self.height() - label
        widest = self.fontMetrics().horizontalAdvance("undated") + unit * 2
        step = min((self.width() - widest * 2) / len(self._years), widest * 1.4)
        most = max(year.sent + year.received for year in self._years) or 1
        for place, year in enumerate(self._years):
            left = place * step
            sent = room * year.sent / most
            received = room * year.received / most
            bar = QRectF(left, room - sent, step - unit, sent)
            painter.fillRect(bar, look.accent)
            painter.fillRect(QRectF(left, room - sent - received, step - unit, received), look.control_edge)
            if step >= widest or place % 5 == 0:
                painter.setPen(look.quiet_text)
                where = QRectF(left, room + unit / 2, max(step - unit, widest), label)
                painter.drawText(where, Qt.AlignmentFlag.AlignLeft, _name(year))
        painter.setPen(look.hairline)
        painter.drawLine(0, int(room), int(step * len(self._years)), int(room))
        self._paint_key(painter, int(step * len(self._years)) + unit * 3)

    def _paint_key(self, painter: QPainter, left: int) -> None:
        """Say beside the bars which colour is which, where there is room."""
        unit, look, height = spacing(self), colours_of(self), self.fontMetrics().height()
        if self.width() - left < self.fontMetrics().horizontalAdvance("received") + unit * 4:
            return
        for row, (colour, words) in enumerate(((look.control_edge, "received"), (look.accent, "sent"))):
            top = row * (height + unit)
            painter.fillRect(left, top + height // 4, unit * 2, height // 2, colour)
            painter.setPen(look.quiet_text)
            painter.drawText(left + unit * 3, top + self.fontMetrics().ascent(), words)


def in_words(year: YearOfCitations) -> str:
    """Say a year's citations: "2016: 3 paragraphs sent, 1 received"."""
    return f"{_name(year)}: {year.sent} sent, {year.received} received"


def _name(year: YearOfCitations) -> str:
    return str(year.year) if year.year is not None else "undated"
