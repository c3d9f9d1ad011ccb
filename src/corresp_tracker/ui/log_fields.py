"""The fields of the form in which a letter is logged, each of which can ask to be checked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import colours_of, spacing
from corresp_tracker.values.letter_text import PrintedCorrespondent

LABEL_CHARACTERS = 14
CHECK = "check"


class FieldRow(QWidget):
    """A field with its name before it; a doubtful one carries a bar and the word "check".

    `entered` tells that the keyboard came into it, so that the original can scroll along.
    """

    entered = Signal(object)

    def __init__(self, name: str, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.editor = editor
        self._is_doubtful = False
        self._tag = plain_label(role="small", parent=self)
        self._label = label = plain_label(name, role="quiet", parent=self)
        label.setFixedWidth(self.fontMetrics().averageCharWidth() * LABEL_CHARACTERS)
        label.setWordWrap(True)
        label.setBuddy(editor)
        unit = spacing(self)
        label.setContentsMargins(0, unit, 0, 0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit * 2, 0, 0, 0)
        layout.setSpacing(unit * 2)
        layout.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(editor, 1)
        self._tag.setContentsMargins(0, unit, 0, 0)
        self._tag.setFixedWidth(self._tag.fontMetrics().horizontalAdvance(CHECK) + unit)
        layout.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignTop)
        for child in (editor, *editor.findChildren(QWidget)):
            child.installEventFilter(self)

    @property
    def is_doubtful(self) -> bool:
        """Whether it asks to be checked."""
        return self._is_doubtful

    def set_doubtful(self, doubtful: bool) -> None:
        """Ask for the field to be checked, or stop asking."""
        self._is_doubtful = doubtful
        self._tag.setText(CHECK if doubtful else "")
        self.editor.setAccessibleDescription("Check this" if doubtful else "")
        self.update()

    def rename(self, name: str) -> None:
        """Call the field by another name."""
        self.name = name
        self._label.setText(name)
        self.editor.setAccessibleName(name)

    def take_focus(self) -> None:
        """Put the keyboard into the field."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(self.editor, QLineEdit):
            self.editor.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_doubtful:
            painter = QPainter(self)
            bar = QRect(0, 0, max(3, spacing(self) * 3 // 4), self.height())
            painter.fillRect(bar, colours_of(self).accent)
            painter.end()


class CorrespondentField(QWidget):
    """One person or body as the letter prints it: name and honours, post, organisation, address.

    `choose` offers the people whom the name may mean.
    """

    changed = Signal()
    chosen = Signal()

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._printed = PrintedCorrespondent()
        self._name = self._line("Name", what)
        self._honours = self._line("Honours", what)
        self._post = self._line("Post", what)
        self._organisation = self._line("Organisation", what)
        self._address = self._line("Address, lines parted by commas", what)
        self._known = plain_label(role="small", wraps=True, parent=self)
        self._known.hide()
        self._choice = QComboBox(self)
        self._choice.setAccessibleName(f"{what}: who is meant")
        self._choice.activated.connect(lambda: self.chosen.emit())
        self._choice.hide()
        unit = spacing(self)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit)
        layout.addWidget(self._name, 0, 0)
        layout.addWidget(self._honours, 0, 1)
        for row, widget in enumerate((self._post, self._organisation, self._address), start=1):
            layout.addWidget(widget, row, 0, 1, 2)
        layout.addWidget(self._known, 4, 0, 1, 2)
        layout.addWidget(self._choice, 5, 0, 1, 2)
        layout.setColumnStretch(0, 5)
        layout.setColumnStretch(1, 2)
        self.setFocusProxy(self._name)

    def value(self) -> PrintedCorrespondent:
        """Give the correspondent as the fields have it."""
        address = tuple(part.strip() for part in self._address.text().split(",") if part.strip())
        if self._address.text() == ", ".join(self._printed.address):
            address = self._printed.address
        return PrintedCorrespondent(
            name=self._name.text().strip(),
            honours=self._honours.text().strip(),
            post=self._post.text().strip(),
            organisation=self._organisation.text().strip(),
            address=address,
        )

    def set_value(self, printed: PrintedCorrespondent) -> None:
        """Show a correspondent."""
        self._printed = printed
        for line, words in (
            (self._name, printed.name),
            (self._honours, printed.honours),
            (self._post, printed.post),
            (self._organisation, printed.organisation),
            (self._address, ", ".join(printed.address)),
        ):
            line.setText(words)
            line.setCursorPosition(0)

    def say_known(self, words: str) -> None:
        """Say whom of the known it is, and why."""
        self._known.setText(words)
        self._known.setVisible(bool(words))

    def offer(self, people: Iterable[tuple[int, str]], chosen: int | None) -> None:
        """Offer the people whom the name may mean, and somebody new."""
        offered: list[tuple[str, int | None]] = [("Choose who is meant", None)]
        offered += [(words, person) for person, words in people]
        offered.append(("Somebody new", 0))
        self._choice.clear()
        for words, person in offered:
            self._choice.addItem(words, person)
        at = self._choice.findData(chosen) if chosen is not None else 0
        self._choice.setCurrentIndex(max(at, 0))
        self._choice.setVisible(len(offered) > 2)

    @property
    def choice(self) -> int | None:
        """The id of the person who was chosen; 0 for somebody new; None where nobody was."""
        return None if self._choice.isHidden() else self._choice.currentData()

    def _line(self, placeholder: str, what: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(placeholder)
        line.setAccessibleName(f"{what}: {placeholder.partition(',')[0].lower()}")
        line.setMinimumWidth(self.fontMetrics().averageCharWidth() * 6)
        line.textEdited.connect(lambda: self.changed.emit())
        return line


class CorrespondentsField(QWidget):
    """Several correspondents, one under another; an empty one more can be asked for."""

    changed = Signal()
    chosen = Signal()

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = what
        self._fields: list[CorrespondentField] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing(self) * 3)
        self.set_values(())

    @property
    def fields(self) -> tuple[CorrespondentField, ...]:
        """The correspondents' own fields."""
        return tuple(self._fields)

    def values(self) -> tuple[PrintedCorrespondent, ...]:
        """Give the correspondents that are not empty."""
        found = (field.value() for field in self._fields)
        return tuple(each for each in found if each != PrintedCorrespondent())

    def set_values(self, people: Iterable[PrintedCorrespondent]) -> None:
        """Show these correspondents, or one empty field."""
        for field in self._fields:
            self._layout.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._fields = []
        for printed in tuple(people) or (PrintedCorrespondent(),):
            self.add(printed)

    def add(self, printed: PrintedCorrespondent) -> CorrespondentField:
        """Add one more."""
        number = f" {len(self._fields) + 1}" if self._fields else ""
        field = CorrespondentField(self._what + number, self)
        field.set_value(printed)
        field.changed.connect(self.changed)
        field.chosen.connect(self.chosen)
        self._fields.append(field)
        self._layout.addWidget(field)
        self.setFocusProxy(self._fields[0])
        return field
