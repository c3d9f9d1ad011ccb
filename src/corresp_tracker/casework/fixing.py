"""What a check proposes, done to the draft: a part of the heading, or words of a paragraph, and nothing beside them."""

from dataclasses import replace

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from corresp_tracker.casework.letters import links_of, parties_of, printed_party, standing_paragraphs
from corresp_tracker.casework.links import office_register, relink_letter
from corresp_tracker.casework.out_in_word import draft_to_change
from corresp_tracker.casework.relinking import follow_links
from corresp_tracker.casework.replies import save_heading
from corresp_tracker.citing.corrections import corrected
from corresp_tracker.drafting.letter_to_check import DraftCheck
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import PartyRole
from corresp_tracker.store.history import about
from corresp_tracker.values.citation import CheckCode
from corresp_tracker.values.draft import DraftHeading

_HEADS = frozenset({"salutation", "sign_off", "their_reference", "our_reference", "subject"})
_WHOLE = frozenset({"spelling", "reference-left"})
_DATES = frozenset({"answered-date"})
_CITATIONS = frozenset(code.value for code in CheckCode)


def can_be_put_right(check: DraftCheck) -> bool:
    """Say whether one key can do what a check proposes."""
    if not check.fix:
        return False
    if check.field:
        return check.field in _HEADS or check.field == "marking"
    return bool(check.uid) and check.code in _WHOLE | _DATES | _CITATIONS


def put_right(session: Session, letter_id: int, check: DraftCheck, *, version: int) -> None:
    """Do what a check proposes. Raises InvalidLetter where it proposes nothing, or its words have changed since;
    ChangedElsewhere where a colleague saved since `version`, DraftInWord."""
    letter = draft_to_change(session, letter_id, version=version)
    if not can_be_put_right(check):
        raise InvalidLetter("There is nothing to put right by itself here: go there, and change the words.")
    if check.field == "marking":
        letter.marking = check.fix
    elif check.field:
        heading = replace(_heading(session, letter), **{check.field: check.fix})
        save_heading(session, letter_id, heading, version=version)
    else:
        _put_words(session, letter, check)
    session.flush()
    about(session, letter.case_id)


def _put_words(session: Session, letter: Letter, check: DraftCheck) -> None:
    paragraph = next(
        (each for each in standing_paragraphs(session, letter.id) if each.uid == check.uid), None
    )
    words = paragraph.text[check.start : check.end] if paragraph else ""
    if paragraph is None or (f"“{words}”" not in check.message and check.code not in _WHOLE):
        raise InvalidLetter("These words have changed since they were checked: check the letter again.")
    before = paragraph.text
    paragraph.text = before[: check.start] + _right_words(words, check) + before[check.end :]
    links = [link for link in links_of(session, letter.id) if link.paragraph_id == paragraph.id]
    follow_links(links, before=before, after=paragraph.text)
    flag_modified(letter, "subject")
    session.flush()
    relink_letter(session, letter.id, register=office_register(session))


def _right_words(words: str, check: DraftCheck) -> str:
    if check.code in _WHOLE:
        return check.fix
    code = CheckCode.DATE_DISAGREES if check.code in _DATES else CheckCode(check.code)
    return corrected(words, code, check.fix)


def _heading(session: Session, letter: Letter) -> DraftHeading:
    return DraftHeading(
        addressees=tuple(
            printed_party(party) for party in parties_of(session, letter.id, PartyRole.ADDRESSEE)
        ),
        our_reference=letter.our_reference,
        their_reference=letter.their_reference,
        salutation=letter.salutation,
        subject=letter.subject,
        sign_off=letter.sign_off,
        dated=letter.dated,
    )
