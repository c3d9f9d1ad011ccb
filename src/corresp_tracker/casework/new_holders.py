"""Drafts whose reader has left the post to which they go: addressed and greeted to whoever holds it now."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.address import printed_honours
from corresp_tracker.casework.heads import HeadChange, head_change, out_in_word, refuse_changed, write_head
from corresp_tracker.casework.letters import fetch_draft, parties_of, standing_paragraphs
from corresp_tracker.casework.people_posts import AddresseeGone, addressees_gone
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.values.letter_text import Direction


def plan_new_holders(session: Session, letter_ids: Collection[int] | None = None) -> tuple[HeadChange, ...]:
    """Say what becomes of drafts to former holders, of these or of all; a post that nobody holds is only noted."""
    drafts = select(Letter).where(
        Letter.direction == Direction.OUT,
        Letter.dispatched.is_(None),
        Letter.id.in_(
            select(Party.letter_id).where(
                Party.role == PartyRole.ADDRESSEE, Party.person_id.is_not(None), Party.post_id.is_not(None)
            )
        ),
    )
    if letter_ids is not None:
        drafts = drafts.where(Letter.id.in_(letter_ids))
    planned = (_plan(session, letter) for letter in session.scalars(drafts.order_by(Letter.id)).all())
    return tuple(change for change in planned if change is not None)


def address_new_holders(
    session: Session, changes: Sequence[HeadChange], *, rewrite: Collection[tuple[int, str]] = ()
) -> None:
    """Do what was shown: address and greet each draft to who holds the post now. Raises ChangedElsewhere."""
    for change in changes:
        letter = fetch_draft(session, change.letter_id)
        refuse_changed(session, letter, change.version)
        readers = _readers(session, letter, addressees_gone(session, letter))
        write_head(session, change, readers=readers, rewrite=rewrite)


def _plan(session: Session, letter: Letter) -> HeadChange | None:
    gone = addressees_gone(session, letter)
    if not any(each.holder for each in gone):
        return None
    change = head_change(session, letter, readers=_readers(session, letter, gone))
    vacant = (each.warning for each in gone if each.holder is None)
    notes = (*vacant, *_of_words(session, letter, gone), out_in_word(session, letter))
    return replace(change, notes=tuple(filter(None, notes)))


def _readers(session: Session, letter: Letter, gone: Sequence[AddresseeGone]) -> list[Party]:
    """Give the addressees of a draft, with whoever holds a post now in place of whoever has left it."""
    now = {each.party.id: each.holder for each in gone if each.holder}
    readers: list[Party] = []
    for party in parties_of(session, letter.id, PartyRole.ADDRESSEE):
        holder = now.get(party.id)
        readers.append(
            Party(
                role=PartyRole.ADDRESSEE,
                position=party.position,
                person_id=holder.id if holder else party.person_id,
                post_id=party.post_id,
                organisation_id=party.organisation_id,
                name=holder.name if holder else party.name,
                honours=printed_honours(holder.honours) if holder else party.honours,
                post_title=party.post_title,
                organisation_name=party.organisation_name,
                address=party.address,
            )
        )
    return readers


def _of_words(session: Session, letter: Letter, gone: Sequence[AddresseeGone]) -> tuple[str, ...]:
    """Say where the words speak to or of whoever has left."""
    paragraphs = standing_paragraphs(session, letter.id)
    notes: list[str] = []
    for each in gone:
        name = each.party.name
        labels = [paragraph.label for paragraph in paragraphs if name and name in paragraph.text]
        notes += [f"Paragraph {label} names {name}: see that it still fits." for label in labels]
        wrote = _wrote_what_is_answered(session, letter, each)
        theirs = [paragraph.label for paragraph in paragraphs if "your letter" in paragraph.text.casefold()]
        if wrote and theirs and each.holder:
            notes.append(
                f"Paragraph {theirs[0]} says “your letter”, which {name} wrote: {each.holder.name} did not."
            )
    return tuple(notes)


def _wrote_what_is_answered(session: Session, letter: Letter, gone: AddresseeGone) -> bool:
    if letter.answers_id is None:
        return False
    wrote = (PartyRole.SENDER, PartyRole.ON_BEHALF_OF)
    asked = select(Party.id).where(
        Party.letter_id == letter.answers_id,
        Party.role.in_(wrote),
        Party.person_id == gone.party.person_id,
    )
    return session.scalar(asked.limit(1)) is not None
