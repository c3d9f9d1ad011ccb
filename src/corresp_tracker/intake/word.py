"""A Word file to lines: every paragraph that prints, with the numbers that Word prints before them.

The document is walked here and not by a library, because what readers see is more than a library's paragraphs:
tracked insertions, content controls, text boxes and tables inside tables print; deletions and hidden text do not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from corresp_tracker.errors import UnreadableFile
from corresp_tracker.intake.lines import FileText, Line, Spans, Zone, mend
from corresp_tracker.intake.word_marks import comments, custom_properties, remarks, tracked_changes
from corresp_tracker.intake.word_numbering import WordNumbering
from corresp_tracker.intake.word_package import COMPATIBLE, MAIN, RELATION, WordPackage
from corresp_tracker.intake.word_runs import Found, RunReader
from corresp_tracker.intake.word_styles import WordStyles, is_on, value
from corresp_tracker.values.word_facts import TrackedChange, WordFacts, WordMark, WordParagraph

_WRAPPERS = frozenset(
    MAIN + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink")
)
_BOOKMARK = f"{MAIN}bookmarkStart"


def read_word(data: bytes, *, name: str) -> FileText:
    """Read a .docx to lines; raise UnreadableFile where it is damaged, locked, too large or without words."""
    package = WordPackage(data, name=name)
    root = package.part(package.main)
    body = root.find(f"{MAIN}body") if root is not None else None
    if body is None:
        raise UnreadableFile(
            f"‘{name}’ is damaged or not complete; ask the sender for the letter again.", name=name
        )
    walk = _Walk(package)
    headers = list(walk.margins("header", body, Zone.HEADER))
    middle = list(walk.lines(body))
    footers = list(walk.margins("footer", body, Zone.FOOTER))
    lines = [*headers, *middle, *footers]
    if not any(line.text.strip() for line in lines):
        raise UnreadableFile(
            f"‘{name}’ has no words in it; type the letter's details by hand. The file itself is kept.",
            name=name,
        )
    found = walk.found
    facts = walk.facts(margins=[line.words for line in (*headers, *footers) if line.words])
    return FileText(
        lines=tuple(lines),
        hidden=found.hidden,
        tracked=found.tracked,
        footnotes=facts.notes,
        word=facts,
    )


@dataclass(slots=True)
class _Pending:
    """What waits for the next paragraph: empty ones above it, bookmarks between, words whose end was deleted."""

    gap: int = 1
    bookmarks: tuple[str, ...] = ()
    text: str = ""
    italics: Spans = ()
    marks: tuple[WordMark, ...] = ()


class _Walk:
    """One walk over the parts of a Word file, in the order of reading."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._styles = WordStyles(self._first("styles"))
        self._numbering = WordNumbering(self._first("numbering"), self._styles)
        self.found = Found()
        self._runs = RunReader(self._styles, self.found)
        self._tables = 0
        self._pending = _Pending()
        self._body: list[WordParagraph] = []
        self._tracked: list[TrackedChange] = []
        self._remarks: dict[str, tuple[str, int]] = {}

    def lines(
        self, parent: Element, *, zone: Zone = Zone.BODY, cell: tuple[int, int, int] | None = None
    ) -> Iterator[Line]:
        """Give the lines of a body, a cell, a text box or a header."""
        for child in parent:
            if child.tag == f"{MAIN}p":
                yield from self._paragraph(child, zone, cell)
            elif child.tag == f"{MAIN}tbl":
                yield from self._table(child, zone, cell)
            elif child.tag in _WRAPPERS:
                yield from self.lines(child, zone=zone, cell=cell)
            elif child.tag == f"{COMPATIBLE}AlternateContent":
                yield from self.lines(self._runs.chosen(child), zone=zone, cell=cell)
            elif child.tag == _BOOKMARK:
                self._pending.bookmarks += (value(child, "name"),)

    def margins(self, kind: str, body: Element, zone: Zone) -> Iterator[Line]:
        """Give the lines of the headers or footers that print, each once, the first page's first."""
        parts = dict(self._package.related(kind))
        used = [item for item in body.iter(f"{MAIN}{kind}Reference") if item.get(RELATION) in parts]
        names = [
            parts[item.get(RELATION, "")]
            for item in sorted(used, key=lambda item: value(item, "type") != "first")
        ]
        for name in dict.fromkeys(names):
            root = self._package.part(name)
            if root is not None:
                yield from self.lines(root, zone=zone)
        self._pending = _Pending()

    def footnotes(self) -> Iterator[str]:
        """Give the words of the footnotes and endnotes."""
        for kind in ("footnote", "endnote"):
            root = self._first(f"{kind}s")
            for note in root.iter(f"{MAIN}{kind}") if root is not None else ():
                if value(note, "type") in {"", "normal"}:
                    words = " ".join(line.words for line in self.lines(note) if line.words)
                    if words:
                        yield words

    def facts(self, *, margins: Sequence[str]) -> WordFacts:
        """Give what the file holds beside its words, once it has been walked; `margins` are its headers and footers."""
        paragraphs, notes = (
            tuple(self._body),
            tuple(self.footnotes()),
        )  # in this order: notes are no paragraphs
        return WordFacts(
            paragraphs=paragraphs,
            tracked=tuple(self._tracked),
            comments=tuple(comments(self._package, self._remarks)),
            hidden=tuple(self.found.hidden_words),
            margins=tuple(margins),
            notes=notes,
            properties=tuple(custom_properties(self._package)),
        )

    def _first(self, kind: str) -> Element | None:
        names = [name for _, name in self._package.related(kind)]
        return self._package.part(names[0]) if names else None

    def _table(self, table: Element, zone: Zone, outer: tuple[int, int, int] | None) -> Iterator[Line]:
        self._tables += 1
        number = self._tables
        for at_row, row in enumerate(_inside(table, "tr")):
            for at_cell, cell in enumerate(_inside(row, "tc")):
                self._pending.gap = 2 if at_cell or at_row == 0 else self._pending.gap
                yield from self.lines(cell, zone=zone, cell=outer or (number, at_row, at_cell))
        self._pending.gap = 2

    def _paragraph(self, paragraph: Element, zone: Zone, cell: tuple[int, int, int] | None) -> Iterator[Line]:
        style = self._styles.of_paragraph(paragraph)
        said = self._runs.read(paragraph, style)
        self._note_marks(paragraph)
        for box in said.boxes:
            kept, self._pending = self._pending, _Pending(gap=2)
            yield from self.lines(box, zone=Zone.BOX if zone is Zone.BODY else zone)
            self._pending = kept
        pending = self._pending
        text = pending.text + said.text
        slanted = pending.italics + tuple(
            (a + len(pending.text), b + len(pending.text)) for a, b in said.italics
        )
        bookmarks = pending.bookmarks + said.bookmarks
        before = len(pending.text)
        marks = pending.marks + tuple(
            WordMark(each.bookmark, each.start + before, each.end + before) for each in said.marks
        )
        if _end_is_deleted(paragraph):
            self.found.tracked = True
            self._pending = _Pending(pending.gap, bookmarks, text, slanted, marks)
            return
        number = self._numbering.next_number(paragraph, style)
        if not text.strip():
            self._pending = _Pending(pending.gap + 1, bookmarks)
            return
        self._pending = _Pending()
        whole = Line(
            text=text,
            gap=pending.gap,
            starts=True,
            label=mend(number.printed) if number else "",
            depth=number.depth if number else 0,
            zone=zone,
            bold=said.bold,
            heading=self._styles.is_heading(style),
            italics=slanted,
            bookmarks=bookmarks,
            cell=cell,
        )
        if zone in {Zone.BODY, Zone.BOX}:
            self._body.append(_as_fact(whole, marks))
        yield from _at_breaks(whole)

    def _note_marks(self, paragraph: Element) -> None:
        """Note the tracked changes and comments of a paragraph, at the place that its words will have."""
        at = len(self._body)
        self._tracked += tracked_changes(paragraph, at)
        self._remarks.update((remark.number, (remark.about, at)) for remark in remarks(paragraph))


def _as_fact(line: Line, marks: tuple[WordMark, ...]) -> WordParagraph:
    return WordParagraph(
        text=line.text,
        label=line.label,
        depth=line.depth,
        italics=line.italics,
        bookmarks=line.bookmarks,
        marks=marks,
        is_apart=line.cell is not None or line.zone is Zone.BOX,
    )


def _at_breaks(line: Line) -> Iterator[Line]:
    """Cut a paragraph at its line breaks: in an address each is a line of its own."""
    start = 0
    for piece in line.text.split("\n"):
        end = start + len(piece)
        slanted = tuple(
            (max(a, start) - start, min(b, end) - start) for a, b in line.italics if a < end and b > start
        )
        cut = replace(line, text=piece, italics=slanted)
        yield cut if start == 0 else replace(cut, starts=False, gap=1, label="", bookmarks=())
        start = end + 1


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """Give a table's rows or a row's cells, through the content controls and insertions around them."""
    for child in parent:
        if child.tag == MAIN + name:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, name)


def _end_is_deleted(paragraph: Element) -> bool:
    mark = paragraph.find(f"{MAIN}pPr/{MAIN}rPr/{MAIN}del")
    return mark is not None and is_on(mark)
