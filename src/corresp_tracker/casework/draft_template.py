"""What a draft is written from: which version, whether it was approved, and a newer one to change over to."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.letters import fetch_draft, fetch_letter
from corresp_tracker.casework.out_in_word import draft_to_change
from corresp_tracker.casework.templates import OfficeTemplate, office_template, version_of_template
from corresp_tracker.casework.word_replies import draft_letter
from corresp_tracker.drafting.template import missing_in
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.templates import LetterTemplate, TemplateVersion
from corresp_tracker.store.history import about
from corresp_tracker.store.lists import in_word


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTemplate:
    """What a draft is written from. `number` is None for a template that ships.

    `newer` is the number of a newer approved version, None where there is none; `unsafe` says in a sentence why the
    draft should not change over to it now, empty where it may. `by_hand` leaves salutation and sign-off to the hand.
    """

    title: str
    number: int | None
    by_hand: bool
    newer: int | None = None
    unsafe: str = ""


def draft_template(session: Session, letter_id: int) -> DraftTemplate:
    """Say what a draft is written from. Raises NotFound, InvalidLetter."""
    letter = fetch_draft(session, letter_id)
    held = version_of_template(session, letter.template)
    if held is None:
        title = office_template(session, letter.template).title if letter.template else ""
        return DraftTemplate(title=title, number=None, by_hand=letter.by_hand)
    record = session.get_one(LetterTemplate, held.template_id)
    newer = _newer(session, held)
    return DraftTemplate(
        title=record.title,
        number=held.number,
        by_hand=letter.by_hand,
        newer=newer.number if newer else None,
        unsafe=_unsafe(session, letter_id, newer) if newer else "",
    )


def change_over(session: Session, letter_id: int) -> int:
    """Let a draft be written with its template's newest approved version: give its number.

    The draft's words stay as they are. Raises InvalidLetter where there is none, or where it is not safe, DraftInWord.
    """
    letter = draft_to_change(session, letter_id)
    held = version_of_template(session, letter.template)
    newer = _newer(session, held) if held else None
    if newer is None:
        raise InvalidLetter("There is no newer version of this draft's template: nothing was changed.")
    unsafe = _unsafe(session, letter_id, newer)
    if unsafe:
        raise InvalidLetter(unsafe)
    letter.template = newer.name
    about(session, letter.case_id)
    session.flush()
    return newer.number


def leave_to_hand(session: Session, letter_id: int, *, by_hand: bool) -> None:
    """Leave a draft's salutation and sign-off for the signatory's hand, or have them printed."""
    letter = draft_to_change(session, letter_id)
    letter.by_hand = by_hand
    about(session, letter.case_id)
    session.flush()


def _newer(session: Session, held: TemplateVersion) -> TemplateVersion | None:
    return session.scalars(
        select(TemplateVersion)
        .where(
            TemplateVersion.template_id == held.template_id,
            TemplateVersion.number > held.number,
            TemplateVersion.approved_on.is_not(None),
        )
        .order_by(TemplateVersion.number.desc())
    ).first()


def _unsafe(session: Session, letter_id: int, newer: TemplateVersion) -> str:
    """Say why a draft should not change over: it is out in Word on the old paper, or would lack something."""
    letter = fetch_letter(session, letter_id)
    if in_word(session, letter_id) is not None:
        return (
            f"This draft is in Word, written with the older version: take it back first, then version {newer.number} of "
            "its template can be used."
        )
    lacking = missing_in(draft_letter(session, letter_id), fields=newer.fields)
    held: OfficeTemplate = office_template(session, letter.template)
    new = [field.label for field in lacking if field.name not in held.fields]
    if new:
        return f"Version {newer.number} of the template also prints {', '.join(new)}: fill that in first."
    return ""
