"""What a search found, newest first, to be opened at the paragraph or copied as an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.errors import InvalidQuery
from corresp_tracker.ui.hit_list import HitList
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.answers import Answer
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.search import Hit, SearchResult
    from corresp_tracker.ui.jobs import Jobs

START = "Type words into the box above, and press Enter."
HOW = (
    "missing children\t both words\n"
    "“missing children”\t the words together, in straight quotes as well\n"
    "child*\t words that begin so\n"
    "OR   NOT   -word   ( )\t one or the other; without; together\n"
    "from:wilshaw   to:“Home Secretary”\t who wrote it, and to whom\n"
    "cites:“In Harm’s Way”   about:Cleveland\t what it cites, and what it is about\n"
    "dated:2016   dated:2015-07..2016   dated:>2016-03\t when it was written\n"
    "subject:“crime recording”\t words of the subject"
)
NOTHING = (
    "Nothing was said in these words. Try fewer words, another spelling, or word* for words that begin so."
)
NOTHING_SENT = f"{NOTHING} Drafts are left out: look in them too with the box above."


class SearchPage(QWidget):
    """Shows a search. `opened` leads to a letter, a paragraph and the marks in it; `save_asked` keeps the search."""

    opened = Signal(int, int, object)
    save_asked = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._words = ""
        self.bar = MessageBar(self)
        self.count = plain_label(role="strong", parent=self)
        self.drafts = QCheckBox("Look in &drafts too", self)
        self.save = QPushButton("&Save this search", self)
        self.copy = QPushButton("&Copy as answer", self)
        self.hits = HitList(self)
        self._nothing = QWidget(self)
        self._why_nothing = plain_label(START, wraps=True)
        self._how = QWidget(self)
        self._body = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._show_nothing(START)

    @property
    def words(self) -> str:
        """The words of the search on show."""
        return self._words

    def search(self, words: str) -> None:
        """Find these words."""
        self._words = words.strip()
        self.bar.hide()
        if not self._words:
            self._show_nothing(START)
            return
        drafts = self.drafts.isChecked()
        self._jobs.read_latest(
            self, lambda session: _found(session, self._words, drafts=drafts), self._show, self._failed
        )

    def actions_for_menu(self) -> list[QAction]:
        """Give what can be done with what was found."""
        return [self._copy_action]

    def copy_as_answer(self) -> None:
        """Copy the chosen paragraphs with date, correspondent and reference, as plain and rich text."""
        ids = tuple(hit.paragraph_id for hit in self.hits.chosen())
        if ids:
            self._jobs.read(self, lambda session: _answer(session, ids), self._put_on_clipboard)

    def _show(self, result: SearchResult) -> None:
        if not result.hits:
            self._show_nothing(NOTHING if self.drafts.isChecked() else NOTHING_SENT)
            return
        more = f", the newest {len(result.hits)} of them below" if result.total > len(result.hits) else ""
        total = f"{result.total:,}+ paragraphs" if result.capped else counted(result.total, "paragraph")
        self.count.setText(f"{total}{more}")
        had_focus = self.hits.hasFocus()
        self.hits.show_hits(result.hits)
        self._body.setCurrentWidget(self.hits)
        self._able(True)
        if not had_focus and self.isVisible():
            self.hits.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: CorrespError) -> None:
        self._show_nothing(error.message)
        if not isinstance(error, InvalidQuery):
            self.bar.say_error(error)

    def _show_nothing(self, why: str) -> None:
        self.count.setText("Nothing found" if self._words else "Searches")
        self._why_nothing.setText(why)
        self._body.setCurrentWidget(self._nothing)
        self._able(False)

    def _able(self, found: bool) -> None:
        self.copy.setEnabled(found)
        self._copy_action.setEnabled(found)
        self.save.setEnabled(bool(self._words))

    def _open(self, hit: Hit) -> None:
        self.opened.emit(hit.letter, hit.paragraph_id, hit.text_marks)

    def _put_on_clipboard(self, answer: Answer) -> None:
        data = QMimeData()
        data.setText(answer.plain)
        data.setHtml(answer.html)
        QApplication.clipboard().setMimeData(data)
        self.bar.say("Copied as an answer: paste it into a letter, an e-mail or a note.")

    def _again(self) -> None:
        self.search(self._words)

    def _changed(self, changes: Changes) -> None:
        if self._words and self.isVisible() and changes.kinds & {"letter", "paragraph", "link", "party"}:
            self._again()

    def _ask_to_save(self) -> None:
        self.save_asked.emit(self._words)

    def _connect(self) -> None:
        self.hits.opened.connect(self._open)
        self.drafts.clicked.connect(self._again)
        self.copy.clicked.connect(self.copy_as_answer)
        self.save.clicked.connect(self._ask_to_save)
        self._jobs.changed.connect(self._changed)

    def _lay_out(self) -> None:
        unit = spacing(self)
        self._copy_action = QAction("Copy as answer", self)
        self._copy_action.setShortcut(QKeySequence("Ctrl+Shift+C"))
        self._copy_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._copy_action.triggered.connect(self.copy_as_answer)
        self.addAction(self._copy_action)
        self.copy.setToolTip(
            "Copy the chosen paragraphs with date, correspondent and reference (Ctrl+Shift+C)"
        )
        self.save.setProperty("flat", True)
        self.save.setToolTip("Keep this search at the left, to come back to")
        top = QHBoxLayout()
        top.setContentsMargins(unit * 4, unit * 3, unit * 4, unit * 3)
        top.setSpacing(unit * 3)
        top.addWidget(self.count, 1)
        for part in (self.drafts, self.save, self.copy):
            top.addWidget(part)
        self._lay_out_nothing(unit)
        self._body.addWidget(self._nothing)
        self._body.addWidget(self.hits)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.bar)
        layout.addWidget(self._body, 1)
        self.setFocusProxy(self.hits)

    def _lay_out_nothing(self, unit: int) -> None:
        inside = QVBoxLayout(self._nothing)
        inside.setContentsMargins(unit * 8, unit * 10, unit * 8, unit * 8)
        inside.setSpacing(unit * 5)
        inside.addWidget(self._why_nothing)
        ways = QVBoxLayout(self._how)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(unit * 2)
        widest = max(
            self.fontMetrics().horizontalAdvance(line.partition("\t")[0]) for line in HOW.splitlines()
        )
        for line in HOW.splitlines():
            typed, _, meaning = line.partition("\t")
            across = QHBoxLayout()
            across.setSpacing(unit * 6)
            example = plain_label(typed)
            example.setMinimumWidth(widest)
            across.addWidget(example)
            across.addWidget(plain_label(meaning.strip(), role="quiet", wraps=True), 1)
            ways.addLayout(across)
        inside.addWidget(self._how)
        inside.addStretch()


def _found(session: Session, words: str, *, drafts: bool) -> SearchResult:
    from corresp_tracker.store.search import search

    return search(session, words, drafts=drafts)


def _answer(session: Session, paragraph_ids: tuple[int, ...]) -> Answer:
    from corresp_tracker.casework.answers import copy_as_answer

    return copy_as_answer(session, paragraph_ids)
