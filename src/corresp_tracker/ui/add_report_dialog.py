"""Adding a report that a letter cites and the register lacks: the form is filled from the citation."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.ui.date_field import DateField, today_here
from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.register_facts import ReportFacts

if TYPE_CHECKING:
    from corresp_tracker.store.lists import LetterPage, PageLink

_QUOTED = re.compile(r"[‘'“\"](.+)[’'”\"]")
_MONTH_AFTER = re.compile(r",?\s*\(?(?:published in )?(?:[A-Z][a-z]+ )?(?:19|20)\d\d\)?\s*\Z")
_LONGEST_KEY = 60


def ask_for_report(
    parent: QWidget, link: PageLink, page: LetterPage, then: Callable[[ReportFacts], None]
) -> AddReportDialog:
    """Let a person settle the facts of a cited report; `then` gets them, unless they think better of it."""
    dialog = AddReportDialog(facts_from(link, page), then, parent)
    dialog.open()
    return dialog


def facts_from(link: PageLink, page: LetterPage) -> ReportFacts:
    """Guess the facts of a report from the words that cite it: its title, its date, whose it is."""
    quoted = _QUOTED.search(link.words)
    title = quoted[1] if quoted else _MONTH_AFTER.sub("", link.words)
    title = title.strip(" ,.;")
    is_ours = bool(re.match(r"(?:our|my)\b", link.words, re.IGNORECASE))
    publisher = link.organisation_name or (page.senders[0].organisation if is_ours and page.senders else "")
    return ReportFacts(
        key=key_for(title),
        title=title[:1].upper() + title[1:],
        publishers=(publisher,) if publisher else (),
        published_on=link.cited_date,
    )


def key_for(title: str) -> str:
    """Make the key of a new report from its title: "core-business"."""
    words = folded_words(title)
    key = ""
    for word in words:
        if len(key) + len(word) >= _LONGEST_KEY:
            break
        key = f"{key}-{word}" if key else word
    return key or "report"


class AddReportDialog(QDialog):
    """A short form: title, publishers, when it was published and inspected, where it is on the web."""

    def __init__(
        self, facts: ReportFacts, then: Callable[[ReportFacts], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Add a report to the register")
        self._then = then
        today = today_here()
        self._title = self._line(facts.title, "Title")
        self._publishers = self._line("; ".join(facts.publishers), "Publishers, parted by semicolons")
        self._published = DateField("Published", today=today, partial=True)
        self._published.set_value(facts.published_on)
        self._inspected = DateField("Inspected", today=today, partial=True)
        self._place = self._line(facts.place, "Force or place")
        self._url = self._line(facts.url, "Address on the web")
        self._problem = plain_label(wraps=True)
        self._lay_out()
        self._title.setFocus()
        self._title.selectAll()

    def facts(self) -> ReportFacts:
        """Give the facts as they stand in the form."""
        title = " ".join(self._title.text().split())
        publishers = (part.strip() for part in self._publishers.text().split(";"))
        return ReportFacts(
            key=key_for(title),
            title=title,
            publishers=tuple(part for part in publishers if part),
            published_on=self._published.value,
            inspected_on=self._inspected.value,
            place=self._place.text().strip(),
            url=self._url.text().strip(),
        )

    def _add(self) -> None:
        problem = self._published.problem or self._inspected.problem
        if not self._title.text().strip():
            problem = "Type the title of the report."
        self._problem.setText(problem)
        set_property(self._problem, "overdue", bool(problem))
        if not problem:
            facts = self.facts()
            self.accept()
            self._then(facts)

    def _line(self, words: str, name: str) -> QLineEdit:
        line = QLineEdit(words, self)
        line.setAccessibleName(name)
        line.setCursorPosition(0)
        return line

    def _lay_out(self) -> None:
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        form = QFormLayout()
        form.setHorizontalSpacing(unit * 4)
        form.setVerticalSpacing(unit * 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Title", self._title)
        form.addRow("&Publishers", self._publishers)
        form.addRow("Published &on", self._published)
        form.addRow("&Inspected", self._inspected)
        form.addRow("&Force or place", self._place)
        form.addRow("&Web address", self._url)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.addStretch()
        leave = QPushButton("Leave it", self)
        leave.setToolTip("Add nothing (Esc)")
        leave.clicked.connect(self.reject)
        add = QPushButton("Add and link", self)
        add.setProperty("primary", True)
        add.setDefault(True)
        add.setToolTip("Add the report and link the citation to it (Enter)")
        add.clicked.connect(self._add)
        foot.addWidget(leave)
        foot.addWidget(add)
        layout.addLayout(foot)
        self.resize(unit * 140, self.sizeHint().height())
