"""A paragraph's change as a person marks it: what was struck out, and what was put in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QTextEdit, QWidget

from corresp_tracker.ui.theme import colours_of

if TYPE_CHECKING:
    from corresp_tracker.drafting.redline import RedlinePiece


class RedlineView(QTextEdit):
    """Shows a redline as plain words, to be read and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setProperty("page", True)
        self.setAccessibleName("What was changed")

    def show_strokes(self, strokes: Sequence[RedlinePiece]) -> None:
        """Show a change; what is struck and what is added can be told without their colours too."""
        self.clear()
        cursor = self.textCursor()
        for piece in strokes:
            cursor.insertText(piece.words, stroke_format(self, piece.stroke.value))
        self.moveCursor(cursor.MoveOperation.Start)
        struck = " ".join(piece.words.strip() for piece in strokes if piece.stroke.value == "struck")
        added = " ".join(piece.words.strip() for piece in strokes if piece.stroke.value == "added")
        parts = [f"struck out: {struck}"] if struck else []
        parts += [f"put in: {added}"] if added else []
        self.setAccessibleDescription("; ".join(parts) or "no words changed")


def stroke_format(widget: QWidget, stroke: str) -> QTextCharFormat:
    """Give the looks of words that were struck, added or kept."""
    colours, made = colours_of(widget), QTextCharFormat()
    made.setForeground(colours.text)
    if stroke == "struck":
        made.setForeground(colours.overdue)
        made.setFontStrikeOut(True)
    elif stroke == "added":
        made.setForeground(colours.link_stands)
        made.setFontUnderline(True)
        made.setUnderlineColor(colours.link_stands)
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    return made
