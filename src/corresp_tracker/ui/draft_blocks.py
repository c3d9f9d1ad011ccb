"""The paragraphs of a draft as blocks of a Qt document: whose each is, its level, whether it has a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import (
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
)

from corresp_tracker.ui.text_offsets import to_code_points, to_utf16
from corresp_tracker.ui.theme import Colours

PROMPT = re.compile(r"\[[^\[\]]+\]")
"""What an unfilled template asks for: words in square brackets."""
UID = int(QTextFormat.Property.UserProperty) + 1
LEVEL = UID + 1
NUMBERED = UID + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedParagraph:
    """A paragraph as it stands in the editor; `italics` are (start, end) code points."""

    uid: str
    level: int
    text: str
    numbered: bool = True
    italics: tuple[tuple[int, int], ...] = ()


class Prompts(QSyntaxHighlighter):
    """Greys what an unfilled template asks for."""

    def __init__(self, document: QTextDocument, colours: Callable[[], Colours]) -> None:
        super().__init__(document)
        self._colours = colours

    def highlightBlock(self, text: str) -> None:
        style = QTextCharFormat()
        style.setForeground(self._colours().quiet_text)
        for found in PROMPT.finditer(text):
            start = to_utf16(text, found.start())
            self.setFormat(start, to_utf16(text, found.end()) - start, style)


def insert_paragraph(cursor: QTextCursor, paragraph: TypedParagraph) -> None:
    """Write a paragraph's words at the cursor."""
    italic = QTextCharFormat()
    italic.setFontItalic(True)
    at = 0
    for start, end in sorted(paragraph.italics):
        cursor.insertText(paragraph.text[at:start], QTextCharFormat())
        cursor.insertText(paragraph.text[start:end], italic)
        at = end
    cursor.insertText(paragraph.text[at:], QTextCharFormat())


def words_of_block(document: QTextDocument, number: int) -> QTextDocumentFragment:
    """Give the words of a block with their slants."""
    block = document.findBlockByNumber(number)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selection()


def italics_of(block: QTextBlock) -> tuple[tuple[int, int], ...]:
    """Give what is slanted in a block, in code points."""
    text, found = block.text(), list[tuple[int, int]]()
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        if fragment.isValid() and fragment.charFormat().fontItalic():
            start = fragment.position() - block.position()
            found.append((to_code_points(text, start), to_code_points(text, start + fragment.length())))
        iterator += 1
    return tuple(found)


def uid_of(block: QTextBlock) -> str:
    """Give the uid of a block's paragraph; empty for one that was just pasted."""
    return str(block.blockFormat().property(UID) or "")


def level_of(block: QTextBlock) -> int:
    """Give the level of a block's paragraph."""
    return int(block.blockFormat().property(LEVEL) or 0)


def is_numbered(block: QTextBlock) -> bool:
    """Say whether a block's paragraph has a number."""
    return bool(block.blockFormat().property(NUMBERED))
