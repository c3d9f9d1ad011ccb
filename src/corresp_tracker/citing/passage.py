"""A paragraph as those who look for citations in it see it: its words, the names in them, and its letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.locators import Located, locators_in
from corresp_tracker.citing.marked import Marked, marked_words
from corresp_tracker.citing.page_numbers import without_page_numbers
from corresp_tracker.citing.register import Mention, Register
from corresp_tracker.citing.told import Told
from corresp_tracker.values.citation import Check, Citation, CitationKind, Confidence
from corresp_tracker.values.letter_text import LetterParagraph
from corresp_tracker.values.partial_date import PartialDate


@dataclass(frozen=True, eq=False)
class Passage:
    """A paragraph, the register that it is read against, the letter it stands in, and what was told before it."""

    paragraph: LetterParagraph
    register: Register
    letter: LetterContext
    told: Told = field(default_factory=Told)

    @cached_property
    def text(self) -> str:
        """The paragraph's words, with blanks where a page number breaks them: no place in them is moved."""
        return without_page_numbers(self.paragraph.text)

    @cached_property
    def lower(self) -> str:
        """The words in small letters: what a cheap look asks first."""
        return self.text.lower()

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All names of works and bodies in the words, none within a longer one."""
        return tuple(self.register.mentions(self.text))

    @cached_property
    def marked(self) -> tuple[Marked, ...]:
        """Words that quotes, italics, capitals or a date mark as a title."""
        return tuple(marked_words(self.text, self.paragraph.italics))

    @cached_property
    def located(self) -> tuple[Located, ...]:
        """All that may be the part of a work: "recommendation 3", "page 14"."""
        return tuple(locators_in(self.text))

    def says(self, words: Iterable[str]) -> bool:
        """Say whether any of these words stands anywhere: the cheap look before a careful one."""
        return any(word in self.lower for word in words)

    def citation(
        self,
        start: int,
        end: int,
        kind: CitationKind,
        confidence: Confidence,
        reason: str,
        *,
        work: str | None = None,
        candidates: Sequence[str] = (),
        cited_date: PartialDate | None = None,
        edition: str = "",
        locator: str = "",
        later: bool = False,
        checks: Iterable[Check] = (),
    ) -> Citation:
        """Make a citation of the words from `start` to `end`."""
        return Citation(
            start=start,
            end=end,
            words=self.paragraph.text[start:end],
            kind=kind,
            confidence=confidence,
            reason=reason,
            work=work,
            candidates=tuple(candidates),
            cited_date=cited_date,
            edition=edition,
            locator=locator,
            later=later,
            checks=tuple(checks),
        )
