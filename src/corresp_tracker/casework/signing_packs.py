"""The signing pack of a draft: put together from the log, in words that a signatory reads."""

from sqlalchemy.orm import Session

from corresp_tracker.casework.clearances import ClearanceRow, clearances_of
from corresp_tracker.casework.fact_packs import fact_pack
from corresp_tracker.casework.letters import fetch_draft, letter_text, parties_of, printed_party
from corresp_tracker.casework.out_in_word import refuse_in_word
from corresp_tracker.casework.points import points_for
from corresp_tracker.casework.word_replies import draft_letter
from corresp_tracker.drafting.signing_pack import SigningPack
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import PartyRole
from corresp_tracker.store.search import correspondents
from corresp_tracker.values.names_in_words import in_one_line
from corresp_tracker.values.partial_date import PartialDate


def signing_pack(session: Session, letter_id: int) -> SigningPack:
    """Give all that goes into the signing pack of a draft. Raises NotFound, InvalidLetter for one that has gone."""
    letter = fetch_draft(session, letter_id)
    refuse_in_word(session, letter_id)
    case = session.get_one(Case, letter.case_id)
    answered = session.get(Letter, letter.answers_id) if letter.answers_id else None
    return SigningPack(
        reference=case.reference,
        revision=letter.head,
        due=PartialDate.of_day(case.due).in_words() if case.due else "",
        draft=draft_letter(session, letter_id),
        to="; ".join(
            in_one_line(printed_party(party)) for party in parties_of(session, letter_id, PartyRole.ADDRESSEE)
        ),
        clearances=tuple((row.clearer, _stands(row)) for row in clearances_of(session, letter_id)),
        open_points=tuple(point.words for point in points_for(session, letter_id) if point.is_open),
        incoming_head=_head(session, answered) if answered else "",
        incoming=letter_text(session, answered).paragraphs if answered else (),
        facts=fact_pack(session, letter_id),
    )


def _stands(row: ClearanceRow) -> str:
    note = f" ({row.note})" if row.note else ""
    return f"{row.in_words()}{note}"


def _head(session: Session, letter: Letter) -> str:
    whom = correspondents(session, [letter.id]).get(letter.id, "")
    dated = f" of {letter.dated.in_words()}" if letter.dated else ""
    return f"Letter{dated}" + (f" from {whom}" if whom else "")
