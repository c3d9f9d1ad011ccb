"""Clearance of a draft: who must agree, who has, to which words; asked by e-mail, answered by a file dropped here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.files import read_whole, write_whole
from corresp_tracker.ui.answer_dialog import ask_what_was_answered
from corresp_tracker.ui.in_words import counted, tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.reply_word import documents_folder
from corresp_tracker.ui.signing_pack import print_signing_pack
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.clearance_asking import AskedForClearance
    from corresp_tracker.casework.clearances import Answered, ClearanceRow
    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.jobs import Jobs

_COLUMNS = ("Step", "Who", "Where they stand", "Why, or what they said", "Shown by")
_WIDE = (12, 26)
_STANDS = 2
_MOST_STEPS = 6
NOBODY = "Nobody must clear this draft yet. Add somebody below, or give the kind of case its clearers in its rules."


def show_clearances(parent: QWidget, jobs: Jobs, page: LetterPage, *, by: str) -> None:
    """Show the clearances of a draft."""
    ClearanceDialog(jobs, page, by=by, parent=parent).open()


class ClearanceModel(TableRows):
    """One row for each who must clear the draft or sign it off."""

    def __init__(self, rows: Sequence[ClearanceRow], parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, len(rows), parent)
        self.rows = tuple(rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        step = "Sign-off" if row.is_sign_off else str(row.step)
        words = (step, row.clearer, row.in_words(), row.note, row.evidence)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.clearer}: {row.in_words()}"
        return None


class ClearanceDialog(QDialog):
    """Lists the clearers. A file dropped on it is the answer of the one that is chosen."""

    def __init__(self, jobs: Jobs, page: LetterPage, *, by: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Clearance: {page.reference}")
        self.setAcceptDrops(True)
        self._jobs, self._page, self._by = jobs, page, by
        self.bar = MessageBar(self)
        self.about = plain_label(role="quiet", wraps=True)
        self.table = QTableView(self)
        self.name = QLineEdit(self)
        self.email = QLineEdit(self)
        self.step = QComboBox(self)
        self.sign_off = QCheckBox("&Signs it off", self)
        self.ask = QPushButton("&Ask", self)
        self.answer = QPushButton("&Record the answer …", self)
        self.pack = QPushButton("Signing &pack …", self)
        self.versions = QPushButton("What &changed …", self)
        self._rows: tuple[ClearanceRow, ...] = ()
        self._show(())
        self._lay_out()
        self._connect()
        self._begin()

    def ask_chosen(self) -> None:
        """Write the draft to Word, and give the e-mail that asks: those chosen, or all whose turn it is."""
        from corresp_tracker.casework.clearances import next_to_ask

        asked = self._chosen() or list(next_to_ask(self._rows))
        ids = [row.request_id for row in asked]
        if not ids:
            self.bar.say("Everybody has agreed to the draft as it is now.")
            return

        def task(session: Session) -> AskedForClearance:
            from corresp_tracker.casework.clearance_asking import ask_for_clearance

            return ask_for_clearance(session, self._page.id, ids, by=self._by)

        names = ", ".join(row.clearer for row in asked)
        words = f"Asked {names} to clear the draft in {self._page.reference}"
        self._jobs.write(self, words, task, self._keep_mail, self.bar.say_error)

    def record(self, evidence: tuple[str, bytes] | None = None) -> None:
        """Ask what the chosen one answered, and keep it; `evidence` is the file that shows it."""
        chosen = self._chosen()
        row = chosen[0] if chosen else None
        if row is None:
            self.bar.say("Choose who has answered first.")
            return
        ask_what_was_answered(self, self._jobs, row, partial(self._keep_answer, row), evidence=evidence)

    def print_pack(self) -> None:
        """Write the signing pack to a PDF."""
        print_signing_pack(self, self._jobs, self.bar, self._page)

    def show_versions(self) -> None:
        """Show what changed since the version that the chosen one was sent, or answered about; else since the last."""
        from corresp_tracker.ui.versions_dialog import show_versions

        row = next(iter(self._chosen()), None)
        since = (row.revision or row.asked_revision) if row else None
        show_versions(self, self._jobs, self._page.id, older=since)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().urls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            file = files[0]
            self._jobs.run(
                self,
                lambda: read_whole(file),
                lambda data: self.record((file.name, data)),
                self.bar.say_error,
            )

    def _begin(self) -> None:
        """Put in the clearers of the case's kind where there is none yet, then list them."""

        def task(session: Session) -> int:
            from corresp_tracker.casework.clearances import begin_clearance

            return begin_clearance(session, self._page.id)

        words = f"Put in who must clear the draft in {self._page.reference}"
        self._jobs.write(self, words, task, lambda _: self._load(), self.bar.say_error)

    def _load(self) -> None:
        self._jobs.read(self, lambda session: _rows(session, self._page.id), self._show, self.bar.say_error)

    def _show(self, rows: tuple[ClearanceRow, ...]) -> None:
        at = max(self.table.currentIndex().row(), 0)
        self._rows = rows
        self.table.setModel(ClearanceModel(rows, self.table))
        as_plain_table(self.table, "Who must clear the draft", _WIDE)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.horizontalHeader().setSectionResizeMode(_STANDS, QHeaderView.ResizeMode.Stretch)
        for column, characters in ((3, 40), (4, 28)):
            self.table.setColumnWidth(column, self.fontMetrics().averageCharWidth() * characters)
        if rows:
            self.table.setCurrentIndex(self.table.model().index(min(at, len(rows) - 1), 0))
            self.table.clearSelection()
        self.about.setText(_about(rows))
        self.answer.setEnabled(bool(rows))
        self.ask.setEnabled(bool(rows))

    def _chosen(self) -> list[ClearanceRow]:
        selected = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self._rows[number] for number in selected]

    def _add(self) -> None:
        name, email = self.name.text(), self.email.text()
        step, is_sign_off = self.step.currentIndex() + 1, self.sign_off.isChecked()

        def task(session: Session) -> int:
            from corresp_tracker.casework.clearances import add_clearer

            return add_clearer(session, self._page.id, name, email=email, step=step, is_sign_off=is_sign_off)

        def then(_: int) -> None:
            self.name.clear()
            self.email.clear()
            self.name.setFocus()
            self._load()

        self._jobs.write(self, f"Added {name.strip()} as a clearer", task, then, self.bar.say_error)

    def _remove(self) -> None:
        chosen = self._chosen()
        if not chosen:
            return

        def task(session: Session) -> None:
            from corresp_tracker.casework.clearances import remove_clearer

            for row in chosen:
                remove_clearer(session, row.request_id)

        names = ", ".join(row.clearer for row in chosen)
        self._jobs.write(self, f"Took out {names}", task, lambda _: self._load(), self.bar.say_error)

    def _keep_answer(self, row: ClearanceRow, answered: Answered) -> None:
        def task(session: Session) -> None:
            from corresp_tracker.casework.clearances import record_clearance

            record_clearance(session, row.request_id, answered, by=self._by)

        words = f"{row.clearer}: {answered.outcome.value}"
        self._jobs.write(self, words, task, lambda _: self._load(), self.bar.say_error)

    def _keep_mail(self, asked: AskedForClearance) -> None:
        self._load()
        dialog = QFileDialog(self, "The e-mail that asks", str(documents_folder()), "E-mail (*.eml)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("eml")
        dialog.selectFile(asked.name)

        def chosen(file: str) -> None:
            self.write_mail(asked, Path(file))

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_mail(self, asked: AskedForClearance, file: Path) -> None:
        """Write the e-mail to a file, and open it in the mail program, to be looked at and sent."""

        def then(_: None) -> None:
            left = f" Fill in the address of {', '.join(asked.unaddressed)}." if asked.unaddressed else ""
            self.bar.say(f"The e-mail is ready: {file.name}. It is not sent by itself.{left}")
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

        self._jobs.run(self, lambda: write_whole(file, asked.data), then, self.bar.say_error)

    def _connect(self) -> None:
        self.ask.clicked.connect(self.ask_chosen)
        self.answer.clicked.connect(lambda: self.record())
        self.pack.clicked.connect(self.print_pack)
        self.versions.clicked.connect(self.show_versions)
        QShortcut(QKeySequence("F4"), self, self.show_versions)
        self.name.returnPressed.connect(self._add)
        self.email.returnPressed.connect(self._add)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)

    def _new_clearer(self) -> QGridLayout:
        unit = spacing(self)
        self.name.setPlaceholderText("a person or a team")
        self.name.setAccessibleName("Who else must clear it")
        self.email.setPlaceholderText("e-mail, if it is not known")
        self.email.setAccessibleName("E-mail")
        self.step.addItems([f"Step {number}" for number in range(1, _MOST_STEPS + 1)])
        self.step.setAccessibleName("Step: those of one step are asked side by side")
        add = _button("A&dd", "Add this clearer (Enter)", self._add, self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(unit * 2)
        for column, widget in enumerate((self.name, self.email, self.step, self.sign_off, add)):
            grid.addWidget(widget, 0, column)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 2)
        return grid

    def _lay_out(self) -> None:
        unit = spacing(self)
        for button, tip in (
            (self.ask, "Prepare the e-mail to those chosen, or to all whose turn it is"),
            (self.answer, "Keep what the chosen one answered; or drop the e-mail here"),
            (self.pack, "One PDF to read before signing"),
            (self.versions, "What changed since the chosen one's version, or the last (F4)"),
        ):
            button.setAutoDefault(False)
            button.setToolTip(tip)
        self.ask.setProperty("primary", True)
        close = _button("Close", "Close (Esc)", self.accept, self)
        foot = QHBoxLayout()
        foot.setSpacing(unit * 2)
        foot.addWidget(self.pack)
        foot.addWidget(self.versions)
        foot.addStretch()
        foot.addWidget(close)
        foot.addWidget(self.answer)
        foot.addWidget(self.ask)
        inside = QVBoxLayout()
        inside.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        inside.setSpacing(unit * 3)
        inside.addWidget(self.about)
        inside.addWidget(self.table, 1)
        inside.addLayout(self._new_clearer())
        inside.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(inside, 1)
        self.resize(unit * 310, unit * 110)


def _about(rows: Sequence[ClearanceRow]) -> str:
    """Say how far the clearance is: "2 of 3 have agreed to the draft as it is now. Next: Legal"."""
    if not rows:
        return NOBODY
    from corresp_tracker.casework.clearances import next_to_ask

    hold = sum(row.holds for row in rows)
    turn = ", ".join(row.clearer for row in next_to_ask(rows))
    following = f" Next: {turn}." if turn else ""
    return f"{hold} of {counted(len(rows), 'clearance')} given to the draft as it is now.{following}"


def _button(words: str, tip: str, do: Callable[[], object], parent: QWidget) -> QPushButton:
    button = QPushButton(words, parent)
    button.setAutoDefault(False)
    button.setToolTip(tip)
    button.clicked.connect(lambda _=False: do())
    return button


def _rows(session: Session, letter_id: int) -> tuple[ClearanceRow, ...]:
    from corresp_tracker.casework.clearances import clearances_of

    return clearances_of(session, letter_id)
