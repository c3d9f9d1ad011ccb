"""Bodies that a paragraph names: inspectorates, departments, committees."""

from collections.abc import Iterator

from corresp_tracker.citing.passage import Passage
from corresp_tracker.values.citation import Citation, CitationKind, Confidence

_THE = "the "


def cite_bodies(passage: Passage) -> Iterator[Citation]:
    """Give each body that is named; an abbreviation only in its own capitals, or all in capitals."""
    text, organisations = passage.text, passage.register.organisations
    for mention in passage.mentions:
        words = text[mention.start : mention.end]
        keys = [
            named.key
            for named in mention.named
            if named.key in organisations
            and (not named.name.exact or words in (named.name.words, named.name.words.upper()))
        ]
        if len(keys) != 1:
            continue
        start = mention.start
        if " " in words and text[max(0, start - len(_THE)) : start].lower() == _THE:
            start -= len(_THE)
        yield passage.citation(
            start,
            mention.end,
            CitationKind.BODY,
            Confidence.CERTAIN,
            f"names {organisations[keys[0]].name}",
            work=keys[0],
        )
