"""What the office said before that is like the paragraph being written: to whom, when; put in with one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from corresp_tracker.ui.hit_list import HitList
from corresp_tracker.ui.labels import drawn_by_style, plain_label
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.folding import folded_words

if TYPE_CHECKING:
    from corresp_tracker.casework.said_before import SaidBefore
    from corresp_tracker.store.search import Hit

WIDTH = 86
NOTHING = "Nothing that was sent is like this paragraph."
BEGIN = "Write some words, and what was sent about the same is listed here."
_WORDS_SHOWN = 5
_LONG = 4


class SaidPanel(QFrame):
    """Lists what was sent, the likest first. It puts nothing in itself: it says what was asked for."""

    insert_asked = Signal(object)
    """What was said before (SaidBefore) is to be put into the draft."""
    line_asked = Signal(object)
    letter_asked = Signal(int, int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        drawn_by_style(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._said: tuple[SaidBefore, ...] = ()
        self.list = HitList(self, lines=_WORDS_SHOWN)
        self.list.setAccessibleName("Said before")
        self.insert = QPushButton("&Insert", self)
        self.open = QPushButton("Open the letter", self)
        self.keep = QPushButton("Keep as a line …", self)
        self._lay_out()
        self._connect()
        self.show_said((), words="")

    def show_said(self, said: Sequence[SaidBefore], *, words: str) -> None:
        """List what was said; the words in common with what is written are marked."""
        self._said = tuple(said)
        self.list.say_when_empty(NOTHING if words.strip() else BEGIN)
        written = frozenset(word for word in folded_words(words) if len(word) >= _LONG)
        self.list.show_hits([_hit(each, written) for each in self._said])
        for button in (self.insert, self.open, self.keep):
            button.setEnabled(bool(self._said))

    def current(self) -> SaidBefore | None:
        """Give the one that is chosen."""
        at = self.list.currentIndex().row()
        return self._said[at] if 0 <= at < len(self._said) else None

    def sizeHint(self) -> QSize:
        return QSize(spacing(self) * WIDTH, super().sizeHint().height())

    def _insert(self) -> None:
        said = self.current()
        if said:
            self.insert_asked.emit(said)

    def _keep_as_line(self) -> None:
        said = self.current()
        if said:
            self.line_asked.emit(said)

    def _open_letter(self) -> None:
        said = self.current()
        if said:
            self.letter_asked.emit(said.letter_id, said.paragraph_id)

    def _connect(self) -> None:
        self.list.opened.connect(self._insert)
        self.insert.clicked.connect(self._insert)
        self.open.clicked.connect(self._open_letter)
        self.keep.clicked.connect(self._keep_as_line)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.insert.setProperty("primary", True)
        self.insert.setToolTip("Put these words in where the caret stands, with their links (Enter)")
        self.open.setToolTip("Read the letter that they stand in")
        self.keep.setToolTip("Keep these words as a standard line")
        for button in (self.open, self.keep):
            button.setProperty("flat", True)
        head = plain_label("Said before", role="strong")
        head.setContentsMargins(unit * 4, unit * 3, unit * 4, unit * 2)
        foot = QHBoxLayout()
        foot.setContentsMargins(unit * 3, unit * 2, unit * 3, unit * 2)
        foot.setSpacing(unit)
        foot.addWidget(self.insert)
        foot.addWidget(self.open)
        foot.addWidget(self.keep)
        foot.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.list)


def _hit(said: SaidBefore, written: frozenset[str]) -> Hit:
    from corresp_tracker.store.marks import marks_of
    from corresp_tracker.store.search import Hit
    from corresp_tracker.values.letter_text import Direction

    shared = [word for word in dict.fromkeys(folded_words(said.text)) if word in written]
    marks = marks_of(said.text, [((word,), False) for word in shared])
    return Hit(
        case=said.reference,
        case_id=said.case_id,
        letter=said.letter_id,
        paragraph_id=said.paragraph_id,
        paragraph=said.label,
        dated=said.dated,
        direction=Direction.OUT,
        standing="sent",
        correspondent=said.correspondent,
        subject="cites the same report" if said.shares else "",
        snippet=said.text,
        marks=marks,
        text_marks=marks,
        works=(),
    )
