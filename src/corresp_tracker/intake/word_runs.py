"""The words of one Word paragraph as they print: insertions in, deletions and hidden text out."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from corresp_tracker.intake.lines import Spans, mend, tidy_spans
from corresp_tracker.intake.word_package import COMPATIBLE, MAIN
from corresp_tracker.intake.word_styles import WordStyles, value
from corresp_tracker.values.bookmarks import is_citation
from corresp_tracker.values.word_facts import WordMark

_INSERTED = frozenset({f"{MAIN}ins", f"{MAIN}moveTo"})
_DELETED = frozenset({f"{MAIN}del", f"{MAIN}moveFrom"})
_WRAPPERS = frozenset(
    MAIN + name
    for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo")
)
_MARKS = {
    f"{MAIN}tab": "\t",
    f"{MAIN}ptab": "\t",
    f"{MAIN}cr": "\n",
    f"{MAIN}noBreakHyphen": "-",
}
_BOXES = f"{MAIN}txbxContent"


@dataclass(slots=True)
class Found:
    """What was met anywhere in the file that a reader should be warned of."""

    tracked: bool = False
    hidden_words: list[str] = field(default_factory=list[str])

    @property
    def hidden(self) -> bool:
        """Whether any words do not print."""
        return bool(self.hidden_words)


@dataclass(slots=True)
class Said:
    """What one paragraph says. `marks` are the citations' bookmarks that are whole in it.

    `boxes` are the text boxes anchored in it; `bold` is True where all of it is.
    """

    text: str = ""
    italics: Spans = ()
    bookmarks: tuple[str, ...] = ()
    marks: tuple[WordMark, ...] = ()
    bold: bool = False
    boxes: list[Element] = field(default_factory=list[Element])


class RunReader:
    """Reads the runs of paragraphs; fields show their result, never their instruction."""

    def __init__(self, styles: WordStyles, found: Found) -> None:
        self._styles = styles
        self._found = found
        self._pieces: list[tuple[str, bool, bool]] = []
        self._said = Said()
        self._open: dict[str, tuple[str, int]] = {}

    def read(self, paragraph: Element, style: str) -> Said:
        """Give what a paragraph says, from its runs and all that wraps them."""
        self._pieces, self._said, self._open = [], Said(), {}
        self._walk(paragraph, style)
        said = self._said
        slanted: list[tuple[int, int]] = []
        for piece, is_italic, _ in self._pieces:
            if is_italic:
                slanted.append((len(said.text), len(said.text) + len(piece)))
            said.text += piece
        said.italics = tidy_spans(slanted, said.text)
        told = [is_bold for piece, _, is_bold in self._pieces if piece.strip()]
        said.bold = bool(told) and all(told)
        return said

    def chosen(self, alternate: Element) -> Element:
        """Give the branch of a compatibility choice that readers see: the first, for both say the same."""
        choice = alternate.find(f"{COMPATIBLE}Choice")
        fallback = alternate.find(f"{COMPATIBLE}Fallback")
        has_words = choice is not None and next(choice.iter(f"{MAIN}t"), None) is not None
        if choice is None or (not has_words and fallback is not None):
            return fallback if fallback is not None else alternate
        return choice

    def _walk(self, parent: Element, style: str) -> None:
        for child in parent:
            if child.tag == f"{MAIN}r":
                self._run(child, style)
            elif child.tag in _INSERTED:
                self._found.tracked = True
                self._walk(child, style)
            elif child.tag in _DELETED:
                self._found.tracked = True
            elif child.tag in _WRAPPERS:
                self._walk(child, style)
            elif child.tag == f"{COMPATIBLE}AlternateContent":
                self._walk(self.chosen(child), style)
            else:
                self._bookmark(child)

    def _bookmark(self, mark: Element) -> None:
        """Note where a bookmark begins, and the words of a citation's where it ends."""
        at = sum(len(piece) for piece, _, _ in self._pieces)
        if mark.tag == f"{MAIN}bookmarkStart":
            name = value(mark, "name")
            self._said.bookmarks += (name,)
            self._open[value(mark, "id")] = (name, at)
        elif mark.tag == f"{MAIN}bookmarkEnd":
            name, start = self._open.pop(value(mark, "id"), ("", at))
            if start < at and is_citation(name):
                self._said.marks += (WordMark(name, start, at),)

    def _run(self, run: Element, style: str) -> None:
        properties = run.find(f"{MAIN}rPr")
        words = "".join(self._mark(child) for child in run)
        if not words:
            return
        if self._styles.is_set(properties, style, "vanish"):
            self._found.hidden_words += [words.strip()] if words.strip() else []
            return
        if self._styles.is_set(properties, style, "caps"):
            words = words.upper()
        is_bold = self._styles.is_set(properties, style, "b") or _is_underlined(properties)
        self._pieces.append((mend(words), self._styles.is_set(properties, style, "i"), is_bold))

    def _mark(self, child: Element) -> str:
        if child.tag == f"{MAIN}t":
            return child.text or ""
        if child.tag == f"{MAIN}br":
            return "" if value(child, "type") in {"page", "column"} else "\n"
        if child.tag == f"{COMPATIBLE}AlternateContent":
            self._said.boxes += _outer_boxes(self.chosen(child))
        elif child.tag in {f"{MAIN}drawing", f"{MAIN}pict", f"{MAIN}object"}:
            self._said.boxes += _outer_boxes(child)
        elif child.tag == f"{MAIN}sym":
            return _symbol(value(child, "char"))
        return _MARKS.get(child.tag, "")


def _outer_boxes(parent: Element) -> list[Element]:
    """Give the text boxes in a drawing, but none inside another: those come with the one around them."""
    found: list[Element] = []
    for child in parent:
        found += [child] if child.tag == _BOXES else _outer_boxes(child)
    return found


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except ValueError:
        return ""


def _is_underlined(properties: Element | None) -> bool:
    line = properties.find(f"{MAIN}u") if properties is not None else None
    return line is not None and value(line, "val") not in {"", "none"}
