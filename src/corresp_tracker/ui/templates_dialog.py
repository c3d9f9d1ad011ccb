"""The templates of the office (F9): import one, give it versions, approve it, say what it is usual for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.template_forms import ApprovalForm, NoteForm, TemplateForm
from corresp_tracker.ui.template_model import WIDE, TemplatesModel
from corresp_tracker.ui.template_pane import TemplatePane
from corresp_tracker.ui.template_tasks import (
    approve,
    file_of,
    keep,
    list_templates,
    look_at_file,
    save_copy,
    settle,
)
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.template_records import (
        ImportedTemplate,
        TemplateFacts,
        TemplateRow,
    )
    from corresp_tracker.casework.templates import OfficeTemplate
    from corresp_tracker.casework.usual_templates import UsualFor
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.template_tasks import TemplateList

_TABLES = frozenset({"letter_template", "template_version", "template_default"})
_WORD = "Word (*.docx)"
_MOST_SHOWN = 8
"""Faults of a file that was kept out; the command `template lint` lists them all."""


def show_templates(parent: QWidget, jobs: Jobs, *, by: str) -> TemplatesDialog:
    """Show the templates of the office that is open."""
    dialog = TemplatesDialog(jobs, parent, by=by)
    dialog.open()
    return dialog


class TemplatesDialog(QDialog):
    """Lists the templates, the one that is chosen beside them. A Word file dropped on it is imported."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, by: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Templates of the office")
        self.setAcceptDrops(True)
        self._jobs, self._by = jobs, by
        self._held: TemplateList | None = None
        self.model: TemplatesModel | None = None
        self._key = ""
        self.bar = MessageBar(self)
        self.table = QTableView(self)
        self.pane = TemplatePane(jobs, self)
        self.bring = self._button("&Import …", "Ins", "Import a Word file as a template", self.ask_for_file)
        self.newer = self._button(
            "New &version …", "F6", "Import a changed Word file of this template", self.ask_for_version
        )
        self.agree = self._button("&Approve …", "F4", "Say who approved its newest version", self.ask_who)
        self.edit = self._button(
            "&Change …", "F2", "Its title and kind, and for which letters it is usual", self.change
        )
        self.put_away = self._button("&Retire", "Del", "", self.retire)
        self.copy = self._button(
            "&Save a copy to change in Word …", "Ctrl+S", "Begin one of your own from it", self.ask_where
        )
        self._lay_out()
        self._jobs.changed.connect(self._changed)
        self._ask()

    @property
    def row(self) -> TemplateRow | None:
        """The template that is chosen."""
        return self.model.row(self.table.currentIndex().row()) if self.model else None

    def ask_for_file(self) -> None:
        """Let the person choose a Word file, and import it as a new template."""
        self._ask_for_word("Import a template", self.import_file)

    def ask_for_version(self) -> None:
        """Let the person choose the changed file of the template."""
        row = self.row
        if row and row.id is not None:
            self._ask_for_word(f"A new version of {row.facts.title}", partial(self.import_file, into=row))

    def import_file(self, file: Path, *, into: TemplateRow | None = None) -> None:
        """Look at a Word file, and keep it where nothing is wrong with it."""
        self.bar.hide()
        self._jobs.run(
            self,
            lambda: look_at_file(file),
            partial(self._looked_at, into=into),
            partial(self._kept_out, file.name),
            words=f"Looking at {file.name}",
        )

    def ask_who(self) -> None:
        """Ask who approved the newest version."""
        row = self.row
        newest = next(iter(row.versions), None) if row else None
        if row is None or newest is None or newest.is_approved:
            return
        words = f"Version {newest.number} of “{row.facts.title}”"

        def then(by: str, on: date) -> None:
            today = today_here()
            self._write(
                f"Approved version {newest.number} of the template {row.facts.title}",
                lambda session: approve(session, newest.id, by=by, on=on, today=today),
            )

        ApprovalForm(words, self._by, then, self).open()

    def change(self) -> None:
        """Change what is settled about the template."""
        row, held = self.row, self._held
        if row is None or held is None:
            return

        def then(facts: TemplateFacts, usual: tuple[UsualFor, ...]) -> None:
            self._settle(row, facts, usual, f"Changed the template {facts.title}")

        TemplateForm(row, held, then, self).open()

    def retire(self) -> None:
        """Offer the template for no new letters, or again."""
        row, held = self.row, self._held
        if row is None or held is None or row.id is None:
            return
        facts = replace(row.facts, retired=not row.facts.retired)
        words = f"{'Retired' if facts.retired else 'Brought back'} the template {facts.title}"
        self._settle(row, facts, held.usual.get(row.key, ()), words)

    def ask_where(self) -> None:
        """Ask where a copy of the template's file is to go."""
        row = self.row
        if row is None:
            return
        dialog = QFileDialog(self, "Save a copy", "", _WORD)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("docx")
        dialog.selectFile(f"{row.facts.title}.docx")

        def chosen(file: str) -> None:
            self.save_copy(row, Path(file))

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_copy(self, row: TemplateRow, file: Path) -> None:
        """Write the template's file."""

        def written(_: None) -> None:
            self.bar.say(f"Written: {file}. Change it in Word, then import it here.")

        def then(data: bytes) -> None:
            self._jobs.run(self, lambda: save_copy(file, data), written, self.bar.say_error)

        self._jobs.read(self, lambda session: file_of(session, row), then, self.bar.say_error)

    def _looked_at(self, template: OfficeTemplate, *, into: TemplateRow | None) -> None:
        if into is None or any(each.name == template.name for each in into.versions):
            self._import(template, "", into=into)
        else:
            NoteForm(into.facts.title, partial(self._import, template, into=into), self).open()

    def _import(self, template: OfficeTemplate, note: str, *, into: TemplateRow | None) -> None:
        words = f"Imported the template {into.facts.title if into else template.title}"
        self._jobs.write(
            self,
            words,
            lambda session: keep(session, template, into.id if into else None, note),
            self._imported,
            self.bar.say_error,
        )

    def _imported(self, kept: ImportedTemplate) -> None:
        if kept.is_new:
            self.bar.say(
                f"Kept as version {kept.number} of “{kept.title}”. Nobody has approved it yet: F4 says who does."
            )
        else:
            self.bar.say(f"This very file is version {kept.number} of “{kept.title}” already.")
        self._ask(imported=kept.template_id)

    def _kept_out(self, name: str, error: CorrespError) -> None:
        """Say why a file was kept out: all that is wrong with it, with where."""
        self.bar.say_error(error)
        wrong = str(error.facts.get("wrong", ""))
        if wrong:
            lines = [f"{line[:1].upper()}{line[1:]}" for line in wrong.splitlines()]
            more = [f"… and {len(lines) - _MOST_SHOWN:,} more"] if len(lines) > _MOST_SHOWN else []
            self.bar.say(
                f"{name} was kept out. Put this right in Word and import it again:",
                details="\n".join([*lines[:_MOST_SHOWN], *more]),
            )
            self.bar.show_details()

    def _settle(
        self, row: TemplateRow, facts: TemplateFacts, usual: tuple[UsualFor, ...], words: str
    ) -> None:
        self._write(words, lambda session: settle(session, row, facts, usual))

    def _write(self, words: str, task: Callable[[Session], None]) -> None:
        self._jobs.write(self, words, task, lambda _: self._ask(), self.bar.say_error)

    def _ask(self, *, imported: int | None = None) -> None:
        def show(held: TemplateList) -> None:
            self._show(held, imported)

        self._jobs.read(self, list_templates, show, self.bar.say_error)

    def _changed(self, changes: Changes) -> None:
        if changes.from_elsewhere and changes.kinds & _TABLES:
            self._ask()

    def _show(self, held: TemplateList, imported: int | None) -> None:
        key = next((row.key for row in held.rows if imported is not None and row.id == imported), self._key)
        before, self._held = self.model, held
        self.model = TemplatesModel(held, self)
        self.table.setModel(self.model)
        if before:
            before.deleteLater()
        as_plain_table(self.table, "Templates", WIDE)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.setCurrentIndex(self.model.index(self.model.number_of(key), 0))
        self._choose(self.table.currentIndex(), QModelIndex())

    def _choose(self, _: QModelIndex, __: QModelIndex) -> None:
        row, held = self.row, self._held
        self._key = row.key if row else ""
        own = row is not None and not row.is_shipped
        newest = next(iter(row.versions), None) if row else None
        self.newer.setEnabled(own)
        self.put_away.setEnabled(own)
        self.put_away.setText("Bring &back" if row and row.facts.retired else "&Retire")
        tip = (
            "Offer it for new letters again" if row and row.facts.retired else "Begin no more letters with it"
        )
        self.put_away.setToolTip(f"{tip} (Del)")
        self.agree.setEnabled(newest is not None and not newest.is_approved)
        if held:
            self.pane.show_template(row, held)

    def _ask_for_word(self, title: str, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self, title, "", _WORD)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

        def chosen(file: str) -> None:
            then(Path(file))

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _button(self, words: str, key: str, tip: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.setToolTip(f"{tip} ({key})")
        button.clicked.connect(lambda _=False: do())
        QShortcut(QKeySequence(key), self).activated.connect(button.click)
        return button

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _word_file(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _word_file(event)
        if file:
            event.acceptProposedAction()
            self.import_file(file)

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.bring.setProperty("primary", True)
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(self.table)
        across.addWidget(self.pane)
        across.setChildrenCollapsible(False)
        across.setSizes([unit * 192, unit * 112])
        foot = QHBoxLayout()
        foot.setSpacing(unit * 2)
        for button in (self.copy, self.edit, self.put_away):
            foot.addWidget(button)
        foot.addStretch()
        for button in (self.agree, self.newer, self.bring):
            foot.addWidget(button)
        inside = QVBoxLayout()
        inside.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        inside.setSpacing(unit * 3)
        inside.addWidget(across, 1)
        inside.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(inside, 1)
        self.resize(unit * 306, unit * 172)
        self.table.setFocus()


def _word_file(event: QDropEvent) -> Path | None:
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((file for file in files if file.suffix.casefold() == ".docx"), None)
