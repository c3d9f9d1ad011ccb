"""Starting an empty office: where it is kept, what it is called, who signs, and how its cases are numbered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
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

from corresp_tracker.paths import default_office_path
from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.office_place import OfficePlace
from corresp_tracker.ui.theme import spacing
from corresp_tracker.workingdays import Nation

if TYPE_CHECKING:
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.database import NewOffice

USUAL_NAME = "Private office"
USUAL_PATTERN = "{kind}/{year}/{number:04d}"
_NATIONS = {
    Nation.ENGLAND_WALES: "England and Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
    Nation.UNITED_KINGDOM: "the whole United Kingdom",
}
_LETTERHEAD_LINES = 4


@dataclass(frozen=True, slots=True)
class NewOfficeAnswer:
    """Where the new office is to be, and what it begins with; the address may carry a password."""

    address: str
    profile: NewOffice


def ask_for_new_office(parent: QWidget, then: Callable[[NewOfficeAnswer], None]) -> NewOfficeDialog:
    """Let a person settle a new office; `then` gets the answer for casework.offices.start_office.

    Where that fails, `come_back` shows the form again as it was left, with the reason.
    """
    dialog = NewOfficeDialog(then, parent)
    dialog.rejected.connect(dialog.deleteLater)
    dialog.open()
    return dialog


class NewOfficeDialog(QDialog):
    """A form whose every field may stay as it is."""

    def __init__(self, then: Callable[[NewOfficeAnswer], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Start an empty office")
        self._then = then
        self.place = OfficePlace(default_office_path(), is_new=True, parent=self)
        self.name = _line(USUAL_NAME, "Name of the office")
        self.letterhead = QPlainTextEdit(self)
        self.letterhead.setAccessibleName("Letterhead")
        self.letterhead.setTabChangesFocus(True)
        self.letterhead.setPlaceholderText("The inspectorate's name and address, a line each")
        self.signatory = _line("", "Name of the signatory", "the name under the signature")
        self.honours = _line("", "Honours of the signatory", "CBE")
        self.post = _line("", "Post of the signatory", "HM Chief Inspector")
        self.nation = QComboBox(self)
        self.nation.setAccessibleName("Whose bank holidays the office keeps")
        for nation, words in _NATIONS.items():
            self.nation.addItem(words, nation)
        self.pattern = _line(USUAL_PATTERN, "Pattern of references")
        self._sample = plain_label(role="quiet", wraps=True)
        self._problem = plain_label(wraps=True)
        self.pattern.textChanged.connect(self._show_sample)
        self.place.changed.connect(lambda: self._say(""))
        self._show_sample()
        self._lay_out()
        self.name.setFocus()
        self.name.selectAll()

    def answer(self) -> NewOfficeAnswer:
        """Give what is settled so far."""
        from corresp_tracker.store.database import NewOffice

        lines = (line.strip() for line in self.letterhead.toPlainText().splitlines())
        return NewOfficeAnswer(
            address=self.place.address,
            profile=NewOffice(
                name=self.name.text().strip() or USUAL_NAME,
                letterhead="\n".join(line for line in lines if line),
                signatory_name=self.signatory.text().strip(),
                signatory_honours=self.honours.text().strip(),
                signatory_post=self.post.text().strip(),
                nation=Nation(self.nation.currentData()),
                reference_pattern=self.pattern.text().strip(),
            ),
        )

    def come_back(self, error: CorrespError) -> None:
        """Show the form again, with why the office could not be started."""
        self._say(error.message)
        self.open()

    def _start(self) -> None:
        wrong = pattern_problem(self.pattern.text().strip())
        problem = wrong or self.place.problem()
        self._say(problem)
        if problem:
            (self.pattern if wrong else self.place).setFocus()
        else:
            self.accept()
            self._then(self.answer())

    def _show_sample(self) -> None:
        pattern = self.pattern.text().strip()
        problem = pattern_problem(pattern)
        self._sample.setText(problem or f"The first letter from a minister gets {_sample(pattern, 1)}")
        set_property(self._sample, "overdue", bool(problem))

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        set_property(self._problem, "overdue", bool(problem))

    def _lay_out(self) -> None:
        unit = spacing(self)
        height = self.fontMetrics().lineSpacing() * _LETTERHEAD_LINES + unit * 4
        self.letterhead.setFixedHeight(height)
        form = QFormLayout()
        form.setHorizontalSpacing(unit * 4)
        form.setVerticalSpacing(unit * 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Name", self.name)
        form.addRow("&Letterhead", self.letterhead)
        form.addRow("Si&gned by", self.signatory)
        form.addRow("&Honours", self.honours)
        form.addRow("P&ost", self.post)
        form.addRow("&Bank holidays of", self.nation)
        form.addRow("&References", self.pattern)
        form.addRow("", self._sample)
        inside = QWidget(self)
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 3)
        fields.setSpacing(unit * 3)
        fields.addLayout(form)
        fields.addWidget(plain_label("Where the log is kept", role="strong"))
        fields.addWidget(self.place)
        fields.addStretch()
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(self._foot())
        room = self.screen().availableGeometry().height() * 9 // 10
        self.resize(unit * 160, min(inside.sizeHint().height() + unit * 34, room))

    def _foot(self) -> QHBoxLayout:
        unit = spacing(self)
        foot = QHBoxLayout()
        foot.setContentsMargins(unit * 5, unit * 2, unit * 5, unit * 4)
        foot.setSpacing(unit * 3)
        foot.addWidget(self._problem, 1)
        leave = QPushButton("Cancel", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Start nothing (Esc)")
        leave.clicked.connect(self.reject)
        start = QPushButton("Start the office", self)
        start.setProperty("primary", True)
        start.setDefault(True)
        start.setToolTip("Start the office (Enter)")
        start.clicked.connect(self._start)
        foot.addWidget(leave)
        foot.addWidget(start)
        return foot


def pattern_problem(pattern: str) -> str:
    """Say why a pattern makes no references of its own for each case; empty where it does."""
    try:
        first, second = _sample(pattern, 1), _sample(pattern, 2)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        return f"Write the pattern with {{kind}}, {{year}} and {{number}}, such as {USUAL_PATTERN}."
    if first == second or _sample(pattern, 1, kind="PUB") == first or _sample(pattern, 1, year=1) == first:
        return "The pattern needs {kind}, {year} and {number}, or two cases would get one reference."
    return ""


def _sample(pattern: str, number: int, *, kind: str = "MIN", year: int | None = None) -> str:
    today: date = today_here()
    return pattern.format(kind=kind, year=year or today.year, number=number)


def _line(words: str, name: str, prompt: str = "") -> QLineEdit:
    line = QLineEdit(words)
    line.setAccessibleName(name)
    line.setPlaceholderText(prompt)
    return line
