"""A reply as it is written: the value from which a Word file is made."""

import re
from dataclasses import dataclass

from corresp_tracker.values.letter_text import PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class DraftCitation:
    """A citation in a paragraph: code points into its text, the name of its bookmark, and where the work is published.

    `address` is empty where the citation is to bear no hyperlink.
    """

    start: int
    end: int
    bookmark: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftParagraph:
    """A paragraph of a draft: `uid` is 32 hex digits and never changes, `level` is 0, 1 or 2.

    `numbered` is False only for the opening paragraph of a letter in house style.
    `italics` are (start, end) code points into `text`.
    """

    uid: str
    level: int
    text: str
    numbered: bool = True
    italics: tuple[tuple[int, int], ...] = ()
    citations: tuple[DraftCitation, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftIdentity:
    """Which draft a Word file was written from: the letter's uid (32 hex digits), and the number of its version."""

    letter: str
    version: int

    def __str__(self) -> str:
        return f"{self.letter} {self.version}"

    @classmethod
    def parse(cls, words: str) -> "DraftIdentity | None":
        """Read what `str` gives; None for anything else."""
        match = re.fullmatch(r"([0-9a-f]{32}) (\d{1,9})", words.strip())
        return cls(match[1], int(match[2])) if match else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftHeading:
    """What stands above and below a draft's paragraphs; `dated` is None where the date is left for signing.

    `copy_to` are the copy recipients, a line each ("Jane Smith, Chair, Example Committee"); None leaves those there are.
    """

    addressees: tuple[PrintedCorrespondent, ...]
    our_reference: str
    their_reference: str
    salutation: str
    subject: str
    sign_off: str
    dated: PartialDate | None = None
    copy_to: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLetter:
    """All that a template can be filled with; empty strings and () where nothing is known.

    `letterhead` is the office's name and address, a line each. `addressee` is the address block, a line each,
    the envelope line first. `signature` is the block under the sign-off ("Sir Thomas Winsor WS", the post).
    `first_number` is what the first numbered paragraph prints (2 where the opening paragraph has no number).
    `by_hand` prints no salutation and no sign-off, and leaves their space for the signatory to write in.
    `identity` says in the Word file which draft it was written from.
    """

    letterhead: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    dated: PartialDate | None = None
    our_reference: str = ""
    their_reference: str = ""
    marking: str = ""
    handling: str = ""
    salutation: str = ""
    subject: str = ""
    paragraphs: tuple[DraftParagraph, ...] = ()
    first_number: int = 2
    sign_off: str = ""
    signature: tuple[str, ...] = ()
    copy_to: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    by_hand: bool = False
    identity: DraftIdentity | None = None
