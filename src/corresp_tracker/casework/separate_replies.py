"""A reply to each of several readers: one text, each letter with its own address and greeting, each sent by itself."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from corresp_tracker.casework.addressing import greeting_of
from corresp_tracker.casework.case_ties import finish_also_answered
from corresp_tracker.casework.letters import links_of, parties_of, printed_party, standing_paragraphs
from corresp_tracker.casework.links import office_register, relink_letter
from corresp_tracker.casework.out_in_word import draft_to_change, refuse_in_word
from corresp_tracker.casework.people import printed_as
from corresp_tracker.casework.replies import addressee_of
from corresp_tracker.casework.stages import finish_with_reply
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.base import new_uid
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Answer, Letter, LetterRole, Paragraph
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.model.works import Link
from corresp_tracker.store.history import about
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.names_in_words import in_one_breath

_NO_ANSWER = (LetterRole.ACKNOWLEDGEMENT, LetterRole.HOLDING_REPLY)


def write_to_each(session: Session, letter_id: int, *, version: int | None = None) -> tuple[int, ...]:
    """Make of a draft to several readers one to each: give the drafts that were added, this one keeps its first reader.

    Words, links, points answered and copy recipients are the same in all. Raises InvalidLetter for a draft to one
    reader, ChangedElsewhere where a colleague saved since `version`.
    """
    letter = draft_to_change(session, letter_id, version=version)
    readers = parties_of(session, letter_id, PartyRole.ADDRESSEE)
    if len(readers) < 2:
        raise InvalidLetter("This letter goes to one reader: add the others under To first.")
    signing = _signing(session, letter_id)
    made = [_letter_to(session, letter, reader, signing=signing) for reader in readers[1:]]
    letter.salutation, letter.sign_off = greeting_of(session, readers[:1], signatory=signing)
    flag_modified(letter, "subject")
    session.flush()
    for each in (letter, *made):
        relink_letter(session, each.id, register=office_register(session))
    about(session, letter.case_id)
    return tuple(each.id for each in made)


def others_of(session: Session, letter: Letter) -> Sequence[Letter]:
    """Give the letters that go, or went, to the other readers of what a letter answers, with the same text."""
    if letter.answers_id is None or not letter.template or letter.role in _NO_ANSWER:
        return ()
    asked = select(Letter).where(
        Letter.answers_id == letter.answers_id,
        Letter.case_id == letter.case_id,
        Letter.template == letter.template,
        Letter.role == letter.role,
        Letter.direction == Direction.OUT,
        Letter.id != letter.id,
    )
    ours = _readers(session, letter.id)
    return [
        each
        for each in session.scalars(asked.order_by(Letter.id))
        if ours.isdisjoint(_readers(session, each.id))
    ]


def give_same_text(session: Session, letter_id: int, *, version: int | None = None) -> tuple[str, ...]:
    """Give the drafts to the other readers the words of this one; give who those readers are.

    Raises InvalidLetter where there is no other draft.
    """
    letter = draft_to_change(session, letter_id, version=version)
    drafts = [each for each in others_of(session, letter) if each.is_draft]
    if not drafts:
        raise InvalidLetter("No other draft answers the same letter: there is nobody to give these words to.")
    for draft in drafts:
        refuse_in_word(session, draft.id)
        _copy_words(session, letter, draft)
        draft.subject, draft.folded_subject = letter.subject, letter.folded_subject
        flag_modified(draft, "subject")
        session.flush()
        relink_letter(session, draft.id, register=office_register(session))
    about(session, letter.case_id)
    return tuple(to_whom(session, draft) for draft in drafts)


def differ(session: Session, letter: Letter, other: Letter) -> bool:
    """Say whether two letters do not say the same words."""
    return _words(session, letter) != _words(session, other)


def still_to_go(session: Session, letter: Letter) -> tuple[str, ...]:
    """Name the other readers to whom the same text has not gone yet."""
    return tuple(to_whom(session, each) for each in others_of(session, letter) if each.is_draft)


def finish_answered(session: Session, letter: Letter) -> None:
    """Finish what a letter that went answers, its case and others, once it has gone to every reader."""
    if still_to_go(session, letter):
        return
    finish_with_reply(session, session.get_one(Case, letter.case_id), letter)
    for each in (letter, *others_of(session, letter)):
        finish_also_answered(session, each)


def to_whom(session: Session, letter: Letter) -> str:
    """Name the readers of a letter."""
    parties = parties_of(session, letter.id, PartyRole.ADDRESSEE)
    named = [party.name or printed_as(printed_party(party)) for party in parties]
    return in_one_breath(named) or "nobody yet"


def _signing(session: Session, letter_id: int) -> str:
    return next((party.name for party in parties_of(session, letter_id, PartyRole.SENDER)), "")


def _readers(session: Session, letter_id: int) -> set[str]:
    parties = parties_of(session, letter_id, PartyRole.ADDRESSEE)
    return {str(party.person_id or party.folded) for party in parties}


def _words(session: Session, letter: Letter) -> list[str]:
    texts = (paragraph.text for paragraph in standing_paragraphs(session, letter.id))
    return [" ".join(text.split()) for text in texts if text.strip()]


def _letter_to(session: Session, letter: Letter, reader: Party, *, signing: str) -> Letter:
    salutation, sign_off = greeting_of(session, [reader], signatory=signing)
    made = Letter(
        case_id=letter.case_id,
        direction=Direction.OUT,
        role=letter.role,
        dated=letter.dated,
        subject=letter.subject,
        folded_subject=" ".join(folded_words(letter.subject)),
        our_reference=letter.our_reference,
        their_reference=letter.their_reference,
        marking=letter.marking,
        handling=letter.handling,
        salutation=salutation,
        sign_off=sign_off,
        enclosures=list(letter.enclosures),
        template=letter.template,
        answers_id=letter.answers_id,
    )
    session.add(made)
    session.flush()
    for party in parties_of(session, letter.id):
        if party.role is not PartyRole.ADDRESSEE:
            session.add(_copy_of(party, made.id))
    reader.letter_id, reader.position = made.id, 0
    _copy_words(session, letter, made)
    return made


def _copy_of(party: Party, letter_id: int) -> Party:
    copied = addressee_of(
        letter_id,
        printed_party(party),
        position=party.position,
        person_id=party.person_id,
        post_id=party.post_id,
        organisation_id=party.organisation_id,
    )
    copied.role = party.role
    return copied


def _copy_words(session: Session, source: Letter, target: Letter) -> None:
    """Give a draft the paragraphs of another, in their order: its own keep their uids, so that Word knows them again."""
    held = standing_paragraphs(session, target.id)
    ids: dict[int, Paragraph] = {}
    for position, paragraph in enumerate(standing_paragraphs(session, source.id)):
        own = held[position] if position < len(held) else None
        if own is None:
            own = Paragraph(uid=new_uid(), letter_id=target.id, position=position)
            session.add(own)
        own.position, own.label, own.level = position, paragraph.label, paragraph.level
        own.text, own.italics, own.numbered = paragraph.text, list(paragraph.italics), paragraph.numbered
        own.origin_id, own.line_uid = paragraph.origin_id, paragraph.line_uid
        own.line_edition = paragraph.line_edition
        ids[paragraph.id] = own
    for left in held[len(ids) :]:
        left.removed = True
    session.flush()
    _copy_links(session, source, target, ids)
    _copy_answers(session, ids)


def _copy_links(session: Session, source: Letter, target: Letter, ids: Mapping[int, Paragraph]) -> None:
    """Give the copy what a person judged; what the machine proposes is found anew."""
    for link in links_of(session, target.id):
        session.delete(link)
    session.flush()
    for link in links_of(session, source.id):
        if not link.is_judged or link.paragraph_id not in ids:
            continue
        session.add(
            Link(
                paragraph_id=ids[link.paragraph_id].id,
                start=link.start,
                end=link.end,
                words=link.words,
                kind=link.kind,
                standing=link.standing,
                confidence=link.confidence,
                reason=link.reason,
                work_id=link.work_id,
                cited_letter_id=link.cited_letter_id,
                organisation_id=link.organisation_id,
                cited_date=link.cited_date,
                edition=link.edition,
                locator=link.locator,
                later=link.later,
                checks=list(link.checks),
                judged_by=link.judged_by,
                judged_at=link.judged_at,
            )
        )
    session.flush()


def _copy_answers(session: Session, ids: Mapping[int, Paragraph]) -> None:
    """Say of the copies which points of the letter they answer."""
    copies: Collection[int] = [paragraph.id for paragraph in ids.values()]
    said = session.scalars(select(Answer).where(Answer.paragraph_id.in_([*ids, *copies]))).all()
    there = {(answer.point_id, answer.paragraph_id) for answer in said}
    for answer in said:
        copy = ids.get(answer.paragraph_id)
        if copy and (answer.point_id, copy.id) not in there:
            session.add(Answer(point_id=answer.point_id, paragraph_id=copy.id))
    session.flush()
