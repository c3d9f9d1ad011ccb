"""What to do with many cases at once, and what goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QSizePolicy, QWidget

from corresp_tracker.ui.date_field import DateField, Way, today_here
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.bulk_change import BulkAct, BulkChange, ChosenCases

NONE = "none"
"""What is typed, or chosen, to take a unit or a priority away."""
_AS_IT_IS = "as it is"
_USUAL_DAYS, _MOST_DAYS = "5", 250
_NEED_REASON = frozenset({BulkAct.HOLD, BulkAct.EXTEND_TO, BulkAct.EXTEND_BY, BulkAct.NO_REPLY})
_REASON_KEPT = "the history keeps it"


class BulkForm(QWidget):
    """Shows for each act what it needs. `change` is None where that is not there yet, and `problem` says what is not."""

    changed = Signal()

    def __init__(self, chosen: ChosenCases, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.act, self.stage = QComboBox(self), QComboBox(self)
        self.act.setAccessibleName("What to do")
        self.stage.setAccessibleName("Stage")
        for act in BulkAct:
            self.act.addItem(act.value, act)
        for stage in chosen.stages:
            self.stage.addItem(stage.capitalize(), stage)
        self.stage.setCurrentIndex(max(self.stage.findData(chosen.next_stage), 0))
        self.day = DateField("Day", today=today_here(), way=Way.COMING, parent=self)
        self.look_again = DateField("Look at them again", today=today_here(), way=Way.COMING, parent=self)
        self.look_again.set_hint("in ten working days")
        self.days = QLineEdit(_USUAL_DAYS, self)
        self.days.setValidator(QIntValidator(1, _MOST_DAYS, self.days))
        self.days.setMaximumWidth(self.fontMetrics().averageCharWidth() * 14)
        self.days.setAccessibleName("Working days")
        self.unit, self.priority = (
            self._box(names, name)
            for names, name in ((chosen.units, "Unit"), (chosen.priorities, "Priority"))
        )
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName("Reason")
        for box in (self.act, self.stage, self.unit, self.priority):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows = self._lay_out()
        self._show_rows()
        self.act.currentIndexChanged.connect(self._choose)
        for box in (self.stage, self.unit, self.priority):
            box.currentTextChanged.connect(self.changed)
        for field in (self.day, self.look_again):
            field.changed.connect(self.changed)
        self.days.textChanged.connect(self.changed)
        self.reason.textChanged.connect(self.changed)

    @property
    def change(self) -> BulkChange | None:
        """What is asked for; None where something of it is not typed yet."""
        if self.problem:
            return None
        act = BulkAct(self.act.currentData())
        day = {
            BulkAct.HOLD: self.look_again.day,
            BulkAct.EXTEND_TO: self.day.day,
            BulkAct.BRING_FORWARD: self.day.day,
        }.get(act)
        is_sort = act is BulkAct.SORT
        return BulkChange(
            act=act,
            stage=str(self.stage.currentData()) if act is BulkAct.MOVE else "",
            day=day,
            days=int(self.days.text()) if act is BulkAct.EXTEND_BY else 0,
            unit=_said(self.unit) if is_sort else None,
            priority=_said(self.priority) if is_sort else None,
            reason=" ".join(self.reason.text().split()) if self.form.isRowVisible(self.reason) else "",
        )

    @property
    def problem(self) -> str:
        """What must be typed before anything can be said of the cases; empty where nothing must."""
        act = BulkAct(self.act.currentData())
        if act is BulkAct.HOLD:
            return self.look_again.problem
        if act is BulkAct.EXTEND_TO and self.day.day is None:
            return self.day.problem or "Type the day by which the answers are now due."
        if act is BulkAct.EXTEND_BY and not self.days.hasAcceptableInput():
            return f"Type by how many working days, up to {_MOST_DAYS}."
        if act is BulkAct.BRING_FORWARD:
            return self.day.problem
        if act is BulkAct.SORT and _said(self.unit) is None and _said(self.priority) is None:
            return "Type a unit, a priority, or both; what is left empty stays as it is."
        return ""

    @property
    def lacking(self) -> str:
        """Say that a reason is still needed; empty where none is, or it is there."""
        change = self.change
        if change and change.act in _NEED_REASON and not change.reason:
            return "Say why: the history keeps the reason."
        return ""

    def _choose(self) -> None:
        self._show_rows()
        self.changed.emit()

    def _show_rows(self) -> None:
        act = BulkAct(self.act.currentData())
        for field, acts in self._rows.items():
            self.form.setRowVisible(field, act in acts)
        self.day.set_hint("empty: on no day" if act is BulkAct.BRING_FORWARD else "")
        needs = "needed: " if act in _NEED_REASON else "if there is one to keep: "
        self.reason.setPlaceholderText(
            "if there is one to keep; needed to go back" if act is BulkAct.MOVE else needs + _REASON_KEPT
        )

    def _lay_out(self) -> dict[QWidget, frozenset[BulkAct]]:
        """Lay the fields out; give for which acts each of them is shown."""
        self.form = QFormLayout(self)
        unit = spacing(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(unit * 4)
        self.form.setVerticalSpacing(unit * 2)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.form.addRow("&What", self.act)
        rows: dict[QWidget, frozenset[BulkAct]] = {}
        for words, field, acts in (
            ("&Stage", self.stage, {BulkAct.MOVE}),
            ("&Day", self.day, {BulkAct.EXTEND_TO, BulkAct.BRING_FORWARD}),
            ("Work&ing days", self.days, {BulkAct.EXTEND_BY}),
            ("&Look again", self.look_again, {BulkAct.HOLD}),
            ("&Unit", self.unit, {BulkAct.SORT}),
            ("&Priority", self.priority, {BulkAct.SORT}),
            ("&Reason", self.reason, set(BulkAct) - {BulkAct.SORT, BulkAct.BRING_FORWARD}),
        ):
            self.form.addRow(words, field)
            rows[field] = frozenset(acts)
        return rows

    def _box(self, names: Sequence[str], name: str) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItems([*names, NONE])
        box.setCurrentIndex(-1)
        box.setAccessibleName(name)
        edit = box.lineEdit()
        if edit:
            edit.setPlaceholderText(f"{_AS_IT_IS}; “{NONE}” takes it away")
        return box


def with_any_reason(change: BulkChange) -> BulkChange:
    """Give a change as if its reason were there, where it always needs one: that is asked for once, not of each case."""
    return replace(change, reason=change.reason or "…") if change.act in _NEED_REASON else change


def _said(box: QComboBox) -> str | None:
    """Give what is typed; nothing to take it away, and None where it stays as it is."""
    typed = " ".join(box.currentText().split())
    return "" if typed.lower() == NONE else typed or None
