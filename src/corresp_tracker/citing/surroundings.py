"""What stands around some words of a paragraph: quotes, italics, capitals, whose they are, and other cues."""

import re
from dataclasses import dataclass

from corresp_tracker.citing.dates import DateBeside, date_beside
from corresp_tracker.values.letter_text import LetterParagraph

_OPENING = "'\"‘“"
_CLOSING = "'\"’”"
_REPORT_AFTER = re.compile(
    r"[’'\"”]?\s+(?:\w+\s+)?(?:report|inspection|thematic|publication|review)s?\b", re.IGNORECASE
)
_REPORT_BEFORE = re.compile(
    r"\b(?:report|inspection|thematic|publication|review|published|entitled|titled|called)s?,?\s+(?:on\s+)?[‘'\"“]?\Z",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"\b(?P<whose>our|your|my|its|their)\s+(?:[\w-]+\s+){0,4}[‘'\"“]?\Z", re.IGNORECASE)
_SMALL = frozenset(
    {"the", "a", "an", "of", "on", "in", "to", "and", "for", "by", "at", "into", "are", "them", "or"}
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around words: their span with quotes and date, the date, and the cues that they are a title."""

    start: int
    end: int
    quoted: bool
    italic: bool
    capitals: bool
    report_word: bool
    date: DateBeside | None
    whose: str

    @property
    def has_cue(self) -> bool:
        """Say whether something marks the words as a title."""
        marked = self.quoted or self.italic or self.capitals or self.report_word
        return marked or (self.date is not None and self.date.in_brackets)


def surroundings(paragraph: LetterParagraph, start: int, end: int) -> Surroundings:
    """Look around the words from `start` to `end` of a paragraph."""
    text = paragraph.text
    first, last = start, end
    if last < len(text) and text[last] in "?!":
        last += 1
    quoted = first > 0 and text[first - 1] in _OPENING and last < len(text) and text[last] in _CLOSING
    if quoted:
        first, last = first - 1, last + 1
    elif last == end + 1 and text[end] in "?!":
        last = end if not _continues(text, last) else last
    date = date_beside(text, last)
    before = _WHOSE.search(text[:first])
    return Surroundings(
        start=first,
        end=date.end if date else last,
        quoted=quoted,
        italic=any(italic[0] <= start and end <= italic[1] for italic in paragraph.italics),
        capitals=_is_title_case(text, start, end),
        report_word=bool(_REPORT_AFTER.match(text, last) or _REPORT_BEFORE.search(text[:first])),
        date=date,
        whose=before["whose"].lower() if before else "",
    )


def _continues(text: str, at: int) -> bool:
    return bool(date_beside(text, at))


def _is_title_case(text: str, start: int, end: int) -> bool:
    """Say whether words bear capitals of their own: not the sentence's first, not those of shouted text."""
    words = [word for word in re.findall(r"[A-Za-z][\w’'-]*", text[start:end]) if word.lower() not in _SMALL]
    if not words or text.upper() == text or text[start:end].isupper():
        return False
    capital = [word for word in words if word[0].isupper()]
    begins_sentence = not text[:start].strip() or text[:start].rstrip()[-1] in ".!?:;"
    if len(words) == 1:
        return bool(capital) and not begins_sentence
    return len(capital) > len(words) / 2 and (len(capital) > 1 or not begins_sentence)
