"""One case: where it stands, when it is due and why, who has a part in it, and its letters in order."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.case_changes import change_due_date, move_case
from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.deadline_dialog import (
    explain_deadline,
    held_in_words,
    short_weekday,
    stages_in_words,
)
from corresp_tracker.ui.in_words import counted, days_left, long_day, short_date
from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.row_list import RowList
from corresp_tracker.ui.row_model import PagedRows, RowLines
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.why_due import CaseDeadline
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.lists import CasePage, CaseParty, LetterRow
    from corresp_tracker.ui.jobs import Jobs

ROWS_SHOWN = 8
_WANTS_REPLY = ("original", "chaser")


class CaseView(QScrollArea):
    """Shows a case. `letter_asked` opens one of its letters; `reply_asked` starts the reply to one."""

    letter_asked = Signal(int)
    reply_asked = Signal(int)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, by: str) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Case")
        self._jobs, self._by = jobs, by
        self._case_id: int | None = None
        self._generation = 0
        self._page: CasePage | None = None
        self._deadline: CaseDeadline | None = None
        self.message_bar = MessageBar(self)
        self._heading = plain_label(role="heading", wraps=True)
        self._facts = {
            name: _fact()
            for name in (
                "Subject",
                "Kind",
                "With",
                "Drafter",
                "Signatory",
                "Stage",
                "Due",
                "On the way",
                "Received",
                "Still to come",
                "Belongs with",
                "Note",
            )
        }
        self._form = QFormLayout()
        self._model: PagedRows[Any] = PagedRows(jobs, _rows, letter_lines, self)
        self.letters = RowList(self._model, "Letters of the case", self)
        self._why = _button("&Why?", "Show how the due date was counted (Alt+W)")
        self._change_due = _button(
            "&Change …",
            "Change the due date, hold, or count again (Alt+C)",
        )
        self._move = _button("&Move …", "Move the case to another stage (Alt+M)")
        self._signatory = _button("An&other …", "Have somebody else sign (Ctrl+Shift+Y)")
        self._reply = QPushButton("&Draft reply", self)
        self._reply.setProperty("primary", True)
        self._reply.setToolTip("Draft the reply to this letter (Ctrl+R)")
        self._reply_to = plain_label(role="quiet", wraps=True)
        self._inside = QWidget(self)
        self._lay_out()
        self._connect()
        self.show_case(None)

    @property
    def page(self) -> CasePage | None:
        """The case on show."""
        return self._page

    def fact(self, name: str) -> str:
        """Give what is said under a name ("Signatory")."""
        return self._facts[name].text()

    def show_case(self, case_id: int | None) -> None:
        """Show a case, or none."""
        if case_id != self._case_id:
            self.message_bar.hide()
        self._case_id = case_id
        self._generation += 1
        if case_id is None:
            self._page = None
            self._inside.hide()
            return
        generation = self._generation

        def then(answer: tuple[CasePage, CaseDeadline, str]) -> None:
            if generation == self._generation:
                self._show(*answer)

        self._jobs.read(self, lambda session: _case(session, case_id), then, self.message_bar.say_error)

    def _show(self, page: CasePage, deadline: CaseDeadline, signs: str) -> None:
        self._page, self._deadline = page, deadline
        row = page.row
        marking = " ".join(part for part in (page.marking, page.handling) if part)
        self._heading.setText(f"{row.reference}  ·  {marking}" if marking else row.reference)
        self._say("Subject", row.subject)
        self._say("Kind", " · ".join(part for part in (row.kind, page.priority) if part))
        self._say("With", "" if page.parties else row.correspondent)
        self._say("Drafter", _drafter(row.drafter, me=self._by))
        self._say("Signatory", signs or "nobody yet")
        self._say("Stage", row.stage.capitalize())
        self._say("Received", long_day(row.received) if row.received else "")
        self._say("Still to come", "\n".join(page.to_come))
        self._say("Belongs with", "\n".join(page.beside))
        self._say("Note", page.note)
        self._say("Due", held_in_words(deadline) or due_in_words(page))
        stages = tuple(each for each in deadline.stages if each[0] in page.stages)
        on_the_way = stages_in_words(stages, today=today_here())
        self._say("On the way", on_the_way[:1].upper() + on_the_way[1:])
        set_property(self._facts["Due"], "overdue", row.overdue)
        self._why.setVisible(deadline.deadline is not None or bool(deadline.changes))
        self._change_due.setVisible(not page.finished)
        self._show_parties(page.parties)
        self.letters.ask(lambda _: array("q", [letter.id for letter in page.letters]))
        self._fit_letters(len(page.letters))
        self._offer_reply()
        self._inside.show()

    def _say(self, name: str, words: str) -> None:
        self._facts[name].setText(words)
        self._form.setRowVisible(self._rows_of[name], bool(words))

    def _show_parties(self, parties: Sequence[CaseParty]) -> None:
        while self._form.rowCount() > len(self._facts):
            self._form.removeRow(len(self._facts))
        for party in parties:
            name = plain_label(party.role.capitalize(), role="quiet")
            words = ", ".join(part for part in (party.name, party.post, party.organisation) if part)
            self._form.addRow(name, _fact(words))

    def _fit_letters(self, count: int) -> None:
        height = self.letters.sizeHintForRow(0) if self._model.rowCount() else _row_height(self.letters)
        self.letters.setFixedHeight(height * min(max(count, 1), ROWS_SHOWN) + 2)

    def _offer_reply(self) -> None:
        letter = self._unanswered()
        self._reply.setVisible(letter is not None)
        self._reply_to.setVisible(letter is not None)
        if letter:
            whom = f" from {letter.correspondent}" if letter.correspondent else ""
            dated = f"of {short_date(letter.dated)}" if letter.dated else "with no date"
            self._reply_to.setText(f"to the letter {dated}{whom}")
            self._reply.setAccessibleName(f"Draft reply {self._reply_to.text()}")

    def _unanswered(self) -> LetterRow | None:
        """Give the letter to reply to: the one that is chosen where it waits for a reply, else the first that does."""
        waiting = [] if self._page is None else waiting_letters(self._page)
        chosen = self.letters.current_id
        return next((letter for letter in waiting if letter.id == chosen), waiting[0] if waiting else None)

    def _ask_letter(self, row: LetterRow) -> None:
        self.letter_asked.emit(row.id)

    def _ask_reply(self) -> None:
        letter = self._unanswered()
        if letter:
            self.reply_asked.emit(letter.id)

    def _explain(self) -> None:
        if self._deadline:
            explain_deadline(self, self._deadline.deadline, self._deadline)

    def _move_on(self) -> None:
        if self._page:
            move_case(self, self._jobs, self._page)

    def _have_another_sign(self) -> None:
        from corresp_tracker.ui.signatory_dialog import change_signatory

        if self._page:
            change_signatory(self, self._jobs, self._page.row.id)

    def _set_due(self) -> None:
        if self._page:
            change_due_date(self, self._jobs, self._page, held=bool(self._deadline and self._deadline.held))

    def _changed(self, changes: Changes) -> None:
        if self._case_id is not None and changes.may_touch(self._case_id):
            self.show_case(self._case_id)

    def _connect(self) -> None:
        self._jobs.changed.connect(self._changed)
        self._jobs.office_changed.connect(lambda: self.show_case(None))
        self.letters.opened.connect(self._ask_letter)
        self.letters.chosen.connect(self._offer_reply)
        self._why.clicked.connect(self._explain)
        self._change_due.clicked.connect(self._set_due)
        self._move.clicked.connect(self._move_on)
        self._signatory.clicked.connect(self._have_another_sign)
        self._reply.clicked.connect(self._ask_reply)

    def _lay_out(self) -> None:
        unit = spacing(self)
        self._rows_of: dict[str, int] = {}
        beside = {
            "Signatory": (self._signatory,),
            "Stage": (self._move,),
            "Due": (self._why, self._change_due),
        }
        form = self._form
        form.setHorizontalSpacing(unit * 4)
        form.setVerticalSpacing(unit)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for name, fact in self._facts.items():
            self._rows_of[name] = form.rowCount()
            form.addRow(plain_label(name, role="quiet"), _beside(fact, beside.get(name, ()), unit))
        top = QVBoxLayout(self._inside)
        top.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        top.setSpacing(unit * 3)
        top.addWidget(self._heading)
        top.addLayout(form)
        top.addWidget(plain_label("Letters", role="strong"))
        top.addWidget(self.letters)
        reply = QHBoxLayout()
        reply.setSpacing(unit * 3)
        reply.addWidget(self._reply)
        reply.addWidget(self._reply_to, 1)
        top.addLayout(reply)
        top.addStretch(1)
        whole = QWidget(self)
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message_bar)
        layout.addWidget(self._inside)
        layout.addStretch(1)
        self.setWidget(whole)
        self.setFocusProxy(self.letters)


def due_in_words(page: CasePage) -> str:
    """Say when the answer is due and how long that is; for a date that a person set, with the reason."""
    row = page.row
    if row.due is None:
        return "No answer is due"
    left = days_left(row.days_left, overdue=row.overdue)
    return f"{short_weekday(row.due)}{f'  ·  {left}' if left else ''}"


def waiting_letters(page: CasePage) -> list[LetterRow]:
    """Give the letters that came and have no reply yet, oldest first; none where the case is finished."""
    if page.finished:
        return []
    replied = [place for place, letter in enumerate(page.letters) if _is_reply(letter)]
    last = replied[-1] if replied else -1
    return [
        letter
        for place, letter in enumerate(page.letters)
        if place > last
        and letter.standing == "received"
        and letter.role in _WANTS_REPLY
        and letter.id not in page.answered
    ]


def letter_lines(row: LetterRow) -> RowLines:
    """Say how a letter is printed among the letters of its case."""
    asks = f"{row.asks} to look at" if row.asks else ""
    links = counted(row.links, "link") if row.links else ""
    below = (row.standing.capitalize(), row.role.capitalize(), links)
    return RowLines(
        name=row.correspondent or "Correspondent not known",
        subject=row.subject,
        below=" · ".join(part for part in below if part),
        date=short_date(row.dated),
        remark=asks,
    )


def _drafter(name: str, *, me: str) -> str:
    return f"{name} (you)" if name and name == me else name or "nobody yet"


def _is_reply(letter: LetterRow) -> bool:
    return letter.direction == "out" and letter.role == "reply"


def _case(session: Session, case_id: int) -> tuple[CasePage, CaseDeadline, str]:
    from corresp_tracker.casework.clocks import fetch_case
    from corresp_tracker.casework.deadlines import office_calendar
    from corresp_tracker.casework.signatories import signatory_of
    from corresp_tracker.casework.why_due import why_due
    from corresp_tracker.store.lists import case_page

    page = case_page(session, case_id, today=today_here(), calendar=office_calendar(session))
    signs = signatory_of(session, fetch_case(session, case_id))
    return page, why_due(session, case_id), signs.in_words() if signs else ""


def _rows(session: Session, ids: Sequence[int]) -> Sequence[LetterRow]:
    from corresp_tracker.store.lists import letter_rows

    return letter_rows(session, ids)


def _row_height(rows: RowList) -> int:
    return rows.fontMetrics().height() * 2 + spacing(rows) * 5 + 1


def _fact(words: str = "") -> QLabel:
    label = plain_label(words, wraps=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _button(words: str, meaning: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("flat", True)
    button.setToolTip(meaning)
    button.setAccessibleName(meaning.partition(" (")[0])
    return button


def _beside(fact: QLabel, buttons: Sequence[QPushButton], unit: int) -> QWidget | QHBoxLayout:
    if not buttons:
        return fact
    fact.setWordWrap(False)
    row = QHBoxLayout()
    row.setSpacing(unit)
    row.addWidget(fact)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
