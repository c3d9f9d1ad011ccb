"""Adding a report or programme to the register by hand, and correcting what it says of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from corresp_tracker.ui.labels import ElidedLabel
from corresp_tracker.ui.stretches_field import StretchesField
from corresp_tracker.ui.theme import spacing
from corresp_tracker.ui.work_form import FormChoices, WorkForm, parts, tidy
from corresp_tracker.values.register_facts import ProgrammeFacts, ReportFacts

if TYPE_CHECKING:
    from corresp_tracker.store.lists import WorkRow
    from corresp_tracker.ui.jobs import Jobs

    Facts = ReportFacts | ProgrammeFacts


def edit_work(
    parent: QWidget,
    jobs: Jobs,
    facts: Facts,
    choices: FormChoices,
    then: Callable[[Facts], None],
    twin_asked: Callable[[str], None],
) -> QDialog:
    """Let a person settle a work; `then` gets its facts, unless they think better of it. A new one has no key."""
    dialog: WorkForm
    if isinstance(facts, ReportFacts):
        dialog = EditReportDialog(jobs, facts, choices, then, twin_asked, parent)
    else:
        dialog = EditProgrammeDialog(jobs, facts, choices, then, twin_asked, parent)
    dialog.open()
    return dialog


class SupersededBy(QWidget):
    """The report that took a report's place: its title, and the way to choose another or none."""

    def __init__(self, jobs: Jobs, key: str, titles: dict[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs, self.key = jobs, key
        self._title = ElidedLabel(titles.get(key, "–"), parent=self)
        self._choose = QPushButton("&Choose …", self)
        self._none = QPushButton("None", self)
        self._none.setToolTip("No report has taken its place")
        self._none.setEnabled(bool(key))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing(self) * 2)
        row.addWidget(self._title, 1)
        for button, do in ((self._choose, self._ask), (self._none, self._clear)):
            button.setAutoDefault(False)
            button.clicked.connect(do)
            row.addWidget(button)
        self.setFocusProxy(self._choose)

    def take(self, row: WorkRow) -> None:
        """Say that this report took its place."""
        if row.kind == "report":
            self.key = row.key
            self._title.setText(row.title)
            self._none.setEnabled(True)

    def _ask(self) -> None:
        from corresp_tracker.ui.cite_dialog import ask_for_work

        ask_for_work(self, self._jobs, "", self.take, verb="Choose", title="The report that took its place")

    def _clear(self) -> None:
        self.key = ""
        self._title.setText("–")
        self._none.setEnabled(False)


class EditReportDialog(WorkForm):
    """The form of a report."""

    def __init__(
        self,
        jobs: Jobs,
        facts: ReportFacts,
        choices: FormChoices,
        then: Callable[[ReportFacts], None],
        twin_asked: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, "Edit a report" if facts.key else "Add a report", twin_asked, parent)
        self._facts, self._then = facts, then
        self.title = self.line(facts.title, "Title")
        self.short_title = self.line(facts.short_title, "Short title")
        self.publishers = self.line("; ".join(facts.publishers), "Publishers, parted by semicolons")
        self.published = self.date(facts.published_on, "Published")
        self.inspected = self.date(facts.inspected_on, "Inspected: when the fieldwork was")
        self.kind = self.line(facts.kind, "Kind: thematic, joint, force inspection, annual …")
        self.series = self.line(facts.series, "Series")
        self.programme = self.choice(choices.programmes, facts.programme, "Programme that it is part of")
        self.edition = self.line(facts.edition, "Edition: the year or years in the title")
        self.place = self.line(facts.place, "Force or place")
        self.superseded_by = SupersededBy(jobs, facts.superseded_by, choices.titles, self)
        self.withdrawn = self.withdrawn_box(facts.withdrawn)
        self.other_names = self.names(facts)
        self.url = self.line(facts.url, "Address on the web")
        self.note = self.note_box(facts.note)
        self._fill_form()
        self.lay_out(self.keep)
        self.start_in(self.title)

    def facts(self) -> ReportFacts:
        """Give the facts as they stand in the form."""
        cue = self.other_names.cue_names()
        own = (tidy(self.title), tidy(self.short_title))
        return replace(
            self._facts,
            title=own[0],
            short_title=own[1],
            publishers=parts(self.publishers),
            published_on=self.published.value,
            inspected_on=self.inspected.value,
            kind=tidy(self.kind),
            series=tidy(self.series),
            programme=str(self.programme.currentData()),
            edition=tidy(self.edition),
            place=tidy(self.place),
            superseded_by=self.superseded_by.key,
            withdrawn=self.withdrawn.isChecked(),
            other_names=tuple(name for name in self.other_names.names() if not (name in own and name in cue)),
            cue_names=cue,
            url=self.url.text().strip(),
            note=self.note.toPlainText().strip(),
        )

    def keep(self) -> None:
        """Give the facts as they stand, if they can be."""
        problem = self.published.problem or self.inspected.problem
        if not tidy(self.title):
            problem = "Type the title of the report, as it prints it."
        self.say(problem)
        if not problem:
            facts = self.facts()
            self.accept()
            self._then(facts)

    def _fill_form(self) -> None:
        self.form.addRow("&Title", self.title)
        self.form.addRow("S&hort title", self.short_title)
        self.form.addRow("&Publishers", self.publishers)
        self.form.addRow("Published &on", self.published)
        self.form.addRow("&Inspected", self.inspected)
        self.form.addRow("Pro&gramme", self.programme)
        self.form.addRow("&Edition", self.edition)
        self.form.addRow("&Force or place", self.place)
        self.form.addRow("Kind", self.beside(self.kind, "Series", self.series))
        self.form.addRow("Superseded by", self.superseded_by)
        self.form.addRow("", self.withdrawn)
        self.form.addRow("Other &names", self.other_names)
        self.form.addRow("&Web address", self.url)
        self.form.addRow("No&te", self.note)
        for line in (self.title, self.place, self.url):
            line.textEdited.connect(self.typed)
        self.published.changed.connect(self.typed)


class EditProgrammeDialog(WorkForm):
    """The form of a programme."""

    def __init__(
        self,
        jobs: Jobs,
        facts: ProgrammeFacts,
        choices: FormChoices,
        then: Callable[[ProgrammeFacts], None],
        twin_asked: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, "Edit a programme" if facts.key else "Add a programme", twin_asked, parent)
        self._facts, self._then = facts, then
        self.name = self.line(facts.name, "Name")
        self.abbreviation = self.line(facts.abbreviation, "Abbreviation")
        self.owners = self.line(
            "; ".join(facts.owners), "Lead and partner inspectorates, parted by semicolons"
        )
        self.started = self.date(facts.started, "Began")
        self.ended = self.date(facts.ended, "Ended")
        self.complete = StretchesField(facts.complete, today=self.today)
        self.withdrawn = self.withdrawn_box(facts.withdrawn)
        self.other_names = self.names(facts)
        self.url = self.line(facts.url, "Address on the web")
        self.note = self.note_box(facts.note)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("&Name", self.name),
            ("&Abbreviation", self.abbreviation),
            ("&Inspectorates", self.owners),
            ("&Began", self.started),
            ("&Ended", self.ended),
            ("&Complete for", self.complete),
            ("", self.withdrawn),
            ("&Other names", self.other_names),
            ("&Web address", self.url),
            ("No&te", self.note),
        )
        for words, field in rows:
            self.form.addRow(words, field)
        self.lay_out(self.keep)
        self.name.textEdited.connect(self.typed)
        self.start_in(self.name)

    def facts(self) -> ProgrammeFacts:
        """Give the facts as they stand in the form."""
        cue = self.other_names.cue_names()
        own = (tidy(self.name), tidy(self.abbreviation))
        return replace(
            self._facts,
            name=own[0],
            abbreviation=own[1],
            owners=parts(self.owners),
            started=self.started.value,
            ended=self.ended.value,
            complete=self.complete.value,
            withdrawn=self.withdrawn.isChecked(),
            other_names=tuple(name for name in self.other_names.names() if not (name in own and name in cue)),
            cue_names=cue,
            url=self.url.text().strip(),
            note=self.note.toPlainText().strip(),
        )

    def keep(self) -> None:
        """Give the facts as they stand, if they can be."""
        problem = self.started.problem or self.ended.problem or self.complete.problem
        began, ended = self.started.value, self.ended.value
        if began and ended and ended.last < began.first:
            problem = "It cannot have ended before it began."
        if not tidy(self.name):
            problem = "Type the name of the programme."
        self.say(problem)
        if not problem:
            facts = self.facts()
            self.accept()
            self._then(facts)
