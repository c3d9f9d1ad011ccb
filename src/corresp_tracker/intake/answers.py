"""What a letter says of other letters: those that it answers, whom it is written for, who gets a copy."""

import re
from collections.abc import Iterable, Iterator, Sequence

from corresp_tracker.intake.dates import find_dates
from corresp_tracker.values.letter_text import AnsweredLetter
from corresp_tracker.values.partial_date import PartialDate

_MESSAGE = (
    r"(?:letters?|e-?mails?|correspondence|minutes?|notes?|memo(?:randum)?|submissions?"
    r"|messages?|enquir(?:y|ies)|replies|reply|response|invitation|request)"
)
_YOURS = re.compile(
    rf"\byour\s+(?:(?!of\b|dated\b)[\w’'-]+\s+){{0,3}}?{_MESSAGE}(?:\s+and\s+(?:\w+\s+)?{_MESSAGE})?\b",
    re.IGNORECASE,
)
_THE_LETTER = re.compile(
    rf"\bthe\s+{_MESSAGE}\s+you\s+(?:sent|wrote)\b|\bthe\s+{_MESSAGE}\s+from\s+you\b", re.IGNORECASE
)
_LEAD_TO_DATE = re.compile(
    r"\s*,?\s*(?:which\s+(?:is|was)\s+|received\s+on\s+)?(?:of|dated|on|sent\s+on)?\s*(?:the\s+)?\Z", re.I
)
_BETWEEN_DATES = re.compile(r"\s*(?:,|and|,\s*and|&)\s*(?:of\s+)?(?:the\s+)?\Z", re.IGNORECASE)
_TO_WHOM = re.compile(
    r"\s+(?:addressed\s+)?to\s+(?:the\s+|my\s+|our\s+)?[A-Z][\w’'.-]*(?:\s+(?:(?:of|for|the|and)\s+)*[A-Z][\w’'.-]*)*"
)
_THANKS = re.compile(
    r"(?:thank(?:s|\s+you)(?:\s+\w+){0,3}\s+for|grateful\s+for|in\s+(?:response|reply|answer)\s+to|further\s+to|refer\s+to|with\s+reference\s+to"
    r"|respond(?:ing)?\s+to|reply(?:ing)?\s+to|receipt\s+of|answer(?:ing)?|received|following)\s+\Z",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(
    r"(?:(?P<asker>(?:[Tt]he|[Mm]y)\s+(?:Rt\s+Hon\.?\s+)?[A-Z][\w’'.-]*(?:\s+(?:(?:of|for|the|and)\s+)*[A-Z][\w’'.-]*)*"
    r"|(?:Sir|Dame|Lord|Lady|Baroness|Mr|Mrs|Ms|Miss|Dr)\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)"
    r"\s+(?:(?:has|have)\s+(?:kindly\s+)?asked\s+(?:me|us|that\s+I)\b|asked\s+me\b))"
)
_ON_BEHALF = re.compile(
    r"(?:writ(?:e|ing)|repl(?:y|ying)|respond(?:ing)?|behalf)[^.]{0,60}?\bon\s+behalf\s+of\s+"
    r"(?P<whom>(?:the\s+|my\s+)?[A-Z][\w’'.-]*(?:\s+(?:(?:of|for|the|and)\s+)*[A-Z][\w’'.-]*)*)",
)
_COPYING = re.compile(
    r"\bI\s+(?:am|have)\s+(?:also\s+)?(?:copying|copied|sending\s+a\s+copy\s+of|sent\s+a\s+copy\s+of)(?:\s+(?:of\s+)?this)?(?:\s+(?:letter|reply|response))?\s+(?:also\s+)?to\s+([^.;]+)",
    re.IGNORECASE,
)


def find_answered(paragraphs: Iterable[str], *, dated: PartialDate | None) -> tuple[AnsweredLetter, ...]:
    """Find the letters of the addressee's that a letter names; `dated` completes a day that has no year.

    One with no date counts only where it is thanked for or answered. Each is given once.
    """
    found: dict[tuple[str, str], AnsweredLetter] = {}
    for text in paragraphs:
        for answered in _answered_in(text, dated):
            key = (
                answered.dated.iso if answered.dated else "",
                "" if answered.dated else answered.words.lower(),
            )
            found.setdefault(key, answered)
    dated_ones = [answered for answered in found.values() if answered.dated]
    return tuple(dated_ones or found.values())


def find_whom_for(paragraphs: Sequence[str]) -> str:
    """Give the person or office on whose behalf the writer says that he writes, without a leading article."""
    for text in paragraphs[:3]:
        match = _FOR_WHOM.search(text) or _ON_BEHALF.search(text)
        if match:
            return re.sub(r"\A(?:the|my)\s+", "", match[1], flags=re.IGNORECASE).rstrip(".")
    return ""


def find_copied(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """Give those to whom the words of a letter say that it is copied, cut at semicolons and commas."""
    for text in paragraphs:
        match = _COPYING.search(text)
        if match:
            pieces = re.split(
                r",\s*(?:and\s+)?(?:to\s+)?(?=the\s|[A-Z])|\s+and\s+(?:to\s+)(?=the\s|[A-Z])", match[1]
            )
            return tuple(piece.strip(" ,") for piece in pieces if piece.strip(" ,"))
    return ()


def _answered_in(text: str, written: PartialDate | None) -> Iterator[AnsweredLetter]:
    dates = list(find_dates(text))
    for match in (*_YOURS.finditer(text), *_THE_LETTER.finditer(text)):
        end = match.end()
        whom = _TO_WHOM.match(text, end)
        ends: list[tuple[int, PartialDate | None]] = []
        reach = whom.end() if whom else end
        for found in dates:
            lead = text[reach : found.start] if found.start >= reach else None
            if lead is None or not (_BETWEEN_DATES if ends else _LEAD_TO_DATE).match(lead):
                continue
            ends.append((found.end, found.settle(written)))
            reach = found.end
        if ends:
            after = _TO_WHOM.match(text, ends[-1][0])
            last = after.end() if after else ends[-1][0]
            yield from (AnsweredLetter(text[match.start() : last], when) for _, when in ends)
        elif _THANKS.search(text[: match.start()]):
            yield AnsweredLetter(text[match.start() : reach])
