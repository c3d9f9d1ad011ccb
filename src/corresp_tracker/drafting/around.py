"""What stands around a letter's paragraphs in a Word file, and what was changed there since the file was written.

Nothing of it is a paragraph of the draft, so nothing of it would be noticed where only paragraphs are compared: a line
under the signature, a copy recipient who was added, a footnote, words in the header.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from corresp_tracker.drafting.takeback import FileParagraph
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import LetterText
from corresp_tracker.values.word_facts import WordFacts

_ALIKE = 60.0  # of 100, for a line that went and one that came to be one line that was changed
_PAGE = re.compile(r"(?:page )?\d+(?: (?:of|out of) \d+)?")
_SENTENCE = re.compile(
    r"P\.?\s?S\b|(?:\S+\s+){5,}\S*[.!?]\Z"
)  # a postscript, though it follow a list of copies
_SIGNS = "①②③"  # in the mark of a line, for our reference, theirs and the date
_LABEL = re.compile(r"(?:c\W?c|cop(?:y|ies|ied)(?:\s+to)?|enc\w*|attach\w*)\W*\s", re.IGNORECASE)


class Around(StrEnum):
    """Where words stand that are none of the paragraphs."""

    ABOVE = "above the paragraphs"
    BELOW = "below the sign-off"
    COPY = "copy recipient"
    ENCLOSURE = "enclosure"
    MARGIN = "header or footer"
    NOTE = "footnote"


@dataclass(frozen=True, slots=True)
class AroundLine:
    """A line of a file that is none of the letter's paragraphs; `words` leave out the label before a list.

    It is known again by its `mark`: its words, whatever their quotes, dashes and capitals, with a sign in place of what
    the heading of a draft has for itself (its references and its date).
    """

    where: Around
    words: str
    mark: str


@dataclass(frozen=True, slots=True)
class AroundChange:
    """A line that was changed: `before` is "" where it was put in, `after` where it is gone."""

    where: Around
    before: str
    after: str


def lines_around(said: LetterText, paragraphs: Sequence[FileParagraph]) -> tuple[AroundLine, ...]:
    """Give the lines of a Word file around the letter's paragraphs, but for what a draft's heading has of its own.

    What stands between the paragraphs is not among them: `takeback.left_out` gives that.
    """
    word = said.word or WordFacts()
    places = {paragraph.at for paragraph in paragraphs}
    first, last = min(places, default=len(word.paragraphs)), max(places, default=-1)
    own = {" ".join(folded_words(words)) for words in (said.salutation, said.sign_off, said.subject)}
    found: list[AroundLine] = []
    for at, held in enumerate(word.paragraphs):
        if first <= at <= last:
            continue
        for piece in re.split(r"[\n\t]", held.text):
            if piece.strip() and " ".join(folded_words(piece)) not in own:
                found.append(_line(piece, said, Around.ABOVE if at < first else Around.BELOW))
    found += [_line(words, said, Around.MARGIN) for words in word.margins]
    found += [_line(words, said, Around.NOTE) for words in word.notes]
    return tuple(found)


def around_changes(before: Sequence[AroundLine], after: Sequence[AroundLine]) -> tuple[AroundChange, ...]:
    """Say which lines were put in, changed or taken out, in the order of the file, those that are gone last.

    A line that only stands elsewhere, among its like, is not changed.
    """
    gone, come = _without(before, after), _without(after, before)
    left: dict[bool, list[AroundLine]] = defaultdict(list)
    for line in gone:
        left[_is_in_text(line)].append(line)
    found: list[AroundChange] = []
    for line in come:
        if not line.mark.strip(_SIGNS + " "):
            continue  # the heading's own date or reference, which is asked about by itself
        was = _likest(line, left[_is_in_text(line)])
        if was:
            left[_is_in_text(line)].remove(was)
        if was and was.words == line.words:
            continue  # only what was taken for its reference or date is another
        found.append(AroundChange(line.where, was.words if was else "", line.words))
    return (*found, *(AroundChange(line.where, line.words, "") for lines in left.values() for line in lines))


def _line(text: str, said: LetterText, where: Around) -> AroundLine:
    """Make a line of a file's words, told to be a copy recipient or an enclosure where it was read as one."""
    words = " ".join(text.split())
    mark = " ".join(folded_words(words)) or words
    if where is Around.MARGIN and _PAGE.fullmatch(mark):
        return AroundLine(where, words, "page")
    if where is Around.BELOW and not _SENTENCE.match(words):
        bare = _LABEL.sub("", words, count=1)
        for listed_as, listed in ((Around.COPY, said.copy_to), (Around.ENCLOSURE, said.enclosures)):
            marks = {" ".join(folded_words(each)) for each in listed}
            if marks & {mark, " ".join(folded_words(bare))}:
                return AroundLine(listed_as, bare, " ".join(folded_words(bare)))
    heading = (said.our_reference, said.their_reference, said.dated.in_words() if said.dated else "")
    for sign, own in zip(_SIGNS, heading, strict=True):
        folded = " ".join(folded_words(own))
        mark = re.sub(rf"(?<!\w){re.escape(folded)}(?!\w)", sign, mark) if folded else mark
    return AroundLine(where, words, mark)


def _without(lines: Sequence[AroundLine], others: Sequence[AroundLine]) -> Iterator[AroundLine]:
    """Give the lines that the others do not have, each as often as it is missing there."""
    held = Counter((_is_in_text(line), line.mark) for line in others)
    for line in lines:
        key = (_is_in_text(line), line.mark)
        if held[key] > 0:
            held[key] -= 1
        else:
            yield line


def _is_in_text(line: AroundLine) -> bool:
    """Say whether a line stands in the letter itself: there a list may be read as one thing before, as another after."""
    return line.where not in (Around.MARGIN, Around.NOTE)


def _likest(line: AroundLine, others: Sequence[AroundLine]) -> AroundLine | None:
    scored = [(fuzz.ratio(line.words, other.words), -at) for at, other in enumerate(others)]
    best = max(scored, default=(0.0, 0))
    return others[-best[1]] if best[0] >= _ALIKE else None
