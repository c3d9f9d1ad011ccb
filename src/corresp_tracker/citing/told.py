"""What a letter has said so far: the works that it has cited, and the short names that it gave them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corresp_tracker.values.citation import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduced:
    """A short name that a letter gives to what it has just cited: "(the VAWG report)".

    `words` are as printed, without the article; `at` is where they end in the paragraph that introduces them.
    """

    words: str
    cited: Citation
    at: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What the paragraphs before this one have cited and introduced.

    `paragraphs` holds the citations of each, in order; `others` whether each ends with a report that is no citation;
    `list_of` the words that opened the list in which the next one stands, empty where it stands in none; `places` all
    places that were named, folded.
    """

    paragraphs: tuple[tuple[Citation, ...], ...] = ()
    others: tuple[bool, ...] = ()
    introduced: tuple[Introduced, ...] = ()
    list_of: str = ""
    places: frozenset[str] = frozenset()

    def and_then(
        self,
        citations: Sequence[Citation],
        introduced: Sequence[Introduced],
        *,
        other: bool = False,
        list_of: str = "",
        places: Iterable[str] = (),
    ) -> "Told":
        """Give what has been told once one more paragraph has been read; `other` is the last of `others`."""
        elsewhere = tuple(replace(each, at=0) for each in introduced)
        return Told(
            (*self.paragraphs, tuple(citations)),
            (*self.others, other),
            (*self.introduced, *elsewhere),
            list_of,
            self.places.union(places),
        )
