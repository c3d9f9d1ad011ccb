"""The stretches of time for which the register holds all reports of a programme: typed one after another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from corresp_tracker.ui.date_field import NotADate, read_date
from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.partial_date import PartialDate

EXAMPLE = "2015; Apr 2016 to Mar 2018"


class StretchesField(QWidget):
    """Stretches parted by semicolons, each a year, a month, or two dates with "to" between them.

    `problem` says what is no stretch; empty where all are.
    """

    changed = Signal()

    def __init__(
        self, stretches: Sequence[PartialDate], *, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._value = tuple(stretches)
        self._problem = ""
        self._typed = QLineEdit("; ".join(in_words(each) for each in stretches), self)
        self._typed.setAccessibleName("Stretches of time for which the register holds all its reports")
        self._typed.setPlaceholderText(f"None. For example: {EXAMPLE}")
        self._taken = plain_label(
            "Only for these is a count in a letter called wrong.", role="quiet", wraps=True, parent=self
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(spacing(self))
        layout.addWidget(self._typed)
        layout.addWidget(self._taken)
        self._typed.textEdited.connect(self._read)
        self.setFocusProxy(self._typed)

    @property
    def value(self) -> tuple[PartialDate, ...]:
        """The stretches, as they were typed."""
        return self._value

    @property
    def problem(self) -> str:
        """Why what is typed is no stretch of time."""
        return self._problem

    def type(self, words: str) -> None:
        """Take words as if they had been typed."""
        self._typed.setText(words)
        self._read(words)

    def _read(self, words: str) -> None:
        self._problem = ""
        try:
            self._value = read_stretches(words, today=self._today)
        except NotADate as error:
            self._problem = str(error)
        said = "; ".join(in_words(each) for each in self._value)
        self._taken.setText(self._problem or said or "None: no count is called wrong.")
        set_property(self._taken, "overdue", bool(self._problem))
        self.changed.emit()


def read_stretches(words: str, *, today: date) -> tuple[PartialDate, ...]:
    """Read stretches as typed: "2015; Apr 2016 to Mar 2018". Raises NotADate with the reason."""
    return tuple(_stretch(part, today) for part in words.split(";") if part.strip())


def _stretch(words: str, today: date) -> PartialDate:
    ends = [part for part in words.replace("–", " to ").split(" to ") if part.strip()]
    if not 1 <= len(ends) <= 2:
        raise NotADate(
            f"“{words.strip()}” is no stretch of time: write a year, or two dates with “to” between."
        )
    read = [read_date(end, today=today) for end in ends]
    if len(read) == 1:
        return read[0]
    try:
        return PartialDate.parse(f"{read[0].iso}/{read[1].iso}")
    except ValueError as error:
        raise NotADate(f"“{words.strip()}” ends before it begins.") from error


def in_words(stretch: PartialDate) -> str:
    """Say a stretch as it can be typed."""
    first, slash, last = stretch.iso.partition("/")
    if not slash:
        return stretch.in_words()
    return f"{PartialDate.parse(first).in_words()} to {PartialDate.parse(last).in_words()}"
