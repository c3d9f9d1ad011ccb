"""Where a letter begins and ends: its salutation, its sign-off, and the subject between."""

import re
from collections.abc import Sequence

from corresp_tracker.intake.blocks import Block
from corresp_tracker.intake.labels import candidates
from corresp_tracker.intake.lines import Line, Zone, ends_sentence
from corresp_tracker.values.bookmarks import paragraph_uid

_SALUTATION = re.compile(
    r"(?:my\s+)?dear\b.{1,160}|(?:sir|madam|sirs|sir\s*/\s*madam|sir\s+or\s+madam|to\s+whom\s+it\s+may\s+concern"
    r"|(?:hi|hello|good\s+(?:morning|afternoon))\b[^.]{0,50})[,:]?",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:I\s+(?:am|remain),?\s+)?(?:(?:yours(?:\s+(?:very|most))?(?:\s+(?:sincerely|faithfully|truly|ever|aye|respectfully|etc))?)"
    r"|(?:very\s+)?(?:sincerely|faithfully|respectfully)(?:\s+yours)?|yours?\s+sincerely\s+and\s+.{3,20}"
    r"|(?:(?:with\s+)?(?:my\s+|our\s+|very\s+|all\s+)*(?:(?:kind|best|warm|good)(?:est)?\s+)?(?:very\s+)?(?:regards|wishes))"
    r"|many\s+thanks|with\s+thanks|thank\s+you)[,.]?",
    re.IGNORECASE,
)
_RE = re.compile(r"(?:re|subject)\s*:\s*(?=\S)", re.IGNORECASE)
_LONGEST_SUBJECT = 40  # words
_HEADING_WORDS = 14
_TEXT = 90  # characters of a line that is surely running text


def find_salutation(lines: Sequence[Line]) -> int | None:
    """Give the place of the salutation, None where there is none."""
    for index, line in enumerate(lines):
        if line.zone is not Zone.BODY or line.label:
            continue
        words = line.words
        if _SALUTATION.fullmatch(words) and not (words.endswith(".") and len(words) > 60):
            return index
    return None


def find_sign_off(lines: Sequence[Line], *, start: int) -> int | None:
    """Give the place of the first sign-off at or after a line, None where there is none."""
    for index in range(start, len(lines)):
        line = lines[index]
        if line.zone is Zone.BODY and not line.label and _SIGN_OFF.fullmatch(line.words):
            return index
    return None


def salutation_end(lines: Sequence[Line], index: int) -> int:
    """Give the place after a salutation that goes over several lines."""
    end = index + 1
    while end < min(index + 4, len(lines)):
        last, line = lines[end - 1].words, lines[end]
        goes_on = last.endswith((" and", "&", ";")) or re.match(r"and\b|&", line.words)
        if not goes_on or line.gap > lines[index].gap + 1 or len(line.words) > _TEXT or line.ends_sentence:
            break
        end += 1
    return end


def sign_off_end(lines: Sequence[Line], index: int) -> int:
    """Give the place after a sign-off that goes over two lines ("With best wishes" / "Yours sincerely")."""
    following = index + 1
    if following < len(lines) and _SIGN_OFF.fullmatch(lines[following].words):
        return following + 1
    return following


def guess_opening(lines: Sequence[Line]) -> int:
    """Give the place where the text begins in a letter that has no salutation, or where that is left for the hand."""
    ours = _our_paragraphs(lines)
    if ours:
        return ours[0]
    for index, line in enumerate(lines):
        if line.zone is not Zone.BODY:
            continue
        first = candidates(f"{line.label} " if line.label else line.text)
        is_numbered = any(
            found.style == "1." and found.value in {1, 2} and not found.is_bare for found in first
        )
        is_text = len(line.words) > _TEXT or (len(line.words) > 45 and line.ends_sentence)
        if (is_numbered and len(line.words) > 30) or is_text:
            return index
    return len(lines)


def guess_closing(lines: Sequence[Line], *, start: int) -> int:
    """Give the place after the text in a letter that has no sign-off: after its last sentence."""
    ours = _our_paragraphs(lines)
    least = ours[-1] if ours else start
    for index in range(len(lines) - 1, least - 1, -1):
        if lines[index].zone is Zone.BODY and lines[index].ends_sentence and len(lines[index].words) > 20:
            return index + 1
    return ours[-1] + 1 if ours else len(lines)


def _our_paragraphs(lines: Sequence[Line]) -> list[int]:
    """Give the places of the paragraphs that this program wrote, each of which bears its bookmark."""
    return [
        index
        for index, line in enumerate(lines)
        if line.zone is Zone.BODY and any(paragraph_uid(name) for name in line.bookmarks)
    ]


def take_subject(blocks: Sequence[Block]) -> tuple[str, int, bool]:
    """Give the subject above the first paragraph, how many blocks it takes, and whether that is sure."""
    taken: list[str] = []
    sure = False
    for block in blocks[:4]:
        text = _RE.sub("", block.text)
        named = text != block.text
        stands_out = block.bold or block.heading or is_capitals(text)
        if block.mark or len(text.split()) > _LONGEST_SUBJECT:
            break
        if taken and not (stands_out and sure):
            break
        if not (named or stands_out or _reads_as_title(text)) or (_is_sentence(text) and not named):
            break
        taken.append(text)
        sure = sure or named or stands_out
    return " ".join(taken), len(taken), sure or not taken


def is_heading(block: Block) -> bool:
    """Say whether a block of the body is a heading, which is no paragraph.

    A heading is short and ends as no sentence does; a numbered one is also bold, in capitals or styled as such.
    """
    text = block.text
    if block.in_table or len(text.split()) > _HEADING_WORDS or ends_sentence(text) or text.endswith(","):
        return False
    stands_out = block.bold or block.heading or is_capitals(text)
    if block.mark:
        return stands_out and not block.mark.is_bullet
    return stands_out or (text[:1].isupper() and len(text) < 90)


def is_capitals(text: str) -> bool:
    """Say whether a text is printed in capitals: more than an abbreviation, and no small letters."""
    letters = [mark for mark in text if mark.isalpha()]
    return len(letters) > 5 and all(not mark.islower() for mark in letters)


def _reads_as_title(text: str) -> bool:
    return (
        text[:1].isupper() and not ends_sentence(text) and not text.endswith(",") and len(text.split()) <= 25
    )


def _is_sentence(text: str) -> bool:
    return text.endswith((".", ";", ":")) and not is_capitals(text)
