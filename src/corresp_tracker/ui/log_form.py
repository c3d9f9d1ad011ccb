"""The form beside the original: what the letter is, corrected by the officer, in the order of reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.date_field import DateField, Way
from corresp_tracker.ui.deadline_dialog import explain_deadline, short_weekday
from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.log_belongs import BelongsTo
from corresp_tracker.ui.log_fields import CorrespondentsField, FieldRow
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.letter_text import Direction, LetterText, Marking, PrintedCorrespondent

if TYPE_CHECKING:
    from corresp_tracker.casework.people import MatchedCorrespondent
    from corresp_tracker.ui.log_proposal import FormAnswer
    from corresp_tracker.workingdays import Deadline

MEANS = ("e-mail", "post", "by hand", "courier", "fax")
_FIELDS_OF = {
    "senders": "senders",
    "on_behalf_of": "on_behalf_of",
    "addressees": "addressees",
    "dated": "dated",
    "subject": "subject",
    "their_reference": "their_reference",
    "our_reference": "our_reference",
    "marking": "marking",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormValue:
    """All that the form says. `due` is a deadline that was typed in."""

    text: LetterText
    direction: Direction
    day: date | None
    means: str
    kind_key: str
    drafter: str
    unit: str
    case_id: int | None
    role: str
    due: date | None
    held_at: str
    choices: dict[tuple[str, int], int]
    """For a correspondent (role, number) the person chosen; 0 for somebody new."""


class LogForm(QScrollArea):
    """Asks for nothing that the letter says itself."""

    changed = Signal()
    entered = Signal(str)
    """The keyboard came into a field: words to look for in the original."""

    def __init__(self, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._letter = LetterText(format="")
        self._deadline: Deadline | None = None
        self._day_was_typed = self._asks_due = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._make_fields()
        self._lay_out()
        self._connect()

    def show_letter(self, letter: LetterText) -> None:
        """Fill the form from what was read; empty where nothing was."""
        self._letter, self._deadline = letter, None
        self._day_was_typed = self._direction_was_chosen = False
        self._from.set_values(letter.senders)
        self._behalf.setText(letter.on_behalf_of)
        self._to.set_values(letter.addressees)
        self._dated.set_value(letter.dated)
        self._day.set_value(None)
        self._subject.setText(letter.subject)
        self._subject.setCursorPosition(0)
        self._their_reference.setText(letter.their_reference)
        self._our_reference.setText(letter.our_reference)
        self._marking.setCurrentIndex(
            max(self._marking.findData(letter.marking.value if letter.marking else ""), 0)
        )
        self._handling.setText(letter.handling)
        self._held_at.clear()
        self._due.set_value(None)
        self._due.hide()
        self.belongs.start_afresh()
        self._say_due(None)
        for name, row in self.rows.items():
            row.set_doubtful(name in {_FIELDS_OF.get(field, "") for field in letter.doubtful})
        self._show_direction()
        self.verticalScrollBar().setValue(0)

    def show_answer(self, answer: FormAnswer) -> None:
        """Show what the log proposes for the letter as it stands."""
        self._direction.setCurrentIndex(self._direction.findData(answer.proposal.direction.value))
        self._show_direction()
        if not self._day_was_typed and self._day.value is None:
            self._day.set_value(answer.proposal.received)
        self._day.question(answer.checks[0] if answer.checks else "")
        self.belongs.show_answer(answer)
        self._say_due(answer.due, asks=answer.asks_for_day)
        self._say_known(answer.proposal.correspondents)

    def text(self) -> LetterText:
        """Give the letter as the form has it, its paragraphs as they were read."""
        return replace(
            self._letter,
            senders=self._from.values(),
            on_behalf_of=self._behalf.text().strip(),
            addressees=self._to.values(),
            dated=self._dated.value,
            subject=" ".join(self._subject.text().split()),
            their_reference=self._their_reference.text().strip(),
            our_reference=self._our_reference.text().strip(),
            marking=self._chosen_marking,
            handling=self._handling.text().strip(),
        )

    def value(self) -> FormValue:
        """Give all that the form says."""
        suggestion = self.belongs.suggestion
        return FormValue(
            text=self.text(),
            direction=self.direction,
            day=self._day.day,
            means=self._means.currentText().strip() if self.direction is Direction.OUT else "",
            kind_key=self.belongs.kind_key,
            drafter=self.belongs.drafter,
            unit=self.belongs.unit,
            case_id=self.belongs.case_id,
            role=str(suggestion.role) if suggestion else "",
            due=self._due.day if not self._due.isHidden() else None,
            held_at=self._held_at.text().strip(),
            choices={
                (role, number): choice
                for role, field in (("sender", self._from), ("addressee", self._to))
                for number, each in enumerate(field.fields)
                if (choice := each.choice) is not None
            },
        )

    @property
    def direction(self) -> Direction:
        """Whether the letter came or went."""
        return Direction(self._direction.currentData())

    @property
    def _chosen_marking(self) -> Marking | None:
        chosen = self._marking.currentData()
        return Marking(chosen) if chosen else None

    @property
    def direction_was_chosen(self) -> bool:
        """Whether a person said which way the letter went."""
        return self._direction_was_chosen

    @property
    def day(self) -> date | None:
        """The day on which the letter came or went."""
        return self._day.day

    def problem(self) -> str:
        """Say what keeps the letter from being logged; empty where nothing does."""
        for field, name in ((self._dated, "date of the letter"), (self._day, "day"), (self._due, "deadline")):
            if field.problem and not field.isHidden():
                return f"The {name} cannot be: {field.problem}"
        if self._asks_due and self._due.day is None:
            return "Type the day by which it is answered: for this kind it is fixed for each case."
        if self._day.day is None:
            verb = "came" if self.direction is Direction.IN else "went"
            return f"Type the day on which the letter {verb}."
        return ""

    def doubtful(self) -> list[FieldRow]:
        """Give the fields that ask to be checked, in the order of reading."""
        return [row for row in self.rows.values() if row.is_doubtful and not row.isHidden()]

    def focus_next_doubtful(self) -> bool:
        """Put the keyboard into the next field that asks to be checked, settling the one that it leaves."""
        inside = next((row for row in self.rows.values() if row.isAncestorOf(self._focused())), None)
        rows, waiting = list(self.rows.values()), self.doubtful()
        after = rows.index(inside) if inside else -1
        if inside and inside.is_doubtful:
            inside.set_doubtful(False)
            waiting = self.doubtful()
        following = next((row for row in waiting if rows.index(row) > after), waiting[0] if waiting else None)
        if following:
            following.take_focus()
        return following is not None

    def start_typing(self) -> None:
        """Put the keyboard where the officer is most likely needed first."""
        waiting = self.doubtful()
        (waiting[0] if waiting else self.rows["senders"]).take_focus()

    def _focused(self) -> QWidget:
        return self.window().focusWidget() or self

    def _make_fields(self) -> None:
        self._direction_was_chosen = False
        self._direction = QComboBox(self)
        self._direction.addItem("Received", Direction.IN.value)
        self._direction.addItem("Sent by this office", Direction.OUT.value)
        self._from, self._to = CorrespondentsField("From", self), CorrespondentsField("To", self)
        self._behalf, self._subject = QLineEdit(self), QLineEdit(self)
        self._dated = DateField("Dated", today=self._today, partial=True)
        self._day = DateField("Received", today=self._today)
        self._means = QComboBox(self)
        self._means.setEditable(True)
        self._means.addItems(MEANS)
        self._their_reference, self._our_reference = QLineEdit(self), QLineEdit(self)
        self._marking = QComboBox(self)
        self._marking.addItem("None", "")
        for marking in Marking:
            self._marking.addItem(marking.value, marking.value)
        self._handling, self._held_at = QLineEdit(self), QLineEdit(self)
        self._handling.setPlaceholderText("Handling, such as SENSITIVE")
        self._held_at.setPlaceholderText("Where the letter itself is kept")
        self.belongs = BelongsTo(self)
        self._due_words = plain_label(parent=self)
        self._why = self._flat("Why?", "Show how the day was counted (Alt+W)", "Alt+W")
        self._change_due = self._flat("Change", "Type another day (Alt+D)", "Alt+D")
        self._due = DateField("Answer by", today=self._today, way=Way.COMING)
        self.rows: dict[str, FieldRow] = {
            key: FieldRow(name, editor, self)
            for key, name, editor in (
                ("direction", "Letter", self._direction),
                ("senders", "From", self._from),
                ("on_behalf_of", "On behalf of", self._behalf),
                ("addressees", "To", self._to),
                ("dated", "Dated", self._dated),
                ("day", "Received", self._day),
                ("means", "Sent by", self._means),
                ("subject", "Subject", self._subject),
                ("their_reference", "Their reference", self._their_reference),
                ("our_reference", "Our reference", self._our_reference),
                ("marking", "Marking", self._marking),
                ("handling", "Handling", self._handling),
                ("held_at", "Held at", self._held_at),
            )
        }
        for row in self.rows.values():
            if not row.editor.accessibleName():
                row.editor.setAccessibleName(row.name)

    def _flat(self, words: str, tip: str, key: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("flat", True)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.setShortcut(key)
        button.hide()
        return button

    def _lay_out(self) -> None:
        unit = spacing(self)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(unit * 4, unit * 4, unit * 4, unit * 6)
        layout.setSpacing(unit * 3)
        for row in self.rows.values():
            layout.addWidget(row)
        heading = plain_label("Belongs to", role="strong")
        heading.setContentsMargins(unit * 2, unit * 3, 0, 0)
        layout.addWidget(heading)
        indented = QVBoxLayout()
        indented.setContentsMargins(unit * 2, 0, 0, 0)
        indented.setSpacing(unit * 3)
        indented.addWidget(self.belongs)
        due = QHBoxLayout()
        due.setSpacing(unit)
        due.addWidget(self._due_words)
        due.addWidget(self._why)
        due.addWidget(self._change_due)
        due.addStretch()
        indented.addLayout(due)
        indented.addWidget(self._due)
        layout.addLayout(indented)
        layout.addStretch()
        self.setWidget(content)

    def _connect(self) -> None:
        for line in (self._behalf, self._subject, self._their_reference, self._our_reference, self._handling):
            line.textEdited.connect(lambda: self.changed.emit())
        for field in (self._from, self._to, self._dated):
            field.changed.connect(self.changed)
        self._day.changed.connect(self._type_day)
        self._direction.activated.connect(self._choose_direction)
        self._marking.activated.connect(lambda: self._mark())
        self.belongs.changed.connect(self.changed)
        self._why.clicked.connect(self._explain)
        self._change_due.clicked.connect(self._type_due)
        for row in self.rows.values():
            row.entered.connect(self._enter)

    def _enter(self, row: FieldRow) -> None:
        self.ensureWidgetVisible(row, 0, spacing(self) * 4)
        text = self._letter
        words = {
            "senders": text.senders[0].name if text.senders else "",
            "addressees": text.addressees[0].name if text.addressees else "",
            "on_behalf_of": text.on_behalf_of,
            "dated": text.dated.in_words() if text.dated else "",
            "subject": text.subject,
            "their_reference": text.their_reference,
            "our_reference": text.our_reference,
            "marking": text.marking.value if text.marking else "",
        }
        key = next(name for name, each in self.rows.items() if each is row)
        if words.get(key):
            self.entered.emit(words[key])

    def _type_day(self) -> None:
        self._day_was_typed = True
        self.changed.emit()

    def _choose_direction(self) -> None:
        self._direction_was_chosen = True
        if not self._day_was_typed:
            self._day.set_value(None)
        self._show_direction()
        self.changed.emit()

    def _show_direction(self) -> None:
        came = self.direction is Direction.IN
        self.rows["day"].rename("Received" if came else "Sent")
        self.rows["means"].setVisible(not came)
        self.rows["held_at"].setVisible(self._chosen_marking in (Marking.SECRET, Marking.TOP_SECRET))

    def _mark(self) -> None:
        self._show_direction()
        self.changed.emit()

    def _say_due(self, deadline: Deadline | None, *, asks: bool = False) -> None:
        asked_before, self._asks_due = self._asks_due, asks and self.belongs.case_id is None
        self._deadline = deadline
        wanted = deadline is not None and self.belongs.case_id is None
        self._due_words.setText(f"Answer by {short_weekday(deadline.due)}." if deadline else "")
        for widget in (self._due_words, self._why, self._change_due):
            widget.setVisible(wanted)
        set_property(self._due_words, "overdue", bool(deadline and deadline.due < self._today))
        if self._asks_due:
            self._due_words.setText("Answer by the day that is fixed for it:")
            self._due_words.show()
        if self._asks_due or (asked_before and self._due.value is None):
            self._due.setVisible(self._asks_due)

    def _explain(self) -> None:
        if self._deadline:
            explain_deadline(self, self._deadline)

    def _type_due(self) -> None:
        if self._deadline:
            self._due.set_value(self._deadline.due)
        self._due.show()
        self._due.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_known(self, people: tuple[MatchedCorrespondent, ...]) -> None:
        for role, field in (("sender", self._from), ("addressee", self._to)):
            found = [person for person in people if person.role == role]
            shown = [each for each in field.fields if not _is_empty(each.value())]
            for each in field.fields:
                each.say_known("")
            for each, person in zip(shown, found, strict=False):
                each.say_known(_known(person))
                offered = [(one.person_id, f"{one.known_as}: {one.reason}") for one in person.choices]
                each.offer(offered, each.choice)


def _known(person: MatchedCorrespondent) -> str:
    if person.choices and person.person_id is None:
        return "The office knows more than one whom this may be:"
    if person.is_new:
        return "New to the office"
    if not person.is_known:
        return ""
    return f"{person.known_as}: {person.reason}" if person.reason else f"Known: {person.known_as}"


def _is_empty(printed: PrintedCorrespondent) -> bool:
    return printed == PrintedCorrespondent()
