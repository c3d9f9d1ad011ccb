"""Correcting what the office knows of a person: name, honours, and how they are addressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
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

from corresp_tracker.ui.dialog_foot import keep_or_leave
from corresp_tracker.ui.filtered_list import TYPING_MS
from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.people import KnownPerson
    from corresp_tracker.store.lists import PersonCard
    from corresp_tracker.ui.jobs import Jobs

_ADDRESS_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedPerson:
    """A person as corrected; `version` is that of the record when it was read.

    `greetings` are the ways in which those who sign greet them, each their own, by the signatory's name.
    """

    person_id: int
    name: str
    honours: str
    salutation: str
    envelope_line: str
    address: str
    email: str
    version: int
    greetings: dict[str, str] = field(default_factory=dict[str, str])


def edit_person(
    parent: QWidget, jobs: Jobs, card: PersonCard, then: Callable[[EditedPerson], None]
) -> EditPersonDialog:
    """Let somebody correct a person; `then` gets the answer, unless they think better of it."""
    dialog = EditPersonDialog(jobs, card, then, parent)
    dialog.open()
    return dialog


def add_person(
    parent: QWidget, jobs: Jobs, then: Callable[[EditedPerson], None], show: Callable[[int], None]
) -> EditPersonDialog:
    """Let somebody add a person, told of those known by that name; `show` gets one who is chosen instead."""
    dialog = EditPersonDialog(jobs, None, then, parent)
    dialog.known_chosen.connect(show)
    dialog.open()
    return dialog


class EditPersonDialog(QDialog):
    """The form; with no card, for somebody new. `known_chosen` is one whom the office knows by the name typed."""

    known_chosen = Signal(int)

    def __init__(
        self,
        jobs: Jobs,
        card: PersonCard | None,
        then: Callable[[EditedPerson], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Edit a person" if card else "Add somebody")
        self._jobs, self._card, self._then = jobs, card, then
        self._known: KnownPerson | None = None
        self.name = self._line(card.row.name if card else "", "Name in full, with its title")
        self.honours = self._line(card.row.honours if card else "", "Letters after the name")
        self.salutation = self._line(card.salutation if card else "", "Salutation that this person prefers")
        self.salutation.setPlaceholderText("by custom; or as they prefer it, such as Dear Michael")
        self.envelope_line = self._line(card.envelope_line if card else "", "First line of the address")
        self.envelope_line.setPlaceholderText("made from name and honours")
        self.email = self._line(card.email if card else "", "E-mail")
        self.address = QPlainTextEdit(card.address if card else "", self)
        self.address.setAccessibleName("Address")
        self.address.setTabChangesFocus(True)
        self.address.setFixedHeight(self.fontMetrics().lineSpacing() * _ADDRESS_LINES + spacing(self) * 4)
        held = dict(card.greetings) if card else dict[str, str]()
        self.greetings = {
            name: self._line(held.get(name, ""), f"As {name} greets them")
            for name in (card.signatories if card else ())
        }
        for line in self.greetings.values():
            line.setPlaceholderText("as everybody does")
        self._problem = plain_label(wraps=True)
        self._problem.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)
        self.twin = QPushButton(self)
        self.twin.setProperty("flat", True)
        self.twin.setAutoDefault(False)
        self.twin.hide()
        self.twin.clicked.connect(self._take_known)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._look_for_twins)
        self.name.textEdited.connect(self._name_typed)
        self._lay_out()

    def answer(self) -> EditedPerson:
        """Give the person as the form has them."""
        return EditedPerson(
            person_id=self._card.row.id if self._card else 0,
            name=" ".join(self.name.text().split()),
            honours=self.honours.text().strip(),
            salutation=self.salutation.text().strip(),
            envelope_line=self.envelope_line.text().strip(),
            address="\n".join(
                line.strip() for line in self.address.toPlainText().splitlines() if line.strip()
            ),
            email=self.email.text().strip(),
            version=self._card.version if self._card else 0,
            greetings={name: line.text().strip() for name, line in self.greetings.items()},
        )

    def _name_typed(self, _: str) -> None:
        self._typing.start()

    def _look_for_twins(self) -> None:
        """Tell of somebody known by the name that is typed, so that nobody is made twice."""
        name, own = self.name.text(), self._card.row.id if self._card else None
        self._jobs.read_latest(self, lambda session: _like(session, name, own), self._tell_of_twin)

    def _tell_of_twin(self, known: tuple[KnownPerson, ...]) -> None:
        self._known = known[0] if known else None
        self.twin.setVisible(self._known is not None)
        if self._known:
            self._problem.setText(f"The office knows {self._known.known_as}: {self._known.reason}.")
            set_property(self._problem, "overdue", True)
            self.twin.setText("Show &them instead")
        else:
            self._problem.setText("")

    def _take_known(self) -> None:
        if self._known:
            self.reject()
            self.known_chosen.emit(self._known.person_id)

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
        for name, line in self.greetings.items():
            form.addRow(plain_label(f"From {name}"), line)
        form.addRow("Address &line", self.envelope_line)
        form.addRow("&Address", self.address)
        form.addRow("&E-mail", self.email)
        foot = QHBoxLayout()
        foot.addWidget(self.twin)
        foot.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addLayout(keep_or_leave(self, self._keep))
        self.resize(unit * 130, self.sizeHint().height())


def _like(session: Session, name: str, own: int | None) -> tuple[KnownPerson, ...]:
    from corresp_tracker.casework.people_twins import people_like

    return people_like(session, name, besides=own)
