"""Asking for clearance: the draft written to Word, its revision frozen, and the e-mail ready to be sent."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.clearances import ClearanceRow, changed_since, clearances_of, note_asked
from corresp_tracker.casework.letters import fetch_draft
from corresp_tracker.casework.word_replies import write_word
from corresp_tracker.drafting.clearance_mail import ClearanceMail, clearance_email
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.cases import Case, OfficeProfile
from corresp_tracker.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedForClearance:
    """The e-mail that asks: a file for it, its bytes, and those who are asked but whose address is not known."""

    name: str
    data: bytes
    unaddressed: tuple[str, ...]


def ask_for_clearance(
    session: Session, letter_id: int, request_ids: Collection[int], *, by: str
) -> AskedForClearance:
    """Write the draft to Word, keep that these clearers were sent it, and give the e-mail; it is not sent by itself.

    Raises InvalidLetter where nobody is asked, some clear and others sign off, or the draft lacks something.
    """
    letter = fetch_draft(session, letter_id)
    asked = [row for row in clearances_of(session, letter_id) if row.request_id in set(request_ids)]
    if not asked:
        raise InvalidLetter("Choose who is to be asked first.")
    if len({row.is_sign_off for row in asked}) > 1:
        raise InvalidLetter("Ask for clearance and for the signature separately: they are two questions.")
    seen = _seen_by_all(asked)
    written = write_word(session, letter_id, by=by)
    note_asked(session, [row.request_id for row in asked], revision=letter.head, by=by)
    case = session.get_one(Case, letter.case_id)
    profile = session.scalars(select(OfficeProfile)).first()
    mail = ClearanceMail(
        names=tuple(row.clearer for row in asked),
        to=tuple(row.email for row in asked if row.email),
        reference=case.reference,
        subject=letter.subject or case.subject,
        marking=letter.marking,
        revision=letter.head,
        due=PartialDate.of_day(case.due).in_words() if case.due else "",
        seen=seen,
        changed=changed_since(session, letter_id, seen) if seen is not None else (),
        is_sign_off=asked[0].is_sign_off,
        signature=profile.name if profile else "",
    )
    return AskedForClearance(
        name=f"{written.name.removesuffix('.docx')} for clearance.eml",
        data=clearance_email(mail, name=written.name, data=written.data),
        unaddressed=tuple(row.clearer for row in asked if not row.email),
    )


def _seen_by_all(asked: Collection[ClearanceRow]) -> int | None:
    """Give the oldest revision that all who are asked have seen; None where one of them has seen none."""
    numbers = [row.asked_revision for row in asked]
    known = [number for number in numbers if number is not None]
    return min(known) if len(known) == len(numbers) else None
