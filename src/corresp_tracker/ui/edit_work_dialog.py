"""Adding a report to the register by hand, and correcting what it says of a report or programme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.date_field import DateField, today_here
from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.register_facts import ProgrammeFacts, ReportFacts

_NAME_LINES = 4


def new_report(parent: QWidget, then: Callable[[ReportFacts], None]) -> EditReportDialog:
    """Let a person add a report; `then` gets its facts, its key still to be made."""
    dialog = EditReportDialog(ReportFacts(key="", title=""), then, parent)
    dialog.open()
    return dialog


def edit_work(
    parent: QWidget, facts: ReportFacts | ProgrammeFacts, then: Callable[[ReportFacts | ProgrammeFacts], None]
) -> QDialog:
    """Let a person correct a work; `then` gets its facts, unless they think better of it."""
    dialog = (
        EditReportDialog(facts, then, parent)
        if isinstance(facts, ReportFacts)
        else EditProgrammeDialog(facts, then, parent)
    )
    dialog.open()
    return dialog


class _WorkDialog(QDialog):
    """A form for a work. Names that are ordinary words, and need a cue, are marked by a star."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.today = today_here()
        self.form = QFormLayout()
        self.problem = plain_label(wraps=True)

    def line(self, words: str, name: str) -> QLineEdit:
        """Make a line of the form."""
        line = QLineEdit(words, self)
        line.setAccessibleName(name)
        line.setCursorPosition(0)
        return line

    def names(self, facts: ReportFacts | ProgrammeFacts) -> QPlainTextEdit:
        """Make the field of other names, one a line."""
        starred = [f"{name}*" if name in facts.cue_names else name for name in facts.other_names]
        alone = [f"{name}*" for name in sorted(facts.cue_names) if name not in facts.other_names]
        box = QPlainTextEdit("\n".join((*starred, *alone)), self)
        box.setAccessibleName("Other names, one a line; a star after those that are ordinary words")
        box.setTabChangesFocus(True)
        box.setFixedHeight(self.fontMetrics().lineSpacing() * _NAME_LINES + spacing(self) * 4)
        return box

    def lay_out(self, keep: Callable[[], None]) -> None:
        """Put the form and its buttons together."""
        unit = spacing(self)
        self.form.setHorizontalSpacing(unit * 4)
        self.form.setVerticalSpacing(unit * 2)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        foot = QHBoxLayout()
        foot.addStretch()
        leave = QPushButton("Leave it", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Change nothing (Esc)")
        leave.clicked.connect(self.reject)
        button = QPushButton("&Keep", self)
        button.setProperty("primary", True)
        button.setDefault(True)
        button.setToolTip("Keep this (Enter)")
        button.clicked.connect(keep)
        foot.addWidget(leave)
        foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addLayout(self.form)
        layout.addWidget(self.problem)
        layout.addLayout(foot)
        self.resize(unit * 150, self.sizeHint().height())

    def say(self, problem: str) -> None:
        """Say what is wrong with the form."""
        self.problem.setText(problem)
        set_property(self.problem, "overdue", bool(problem))


class EditReportDialog(_WorkDialog):
    """The form of a report."""

    def __init__(
        self, facts: ReportFacts, then: Callable[[ReportFacts], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("Edit a report" if facts.key else "Add a report", parent)
        self._facts, self._then = facts, then
        self.title = self.line(facts.title, "Title")
        self.publishers = self.line("; ".join(facts.publishers), "Publishers, parted by semicolons")
        self.published = DateField("Published", today=self.today, partial=True)
        self.published.set_value(facts.published_on)
        self.inspected = DateField("Inspected", today=self.today, partial=True)
        self.inspected.set_value(facts.inspected_on)
        self.edition = self.line(facts.edition, "Edition: the year or years in the title")
        self.place = self.line(facts.place, "Force or place")
        self.other_names = self.names(facts)
        self.url = self.line(facts.url, "Address on the web")
        for words, field in (
            ("&Title", self.title),
            ("&Publishers", self.publishers),
            ("Published &on", self.published),
            ("&Inspected", self.inspected),
            ("E&dition", self.edition),
            ("&Force or place", self.place),
            ("Other &names", self.other_names),
            ("&Web address", self.url),
        ):
            self.form.addRow(words, field)
        self.lay_out(self.keep)

    def keep(self) -> None:
        """Give the facts as they stand, if they can be."""
        problem = self.published.problem or self.inspected.problem
        if not self.title.text().strip():
            problem = "Type the title of the report."
        self.say(problem)
        if problem:
            return
        names, cue = _named(self.other_names.toPlainText())
        facts = replace(
            self._facts,
            title=_tidy(self.title),
            publishers=_parts(self.publishers),
            published_on=self.published.value,
            inspected_on=self.inspected.value,
            edition=_tidy(self.edition),
            place=_tidy(self.place),
            other_names=names,
            cue_names=cue,
            url=self.url.text().strip(),
        )
        self.accept()
        self._then(facts)


class EditProgrammeDialog(_WorkDialog):
    """The form of a programme."""

    def __init__(
        self, facts: ProgrammeFacts, then: Callable[[ProgrammeFacts], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("Edit a programme", parent)
        self._facts, self._then = facts, then
        self.name = self.line(facts.name, "Name")
        self.abbreviation = self.line(facts.abbreviation, "Abbreviation")
        self.owners = self.line("; ".join(facts.owners), "Inspectorates, parted by semicolons")
        self.started = DateField("Began", today=self.today, partial=True)
        self.started.set_value(facts.started)
        self.ended = DateField("Ended", today=self.today, partial=True)
        self.ended.set_value(facts.ended)
        self.other_names = self.names(facts)
        self.url = self.line(facts.url, "Address on the web")
        for words, field in (
            ("&Name", self.name),
            ("&Abbreviation", self.abbreviation),
            ("&Inspectorates", self.owners),
            ("&Began", self.started),
            ("&Ended", self.ended),
            ("&Other names", self.other_names),
            ("&Web address", self.url),
        ):
            self.form.addRow(words, field)
        self.lay_out(self.keep)

    def keep(self) -> None:
        """Give the facts as they stand, if they can be."""
        problem = self.started.problem or self.ended.problem
        if not self.name.text().strip():
            problem = "Type the name of the programme."
        self.say(problem)
        if problem:
            return
        names, cue = _named(self.other_names.toPlainText())
        facts = replace(
            self._facts,
            name=_tidy(self.name),
            abbreviation=_tidy(self.abbreviation),
            owners=_parts(self.owners),
            started=self.started.value,
            ended=self.ended.value,
            other_names=names,
            cue_names=cue,
            url=self.url.text().strip(),
        )
        self.accept()
        self._then(facts)


def _named(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Take other names apart, one a line; those with a star need a cue."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip(" *\t")]
    names = tuple(dict.fromkeys(line.rstrip("* ") for line in lines))
    return names, frozenset(line.rstrip("* ") for line in lines if line.endswith("*"))


def _tidy(line: QLineEdit) -> str:
    return " ".join(line.text().split())


def _parts(line: QLineEdit) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.text().split(";") if part.strip())
