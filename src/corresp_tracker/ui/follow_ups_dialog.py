"""What is still to come in a case: the day to look at it again, what others were asked for, and what was promised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.date_field import DateField, Way, today_here
from corresp_tracker.ui.in_words import short_day, tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.commitments import CommitmentRow
    from corresp_tracker.casework.contributions import ContributionRow
    from corresp_tracker.ui.jobs import Jobs

_ASKED = ("From whom", "What", "Asked on", "By", "Came")
_PROMISED = ("Para", "Promised", "By", "Kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUps:
    """What a case has: its reference, version and day to look at it again, and what is still to come."""

    case_id: int
    reference: str
    version: int
    bring_forward: date | None
    contributions: tuple[ContributionRow, ...]
    commitments: tuple[CommitmentRow, ...]
    paragraphs: Sequence[tuple[int, str, str]]


def show_follow_ups(parent: QWidget, jobs: Jobs, case_id: int) -> None:
    """Show what is still to come in a case."""

    def show(found: FollowUps) -> None:
        FollowUpsDialog(jobs, found, parent).open()

    jobs.read(parent, lambda session: _fetch(session, case_id), show)


class CellsModel(TableRows):
    """A table of plain words."""

    def __init__(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], parent: QObject | None = None
    ) -> None:
        super().__init__(heads, len(rows), parent)
        self._rows = [tuple(row) for row in rows]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        words = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        return tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else None


class FollowUpsDialog(QDialog):
    """Everything can be done from the keyboard; each thing done is a change of its own, and shown at once."""

    def __init__(self, jobs: Jobs, found: FollowUps, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Follow-ups of {found.reference}")
        self._jobs, self._found = jobs, found
        today = today_here()
        self.bar = MessageBar(self)
        self.bring = DateField("Look at it again on", today=today, way=Way.COMING, parent=self)
        self.asked, self.promised = QTableView(self), QTableView(self)
        self.whom, self.what = QLineEdit(self), QLineEdit(self)
        self.by = DateField("By", today=today, way=Way.COMING, parent=self)
        self.paragraph, self.words = QComboBox(self), QLineEdit(self)
        self.promise_by = DateField("By", today=today, way=Way.COMING, parent=self)
        self._lay_out()
        self.show_found(found)

    @property
    def found(self) -> FollowUps:
        """What is on show."""
        return self._found

    def show_found(self, found: FollowUps) -> None:
        """Show what a case has now."""
        self._found = found
        self.bring.set_value(found.bring_forward)
        asked = [
            (row.contributor, row.asked_for, short_day(row.asked_on), _day(row.due), _day(row.received_on))
            for row in found.contributions
        ]
        promised = [(row.label, row.words, _day(row.due), _day(row.kept_on)) for row in found.commitments]
        for table, heads, rows, name, wide in (
            (self.asked, _ASKED, asked, "Contributions that were asked for", (28, 40, 18, 18, 18)),
            (self.promised, _PROMISED, promised, "Promises", (7, 70, 18, 18)),
        ):
            table.setModel(CellsModel(heads, rows, self))
            as_plain_table(table, name, wide)
            table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        at = self.paragraph.currentIndex()
        self.paragraph.clear()
        self.paragraph.addItems([f"{label}: {text[:60]}" for _, label, text in found.paragraphs])
        self.paragraph.setCurrentIndex(max(at, 0) if found.paragraphs else -1)

    def ask(self) -> None:
        """Ask somebody for a contribution."""
        case_id, whom, what, by = self._found.case_id, self.whom.text(), self.what.text(), self.by.day

        def task(session: Session) -> None:
            from corresp_tracker.casework.contributions import ask_contribution

            ask_contribution(session, case_id, whom, asked_for=what, due=by)

        self._write(f"Asked {whom} for a contribution", task)

    def came(self) -> None:
        """Record that the contribution that is chosen came today."""
        row = self._chosen(self.asked, self._found.contributions)
        if row is not None:

            def task(session: Session) -> None:
                from corresp_tracker.casework.contributions import receive_contribution

                receive_contribution(session, row.id, version=row.version)

            self._write(f"The contribution of {row.contributor} came", task)

    def withdraw(self) -> None:
        """Take back what was asked for."""
        row = self._chosen(self.asked, self._found.contributions)
        if row is not None:

            def task(session: Session) -> None:
                from corresp_tracker.casework.contributions import drop_contribution

                drop_contribution(session, row.id, version=row.version)

            self._write(f"Asked {row.contributor} for nothing", task)

    def promise(self) -> None:
        """Follow a promise in the paragraph that is chosen: its words, or the whole of it."""
        at, by, words = self.paragraph.currentIndex(), self.promise_by.day, self.words.text()
        if not 0 <= at < len(self._found.paragraphs):
            self.bar.say("The office has sent no letter in this case yet: nothing is promised in it.")
            return
        paragraph_id, _, text = self._found.paragraphs[at]

        def task(session: Session) -> None:
            from corresp_tracker.casework.commitments import mark_commitment

            mark_commitment(session, paragraph_id, words or text, due=by)

        self._write("Marked a promise", task)

    def kept(self) -> None:
        """Record that the promise that is chosen is kept today."""
        row = self._chosen(self.promised, self._found.commitments)
        if row is not None:

            def task(session: Session) -> None:
                from corresp_tracker.casework.commitments import keep_commitment

                keep_commitment(session, row.id, version=row.version)

            self._write("Kept a promise", task)

    def move_promise(self) -> None:
        """Set the day that is typed for the promise that is chosen."""
        row, by = self._chosen(self.promised, self._found.commitments), self.promise_by.day
        if row is not None:

            def task(session: Session) -> None:
                from corresp_tracker.casework.commitments import change_commitment

                change_commitment(session, row.id, version=row.version, due=by)

            self._write("Set the day of a promise", task)

    def no_promise(self) -> None:
        """Follow no longer what is no promise."""
        row = self._chosen(self.promised, self._found.commitments)
        if row is not None:

            def task(session: Session) -> None:
                from corresp_tracker.casework.commitments import drop_commitment

                drop_commitment(session, row.id, version=row.version)

            self._write("Followed a promise no longer", task)

    def bring_forward(self) -> None:
        """Keep the day on which the case is looked at again; an empty one takes it out."""
        found, day = self._found, self.bring.day
        if self.bring.problem:
            self.bar.say(self.bring.problem)
            return

        def task(session: Session) -> None:
            from corresp_tracker.casework.cases import edit_case

            edit_case(
                session,
                found.case_id,
                version=found.version,
                bring_forward=day,
                clear_bring_forward=day is None,
            )

        self._write(f"Brought {found.reference} forward", task)

    def _write(self, words: str, task: Callable[[Session], None]) -> None:
        case_id = self._found.case_id

        def then(_: None) -> None:
            self.bar.hide()
            for field in (self.whom, self.what, self.words):
                field.clear()
            self._jobs.read(self, lambda session: _fetch(session, case_id), self.show_found)

        self._jobs.write(self, words, task, then, self.bar.say_error)

    def _chosen(self, table: QTableView, rows: Sequence[Any]) -> Any:
        at = table.currentIndex().row()
        if 0 <= at < len(rows):
            return rows[at]
        self.bar.say("Choose a line of the table first.")
        return None

    def _lay_out(self) -> None:
        unit = spacing(self)
        for field, name in (
            (self.whom, "From whom"),
            (self.what, "What"),
            (self.words, "Words of the promise"),
        ):
            field.setAccessibleName(name)
        self.paragraph.setAccessibleName("Paragraph of the promise")
        self.paragraph.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.paragraph.setMinimumContentsLength(20)
        self.words.setPlaceholderText("its words; empty for the whole paragraph")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 2)
        layout.addWidget(self.bar)
        layout.addLayout(
            self._row(("&Look at it again on", self.bring), ("Keep the &day", self.bring_forward))
        )
        layout.addSpacing(unit * 2)
        layout.addWidget(plain_label("Contributions", role="strong"))
        layout.addWidget(self.asked, 1)
        layout.addLayout(self._row(("It &came", self.came), ("&Take it back", self.withdraw)))
        layout.addLayout(
            self._row(("&From", self.whom), ("&what", self.what), ("by", self.by), ("&Ask", self.ask))
        )
        layout.addSpacing(unit * 2)
        layout.addWidget(plain_label("Promises", role="strong"))
        layout.addWidget(self.promised, 1)
        layout.addLayout(
            self._row(
                ("Ke&pt", self.kept), ("&Set the day", self.move_promise), ("&No promise", self.no_promise)
            )
        )
        layout.addLayout(
            self._row(
                ("I&n", self.paragraph), ("", self.words), ("by", self.promise_by), ("&Mark", self.promise)
            )
        )
        close = QPushButton("Close", self)
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(unit * 240, unit * 165)

    def _row(self, *parts: tuple[str, QWidget | Callable[[], None]]) -> QHBoxLayout:
        """Lay fields with their names, and buttons, in one line."""
        row = QHBoxLayout()
        row.setSpacing(spacing(self) * 2)
        stretches = False
        for words, part in parts:
            if isinstance(part, QWidget):
                if words:
                    label = plain_label(words, role="quiet")
                    label.setBuddy(part)
                    row.addWidget(label)
                wide = isinstance(part, (QLineEdit, QComboBox))
                stretches = stretches or wide
                row.addWidget(part, 1 if wide else 0)
            else:
                button = QPushButton(words, self)
                button.setAutoDefault(False)
                button.clicked.connect(_doing(part))
                row.addWidget(button)
        if not stretches:
            row.addStretch()
        return row


def _doing(do: Callable[[], None]) -> Callable[[bool], None]:
    return lambda _=False: do()


def _day(day: date | None) -> str:
    return short_day(day) if day else ""


def _fetch(session: Session, case_id: int) -> FollowUps:
    from corresp_tracker.casework.clocks import fetch_case
    from corresp_tracker.casework.commitments import commitments_of, our_paragraphs
    from corresp_tracker.casework.contributions import contributions_of

    case = fetch_case(session, case_id)
    return FollowUps(
        case_id=case_id,
        reference=case.reference,
        version=case.version,
        bring_forward=case.bring_forward,
        contributions=contributions_of(session, case_id),
        commitments=commitments_of(session, case_id),
        paragraphs=our_paragraphs(session, case_id),
    )
