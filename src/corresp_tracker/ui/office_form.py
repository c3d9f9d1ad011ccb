"""What an office is called, whose it is, who signs, and how its cases are numbered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.theme import spacing
from corresp_tracker.workingdays import Nation

if TYPE_CHECKING:
    from corresp_tracker.store.database import NewOffice

USUAL_NAME = "Private office"
USUAL_PATTERN = "{kind}/{year}/{number:04d}"
NO_BODY = "none of these"
_NATIONS = {
    Nation.ENGLAND_WALES: "England and Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
    Nation.UNITED_KINGDOM: "the whole United Kingdom",
}
_LETTERHEAD_LINES = 4


class OfficeForm(QWidget):
    """A form whose every field may stay as it is. `bodies` are the inspectorates to choose from, by their keys."""

    changed = Signal()

    def __init__(self, bodies: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = _line(USUAL_NAME, "Name of the office")
        self.body = QComboBox(self)
        self.body.setAccessibleName("Whose office it is")
        self.body.setToolTip("Whose reports “our report” means, and which letters are the office's own")
        self.body.addItem(NO_BODY, "")
        for key, name in bodies.items():
            self.body.addItem(name, key)
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
        self.folder = _line("", "Folder for drafts in Word", "each person's Documents")
        self.folder.setToolTip(
            "Where drafts lie while they are open in Word. “~” and names such as %OneDrive% are each person's own; "
            "a person can choose another under File, Folder for drafts."
        )
        self.hyperlinks = QCheckBox("Link &citations in Word to where each report is published", self)
        self.hyperlinks.setToolTip(
            "The words look as they do otherwise; a click in Word or in the PDF leads to the report."
        )
        self._sample = plain_label(role="quiet", wraps=True)
        self.pattern.textChanged.connect(self._show_sample)
        self._show_sample()
        self._lay_out()
        self.setFocusProxy(self.name)

    @property
    def problem(self) -> str:
        """What is wrong with the form; empty where nothing is."""
        return pattern_problem(self.pattern.text().strip())

    def profile(self) -> NewOffice:
        """Give what is settled so far."""
        from corresp_tracker.store.database import NewOffice

        lines = (line.strip() for line in self.letterhead.toPlainText().splitlines())
        return NewOffice(
            name=self.name.text().strip() or USUAL_NAME,
            organisation_key=str(self.body.currentData()),
            letterhead="\n".join(line for line in lines if line),
            signatory_name=self.signatory.text().strip(),
            signatory_honours=self.honours.text().strip(),
            signatory_post=self.post.text().strip(),
            nation=Nation(self.nation.currentData()),
            reference_pattern=self.pattern.text().strip(),
            working_folder=self.folder.text().strip(),
            hyperlinks=self.hyperlinks.isChecked(),
        )

    def show_profile(self, profile: NewOffice) -> None:
        """Fill the form with an office as it is."""
        self.name.setText(profile.name)
        self.body.setCurrentIndex(max(self.body.findData(profile.organisation_key), 0))
        self.letterhead.setPlainText(profile.letterhead)
        self.signatory.setText(profile.signatory_name)
        self.honours.setText(profile.signatory_honours)
        self.post.setText(profile.signatory_post)
        self.nation.setCurrentIndex(max(self.nation.findData(profile.nation), 0))
        self.pattern.setText(profile.reference_pattern)
        self.folder.setText(profile.working_folder)
        self.hyperlinks.setChecked(profile.hyperlinks)

    def _show_sample(self) -> None:
        pattern = self.pattern.text().strip()
        problem = pattern_problem(pattern)
        self._sample.setText(problem or f"The first letter from a minister gets {_sample(pattern, 1)}")
        set_property(self._sample, "overdue", bool(problem))

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.letterhead.setFixedHeight(self.fontMetrics().lineSpacing() * _LETTERHEAD_LINES + unit * 4)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(unit * 4)
        form.setVerticalSpacing(unit * 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Name", self.name)
        form.addRow("&Inspectorate", self.body)
        form.addRow("&Letterhead", self.letterhead)
        form.addRow("Si&gned by", self.signatory)
        form.addRow("&Honours", self.honours)
        form.addRow("P&ost", self.post)
        form.addRow("&Bank holidays of", self.nation)
        form.addRow("&References", self.pattern)
        form.addRow("", self._sample)
        form.addRow("&Drafts in Word", self.folder)
        form.addRow("", self.hyperlinks)


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
