"""What the reply page asks of the log. Each function is one task on the log's own thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corresp_tracker.values.draft import DraftHeading
from corresp_tracker.values.names_in_words import in_one_line

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from corresp_tracker.casework.checking import CheckedLetter
    from corresp_tracker.casework.dispatch import SentReport
    from corresp_tracker.casework.finalising import FinalLetter, ToMakeFinal
    from corresp_tracker.casework.takeback import Takeback
    from corresp_tracker.casework.word_in import TakenBack
    from corresp_tracker.casework.word_replies import WrittenReply
    from corresp_tracker.drafting.letter_to_check import DraftCheck
    from corresp_tracker.store.lists import InWord, LetterPage, PageParagraph
    from corresp_tracker.ui.draft_blocks import TypedParagraph
    from corresp_tracker.ui.takeback_model import ChosenChanges
    from corresp_tracker.values.citation import Citation
    from corresp_tracker.values.letter_text import Arrival


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A draft and the letter that it answers, where there is one; `warnings` are sentences on whom it goes to."""

    draft: LetterPage
    incoming: LetterPage | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAs:
    """The file that went, and how: `arrival` is what was read from it."""

    sent_on: date
    means: str
    name: str
    data: bytes | None
    arrival: Arrival | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedFile:
    """A Word file that came back to a draft, and what was read from it."""

    letter_id: int
    name: str
    data: bytes
    arrival: Arrival


def heading_of(page: LetterPage) -> DraftHeading:
    """Give the heading of a draft."""
    return DraftHeading(
        addressees=page.addressees,
        our_reference=page.our_reference,
        their_reference=page.their_reference,
        salutation=page.salutation,
        subject=page.subject,
        sign_off=page.sign_off,
        dated=page.dated,
        copy_to=tuple(in_one_line(printed) for printed in page.copy_to),
    )


def typed_paragraph(paragraph: PageParagraph) -> TypedParagraph:
    """Give a paragraph of the log as the editor takes it."""
    from corresp_tracker.ui.draft_blocks import TypedParagraph

    return TypedParagraph(
        uid=paragraph.uid,
        level=paragraph.level,
        text=paragraph.text,
        numbered=paragraph.numbered,
        italics=paragraph.italics,
    )


def fetch_pages(session: Session, letter_id: int) -> Pages:
    """Fetch a draft and the letter that it answers."""
    from corresp_tracker.casework.letters import fetch_letter
    from corresp_tracker.casework.people_posts import former_holders
    from corresp_tracker.store.lists import letter_page

    draft = letter_page(session, letter_id)
    incoming = letter_page(session, draft.answers_id) if draft.answers_id is not None else None
    warnings = former_holders(session, fetch_letter(session, letter_id))
    return Pages(draft=draft, incoming=incoming, warnings=warnings)


def save_draft(
    session: Session,
    before: LetterPage,
    *,
    heading: DraftHeading,
    paragraphs: Sequence[TypedParagraph],
) -> LetterPage:
    """Save what changed of a draft; refused with ChangedElsewhere where a colleague saved first."""
    from corresp_tracker.casework.replies import DraftedParagraph, save_heading, save_paragraphs

    ids = {paragraph.uid: paragraph.id for paragraph in before.paragraphs}
    page = before
    if heading != heading_of(before):
        page = save_heading(session, before.id, heading, version=before.version)
    drafted = tuple(
        DraftedParagraph(
            id=ids.get(each.uid),
            uid=each.uid,
            level=each.level,
            text=each.text,
            numbered=each.numbered,
            italics=each.italics,
        )
        for each in paragraphs
    )
    return save_paragraphs(session, before.id, drafted, version=page.version)


def citations_in(session: Session, letter_id: int, texts: Sequence[str]) -> tuple[tuple[Citation, ...], ...]:
    """Find what the paragraphs of a draft cite, without keeping it."""
    from corresp_tracker.casework.replies import citations_in as find

    return find(session, letter_id, texts)


def house_form(session: Session, work_id: int) -> str:
    """Give the words that cite a work in house style."""
    from corresp_tracker.casework.links import in_house_form

    return in_house_form(session, work_id)


def cite_inserted(
    session: Session, page: LetterPage, uid: str, start: int, end: int, *, work_id: int, by: str
) -> LetterPage:
    """Link words that were inserted to the work that they were made from."""
    from corresp_tracker.casework.links import cite
    from corresp_tracker.store.lists import letter_page

    paragraph = next((each for each in page.paragraphs if each.uid == uid), None)
    if paragraph is not None:
        cite(session, paragraph.id, start, end, work_id=work_id, by=by)
    return letter_page(session, page.id)


def missing_fields(session: Session, letter_id: int) -> tuple[str, ...]:
    """Name the fields that a draft lacks, by the keys of Heading or of a template's field."""
    from corresp_tracker.casework.word_replies import missing

    return tuple(field.name for field in missing(session, letter_id))


def write_reply(session: Session, letter_id: int) -> WrittenReply:
    """Write a draft to Word and freeze it as its next revision."""
    from corresp_tracker.casework.word_replies import write_word

    return write_word(session, letter_id)


def open_in_word(session: Session, letter_id: int, *, own_folder: str, computer: str, by: str) -> InWord:
    """Write a draft to its own file in Word."""
    from corresp_tracker.casework.word_replies import send_to_word

    folder = folder_for_drafts(session, own_folder)
    return send_to_word(session, letter_id, folder=folder, computer=computer, by=by)


def folder_for_drafts(session: Session, own_folder: str) -> Path:
    """Give where drafts lie while they are in Word: this person's folder, else the office's, else the usual one."""
    from corresp_tracker.casework.out_in_word import working_folder
    from corresp_tracker.ui.reply_word import drafts_folder

    return drafts_folder(own_folder or working_folder(session))


def give_up_word_copy(session: Session, letter_id: int) -> None:
    """Let a draft go on here without what was written in Word."""
    from corresp_tracker.casework.out_in_word import give_up_word_copy as give_up

    give_up(session, letter_id)


def confirm_links(session: Session, letter_id: int, *, by: str) -> int:
    """Confirm all links of a draft that name one thing."""
    from corresp_tracker.casework.links import confirm_all

    return confirm_all(session, letter_id, by=by)


def preview_sent(session: Session, letter_id: int, sent: SentAs) -> SentReport:
    """Say what recording a file as sent would change, without changing it."""
    from corresp_tracker.casework.dispatch import preview_sent as preview

    return preview(session, letter_id, sent_on=sent.sent_on, file=sent.arrival)


def questions_about_day(session: Session, letter_id: int, sent: SentAs) -> list[str]:
    """Ask about a day on which a letter can hardly have gone."""
    from corresp_tracker.casework.dispatch import questions_about_day as questions

    return questions(session, letter_id, sent_on=sent.sent_on)


def record_as_sent(session: Session, letter_id: int, sent: SentAs) -> SentReport:
    """Record a draft as sent: its words become those of the file that went."""
    from corresp_tracker.casework.dispatch import record_sent

    return record_sent(
        session,
        letter_id,
        sent_on=sent.sent_on,
        means=sent.means,
        file=sent.arrival,
        data=sent.data,
        name=sent.name,
    )


def report_takeback(session: Session, file: ReturnedFile) -> Takeback:
    """Say what happened to a draft in Word, without changing it."""
    from corresp_tracker.casework.takeback import takeback

    return takeback(session, file.arrival, letter_id=file.letter_id)


def take_back(
    session: Session,
    file: ReturnedFile,
    *,
    chosen: ChosenChanges,
    version: int,
    by: str,
) -> TakenBack:
    """Take over what was chosen of a file that came back."""
    from corresp_tracker.casework.word_in import take_back as take

    return take(
        session,
        file.arrival,
        data=file.data,
        name=file.name,
        by=by,
        letter_id=file.letter_id,
        keys=chosen.keys,
        heads=chosen.heads,
        around=chosen.around,
        version=version,
    )


def check_draft(session: Session, letter_id: int) -> CheckedLetter:
    """Check a draft before it goes."""
    from corresp_tracker.casework.checking import check_draft as check

    return check(session, letter_id)


def can_be_put_right(check: DraftCheck) -> bool:
    """Say whether one key can do what a check proposes."""
    from corresp_tracker.casework.fixing import can_be_put_right as can

    return can(check)


def put_right(session: Session, letter_id: int, check: DraftCheck, *, version: int) -> int:
    """Do what a check proposes; give the draft's version after it."""
    from corresp_tracker.casework.fixing import put_right as put
    from corresp_tracker.store.lists import letter_page

    put(session, letter_id, check, version=version)
    return letter_page(session, letter_id).version


def waved_words(check: DraftCheck, reason: str) -> str:
    """Give the words under which the history keeps why a check does not count. Raises InvalidLetter without a reason."""
    from corresp_tracker.casework.checking import waved_words as words

    return words(check, reason)


def wave_through(session: Session, letter_id: int) -> None:
    """Keep in the history that a check was waved through."""
    from corresp_tracker.casework.checking import wave_through as wave

    wave(session, letter_id)


def to_make_final(session: Session, letter_id: int) -> ToMakeFinal:
    """Read a draft as it is to go."""
    from corresp_tracker.casework.finalising import to_make_final as read

    return read(session, letter_id)


def make_final(ready: ToMakeFinal) -> FinalLetter:
    """Make the files that go."""
    from corresp_tracker.casework.finalising import make_final as make

    return make(ready)


def keep_final(session: Session, final: FinalLetter, *, by: str) -> int:
    """Keep the files that go with their letter."""
    from corresp_tracker.casework.finalising import keep_final as keep

    return keep(session, final, by=by)
