"""One letter to many: each with its own names and references, as a record and as a file; all of them or none."""

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.addressing import forms_for
from corresp_tracker.casework.campaign_list import CampaignRow
from corresp_tracker.casework.cases import find_case, new_case
from corresp_tracker.casework.letters import fetch_letter, parties_of, printed_party
from corresp_tracker.casework.replies import DraftedParagraph, save_heading, save_paragraphs, start_letter
from corresp_tracker.casework.template_records import keep_template
from corresp_tracker.casework.templates import OfficeTemplate
from corresp_tracker.casework.word_replies import write_word
from corresp_tracker.drafting.library import starting_values
from corresp_tracker.drafting.rendering import RenderingWorker
from corresp_tracker.drafting.template import PROMPT
from corresp_tracker.errors import CorrespError, InvalidLetter, OutputError
from corresp_tracker.files import write_whole
from corresp_tracker.model.base import new_uid
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Campaign, Letter
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.values.draft import DraftHeading

INDEX = "letters.csv"
KIND = "public"
Progress = Callable[[int, int], None]
"""Called with how many letters are done and how many there are; whatever it raises ends the campaign, all undone."""

_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignLetter:
    """One letter that was written: its row, its case, its record and its file's name."""

    row: int
    case: str
    letter_id: int
    file: str


def write_campaign(
    session: Session,
    rows: Sequence[CampaignRow],
    *,
    template: OfficeTemplate,
    folder: Path,
    by: str,
    progress: Progress,
    title: str = "",
) -> tuple[CampaignLetter, ...]:
    """Write a letter for each row: a draft in its case (a new one where it names none), and a file in `folder`.

    They are one campaign, called by `title`, or by the template's where that is empty.

    The folder must not hold anything yet. It appears with all its files, or not at all; whatever is raised undoes the
    session's work too, where that is a transaction. Raises InvalidLetter (naming the row), InvalidTemplate,
    OutputError.
    """
    _refuse_full(folder)
    keep_template(session, template)
    campaign = Campaign(title=title.strip() or template.title, by=by)
    session.add(campaign)
    session.flush()
    part = _part_of(folder)
    written: list[CampaignLetter] = []
    try:
        with RenderingWorker() as worker:
            for done, row in enumerate(rows):
                progress(done, len(rows))
                try:
                    written.append(_write_one(session, row, template, part, campaign=campaign, worker=worker))
                except CorrespError as error:
                    raise InvalidLetter(
                        f"Nothing was written, because of row {row.number}: {error.message}"
                    ) from error
        write_whole(part / INDEX, _index(written))
        progress(len(rows), len(rows))
        _put_in_place(part, folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return tuple(written)


def refuse_prompts(template: OfficeTemplate) -> None:
    """Raise InvalidLetter where a template asks its writer for something: nobody can fill that in a thousand times."""
    for paragraph in template.starting(starting_values()):
        found = PROMPT.search(paragraph.text)
        if found:
            raise InvalidLetter(
                f"This template still asks for “{found.group()}”: write what all letters are to say there, in Word."
            )


def _write_one(
    session: Session,
    row: CampaignRow,
    template: OfficeTemplate,
    part: Path,
    *,
    campaign: Campaign,
    worker: RenderingWorker,
) -> CampaignLetter:
    by = campaign.by
    row = _with_case(session, row)
    subject = row.subject or template.title
    case_id = (
        find_case(session, row.case).id if row.case else new_case(session, kind_key=KIND, subject=subject)
    )
    letter_id = start_letter(session, case_id, template=template.name, by=by, worker=worker)
    letter = fetch_letter(session, letter_id)
    letter.campaign_id = campaign.id
    heading = _heading(session, letter, row, subject=subject)
    page = save_heading(session, letter_id, heading, version=letter.version)
    values = _values(session, letter, row)
    paragraphs = [
        DraftedParagraph(uid=new_uid(), level=each.level, text=each.text, numbered=each.numbered)
        for each in template.starting(values, worker=worker)
    ]
    save_paragraphs(session, letter_id, paragraphs, version=page.version)
    written = write_word(session, letter_id, by=by, worker=worker)
    case = session.get_one(Case, case_id)
    name = _file_name(row, case.reference, page.addressees[0].name if page.addressees else "")
    write_whole(part / name, written.data)
    return CampaignLetter(row=row.number, case=case.reference, letter_id=letter_id, file=name)


def _with_case(session: Session, row: CampaignRow) -> CampaignRow:
    """Say whose a row's reference is: a case's of this office where there is one, and else the reader's own."""
    if not row.reference:
        return row
    known = session.scalar(select(Case.reference).where(Case.reference == row.reference))
    if known and not row.case:
        return replace(row, case=known)
    return row if row.their_reference else replace(row, their_reference=row.reference)


def _heading(session: Session, letter: Letter, row: CampaignRow, *, subject: str) -> DraftHeading:
    """Give the heading that the row asks for; what it does not say is the case's own."""
    held = parties_of(session, letter.id, PartyRole.ADDRESSEE)
    is_named = row.reader.name or row.reader.post or row.reader.organisation
    addressees = (row.reader,) if is_named else tuple(printed_party(party) for party in held)
    salutation, sign_off = letter.salutation, letter.sign_off
    if is_named and addressees != tuple(printed_party(party) for party in held):
        salutation = sign_off = ""
    return DraftHeading(
        addressees=addressees,
        our_reference=letter.our_reference,
        their_reference=row.their_reference or letter.their_reference,
        salutation=row.salutation or salutation or _greeting(session, row),
        subject=row.subject or letter.subject or subject,
        sign_off=row.sign_off or sign_off or _close(session, row),
        dated=letter.dated,
    )


def _greeting(session: Session, row: CampaignRow) -> str:
    return forms_for(session, _party(row)).salutation


def _close(session: Session, row: CampaignRow) -> str:
    return forms_for(session, _party(row)).sign_off


def _party(row: CampaignRow) -> Party:
    """Give the reader as a party of no letter yet, for the forms of address."""
    return Party(
        role=PartyRole.ADDRESSEE,
        name=row.reader.name,
        honours=row.reader.honours,
        post_title=row.reader.post,
        organisation_name=row.reader.organisation,
    )


def _values(session: Session, letter: Letter, row: CampaignRow) -> dict[str, str]:
    theirs = session.get(Letter, letter.answers_id) if letter.answers_id else None
    case = session.get_one(Case, letter.case_id)
    return starting_values(
        answered=row.answered or (theirs.dated if theirs else None),
        received=theirs.received if theirs else None,
        due=case.due if theirs else None,
        our_reference=letter.our_reference,
        their_reference=letter.their_reference,
        subject=letter.subject,
    )


def _refuse_full(folder: Path) -> None:
    try:
        is_full = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as problem:
        raise OutputError(
            f"{folder} cannot be looked into: choose another folder.", folder=str(folder)
        ) from problem
    if is_full:
        raise OutputError(
            f"{folder} is not empty: choose a folder that holds nothing yet.", folder=str(folder)
        )


def _part_of(folder: Path) -> Path:
    """Make the folder in which the files are written until all of them are there."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
    except OSError as problem:
        raise OutputError(
            f"{folder} cannot be written: choose another folder.", folder=str(folder)
        ) from problem


def _put_in_place(part: Path, folder: Path) -> None:
    try:
        if folder.exists():
            folder.rmdir()
        part.chmod(0o755)
        part.rename(folder)
    except OSError as problem:
        raise OutputError(
            f"{folder} cannot be written: choose another folder.", folder=str(folder)
        ) from problem


def _index(written: Sequence[CampaignLetter]) -> bytes:
    kept = io.StringIO(newline="")
    lines = csv.writer(kept)
    lines.writerow(("row", "case", "letter", "file"))
    lines.writerows((each.row, each.case, each.letter_id, each.file) for each in written)
    return kept.getvalue().encode("utf-8-sig")


def _file_name(row: CampaignRow, reference: str, reader: str) -> str:
    """Name a file so that every system takes it, in the order of the list: "0002 MIN-2016-0001 Jo Bloggs.docx"."""
    words = f"{row.number:04d} {reference.replace('/', '-')} {reader}"
    return f"{_NO_FILE_NAME.sub(' ', words).strip()[:_LONGEST_NAME].strip('. ')}.docx"
