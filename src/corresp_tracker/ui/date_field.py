"""A field for a date, typed as people write dates; what it was taken for stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.partial_date import MONTHS, PartialDate

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_BEFORE = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\s+")
_NUMBERS = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})(?:[\s./-]+(\d{4}|\d{2}))?\Z")
_DAY_MONTH = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s*(?:of\s+)?)?([a-z]{3,9})\.?,?(?:\s*['’]?(\d{4}|\d{2}))?\Z"
)
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}|\d{2}))?\Z")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})\Z")
_ISO = re.compile(r"\d{4}(?:-\d{1,2}){0,2}\Z")
_CENTURY_TURNS = 50
_LEAP_YEARS = 8
"""Years within which every day of a year comes once at least: 1896 to 1904 had no 29 February between them."""


class Way(Enum):
    """Which way a day without its year lies, as a field means it: a letter came, a due date is to come."""

    PAST = "past"
    COMING = "coming"
    NEAREST = "nearest"


_LIKE = {
    Way.PAST: "17/10/16, 17 oct, yesterday",
    Way.COMING: "17/10/26, 17 oct, tomorrow, fri",
    Way.NEAREST: "17/10/26, 17 oct, today",
}


class NotADate(ValueError):  # noqa: N818  it names what was typed, and is told inline
    """What was typed is no date; the words say why."""


def today_here() -> date:
    """Give today by the clock on the reader's wall, not in UTC."""
    return datetime.now().astimezone().date()


def read_date(words: str, *, today: date, way: Way = Way.PAST) -> PartialDate:
    """Read a date as typed: "17/10/16", "17 oct", "17 October 2016", "Oct 2016", "2016", "yesterday", "Mon".

    A day without a year is the latest one that is not in the future, or the first that is not past, or the nearest to
    today, as `way` says; so is a weekday, today included. Numbers are day first, as they are written in the United
    Kingdom. Raises NotADate with the reason.
    """
    typed = " ".join(words.lower().replace(",", " ").split())
    named = _named_day(typed, today, way)
    if named:
        return PartialDate.of_day(named)
    try:
        return _written(typed, today, way)
    except ValueError as error:
        raise NotADate(f"“{words.strip()}” is not a date that can be.") from error


def _named_day(typed: str, today: date, way: Way) -> date | None:
    steps = {"today": 0, "yesterday": 1, "tomorrow": -1}
    if typed in steps:
        return today - timedelta(days=steps[typed])
    for number, name in enumerate(_WEEKDAYS):
        if len(typed) >= 3 and name.startswith(typed):
            since = (today.weekday() - number) % 7
            last, coming = today - timedelta(days=since), today + timedelta(days=-since % 7)
            return _towards(way, [last, coming], today)
    return None


def _towards(way: Way, days: Sequence[date], today: date) -> date | None:
    """Choose of days the one that lies as a field means it; None where none does."""
    if way is Way.NEAREST:
        return min(days, key=lambda day: (abs(day - today), day < today), default=None)
    if way is Way.PAST:
        return max((day for day in days if day <= today), default=None)
    return min((day for day in days if day >= today), default=None)


def _written(typed: str, today: date, way: Way) -> PartialDate:
    bare = _WEEKDAY_BEFORE.sub("", typed)
    if _ISO.match(bare):
        return PartialDate.parse("-".join(part.zfill(2) for part in bare.split("-")))
    found = _MONTH_YEAR.match(bare)
    if found:
        return PartialDate.of_month(int(found[2]), _month(int(found[1])))
    found = _NUMBERS.match(bare)
    if found:
        return _on_day(int(found[1]), _month(int(found[2])), found[3], today, way)
    found = _DAY_MONTH.match(bare)
    if found:
        month = _month_named(found[2])
        if found[1]:
            return _on_day(int(found[1]), month, found[3], today, way)
        return PartialDate.of_month(_year(found[3], today), month)
    found = _MONTH_DAY.match(bare)
    if found:
        return _on_day(int(found[2]), _month_named(found[1]), found[3], today, way)
    raise ValueError(typed)


def _on_day(day: int, month: int, year: str | None, today: date, way: Way) -> PartialDate:
    if year:
        return PartialDate.of_day(date(_year(year, today), month, day))
    around = range(today.year - _LEAP_YEARS, today.year + _LEAP_YEARS + 1)
    found = _towards(
        way, [date(number, month, day) for number in around if _can_be(number, month, day)], today
    )
    if found is None:
        raise ValueError("no such day")
    return PartialDate.of_day(found)


def _can_be(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _year(typed: str | None, today: date) -> int:
    if not typed:
        return today.year
    if len(typed) == 4:
        return int(typed)
    year = today.year // 100 * 100 + int(typed)
    return year - 100 if year > today.year + _CENTURY_TURNS else year


def _month(number: int) -> int:
    if not 1 <= number <= 12:
        raise ValueError(f"there is no month {number}")
    return number


def _month_named(name: str) -> int:
    for number, month in enumerate(MONTHS, start=1):
        if month.lower().startswith(name):
            return number
    raise ValueError(f"{name} is no month")


class DateField(QWidget):
    """A date to type. `value` is None where the field is empty or holds no date: `problem` then says why.

    `way` says which way a day lies whose year is not typed.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        *,
        today: date,
        way: Way = Way.PAST,
        partial: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._way, self._partial = today, way, partial
        self._value: PartialDate | None = None
        self._problem = ""
        self._typed = QLineEdit(self)
        self._typed.setAccessibleName(name)
        self._typed.setMinimumWidth(self.fontMetrics().averageCharWidth() * 20)
        self._typed.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._typed.setToolTip(f"Type a date: {_LIKE[way]}. ↑ and ↓ change the day")
        self._taken = plain_label(role="quiet", wraps=True, parent=self)
        self._typed.textEdited.connect(self._read)
        self._typed.editingFinished.connect(self._write_out)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(spacing(self) * 2)
        layout.addWidget(self._typed)
        layout.addWidget(self._taken, 1)
        self.setFocusProxy(self._typed)

    @property
    def value(self) -> PartialDate | None:
        """The date; None where there is none, or none that can be."""
        return self._value

    @property
    def day(self) -> date | None:
        """The date where it is known to the day."""
        return self._value.day if self._value else None

    @property
    def problem(self) -> str:
        """Why what is typed is no date; empty where it is one, or nothing is typed."""
        return self._problem

    @property
    def typed(self) -> str:
        """What is typed."""
        return self._typed.text()

    def set_hint(self, words: str) -> None:
        """Say in the empty field what it means that it is empty."""
        self._typed.setPlaceholderText(words)

    def set_value(self, value: PartialDate | date | None) -> None:
        """Show a date."""
        self._value = PartialDate.of_day(value) if isinstance(value, date) else value
        self._typed.setText(self._value.in_words() if self._value else "")
        self._say("")

    def type(self, words: str) -> None:
        """Take words as if they had been typed."""
        self._typed.setText(words)
        self._read(words)

    def question(self, sentence: str) -> None:
        """Question the date inline, without refusing it."""
        if not self._problem:
            self._taken.setText(sentence)
            set_property(self._taken, "overdue", bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() in steps and self.day:
            self.set_value(self.day + timedelta(days=steps[Qt.Key(event.key())]))
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def _read(self, words: str) -> None:
        self._value, problem = None, ""
        if words.strip():
            try:
                read = read_date(words, today=self._today, way=self._way)
            except NotADate as error:
                problem = str(error)
            else:
                if read.day or self._partial:
                    self._value = read
                else:
                    problem = "Type the day as well."
        self._say(problem)
        self.changed.emit()

    def _say(self, problem: str) -> None:
        self._problem = problem
        if problem:
            words = problem
        elif self._value and self._value.in_words().lower() != self._typed.text().strip().lower():
            words = self._value.in_words()
        else:
            words = ""
        self._taken.setText(words)
        set_property(self._taken, "overdue", bool(problem))

    def _write_out(self) -> None:
        if self._value:
            self._typed.setText(self._value.in_words())
            self._say("")
