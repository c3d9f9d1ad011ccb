"""The words of a letter as they were read, to be put right before it is logged."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from corresp_tracker.ui.letter_document import letter_font
from corresp_tracker.values.letter_text import LetterParagraph

_LABEL = re.compile(r"(\d+(?:\([a-z]{1,2}\)(?:\([ivxl]+\))?)?(?:\+\d+)?)[.)]?(?:\s+|\Z)")
_TIP = (
    "The paragraphs as they were read, each after its label, with an empty line between them. "
    "Take an empty line out to join two; put one in to part them."
)


class WordsEditor(QPlainTextEdit):
    """Shows paragraphs as "6(a)  text", a blank line between them, and reads them back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self.setAccessibleName("Words of the letter, as read")
        self.setToolTip(_TIP)
        self.setTabChangesFocus(True)
        self.setFont(letter_font(self.font()))
        self._before: tuple[LetterParagraph, ...] = ()

    def show_paragraphs(self, paragraphs: tuple[LetterParagraph, ...]) -> None:
        """Show the paragraphs of a letter."""
        self._before = paragraphs
        self.setPlainText(paragraphs_as_typed(paragraphs))

    def paragraphs(self) -> tuple[LetterParagraph, ...]:
        """Give the paragraphs as they stand; those that were not touched are the very ones shown."""
        return typed_paragraphs(self.toPlainText(), before=self._before)


def paragraphs_as_typed(paragraphs: tuple[LetterParagraph, ...]) -> str:
    """Write paragraphs out with their labels."""
    return "\n\n".join(f"{each.label}  {each.text}" for each in paragraphs)


def typed_paragraphs(text: str, *, before: tuple[LetterParagraph, ...] = ()) -> tuple[LetterParagraph, ...]:
    """Read paragraphs from typed text: an empty line parts them, the label comes first.

    One with no label, or with one that is taken, gets the next free: after "6" comes "6+1".
    """
    known = {(each.label, each.text): each for each in before}
    found: list[LetterParagraph] = []
    taken: set[str] = set()
    for chunk in re.split(r"\n\s*\n", text):
        words = " ".join(chunk.split())
        if not words:
            continue
        match = _LABEL.match(words)
        body = words[match.end() :] if match else words
        label = match[1] if match and match[1] not in taken else _next_label(found, taken)
        if not body:
            continue
        taken.add(label)
        found.append(known.get((label, body)) or LetterParagraph(label, _level(label), body))
    return tuple(found)


def _level(label: str) -> int:
    return min(label.partition("+")[0].count("("), 2)


def _next_label(found: list[LetterParagraph], taken: set[str]) -> str:
    if not found:
        return "1"
    last = found[-1].label.partition("+")[0]
    number = next(number for number in range(1, len(found) + 2) if f"{last}+{number}" not in taken)
    return f"{last}+{number}"
