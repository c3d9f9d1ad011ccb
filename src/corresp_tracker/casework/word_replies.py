"""Replies as Word files: what a draft still lacks, and the file that is written from it and kept."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.addressing import address_block
from corresp_tracker.casework.letters import freeze, parties_of
from corresp_tracker.casework.replies import fetch_draft, paragraphs_of
from corresp_tracker.casework.templates import office_template
from corresp_tracker.drafting.rendering import RenderingWorker
from corresp_tracker.drafting.template import MissingField
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.cases import Case, OfficeProfile
from corresp_tracker.model.letters import DocumentPart, Letter, LetterDocument, RevisionSource
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.store.documents import keep
from corresp_tracker.store.history import about
from corresp_tracker.values.draft import DraftIdentity, DraftLetter, DraftParagraph
from corresp_tracker.values.numbering import first_number

_LONGEST_NAME = 100
_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenReply:
    """A Word file that was made from a draft: its bytes, and a name for it."""

    data: bytes
    name: str


def draft_letter(session: Session, letter_id: int) -> DraftLetter:
    """Give a draft as the value from which its Word file is made."""
    letter = fetch_draft(session, letter_id)
    profile = session.scalars(select(OfficeProfile)).first()
    paragraphs = tuple(
        DraftParagraph(
            uid=each.uid, level=each.level, text=each.text, numbered=each.numbered, italics=each.italics
        )
        for each in paragraphs_of(session, letter_id)
        if each.text.strip()
    )
    return DraftLetter(
        letterhead=tuple(profile.letterhead.splitlines()) if profile else (),
        addressee=address_block(session, parties_of(session, letter_id, PartyRole.ADDRESSEE)),
        dated=letter.dated,
        our_reference=letter.our_reference,
        their_reference=letter.their_reference,
        marking=letter.marking,
        handling=letter.handling,
        salutation=letter.salutation,
        subject=letter.subject,
        paragraphs=paragraphs,
        first_number=first_number([(each.level, each.numbered) for each in paragraphs]),
        sign_off=letter.sign_off,
        signature=_signature(parties_of(session, letter_id, PartyRole.SENDER)),
        copy_to=tuple(
            _in_one_line(party) for party in parties_of(session, letter_id, PartyRole.COPY_RECIPIENT)
        ),
        enclosures=tuple(letter.enclosures),
        by_hand=letter.by_hand,
        identity=DraftIdentity(letter.uid, letter.head + 1),
    )


def missing(session: Session, letter_id: int) -> tuple[MissingField, ...]:
    """Name what a draft lacks for its template, in reading order."""
    letter = fetch_draft(session, letter_id)
    return office_template(session, letter.template).lacks(draft_letter(session, letter_id))


def write_word(
    session: Session, letter_id: int, *, by: str = "", worker: RenderingWorker | None = None
) -> WrittenReply:
    """Write a draft to Word, keep the file, and freeze the draft as its next revision.

    `worker` is a process for templates from outside that is at hand already.

    Raises InvalidLetter, naming what is missing.
    """
    letter = fetch_draft(session, letter_id)
    template, value = office_template(session, letter.template), draft_letter(session, letter_id)
    lacking = template.lacks(value)
    if lacking:
        named = ", ".join(field.label for field in lacking)
        raise InvalidLetter(
            f"Before this letter goes to Word, fill in: {named}.", fields=[f.name for f in lacking]
        )
    data = template.write(value, worker=worker)
    name = file_name(session.get_one(Case, letter.case_id), letter)
    document = keep(session, data)
    session.add(
        LetterDocument(letter_id=letter_id, document_id=document.id, part=DocumentPart.DRAFT, name=name)
    )
    freeze(session, letter, RevisionSource.WORD_OUT, by=by, document_id=document.id)
    about(session, letter.case_id)
    return WrittenReply(data=data, name=name)


def _signature(senders: list[Party]) -> tuple[str, ...]:
    lines: list[str] = []
    for party in senders[:1]:
        name = " ".join(filter(None, (party.name, party.honours)))
        lines += [line for line in (name, party.post_title) if line]
    return tuple(lines)


def _in_one_line(party: Party) -> str:
    name = " ".join(filter(None, (party.name, party.honours)))
    return ", ".join(filter(None, (name, party.post_title, party.organisation_name)))


def file_name(case: Case, letter: Letter) -> str:
    """Name a file so that every system takes it: "MIN-2016-0001 reply 2.docx"."""
    words = f"{case.reference} {letter.role.value}".replace("/", "-")
    return f"{_NO_FILE_NAME.sub(' ', words).strip()[:_LONGEST_NAME]} {letter.head + 1}.docx"
