"""Choosing the template that a reply begins with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.drafting.library import Template
    from corresp_tracker.ui.jobs import Jobs


def ask_for_template(parent: QWidget, jobs: Jobs, subject: str, then: Callable[[str], None]) -> None:
    """Let a person choose a template for a reply; `then` gets its name."""

    def show(templates: Sequence[Template]) -> None:
        TemplateDialog(templates, subject, then, parent).open()

    jobs.run(parent, _templates, show)


class TemplateDialog(QDialog):
    """Lists the templates; Enter takes one."""

    def __init__(
        self, templates: Sequence[Template], subject: str, then: Callable[[str], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Draft reply")
        self._then = then
        self.list = QListWidget(self)
        self.list.setAccessibleName("Templates")
        for template in templates:
            item = QListWidgetItem(template.title)
            item.setData(Qt.ItemDataRole.UserRole, template.name)
            self.list.addItem(item)
        replies = [at for at, template in enumerate(templates) if template.kind == "reply"]
        self.list.setCurrentRow(replies[0] if replies else 0)
        self.list.itemActivated.connect(self._activated)
        self.accepted.connect(self._take)
        self._lay_out(subject)

    def _activated(self, _: QListWidgetItem) -> None:
        self.accept()

    def _take(self) -> None:
        item = self.list.currentItem()
        if item:
            self._then(item.data(Qt.ItemDataRole.UserRole))

    def _lay_out(self, subject: str) -> None:
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(plain_label("Begin the reply with", role="strong"))
        if subject:
            layout.addWidget(plain_label(f"Subject: {subject}", role="quiet", wraps=True))
        layout.addWidget(self.list, 1)
        foot = QHBoxLayout()
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
        self.resize(unit * 100, unit * 70)


def _templates() -> Sequence[Template]:
    from corresp_tracker.drafting.library import shipped_templates

    return shipped_templates()
