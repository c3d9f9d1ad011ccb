"""One person: posts over time, how to address them, and the letters from and to them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.address import printed_honours
from corresp_tracker.ui.edit_person_dialog import EditedPerson, edit_person
from corresp_tracker.ui.in_words import counted, short_date, short_day
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.letter_list import letter_lines
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.row_list import RowList
from corresp_tracker.ui.row_model import PagedRows
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.store.lists import LetterRow, PersonCard, PromiseRow, TenureRow
    from corresp_tracker.ui.jobs import Jobs

FACTS = ("Posts", "Salutation", "Address line", "Address", "E-mail", "Letters", "Open cases", "Promised")


class PersonCardView(QWidget):
    """Shows a person. `letter_asked` opens one of the letters; `closed` is Esc."""

    letter_asked = Signal(int)
    closed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, by: str) -> None:
        super().__init__(parent)
        self._jobs, self._by = jobs, by
        self._card: PersonCard | None = None
        self.bar = MessageBar(self)
        self.name = plain_label(role="heading", wraps=True)
        self.edit = QPushButton("&Edit …", self)
        self.posts = QPushButton("&Posts …", self)
        self.history = QPushButton("&History", self)
        self._facts = {name: plain_label(wraps=True) for name in FACTS}
        self._form = QFormLayout()
        self._model: PagedRows[Any] = PagedRows(jobs, _rows, letter_lines, self)
        self.letters = RowList(self._model, "Letters from and to this person", self)
        self.letters.say_when_empty("No letter from or to this person is logged.")
        self._inside = QWidget(self)
        self._make_actions()
        self._lay_out()
        self.letters.opened.connect(self._open)
        self.clear()

    def show_card(self, card: PersonCard) -> None:
        """Show a person."""
        self._card = card
        row = card.row
        self.name.setText(" ".join(part for part in (row.name, printed_honours(row.honours)) if part))
        self._say("Posts", "\n".join(_tenure(each) for each in card.tenures) or "No post known")
        by_office = card.tenures[0].salutation if card.tenures else ""
        greetings = (card.salutation or by_office, "" if card.salutation else card.salutation_by_name)
        own = [f"{words} (from {name})" for name, words in card.greetings.items()]
        self._say("Salutation", ", or ".join(part for part in (*greetings, *own) if part))
        self._say("Address line", card.envelope_line)
        self._say("Address", card.address)
        self._say("E-mail", card.email)
        self._say("Letters", _letters(card))
        self._say("Open cases", "\n".join(card.open_cases))
        self._say("Promised", "\n".join(_promise(each) for each in card.commitments))
        ids = array("q", [letter.id for letter in card.letters])
        self.letters.ask(lambda _: ids)
        self._inside.show()

    def clear(self) -> None:
        """Show nobody."""
        self._card = None
        self._inside.hide()

    def actions_for_menu(self) -> list[QAction]:
        """Give what can be done with the person."""
        return [self._edit]

    def _say(self, name: str, words: str) -> None:
        self._facts[name].setText(words)
        self._form.setRowVisible(self._facts[name], bool(words))

    def _open(self, row: LetterRow) -> None:
        self.letter_asked.emit(row.id)

    def _ask(self) -> None:
        card = self._card
        if card:
            edit_person(self, self._jobs, card, self._keep)

    def _keep(self, edited: EditedPerson) -> None:
        def task(session: Session) -> None:
            from corresp_tracker.casework.people import edit_person as edit

            edit(
                session,
                edited.person_id,
                name=edited.name,
                honours=edited.honours,
                salutation=edited.salutation,
                envelope_line=edited.envelope_line,
                address=edited.address,
                email=edited.email,
                version=edited.version,
            )
            if edited.greetings:
                from corresp_tracker.casework.addressing import greetings_of, put_greetings

                held = greetings_of(session, edited.person_id)
                put_greetings(session, edited.person_id, {**held, **edited.greetings})

        self._jobs.write(self, f"Corrected what is known of {edited.name}", task, None, self.bar.say_error)

    def _show_history(self) -> None:
        from corresp_tracker.ui.record_history import show_history

        if self._card:
            row = self._card.row
            show_history(self, self._jobs, "person", row.id, row.name)

    def _make_actions(self) -> None:
        self._edit = QAction("Edit this person", self)
        self._edit.setShortcut(QKeySequence("F2"))
        self._edit.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._edit.triggered.connect(self._ask)
        self.addAction(self._edit)
        leave = QAction("Back", self)
        leave.setShortcut(QKeySequence("Esc"))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.triggered.connect(self.closed)
        self.addAction(leave)
        self.edit.setToolTip("Correct name, honours and forms of address (F2)")
        self.edit.clicked.connect(self._ask)
        self.history.setToolTip("Who changed what is known of this person, and when")
        self.history.clicked.connect(self._show_history)
        self.posts.setToolTip("Which posts this person held, and when (Ctrl+Shift+P)")

    def _lay_out(self) -> None:
        unit = spacing(self)
        self._form.setHorizontalSpacing(unit * 5)
        self._form.setVerticalSpacing(unit * 2)
        for name, fact in self._facts.items():
            fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._form.addRow(plain_label(name, role="quiet"), fact)
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.history, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.posts, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setContentsMargins(unit * 6, unit * 5, unit * 6, unit * 3)
        head.setSpacing(unit * 4)
        head.addLayout(top)
        head.addLayout(self._form)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(self.letters, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._inside, 1)
        self.setFocusProxy(self.letters)


def _tenure(tenure: TenureRow) -> str:
    post = ", ".join(part for part in (tenure.post, tenure.organisation) if part)
    if tenure.started is None and tenure.ended is None:
        return post
    began = f"from {short_date(tenure.started)}" if tenure.started else ""
    ended = f"to {short_date(tenure.ended)}" if tenure.ended else ""
    return f"{post} ({' '.join(part for part in (began, ended) if part)})"


def _promise(promise: PromiseRow) -> str:
    by = f", by {short_day(promise.due)}" if promise.due else ""
    return f"“{promise.words}” ({promise.reference}{by})"


def _letters(card: PersonCard) -> str:
    row = card.row
    if not card.letters:
        return ""
    last = f"; the last on {short_date(row.last_contact)}" if row.last_contact else ""
    open_cases = f"; {counted(row.open_cases, 'open case')}" if row.open_cases else ""
    return f"{row.letters_in} received, {row.letters_out} sent{last}{open_cases}"


def _rows(session: Session, ids: Sequence[int]) -> Sequence[LetterRow]:
    from corresp_tracker.store.lists import letter_rows

    return letter_rows(session, ids)
