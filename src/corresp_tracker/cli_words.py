"""The same results for people: a few plain lines each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corresp_tracker.values.citation import Citation
from corresp_tracker.values.letter_text import LetterText, PrintedCorrespondent

if TYPE_CHECKING:
    from corresp_tracker.casework.logging import LoggedLetter
    from corresp_tracker.casework.register import ImportReport
    from corresp_tracker.store.search import SearchResult

_HANGING = " " * 8


def letter_words(letter: LetterText, citations: Sequence[Sequence[Citation]] | None = None) -> list[str]:
    """Give what a letter says, with its citations under each paragraph where they were looked for."""
    head = [
        ("From", _names(letter.senders)),
        ("On behalf of", letter.on_behalf_of),
        ("To", _names(letter.addressees)),
        ("Dated", letter.dated.in_words() if letter.dated else ""),
        ("Subject", letter.subject),
        ("Our reference", letter.our_reference),
        ("Their reference", letter.their_reference),
        ("Marking", letter.marking.value if letter.marking else ""),
        ("Answers", "; ".join(answered.words for answered in letter.answers)),
        ("Copies to", "; ".join(letter.copy_to)),
        ("Enclosures", "; ".join(letter.enclosures)),
    ]
    lines = [f"{name}: {value}" for name, value in head if value]
    lines += ["", letter.salutation, ""]
    for number, paragraph in enumerate(letter.paragraphs):
        indent = "  " * paragraph.level
        lines.append(f"{paragraph.label:<7} {indent}{paragraph.text}")
        lines += [f"{_HANGING}{indent}{line}" for line in _citations(citations[number])] if citations else []
    lines += ["", letter.sign_off]
    return lines + [f"Please check: {warning.message}" for warning in letter.warnings]


def logged_words(logged: "LoggedLetter") -> list[str]:
    """Give what logging a letter did."""
    due = f", due {logged.due.day} {logged.due:%B %Y}" if logged.due else ""
    return [f"Logged as letter {logged.letter_id} in {logged.reference}{due}.", *logged.warnings]


def search_words(result: "SearchResult") -> list[str]:
    """Give what a search found, two lines a hit."""
    lines: list[str] = []
    for hit in result.hits:
        dated = hit.dated.in_words() if hit.dated else "undated"
        way = "from" if hit.direction == "in" else "to"
        lines.append(f"{hit.case}  {dated}  {way} {hit.correspondent}, paragraph {hit.paragraph}")
        lines.append(f"    {hit.snippet}")
    found = f"{result.total:,}{'+' if result.capped else ''}"
    return [*lines, f"{found} {'paragraph' if result.total == 1 else 'paragraphs'} found."]


def import_words(report: "ImportReport") -> list[str]:
    """Give what an import did, each bad row with its line and reason."""
    counts = f"{report.added} added, {report.changed} changed, {report.same} as they were."
    return [*(f"Left out, line {problem.line}: {problem.reason}." for problem in report.problems), counts]


def _citations(citations: Sequence[Citation]) -> list[str]:
    lines: list[str] = []
    for citation in citations:
        named = citation.work or (" or ".join(citation.candidates) if citation.candidates else "not held")
        lines.append(f"→ “{citation.words}”: {named} ({citation.confidence.value}; {citation.reason})")
        lines += [f"  ! {check.message}" for check in citation.checks]
    return lines


def _names(people: Sequence[PrintedCorrespondent]) -> str:
    return "; ".join(
        ", ".join(filter(None, (f"{who.name} {who.honours}".strip(), who.post, who.organisation)))
        for who in people
    )
