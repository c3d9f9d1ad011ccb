"""A fact pack: what a letter states by citing, each statement beside its source, for its signatory to check."""

from dataclasses import dataclass

from corresp_tracker.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedStatement:
    """One statement and its source. Empty strings and None are what the register does not say.

    `label` is the paragraph's; `statement` the sentence; `words` the words in it that cite. `source` is the title of
    the work, or the letter or body that is meant; where nothing is held it is empty, and `standing` says so.
    `warnings` are the sentences of the checks. `may_mean` are the titles of what is left open, the likeliest first.
    """

    label: str
    statement: str
    words: str
    kind: str
    source: str
    publishers: str = ""
    published_on: PartialDate | None = None
    inspected_on: PartialDate | None = None
    locator: str = ""
    url: str = ""
    standing: str = ""
    warnings: tuple[str, ...] = ()
    may_mean: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactPack:
    """The statements of one letter, in its order; `reference` is its case's, `with_whom` its correspondent's."""

    reference: str
    subject: str
    with_whom: str
    dated: PartialDate | None
    is_draft: bool
    statements: tuple[CitedStatement, ...]
