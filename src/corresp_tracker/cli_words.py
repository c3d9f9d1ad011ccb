"""The same results for people: a few plain lines each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corresp_tracker.values.citation import Citation
from corresp_tracker.values.letter_text import LetterText, PrintedCorrespondent
from corresp_tracker.values.register_facts import ReportFacts

if TYPE_CHECKING:
    from corresp_tracker.casework.logging import LoggedLetter
    from corresp_tracker.casework.register import ImportReport
    from corresp_tracker.casework.register_preview import Preview
    from corresp_tracker.casework.relink_survey import Survey
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


def preview_words(preview: "Preview") -> list[str]:
    """Give what each row would become, with what is asked about it."""
    lines = [f"Cannot be taken, line {problem.line}: {problem.reason}." for problem in preview.problems]
    for row in preview.rows:
        title = row.facts.title if isinstance(row.facts, ReportFacts) else row.facts.name
        lines.append(f"{row.becomes.value:<9} {title}")
        lines += [f"{_HANGING}{words}" for words in (row.says, row.question) if words]
    return lines


def survey_words(survey: "Survey") -> list[str]:
    """Give what letters would cite otherwise, a line a link."""
    lines: list[str] = []
    for letter in survey.letters:
        for move in letter.moves:
            place = f"{letter.reference}, paragraph {move.label}"
            lines.append(f"{place}: {move.change.value} “{move.words}”: {move.before} → {move.after}")
    links = sum(survey.counts().values())
    would = "No link of them would change" if not links else f"{links} of their links would change"
    return [*lines, f"{survey.looked_at} letters were looked at. {would}."]


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
