"""What the windows about templates ask of the log, and of the process in which templates are opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corresp_tracker.errors import CorrespError, InvalidTemplate
from corresp_tracker.files import read_whole, write_whole

if TYPE_CHECKING:
    import threading
    from datetime import date

    from sqlalchemy.orm import Session

    from corresp_tracker.casework.template_records import ImportedTemplate, TemplateFacts, TemplateRow
    from corresp_tracker.casework.templates import OfficeTemplate
    from corresp_tracker.casework.usual_templates import TemplateChoice, UsualFor
    from corresp_tracker.values.letter_text import LetterText

NO_PICTURE = "There is no picture of the page, for neither LibreOffice nor Word is installed here. These are its words."


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateList:
    """All templates, with what each is usual for, and what can be chosen for that."""

    rows: tuple[TemplateRow, ...]
    usual: dict[str, tuple[UsualFor, ...]]
    kinds: dict[str, str]
    signatories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a template: where, and one sentence; `is_wrong` where no letter can be written because of it."""

    where: str
    message: str
    is_wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLook:
    """A template filled for an example letter: its page as PDF, or else its words, with why there is no picture."""

    findings: tuple[Finding, ...]
    pdf: bytes = b""
    text: str = ""
    why: str = ""


def choices(session: Session, case_id: int | None) -> Sequence[TemplateChoice]:
    """Give the templates to choose from for a letter in a case."""
    from corresp_tracker.casework.usual_templates import template_choices

    return template_choices(session, case_id)


def list_templates(session: Session) -> TemplateList:
    """Give what the manager lists."""
    from corresp_tracker.casework.template_records import template_rows
    from corresp_tracker.casework.usual_templates import kinds_of_case, signatories, usual_for

    return TemplateList(
        rows=template_rows(session),
        usual=usual_for(session),
        kinds=kinds_of_case(session),
        signatories=signatories(session),
    )


def look_at_file(file: Path) -> OfficeTemplate:
    """Look at a Word file as a template, in a process of its own. Raises InvalidTemplate."""
    from corresp_tracker.casework.templates import look_at_template

    if file.suffix.casefold() != ".docx":
        raise InvalidTemplate(f"{file.name} is no Word document (.docx): save it as one in Word first.")
    return look_at_template(read_whole(file), stem=file.stem)


def keep(
    session: Session, template: OfficeTemplate, into: int | None = None, note: str = ""
) -> ImportedTemplate:
    """Keep a template that was looked at, as a new one or as a version of one."""
    from corresp_tracker.casework.template_records import import_template

    return import_template(session, template, into=into, note=note)


def approve(session: Session, version_id: int, *, by: str, on: date, today: date) -> None:
    """Write down who approved a version."""
    from corresp_tracker.casework.template_records import approve_version

    approve_version(session, version_id, by=by, on=on, today=today)


def settle(session: Session, row: TemplateRow, facts: TemplateFacts, usual: Sequence[UsualFor]) -> None:
    """Change what is settled about a template, and for which letters it is usual; one that ships keeps its facts."""
    from corresp_tracker.casework.template_records import change_template
    from corresp_tracker.casework.usual_templates import make_usual

    if row.id is not None and facts != row.facts:
        change_template(session, row.id, facts, version=row.version)
    make_usual(session, replace(row, facts=facts), usual)


def file_of(session: Session, row: TemplateRow) -> bytes:
    """Give the Word file of a template, of the version in use."""
    from corresp_tracker.casework.template_records import version_file
    from corresp_tracker.drafting.library import shipped_template

    return version_file(session, row.current.id) if row.current else shipped_template(row.key).data


def save_copy(file: Path, data: bytes) -> None:
    """Write a template's file."""
    write_whole(file, data)


def look_through(data: bytes, row: TemplateRow, called_off: threading.Event) -> TemplateLook:
    """Say what a template is like, and fill it for an example letter; nothing of it is opened in this process."""
    from corresp_tracker.drafting.pdf import as_pdf
    from corresp_tracker.drafting.rendering import RenderingWorker
    from corresp_tracker.drafting.sample import SAMPLE

    sample = replace(SAMPLE, by_hand=row.facts.by_hand)
    with RenderingWorker() as worker:
        found = worker.lint(data, sample=sample)
        findings = tuple(Finding(where, said, wrong) for _, where, said, wrong in found)
        if called_off.is_set() or any(each.is_wrong for each in findings):
            return TemplateLook(findings=findings)
        written = worker.write(sample, template=data)
    try:
        pdf, why = as_pdf(written, name=row.facts.title), NO_PICTURE
    except CorrespError as error:
        pdf, why = None, error.message
    if pdf:
        return TemplateLook(findings=findings, pdf=pdf)
    return TemplateLook(findings=findings, text=_words_of(written, called_off), why=why)


def _words_of(written: bytes, called_off: threading.Event) -> str:
    from corresp_tracker.intake.worker import read_in_worker

    letter = read_in_worker(written, name="example.docx", called_off=called_off).letter
    return "\n\n".join(_blocks(letter)) if letter else ""


def _blocks(letter: LetterText) -> list[str]:
    to = [line for who in letter.addressees for line in (who.name, who.post, who.organisation, *who.address)]
    marking = f"{letter.marking.value if letter.marking else ''} {letter.handling}".strip()
    references = [
        f"{head} {words}"
        for head, words in (("Our ref:", letter.our_reference), ("Your ref:", letter.their_reference))
        if words
    ]
    signed = [line for who in letter.senders for line in (f"{who.name} {who.honours}".strip(), who.post)]
    paragraphs = [f"{each.label}  {each.text}" for each in letter.paragraphs]
    blocks = [
        marking,
        "\n".join(filter(None, to)),
        letter.dated.in_words() if letter.dated else "",
        "\n".join(references),
        letter.salutation,
        letter.subject,
        *paragraphs,
        letter.sign_off,
        "\n".join(filter(None, signed)),
    ]
    return [block for block in blocks if block]
