"""Correcting what the office knows of a person: name, honours, and how they are addressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

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

from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.store.lists import PersonCard

_ADDRESS_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedPerson:
    """A person as corrected; `version` is that of the record when it was read."""

    person_id: int
    name: str
    honours: str
    salutation: str
    envelope_line: str
    address: str
    email: str
    version: int


def edit_person(parent: QWidget, card: PersonCard, then: Callable[[EditedPerson], None]) -> EditPersonDialog:
    """Let somebody correct a person; `then` gets the answer, unless they think better of it."""
    dialog = EditPersonDialog(card, then, parent)
    dialog.open()
    return dialog


class EditPersonDialog(QDialog):
    """The form."""

    def __init__(
        self, card: PersonCard, then: Callable[[EditedPerson], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Edit a person")
        self._card, self._then = card, then
        self.name = self._line(card.row.name, "Name in full, with its title")
        self.honours = self._line(card.row.honours, "Letters after the name")
        self.salutation = self._line(card.salutation, "Salutation that this person prefers")
        self.salutation.setPlaceholderText("by custom; or as they prefer it, such as Dear Michael")
        self.envelope_line = self._line(card.envelope_line, "First line of the address")
        self.envelope_line.setPlaceholderText("made from name and honours")
        self.email = self._line(card.email, "E-mail")
        self.address = QPlainTextEdit(card.address, self)
        self.address.setAccessibleName("Address")
        self.address.setTabChangesFocus(True)
        self.address.setFixedHeight(self.fontMetrics().lineSpacing() * _ADDRESS_LINES + spacing(self) * 4)
        self._problem = plain_label(wraps=True)
        self._lay_out()

    def answer(self) -> EditedPerson:
        """Give the person as the form has them."""
        return EditedPerson(
            person_id=self._card.row.id,
            name=" ".join(self.name.text().split()),
            honours=self.honours.text().strip(),
            salutation=self.salutation.text().strip(),
            envelope_line=self.envelope_line.text().strip(),
            address="\n".join(
                line.strip() for line in self.address.toPlainText().splitlines() if line.strip()
            ),
            email=self.email.text().strip(),
            version=self._card.version,
        )

    def _keep(self) -> None:
        answer = self.answer()
        if not answer.name:
            self._problem.setText("Type the person's name.")
            set_property(self._problem, "overdue", True)
            return
        self.accept()
        self._then(answer)

    def _line(self, words: str, name: str) -> QLineEdit:
        line = QLineEdit(words, self)
        line.setAccessibleName(name)
        line.setCursorPosition(0)
        return line

    def _lay_out(self) -> None:
        unit = spacing(self)
        form = QFormLayout()
        form.setHorizontalSpacing(unit * 4)
        form.setVerticalSpacing(unit * 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Name", self.name)
        form.addRow("&Honours", self.honours)
        form.addRow("&Salutation", self.salutation)
        form.addRow("Address &line", self.envelope_line)
        form.addRow("&Address", self.address)
        form.addRow("&E-mail", self.email)
        foot = QHBoxLayout()
        foot.addStretch()
        leave = QPushButton("Leave it", self)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        keep = QPushButton("&Keep", self)
        keep.setProperty("primary", True)
        keep.setDefault(True)
        keep.setToolTip("Keep this (Enter)")
        keep.clicked.connect(self._keep)
        foot.addWidget(leave)
        foot.addWidget(keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addLayout(foot)
        self.resize(unit * 130, self.sizeHint().height())
