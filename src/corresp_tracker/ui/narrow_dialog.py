"""Narrowing the worklist to what one asks for: seen at once as a count, shown, or kept as a list of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.case_filter import NOBODY, OVERDUE, UNDATED, CaseFilter

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.ui.jobs import Jobs

TYPING_MS = 150
_ANY = "any"
_DUE = (
    (_ANY, ""),
    ("overdue", OVERDUE),
    ("overdue or today", "0"),
    ("within 2 working days", "2"),
    ("within 5 working days", "5"),
    ("within 10 working days", "10"),
    ("without a due date", UNDATED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What there is to choose from: (words, value) pairs for each matter."""

    kinds: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, str], ...]
    drafters: tuple[tuple[str, str], ...]
    signatories: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    priorities: tuple[tuple[str, str], ...]
    markings: tuple[tuple[str, str], ...]


class NarrowDialog(QDialog):
    """Asks what the cases shall have. `shown` gives the filter; `kept` the filter and the name of a list."""

    shown = Signal(object)
    kept = Signal(object, str)
    removed = Signal(str)

    def __init__(
        self,
        jobs: Jobs,
        choices: Choices,
        narrowed: CaseFilter,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Narrow the worklist")
        self._jobs, self._was_named = jobs, name
        self.boxes = {
            "kind": self._box("Kind", choices.kinds),
            "stage": self._box("Stage", choices.stages),
            "drafter": self._box("Drafter", (("nobody has it", NOBODY), *choices.drafters)),
            "signatory": self._box("Signatory", choices.signatories),
            "unit": self._box("Unit", choices.units),
            "due": self._box("Due", _DUE[1:]),
            "priority": self._box("Priority", choices.priorities),
            "marking": self._box("Marking", choices.markings),
        }
        self.lines = {
            "correspondent": self._line("Correspondent", "a name, a post or a body"),
            "words": self._line("Words", "in the subject or the reference"),
        }
        self.name = self._line("Name of the list", "to keep it as a list of your own")
        self.name.setText(name)
        self.count = plain_label(role="strong")
        self.keep, self.remove = QPushButton("&Keep as a list", self), QPushButton("&Remove the list", self)
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self._ask)
        self._fill(narrowed)
        self._lay_out()
        self._connect()
        self._name_typed()
        self._ask()

    def narrowed(self) -> CaseFilter:
        """Give what is asked for now."""
        said = {key: str(box.currentData() or "") for key, box in self.boxes.items()}
        said |= {key: " ".join(line.text().split()) for key, line in self.lines.items()}
        return CaseFilter(**said)

    def _fill(self, narrowed: CaseFilter) -> None:
        """Show what is asked for; what the office no longer has is shown as that, and stays until it is changed."""
        for key, box in self.boxes.items():
            wanted = str(getattr(narrowed, key))
            if box.findData(wanted) < 0:
                words = (
                    f"within {wanted} working days" if key == "due" else f"{wanted} (not in the office now)"
                )
                box.addItem(words, wanted)
            box.setCurrentIndex(box.findData(wanted))
        for key, line in self.lines.items():
            line.setText(str(getattr(narrowed, key)))

    def _ask(self) -> None:
        narrowed = self.narrowed()
        self._jobs.read_latest(self, lambda session: _count(session, narrowed), self._counted)

    def _counted(self, number: int) -> None:
        self.count.setText(f"{counted(number, 'open case')}")

    def _show(self) -> None:
        self.accept()
        self.shown.emit(self.narrowed())

    def _keep(self) -> None:
        name = self._list_name()
        if name:
            self.accept()
            self.kept.emit(self.narrowed(), name)

    def _remove(self) -> None:
        self.accept()
        self.removed.emit(self._was_named)

    def _list_name(self) -> str:
        return " ".join(self.name.text().split())

    def _name_typed(self) -> None:
        name = self._list_name()
        self.keep.setEnabled(bool(name))
        is_renamed = bool(self._was_named) and bool(name) and name != self._was_named
        self.keep.setText("&Rename and keep" if is_renamed else "&Keep as a list")

    def _connect(self) -> None:
        for box in self.boxes.values():
            box.currentIndexChanged.connect(self._timer.start)
        for line in self.lines.values():
            line.textChanged.connect(self._timer.start)
        self.name.textChanged.connect(self._name_typed)
        self.name.returnPressed.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)

    def _box(self, name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        for words, value in ((_ANY, ""), *choices):
            box.addItem(words, value)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(16)
        return box

    def _line(self, name: str, prompt: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        line.setPlaceholderText(prompt)
        return line

    def _lay_out(self) -> None:
        unit = spacing(self)
        left, right = QFormLayout(), QFormLayout()
        named = {"kind": "&Kind", "stage": "S&tage", "drafter": "&Drafter", "signatory": "Si&gnatory"}
        beside = {"due": "D&ue", "unit": "U&nit", "priority": "&Priority", "marking": "&Marking"}
        for form, rows in ((left, named), (right, beside)):
            form.setHorizontalSpacing(unit * 3)
            form.setVerticalSpacing(unit * 2)
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            for key, words in rows.items():
                form.addRow(words, self.boxes[key])
        halves = QHBoxLayout()
        halves.setSpacing(unit * 6)
        halves.addLayout(left, 1)
        halves.addLayout(right, 1)
        below = QFormLayout()
        for form in (left, right, below):
            form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        below.setHorizontalSpacing(unit * 3)
        below.setVerticalSpacing(unit * 2)
        below.addRow("&Correspondent", self.lines["correspondent"])
        below.addRow("&Words", self.lines["words"])
        below.addRow("N&ame of the list", self.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addLayout(halves)
        layout.addLayout(below)
        layout.addLayout(self._foot())
        self.resize(unit * 190, self.sizeHint().height())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(spacing(self) * 2)
        foot.addWidget(self.count, 1)
        leave = QPushButton("Leave it", self)
        leave.clicked.connect(self.reject)
        show = QPushButton("&Show", self)
        show.setProperty("primary", True)
        show.setToolTip("Show these cases (Enter)")
        show.clicked.connect(self._show)
        self.remove.setVisible(bool(self._was_named))
        for button in (self.remove, leave, self.keep, show):
            button.setAutoDefault(False)
            foot.addWidget(button)
        show.setDefault(True)
        return foot


def choices_of(session: Session) -> Choices:
    """Give what there is to choose from in the open cases of an office, by name."""
    from corresp_tracker.casework.narrowing import values_in_use
    from corresp_tracker.store.lists import case_kinds

    in_use = values_in_use(session)

    def pairs(words: Sequence[str]) -> tuple[tuple[str, str], ...]:
        return tuple((each, each) for each in words)

    return Choices(
        kinds=tuple((name, key) for key, name in case_kinds(session)),
        stages=pairs(in_use.stages),
        drafters=pairs(in_use.drafters),
        signatories=pairs(in_use.signatories),
        units=pairs(in_use.units),
        priorities=pairs(in_use.priorities),
        markings=pairs(in_use.markings),
    )


def _count(session: Session, narrowed: CaseFilter) -> int:
    from corresp_tracker.casework.deadlines import office_calendar
    from corresp_tracker.store.lists import narrowed_counts

    calendar = office_calendar(session)
    return narrowed_counts(session, {"": narrowed}, today=today_here(), calendar=calendar)[""]
