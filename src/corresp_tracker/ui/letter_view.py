"""A letter to read: its citations underlined, the words of a search marked, its text ready to copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from corresp_tracker.ui.in_words import tooltip
from corresp_tracker.ui.letter_document import LetterDocument, looks_by_line
from corresp_tracker.ui.link_looks import MARGIN_MARKS, look_of, spoken, underline
from corresp_tracker.ui.plain_find import find_plain
from corresp_tracker.ui.theme import colours_of, small, spacing

if TYPE_CHECKING:
    from corresp_tracker.store.lists import LetterPage, PageLink

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SelectedWords:
    """Words selected inside one paragraph; `start` and `end` are code points."""

    paragraph_id: int
    start: int
    end: int
    words: str


class LetterView(QTextEdit):
    """Shows a LetterPage, for reading, selecting and copying; nothing in it can be changed."""

    link_activated = Signal(int)
    """A citation was clicked, or Enter was pressed with the caret in it."""
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setProperty("page", True)
        self.setAccessibleName("Letter")
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: LetterDocument | None = None
        self._marks: dict[int, tuple[Mark, ...]] = {}
        self._found: list[tuple[int, int]] = []
        self._found_at = 0
        self._current: int | None = None
        self._pressed_at = QPoint()
        self.selectionChanged.connect(self.selection_changed)
        self.viewport().setMouseTracking(True)

    @property
    def page(self) -> LetterPage | None:
        """The letter on show."""
        return self._shown.page if self._shown else None

    @property
    def current_link(self) -> int | None:
        """The citation that is outlined."""
        return self._current

    def show_page(self, page: LetterPage) -> None:
        """Show a letter; where it is the one on show with other links, the place and the marks stay."""
        if self._shown and self._is_same_text(page):
            self._shown.page = page
        else:
            self._marks, self._found, self._current = {}, [], None
            self._lay_out(page)
        self._draw_marks()
        self.viewport().update()

    def clear_page(self) -> None:
        """Show nothing."""
        self._shown = None
        self._marks, self._found, self._current = {}, [], None
        self.clear()

    def show_marks(self, paragraph_id: int, marks: Iterable[Mark]) -> None:
        """Mark the words of a search in a paragraph, beside those marked before."""
        self._marks[paragraph_id] = tuple(marks)
        self._draw_marks()

    def clear_marks(self) -> None:
        """Take the marks of a search off."""
        self._marks = {}
        self._draw_marks()

    def show_paragraph(self, paragraph_id: int, offset: int = 0) -> None:
        """Bring a place into sight and put the caret there."""
        span = self._shown.span(paragraph_id, offset, offset) if self._shown else None
        if span:
            self._put_caret(span[0], span[0])

    def show_link(self, link_id: int | None) -> None:
        """Outline a citation and bring it into sight; None outlines nothing."""
        self._current = link_id
        span = self._span_of_link(link_id)
        if span:
            self._bring_into_sight(span[0])
        self.viewport().update()

    def find_words(self, words: str) -> int:
        """Mark every place of some words, whatever their capitals or quotes; give how many."""
        self._found, self._found_at = [], 0
        if self._shown and words.strip():
            text = self.document().toPlainText()
            self._found = find_plain(text, words)
        if self._found:
            self._go_to_found()
        self._draw_marks()
        return len(self._found)

    def find_next(self, step: int = 1) -> int:
        """Go to the next place of the words that are looked for; give its number, from 1 (0: none)."""
        if not self._found:
            return 0
        self._found_at = (self._found_at + step) % len(self._found)
        self._go_to_found()
        self._draw_marks()
        return self._found_at + 1

    def selected_words(self) -> SelectedWords | None:
        """Give what is selected where it lies inside one paragraph; None otherwise."""
        cursor = self.textCursor()
        if self._shown is None or not cursor.hasSelection():
            return None
        first = self._shown.place(cursor.selectionStart())
        last = self._shown.place(cursor.selectionEnd())
        if first is None or last is None or first.paragraph_id != last.paragraph_id:
            return None
        text = self._text_of(first.paragraph_id)
        words = text[first.offset : last.offset]
        start = first.offset + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return SelectedWords(first.paragraph_id, start, end, text[start:end]) if words.strip() else None

    def selected_paragraphs(self) -> tuple[int, ...]:
        """Give the paragraphs that the selection touches; the caret's own where nothing is selected."""
        if self._shown is None:
            return ()
        cursor = self.textCursor()
        blocks = range(
            self.document().findBlock(cursor.selectionStart()).blockNumber(),
            self.document().findBlock(cursor.selectionEnd()).blockNumber() + 1,
        )
        return tuple(placed.paragraph.id for placed in self._shown.placed if placed.block in blocks)

    def link_at_caret(self) -> PageLink | None:
        """Give the citation that the caret stands in."""
        return self._link_at(self.textCursor().position())

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(clean_copy(self.textCursor()))
        return data

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.PaletteChange or event.type() == QEvent.Type.FontChange:
            handled = super().event(event)
            self._dress_again()
            return handled
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            link = self._link_under(event.pos())
            if link:
                QToolTip.showText(event.globalPos(), tooltip(spoken(link)), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        link = self.link_at_caret()
        if link and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.link_activated.emit(link.id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._link_under(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        is_click = (at - self._pressed_at).manhattanLength() < 4 and not self.textCursor().hasSelection()
        link = self._link_under(at)
        if link and is_click and event.button() == Qt.MouseButton.LeftButton:
            self.link_activated.emit(link.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_column()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._shown is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        self._paint_links(painter, self._shown, event.rect().translated(0, self.verticalScrollBar().value()))
        self._paint_current(painter, self._shown)
        self._paint_margin_marks(painter, self._shown)
        painter.end()

    def _paint_links(self, painter: QPainter, shown: LetterDocument, seen: QRect) -> None:
        colours = colours_of(self)
        for link in shown.page.links:
            look, span = look_of(link), shown.span(link.paragraph_id, link.start, link.end)
            if look and span:
                for rect in shown.rects(*span):
                    if seen.top() <= rect.bottom() + 4 and rect.top() <= seen.bottom():
                        underline(painter, rect, look, colours)

    def _paint_current(self, painter: QPainter, shown: LetterDocument) -> None:
        span = self._span_of_link(self._current)
        if span is None:
            return
        width = max(1.0, spacing(self) / 4)
        painter.setPen(QPen(colours_of(self).accent, width))
        for rect in shown.rects(*span):
            painter.drawRoundedRect(rect.adjusted(-2, 0, 2, 3.5 * width), 3, 3)

    def _paint_margin_marks(self, painter: QPainter, shown: LetterDocument) -> None:
        unit = spacing(self)
        painter.setFont(small(self.font()))
        painter.setPen(colours_of(self).quiet_text)
        right = min(self._left_margin() + shown.measure + unit, self.viewport().width() - unit * 4.0)
        for top, looks in looks_by_line(shown, shown.page.links).items():
            marks = "".join(mark for look, mark in MARGIN_MARKS.items() if look in looks)
            room = QRectF(right, top, unit * 5, self.fontMetrics().height() * 1.2)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), marks)

    def _lay_out(self, page: LetterPage) -> None:
        self._shown = LetterDocument(page, font=self.font(), colours=colours_of(self))
        self._shown.document.setParent(self)
        self.setDocument(self._shown.document)
        self._set_column()
        self.setAccessibleDescription(page.subject)

    def _dress_again(self) -> None:
        if self._shown:
            place = self.textCursor().position()
            self._lay_out(self._shown.page)
            self._put_caret(place, place)
            self._draw_marks()

    def _is_same_text(self, page: LetterPage) -> bool:
        before = self._shown.page if self._shown else None
        if before is None or before.id != page.id:
            return False
        return before.paragraphs == page.paragraphs and _heading(before) == _heading(page)

    def _left_margin(self) -> float:
        if self._shown is None:
            return 0
        spare = self.viewport().width() - self._shown.measure
        return min(max(spare / 2, spacing(self) * 3), spacing(self) * 24)

    def _set_column(self) -> None:
        if self._shown is None:
            return
        unit = spacing(self)
        left = self._left_margin()
        frame = self.document().rootFrame()
        layout = frame.frameFormat()
        right = max(self.viewport().width() - left - self._shown.measure, unit * 5)
        if (layout.leftMargin(), layout.rightMargin()) != (left, right):
            layout.setLeftMargin(left)
            layout.setRightMargin(right)
            layout.setTopMargin(unit * 5)
            layout.setBottomMargin(unit * 10)
            frame.setFrameFormat(layout)

    def _draw_marks(self) -> None:
        colours = colours_of(self)
        spans = [
            span
            for paragraph_id, marks in self._marks.items()
            for start, end in marks
            if self._shown and (span := self._shown.span(paragraph_id, start, end))
        ]
        shown = [self._extra(span, colours.search_mark) for span in (*spans, *self._found)]
        self.setExtraSelections(shown)

    def _extra(self, span: tuple[int, int], ground: QColor) -> QTextEdit.ExtraSelection:
        extra = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        style = QTextCharFormat()
        style.setBackground(ground)
        extra.cursor, extra.format = cursor, style
        return extra

    def _go_to_found(self) -> None:
        start, end = self._found[self._found_at]
        self._put_caret(start, end)

    def _put_caret(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        last = self.document().characterCount() - 1
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._bring_into_sight(min(start, last))

    def _bring_into_sight(self, position: int) -> None:
        """Scroll so that a place stands in the upper third, unless it is well in sight already."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        rect, height = self.cursorRect(cursor), self.viewport().height()
        line = rect.height()
        if rect.top() < line or rect.bottom() > height - 2 * line:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - height // 3)

    def _text_of(self, paragraph_id: int) -> str:
        page = self.page
        return next((each.text for each in page.paragraphs if each.id == paragraph_id), "") if page else ""

    def _span_of_link(self, link_id: int | None) -> tuple[int, int] | None:
        if self._shown is None or link_id is None:
            return None
        link = next((link for link in self._shown.page.links if link.id == link_id), None)
        return self._shown.span(link.paragraph_id, link.start, link.end) if link else None

    def _link_under(self, at: QPoint) -> PageLink | None:
        point = at.toPointF() + QPointF(0, self.verticalScrollBar().value())
        position = self.document().documentLayout().hitTest(point, Qt.HitTestAccuracy.ExactHit)
        return self._link_at(position) if position >= 0 else None

    def _link_at(self, position: int) -> PageLink | None:
        place = self._shown.place(position) if self._shown else None
        if place is None or self._shown is None:
            return None
        inside = [
            link
            for link in self._shown.page.links
            if link.paragraph_id == place.paragraph_id
            and link.start <= place.offset <= link.end
            and look_of(link)
        ]
        return min(inside, key=lambda link: link.end - link.start, default=None)


def clean_copy(cursor: QTextCursor) -> str:
    """Give the selected text as one would type it: labels kept, a blank line between paragraphs."""
    lines = cursor.selection().toPlainText().replace("\u2029", "\n").replace("\u2028", "\n").split("\n")
    return "\n\n".join(line.replace("\t", "  ") for line in lines)


def _heading(page: LetterPage) -> tuple[object, ...]:
    return (
        page.subject, page.dated, page.received, page.dispatched, page.means, page.our_reference,
        page.their_reference, page.marking, page.handling, page.salutation, page.sign_off, page.enclosures,
        page.senders, page.addressees, page.copy_to, page.on_behalf_of, page.standing,
    )  # fmt: skip
