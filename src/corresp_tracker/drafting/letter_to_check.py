"""A letter as it is checked before it goes, and what a check says of it."""

from dataclasses import dataclass, field

from corresp_tracker.values.letter_text import LetterText, Marking
from corresp_tracker.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCheck:
    """One thing that looks wrong: a stable code, where in words, one sentence, and what puts it right.

    `uid` and the span lead to words of a paragraph, `field` to a part of the heading; both empty for the whole.
    """

    code: str
    where: str
    message: str
    fix: str = ""
    uid: str = ""
    start: int = 0
    end: int = 0
    field: str = ""

    @property
    def key(self) -> str:
        """What it is known by from one look to the next, as long as its words stay."""
        return f"{self.code}|{self.where}|{self.message}"


@dataclass(frozen=True, slots=True)
class NamedLetter:
    """A letter that a paragraph names: the paragraph's place, the span, the words, and the date that they give."""

    at: int
    start: int
    end: int
    words: str
    dated: PartialDate | None


@dataclass(frozen=True, slots=True)
class NamedReader:
    """One of the readers of a letter: what they are called, and the salutations that greet them."""

    called: str
    greetings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The letter that is answered: its date, reference and marking, and what it asks (label, words, answered)."""

    dated: PartialDate | None = None
    reference: str = ""
    marking: Marking | None = None
    text: str = ""
    points: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterToCheck:
    """A letter, and what the office knows that it is to be checked by; empty where nothing is known.

    `uids` are those of the paragraphs of `text`, in order ("" for one that the draft has not). `greetings` are the
    salutations that fit the addressees, best first; `readers` says it of each. `strangers` are people of other letters:
    a name that has no business here was left from one. `numbered` says whether the printed labels were typed or could
    have gaps. `by_hand` says that salutation and sign-off are left for the signatory's hand, `unapproved` names the
    template where nobody approved it.
    """

    text: LetterText
    uids: tuple[str, ...] = ()
    greetings: tuple[str, ...] = ()
    readers: tuple[NamedReader, ...] = ()
    sign_off: str = ""
    answered: Answered | None = None
    named: tuple[NamedLetter, ...] = ()
    strangers: tuple[str, ...] = ()
    references: frozenset[str] = field(default=frozenset[str]())
    misspelt: tuple[tuple[int, int, int, str], ...] = ()
    by_hand: bool = False
    unapproved: str = ""


def in_paragraph(
    letter: LetterToCheck, at: int, span: tuple[int, int], *, code: str, message: str, fix: str = ""
) -> DraftCheck:
    """Make a check of words in a paragraph, by its place in the letter and the span of the words."""
    return DraftCheck(
        code=code,
        where=f"paragraph {letter.text.paragraphs[at].label}",
        message=message,
        fix=fix,
        uid=letter.uids[at] if at < len(letter.uids) else "",
        start=span[0],
        end=span[1],
    )
