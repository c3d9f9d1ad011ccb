"""The form of a work, and what is said of it as it is filled in: twins that it may have, names that others share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.date_field import DateField, today_here
from corresp_tracker.ui.in_words import short_date
from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.names_field import NamesField
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.register_facts import ProgrammeFacts, ReportFacts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.register_twins import Remarks
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.values.partial_date import PartialDate

    Facts = ReportFacts | ProgrammeFacts

TYPING_MS = 250
_NOTE_LINES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChoices:
    """What a form offers: the programmes (key, name), the title of each report by its key."""

    programmes: tuple[tuple[str, str], ...] = ()
    titles: dict[str, str]


def form_choices(session: Session) -> FormChoices:
    """Read what the forms offer."""
    from corresp_tracker.casework.register_rows import work_facts

    facts = work_facts(session)
    programmes = sorted(
        ((each.key, each.name) for each in facts.programmes), key=lambda each: each[1].lower()
    )
    return FormChoices(
        programmes=tuple(programmes), titles={report.key: report.title for report in facts.reports}
    )


class WorkForm(QDialog):
    """What the forms of reports and programmes share: fields that scroll, remarks below, two buttons.

    `twin_asked` is called with the key of a work that this one may be already, when the person wants to see it.
    """

    def __init__(
        self, jobs: Jobs, title: str, twin_asked: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.jobs, self._twin_asked = jobs, twin_asked
        self.today = today_here()
        self.form = QFormLayout()
        self.problem = plain_label(wraps=True)
        self.problem.hide()
        self.remark = plain_label(wraps=True)
        self.show_twin = QPushButton("&Show it", self)
        self.show_twin.setAutoDefault(False)
        self.show_twin.setProperty("flat", True)
        self.show_twin.setToolTip("Leave this form and show the work that is held already")
        self.show_twin.clicked.connect(self._leave_for_twin)
        self._twin = ""
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self.look_over)
        self._names: NamesField | None = None

    def facts(self) -> Facts:
        """Give the facts as they stand in the form."""
        raise NotImplementedError

    def line(self, words: str, name: str) -> QLineEdit:
        """Make a line of the form."""
        line = QLineEdit(words, self)
        line.setAccessibleName(name)
        line.setCursorPosition(0)
        return line

    def start_in(self, line: QLineEdit) -> None:
        """Put the cursor into a line with all of it chosen, seen from its beginning."""
        line.setFocus()
        line.end(False)
        line.home(True)

    def date(self, value: PartialDate | None, name: str) -> DateField:
        """Make a field for a date, as far as it is known."""
        field = DateField(name, today=self.today, partial=True)
        field.set_value(value)
        return field

    def names(self, facts: Facts) -> NamesField:
        """Make the table of other names."""
        self._names = NamesField(facts.other_names, facts.cue_names, self)
        self._names.changed.connect(self.typed)
        return self._names

    def note_box(self, words: str) -> QPlainTextEdit:
        """Make the field of the note."""
        box = QPlainTextEdit(words, self)
        box.setAccessibleName("Note")
        box.setTabChangesFocus(True)
        box.setFixedHeight(self.fontMetrics().lineSpacing() * _NOTE_LINES + spacing(self) * 4)
        return box

    def withdrawn_box(self, is_withdrawn: bool) -> QCheckBox:
        """Make the field that says whether a work is withdrawn."""
        box = QCheckBox("With&drawn", self)
        box.setChecked(is_withdrawn)
        return box

    def choice(self, choices: tuple[tuple[str, str], ...], key: str, name: str) -> QComboBox:
        """Make a choice among works, of none by default."""
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.addItem("–", "")
        for each, words in choices:
            box.addItem(words, each)
        box.setCurrentIndex(max(box.findData(key), 0))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(24)
        return box

    def beside(self, *fields: QWidget | str) -> QHBoxLayout:
        """Put several fields in one row, with words between them."""
        row = QHBoxLayout()
        row.setSpacing(spacing(self) * 2)
        for field in fields:
            if isinstance(field, str):
                row.addWidget(plain_label(field, role="quiet"))
            else:
                row.addWidget(field, 1)
        return row

    def typed(self) -> None:
        """Look the form over soon: somebody is still typing."""
        self._timer.start()

    def look_over(self) -> None:
        """Ask what there is to say of the work as it stands."""
        facts = self.facts()
        self.jobs.read_latest(self, lambda session: _remarks(session, facts), self._show_remarks)

    def say(self, problem: str) -> None:
        """Say what is wrong with the form."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        set_property(self.problem, "overdue", bool(problem))

    def lay_out(self, keep: Callable[[], None], words: str = "&Keep") -> None:
        """Put the form and its buttons together."""
        unit = spacing(self)
        self.form.setHorizontalSpacing(unit * 4)
        self.form.setVerticalSpacing(unit * 2)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        inside = QWidget(self)
        inside.setLayout(self.form)
        self.form.setContentsMargins(0, 0, unit * 2, 0)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.problem)
        layout.addLayout(self._said())
        layout.addLayout(self._foot(keep, words))
        wanted = inside.sizeHint().height() + unit * 40
        room = self.screen().availableGeometry().height() - unit * 20
        self.resize(unit * 170, min(wanted, room))
        self.look_over()

    def _said(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(spacing(self) * 2)
        row.addWidget(self.remark, 1)
        row.addWidget(self.show_twin)
        self.remark.hide()
        self.show_twin.hide()
        return row

    def _foot(self, keep: Callable[[], None], words: str) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addStretch()
        leave = QPushButton("Leave it", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Change nothing (Esc)")
        leave.clicked.connect(self.reject)
        button = QPushButton(words, self)
        button.setProperty("primary", True)
        button.setDefault(True)
        button.setToolTip("Keep this (Ctrl+Enter)")
        button.setShortcut("Ctrl+Return")
        button.clicked.connect(keep)
        foot.addWidget(leave)
        foot.addWidget(button)
        return foot

    def _show_remarks(self, remarks: Remarks) -> None:
        twin = remarks.twins[0] if remarks.twins else None
        self._twin = twin.key if twin else ""
        dated = f" ({short_date(twin.published_on)})" if twin and twin.published_on else ""
        words = f"The register may hold it already: “{twin.title}”{dated}, {twin.reason}." if twin else ""
        self.remark.setText(words)
        self.remark.setVisible(bool(words))
        self.show_twin.setVisible(bool(twin))
        if self._names:
            self._names.show_shared({shared.name: shared.titles for shared in remarks.shared})

    def _leave_for_twin(self) -> None:
        self.reject()
        self._twin_asked(self._twin)


def tidy(line: QLineEdit) -> str:
    """Give what is typed in a line, single-spaced."""
    return " ".join(line.text().split())


def parts(line: QLineEdit) -> tuple[str, ...]:
    """Give what is typed in a line, parted at its semicolons."""
    return tuple(part.strip() for part in line.text().split(";") if part.strip())


def _remarks(session: Session, facts: Facts) -> Remarks:
    from corresp_tracker.casework.register_twins import remarks_on

    return remarks_on(session, facts)
