"""Short names that a letter gives to what it cites, and their use further on: "... (the VAWG report)"."""

import re
from collections.abc import Iterator, Sequence

from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.told import Introduced
from corresp_tracker.citing.topics import is_empty
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words

_LEAD = (
    r"(?:(?:hereafter|hereinafter|henceforth|below|known as|referred to (?:here |below |hereafter )?as|"
    r"or|which I (?:shall|will) call)[,:]?\s+)?"
)
_WORD = r"[\w&/-]+(?:[’'][\w]+)*"
_NAME = rf"(?P<name>(?=[A-Za-z]){_WORD}(?:\s+{_WORD}){{0,5}}?)"
_IN_BRACKETS = re.compile(
    rf",?\s*\(\s*{_LEAD}[‘'“\"]?(?:the|our)?\s*[‘'“\"]?{_NAME}[’'”\"]?(?:\s+(?:in this letter|below|hereafter))?\s*\)",
    re.IGNORECASE,
)
_IN_COMMAS = re.compile(
    r",\s*(?:hereafter|hereinafter|henceforth|to which (?:I|we) (?:shall |will )?refer (?:here |below )?as|"
    r"(?:which )?(?:I|we) (?:shall |will )?(?:refer to (?:here |"
    r"below )?as|call))[,:]?\s+"
    rf"[‘'“\"]?(?:the|our)?\s*[‘'“\"]?{_NAME}[’'”\"]?(?=[,.;)]|\Z)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"\b(?:calls?|call\s+it|known\s+as|referred\s+to\s+as|knows?\s+as)\s+[‘'“\"](?:the|our)?\s*{_NAME}[’'”\"](?=[\s,.;)]|\Z)"
)
"""A name that somebody gives to what was cited: "what the Treasury calls ‘the PAC report’"."""
_ABBREVIATION = re.compile(r"[A-Z]{2,}s?")
_KINDS = frozenset({CitationKind.REPORT, CitationKind.PROGRAMME, CitationKind.GROUP})
_LAST_WORDS = frozenset(
    {
        "report",
        "review",
        "thematic",
        "inspection",
        "inspections",
        "programme",
        "study",
        "assessment",
        "overview",
    }
)
_NO_NAME = re.compile(
    r"\b(?:published|see|page|paragraph|copy|enclosed|attached|above|below|which|that|and|in)\b|\d{4}\Z",
    re.IGNORECASE,
)


def introductions(passage: Passage, citations: Sequence[Citation]) -> list[Introduced]:
    """Give the short names that this paragraph gives to what it cites just before them."""
    found: list[Introduced] = []
    for citation in citations:
        if citation.kind not in _KINDS:
            continue
        match = _IN_BRACKETS.match(passage.text, citation.end) or _IN_COMMAS.match(passage.text, citation.end)
        if match is None or _NO_NAME.search(match["name"]):
            continue
        if _is_name(match["name"]) or _is_quoted(match):
            found.append(Introduced(words=match["name"], cited=citation, at=match.end()))
    found.extend(_called(passage, citations))
    return found


def _called(passage: Passage, citations: Sequence[Citation]) -> Iterator[Introduced]:
    """Give the names that somebody gives to the last work that was cited."""
    for match in _CALLED.finditer(passage.text):
        before = [each for each in citations if each.kind in _KINDS and each.end <= match.start()]
        if (
            before
            and _is_name(match["name"])
            and not any(each.start < match.end() <= each.end for each in citations)
        ):
            found = Introduced(words=match["name"], cited=before[-1], at=match.end())
            yield found


def _is_quoted(match: re.Match[str]) -> bool:
    """Say whether a name stands in quotes of its own: ("Dishonour")."""
    before = match.string[match.start() : match.start("name")].rstrip()
    return before[-1:] in ("‘", "'", "“", '"') and match["name"][0].isupper()


def _is_name(words: str) -> bool:
    """Say whether words can be a short name: an abbreviation, or words that end in report, review or the like."""
    if any(sum(letter.isupper() for letter in word) > 1 for word in words.split()):
        return True
    return bool(words.split()) and folded_words(words)[-1] in _LAST_WORDS


def within_introduction(introduced: Sequence[Introduced], citation: Citation) -> bool:
    """Say whether a citation is only the short name where it is introduced."""
    return any(
        each.cited.end <= citation.start and citation.end <= each.at and each.cited.work != citation.work
        for each in introduced
    )


def cite_introduced(passage: Passage, introduced: Sequence[Introduced]) -> Iterator[Citation]:
    """Give each use of a short name after the place where it was introduced; the latest introduction counts."""
    for name in reversed((*passage.told.introduced, *introduced)):
        for match in _uses(name).finditer(passage.text, name.at):
            yield passage.citation(
                *match.span(),
                name.cited.kind,
                Confidence.CERTAIN if name.cited.work else Confidence.POSSIBLE,
                f"the name that the letter gives to {name.cited.words}",
                work=name.cited.work,
                candidates=name.cited.candidates,
                edition=name.cited.edition,
            )


def _uses(name: Introduced) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in name.words.split())
    if _ABBREVIATION.fullmatch(name.words):
        words = f"{words.removesuffix('s')}s?"  # "IRPs", and further on "an IRP"
    has_capitals = any(sum(letter.isupper() for letter in word) > 1 for word in name.words.split())
    article = r"(?:\b[Tt]he\s+|\b[Oo]ur\s+)" + ("" if is_empty(name.words) else "?")
    exact = has_capitals or " " not in name.words
    return re.compile(rf"{article}\b{words}\b", 0 if exact else re.IGNORECASE)
