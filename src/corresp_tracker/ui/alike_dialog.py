"""All the places with the same words: ticked, looked through, and linked together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHeaderView, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.ui.dialog_foot import foot_of
from corresp_tracker.ui.in_words import counted, short_date, tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.table_rows import Index, TableRows, TickTable
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.sentences import sentence_around

if TYPE_CHECKING:
    from corresp_tracker.casework.mentions import Mention

_COLUMNS = ("Link", "Letter", "Paragraph", "Where the words stand")
_WIDE = (8, 46, 15)


def ask_which_to_link(
    parent: QWidget,
    words: str,
    title: str,
    mentions: Sequence[Mention],
    then: Callable[[list[Mention]], None],
) -> AlikeDialog:
    """Show the places with some words; `then` gets those that are ticked, unless the person thinks better of it."""
    dialog = AlikeDialog(words, title, mentions, parent)
    dialog.accepted.connect(lambda: then(dialog.model.chosen()))
    dialog.open()
    return dialog


class AlikeModel(TableRows):
    """One row for each place; all are ticked at first."""

    ticked = Signal()

    def __init__(self, mentions: Sequence[Mention], parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, len(mentions), parent)
        self._mentions = tuple(mentions)
        self._ticked = [True] * len(mentions)

    def chosen(self) -> list[Mention]:
        """Give the places that are ticked."""
        return [each for each, ticked in zip(self._mentions, self._ticked, strict=True) if ticked]

    def turn(self, number: int) -> None:
        """Tick a row, or take its tick off."""
        self._set(range(number, number + 1), not self._ticked[number])

    def tick_all(self) -> None:
        """Tick every row, or none where all are ticked."""
        self._set(range(len(self._ticked)), not all(self._ticked))

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and not index.column() else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self._set(range(index.row(), index.row() + 1), Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        mention, column = self._mentions[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and not column:
            return Qt.CheckState.Checked if self._ticked[index.row()] else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return ("", _letter(mention), mention.label, _sentence(mention))[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(_sentence(mention) if column == len(_COLUMNS) - 1 else _letter(mention))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ticked = "ticked" if self._ticked[index.row()] else "not ticked"
            return f"{ticked}, {_letter(mention)}, paragraph {mention.label}: {_sentence(mention)}"
        return None

    def _set(self, rows: range, ticked: bool) -> None:
        for row in rows:
            self._ticked[row] = ticked
        if len(rows):
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], 0))
        self.ticked.emit()


class AlikeDialog(QDialog):
    """The places, and what linking them does: one change in the history."""

    def __init__(
        self, words: str, title: str, mentions: Sequence[Mention], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("The same words elsewhere")
        self.model = AlikeModel(mentions, self)
        self.table = TickTable(self)
        self.table.setModel(self.model)
        self.keep = QPushButton(self)
        self._lay_out(words, title)
        self.model.ticked.connect(self._count)
        self._count()
        self.table.setFocus()

    def _count(self) -> None:
        number = len(self.model.chosen())
        self.keep.setText(f"&Link {counted(number, 'place')}")
        self.keep.setEnabled(bool(number))

    def _lay_out(self, words: str, title: str) -> None:
        unit = spacing(self)
        as_plain_table(self.table, "Places with these words; Space ticks one, Ctrl+A all", _WIDE)
        last = len(_COLUMNS) - 1
        self.table.horizontalHeader().setSectionResizeMode(last, QHeaderView.ResizeMode.Stretch)
        self.keep.clicked.connect(self.accept)
        foot = foot_of(
            self,
            self.keep,
            says="Space ticks a place, Ctrl+A all or none.",
            tip="Link the ticked places, as one step that can be undone (Enter)",
            leave="Link none",
            leave_tip="Leave them as they are (Esc)",
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(plain_label(f"“{words.strip(_QUOTES)}” cites {title}", role="strong", wraps=True))
        about = "These places have the same words, and nobody has judged them yet."
        layout.addWidget(plain_label(about, role="quiet", wraps=True))
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.resize(unit * 250, unit * 110)


_QUOTES = "‘’“”'\""


def _letter(mention: Mention) -> str:
    way = "from" if mention.direction == "in" else "to"
    whom = f", {way} {mention.correspondent}" if mention.correspondent else ""
    draft = ", draft" if mention.standing == "draft" else ""
    return f"{mention.reference}, {short_date(mention.dated)}{whom}{draft}"


def _sentence(mention: Mention) -> str:
    first, last = sentence_around(mention.text, mention.start, mention.end)
    return " ".join(mention.text[first:last].split())
