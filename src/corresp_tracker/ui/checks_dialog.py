"""One page of checks before a reply goes: each with one key to put it right or go there; else a reason why it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.errors import InvalidLetter
from corresp_tracker.ui.checks_model import RIGHT, WRONG, ChecksModel
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.reply_tasks import can_be_put_right, check_draft, put_right, wave_through, waved_words
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.casework.checking import CheckedLetter
    from corresp_tracker.drafting.letter_to_check import DraftCheck
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.jobs import Jobs

_WIDE = (26,)
_RIGHT_WIDE = 30  # characters


class ChecksDialog(QDialog):
    """Lists the checks of a draft that is kept. `go_asked` gives the check to go to, `prepare_asked` asks for the files.

    `changed` tells that the draft was put right here.
    """

    go_asked = Signal(object)
    prepare_asked = Signal()
    changed = Signal()

    def __init__(self, jobs: Jobs, page: LetterPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Before it goes")
        self._jobs, self._page = jobs, page
        self._version = page.version
        self.model: ChecksModel | None = None
        self.bar = MessageBar(self)
        self._said: QLabel = plain_label("Checking …", role="strong", wraps=True)
        self._detail: QLabel = plain_label(role="quiet", wraps=True)
        self.table = QTableView(self)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText("Why it is right as it stands")
        self.reason.setAccessibleName("Why it is right as it stands")
        self.reason.returnPressed.connect(self.wave_through)
        self._go = self._button("&Go there", "Go to these words (Enter)", self.go_there)
        self._right = self._button("Put &right", "Do what is proposed (Ctrl+Enter)", self.put_right)
        self._wave = self._button(
            "&Wave through", "Keep it, with the reason that is typed (Ctrl+W)", self.ask_reason
        )
        self._prepare = self._button("&Prepare to send", "Make the files that go (Ctrl+P)", self.prepare)
        self._prepare.setProperty("primary", True)
        self._lay_out()
        self._look()

    def go_there(self) -> None:
        """Go to the words of the check, and leave the list."""
        check = self._check()
        if check:
            self.go_asked.emit(check)
            self.accept()

    def put_right(self) -> None:
        """Do what the check proposes."""
        check, page = self._check(), self._page
        if check is None or not self._right.isEnabled():
            return
        version = self._version
        self._jobs.write(
            self,
            f"Put right in {page.reference}: {check.where}",
            lambda session: put_right(session, page.id, check, version=version),
            self._was_put_right,
            self._failed,
        )

    def ask_reason(self) -> None:
        """Let the person say why a check does not count."""
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.reason.text().strip():
            self.wave_through()

    def wave_through(self) -> None:
        """Keep the reason in the history."""
        check, page = self._check(), self._page
        if check is None:
            return
        try:
            words = waved_words(check, self.reason.text())
        except InvalidLetter as refused:
            self.bar.say_error(refused)
            return
        self.reason.clear()
        self._jobs.write(
            self, words, lambda session: wave_through(session, page.id), lambda _: self._look(), self._failed
        )

    def prepare(self) -> None:
        """Ask for the files that go."""
        if self._prepare.isEnabled():
            self.prepare_asked.emit()
            self.accept()

    def _was_put_right(self, version: int) -> None:
        self._version = version
        self.changed.emit()
        self._look()

    def _look(self) -> None:
        page = self._page
        self._jobs.read(self, lambda session: check_draft(session, page.id), self._show, self._failed)

    def _show(self, checked: CheckedLetter) -> None:
        at = max(self.table.currentIndex().row(), 0)
        self.model = ChecksModel(checked, self)
        self.table.setModel(self.model)
        as_plain_table(self.table, "What looks wrong", _WIDE)
        self.table.horizontalHeader().setSectionResizeMode(WRONG, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(RIGHT, self.table.fontMetrics().averageCharWidth() * _RIGHT_WIDE)
        self.table.selectionModel().currentRowChanged.connect(lambda: self._show_current())
        left = len(checked.open)
        waved = len(checked.checks) - left
        said = f"{counted(left, 'thing')} to look at" if left else "Nothing looks wrong"
        self._said.setText(f"{said}{f'; {waved} waved through' if waved else ''}.")
        self._prepare.setText("&Prepare to send" if not left else "&Prepare to send all the same")
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(min(at, self.model.rowCount() - 1), 0))
        self._show_current()
        (self.table if self.model.rowCount() else self._prepare).setFocus()

    def _show_current(self) -> None:
        check = self._check()
        is_open = bool(check) and not self._reason_of_current()
        self._detail.setText(_in_full(check, self._reason_of_current()) if check else "")
        self._detail.setVisible(bool(check))
        self._go.setEnabled(bool(check and (check.uid or check.field)))
        self._right.setEnabled(bool(check and is_open and can_be_put_right(check)))
        self._wave.setEnabled(is_open)
        self.reason.setEnabled(is_open)

    def _reason_of_current(self) -> str:
        return self.model.reason(self.table.currentIndex().row()) if self.model else ""

    def _check(self) -> DraftCheck | None:
        return self.model.check(self.table.currentIndex().row()) if self.model else None

    def _failed(self, error: CorrespError) -> None:
        self.bar.say_error(error)

    def _button(self, words: str, tip: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.clicked.connect(lambda: do())
        return button

    def _lay_out(self) -> None:
        unit = spacing(self)
        inside = QVBoxLayout()
        inside.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        inside.setSpacing(unit * 3)
        inside.addWidget(self._said)
        inside.addWidget(self.table, 1)
        inside.addWidget(self._detail)
        row = QHBoxLayout()
        row.addWidget(self._go)
        row.addWidget(self._right)
        row.addWidget(self.reason, 1)
        row.addWidget(self._wave)
        inside.addLayout(row)
        foot = QHBoxLayout()
        foot.addStretch()
        leave = self._button("Not yet", "Go back to the draft (Esc)", self.reject)
        foot.addWidget(leave)
        foot.addWidget(self._prepare)
        inside.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(inside, 1)
        self.table.activated.connect(lambda: self.go_there())
        for key, do in (
            ("Ctrl+Return", self.put_right),
            ("Ctrl+W", self.ask_reason),
            ("Ctrl+P", self.prepare),
        ):
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(do)
            self.addAction(action)
        self.resize(unit * 260, unit * 140)


def _in_full(check: DraftCheck, reason: str) -> str:
    parts = [check.message]
    if check.fix:
        parts.append(f"Right: {check.fix}")
    if reason:
        parts.append(f"Waved through: {reason}")
    return "\n".join(parts)
