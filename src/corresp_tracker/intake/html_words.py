"""The words of an HTML page as lines of plain text."""

import re
from html.parser import HTMLParser

_BLOCK_TAGS = "p div tr li ul ol table h1 h2 h3 h4 h5 h6 blockquote section article header footer dd dt pre"
_SPACED_TAGS = "p h1 h2 h3 h4 h5 h6 blockquote ul ol table"
_UNSEEN_TAGS = "script style head title template noscript"
_BLOCKS, _SPACED, _UNSEEN = (frozenset(tags.split()) for tags in (_BLOCK_TAGS, _SPACED_TAGS, _UNSEEN_TAGS))
_EMPTY_LINES = re.compile(r"\n{3,}")


def words_of_html(html: str) -> str:
    """Give the words that a reader sees: a paragraph to a line, an empty line between, items with "•"."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split(" ")).strip() for line in "".join(reader.pieces).split("\n")]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


class _Reader(HTMLParser):
    """Collects the words between tags; what is not shown is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line with a block, and an item with its number or mark."""
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self.pieces.append("\n")
        elif tag in {"ul", "ol"}:
            self._lists.append(_start(attrs) if tag == "ol" else None)
            self.pieces.append("\n\n")
        elif tag == "li":
            self.pieces.append("\n" + self._next_item())
        elif tag in {"td", "th"}:
            self.pieces.append("\t")
        elif tag in _BLOCKS:
            self.pieces.append("\n\n" if tag in _SPACED else "\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line with a block."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self.pieces.append("\n\n" if tag in _SPACED else "\n")

    def handle_data(self, data: str) -> None:
        """Take words; in HTML every run of white space is one space."""
        if not self._unseen:
            self.pieces.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _next_item(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "• "
        self._lists[-1] = number + 1
        return f"{number}. "


def _start(attrs: list[tuple[str, str | None]]) -> int:
    start = dict(attrs).get("start") or "1"
    return int(start) if start.isdigit() else 1
