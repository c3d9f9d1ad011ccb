"""The files of a letter as they came or went: pages as pictures, words as words, the rest in its own program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.kept_files import KeptFiles
from corresp_tracker.ui.labels import drawn_by_style, plain_label
from corresp_tracker.ui.letter_document import letter_font
from corresp_tracker.ui.log_original import as_it_reads, is_pdf
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.pdf_pages import PdfPages
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.lists import PageDocument
    from corresp_tracker.ui.jobs import Job, Jobs
    from corresp_tracker.values.letter_text import Arrival

_FIRST = ("sent", "original")


class OriginalView(QWidget):
    """Shows one of a letter's files at a time."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._documents: tuple[PageDocument, ...] = ()
        self._data: bytes | None = None
        self._job: Job | None = None
        self._generation = 0
        self.message_bar = MessageBar(self)
        self._files = KeptFiles(jobs, self.message_bar, self)
        self._which = QComboBox(self)
        self._which.setAccessibleName("File of the letter")
        self._which.activated.connect(self._load)
        self._size = plain_label(role="quiet", parent=self)
        self._open = _button("&Open in its own program", self._open_outside)
        self._save = _button("&Save a copy …", self._ask_where)
        self.pages = PdfPages(jobs, self)
        self.pages.failed.connect(self._say_error)
        self.words = QPlainTextEdit(self)
        self.words.setReadOnly(True)
        self.words.setProperty("page", True)
        self.words.setFont(letter_font(self.font()))
        self.words.setAccessibleName("Words of the original")
        self.words.setTabChangesFocus(True)
        self._nothing = plain_label("The log holds no file of this letter.", role="quiet", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._top = QFrame(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.show_nothing()

    @property
    def document(self) -> PageDocument | None:
        """The file on show."""
        place = self._which.currentIndex()
        return self._documents[place] if 0 <= place < len(self._documents) else None

    def show_documents(self, documents: Sequence[PageDocument]) -> None:
        """Show the files of a letter, the one that is the letter first; what is on show already stays."""
        if tuple(documents) == self._documents and documents:
            return
        if not documents:
            self.show_nothing()
            return
        self._documents = tuple(documents)
        self._which.clear()
        for document in self._documents:
            self._which.addItem(f"{document.name} ({document.part})")
        first = next((place for part in _FIRST for place in self._places(part)), 0)
        self._which.setCurrentIndex(first)
        self._top.show()
        self._load()

    def show_nothing(self) -> None:
        """Say that there is no file."""
        self._leave()
        self._documents = ()
        self._which.clear()
        self._top.hide()
        self._stack.setCurrentWidget(self._nothing)

    def _places(self, part: str) -> list[int]:
        return [place for place, document in enumerate(self._documents) if document.part == part]

    def _leave(self) -> None:
        self._generation += 1
        self._data = None
        if self._job:
            self._jobs.cancel(self._job)
        self._job = None
        self.pages.clear()
        self.words.clear()
        self.message_bar.hide()

    def _load(self) -> None:
        self._leave()
        document = self.document
        if document is None:
            return
        self._size.setText(_size_in_words(document.size))
        for button in (self._open, self._save):
            button.setEnabled(False)
        generation = self._generation

        def then(data: bytes) -> None:
            if generation == self._generation:
                self._show(data, document.name)

        self._jobs.read(self, lambda session: _content(session, document.id), then, self._say_error)

    def _show(self, data: bytes, name: str) -> None:
        self._data = data
        for button in (self._open, self._save):
            button.setEnabled(True)
        if is_pdf(data):
            self._stack.setCurrentWidget(self.pages)
            self.pages.show_pdf(data, name)
            return
        self._stack.setCurrentWidget(self.words)
        words = _plain_words(data, name)
        if words is not None:
            self.words.setPlainText(words)
            return
        generation = self._generation

        def then(arrival: Arrival) -> None:
            if generation == self._generation:
                self._show_words(arrival)

        self._job = self._jobs.read_file(self, data, name, then, self._cannot_read)

    def _show_words(self, arrival: Arrival) -> None:
        self._job = None
        if arrival.letter is None:
            self.message_bar.say(arrival.parts[0].problem)
            return
        self.words.setPlainText(as_it_reads(arrival.letter))
        self.message_bar.say("These are its words. To see it as it looks, open it in its own program.")

    def _cannot_read(self, error: CorrespError) -> None:
        self._job = None
        self.message_bar.say("Only its own program can show this file.", details=error.message)

    def _say_error(self, error: CorrespError) -> None:
        self.message_bar.say_error(error)

    def _open_outside(self) -> None:
        document, data = self.document, self._data
        if document is None or data is None:
            return
        self._files.open(document.id, document.name, data)

    def _ask_where(self) -> None:
        if self.document is not None and self._data is not None:
            self._files.ask_where(self.document.name, self._data)

    def save_copy(self, file: Path) -> None:
        """Write the file on show, byte for byte as it is kept."""
        if self._data is not None:
            self._files.save(file, self._data)

    def _lay_out(self) -> None:
        unit = spacing(self)
        self._top.setProperty("role", "top")
        drawn_by_style(self._top)
        top = QHBoxLayout(self._top)
        top.setContentsMargins(unit * 4, unit * 2, unit * 4, unit * 2)
        top.setSpacing(unit * 2)
        self._which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._which.setMinimumContentsLength(12)
        top.addWidget(self._which, 1)
        top.addWidget(self._size)
        top.addWidget(self._open)
        top.addWidget(self._save)
        for widget in (self._nothing, self.pages, self.words):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._top)
        layout.addWidget(self.message_bar)
        layout.addWidget(self._stack, 1)


def _plain_words(data: bytes, name: str) -> str | None:
    if not name.lower().endswith((".txt", ".text", ".md", ".csv")):
        return None
    from corresp_tracker.intake.plain import decode_text

    return decode_text(data)


def _content(session: Session, document_id: int) -> bytes:
    from corresp_tracker.store.documents import content

    return content(session, document_id)


def _size_in_words(size: int) -> str:
    if size < 1_000_000:
        return f"{max(round(size / 1_000), 1)} KB"
    return f"{size / 1_000_000:.1f} MB"


def _button(words: str, does: Callable[[], None]) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("flat", True)
    button.setAccessibleName(words.replace("&", "").rstrip(" …"))
    button.clicked.connect(lambda: does())
    return button
