"""One kind of case as the office settles it: its name and code, how its deadline is counted, and its stages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.deadline_dialog import short_weekday, stages_in_words
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing
from corresp_tracker.workingdays import CountingRule, Nation

if TYPE_CHECKING:
    from corresp_tracker.casework.office_rules import KindRules
    from corresp_tracker.deadline_rules import DeadlineRule
    from corresp_tracker.workingdays import OfficeCalendar

NO_ANSWER = "none"
_WAYS = {
    CountingRule.DAY_ONE_IS_NEXT_WORKING_DAY.value: "Working days: day 1 is the working day after receipt",
    CountingRule.WEEKEND_ROLLS_TO_DAY_ZERO.value: "Working days: a day off counts as the next working day, day 0",
    CountingRule.WITHIN_CALENDAR_DAYS.value: "Calendar days: day 1 is the day after receipt",
    CountingRule.DAYS_BEGINNING_WITH.value: "Calendar days, beginning with the first day",
    CountingRule.TYPED_IN.value: "A fixed day, typed in for each case",
    NO_ANSWER: "No answer is due",
}
_MOST_DAYS = 400
_STAGE, _DAYS = 0, 1
_ROWS_SHOWN = 5


class KindForm(QWidget):
    """Shows and changes one kind. `changed` follows every change of it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: KindRules | None = None
        self._calendar: OfficeCalendar | None = None
        self._filling = False
        self.name, self.code = QLineEdit(self), QLineEdit(self)
        self.name.setAccessibleName("Name of the kind")
        self.code.setAccessibleName("Code, as references print it")
        self.clearers = QLineEdit(self)
        self.clearers.setAccessibleName("Who must clear its replies")
        self.clearers.setPlaceholderText("Policy, Legal; then Communications")
        self.clearers.setToolTip("Commas: side by side. “; then” begins the next step")
        self.in_use = QCheckBox("Offered for new cases", self)
        self.way = QComboBox(self)
        self.way.setAccessibleName("How the deadline is counted")
        for key, words in _WAYS.items():
            self.way.addItem(words, key)
        self.days = QLineEdit(self)
        self.days.setAccessibleName("Days")
        self.days.setValidator(QIntValidator(0, _MOST_DAYS, self))
        self.days.setMaximumWidth(self.fontMetrics().averageCharWidth() * 12)
        self.nation = QComboBox(self)
        self.nation.setAccessibleName("Whose bank holidays are left out")
        self.nation.addItem("those of the office", "")
        for nation in Nation:
            self.nation.addItem(nation.in_words, nation.value)
        self.stages = QTableWidget(0, 2, self)
        self._sample = plain_label(role="quiet", wraps=True)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.name)

    def show_kind(self, kind: KindRules, calendar: OfficeCalendar) -> None:
        """Fill the form with a kind as it is."""
        self._filling = True
        self._kind, self._calendar = kind, calendar
        rule = kind.rule
        self.name.setText(kind.name)
        self.code.setText(kind.code)
        self.in_use.setChecked(not kind.retired)
        self.clearers.setText(kind.clearers)
        self.way.setCurrentIndex(self.way.findData(NO_ANSWER if rule.days is None else rule.rule.value))
        self.days.setText(str(rule.days or ""))
        self.nation.setCurrentIndex(max(self.nation.findData(rule.nation.value if rule.nation else ""), 0))
        self._fill_stages(kind)
        self._filling = False
        self._show_sample()

    def kind(self) -> KindRules | None:
        """Give the kind as the form has it."""
        if self._kind is None:
            return None
        stages = self._stage_rows()
        return replace(
            self._kind,
            name=" ".join(self.name.text().split()),
            code=self.code.text().strip(),
            retired=not self.in_use.isChecked(),
            clearers=" ".join(self.clearers.text().split()),
            rule=self._rule({stage: days for stage, days in stages if days}),
            stages=tuple(stage for stage, _ in stages),
        )

    def add_stage(self, name: str = "") -> None:
        """Add a stage below the current one, and begin to type its name."""
        row = min(self.stages.currentRow() + 1 or 1, self.stages.rowCount())
        self.stages.insertRow(row)
        self._put(row, name, None)
        self.stages.setCurrentCell(row, _STAGE)
        if not name:
            self.stages.edit(self.stages.model().index(row, _STAGE))

    def remove_stage(self) -> None:
        """Take the current stage out."""
        if self.stages.currentRow() >= 0:
            self.stages.removeRow(self.stages.currentRow())
            self._change()

    def move_stage(self, step: int) -> None:
        """Move the current stage up or down."""
        row = self.stages.currentRow()
        other = row + step
        if row < 0 or not 0 <= other < self.stages.rowCount():
            return
        rows = self._stage_rows()
        rows[row], rows[other] = rows[other], rows[row]
        self._filling = True
        for place in (row, other):
            self._put(place, *rows[place])
        self._filling = False
        self.stages.setCurrentCell(other, _STAGE)
        self._change()

    def _rule(self, stage_days: dict[str, int]) -> DeadlineRule:
        from corresp_tracker.deadline_rules import DeadlineRule

        way, nation = str(self.way.currentData()), str(self.nation.currentData())
        typed = way == CountingRule.TYPED_IN.value
        return DeadlineRule(
            days=None if way == NO_ANSWER else 0 if typed else int(self.days.text() or 0),
            rule=CountingRule.DAY_ONE_IS_NEXT_WORKING_DAY if way == NO_ANSWER else CountingRule(way),
            nation=Nation(nation) if nation else None,
            stage_days=stage_days,
        )

    def _fill_stages(self, kind: KindRules) -> None:
        rows: list[tuple[str, int | None]] = [(each, kind.rule.stage_days.get(each)) for each in kind.stages]
        self.stages.setRowCount(len(rows))
        for row, (stage, days) in enumerate(rows):
            self._put(row, stage, days)
        self.stages.setCurrentCell(0, _STAGE)

    def _put(self, row: int, stage: str, days: int | None) -> None:
        self.stages.setItem(row, _STAGE, QTableWidgetItem(stage))
        self.stages.setItem(row, _DAYS, QTableWidgetItem(str(days) if days else ""))

    def _stage_rows(self) -> list[tuple[str, int | None]]:
        rows: list[tuple[str, int | None]] = []
        for row in range(self.stages.rowCount()):
            words = " ".join(self._cell(row, _STAGE).lower().split())
            number = self._cell(row, _DAYS).strip()
            rows.append((words, int(number) if number.isdecimal() else None))
        return rows

    def _cell(self, row: int, column: int) -> str:
        item: QTableWidgetItem | None = self.stages.item(row, column)
        return item.text() if item else ""

    def _change(self) -> None:
        if not self._filling:
            self._show_sample()
            self.changed.emit()

    def _show_sample(self) -> None:
        """Say when a letter that came today would be due."""
        counts = str(self.way.currentData()) not in (NO_ANSWER, CountingRule.TYPED_IN.value)
        for widget in (self.days, self.nation):
            widget.setEnabled(counts)
        kind, today = self.kind(), today_here()
        if kind is None or self._calendar is None:
            return
        deadline = kind.rule.count(today, office=self._calendar) if kind.rule.days else None
        words = f"{kind.rule.in_words(self._calendar)}."
        if deadline:
            stages = kind.rule.stages(today, office=self._calendar)
            shown: tuple[tuple[str, date], ...] = tuple(
                (name, stage.due)
                for name, stage in stages.items()
                if name in kind.stages and name not in ("logged", "dispatched")
            )
            way = f"; {stages_in_words(shown)}" if shown else ""
            words = f"A letter that came today would be due {short_weekday(deadline.due)}{way}."
        self._sample.setText(words)

    def _connect(self) -> None:
        for line in (self.name, self.code, self.days, self.clearers):
            line.textChanged.connect(lambda: self._change())
        self.in_use.toggled.connect(lambda: self._change())
        for box in (self.way, self.nation):
            box.currentIndexChanged.connect(lambda: self._change())
        self.stages.itemChanged.connect(lambda: self._change())

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.stages.setHorizontalHeaderLabels(["Stage", "Working days"])
        self.stages.setAccessibleName("Stages, and the working days by which each should be done")
        self.stages.verticalHeader().hide()
        self.stages.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + unit * 3)
        self.stages.setTabKeyNavigation(False)
        self.stages.setShowGrid(False)
        self.stages.setColumnWidth(_STAGE, self.fontMetrics().averageCharWidth() * 30)
        self.stages.horizontalHeader().setStretchLastSection(True)
        self.stages.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.stages.setMinimumHeight((self.fontMetrics().height() + unit * 3) * _ROWS_SHOWN + unit * 4)
        buttons = QHBoxLayout()
        buttons.setSpacing(unit)
        for words, tip, do in (
            ("Add &stage", "Add a stage below this one", self.add_stage),
            ("Ta&ke out", "Take this stage out", self.remove_stage),
            ("&Up", "Move this stage up", lambda: self.move_stage(-1)),
            ("&Down", "Move this stage down", lambda: self.move_stage(1)),
        ):
            buttons.addWidget(_flat(words, tip, do, self))
        buttons.addStretch()
        form = QFormLayout()
        form.setHorizontalSpacing(unit * 4)
        form.setVerticalSpacing(unit * 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Name", self.name)
        form.addRow("&Code", self.code)
        form.addRow("", self.in_use)
        form.addRow("Co&unted in", self.way)
        form.addRow("&Days", self.days)
        form.addRow("Bank &holidays of", self.nation)
        form.addRow("C&leared by", self.clearers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit * 2)
        layout.addLayout(form)
        layout.addWidget(self._sample)
        layout.addWidget(
            plain_label("Stages, and the working days from receipt by which each should be done")
        )
        layout.addWidget(self.stages, 1)
        layout.addLayout(buttons)


def _flat(words: str, tip: str, do: Callable[[], None], parent: QWidget) -> QPushButton:
    button = QPushButton(words, parent)
    button.setProperty("flat", True)
    button.setAutoDefault(False)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.clicked.connect(lambda _=False: do())
    return button
