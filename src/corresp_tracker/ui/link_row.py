"""One citation in the panel: a line while it is closed, and all that is known of it while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from corresp_tracker.ui.in_words import short_date
from corresp_tracker.ui.labels import ElidedLabel, drawn_by_style, plain_label
from corresp_tracker.ui.link_looks import (
    LinkLook,
    dates_in_words,
    look_of,
    spoken,
    standing_in_words,
    target_in_words,
    underline,
)
from corresp_tracker.ui.theme import colours_of, spacing

if TYPE_CHECKING:
    from corresp_tracker.store.lists import PageCandidate, PageLink
    from corresp_tracker.values.citation import Check

MOST_CHOICES = 9
WORK_KINDS = ("report", "programme", "group")


class LinkRow(QFrame):
    """A citation of the letter. `chosen` asks for it to be opened; the others for what their buttons say."""

    chosen = Signal(object)
    accepted = Signal(object, object)
    """The link, and the work that is meant (None: the one that is proposed)."""
    rejected = Signal(object)
    unjudged = Signal(object)
    corrected = Signal(object)
    add_asked = Signal(object)
    target_asked = Signal(object)
    all_asked = Signal(object)
    never_asked = Signal(object)

    def __init__(self, link: PageLink, *, can_correct: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = link
        self._can_correct = can_correct
        self._card: QFrame | None = None
        self.setAccessibleName(f"{link.words}: {spoken(link)}")
        self._closed = _ClosedLine(link, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._closed)

    @property
    def is_open(self) -> bool:
        """Whether all that is known is shown."""
        return self._card is not None

    def set_open(self, open_it: bool) -> None:
        """Show all that is known of the citation, or its words alone."""
        layout = self.layout()
        if open_it == self.is_open or layout is None:
            return
        if self._card is not None:
            layout.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        else:
            self._card = self._make_card()
            layout.addWidget(self._card)
        self._closed.setVisible(not open_it)

    def choices(self) -> tuple[PageCandidate, ...]:
        """Give the works that may be chosen by number."""
        return self.link.candidates[:MOST_CHOICES] if self.link.kind in WORK_KINDS else ()

    def correction(self) -> Check | None:
        """Give the check that the draft's words can be put right by."""
        if not self._can_correct:
            return None
        return next((check for check in self.link.checks if check.correction), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.link)
        event.accept()

    def _pick(self, work_id: int) -> None:
        self.accepted.emit(self.link, work_id)

    def _make_card(self) -> QFrame:
        link, unit = self.link, spacing(self)
        card = QFrame(self)
        card.setProperty("role", "card")
        drawn_by_style(card)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(unit * 3, unit * 2, unit * 3, unit * 3)
        layout.setSpacing(unit)
        for label in self._facts(link):
            layout.addWidget(label)
        for check in link.checks:
            layout.addWidget(self._warning(check))
        for number, candidate in enumerate(self.choices(), start=1):
            if candidate.work_id != link.work_id:
                choice = _Choice(number, candidate, card)
                choice.picked.connect(self._pick)
                layout.addWidget(choice)
        layout.addSpacing(unit)
        layout.addLayout(self._buttons())
        if link.kind in WORK_KINDS and not link.lost:
            layout.addLayout(self._buttons_for_all())
        return card

    def _facts(self, link: PageLink) -> list[QLabel]:
        labels = [plain_label(_quoted(link.words), role="strong", wraps=True)]
        for words, role in (
            (target_in_words(link), ""),
            (dates_in_words(link), "quiet"),
            (link.locator, "quiet"),
            ("" if link.is_gap and link.reason else standing_in_words(link), "small"),
            (link.reason[:1].upper() + link.reason[1:], "small"),
        ):
            if words:
                labels.append(plain_label(words, role=role, wraps=True))
        if self.choices() and link.work_id is None:
            labels.append(plain_label("Which is meant?", role="quiet"))
        return labels

    def _warning(self, check: Check) -> QFrame:
        unit = spacing(self)
        notice = QFrame(self)
        notice.setProperty("role", "notice")
        drawn_by_style(notice)
        layout = QVBoxLayout(notice)
        layout.setContentsMargins(unit * 2, unit, unit * 2, unit)
        layout.setSpacing(unit)
        layout.addWidget(plain_label(f"Check: {check.message}", wraps=True))
        if check.correction:
            layout.addWidget(plain_label(f"Right: {check.correction}", role="small", wraps=True))
        if check is self.correction():
            layout.addWidget(_button("Correct", "C", lambda: self.corrected.emit(self.link)))
        return notice

    def _buttons(self) -> QHBoxLayout:
        link = self.link
        row = QHBoxLayout()
        row.setSpacing(spacing(self) * 2)
        if link.standing != "proposed":
            row.addWidget(_button("Take back", "Ctrl+Z", lambda: self.unjudged.emit(link)))
        else:
            self._add_judgements(row)
        if link.cited_letter_id is not None:
            row.addWidget(_button("Open the letter", "O", lambda: self.target_asked.emit(link)))
        row.addStretch()
        return row

    def _buttons_for_all(self) -> QHBoxLayout:
        """Give what goes for every place with these words."""
        link = self.link
        row = QHBoxLayout()
        row.setSpacing(spacing(self) * 2)
        if link.work_id or link.candidates:
            row.addWidget(_flat(_button("All like this …", "Shift+Enter", lambda: self.all_asked.emit(link))))
        if link.standing == "proposed":
            row.addWidget(_flat(_button("Never this", "Shift+Del", lambda: self.never_asked.emit(link))))
        row.addStretch()
        return row

    def _add_judgements(self, row: QHBoxLayout) -> None:
        link = self.link
        if link.is_gap and link.kind in WORK_KINDS:
            row.addWidget(_button("Not held: add it?", "A", lambda: self.add_asked.emit(link)))
        elif link.work_id or link.cited_letter_id or link.organisation_name or len(link.candidates) == 1:
            only = None if link.work_id or not link.candidates else link.candidates[0].work_id
            accept = _button("Accept", "Enter", lambda: self.accepted.emit(link, only))
            accept.setProperty("primary", True)
            row.addWidget(accept)
        row.addWidget(_button("Reject", "Del", lambda: self.rejected.emit(link)))


class _ClosedLine(QWidget):
    """The words of a citation with a sample of its underline."""

    def __init__(self, link: PageLink, parent: QWidget) -> None:
        super().__init__(parent)
        unit = spacing(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit * 2, unit, unit * 2, unit)
        layout.setSpacing(unit * 2)
        layout.addWidget(_LookSample(look_of(link), self))
        words = ElidedLabel(link.words, role="quiet" if link.standing == "rejected" else "")
        if link.standing == "rejected":
            font = words.font()
            font.setStrikeOut(True)
            words.setFont(font)
        layout.addWidget(words, 1)


class _LookSample(QWidget):
    """A short line underlined as the citation is in the letter."""

    def __init__(self, look: LinkLook | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(spacing(self) * 5, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(1, 0, self.width() - 2, self.height() * 0.62)
        underline(painter, room, self._look, colours_of(self))
        painter.end()


class _Choice(QFrame):
    """One of the works that a citation may mean, with the number key that chooses it."""

    picked = Signal(int)

    def __init__(self, number: int, candidate: PageCandidate, parent: QWidget) -> None:
        super().__init__(parent)
        self._work_id = candidate.work_id
        unit = spacing(self)
        dated = f" ({short_date(candidate.published_on)})" if candidate.published_on else ""
        self.setToolTip(f"Accept this one (key {number})")
        self.setAccessibleName(f"{number}: {candidate.title}{dated}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, unit // 2, 0, unit // 2)
        layout.setSpacing(unit * 2)
        layout.addWidget(plain_label(str(number), role="badge"), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(plain_label(candidate.title + dated, wraps=True), 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.picked.emit(self._work_id)
        event.accept()


def _quoted(words: str) -> str:
    return words if words[:1] in "‘'“\"" else f"“{words}”"


def _button(words: str, key: str, do: object) -> QPushButton:
    """Make a button that the panel's own key does as well; the key stands in its tooltip and name."""
    button = QPushButton(words)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setToolTip(f"{words} ({key})")
    button.setAccessibleName(f"{words}, {key}")
    button.clicked.connect(do)
    return button


def _flat(button: QPushButton) -> QPushButton:
    button.setProperty("flat", True)
    return button
