"""Replies as Word files: what a draft still lacks, and the file that is written from it and kept."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.addressing import address_block
from corresp_tracker.casework.heads import signature_of
from corresp_tracker.casework.letters import (
    fetch_draft,
    freeze,
    links_of,
    parties_of,
    printed_party,
    standing_paragraphs,
)
from corresp_tracker.casework.out_in_word import refuse_in_word
from corresp_tracker.casework.replies import paragraphs_of
from corresp_tracker.casework.separate_replies import others_of, to_whom
from corresp_tracker.casework.templates import office_template
from corresp_tracker.drafting.rendering import RenderingWorker
from corresp_tracker.drafting.template import MissingField
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.files import write_whole
from corresp_tracker.model.cases import Case, OfficeProfile
from corresp_tracker.model.letters import DocumentPart, Letter, LetterDocument, RevisionSource, WordCopy
from corresp_tracker.model.people import PartyRole
from corresp_tracker.model.works import Link, LinkStanding, Work
from corresp_tracker.store.documents import keep
from corresp_tracker.store.history import about
from corresp_tracker.store.lists import InWord, in_word
from corresp_tracker.values.bookmarks import citation_bookmark
from corresp_tracker.values.citation import Confidence
from corresp_tracker.values.draft import DraftCitation, DraftIdentity, DraftLetter, DraftParagraph
from corresp_tracker.values.names_in_words import in_one_line
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
    cited = _citations(session, letter_id, with_hyperlinks=bool(profile and profile.hyperlinks))
    paragraphs = tuple(
        DraftParagraph(
            uid=each.uid,
            level=each.level,
            text=each.text,
            numbered=each.numbered,
            italics=each.italics,
            citations=tuple(cited[each.uid]),
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
        signature=signature_of(parties_of(session, letter_id, PartyRole.SENDER)),
        copy_to=tuple(
            in_one_line(printed_party(party))
            for party in parties_of(session, letter_id, PartyRole.COPY_RECIPIENT)
        ),
        enclosures=tuple(letter.enclosures),
        by_hand=letter.by_hand,
        identity=DraftIdentity(letter.uid, letter.head + 1),
    )


def _citations(session: Session, letter_id: int, *, with_hyperlinks: bool) -> dict[str, list[DraftCitation]]:
    """Give a draft's citations by their paragraphs' uids: all that nobody rejected, each by its own bookmark.

    Those that stand lead to their work's public address, where the office wants hyperlinks: what is only likely does not.
    """
    uids = {each.id: each.uid for each in standing_paragraphs(session, letter_id)}
    links = [link for link in links_of(session, letter_id) if link.paragraph_id in uids and not link.lost]
    addresses = _addresses(session, links) if with_hyperlinks else {}
    found: defaultdict[str, list[DraftCitation]] = defaultdict(list)
    for link in links:
        if link.standing is not LinkStanding.REJECTED:
            uid = uids[link.paragraph_id]
            address = addresses.get(link.work_id or 0, "") if _is_settled(link) else ""
            found[uid].append(DraftCitation(link.start, link.end, citation_bookmark(uid, link.id), address))
    return found


def _is_settled(link: Link) -> bool:
    """Say whether a link stands: confirmed by a person, or certain."""
    return link.standing is LinkStanding.CONFIRMED or link.confidence is Confidence.CERTAIN


def _addresses(session: Session, links: Sequence[Link]) -> dict[int, str]:
    ids = {link.work_id for link in links if link.work_id is not None}
    asked = select(Work.id, Work.url).where(Work.id.in_(ids), Work.url != "")
    return {work: url for work, url in session.execute(asked)} if ids else {}


def missing(session: Session, letter_id: int) -> tuple[MissingField, ...]:
    """Name what a draft lacks for its template, in reading order."""
    letter = fetch_draft(session, letter_id)
    return office_template(session, letter.template).lacks(draft_letter(session, letter_id))


def write_word(
    session: Session, letter_id: int, *, by: str = "", worker: RenderingWorker | None = None
) -> WrittenReply:
    """Write a draft to Word, keep the file, and freeze the draft as its next revision.

    `worker` is a process for templates from outside that is at hand already.

    Raises InvalidLetter, naming what is missing, and DraftInWord: what is written here would lack what is written there.
    """
    letter = fetch_draft(session, letter_id)
    refuse_in_word(session, letter_id)
    template, value = office_template(session, letter.template), draft_letter(session, letter_id)
    lacking = template.lacks(value)
    if lacking:
        named = ", ".join(field.label for field in lacking)
        raise InvalidLetter(
            f"Before this letter goes to Word, fill in: {named}.", fields=[f.name for f in lacking]
        )
    data = template.write(value, worker=worker)
    name = file_name(session, letter)
    document = keep(session, data)
    session.add(
        LetterDocument(letter_id=letter_id, document_id=document.id, part=DocumentPart.DRAFT, name=name)
    )
    freeze(session, letter, RevisionSource.WORD_OUT, by=by, document_id=document.id)
    about(session, letter.case_id)
    return WrittenReply(data=data, name=name)


def send_to_word(session: Session, letter_id: int, *, folder: Path, computer: str, by: str) -> InWord:
    """Write a draft to a file in a folder, where it is master from now on.

    No file that lies there is written over. The file is written before the transaction ends: both are there, or
    neither. Raises DraftInWord, InvalidLetter where something is missing, OutputError.
    """
    written = write_word(session, letter_id, by=by)
    letter = fetch_draft(session, letter_id)
    file = _free_name(folder / written.name)
    session.add(
        WordCopy(
            letter_id=letter_id,
            path=str(file),
            computer=computer,
            by=by,
            revision=letter.head,
            sha256=sha256(written.data).hexdigest(),
        )
    )
    session.flush()
    write_whole(file, written.data)
    found = in_word(session, letter_id)
    assert found is not None
    return found


def file_name(session: Session, letter: Letter) -> str:
    """Name a file so that every system takes it: "MIN-2016-0001 reply 2.docx".

    Where others get the same text, the reader is named too, so that no file is written over another.
    """
    whom = f" to {to_whom(session, letter)}" if others_of(session, letter) else ""
    reference = session.get_one(Case, letter.case_id).reference
    words = f"{reference} {letter.role.value}{whom}".replace("/", "-")
    return f"{_NO_FILE_NAME.sub(' ', words).strip()[:_LONGEST_NAME]} {letter.head + 1}.docx"


def _free_name(file: Path) -> Path:
    """Give a name beside which no file lies yet: "MIN-2016-0001 reply 2 (2).docx"."""
    number, free = 1, file
    while free.exists():
        number += 1
        free = file.with_name(f"{file.stem} ({number}){file.suffix}")
    return free
