"""Whom to remind today, with the words ready: opened in the mail program, saved or copied, and sent by a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.casework.reminders import Reminder, as_eml, as_mailto
from corresp_tracker.files import write_whole
from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.in_words import counted, tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.ui.jobs import Jobs

_HEADS = ("Whom", "E-mail", "Of what")


def remind(parent: QWidget, jobs: Jobs, say: Callable[[str], None]) -> None:
    """Show whom to remind today, or say that there is nobody."""

    def show(reminders: tuple[Reminder, ...]) -> None:
        if reminders:
            RemindersDialog(jobs, reminders, parent).open()
        else:
            say("Nobody has to be reminded of anything today.")

    jobs.read(parent, _reminders, show)


class RemindersModel(TableRows):
    """The people to remind, a row each."""

    def __init__(self, reminders: Sequence[Reminder], parent: QObject | None = None) -> None:
        super().__init__(_HEADS, len(reminders), parent)
        self._reminders = tuple(reminders)

    def reminder(self, number: int) -> Reminder | None:
        """Give the reminder of a row."""
        return self._reminders[number] if 0 <= number < len(self._reminders) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        reminder = self._reminders[index.row()]
        of = ", ".join(f"{item.reference} {item.kind.value}" for item in reminder.items)
        words = (reminder.who, reminder.email or "not known", of)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        return tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else None


class RemindersDialog(QDialog):
    """The list; beside it the words for the one that is chosen, which can be changed before they are used."""

    def __init__(self, jobs: Jobs, reminders: Sequence[Reminder], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Remind today")
        self._jobs = jobs
        self.model, self.table = RemindersModel(reminders, self), QTableView(self)
        self.words = QPlainTextEdit(self)
        self.bar = MessageBar(self)
        self._lay_out(counted(len(reminders), "person", "people"))
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self._show()
        self.table.setFocus()

    @property
    def current(self) -> Reminder | None:
        """The reminder that is chosen."""
        return self.model.reminder(self.table.currentIndex().row())

    def open_mail(self) -> None:
        """Open the message in the mail program, where a person sends it or does not."""
        if self.current:
            QDesktopServices.openUrl(QUrl(as_mailto(self.current)))

    def save_to(self, file: Path) -> None:
        """Write the message to a file that opens as a draft."""
        reminder = self.current
        if reminder is None:
            return

        def written(_: None) -> None:
            self.bar.say(f"Written: {file}")

        self._jobs.run(self, lambda: write_whole(file, as_eml(reminder)), written, self.bar.say_error)

    def copy(self) -> None:
        """Put the words on the clipboard."""
        QGuiApplication.clipboard().setText(self.words.toPlainText())
        self.bar.say("Copied.")

    def _ask_where(self) -> None:
        if self.current is None:
            return
        name = f"Reminder to {self.current.who}.eml".replace("/", "-")
        dialog = QFileDialog(self, "Save the message", name, "E-mail (*.eml)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("eml")
        dialog.fileSelected.connect(self._save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, file: str) -> None:
        self.save_to(Path(file))

    def _row_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show()

    def _show(self) -> None:
        reminder = self.current
        self.words.setPlainText(f"{reminder.subject}\n\n{reminder.text}" if reminder else "")

    def _lay_out(self, whom: str) -> None:
        unit = spacing(self)
        self.table.setModel(self.model)
        as_plain_table(self.table, "Whom to remind today", (24, 28))
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("The words of the reminder")
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.table)
        split.addWidget(self.words)
        split.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(plain_label("Nothing is sent by itself.", role="small"), 1)
        for words, meaning, do in (
            ("&Copy", "Copy the words", self.copy),
            ("&Save …", "Save as an e-mail file that opens as a draft", self._ask_where),
            ("&Open in the mail program", "Open it as a message still to be sent", self.open_mail),
        ):
            button = QPushButton(words, self)
            button.setToolTip(meaning)
            button.setAutoDefault(False)
            button.clicked.connect(do)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(self.bar)
        layout.addWidget(plain_label(f"{whom} to remind today", role="strong"))
        layout.addWidget(split, 1)
        layout.addLayout(foot)
        self.resize(unit * 210, unit * 150)


def _reminders(session: Session) -> tuple[Reminder, ...]:
    from corresp_tracker.casework.reminders import reminders_for

    return reminders_for(session, today_here())
