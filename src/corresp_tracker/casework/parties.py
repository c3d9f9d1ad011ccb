"""Who plays which part in a letter or about a case: written as printed, and tied to whom the office knows."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from corresp_tracker.casework.people import MatchedCorrespondent, add_person, ensure_organisation, ensure_post
from corresp_tracker.model.people import Party, PartyRole


def write_parties(
    session: Session,
    letter_id: int,
    correspondents: Sequence[MatchedCorrespondent],
    *,
    copy_to: Sequence[str] = (),
) -> list[Party]:
    """Write a letter's parties; somebody new is added to the people known, an open choice stays open."""
    parties = [
        party_of(session, found, letter_id=letter_id, position=position)
        for position, found in enumerate(correspondents)
    ]
    after = len(parties)
    parties += [
        Party(letter_id=letter_id, role=PartyRole.COPY_RECIPIENT, position=after + number, name=name)
        for number, name in enumerate(copy_to)
    ]
    session.add_all(parties)
    session.flush()
    return parties


def party_of(
    session: Session, found: MatchedCorrespondent, *, letter_id: int | None = None, position: int = 0
) -> Party:
    """Make the party that a matched correspondent is, adding person, post and body where they are new."""
    printed = found.printed
    person_id, post_id, organisation_id = found.person_id, found.post_id, found.organisation_id
    if found.is_new and printed.name:
        person_id = add_person(
            session,
            printed.name,
            honours=printed.honours,
            post=printed.post,
            organisation=printed.organisation,
            address="\n".join(printed.address),
        ).id
    if post_id is None and printed.post and printed.organisation:
        post_id = ensure_post(session, printed.post, printed.organisation).id
    if organisation_id is None and printed.organisation:
        body = ensure_organisation(session, printed.organisation)
        organisation_id = body.id if body else None
    return Party(
        letter_id=letter_id,
        role=found.role,
        position=position,
        person_id=person_id,
        post_id=post_id,
        organisation_id=organisation_id,
        name=printed.name,
        honours=printed.honours,
        post_title=printed.post,
        organisation_name=printed.organisation,
        address="\n".join(printed.address),
    )


def for_case(party: Party, case_id: int) -> Party:
    """Make the primary correspondent of a case out of a party of its first letter."""
    return Party(
        case_id=case_id,
        role=PartyRole.PRIMARY_CORRESPONDENT,
        person_id=party.person_id,
        post_id=party.post_id,
        organisation_id=party.organisation_id,
        name=party.name,
        honours=party.honours,
        post_title=party.post_title,
        organisation_name=party.organisation_name,
        address=party.address,
    )
