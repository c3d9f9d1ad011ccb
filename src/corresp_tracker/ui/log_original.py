"""The original beside the form in which it is logged: what arrived, and the words that were read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.letter_document import address_lines, letter_font
from corresp_tracker.ui.log_queue import FileStanding
from corresp_tracker.ui.log_words import WordsEditor, paragraphs_as_typed
from corresp_tracker.ui.pdf_pages import PdfPages
from corresp_tracker.ui.plain_find import find_plain
from corresp_tracker.ui.theme import colours_of, spacing

if TYPE_CHECKING:
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.log_queue import FileOnItsWay
    from corresp_tracker.values.letter_text import LetterParagraph, LetterText, ReadPart

_WORDS, _PAGES = 1, 2  # tabs


class LogOriginal(QWidget):
    """Shows one file that arrived. `part_chosen` tells that another of its parts is the letter."""

    part_chosen = Signal(int)
    words_changed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: FileOnItsWay | None = None
        self._parts = QComboBox(self)
        self._parts.setAccessibleName("Which part is the letter")
        self._parts.setToolTip("Choose which part of what arrived is the letter (Alt+P)")
        self._parts.activated.connect(self._choose)
        self._which = plain_label("The &letter is", role="quiet", parent=self)
        self._which.setText("The letter is")
        self._which.setBuddy(self._parts)
        self._text = QPlainTextEdit(self)
        self._text.setReadOnly(True)
        self._text.setProperty("page", True)
        self._text.setFont(letter_font(self.font()))
        self._text.setAccessibleName("The original")
        self._text.setTabChangesFocus(True)
        self._words = WordsEditor(self)
        self._words.textChanged.connect(self._tell_words)
        self._is_filling = False
        self._pages = PdfPages(jobs, self)
        self._pages.failed.connect(self._pages_failed)
        self._tabs = QTabWidget(self)
        self._tabs.addTab(self._text, "Letter")
        self._tabs.addTab(self._words, "Paragraphs as read")
        self._tabs.addTab(self._pages, "Pages")
        self._tabs.setTabToolTip(_WORDS, "Put right what was misread: join, part or relabel paragraphs")
        self._tabs.setTabToolTip(_PAGES, "The pages as they came; + and − make them larger and smaller")
        self._lay_out()

    @property
    def part_index(self) -> int:
        """Which of the arrival's parts is the letter."""
        return max(self._parts.currentData() or 0, 0)

    def show_file(self, file: FileOnItsWay) -> None:
        """Show what arrived, with its likeliest letter."""
        parts = file.arrival.parts if file.arrival else ()
        self._parts.clear()
        for index, part in enumerate(parts):
            if part.letter is not None:
                self._parts.addItem(part.name, index)
        self._show_pages(file)
        likeliest = file.arrival.likeliest if file.arrival else None
        self._parts.setCurrentIndex(max(self._parts.findData(likeliest), 0))
        for widget in (self._parts, self._which):
            widget.setVisible(self._parts.count() > 1)
        if likeliest is None:
            self._show_problem(file)
        else:
            self.show_part(parts[likeliest])

    def show_part(self, part: ReadPart) -> None:
        """Show one part as the letter."""
        letter = part.letter
        if letter is not None:
            self._text.setPlainText(as_it_came(part) or as_it_reads(letter))
            self._fill_words(letter.paragraphs)
        self._tabs.setTabEnabled(_WORDS, True)

    def paragraphs(self) -> tuple[LetterParagraph, ...]:
        """Give the paragraphs as they were put right."""
        return self._words.paragraphs()

    def show_words(self, words: str) -> None:
        """Scroll the original to some words and mark them."""
        places = find_plain(self._text.toPlainText(), words)
        self._text.setExtraSelections([])
        if not places:
            return
        extra = QTextEdit.ExtraSelection()
        cursor = self._text.textCursor()
        cursor.setPosition(places[0][0])
        cursor.setPosition(places[0][1], QTextCursor.MoveMode.KeepAnchor)
        style = QTextCharFormat()
        style.setBackground(colours_of(self).search_mark)
        extra.cursor, extra.format = cursor, style
        self._text.setExtraSelections([extra])
        cursor.clearSelection()
        self._text.setTextCursor(cursor)
        self._text.ensureCursorVisible()

    def _show_pages(self, file: FileOnItsWay) -> None:
        """Show the pages of a PDF; first of all where it has no words, as a scan has none."""
        if file is not self._shown:
            self._shown = file
            self._tabs.setCurrentIndex(0)
        self._tabs.setTabVisible(_PAGES, is_pdf(file.data))
        self._pages.show_pdf(file.data if is_pdf(file.data) else b"", file.name)
        if is_pdf(file.data) and file.standing is FileStanding.UNREADABLE:
            self._tabs.setCurrentIndex(_PAGES)

    def _pages_failed(self) -> None:
        if not self._pages.pages:
            self._tabs.setTabVisible(_PAGES, False)

    def _show_problem(self, file: FileOnItsWay) -> None:
        self._text.setPlainText(file.problem)
        self._fill_words(())

    def _fill_words(self, paragraphs: tuple[LetterParagraph, ...]) -> None:
        self._is_filling = True
        self._words.show_paragraphs(paragraphs)
        self._is_filling = False

    def _tell_words(self) -> None:
        if not self._is_filling:
            self.words_changed.emit()

    def _choose(self) -> None:
        self.part_chosen.emit(self.part_index)

    def _lay_out(self) -> None:
        unit = spacing(self)
        top = QHBoxLayout()
        top.setContentsMargins(unit * 4, unit * 2, unit * 4, 0)
        top.addWidget(self._which)
        top.addWidget(self._parts, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit)
        layout.addLayout(top)
        layout.addWidget(self._tabs, 1)


def is_pdf(data: bytes) -> bool:
    """Say whether a file is a PDF, by its own first bytes."""
    return b"%PDF-" in data[:1024]


def as_it_came(part: ReadPart) -> str:
    """Give the words of a file that is nothing but words; empty for any other."""
    if part.format != "txt":
        return ""
    from corresp_tracker.intake.plain import decode_text

    return decode_text(part.data) or ""


def as_it_reads(letter: LetterText) -> str:
    """Write a letter out as it reads, from its heading to its copies."""
    blocks: list[str] = []
    blocks += ["\n".join(address_lines(person)) for person in letter.senders if person.address]
    blocks += ["\n".join(address_lines(person)) for person in letter.addressees]
    blocks.append(letter.dated.in_words() if letter.dated else "")
    references = (("Our reference", letter.our_reference), ("Your reference", letter.their_reference))
    blocks.append("\n".join(f"{name} {words}" for name, words in references if words))
    blocks.append(" ".join(part for part in (letter.marking, letter.handling) if part))
    blocks += [letter.salutation, letter.subject, paragraphs_as_typed(letter.paragraphs), letter.sign_off]
    blocks += ["\n".join(address_lines(person)) for person in letter.senders]
    blocks.append(f"On behalf of {letter.on_behalf_of}" if letter.on_behalf_of else "")
    blocks.append(f"Copy to: {'; '.join(letter.copy_to)}" if letter.copy_to else "")
    blocks.append(f"Enclosed: {'; '.join(letter.enclosures)}" if letter.enclosures else "")
    return "\n\n".join(block for block in blocks if block)
