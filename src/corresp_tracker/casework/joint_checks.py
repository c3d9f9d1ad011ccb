"""What can be wrong with the answer to several readers: one who gets none, or words that are not the same for all."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from corresp_tracker.casework.addressing import readers_of
from corresp_tracker.casework.letters import parties_of
from corresp_tracker.casework.names import bare_name
from corresp_tracker.casework.people import printed_as
from corresp_tracker.casework.separate_replies import differ, others_of, to_whom
from corresp_tracker.drafting.letter_to_check import DraftCheck
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Party, PartyRole


def joint_checks(session: Session, letter: Letter) -> Iterator[DraftCheck]:
    """Check a reply beside those to the other readers, and beside all who wrote what it answers."""
    others = others_of(session, letter)
    theirs = session.get(Letter, letter.answers_id) if letter.answers_id else None
    wrote = readers_of(session, theirs) if theirs else []
    if len(wrote) > 1:
        get_one = [
            party for each in (letter, *others) for party in parties_of(session, each.id, PartyRole.ADDRESSEE)
        ]
        for reader, printed in wrote:
            if not any(_is_same(reader, party) for party in get_one):
                name = printed.name or printed_as(printed)
                yield DraftCheck(
                    code="reader-left-out",
                    where="addressee",
                    message=f"{name} wrote the letter too, and no reply goes to them.",
                    field="addressee",
                )
    for other in others:
        if differ(session, letter, other):
            yield DraftCheck(
                code="text-differs",
                where="whole letter",
                message=f"The letter to {to_whom(session, other)} answers the same, and says other words.",
            )


def _is_same(one: Party, other: Party) -> bool:
    if one.post_id and one.post_id == other.post_id:
        return True  # whoever holds it now is written to in place of whoever wrote
    if one.person_id and other.person_id:
        return one.person_id == other.person_id
    if one.name and other.name:
        return bare_name(one.name) == bare_name(other.name)
    return bool(one.post_title) and one.post_title == other.post_title
