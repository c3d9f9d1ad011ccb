"""What a file or page would bring into the register, row by row: seen, asked about and chosen before it is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.dialog_foot import foot_of
from corresp_tracker.ui.in_words import counted, short_date, tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.table_rows import Index, TableRows, TickTable
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.register_facts import ProgrammeFacts, ReportFacts

if TYPE_CHECKING:
    from corresp_tracker.casework.register_preview import ImportRow, Preview

    Facts = ReportFacts | ProgrammeFacts

_COLUMNS = ("Take", "Becomes", "Title", "Published", "By", "What changes, or is asked")
_TAKE, _BECOMES, _TITLE, _PUBLISHED, _BY, _SAYS = range(6)
_WIDE = (8, 13, 20, 19, 18)
_MOST_PROBLEMS_SHOWN = 4


def ask_what_to_take(
    parent: QWidget, name: str, preview: Preview, then: Callable[[Sequence[Facts]], None]
) -> ImportDialog:
    """Show what each row becomes; `then` gets the facts of the chosen ones, unless the person thinks better of it."""
    dialog = ImportDialog(name, preview, then, parent)
    dialog.open()
    return dialog


class ImportModel(TableRows):
    """One row for each row of the file. What is doubtful is not chosen, and no date that is asked about is taken."""

    answered = Signal()

    def __init__(self, rows: Sequence[ImportRow], parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, len(rows), parent)
        self._rows = tuple(rows)
        self._taken = [row.becomes in ("new", "changed") for row in rows]
        self._dates = [False] * len(rows)
        self._twins = [False] * len(rows)

    def row(self, number: int) -> ImportRow | None:
        """Give a row."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def chosen(self) -> list[Facts]:
        """Give the facts of the rows that are chosen, as they were answered."""
        return [
            row.settled(take_date=self._dates[number], is_twin=self._twins[number])
            for number, row in enumerate(self._rows)
            if self._taken[number]
        ]

    def takes(self, number: int) -> bool:
        """Say whether a row is chosen."""
        return self._taken[number]

    def takes_date(self, number: int) -> bool:
        """Say whether the date that is asked about is taken."""
        return self._dates[number]

    def is_twin(self, number: int) -> bool:
        """Say whether a doubtful row was said to be the work that is held."""
        return self._twins[number]

    def turn(self, number: int) -> None:
        """Choose a row, or no longer; one that would change nothing is never chosen."""
        if self._rows[number].becomes != "same":
            self.take(number, is_taken=not self._taken[number])

    def take(self, number: int, *, is_taken: bool) -> None:
        """Choose a row, or not."""
        self._taken[number] = is_taken
        self._tell(number)

    def take_date(self, number: int, *, is_taken: bool) -> None:
        """Take the date that is asked about for that of publication, or not."""
        self._answer_date(number, is_taken=is_taken)
        self._tell(number)

    def take_all_dates(self, *, is_taken: bool) -> None:
        """Answer alike for every row whose date is asked about."""
        for number in range(len(self._rows)):
            self._answer_date(number, is_taken=is_taken)
        self._tell(0, len(self._rows) - 1)

    def _answer_date(self, number: int, *, is_taken: bool) -> None:
        row = self._rows[number]
        if row.asked_date:
            self._dates[number] = is_taken
            if row.becomes == "same":
                self._taken[number] = is_taken

    def say_twin(self, number: int, *, is_twin: bool) -> None:
        """Say that a row is the work that is held, which then gains what it lacks; or that it is another."""
        if self._rows[number].as_twin:
            self._twins[number] = is_twin
            self._taken[number] = True
            self._tell(number)

    def asked(self) -> int:
        """Count the rows with a date that is asked about."""
        return sum(row.asked_date is not None for row in self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == _TAKE and self._rows[index.row()].becomes != "same":
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole or index.column() != _TAKE:
            return False
        self.take(index.row(), is_taken=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        number, column = index.row(), index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == _TAKE:
            return Qt.CheckState.Checked if self._taken[number] else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(number, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (_TITLE, _SAYS):
            return tooltip(self._words(number, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            taken = "chosen" if self._taken[number] else "not chosen"
            return f"{taken}, {', '.join(self._words(number, each) for each in range(1, len(_COLUMNS)))}"
        return None

    def _words(self, number: int, column: int) -> str:
        row = self._rows[number]
        facts = row.settled(take_date=self._dates[number], is_twin=self._twins[number])
        if column == _BECOMES:
            return "changed" if self._twins[number] else row.becomes.value
        if column == _TITLE:
            return facts.title if isinstance(facts, ReportFacts) else facts.name
        if column == _BY:
            return "; ".join(facts.publishers if isinstance(facts, ReportFacts) else facts.owners)
        if column == _PUBLISHED:
            return self._published(number, facts)
        return " ".join(part for part in (row.says, row.question) if part) if column == _SAYS else ""

    def _published(self, number: int, facts: Facts) -> str:
        known = facts.published_on if isinstance(facts, ReportFacts) else None
        if known:
            return short_date(known)
        return "asks" if self._rows[number].asked_date else ""

    def _tell(self, first: int, last: int | None = None) -> None:
        end = first if last is None else last
        self.dataChanged.emit(self.index(first, 0), self.index(end, len(_COLUMNS) - 1))
        self.answered.emit()


class ImportDialog(QDialog):
    """The rows; below them what is asked of the one that is chosen, and of all."""

    def __init__(
        self,
        name: str,
        preview: Preview,
        then: Callable[[Sequence[Facts]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import into the register")
        self._name, self._preview, self._then = name, preview, then
        self.model = ImportModel(preview.rows, self)
        self.table = TickTable(self)
        self.says = plain_label(wraps=True)
        self.date = QCheckBox("This &date is that of publication", self)
        self.all_dates = QPushButton("The same for &all that ask", self)
        self.twin = QCheckBox("It is the &same as the one that is held", self)
        self.take = QPushButton(self)
        self._lay_out()
        self._connect()
        self._show_row()
        self._show_count()
        self.table.setFocus()

    def _taken(self) -> None:
        chosen = self.model.chosen()
        self.accept()
        self._then(chosen)

    def _show_row(self) -> None:
        number = self.table.currentIndex().row()
        row = self.model.row(number)
        words = " ".join(part for part in (row.says, row.question) if part) if row else ""
        self.says.setText(words[:1].upper() + words[1:])
        for box, is_asked, is_set in (
            (self.date, bool(row and row.asked_date), self.model.takes_date),
            (self.twin, bool(row and row.as_twin), self.model.is_twin),
        ):
            box.blockSignals(True)
            box.setEnabled(is_asked)
            box.setChecked(is_asked and is_set(number))
            box.blockSignals(False)

    def _row_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_row()

    def _show_count(self) -> None:
        count = len(self.model.chosen())
        self.take.setText(f"&Import {counted(count, 'row')}")
        self.take.setEnabled(bool(count))

    def _date_answered(self, is_taken: bool) -> None:
        self.model.take_date(self.table.currentIndex().row(), is_taken=is_taken)

    def _twin_answered(self, is_twin: bool) -> None:
        self.model.say_twin(self.table.currentIndex().row(), is_twin=is_twin)

    def _all_dates_answered(self) -> None:
        is_taken = self.date.isChecked() if self.date.isEnabled() else True
        self.model.take_all_dates(is_taken=is_taken)
        self._show_row()

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.model.answered.connect(self._show_count)
        self.date.toggled.connect(self._date_answered)
        self.twin.toggled.connect(self._twin_answered)
        self.all_dates.clicked.connect(self._all_dates_answered)
        self.take.clicked.connect(self._taken)

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.table.setModel(self.model)
        as_plain_table(self.table, "What each row becomes; Space chooses it", _WIDE)
        for column in (_TITLE, _SAYS):
            self.table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(plain_label(counts_in_words(self._name, self._preview), role="strong", wraps=True))
        if self._preview.problems:
            layout.addWidget(self._problems())
        layout.addWidget(self.table, 1)
        self.says.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)
        self.says.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.says)
        layout.addLayout(self._questions())
        layout.addLayout(
            foot_of(
                self,
                self.take,
                says="Space chooses a row. It is one change in the history.",
                tip="Take the chosen rows (Enter)",
                leave="Import nothing",
                leave_tip="Take nothing (Esc)",
            )
        )
        self.resize(unit * 270, unit * 150)

    def _questions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(spacing(self) * 5)
        row.addWidget(self.date)
        row.addWidget(self.all_dates)
        row.addWidget(self.twin)
        row.addStretch()
        self.all_dates.setAutoDefault(False)
        self.all_dates.setToolTip("Answer as for this row wherever a date is asked about")
        has_dates = bool(self.model.asked())
        self.date.setVisible(has_dates)
        self.all_dates.setVisible(has_dates)
        self.twin.setVisible(any(each.as_twin for each in self._preview.rows))
        return row

    def _problems(self) -> QPlainTextEdit:
        lines = [f"Line {each.line} cannot be taken: {each.reason}" for each in self._preview.problems]
        box = QPlainTextEdit("\n".join(lines), self)
        box.setReadOnly(True)
        box.setAccessibleName("Rows that cannot be taken, and why")
        box.setTabChangesFocus(True)
        shown = min(len(lines), _MOST_PROBLEMS_SHOWN)
        box.setFixedHeight(self.fontMetrics().lineSpacing() * shown + spacing(self) * 5)
        return box


def counts_in_words(name: str, preview: Preview) -> str:
    """Say what a file holds: "publications.html: 12 new, 3 changed, 1 doubtful"."""
    kinds = ("new", "changed", "same", "doubtful")
    counts = [(kind, sum(row.becomes == kind for row in preview.rows)) for kind in kinds]
    said = [f"{count:,} {kind}" for kind, count in counts if count]
    bad = [f"{counted(len(preview.problems), 'row')} that cannot be taken"] if preview.problems else []
    return f"{name}: {', '.join((*said, *bad)) or 'nothing'}. Nothing is imported yet."
