"""The versions of a letter (F4): any two of them held side by side, with who froze each, when and why, and its file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.dialog_foot import lay_under_bar
from corresp_tracker.ui.kept_files import KeptFiles
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.theme import spacing
from corresp_tracker.ui.versions_text import VersionsText
from corresp_tracker.ui.versions_words import (
    NOT_KEPT,
    about_file,
    about_version,
    as_text,
    file_to_read,
    named,
    now_in_words,
    summary,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.versions import LetterVersions, VersionFile, VersionRow
    from corresp_tracker.drafting.versions import ComparedVersions
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.ui.jobs import Jobs

KEY = "F4"
WORDS = "Versions of this letter"
_NOW = 0  # no version has this number
_TABLES = frozenset({"letter", "paragraph", "link", "party", "revision", "clearance"})


def show_versions(parent: QWidget, jobs: Jobs, letter_id: int, *, older: int | None = None) -> VersionsDialog:
    """Show the versions of a letter; `older` is the one to compare with what stands now, else the usual two."""
    dialog = VersionsDialog(jobs, letter_id, older=older, parent=parent)
    dialog.open()
    return dialog


class VersionsDialog(QDialog):
    """Compares two versions of one letter until it is closed; it follows what colleagues do meanwhile."""

    def __init__(
        self, jobs: Jobs, letter_id: int, *, older: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(WORDS)
        self._jobs, self._letter_id, self._asked = jobs, letter_id, older
        self._letter: LetterVersions | None = None
        self._compared: ComparedVersions | None = None
        self.bar = MessageBar(self)
        self._files = KeptFiles(jobs, self.bar, self)
        self.older = _Side("&From", "Older version", self._file_asked, self)
        self.newer = _Side("&To", "Newer version", self._file_asked, self)
        self.summary = plain_label(role="strong", wraps=True)
        self.text = VersionsText(self)
        self.whole = QCheckBox("Show what is &unchanged", self)
        self.place = plain_label(role="quiet")
        self.previous = _button("&Previous", "The change before (Shift+F7)", lambda: self.go(-1), self)
        self.next = _button("&Next change", "The next change (F7)", lambda: self.go(1), self)
        self.copy = _button("&Copy as text", "Copy all that differs (Ctrl+Shift+C)", self.copy_text, self)
        self._lay_out()
        self._connect()
        self._load()

    def go(self, by: int) -> None:
        """Go to the next change, or the one before."""
        self.text.go(by)
        self._say_place()

    def copy_text(self) -> None:
        """Copy all that differs as plain text."""
        if self._compared is not None:
            written = as_text(self._compared, self.older.in_words(), self.newer.in_words())
            QApplication.clipboard().setText(written)
            self.bar.say("Copied: what went and what came stands in brackets.")

    def swap(self) -> None:
        """Compare the other way round."""
        before, after = self.older.number, self.newer.number
        self.older.choose(after)
        self.newer.choose(before)
        self._compare()

    def _load(self) -> None:
        self._jobs.read(
            self, lambda session: _versions(session, self._letter_id), self._show, self.bar.say_error
        )

    def _show(self, letter: LetterVersions) -> None:
        chosen = (self.older.number, self.newer.number) if self._letter else None
        self._letter = letter
        self.setWindowTitle(f"{WORDS}: {letter.reference}")
        for side in (self.older, self.newer):
            side.fill(letter)
        if not letter.versions:
            self._say_nothing_is_kept()
            return
        first, last = (self._asked, None) if self._asked else letter.usual if chosen is None else (None, None)
        self.older.choose(chosen[0] if chosen else first or _NOW)
        self.newer.choose(chosen[1] if chosen else last or _NOW)
        self._compare()

    def _say_nothing_is_kept(self) -> None:
        self._compared = None
        self.summary.hide()
        self.text.say(NOT_KEPT)
        for widget in (self.older, self.newer, self.whole, self.previous, self.next, self.copy, self.place):
            widget.setVisible(False)

    def _compare(self) -> None:
        older, newer = self.older.number, self.newer.number

        def task(session: Session) -> ComparedVersions:
            from corresp_tracker.casework.versions import compare

            return compare(session, self._letter_id, older or None, newer or None)

        def then(compared: ComparedVersions) -> None:
            if (older, newer) == (self.older.number, self.newer.number):
                self._show_compared(compared)

        self._jobs.read_latest(self, task, then, self.bar.say_error)

    def _show_compared(self, compared: ComparedVersions) -> None:
        self._compared = compared
        is_one = self.older.number == self.newer.number
        words = "This is one and the same version: choose another to compare it with."
        self.summary.setText(words if is_one else summary(compared))
        self._write()

    def _write(self) -> None:
        if self._compared is not None:
            self.text.show_compared(self._compared, whole=self.whole.isChecked())
            for button in (self.previous, self.next):
                button.setEnabled(self.text.changes > 0)
            self.copy.setEnabled(True)
            self._say_place()

    def _say_place(self) -> None:
        changes, at = self.text.changes, self.text.current
        self.place.setText(
            f"Change {at} of {changes}" if at else "F7 goes to the next change" if changes else ""
        )

    def _file_asked(self, file: VersionFile, *, is_saved: bool) -> None:
        def then(data: bytes) -> None:
            if is_saved:
                self._files.ask_where(file.name, data)
            else:
                self._files.open(file.document_id, file.name, data)

        self._jobs.read(self, lambda session: _content(session, file.document_id), then, self._cannot)

    def _cannot(self, error: CorrespError) -> None:
        self.bar.say_error(error)

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & _TABLES:
            self._load()

    def _connect(self) -> None:
        for side in (self.older, self.newer):
            side.which.activated.connect(self._compare)
        self.whole.toggled.connect(self._write)
        for keys, do in (
            ("F7", lambda: self.go(1)),
            ("Shift+F7", lambda: self.go(-1)),
            ("Ctrl+Shift+C", self.copy_text),
            ("Ctrl+Shift+S", self.swap),
        ):
            QShortcut(QKeySequence(keys), self, do)
        self._jobs.changed.connect(self._changed)

    def _lay_out(self) -> None:
        unit = spacing(self)
        sides = QHBoxLayout()
        sides.setSpacing(unit * 6)
        sides.addWidget(self.older, 1)
        sides.addWidget(self.newer, 1)
        steps = QHBoxLayout()
        steps.setSpacing(unit * 2)
        steps.addWidget(self.summary, 1)
        steps.addWidget(self.place)
        steps.addWidget(self.previous)
        steps.addWidget(self.next)
        foot = QHBoxLayout()
        foot.setSpacing(unit * 2)
        foot.addWidget(self.whole)
        foot.addStretch()
        foot.addWidget(self.copy)
        foot.addWidget(_button("Close", "Close (Esc)", self.accept, self))
        inside = QVBoxLayout()
        inside.addLayout(sides)
        inside.addLayout(steps)
        inside.addWidget(self.text, 1)
        inside.addLayout(foot)
        lay_under_bar(self, self.bar, inside)
        self.text.setFocus()
        self.resize(unit * 250, unit * 170)


class _Side(QWidget):
    """One of the two choices: which version, who froze it, and its file."""

    def __init__(
        self, words: str, name: str, asked: Callable[..., None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._versions: dict[int, VersionRow] = {}
        self._asked = asked
        self.which = QComboBox(self)
        self.which.setAccessibleName(name)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(20)
        self._by = plain_label(role="quiet", wraps=True, parent=self)
        self._file = plain_label(role="quiet", wraps=True, parent=self)
        self._file.setToolTip("Its context menu copies the hash")
        self._file.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._file.customContextMenuRequested.connect(self._offer_hash)
        self.open = _button("Open", "Open the file of this version in its own program", self._open, self)
        self.save = _button("Save …", "Save the file of this version, byte for byte", self._save, self)
        label = plain_label(parent=self)
        label.setText(words)
        label.setBuddy(self.which)
        label.setMinimumWidth(self.fontMetrics().horizontalAdvance("From") + spacing(self) * 2)
        self._lay_out(label)
        self.which.currentIndexChanged.connect(self._describe)

    @property
    def number(self) -> int:
        """The version that is chosen; 0 for the letter as it is now."""
        return int(self.which.currentData() or _NOW)

    def fill(self, letter: LetterVersions) -> None:
        """Offer a letter's versions, the newest first, and the letter as it is now."""
        self._versions = {version.number: version for version in letter.versions}
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItem(now_in_words(letter), _NOW)
        for version in reversed(letter.versions):
            self.which.addItem(named(version), version.number)
        self.which.blockSignals(False)
        self._describe()

    def choose(self, number: int) -> None:
        """Choose a version."""
        self.which.setCurrentIndex(max(self.which.findData(number), 0))

    def in_words(self) -> str:
        """Name what is chosen with who froze it and its file."""
        version = self._versions.get(self.number)
        words = self.which.currentText()
        return f"{words}, {about_version(version)}. {about_file(version)}" if version else words

    def _describe(self) -> None:
        version = self._versions.get(self.number)
        self._by.setText(about_version(version) if version else "Not kept as a version until it is frozen")
        self._file.setVisible(version is not None)
        self._file.setText(file_to_read(version) if version else "")
        for button in (self.open, self.save):
            button.setVisible(version is not None and version.file is not None)

    def _file_of_it(self) -> VersionFile | None:
        version = self._versions.get(self.number)
        return version.file if version else None

    def _open(self) -> None:
        if file := self._file_of_it():
            self._asked(file, is_saved=False)

    def _save(self) -> None:
        if file := self._file_of_it():
            self._asked(file, is_saved=True)

    def _offer_hash(self, at: QPoint) -> None:
        file = self._file_of_it()
        if file:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction("Copy SHA-256", lambda: QApplication.clipboard().setText(file.sha256))
            menu.popup(self._file.mapToGlobal(at))

    def _lay_out(self, label: QWidget) -> None:
        unit = spacing(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(unit * 2)
        grid.setVerticalSpacing(unit)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.which, 0, 1, 1, 3)
        grid.addWidget(self._by, 1, 1, 1, 3)
        grid.addWidget(self._file, 2, 1)
        grid.addWidget(self.open, 2, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.save, 2, 3, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(3, 1)


def _button(words: str, tip: str, do: Callable[[], object], parent: QWidget) -> QPushButton:
    button = QPushButton(words, parent)
    button.setAutoDefault(False)
    button.setToolTip(tip)
    button.clicked.connect(lambda _=False: do())
    return button


def _versions(session: Session, letter_id: int) -> LetterVersions:
    from corresp_tracker.casework.versions import versions_of

    return versions_of(session, letter_id)


def _content(session: Session, document_id: int) -> bytes:
    from corresp_tracker.store.documents import content

    return content(session, document_id)
