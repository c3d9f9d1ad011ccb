"""Choosing the template that a reply begins with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.in_words import tooltip
from corresp_tracker.ui.labels import list_item, plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.template_tasks import choices, keep, look_at_file
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.casework.template_records import ImportedTemplate
    from corresp_tracker.casework.templates import OfficeTemplate
    from corresp_tracker.casework.usual_templates import TemplateChoice
    from corresp_tracker.ui.jobs import Jobs


_LONGEST = 40
"""Characters of a title that leave room for why it is offered."""


def ask_for_template(
    parent: QWidget,
    jobs: Jobs,
    subject: str,
    then: Callable[[str], None],
    *,
    case_id: int | None = None,
    beside: QWidget | None = None,
) -> None:
    """Let a person choose a template for a letter in a case; the usual one for such letters is chosen already.

    `then` gets its name. A Word file can be chosen too: it is looked at first, and kept among the templates. `beside` is
    asked in the same window.
    """

    def show(offered: Sequence[TemplateChoice]) -> None:
        TemplateDialog(jobs, offered, subject, then, parent, beside).open()

    jobs.read(parent, lambda session: choices(session, case_id), show)


class TemplateDialog(QDialog):
    """Lists the templates; Enter takes one."""

    def __init__(
        self,
        jobs: Jobs,
        offered: Sequence[TemplateChoice],
        subject: str,
        then: Callable[[str], None],
        parent: QWidget,
        beside: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Draft reply")
        self._jobs, self._then = jobs, then
        self._chosen = ""
        self.bar = MessageBar(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Templates")
        for choice in offered:
            item = list_item(_listed(choice), self.list)
            item.setToolTip(tooltip(choice.title))
            item.setData(Qt.ItemDataRole.UserRole, choice.name)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self._activated)
        self.accepted.connect(self._take)
        self._lay_out(subject, beside)

    def ask_for_file(self) -> None:
        """Let the person choose a Word file as the template."""
        dialog = QFileDialog(self, "A template of your own", "", "Word (*.docx)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

        def chosen(file: str) -> None:
            self.take_file(Path(file))

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_file(self, file: Path) -> None:
        """Look at a Word file, and begin the reply with it where nothing is wrong with it."""
        self._jobs.run(
            self, lambda: look_at_file(file), self._keep, self.bar.say_error, words=f"Looking at {file.name}"
        )

    def _keep(self, template: OfficeTemplate) -> None:
        def kept(_: ImportedTemplate) -> None:
            self._chosen = template.name
            self.accept()

        self._jobs.write(
            self,
            f"Kept the template {template.title}",
            lambda session: keep(session, template),
            kept,
            self.bar.say_error,
        )

    def _activated(self, _: QListWidgetItem) -> None:
        self.accept()

    def _take(self) -> None:
        item = self.list.currentItem()
        if self._chosen:
            self._then(self._chosen)
        elif item:
            self._then(item.data(Qt.ItemDataRole.UserRole))

    def _lay_out(self, subject: str, beside: QWidget | None) -> None:
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(plain_label("Begin the reply with", role="strong"))
        if subject:
            layout.addWidget(plain_label(f"Subject: {subject}", role="quiet", wraps=True))
        layout.addWidget(self.list, 1)
        if beside:
            layout.addWidget(beside)
        layout.addWidget(self.bar)
        foot = QHBoxLayout()
        own = QPushButton("A &Word file …", self)
        own.setAutoDefault(False)
        own.setToolTip("Begin with a template of your own; it is looked at first (Alt+W)")
        own.clicked.connect(lambda: self.ask_for_file())
        foot.addWidget(own)
        foot.addStretch()
        leave = QPushButton("Not now", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Start no reply (Esc)")
        leave.clicked.connect(self.reject)
        begin = QPushButton("&Begin", self)
        begin.setProperty("primary", True)
        begin.setDefault(True)
        begin.setToolTip("Begin the reply (Enter)")
        begin.clicked.connect(self.accept)
        foot.addWidget(leave)
        foot.addWidget(begin)
        layout.addLayout(foot)
        self.resize(unit * 150, unit * 100)


def _listed(choice: TemplateChoice) -> str:
    """Say which template a row is, whose, and why it is where it stands."""
    own = " (your own)" if choice.is_own else ""
    is_long = len(choice.title) > _LONGEST
    title = f"{choice.title[: _LONGEST - 1].rstrip()}…" if is_long else choice.title
    return f"{title}{own}" + (f"  –  {choice.why}" if choice.why else "")
