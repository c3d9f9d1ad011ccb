"""Where words stand in a document that is laid out: one rectangle a line."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextDocument


def text_rects(document: QTextDocument, start: int, end: int) -> list[QRectF]:
    """Give the rectangles, one a line, that the text between two places fills, in the document's pixels.

    The foot of each is where an underline goes.
    """
    found: list[QRectF] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        found += _rects_in_block(document, block, start, end)
        block = block.next()
    return found


def _rects_in_block(document: QTextDocument, block: QTextBlock, start: int, end: int) -> list[QRectF]:
    layout, top = block.layout(), document.documentLayout().blockBoundingRect(block).topLeft()
    first, last = max(start - block.position(), 0), min(end - block.position(), block.length() - 1)
    found: list[QRectF] = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        begins, ends = line.textStart(), line.textStart() + line.textLength()
        if begins < last and first < ends:
            left, right = _x(line.cursorToX(max(first, begins))), _x(line.cursorToX(min(last, ends)))
            foot = line.ascent() + line.descent() * 0.78
            found.append(QRectF(top.x() + left, top.y() + line.y(), right - left, foot))
    return found


def _x(place: object) -> float:
    """Take the x of a place, which comes with the place itself on some versions of Qt's bindings."""
    if isinstance(place, tuple):
        place = cast(tuple[float, int], place)[0]
    return float(cast(float, place))
