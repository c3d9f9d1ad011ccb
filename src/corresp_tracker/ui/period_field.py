"""Which letters figures are of: those received in a quarter, a year, or between two days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from corresp_tracker.ui.date_field import DateField, today_here
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.store.lists.performance import Period

THIS_QUARTER, LAST_QUARTER = "this quarter", "last quarter"
TWELVE_MONTHS, THIS_YEAR, EVERYTHING, OTHER = "the last 12 months", "this year", "any time", "other days …"
CHOICES = (TWELVE_MONTHS, THIS_QUARTER, LAST_QUARTER, THIS_YEAR, EVERYTHING, OTHER)


class PeriodField(QWidget):
    """Asks for the time in which letters were received."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = QComboBox(self)
        self.choice.setAccessibleName("Letters received in")
        self.choice.addItems(CHOICES)
        self.first, self.last = DateField("From", today=today_here()), DateField("To", today=today_here())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(spacing(self) * 2)
        label = plain_label("&Letters received in")
        label.setBuddy(self.choice)
        layout.addWidget(label)
        layout.addWidget(self.choice)
        layout.addWidget(self.first)
        layout.addWidget(self.last)
        self.choice.currentIndexChanged.connect(lambda: self._choose())
        for field in (self.first, self.last):
            field.hide()
            field.changed.connect(self.changed)
        self.setFocusProxy(self.choice)

    def period(self) -> Period | None:
        """Give the time that is chosen; None for all of it, or while its days are not typed yet."""
        from corresp_tracker.casework.how_we_do import quarter_of
        from corresp_tracker.store.lists.performance import Period

        today, choice = today_here(), self.choice.currentText()
        this = quarter_of(today, today=today)
        if choice == THIS_QUARTER:
            return this
        if choice == LAST_QUARTER:
            return quarter_of(this.first - timedelta(days=1), today=today)
        if choice == THIS_YEAR:
            return Period(first=date(today.year, 1, 1), last=today, today=today)
        if choice == TWELVE_MONTHS:
            return Period(first=_a_year_before(today), last=today, today=today)
        first, last = self.first.day, self.last.day
        if choice == OTHER and first and last and first <= last:
            return Period(first=first, last=last, today=today)
        return None

    @property
    def is_whole(self) -> bool:
        """Whether all that was ever received is asked for."""
        return self.choice.currentText() == EVERYTHING

    def _choose(self) -> None:
        other = self.choice.currentText() == OTHER
        for field in (self.first, self.last):
            field.setVisible(other)
        if other:
            self.first.setFocus()
        self.changed.emit()


def _a_year_before(day: date) -> date:
    """Give the first day of the month that begins the twelve months up to a day."""
    month = day.replace(day=1)
    return date(month.year - 1, month.month + 1, 1) if month.month < 12 else date(month.year, 1, 1)
