"""What a Word file holds beside a letter's words: its paragraphs as they stand, and what other hands left in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordMark:
    """Words of a paragraph that stand in a citation's bookmark: code points into its text."""

    bookmark: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordParagraph:
    """A paragraph of the file's body that has words, wherever in the letter it stands.

    `label` is its automatic number as printed, empty for none; `depth` the level in its list. `bookmarks` are the
    names of those that begin in it, anyone's; `marks` are the citations whose bookmark stands whole in it. `is_apart`
    says that it stands in a table or a text box.
    """

    text: str
    label: str = ""
    depth: int = 0
    italics: tuple[tuple[int, int], ...] = ()
    bookmarks: tuple[str, ...] = ()
    marks: tuple[WordMark, ...] = ()
    is_apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedChange:
    """A change that somebody made while Word tracked it, and nobody has accepted: `kind` is inserted or deleted.

    `at` counts the file's paragraphs (WordFacts.paragraphs); for a deleted paragraph it is the one that follows.
    """

    kind: str
    author: str
    words: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordComment:
    """A comment in the margin: who wrote it, what it says, and the words that it is about ("" where none)."""

    author: str
    text: str
    about: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFacts:
    """What one Word file holds. `hidden` are words that do not print; `properties` the custom ones, by name.

    `margins` are the lines of its headers and footers, `notes` its footnotes and endnotes, each whole.
    """

    paragraphs: tuple[WordParagraph, ...] = ()
    tracked: tuple[TrackedChange, ...] = ()
    comments: tuple[WordComment, ...] = ()
    hidden: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
