"""Bodies that a paragraph names: inspectorates, departments, committees."""

from collections.abc import Iterator, Sequence

from corresp_tracker.citing.register import Mention, Register
from corresp_tracker.values.citation import Citation, CitationKind, Confidence

_THE = "the "


def cite_bodies(text: str, mentions: Sequence[Mention], register: Register) -> Iterator[Citation]:
    """Give each body that is named; an abbreviation only in its own capitals, or all in capitals."""
    for mention in mentions:
        words = text[mention.start : mention.end]
        keys = [
            named.key
            for named in mention.named
            if named.key in register.organisations
            and (not named.name.exact or words in (named.name.words, named.name.words.upper()))
        ]
        if len(keys) != 1:
            continue
        start = mention.start
        if " " in words and text[max(0, start - len(_THE)) : start].lower() == _THE:
            start -= len(_THE)
        yield Citation(
            start=start,
            end=mention.end,
            words=text[start : mention.end],
            kind=CitationKind.BODY,
            confidence=Confidence.CERTAIN,
            reason=f"names {register.organisations[keys[0]].name}",
            work=keys[0],
        )
