"""What a case belongs with: other cases, those that the same reply answers, its constituent and its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.model.cases import CaseTieKind
from corresp_tracker.ui.follow_ups_dialog import CellsModel
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.case_ties import TiedCase
    from corresp_tracker.ui.jobs import Jobs

_KINDS = tuple(CaseTieKind)
_HEADS = ("Case", "Subject", "How", "One reply")


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """What a case belongs with. `reply_id` is the newest letter of the office in it, `also` the cases that it answers."""

    case_id: int
    reference: str
    ties: tuple[TiedCase, ...]
    primary: str
    constituent: str
    place: str
    reply_id: int | None
    also: tuple[int, ...]


def show_belongings(parent: QWidget, jobs: Jobs, case_id: int) -> None:
    """Show what a case belongs with."""

    def show(found: Belongings) -> None:
        CaseTiesDialog(jobs, found, parent).open()

    jobs.read(parent, lambda session: _fetch(session, case_id), show)


class CaseTiesDialog(QDialog):
    """Each thing done is a change of its own, and shown at once."""

    def __init__(self, jobs: Jobs, found: Belongings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"What {found.reference} belongs with")
        self._jobs, self._found = jobs, found
        self.bar = MessageBar(self)
        self.table = QTableView(self)
        self.reference, self.kind = QLineEdit(self), QComboBox(self)
        self.primary, self.constituent, self.place = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self._lay_out()
        self.show_found(found)

    @property
    def found(self) -> Belongings:
        """What is on show."""
        return self._found

    def show_found(self, found: Belongings) -> None:
        """Show what a case belongs with now."""
        self._found = found
        rows = [
            (tie.reference, tie.subject, tie.kind.value, "yes" if tie.case_id in found.also else "")
            for tie in found.ties
        ]
        self.table.setModel(CellsModel(_HEADS, rows, self))
        as_plain_table(self.table, "Cases that it is tied to", (22, 40, 26, 24))
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for field, words in (
            (self.primary, found.primary),
            (self.constituent, found.constituent),
            (self.place, found.place),
        ):
            field.setText(words)

    def tie(self) -> None:
        """Tie the case whose reference is typed."""
        case_id, reference, kind = (
            self._found.case_id,
            self.reference.text(),
            _KINDS[self.kind.currentIndex()],
        )

        def task(session: Session) -> None:
            from corresp_tracker.casework.case_ties import tie_cases
            from corresp_tracker.casework.cases import find_case

            tie_cases(session, case_id, find_case(session, reference).id, kind)

        self._write(f"Tied {self._found.reference} to {reference}", task)

    def untie(self) -> None:
        """Part the case that is chosen."""
        tie = self._chosen()
        if tie is not None:
            case_id = self._found.case_id

            def task(session: Session) -> None:
                from corresp_tracker.casework.case_ties import untie_cases

                untie_cases(session, case_id, tie.case_id)

            self._write(f"Parted {self._found.reference} and {tie.reference}", task)

    def answer_both(self) -> None:
        """Have the reply in this case answer the chosen one too, or no longer."""
        tie, reply_id = self._chosen(), self._found.reply_id
        if reply_id is None:
            self.bar.say("There is no letter of the office in this case yet: draft the reply first.")
        elif tie is not None:
            also = set(self._found.also) ^ {tie.case_id}

            def task(session: Session) -> None:
                from corresp_tracker.casework.case_ties import also_answers

                also_answers(session, reply_id, sorted(also))

            self._write(f"One reply for {self._found.reference} and {tie.reference}", task)

    def keep(self) -> None:
        """Keep correspondent, constituent and place as they are typed."""
        found = self._found
        primary, constituent, place = self.primary.text(), self.constituent.text(), self.place.text()

        def task(session: Session) -> None:
            from corresp_tracker.casework.case_ties import name_constituent, name_primary, set_place
            from corresp_tracker.values.letter_text import PrintedCorrespondent

            if primary != found.primary:
                name_primary(session, found.case_id, PrintedCorrespondent(name=primary.strip()))
            if constituent != found.constituent:
                name_constituent(session, found.case_id, PrintedCorrespondent(name=constituent.strip()))
            if place != found.place:
                set_place(session, found.case_id, place)

        self._write(f"Said whom and what {found.reference} is about", task)

    def _write(self, words: str, task: Callable[[Session], None]) -> None:
        case_id = self._found.case_id

        def then(_: None) -> None:
            self.bar.hide()
            self.reference.clear()
            self._jobs.read(self, lambda session: _fetch(session, case_id), self.show_found)

        self._jobs.write(self, words, task, then, self.bar.say_error)

    def _chosen(self) -> TiedCase | None:
        at = self.table.currentIndex().row()
        if 0 <= at < len(self._found.ties):
            return self._found.ties[at]
        self.bar.say("Choose a case of the table first.")
        return None

    def _lay_out(self) -> None:
        unit = spacing(self)
        about = QFormLayout()
        about.setHorizontalSpacing(unit * 4)
        about.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        about.addRow("&Primary correspondent", self.primary)
        about.addRow("&Constituent", self.constituent)
        about.addRow("P&lace", self.place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(self.bar)
        layout.addLayout(about)
        layout.addLayout(self._row(None, self._button("&Keep these", self.keep)))
        layout.addWidget(plain_label("Other cases", role="strong"))
        layout.addWidget(self.table, 1)
        both = self._button("One &reply answers both", self.answer_both)
        layout.addLayout(self._row(both, self._button("P&art them", self.untie), None))
        layout.addLayout(self._tie_row())
        layout.addLayout(self._row(None, self._button("Close", self.accept)))
        self.resize(unit * 200, unit * 135)

    def _tie_row(self) -> QHBoxLayout:
        self.kind.addItems([kind.value.capitalize() for kind in _KINDS])
        self.kind.setCurrentIndex(_KINDS.index(CaseTieKind.RELATED))
        self.kind.setAccessibleName("How the two belong together")
        self.reference.setAccessibleName("Reference of the other case")
        self.reference.setPlaceholderText("Reference of the other case")
        row = QHBoxLayout()
        row.addWidget(self.reference, 1)
        row.addWidget(self.kind)
        row.addWidget(self._button("&Tie", self.tie))
        return row

    def _row(self, *parts: QWidget | None) -> QHBoxLayout:
        """Lay widgets in one line; None is room."""
        row = QHBoxLayout()
        for part in parts:
            if part is None:
                row.addStretch()
            else:
                row.addWidget(part)
        return row

    def _button(self, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: do())
        return button


def _fetch(session: Session, case_id: int) -> Belongings:
    from corresp_tracker.casework.case_ties import (
        also_answered_by,
        named_in_case,
        newest_reply,
        place_of,
        ties_of,
    )
    from corresp_tracker.casework.clocks import fetch_case

    case = fetch_case(session, case_id)
    reply_id = newest_reply(session, case_id)
    primary, constituent = named_in_case(session, case_id)
    return Belongings(
        case_id=case_id,
        reference=case.reference,
        ties=ties_of(session, case_id),
        primary=primary,
        constituent=constituent,
        place=place_of(session, case_id),
        reply_id=reply_id,
        also=also_answered_by(session, reply_id) if reply_id is not None else (),
    )
