"""What differs between two versions, as a page to read: what was struck out and put in, the rest folded away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit, QWidget

from corresp_tracker.ui.redline_view import stroke_format
from corresp_tracker.ui.theme import bold, colours_of, spacing
from corresp_tracker.ui.versions_words import SAME, citation_in_words, folded_away, head_of

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from corresp_tracker.drafting.redline import RedlinePiece
    from corresp_tracker.drafting.versions import ComparedCitation, ComparedParagraph, ComparedVersions


class VersionsText(QTextEdit):
    """Shows the differences; each can be gone to in turn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setProperty("page", True)
        self.setAccessibleName("What differs")
        self._compared: ComparedVersions | None = None
        self._whole = False
        self._places: list[
            tuple[int, int]
        ] = []  # each change: the block it begins in, and the one after its last
        self._at = -1

    @property
    def changes(self) -> int:
        """How many changes can be gone to."""
        return len(self._places)

    @property
    def current(self) -> int:
        """Which change is gone to, counted from 1; 0 before the first."""
        return self._at + 1

    def show_compared(self, compared: ComparedVersions, *, whole: bool) -> None:
        """Show what differs; with `whole`, what does not as well."""
        self._compared, self._whole = compared, whole
        self._at = -1
        self._write()

    def say(self, words: str) -> None:
        """Show words instead: why there is nothing to compare."""
        self._compared, self._places, self._at = None, [], -1
        self.clear()
        self.setExtraSelections([])
        self._line(self.textCursor(), words, quiet=True)

    def go(self, by: int) -> bool:
        """Go to the next change, or with -1 to the one before; say whether there is one."""
        if not self._places:
            return False
        following = self._at + by if self._at >= 0 or by > 0 else len(self._places) - 1
        self._at = following % len(self._places)
        self._mark()
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange and self._compared:
            self._write()

    def _write(self) -> None:
        compared = self._compared
        if compared is None:
            return
        self.clear()
        self._places = []
        cursor = self.textCursor()
        if compared.is_same:
            self._line(cursor, SAME, quiet=True)
        for head in compared.heads:
            self._change(cursor, f"{head.name}: changed", head.strokes)
        for is_changed, some in groupby(compared.paragraphs, lambda each: each.is_changed):
            self._paragraphs(cursor, tuple(some), is_changed=is_changed)
        self._citations(cursor, "Citations gained", compared.gained)
        self._citations(cursor, "Citations lost", compared.lost)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._mark()

    def _paragraphs(
        self, cursor: QTextCursor, paragraphs: Sequence[ComparedParagraph], *, is_changed: bool
    ) -> None:
        if not is_changed and not self._whole:
            self._line(cursor, folded_away(paragraphs), quiet=True, above=3)
            return
        for paragraph in paragraphs:
            if is_changed:
                self._change(cursor, head_of(paragraph), paragraph.strokes)
            else:
                self._line(cursor, head_of(paragraph), quiet=True, above=4)
                self._line(cursor, paragraph.after.text if paragraph.after else "", above=1)

    def _change(self, cursor: QTextCursor, head: str, strokes: Sequence[RedlinePiece]) -> None:
        self._line(cursor, head, strong=True, above=4)
        first = cursor.blockNumber()
        self._line(cursor, "", above=1)
        for piece in strokes:
            # A paragraph's own line ends stay lines of its block, so that a change is counted in blocks.
            words = piece.words.replace("\n", "\u2028")
            cursor.insertText(words, stroke_format(self, piece.stroke.value))
        self._places.append((first, cursor.blockNumber() + 1))

    def _citations(self, cursor: QTextCursor, head: str, citations: Sequence[ComparedCitation]) -> None:
        if not citations:
            return
        self._line(cursor, head, strong=True, above=4)
        first = cursor.blockNumber()
        for citation in citations:
            self._line(cursor, citation_in_words(citation), above=1)
        self._places.append((first, cursor.blockNumber() + 1))

    def _line(
        self, cursor: QTextCursor, words: str, *, quiet: bool = False, strong: bool = False, above: int = 0
    ) -> None:
        unit, colours = spacing(self), colours_of(self)
        block, style = QTextBlockFormat(), QTextCharFormat()
        block.setTopMargin(unit * above if not cursor.atStart() else 0)
        style.setForeground(colours.quiet_text if quiet else colours.text)
        if strong:
            style.setFont(bold(self.font()))
        if not cursor.atStart():
            cursor.insertBlock()
        cursor.setBlockFormat(block)
        cursor.setBlockCharFormat(style)
        cursor.insertText(words, style)

    def _mark(self) -> None:
        """Show where the change that was gone to stands, and bring it into sight."""
        if not 0 <= self._at < len(self._places):
            self.setExtraSelections([])
            return
        first, after = self._places[self._at]
        marks: list[QTextEdit.ExtraSelection] = []
        for number in range(first, after):
            mark, style = QTextEdit.ExtraSelection(), QTextCharFormat()
            style.setBackground(colours_of(self).selection)
            style.setProperty(QTextFormat.Property.FullWidthSelection, True)
            cursor = QTextCursor(self.document().findBlockByNumber(number))
            cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, style
            marks.append(mark)
        self.setExtraSelections(marks)
        # From the end, so that the whole of a change is in sight where there is room for it.
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(first)))
        self.ensureCursorVisible()
