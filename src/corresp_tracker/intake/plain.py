"""Plain text to lines: the encoding guessed, empty lines counted, form feeds taken for page ends."""

import codecs
import re

from corresp_tracker.errors import UnreadableFile
from corresp_tracker.intake.lines import FileText, Line, mend

_TAB = 8
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WIDE_GAP = re.compile(r"(?<=[^\s.]) {3,}(?=\S)|(?<=[.]) {4,}(?=\S)")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_plain(data: bytes, *, name: str) -> FileText:
    """Read plain text in UTF-8, UTF-16 or Windows-1252; raise UnreadableFile where it is not text."""
    text = decode_text(data)
    if text is None:
        raise UnreadableFile(
            f"‘{name}’ is not a letter that can be read here; save it as .docx, .pdf or .txt and drop it again.",
            name=name,
        )
    if not text.strip():
        raise UnreadableFile(f"‘{name}’ has no words in it; ask the sender for the letter again.", name=name)
    return FileText(lines=tuple(text_lines(text)))


def decode_text(data: bytes) -> str | None:
    """Give the text in whichever encoding fits; None where the bytes are no text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _attempt(data, encoding)
    if b"\x00" in data[:4000]:
        return _attempt(data, _utf16_guess(data))
    return _attempt(data, "utf-8") or _attempt(data, "cp1252")


def text_lines(text: str) -> list[Line]:
    """Cut a text into lines; a line's `left` and `right` count characters, its `gap` the lines since the last."""
    lines: list[Line] = []
    page, gap = 0, 1
    for sheet in mend(text).split("\f"):
        for raw in sheet.splitlines():
            if not raw.strip():
                gap += 1
                continue
            shown = raw.expandtabs(_TAB).rstrip()
            left = len(shown) - len(shown.lstrip())
            stops = (left, *(wide.end() for wide in _WIDE_GAP.finditer(shown)))
            words = _WIDE_GAP.sub("\t", shown.strip())
            lines.append(Line(text=words, page=page, gap=gap, left=left, right=len(shown), stops=stops))
            gap = 1
        page += 1
    return lines


def _utf16_guess(data: bytes) -> str:
    sample = data[:4000]
    return "utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    strange = len(_CONTROL.findall(text)) + text.count("\ufffd") + text.count("\x00")
    return text if strange <= len(text) // 500 else None
