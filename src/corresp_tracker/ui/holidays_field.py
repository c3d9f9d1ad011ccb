"""The holidays that an office adds to its nation's: a proclaimed day, a day on which the office is closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.date_field import DateField, Way, today_here
from corresp_tracker.ui.deadline_dialog import short_weekday
from corresp_tracker.ui.labels import list_item, plain_label, set_property
from corresp_tracker.ui.theme import spacing

_DAY = Qt.ItemDataRole.UserRole


class HolidaysField(QWidget):
    """A list of days with their names; Ins adds what is typed, Del takes the current one out."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: dict[date, str] = {}
        self.list = QListWidget(self)
        self.list.setAccessibleName("The office's own holidays")
        self.day = DateField("Day", today=today_here(), way=Way.COMING)
        self.name = QLineEdit(self)
        self.name.setAccessibleName("Name of the holiday")
        self.name.setPlaceholderText("its name, such as Proclaimed bank holiday")
        self._problem = plain_label(wraps=True)
        self._add = QPushButton("&Add", self)
        self._add.setAutoDefault(False)
        self._add.setToolTip("Add this holiday (Enter in the name)")
        self._take_out = QPushButton("&Take out", self)
        self._take_out.setAutoDefault(False)
        self._take_out.setToolTip("Take the holiday that is chosen out (Del)")
        self._lay_out()
        self._add.clicked.connect(lambda: self.add())
        self.name.returnPressed.connect(self.add)
        self._take_out.clicked.connect(lambda: self.take_out())
        self.setFocusProxy(self.day)

    def show_holidays(self, holidays: Mapping[date, str]) -> None:
        """Show the holidays as they are."""
        self._held = dict(holidays)
        self._fill()

    def holidays(self) -> dict[date, str]:
        """Give the holidays as they are listed."""
        return dict(self._held)

    def add(self) -> None:
        """Add the day and the name that are typed."""
        day, name = self.day.day, " ".join(self.name.text().split())
        if day is None or not name:
            self._say(self.day.problem or "Type the day and the name of the holiday: deadlines name it.")
            return
        self._say("")
        self._held[day] = name
        self.day.set_value(None)
        self.name.clear()
        self._fill()
        self.day.setFocus()
        self.changed.emit()

    def take_out(self) -> None:
        """Take the holiday that is chosen out of the list."""
        item: QListWidgetItem | None = self.list.currentItem()
        if item:
            self._held.pop(date.fromisoformat(str(item.data(_DAY))), None)
            self._fill()
            self.changed.emit()

    def _fill(self) -> None:
        self.list.clear()
        for day in sorted(self._held, reverse=True):
            item = list_item(f"{short_weekday(day)}  ·  {self._held[day]}", self.list)
            item.setData(_DAY, day.isoformat())
        self._take_out.setEnabled(bool(self._held))

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        set_property(self._problem, "overdue", bool(words))

    def _lay_out(self) -> None:
        unit = spacing(self)
        typed = QHBoxLayout()
        typed.setSpacing(unit * 2)
        typed.addWidget(self.day)
        typed.addWidget(self.name, 1)
        typed.addWidget(self._add)
        foot = QHBoxLayout()
        foot.addWidget(self._problem, 1)
        foot.addWidget(self._take_out)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, unit * 3, 0, 0)
        layout.setSpacing(unit * 2)
        layout.addWidget(
            plain_label(
                "Bank holidays are known. Add a day that is proclaimed, or on which this office is closed.",
                role="quiet",
                wraps=True,
            )
        )
        layout.addLayout(typed)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
