"""The shapes in which the command gives its results to other programs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from corresp_tracker.values.citation import Citation
from corresp_tracker.values.letter_text import LetterText, PrintedCorrespondent
from corresp_tracker.values.register_facts import ReportFacts

if TYPE_CHECKING:
    from corresp_tracker.casework.logging import LoggedLetter
    from corresp_tracker.casework.register import ImportReport
    from corresp_tracker.casework.register_preview import ImportRow, Preview
    from corresp_tracker.casework.relink_survey import Survey
    from corresp_tracker.store.search import SearchResult


def letter_shape(letter: LetterText, citations: Sequence[Sequence[Citation]] | None = None) -> dict[str, Any]:
    """Give what a letter says, each paragraph with its citations where they were looked for."""
    paragraphs: list[dict[str, Any]] = [
        {"label": paragraph.label, "level": paragraph.level, "text": paragraph.text}
        for paragraph in letter.paragraphs
    ]
    if citations is not None:
        for paragraph, found in zip(paragraphs, citations, strict=True):
            paragraph["citations"] = [citation_shape(citation) for citation in found]
    return {
        "format": letter.format,
        "subject": letter.subject,
        "dated": letter.dated.iso if letter.dated else None,
        "our_reference": letter.our_reference,
        "their_reference": letter.their_reference,
        "marking": letter.marking.value if letter.marking else None,
        "addressees": [_correspondent(who) for who in letter.addressees],
        "senders": [_correspondent(who) for who in letter.senders],
        "on_behalf_of": letter.on_behalf_of,
        "salutation": letter.salutation,
        "sign_off": letter.sign_off,
        "copy_to": list(letter.copy_to),
        "enclosures": list(letter.enclosures),
        "answers": [
            {"words": answered.words, "dated": answered.dated.iso if answered.dated else None}
            for answered in letter.answers
        ],
        "paragraphs": paragraphs,
        "warnings": [{"code": warning.code, "message": warning.message} for warning in letter.warnings],
    }


def citation_shape(citation: Citation) -> dict[str, Any]:
    """Give one citation; its offsets are code points into its paragraph's text."""
    return {
        "start": citation.start,
        "end": citation.end,
        "words": citation.words,
        "kind": citation.kind.value,
        "work": citation.work,
        "candidates": list(citation.candidates),
        "cited_date": citation.cited_date.iso if citation.cited_date else None,
        "confidence": citation.confidence.value,
        "reason": citation.reason,
        "checks": [{"code": check.code.value, "message": check.message} for check in citation.checks],
    }


def logged_shape(logged: "LoggedLetter") -> dict[str, Any]:
    """Give what logging a letter did."""
    return {
        "case": logged.reference,
        "letter": logged.letter_id,
        "direction": logged.direction.value,
        "due": logged.due.isoformat() if logged.due else None,
        "duplicate_of": logged.duplicate_of,
        "warnings": list(logged.warnings),
    }


def search_shape(result: "SearchResult") -> dict[str, Any]:
    """Give what a search found."""
    return {
        "total": result.total,
        "capped": result.capped,
        "hits": [
            {
                "case": hit.case,
                "letter": hit.letter,
                "paragraph": hit.paragraph,
                "dated": hit.dated.iso if hit.dated else None,
                "direction": hit.direction.value,
                "correspondent": hit.correspondent,
                "subject": hit.subject,
                "snippet": hit.snippet,
                "works": list(hit.works),
            }
            for hit in result.hits
        ],
    }


def import_shape(report: "ImportReport") -> dict[str, Any]:
    """Give what an import did, each bad row with its line and reason."""
    return {
        "added": report.added,
        "changed": report.changed,
        "same": report.same,
        "problems": [{"line": problem.line, "message": problem.reason} for problem in report.problems],
    }


def preview_shape(preview: "Preview") -> dict[str, Any]:
    """Give what each row would become, what is asked about it, and which cannot be taken."""
    return {
        "rows": [_row_shape(row) for row in preview.rows],
        "problems": [{"line": problem.line, "message": problem.reason} for problem in preview.problems],
    }


def _row_shape(row: "ImportRow") -> dict[str, Any]:
    return {
        "line": row.line,
        "becomes": row.becomes.value,
        "id": row.facts.key,
        "title": row.facts.title if isinstance(row.facts, ReportFacts) else row.facts.name,
        "url": row.facts.url,
        "says": row.says,
        "twin": row.twin.key if row.twin else None,
        "asked_date": row.asked_date.iso if row.asked_date else None,
        "question": row.question,
    }


def survey_shape(survey: "Survey") -> dict[str, Any]:
    """Give what letters would cite otherwise, link by link."""
    return {
        "looked_at": survey.looked_at,
        "letters": [
            {
                "letter": letter.letter_id,
                "case": letter.reference,
                "moves": [
                    {
                        "paragraph": move.label,
                        "words": move.words,
                        "change": move.change.value,
                        "before": move.before,
                        "after": move.after,
                    }
                    for move in letter.moves
                ],
            }
            for letter in survey.letters
        ],
    }


def _correspondent(who: PrintedCorrespondent) -> dict[str, Any]:
    return {
        "name": who.name,
        "honours": who.honours,
        "post": who.post,
        "organisation": who.organisation,
        "address": list(who.address),
    }
