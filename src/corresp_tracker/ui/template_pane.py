"""What one template is like: its page with example values, what it prints, what is to be said of it, its versions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from corresp_tracker.ui.in_words import counted, short_day
from corresp_tracker.ui.labels import ElidedLabel, plain_label
from corresp_tracker.ui.pdf_pages import PdfPages
from corresp_tracker.ui.template_model import approved_words, usual_words
from corresp_tracker.ui.template_tasks import file_of, look_through
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.casework.template_records import TemplateRow, VersionRow
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.ui.jobs import Job, Jobs
    from corresp_tracker.ui.template_tasks import Finding, TemplateList, TemplateLook

_FIELDS = {"sign_off": "sign-off", "copy_to": "copy list", "answered": "the date of the letter answered"}
SETTLE_MS = 250
"""How long the list must rest on a template before it is filled for its page."""


class TemplatePane(QWidget):
    """Shows one template. What it takes to fill it is done in other processes, and called off when it is left."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._row: TemplateRow | None = None
        self._held: TemplateList | None = None
        self._job: Job | None = None
        self._known: dict[tuple[str, bool], TemplateLook] = {}
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._look)
        self.title = ElidedLabel(role="heading")
        self.standing: QLabel = plain_label(role="quiet", wraps=True)
        self.say: QLabel = plain_label(role="quiet", wraps=True)
        self.pages = PdfPages(jobs, self)
        self.words = _reader(self, "The example letter")
        self.details = _reader(self, "Details of the template")
        self.page = QStackedWidget(self)
        self.tabs = QTabWidget(self)
        self._lay_out()
        self.pages.failed.connect(self._not_drawn)

    def show_template(self, row: TemplateRow | None, held: TemplateList) -> None:
        """Show a template, and fill it for the example letter once the list rests on it."""
        self._row, self._held = row, held
        if self._job:
            self._jobs.cancel(self._job)
            self._job = None
        self.title.setText(row.facts.title if row else "")
        self.standing.setText(_standing(row) if row else "")
        look = self._known.get(_key(row)) if row else None
        if row is None or look is not None:
            self._settle.stop()
            self._show(look)
        else:
            self.say.setText("Filling it for an example letter …")
            self.pages.clear()
            self.words.clear()
            self._show_details(())
            self._settle.start()

    def _look(self) -> None:
        row = self._row
        if row is None:
            return

        def then(data: bytes) -> None:
            if row is self._row:
                self._fill(row, data)

        self._jobs.read(self, lambda session: file_of(session, row), then, self._failed)

    def _fill(self, row: TemplateRow, data: bytes) -> None:
        def then(look: TemplateLook) -> None:
            self._job = None
            self._known[_key(row)] = look
            if self._row and _key(self._row) == _key(row):
                self._show(look)

        self._job = self._jobs.run_apart(
            self,
            f"Filling {row.facts.title} for an example letter",
            partial(look_through, data, row),
            then,
            self._failed,
        )

    def _failed(self, error: CorrespError) -> None:
        self._job = None
        self.say.setText(error.message)

    def _not_drawn(self, error: CorrespError) -> None:
        self.say.setText(error.message)

    def _show(self, look: TemplateLook | None) -> None:
        self.say.setText(look.why if look else "")
        self.pages.show_pdf(look.pdf if look else b"", "the example letter")
        self.words.setPlainText(look.text if look else "")
        self.page.setCurrentWidget(self.words if look and not look.pdf else self.pages)
        self._show_details(look.findings if look else ())
        if look and any(each.is_wrong for each in look.findings):
            self.say.setText("Letters cannot be written from it: the details say what is wrong.")
        self.say.setVisible(bool(self.say.text()))

    def _show_details(self, findings: Sequence[Finding]) -> None:
        self.say.setVisible(bool(self.say.text()))
        row, held = self._row, self._held
        self.details.setPlainText(_details(row, held, findings) if row and held else "")

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.page.addWidget(self.pages)
        self.page.addWidget(self.words)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, unit * 2, 0, 0)
        column.setSpacing(unit * 2)
        column.addWidget(self.say)
        column.addWidget(self.page, 1)
        self.tabs.addTab(page, "&Page")
        self.tabs.addTab(self.details, "&Details")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 4, 0, 0, 0)
        layout.setSpacing(unit * 2)
        layout.addWidget(self.title)
        layout.addWidget(self.standing)
        layout.addWidget(self.tabs, 1)


def _reader(parent: QWidget, name: str) -> QPlainTextEdit:
    made = QPlainTextEdit(parent)
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setAccessibleName(name)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def _key(row: TemplateRow) -> tuple[str, bool]:
    """Give what a look at a template is known by: the file in use, and whether it leaves room for the hand."""
    return (row.current.name if row.current else row.key, row.facts.by_hand)


def _standing(row: TemplateRow) -> str:
    newest = next(iter(row.versions), None)
    if newest is None:
        own = f"; “{row.replaced_by}” stands in its place" if row.replaced_by else ""
        return f"{row.facts.kind.capitalize()}. Ships with the program, read-only{own}."
    retired = " Retired: no letter begins with it." if row.facts.retired else ""
    approved = (
        f"approved by {approved_words(newest)}"
        if newest.is_approved
        else "which nobody has approved yet: the checks before sending say so"
    )
    return f"{row.facts.kind.capitalize()}. Version {newest.number}, {approved}.{retired}"


def _details(row: TemplateRow, held: TemplateList, findings: Sequence[Finding]) -> str:
    """Say all that is known of a template, in lines."""
    facts, usual = row.facts, usual_words(row, held)
    shipped = {each.key: each.facts.title for each in held.rows if each.is_shipped}
    by_hand = "Salutation and sign-off are left for the signatory’s hand." if facts.by_hand else ""
    in_place = f"Stands in the place of “{shipped.get(facts.replaces, '')}”." if facts.replaces else ""
    settled = [
        f"Usual for: {usual}." if usual else "It was not made the usual one for any letters.",
        in_place,
        by_hand,
        f"Used in {counted(row.used, 'letter')}." if row.used else "Not used yet.",
    ]
    wrong = [f"Wrong: {each.where}: {each.message}" for each in findings if each.is_wrong]
    advice = [f"Advice: {each.where}: {each.message}" for each in findings if not each.is_wrong]
    parts = [
        "\n".join(filter(None, settled)),
        "Prints: " + ", ".join(_FIELDS.get(field, field.replace("_", " ")) for field in row.fields) + ".",
        "\n".join([*wrong, *advice]),
        "\n".join(_version(each) for each in row.versions),
    ]
    return "\n\n".join(filter(None, parts))


def _version(each: VersionRow) -> str:
    approved = f"approved by {approved_words(each)}" if each.is_approved else "not approved"
    note = f" {each.note}" if each.note else ""
    return (
        f"Version {each.number}: imported by {each.imported_by or 'somebody'} on {short_day(each.imported_on)}, "
        f"{approved}, in {counted(each.used, 'letter')}.{note}"
    )
