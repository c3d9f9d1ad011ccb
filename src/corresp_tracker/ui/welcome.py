"""The first thing that a new user sees: what the program does, three ways in, and the offices opened before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from corresp_tracker.ui.in_words import tooltip
from corresp_tracker.ui.labels import ElidedLabel, plain_label
from corresp_tracker.ui.theme import spacing

PURPOSE = (
    "Log the letters that come and go, see which reports and programmes each paragraph cites, "
    "draft the reply in Word, and find all of it again."
)
EXAMPLE = (
    "Open the example &office",
    "Invented letters in a few cases, to try everything on. Nothing you do there matters.",
)
EMPTY = ("Start an empty o&ffice", "A new log on this computer, or one on a server that colleagues share.")
EXISTING = ("O&pen or join an office", "A log that is there already: a file, or the address of a shared one.")


class Way(QPushButton):
    """A wide button of two lines: what it does in bold, and below it what that means."""

    def __init__(
        self, words: str, meaning: str, *, is_name: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        shown = words if is_name else words.replace("&", "")
        unit = spacing(self)
        self._lines = layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 4, unit * 3, unit * 4, unit * 3)
        layout.setSpacing(unit)
        self._title = plain_label(shown, role="strong", parent=self)
        self._meaning = (
            ElidedLabel(meaning, role="quiet", parent=self)
            if is_name
            else plain_label(meaning, role="quiet", wraps=True, parent=self)
        )
        for label in (self._title, self._meaning):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        self.setAccessibleName(shown)
        self.setAccessibleDescription(meaning)
        self.setAutoDefault(True)
        if not is_name:
            keys = QKeySequence.mnemonic(words)
            self.setShortcut(keys)
            self.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))

    def sizeHint(self) -> QSize:
        return self._lines.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._lines.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return self._lines.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self._lines.totalHeightForWidth(width)


class Welcome(QScrollArea):
    """Offers the ways into an office. `recent_asked` gives the address of one that was opened before."""

    example_asked = Signal()
    new_asked = Signal()
    open_asked = Signal()
    restore_asked = Signal()
    recent_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Welcome")
        self._ways = tuple(Way(*words) for words in (EXAMPLE, EMPTY, EXISTING))
        for way, asked in zip(self._ways, (self.example_asked, self.new_asked, self.open_asked), strict=True):
            way.clicked.connect(asked)
        self._restore = QPushButton("&Restore a backup …", self)
        self._restore.setProperty("flat", True)
        self._restore.clicked.connect(self.restore_asked)
        self._recent = QWidget(self)
        self._recent_ways = QVBoxLayout(self._recent)
        self._lay_out()
        self.show_recent(())
        self.setFocusProxy(self._ways[0])

    def show_recent(self, addresses: Sequence[str]) -> None:
        """List the offices that were opened before, the latest first."""
        while self._recent_ways.count() > 1:
            item = self._recent_ways.takeAt(1)
            former = item.widget() if item else None
            if former:
                former.deleteLater()
        for address in addresses:
            name, place = name_and_place(address)
            way = Way(name, place, is_name=True, parent=self._recent)
            way.setToolTip(tooltip(address))
            way.clicked.connect(lambda _=False, address=address: self.recent_asked.emit(address))
            self._recent_ways.addWidget(way)
        self._recent.setVisible(bool(addresses))

    def _lay_out(self) -> None:
        unit = spacing(self)
        column = QVBoxLayout()
        column.setSpacing(unit * 3)
        column.addStretch(2)
        column.addWidget(plain_label("Correspondence log", role="heading"))
        column.addWidget(plain_label(PURPOSE, role="quiet", wraps=True))
        column.addSpacing(unit * 3)
        for way in self._ways:
            column.addWidget(way)
        column.addWidget(self._restore, 0, Qt.AlignmentFlag.AlignLeft)
        self._recent_ways.setContentsMargins(0, unit * 3, 0, 0)
        self._recent_ways.setSpacing(unit * 2)
        self._recent_ways.addWidget(plain_label("Opened before", role="small"))
        column.addWidget(self._recent)
        column.addStretch(3)
        inside = QWidget(self)
        across = QHBoxLayout(inside)
        across.setContentsMargins(unit * 6, unit * 6, unit * 6, unit * 6)
        across.addStretch(1)
        middle = QWidget(inside)
        middle.setMaximumWidth(self.fontMetrics().averageCharWidth() * 88)
        middle.setLayout(column)
        across.addWidget(middle, 100)
        across.addStretch(1)
        self.setWidget(inside)


def name_and_place(address: str) -> tuple[str, str]:
    """Give what an office is called in a list, and where it is: its file and folder, or its database and server."""
    if "://" in address:
        parts = urlsplit(address)
        server = parts.netloc.rpartition("@")[2]
        return parts.path.strip("/") or address, f"Shared, on {server or 'this computer'}"
    file = Path(address)
    return file.stem, str(file.parent)
