"""What a paragraph cites: the value that finding citations gives."""

from dataclasses import dataclass
from enum import StrEnum

from corresp_tracker.values.partial_date import PartialDate


class CitationKind(StrEnum):
    """What sort of thing the words name."""

    REPORT = "report"
    PROGRAMME = "programme"
    GROUP = "group"
    LETTER = "letter"
    BODY = "body"


class Confidence(StrEnum):
    """How sure the finder is: certain links stand, likely and possible ones ask a person."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class CheckCode(StrEnum):
    """What can be wrong with a citation."""

    DATE_DISAGREES = "date-disagrees"
    TITLE_DIFFERS = "title-differs"
    NOT_YET_PUBLISHED = "not-yet-published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    COUNT_DIFFERS = "count-differs"
    NOT_OURS = "not-ours"
    FIGURE_DIFFERS = "figure-differs"


@dataclass(frozen=True, slots=True)
class Check:
    """One warning about a citation: a code, one sentence, and the words that would put it right, if known."""

    code: CheckCode
    message: str
    correction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Words found in a paragraph that name a work, a letter or a body.

    `start` and `end` are code points into the paragraph's text, end exclusive; `words` is that slice.
    `work` is the key of the report, programme or body; None where a person must choose from `candidates`
    (keys, best first), where nothing is held, and always for a letter. For a group `work` is the programme
    and `candidates` its members. `cited_date` is the date that the words give; `edition` the programme's edition
    that they mean ("2016"). `locator` is the part of the work that is meant ("recommendation 3"). `later` says that
    the words name a work only by what the letter cited before ("that report"). `reason` says in words why this
    work, or what is not held.
    """

    start: int
    end: int
    words: str
    kind: CitationKind
    confidence: Confidence
    reason: str
    work: str | None = None
    candidates: tuple[str, ...] = ()
    cited_date: PartialDate | None = None
    edition: str = ""
    locator: str = ""
    later: bool = False
    checks: tuple[Check, ...] = ()
