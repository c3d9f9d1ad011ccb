"""Letters as the log holds them: fetched, turned back into text, and frozen as revisions."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from corresp_tracker.errors import ChangedElsewhere, InvalidLetter, NotFound
from corresp_tracker.model.letters import Letter, Paragraph, Revision, RevisionSource
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.model.works import Link
from corresp_tracker.values.letter_text import (
    AnsweredLetter,
    Direction,
    LetterParagraph,
    LetterText,
    Marking,
    PrintedCorrespondent,
)
from corresp_tracker.values.partial_date import PartialDate


def fetch_letter(session: Session, letter_id: int, *, version: int | None = None) -> Letter:
    """Give a letter; refused where it is gone, or where a colleague saved it after `version` was read."""
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise NotFound("This letter is no longer in the log: look for it again under Letters.")
    if version is not None and letter.version != version:
        raise ChangedElsewhere(
            "A colleague changed this letter while you had it open: copy what you typed, and open it again."
        )
    return letter


def fetch_draft(session: Session, letter_id: int, *, version: int | None = None) -> Letter:
    """Give a letter that has not gone yet; refused where it has, or where a colleague saved first."""
    letter = fetch_letter(session, letter_id, version=version)
    if not letter.is_draft:
        raise InvalidLetter("This letter has gone: its words can no longer be changed.")
    return letter


def standing_paragraphs(session: Session, letter_id: int) -> list[Paragraph]:
    """Give a letter's paragraphs in order, without those taken out of the draft."""
    asked = select(Paragraph).where(Paragraph.letter_id == letter_id, Paragraph.removed.is_(False))
    return list(session.scalars(asked.order_by(Paragraph.position)))


def links_of(session: Session, letter_id: int) -> list[Link]:
    """Give a letter's links with their candidates, in reading order."""
    asked = (
        select(Link)
        .join(Paragraph, Paragraph.id == Link.paragraph_id)
        .where(Paragraph.letter_id == letter_id)
        .options(selectinload(Link.candidates))
        .order_by(Paragraph.position, Link.start, Link.id)
    )
    return list(session.scalars(asked))


def parties_of(session: Session, letter_id: int, role: PartyRole | None = None) -> list[Party]:
    """Give who plays a part in a letter, in the printed order; all parts, or one."""
    asked = select(Party).where(Party.letter_id == letter_id)
    if role:
        asked = asked.where(Party.role == role)
    return list(session.scalars(asked.order_by(Party.position, Party.id)))


def counterparts(session: Session, letter: Letter) -> list[Party]:
    """Give whom the office corresponds with in a letter: its senders where it came, its addressees where it went."""
    roles = (
        (PartyRole.SENDER, PartyRole.ON_BEHALF_OF)
        if letter.direction is Direction.IN
        else (PartyRole.ADDRESSEE,)
    )
    return [party for party in parties_of(session, letter.id) if party.role in roles]


def letter_text(session: Session, letter: Letter) -> LetterText:
    """Give what a letter of the log says, as reading its file would give it."""
    answered = session.get(Letter, letter.answers_id) if letter.answers_id else None
    return text_of(
        letter,
        parties=parties_of(session, letter.id),
        paragraphs=[paragraph_value(found) for found in standing_paragraphs(session, letter.id)],
        answered=answered.dated if answered else None,
    )


def text_of(
    letter: Letter,
    *,
    parties: Sequence[Party],
    paragraphs: Sequence[LetterParagraph],
    answered: PartialDate | None,
) -> LetterText:
    """Make a letter's text of its records; `answered` is the date of the letter that it answers."""
    behalf = [party.name or party.post_title for party in parties if party.role is PartyRole.ON_BEHALF_OF]
    return LetterText(
        format="log",
        subject=letter.subject,
        dated=letter.dated,
        our_reference=letter.our_reference,
        their_reference=letter.their_reference,
        marking=Marking(letter.marking) if letter.marking else None,
        handling=letter.handling,
        addressees=_printed(parties, PartyRole.ADDRESSEE),
        senders=_printed(parties, PartyRole.SENDER),
        on_behalf_of=behalf[0] if behalf else "",
        salutation=letter.salutation,
        sign_off=letter.sign_off,
        copy_to=tuple(party.name for party in parties if party.role is PartyRole.COPY_RECIPIENT),
        enclosures=tuple(letter.enclosures),
        answers=(AnsweredLetter(f"your letter of {answered.in_words()}", answered),) if answered else (),
        paragraphs=tuple(paragraphs),
    )


def paragraph_value(paragraph: Paragraph) -> LetterParagraph:
    """Give a paragraph of the log as the value that the engines take."""
    italics = tuple((int(start), int(end)) for start, end in paragraph.italics)
    return LetterParagraph(paragraph.label, paragraph.level, paragraph.text, italics)


def printed_party(party: Party) -> PrintedCorrespondent:
    """Give a party as printed."""
    return PrintedCorrespondent(
        name=party.name,
        honours=party.honours,
        post=party.post_title,
        organisation=party.organisation_name,
        address=tuple(party.address.splitlines()),
    )


def freeze(
    session: Session, letter: Letter, source: RevisionSource, *, by: str, document_id: int | None = None
) -> Revision:
    """Freeze a letter as it stands now, with its paragraphs and links, as its next revision."""
    newest = session.scalar(select(func.max(Revision.number)).where(Revision.letter_id == letter.id)) or 0
    revision = Revision(
        letter_id=letter.id,
        number=newest + 1,
        parent=newest or None,
        source=source,
        document_id=document_id,
        body=frozen_body(session, letter),
        by=by,
    )
    session.add(revision)
    letter.head = revision.number
    session.flush()
    return revision


def frozen_body(session: Session, letter: Letter) -> dict[str, Any]:
    """Give what a revision keeps of a letter, as it stands now. Older revisions hold less of the heading."""
    links = links_of(session, letter.id)
    paragraphs = standing_paragraphs(session, letter.id)
    return {
        **_frozen_heading(session, letter),
        "paragraphs": [
            {
                "uid": paragraph.uid,
                "label": paragraph.label,
                "level": paragraph.level,
                "text": paragraph.text,
                "links": [_frozen_link(link) for link in links if link.paragraph_id == paragraph.id],
            }
            for paragraph in paragraphs
        ],
    }


def _frozen_heading(session: Session, letter: Letter) -> dict[str, Any]:
    parties = parties_of(session, letter.id)
    return {
        "subject": letter.subject,
        "dated": letter.dated.iso if letter.dated else None,
        "our_reference": letter.our_reference,
        "their_reference": letter.their_reference,
        "marking": letter.marking,
        "handling": letter.handling,
        "addressees": [_in_one_line(party) for party in parties if party.role is PartyRole.ADDRESSEE],
        "copy_to": [party.name for party in parties if party.role is PartyRole.COPY_RECIPIENT],
        "salutation": letter.salutation,
        "sign_off": letter.sign_off,
        "enclosures": list(letter.enclosures),
    }


def _in_one_line(party: Party) -> str:
    named = " ".join(part for part in (party.name, party.honours) if part)
    parts = (named, party.post_title, party.organisation_name, *party.address.splitlines())
    return ", ".join(part for part in parts if part)


def _frozen_link(link: Link) -> dict[str, Any]:
    return {
        "uid": link.uid,
        "start": link.start,
        "end": link.end,
        "words": link.words,
        "kind": link.kind.value,
        "standing": link.standing.value,
        "work_id": link.work_id,
        "cited_letter_id": link.cited_letter_id,
        "organisation_id": link.organisation_id,
    }


def _printed(parties: Sequence[Party], role: PartyRole) -> tuple[PrintedCorrespondent, ...]:
    return tuple(printed_party(party) for party in parties if party.role is role)
