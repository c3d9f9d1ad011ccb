"""Importing the office's old log: what its columns are, what each row becomes, and which rows are taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.casework.log_import import LogPlan, LogRow, SheetChoice, plan_import
from corresp_tracker.casework.sheet_columns import SheetField, SheetLayout
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.log_import_columns import ColumnsPanel
from corresp_tracker.ui.log_import_model import (
    SAYS,
    SHOWN,
    LogImportModel,
    LogImportTable,
    counts_in_words,
)
from corresp_tracker.ui.log_import_row import RowEditor
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.progress_strip import ProgressStrip
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.ui.jobs import Job, Jobs, Progress, Reading
    from corresp_tracker.values.sheets import SheetFile

_WIDE = (8, 7, 20, 22, 26, 26, 17, 17, 17)
_TALLEST_HEAD = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenImport:
    """What a person chose to import: the rows of this plan, and what they said of its columns."""

    rows: tuple[LogRow, ...]
    plan: LogPlan
    fields: dict[int, SheetField]


class LogImportDialog(QDialog):
    """Rows and columns, each on a page; each correction has the rows looked at again, off the window's thread."""

    def __init__(
        self,
        jobs: Jobs,
        name: str,
        file: SheetFile,
        then: Callable[[ChosenImport], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Import {name}")
        self._jobs, self._name, self._file, self._then = jobs, name, file, then
        self._choice, self._plan = SheetChoice(), LogPlan(sheet=0, layout=SheetLayout(0, ()), rows=())
        self._job: Job | None = None
        self.counts = plain_label(role="strong", wraps=True)
        self.notices = plain_label(wraps=True)
        self.sheet, self.head, self.shown = QComboBox(self), QSpinBox(self), QComboBox(self)
        self.tabs = QTabWidget(self)
        self.model, self.table = LogImportModel(self), LogImportTable(self)
        self.row, self.columns = RowEditor(self), ColumnsPanel(self)
        self.bar = MessageBar(self)
        self.take = QPushButton(self)
        self._lay_out()
        self._connect()
        self._look()
        self.table.setFocus()

    @property
    def plan(self) -> LogPlan:
        """What importing would do, as it is understood by now."""
        return self._plan

    @property
    def is_looking(self) -> bool:
        """Whether the rows are being looked at."""
        return self._job is not None

    def _look(self) -> None:
        """Have the rows looked at with what is settled by now; an earlier look is called off."""
        if self._job:
            self._jobs.cancel(self._job)
        file, choice = self._file, self._choice

        def task(reading: Reading, progress: Progress) -> LogPlan:
            with reading() as session:
                return plan_import(session, file, choice, progress=progress)

        self.take.setEnabled(False)
        self._job = self._jobs.survey(self, f"Looking at {self._name}", task, self._show, self.bar.say_error)

    def _show(self, plan: LogPlan) -> None:
        row = self.model.row(self.table.currentIndex().row())
        self._job, self._plan = None, plan
        self.counts.setText(f"{self._name}: {counts_in_words(plan.rows)}. Nothing is imported yet.")
        self.notices.setText(" ".join(plan.notices))
        self.notices.setVisible(bool(plan.notices))
        for field, value in ((self.sheet, plan.sheet), (self.head, plan.layout.head)):
            field.blockSignals(True)
            field.setCurrentIndex(value) if isinstance(field, QComboBox) else field.setValue(value)
            field.blockSignals(False)
        self.columns.show_layout(plan.layout)
        self.model.show_plan(plan)
        self._go_to(row.line if row else None)

    def _go_to(self, line: int | None) -> None:
        place = self.model.place_of(line) if line is not None else 0
        self.table.setCurrentIndex(self.model.index(place or 0, 0))
        self._show_row()

    def _settle(self, choice: SheetChoice) -> None:
        self._choice = choice
        self._look()

    def _sheet_chosen(self, number: int) -> None:
        self.model.forget_choices()
        self._settle(SheetChoice(sheet=number))

    def _head_chosen(self, line: int) -> None:
        self._settle(replace(self._choice, sheet=self._plan.sheet, head=line, fields={}))

    def _column_said(self, column: int, field: object) -> None:
        assert isinstance(field, SheetField)
        self._settle(replace(self._choice, fields={**self._choice.fields, column: field}))

    def _corrected(self, line: int, field: object, words: str) -> None:
        assert isinstance(field, SheetField)
        said = {**self._choice.words.get(line, {}), field: words}
        self._settle(replace(self._choice, words={**self._choice.words, line: said}))

    def _way_chosen(self, way: int) -> None:
        row = self.model.row(self.table.currentIndex().row())
        self.model.show(way)
        self._go_to(row.line if row else None)

    def _row_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_row()

    def _show_row(self) -> None:
        self.row.show_row(self.model.row(self.table.currentIndex().row()))

    def _show_count(self) -> None:
        count = len(self.model.chosen())
        self.take.setText(f"&Import {counted(count, 'row')}")
        self.take.setEnabled(bool(count) and self._job is None)

    def _taken(self) -> None:
        rows = tuple(self.model.chosen())
        chosen = ChosenImport(rows=rows, plan=self._plan, fields=dict(self._choice.fields))
        self.accept()
        self._then(chosen)

    def done(self, result: int) -> None:
        if self._job:
            self._jobs.cancel(self._job)
        super().done(result)

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.model.chosen_changed.connect(self._show_count)
        self.sheet.activated.connect(self._sheet_chosen)
        self.head.valueChanged.connect(self._head_chosen)
        self.shown.activated.connect(self._way_chosen)
        self.columns.said.connect(self._column_said)
        self.row.corrected.connect(self._corrected)
        self.take.clicked.connect(self._taken)

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.table.setModel(self.model)
        as_plain_table(self.table, "What each row becomes; Space takes it", _WIDE)
        self.table.horizontalHeader().setSectionResizeMode(SAYS, QHeaderView.ResizeMode.Stretch)
        rows = QWidget(self)
        inside = QVBoxLayout(rows)
        inside.setContentsMargins(0, unit * 3, 0, 0)
        inside.setSpacing(unit * 3)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.row)
        self.tabs.addTab(rows, "Ro&ws")
        self.tabs.addTab(self.columns, "Co&lumns")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(self.bar)
        layout.addWidget(self.counts)
        layout.addWidget(self.notices)
        layout.addLayout(self._head())
        layout.addWidget(self.tabs, 1)
        layout.addWidget(ProgressStrip(self._jobs, self))
        layout.addLayout(self._foot())
        self.resize(unit * 300, unit * 175)

    def _head(self) -> QHBoxLayout:
        names: Sequence[str] = [sheet.name for sheet in self._file.sheets]
        self.sheet.addItems(names)
        self.sheet.setAccessibleName("Sheet")
        self.head.setRange(0, _TALLEST_HEAD)
        self.head.setKeyboardTracking(False)
        self.head.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.head.setSpecialValueText("none")
        self.head.setMinimumWidth(spacing(self) * 24)
        self.head.setAccessibleName("Line of the headings")
        self.shown.addItems(SHOWN)
        self.shown.setAccessibleName("Which rows are shown")
        row = QHBoxLayout()
        row.setSpacing(spacing(self) * 3)
        for words, field in (("&Sheet", self.sheet), ("&Headings in line", self.head), ("Sho&w", self.shown)):
            label = plain_label(words, role="quiet")
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
            if field is self.sheet:
                label.setVisible(len(names) > 1)
                field.setVisible(len(names) > 1)
        row.addStretch()
        return row

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(spacing(self) * 2)
        foot.addWidget(
            plain_label("Space takes a row. It is one change, and can be undone.", role="small"), 1
        )
        leave = QPushButton("Import nothing", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Take nothing (Esc)")
        leave.clicked.connect(self.reject)
        self.take.setProperty("primary", True)
        self.take.setAutoDefault(False)
        foot.addWidget(leave)
        foot.addWidget(self.take)
        return foot
