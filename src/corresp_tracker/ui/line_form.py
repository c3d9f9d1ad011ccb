"""The form of a standard line: its topic, its words, who owns it, and until when it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.date_field import DateField, Way, today_here
from corresp_tracker.ui.dialog_foot import keep_or_leave
from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.partial_date import PartialDate

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.lines import LineFacts, LineRow
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.message_bar import MessageBar

_LINES_SHOWN = 9


def keep_as_line(
    parent: QWidget,
    jobs: Jobs,
    bar: MessageBar,
    text: str,
    *,
    from_paragraph_id: int | None = None,
    then: Callable[[int], None] | None = None,
) -> LineForm:
    """Let a person keep some words as a standard line; `then` gets its id."""

    def keep(facts: LineFacts) -> None:
        def task(session: Session) -> int:
            from corresp_tracker.casework.lines import add_line

            return add_line(session, facts, from_paragraph_id=from_paragraph_id)

        def kept(line_id: int) -> None:
            bar.say(f"Kept as the standard line “{facts.topic}”: F3 puts it into a draft.")
            if then:
                then(line_id)

        jobs.write(parent, f"Kept the standard line {facts.topic}", task, kept, bar.say_error)

    form = LineForm(None, text, keep, parent)
    form.open()
    return form


def edit_line(parent: QWidget, jobs: Jobs, bar: MessageBar, line: LineRow) -> LineForm:
    """Let a person change a standard line."""

    def keep(facts: LineFacts) -> None:
        def task(session: Session) -> None:
            from corresp_tracker.casework.lines import edit_line as change

            change(session, line.id, facts, version=line.version)

        jobs.write(parent, f"Changed the standard line {facts.topic}", task, None, bar.say_error)

    form = LineForm(line.facts, line.facts.text, keep, parent)
    form.open()
    return form


class LineForm(QDialog):
    """Asks for what a line says of itself; `then` gets the answer."""

    def __init__(
        self,
        facts: LineFacts | None,
        text: str,
        then: Callable[[LineFacts], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Standard line")
        self._then = then
        self.topic = QLineEdit(facts.topic if facts else "", self)
        self.topic.setAccessibleName("Topic")
        self.topic.setPlaceholderText("what it is looked for by")
        self.text = QPlainTextEdit(text, self)
        self.text.setAccessibleName("Words")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES_SHOWN)
        self.owner = QLineEdit(facts.owner if facts else "", self)
        self.owner.setAccessibleName("Owner")
        self.owner.setPlaceholderText("who answers for the words")
        today = today_here()
        self.review = DateField("Look at it again on", today=today, way=Way.COMING, parent=self)
        self.expires = DateField("Not to be used from", today=today, way=Way.COMING, parent=self)
        if facts and facts.review_on:
            self.review.set_value(PartialDate.of_day(facts.review_on))
        if facts and facts.expires_on:
            self.expires.set_value(PartialDate.of_day(facts.expires_on))
        self._problem = plain_label(wraps=True)
        self._lay_out()

    def _keep(self) -> None:
        from corresp_tracker.casework.lines import LineFacts

        problem = self._what_is_wrong()
        if problem:
            self._problem.setText(problem)
            set_property(self._problem, "overdue", True)
            return
        review, expires = self.review.value, self.expires.value
        facts = LineFacts(
            topic=" ".join(self.topic.text().split()),
            text=" ".join(self.text.toPlainText().split()),
            owner=" ".join(self.owner.text().split()),
            review_on=review.day if review else None,
            expires_on=expires.day if expires else None,
        )
        self.accept()
        self._then(facts)

    def _what_is_wrong(self) -> str:
        if not self.topic.text().strip():
            return "Type a topic, so that the line can be found."
        if not self.text.toPlainText().strip():
            return "Type the words of the line."
        for field in (self.review, self.expires):
            if field.problem or (field.value is not None and field.value.day is None):
                return field.problem or "Type the day in full, such as 1 March 2027."
        return ""

    def _lay_out(self) -> None:
        unit = spacing(self)
        form = QFormLayout()
        form.setHorizontalSpacing(unit * 4)
        form.setVerticalSpacing(unit * 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Topic", self.topic)
        form.addRow("&Words", self.text)
        form.addRow("&Owner", self.owner)
        form.addRow("&Review on", self.review)
        form.addRow("E&xpires on", self.expires)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addLayout(form, 1)
        layout.addWidget(self._problem)
        layout.addLayout(keep_or_leave(self, self._keep))
        self.resize(unit * 170, self.sizeHint().height())
