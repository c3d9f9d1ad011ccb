"""The forms of a template: what is settled about it and for which letters it is usual; who approved a version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.date_field import DateField, today_here
from corresp_tracker.ui.dialog_foot import keep_or_leave
from corresp_tracker.ui.labels import list_item, plain_label, set_property
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.partial_date import PartialDate

if TYPE_CHECKING:
    from corresp_tracker.casework.template_records import TemplateFacts, TemplateRow
    from corresp_tracker.casework.usual_templates import UsualFor
    from corresp_tracker.ui.template_tasks import TemplateList

KINDS = ("reply", "holding reply", "acknowledgement")
_ROWS_SHOWN = 4
Settled = Callable[["TemplateFacts", "tuple[UsualFor, ...]"], None]


class TemplateForm(QDialog):
    """Changes a template; of one that ships only what it is usual for. `then` gets the answer."""

    def __init__(
        self, row: TemplateRow, held: TemplateList, then: Settled, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(row.facts.title)
        self._row, self._held, self._then = row, held, then
        self.title = QLineEdit(row.facts.title, self)
        self.title.setAccessibleName("Title")
        self.kind = _box(self, "Kind of letter", {kind: kind.capitalize() for kind in KINDS})
        self.kind.setCurrentIndex(max(self.kind.findData(row.facts.kind), 0))
        shipped = {each.key: each.facts.title for each in held.rows if each.is_shipped}
        self.replaces = _box(self, "Stands in the place of", {"": "none that ships", **shipped})
        self.replaces.setCurrentIndex(max(self.replaces.findData(row.facts.replaces), 0))
        self.by_hand = QCheckBox("&Salutation and sign-off left for the signatory’s hand", self)
        self.by_hand.setChecked(row.facts.by_hand)
        self.usual = _UsualField(held, held.usual.get(row.key, ()), self)
        self._problem = plain_label(wraps=True)
        for widget in (self.title, self.kind, self.replaces, self.by_hand):
            widget.setEnabled(not row.is_shipped)
        self._lay_out()

    def _keep(self) -> None:
        from corresp_tracker.casework.template_records import TemplateFacts

        title = " ".join(self.title.text().split())
        if not title:
            self._problem.setText("Give the template a title, by which people choose it.")
            set_property(self._problem, "overdue", True)
            self.title.setFocus()
            return
        facts = TemplateFacts(
            title=title,
            kind=str(self.kind.currentData()),
            replaces=str(self.replaces.currentData()),
            by_hand=self.by_hand.isChecked(),
            retired=self._row.facts.retired,
        )
        usual = self.usual.values()
        self.accept()
        self._then(self._row.facts if self._row.is_shipped else facts, usual)

    def _lay_out(self) -> None:
        unit = spacing(self)
        form = _form(unit)
        form.addRow("&Title", self.title)
        form.addRow("Kin&d of letter", self.kind)
        form.addRow("In the &place of", self.replaces)
        form.addRow("", self.by_hand)
        form.addRow("Usual for", self.usual)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        if self._row.is_shipped:
            note = (
                "It ships with the program and stays as it is: save a copy to make one of your own from it."
            )
            layout.addWidget(plain_label(note, role="quiet", wraps=True))
        layout.addLayout(form, 1)
        layout.addWidget(self._problem)
        layout.addLayout(keep_or_leave(self, self._keep))
        self.resize(unit * 170, self.sizeHint().height())


class _Rows(QListWidget):
    """A short list from which Del takes the current row."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class _UsualField(QWidget):
    """The letters that a template is usual for: a kind of case and a signatory, added and taken out (Del)."""

    def __init__(self, held: TemplateList, usual: tuple[UsualFor, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._kinds = held.kinds
        self._values: list[UsualFor] = []
        self.list = _Rows(self)
        self.list.removed.connect(self.remove)
        self.list.setAccessibleName("Usual for")
        self.list.setToolTip("Del takes a row out")
        self.kind = _box(self, "Kind of case", {"": "any kind of case", **held.kinds})
        self.signatory = _box(
            self, "Signatory", {"": "any signatory", **{name: name for name in held.signatories}}
        )
        add = QPushButton("&Add", self)
        add.setAutoDefault(False)
        add.setToolTip("Make it the usual one for these letters; what was usual for them gives way")
        add.clicked.connect(lambda: self.add())
        unit = spacing(self)
        below = QHBoxLayout()
        below.setSpacing(unit * 2)
        below.addWidget(self.kind, 1)
        below.addWidget(self.signatory, 1)
        below.addWidget(add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit * 2)
        layout.addWidget(self.list)
        layout.addLayout(below)
        self.list.setFixedHeight((self.fontMetrics().height() + unit * 3) * _ROWS_SHOWN)
        for each in usual:
            self._put(each)

    def values(self) -> tuple[UsualFor, ...]:
        """Give what is listed."""
        return tuple(self._values)

    def add(self) -> None:
        """List what is chosen below."""
        from corresp_tracker.casework.usual_templates import UsualFor

        wanted = UsualFor(str(self.kind.currentData()), str(self.signatory.currentData()))
        if wanted not in self._values:
            self._put(wanted)
        self.list.setCurrentRow(self._values.index(wanted))

    def remove(self) -> None:
        """Take the current row out."""
        at = self.list.currentRow()
        if at >= 0:
            del self._values[at]
            self.list.takeItem(at)

    def _put(self, each: UsualFor) -> None:
        from corresp_tracker.casework.usual_templates import in_words

        words = in_words(each, self._kinds)
        self._values.append(each)
        list_item(f"{words[:1].upper()}{words[1:]}", self.list)


class ApprovalForm(QDialog):
    """Asks who approved a version, and when; `then` gets both."""

    def __init__(
        self, words: str, by: str, then: Callable[[str, date], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Approve a template")
        self._then = then
        today = today_here()
        self.by = QLineEdit(by, self)
        self.by.setAccessibleName("Approved by")
        self.on = DateField("Approved on", today=today, parent=self)
        self.on.set_value(PartialDate.of_day(today))
        self._problem = plain_label(wraps=True)
        unit = spacing(self)
        form = _form(unit)
        form.addRow("Approved &by", self.by)
        form.addRow("&On", self.on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addWidget(plain_label(words, wraps=True))
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addLayout(keep_or_leave(self, self._keep, tip="Approve this version (Enter)"))
        self.resize(unit * 120, self.sizeHint().height())
        self.by.selectAll()

    def _keep(self) -> None:
        by, on = " ".join(self.by.text().split()), self.on.day
        problem = ""
        if not by:
            problem = "Say who approved it: type a name."
        elif on is None:
            problem = self.on.problem or "Type the day on which it was approved, in full."
        elif on > today_here():
            problem = "The day of approval is still to come: give the day on which it was approved."
        if problem or on is None:
            self._problem.setText(problem)
            set_property(self._problem, "overdue", True)
            return
        self.accept()
        self._then(by, on)


class NoteForm(QDialog):
    """Asks what is new in a version that was found sound; `then` gets the words, which may be none."""

    def __init__(self, title: str, then: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("A new version")
        self._then = then
        self.note = QLineEdit(self)
        self.note.setAccessibleName("What is new in it")
        self.note.setPlaceholderText("new address, other crest …")
        unit = spacing(self)
        form = _form(unit)
        form.addRow("&What is new in it", self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addWidget(
            plain_label(f"A new version of “{title}”: nothing is wrong with the file.", wraps=True)
        )
        layout.addLayout(form)
        layout.addLayout(keep_or_leave(self, self._keep, tip="Keep it as the next version (Enter)"))
        self.resize(unit * 130, self.sizeHint().height())

    def _keep(self) -> None:
        note = " ".join(self.note.text().split())
        self.accept()
        self._then(note)


def _form(unit: int) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(unit * 4)
    form.setVerticalSpacing(unit * 2)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form


def _box(parent: QWidget, name: str, offered: dict[str, str]) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    box.setMinimumContentsLength(16)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for key, words in offered.items():
        box.addItem(words, key)
    return box
