"""The links that would change, letter by letter, before any of it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QPushButton, QTableView, QVBoxLayout, QWidget

from corresp_tracker.ui.in_words import counted, short_date, tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.casework.relink_survey import LetterMove, LinkMove, Survey

_COLUMNS = ("Letter", "Paragraph", "Change", "Words that cite", "Now", "Then")
_WIDE = (38, 13, 14)


def ask_to_keep(parent: QWidget, survey: Survey, then: Callable[[], None]) -> RelinkDialog:
    """Show what would change; `then` is called when the person wants it kept."""
    dialog = RelinkDialog(survey, parent)
    dialog.accepted.connect(then)
    dialog.open()
    return dialog


@dataclass(frozen=True, slots=True)
class _Row:
    letter: LetterMove
    move: LinkMove
    is_first: bool


class RelinkModel(TableRows):
    """One row for each link that would change; a letter is named in the first of its rows."""

    def __init__(self, survey: Survey, parent: QObject | None = None) -> None:
        self._rows = [
            _Row(letter, move, place == 0)
            for letter in survey.letters
            for place, move in enumerate(letter.moves)
        ]
        super().__init__(_COLUMNS, len(self._rows), parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            letter = _letter(row.letter) if row.is_first else ""
            move = row.move
            return (letter, move.label, move.change.value, move.words, move.before, move.after)[
                index.column()
            ]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{row.move.words}\n{row.move.before} → {row.move.after}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            move = row.move
            said = f"{move.change.value}: “{move.words}”, {move.before}, then {move.after}"
            return f"{_letter(row.letter)}, paragraph {move.label}: {said}"
        return None


class RelinkDialog(QDialog):
    """Lists the changes; keeping them is one change in the history."""

    def __init__(self, survey: Survey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("What letters would cite")
        unit = spacing(self)
        self.table = QTableView(self)
        self.table.setModel(RelinkModel(survey, self.table))
        as_plain_table(self.table, "Links that would change", _WIDE)
        for column in range(len(_WIDE), len(_COLUMNS)):
            self.table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(plain_label(said(survey), role="strong", wraps=True))
        about = "Nothing is written yet. What a person has confirmed or rejected stays as it is."
        layout.addWidget(plain_label(about, role="quiet", wraps=True))
        layout.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch()
        leave = QPushButton("&Leave them as they are", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Write nothing (Esc)")
        leave.clicked.connect(self.reject)
        keep = QPushButton("&Keep these links", self)
        keep.setProperty("primary", True)
        keep.setDefault(True)
        keep.setToolTip("Write all of it as one change (Enter)")
        keep.clicked.connect(self.accept)
        foot.addWidget(leave)
        foot.addWidget(keep)
        layout.addLayout(foot)
        self.resize(unit * 290, unit * 130)
        self.table.setFocus()


def said(survey: Survey) -> str:
    """Count what would change: "3 links in 2 letters: 2 added, 1 removed"."""
    counts = survey.counts()
    parts = ", ".join(f"{number:,} {change.value}" for change, number in counts.items() if number)
    return f"{counted(sum(counts.values()), 'link')} in {counted(len(survey.letters), 'letter')}: {parts}."


def _letter(letter: LetterMove) -> str:
    way = "from" if letter.direction == "in" else "to"
    whom = f", {way} {letter.correspondent}" if letter.correspondent else ""
    return f"{letter.reference}, {short_date(letter.dated)}{whom}"
