"""The words that this office never takes for a report or programme: looked through, and offered again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.in_words import moment, tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.false_friends import RuledOut
    from corresp_tracker.ui.jobs import Jobs

_COLUMNS = ("Words", "Never mean", "Said by", "When")
_WIDE = (44,)
NONE = "No words are ruled out. Shift+Del on a citation rules its words out for every letter."
SOME = "These words are not offered in any letter. What was rejected before stays rejected."


def show_ruled_out(parent: QWidget, jobs: Jobs) -> RuledOutDialog:
    """Show the words that are ruled out."""
    dialog = RuledOutDialog(jobs, parent)
    dialog.open()
    return dialog


class RuledOutModel(TableRows):
    """One row for each, in the order of the words."""

    def __init__(self, rows: Sequence[RuledOut], parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, len(rows), parent)
        self._rows = tuple(rows)

    def row(self, number: int) -> RuledOut:
        """Give a row."""
        return self._rows[number]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        words = (row.words, row.title or "any report or programme", row.said_by, moment(row.said_at))
        if role == Qt.ItemDataRole.DisplayRole:
            return words[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(words[index.column()])
        return None


class RuledOutDialog(QDialog):
    """Lists the words; Del offers the chosen ones again."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Words ruled out")
        self._jobs = jobs
        self.bar = MessageBar(self)
        self.about = plain_label(role="quiet", wraps=True)
        self.table = QTableView(self)
        self.again = QPushButton("&Offer them again", self)
        self._show(())
        self._lay_out()
        self.again.clicked.connect(self._offer_again)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table, activated=self._offer_again)  # pyright: ignore[reportCallIssue]  a signal's name is a keyword of PySide's
        self._load()

    def _load(self) -> None:
        self._jobs.read(self, _ruled_out, self._show)

    def _show(self, rows: Sequence[RuledOut]) -> None:
        self.table.setModel(RuledOutModel(rows, self.table))
        as_plain_table(self.table, "Words ruled out", [*_WIDE])
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column in (2, 3):
            self.table.setColumnWidth(column, self.table.fontMetrics().averageCharWidth() * 24)
        self.about.setText(SOME if rows else NONE)
        self.again.setEnabled(bool(rows))

    def _offer_again(self) -> None:
        model = self.table.model()
        assert isinstance(model, RuledOutModel)
        chosen = [model.row(index.row()) for index in self.table.selectionModel().selectedRows()]
        if not chosen:
            return

        def task(session: Session) -> None:
            from corresp_tracker.casework.false_friends import rule_in

            for row in chosen:
                rule_in(session, row.id)

        words = "; ".join(f"“{row.words}”" for row in chosen)
        self._jobs.write(self, f"Offered again {words}", task, lambda _: self._load(), self.bar.say_error)

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.again.setAutoDefault(False)
        self.again.setToolTip("Take the chosen words for citations again (Del); Ctrl+Z takes it back")
        close = QPushButton("Close", self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(unit * 2)
        foot.addStretch()
        foot.addWidget(self.again)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(self.bar)
        layout.addWidget(self.about)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.resize(unit * 260, unit * 100)


def _ruled_out(session: Session) -> Sequence[RuledOut]:
    from corresp_tracker.casework.false_friends import ruled_out

    return ruled_out(session)
