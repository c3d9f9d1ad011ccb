"""What a letter says: the value that reading a file gives, and that logging, citing and drafting take."""

from dataclasses import dataclass, field
from enum import StrEnum

from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.word_facts import WordFacts


class Direction(StrEnum):
    """Whether the office received the letter or sent it."""

    IN = "in"
    OUT = "out"


class Marking(StrEnum):
    """The tiers of the UK's classification policy. "Sensitive" is a handling marking, not a tier."""

    OFFICIAL = "OFFICIAL"
    SECRET = "SECRET"
    TOP_SECRET = "TOP SECRET"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCorrespondent:
    """A sender, addressee or copy recipient as the letter prints them; empty strings for what it leaves out.

    `name` has no honours ("Sir Thomas Winsor"), `honours` are the letters after it ("WS", "QPM DL").
    """

    name: str = ""
    honours: str = ""
    post: str = ""
    organisation: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnsweredLetter:
    """A letter that this one answers: the words that name it, and its date where they give one."""

    words: str
    dated: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class LetterParagraph:
    """One numbered paragraph or sub-paragraph.

    `label` is the full path, unique in its letter ("2", "6(a)", "6(a)(i)", "6+1"); `level` is 0, 1 or 2.
    `text` has single spaces, and neither the number nor line ends. `italics` are (start, end) code points
    into `text`. `bookmarks` are the names of the Word bookmarks that begin in the paragraph.
    """

    label: str
    level: int
    text: str
    italics: tuple[tuple[int, int], ...] = ()
    bookmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something that the reader should check: a stable code, and one sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """What a letter says, as far as it could be read: empty strings, None and () for what it leaves out.

    `format` is the kind of file: docx, pdf, eml, msg or txt. `doubtful` names the fields to check.
    `salutation`, `subject` and `sign_off` are as printed. Paragraph labels are unique. `word` is what a Word file
    holds beside its words.
    """

    format: str
    subject: str = ""
    dated: PartialDate | None = None
    our_reference: str = ""
    their_reference: str = ""
    marking: Marking | None = None
    handling: str = ""
    addressees: tuple[PrintedCorrespondent, ...] = ()
    senders: tuple[PrintedCorrespondent, ...] = ()
    on_behalf_of: str = ""
    salutation: str = ""
    sign_off: str = ""
    copy_to: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    answers: tuple[AnsweredLetter, ...] = ()
    paragraphs: tuple[LetterParagraph, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    doubtful: frozenset[str] = field(default=frozenset[str]())
    word: WordFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPart:
    """One file in what arrived: the file itself, the e-mail's own words, or an attachment.

    `data` is the part as it came, byte for byte. `letter` is None where the part could not be read as a
    letter; `problem` then says why, in one sentence.
    """

    name: str
    format: str
    data: bytes
    letter: LetterText | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file as it arrived, with all its parts, the first being the file itself.

    `likeliest` is the index of the part that is most likely the letter; None where none could be read.
    """

    parts: tuple[ReadPart, ...]
    likeliest: int | None

    @property
    def letter(self) -> LetterText | None:
        """The likeliest letter, where one could be read."""
        return None if self.likeliest is None else self.parts[self.likeliest].letter
