"""The text of a draft: one block a paragraph, numbers that follow, and citations underlined as one writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from corresp_tracker.ui.draft_blocks import (
    LEVEL,
    NUMBERED,
    PROMPT,
    UID,
    Prompts,
    TypedParagraph,
    insert_paragraph,
    is_numbered,
    italics_of,
    level_of,
    uid_of,
    words_of_block,
)
from corresp_tracker.ui.letter_document import letter_font
from corresp_tracker.ui.link_looks import LinkLook, underline
from corresp_tracker.ui.log_words import typed_paragraphs
from corresp_tracker.ui.text_offsets import to_code_points, to_utf16
from corresp_tracker.ui.text_rects import text_rects
from corresp_tracker.ui.theme import colours_of, spacing
from corresp_tracker.values.numbering import DEEPEST, first_number, printed_numbers


@dataclass(frozen=True, slots=True)
class Underlined:
    """A citation to underline: `text` is the paragraph's text that its places (code points) were found in."""

    uid: str
    text: str
    start: int
    end: int
    look: LinkLook
    link_id: int | None = None


class DraftEditor(QTextEdit):
    """Writes a letter. Enter begins a paragraph, Tab changes its level, Alt+Up and Alt+Down move it."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setProperty("page", True)
        self.setAccessibleName("Text of the letter")
        self.setAccessibleDescription(
            "Enter begins a paragraph, Tab and Shift+Tab change its level, Alt+Up and Alt+Down move it"
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._underlined: tuple[Underlined, ...] = ()
        self._is_filling = False
        self._current: tuple[int, int] | None = None
        self._prompts = Prompts(self.document(), lambda: colours_of(self))
        self._dress()
        self.document().contentsChanged.connect(self._tell)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def show_paragraphs(self, paragraphs: Sequence[TypedParagraph]) -> None:
        """Show a draft from the beginning; what was typed before cannot be undone any more."""
        self._is_filling = True
        self.clear()
        self._dress()
        cursor = self.textCursor()
        for at, paragraph in enumerate(
            paragraphs or [TypedParagraph(uid="", level=0, text="", numbered=False)]
        ):
            layout = self._layout(paragraph.uid or uuid4().hex, paragraph.level, numbered=paragraph.numbered)
            if at:
                cursor.insertBlock(layout, QTextCharFormat())
            else:
                cursor.setBlockFormat(layout)
            insert_paragraph(cursor, paragraph)
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._is_filling = False
        self._grow()
        self.viewport().update()

    def paragraphs(self) -> tuple[TypedParagraph, ...]:
        """Give the paragraphs as they stand; each uid once, empty paragraphs left out."""
        seen: set[str] = set()
        found: list[TypedParagraph] = []
        for block in self._blocks():
            text = block.text()
            if not text.strip():
                continue
            uid = uid_of(block)
            if not uid or uid in seen:
                uid = uuid4().hex
                self._set_property(block, UID, uid)
            seen.add(uid)
            found.append(
                TypedParagraph(
                    uid=uid,
                    level=level_of(block),
                    text=text,
                    numbered=is_numbered(block),
                    italics=italics_of(block),
                )
            )
        return tuple(found)

    def underline(self, citations: Sequence[Underlined]) -> None:
        """Underline citations; those whose paragraph has other words by now are left out when drawn."""
        self._underlined = tuple(citations)
        self.viewport().update()

    def go_to(self, uid: str, start: int, end: int) -> None:
        """Select words of a paragraph; places are code points."""
        block = self._block_of(uid)
        if block:
            first = block.position() + to_utf16(block.text(), start)
            last = block.position() + to_utf16(block.text(), end)
            self._select(first, last)

    def prompts(self) -> list[tuple[str, int, int]]:
        """Give the places that an unfilled template asks to be filled: (uid, start, end)."""
        return [
            (paragraph.uid, found.start(), found.end())
            for paragraph in self.paragraphs()
            for found in PROMPT.finditer(paragraph.text)
        ]

    def place(self) -> tuple[str, int]:
        """Give where the caret stands: the paragraph's uid, and code points into it."""
        cursor = self.textCursor()
        block = cursor.block()
        return uid_of(block), to_code_points(block.text(), cursor.position() - block.position())

    def insert_words(self, words: str) -> tuple[str, int, int]:
        """Put words in place of what is selected; give their uid and place."""
        cursor = self.textCursor()
        cursor.insertText(words)
        self.setTextCursor(cursor)
        uid, end = self.place()
        return uid, end - len(words), end

    def put_paragraph(self, words: str) -> str:
        """Put a paragraph in: in place of an empty one or a prompt at the caret, else after the caret's; give its uid."""
        cursor = self.textCursor()
        block = cursor.block()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        if not PROMPT.sub("", block.text()).strip():
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        else:
            cursor.insertBlock(self._layout(uuid4().hex, level_of(block), numbered=True), QTextCharFormat())
        cursor.insertText(words, QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        return uid_of(cursor.block())

    def numbers(self) -> list[str]:
        """Give what each block prints before its words."""
        shape = [(level_of(block), is_numbered(block)) for block in self._blocks()]
        return printed_numbers(shape, first=first_number(shape))

    def move_paragraph(self, step: int) -> None:
        """Move the paragraph with the caret up (-1) or down (1); the opening place keeps having no number."""
        cursor = self.textCursor()
        block = cursor.block()
        other = block.previous() if step < 0 else block.next()
        if not other.isValid():
            return
        inside = cursor.position() - block.position()
        upper, lower = (other, block) if step < 0 else (block, other)
        self._swap(upper, lower)
        target = upper if step < 0 else lower
        moved = self.document().findBlockByNumber(target.blockNumber())
        self._select(moved.position() + inside, moved.position() + inside)

    def change_level(self, step: int) -> None:
        """Make the paragraph with the caret a sub-paragraph (1), or raise it (-1)."""
        block = self.textCursor().block()
        before = block.previous()
        deepest = min(level_of(before) + 1, DEEPEST) if before.isValid() and is_numbered(before) else 0
        level = max(0, min(level_of(block) + step, deepest))
        if level != level_of(block) and is_numbered(block):
            self._set_layout(block, self._layout(uid_of(block), level, numbered=True))

    def toggle_number(self) -> None:
        """Give the paragraph with the caret a number, or take its number away."""
        block = self.textCursor().block()
        self._set_layout(block, self._layout(uid_of(block), 0, numbered=not is_numbered(block)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly():
            super().keyPressEvent(event)
            return
        key, modifiers = event.key(), event.modifiers()
        cursor = self.textCursor()
        alt = modifiers == Qt.KeyboardModifier.AltModifier
        plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_paragraph(-1 if key == Qt.Key.Key_Up else 1)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._begin_paragraph()
        elif plain and key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.change_level(-1 if key == Qt.Key.Key_Backtab else 1)
        elif key == Qt.Key.Key_Backspace and cursor.atBlockStart() and level_of(cursor.block()):
            self.change_level(-1)
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Leave files that are dropped to the page: one that came back from Word is no words to insert."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take pasted words alone: one paragraph a line, numbers that were typed left out."""
        lines = [" ".join(line.split()) for line in source.text().splitlines()]
        lines = [line for line in lines if line]
        if len(lines) <= 1:
            self.textCursor().insertText(lines[0] if lines else "")
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for at, paragraph in enumerate(typed_paragraphs("\n\n".join(lines))):
            if at:
                cursor.insertBlock(
                    self._layout(uuid4().hex, paragraph.level, numbered=True), QTextCharFormat()
                )
            cursor.insertText(paragraph.text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_numbers(painter)
        self._paint_citations(painter)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height())

    def _begin_paragraph(self) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        block = cursor.block()
        stays_numbered = is_numbered(block) or not block.previous().isValid()
        keeps_words = cursor.atBlockStart() and bool(block.text())
        uid, level, numbered = uid_of(block), level_of(block), is_numbered(block)
        cursor.insertBlock(self._layout(uuid4().hex, level, numbered=stays_numbered), QTextCharFormat())
        if keeps_words:
            cursor.setBlockFormat(self._layout(uid, level, numbered=stays_numbered))
            before = cursor.block().previous()
            self._set_layout(before, self._layout(uuid4().hex, level, numbered=numbered))
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _swap(self, upper: QTextBlock, lower: QTextBlock) -> None:
        """Exchange the words, the levels and the identities of two neighbours."""
        numbers = is_numbered(upper), is_numbered(lower)
        looks = (uid_of(lower), level_of(lower)), (uid_of(upper), level_of(upper))
        at = upper.blockNumber(), lower.blockNumber()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        texts = [words_of_block(self.document(), number) for number in at]
        for number, text, (uid, level), numbered in zip(at, reversed(texts), looks, numbers, strict=True):
            block = self.document().findBlockByNumber(number)
            cursor.setPosition(block.position())
            cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            cursor.insertFragment(text)
            cursor.setBlockFormat(self._layout(uid, level if numbered else 0, numbered=numbered))
        cursor.endEditBlock()

    def _paint_numbers(self, painter: QPainter) -> None:
        painter.setFont(self.document().defaultFont())
        colours = colours_of(self)
        painter.setPen(colours.quiet_text if self.isReadOnly() else colours.text)
        metrics = QFontMetricsF(self.document().defaultFont())
        for block, number in zip(self._blocks(), self.numbers(), strict=True):
            if number and block.layout().lineCount():
                top = self.document().documentLayout().blockBoundingRect(block).top()
                left = block.blockFormat().leftMargin() - self._hang() + self.document().documentMargin()
                base = top + block.layout().lineAt(0).y() + block.layout().lineAt(0).ascent()
                painter.drawText(QPointF(left, base), number)
        if not self.toPlainText():
            painter.setPen(colours_of(self).quiet_text)
            painter.drawText(QPointF(self.document().documentMargin() + 2, metrics.ascent()), "Write here")

    def _paint_citations(self, painter: QPainter) -> None:
        colours = colours_of(self)
        texts = {uid_of(block): block for block in self._blocks()}
        for each in self._underlined:
            block = texts.get(each.uid)
            if block is None or block.text() != each.text:
                continue
            first = block.position() + to_utf16(each.text, each.start)
            for rect in text_rects(self.document(), first, block.position() + to_utf16(each.text, each.end)):
                underline(painter, QRectF(rect), each.look, colours)

    def _layout(self, uid: str, level: int, *, numbered: bool) -> QTextBlockFormat:
        layout = QTextBlockFormat()
        layout.setProperty(UID, uid)
        layout.setProperty(LEVEL, level)
        layout.setProperty(NUMBERED, numbered)
        layout.setLeftMargin(self._hang() * (level + 1) if numbered else 0)
        layout.setBottomMargin(QFontMetricsF(self.document().defaultFont()).height() * 0.62)
        layout.setLineHeight(132, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
        return layout

    def _hang(self) -> float:
        return QFontMetricsF(self.document().defaultFont()).height() * 1.9

    def _dress(self) -> None:
        self.document().setDefaultFont(letter_font(self.font()))
        self.document().setDocumentMargin(spacing(self))

    def _set_layout(self, block: QTextBlock, layout: QTextBlockFormat) -> None:
        cursor = QTextCursor(block)
        cursor.setBlockFormat(layout)

    def _set_property(self, block: QTextBlock, name: int, value: object) -> None:
        layout = QTextBlockFormat(block.blockFormat())
        layout.setProperty(name, value)
        was_filling, self._is_filling = self._is_filling, True
        QTextCursor(block).setBlockFormat(layout)
        self._is_filling = was_filling

    def _select(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _blocks(self) -> list[QTextBlock]:
        found: list[QTextBlock] = []
        block = self.document().begin()
        while block.isValid():
            found.append(block)
            block = block.next()
        return found

    def _block_of(self, uid: str) -> QTextBlock | None:
        return next((block for block in self._blocks() if uid_of(block) == uid), None)

    def _tell(self) -> None:
        if not self._is_filling:
            self.edited.emit()

    def _height(self) -> int:
        margins = self.contentsMargins()
        frame = self.height() - self.viewport().height()
        return (
            round(self.document().size().height())
            + max(frame, margins.top() + margins.bottom())
            + spacing(self)
        )

    def _grow(self) -> None:
        self.setFixedHeight(max(self._height(), spacing(self) * 40))
