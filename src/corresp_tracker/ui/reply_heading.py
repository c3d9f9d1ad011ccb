"""The heading of a draft on its page: to whom, the date, the references, the salutation and the subject."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QWidget

from corresp_tracker.ui.date_field import DateField, Way, today_here
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.log_fields import CorrespondentsField
from corresp_tracker.ui.theme import bold, spacing
from corresp_tracker.values.draft import DraftHeading
from corresp_tracker.values.names_in_words import in_one_line, out_of_one_line

FIELDS = {
    "addressee": "addressees",
    "addressees": "addressees",
    "date": "dated",
    "our_reference": "our_reference",
    "their_reference": "their_reference",
    "salutation": "salutation",
    "subject": "subject",
    "sign_off": "sign_off",
    "copy_to": "copy_to",
}
"""Which field of the heading holds a field of a template."""


class ReplyHeading(QWidget):
    """The fields above the text; `foot` holds the one below it."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._to = CorrespondentsField("Addressee", self)
        self._to.changed.connect(self.edited)
        self._dated = DateField(
            "Date of the letter", today=today_here(), way=Way.NEAREST, partial=True, parent=self
        )
        self._dated.changed.connect(self.edited)
        self._dated.set_hint("Left for signing")
        self._lines = {
            "our_reference": self._line("Our reference"),
            "their_reference": self._line("Their reference"),
            "salutation": self._line("Salutation"),
            "subject": self._line("Subject"),
            "sign_off": self._line("Sign-off"),
        }
        self.copy_to = self._line("Copy to")
        self.copy_to.setPlaceholderText("Name, post, body; the next parted by a semicolon")
        self._lines["subject"].setFont(bold(self.font()))
        self._notes = {key: plain_label(role="quiet", parent=self) for key in ("salutation", "sign_off")}
        unit = spacing(self)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(unit * 3)
        form.setVerticalSpacing(unit * 2)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(plain_label("To", role="quiet"), self._to)
        form.addRow(plain_label("Date", role="quiet"), self._dated)
        for key, name in (
            ("our_reference", "Our reference"),
            ("their_reference", "Their reference"),
            ("salutation", "Salutation"),
            ("subject", "Subject"),
        ):
            form.addRow(plain_label(name, role="quiet"), self._with_note(key))

    @property
    def sign_off_note(self) -> QWidget:
        """What says that the sign-off is not printed."""
        return self._notes["sign_off"]

    @property
    def sign_off(self) -> QLineEdit:
        """The field that stands below the text."""
        return self._lines["sign_off"]

    def show_heading(self, heading: DraftHeading) -> None:
        """Show the heading of a draft."""
        self._to.set_values(heading.addressees)
        if not self._dated.problem and heading.dated != self._dated.value:
            self._dated.set_value(heading.dated)
        for key, line in self._lines.items():
            line.setText(getattr(heading, key))
            line.setCursorPosition(0)
        self.copy_to.setText("; ".join(heading.copy_to or ()))
        self.copy_to.setCursorPosition(0)

    def show_by_hand(self, words: str) -> None:
        """Show that salutation and sign-off are left for the hand, with their words kept; "" shows these again."""
        for key, note in self._notes.items():
            note.setText(words)
            note.setVisible(bool(words))
            self._lines[key].setEnabled(not words)
            self._lines[key].setAccessibleDescription(words)

    def heading(self) -> DraftHeading:
        """Give the heading as it stands."""
        said = {key: " ".join(line.text().split()) for key, line in self._lines.items()}
        copies = dict.fromkeys(in_one_line(out_of_one_line(part)) for part in self.copy_to.text().split(";"))
        return DraftHeading(
            addressees=self._to.values(),
            dated=self._dated.value,
            copy_to=tuple(each for each in copies if each),
            **said,
        )

    def set_resting(self, rests: bool) -> None:
        """Let nothing be typed, or let it again."""
        for field in (self._to, self._dated, self.copy_to, *self._lines.values()):
            field.setEnabled(not rests)

    def go_to(self, field: str) -> bool:
        """Put the keyboard into a field by its name in a template; False where it is none of these."""
        key = FIELDS.get(field, "")
        target = {"addressees": self._to, "dated": self._dated, "copy_to": self.copy_to, **self._lines}.get(
            key
        )
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _with_note(self, key: str) -> QWidget:
        """Give a line with what may be said beside it."""
        if key not in self._notes:
            return self._lines[key]
        beside = QWidget(self)
        layout = QHBoxLayout(beside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(spacing(self) * 3)
        layout.addWidget(self._lines[key], 1)
        layout.addWidget(self._notes[key])
        return beside

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        line.textEdited.connect(lambda: self.edited.emit())
        return line
