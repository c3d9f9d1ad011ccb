"""Replies as they are written: started from a template, saved paragraph by paragraph, their citations found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from corresp_tracker.casework.addressing import greeting_of, readers_of
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.false_friends import false_friends
from corresp_tracker.casework.figures import with_figure_checks
from corresp_tracker.casework.letters import (
    fetch_letter,
    links_of,
    parties_of,
    printed_party,
    standing_paragraphs,
)
from corresp_tracker.casework.links import context_for, office_register, relink_letter
from corresp_tracker.casework.out_in_word import draft_to_change
from corresp_tracker.casework.people import colleague, match_correspondent
from corresp_tracker.casework.points import put_points
from corresp_tracker.casework.relinking import follow_links
from corresp_tracker.casework.signatories import sender_of, signatory_of
from corresp_tracker.casework.stages import begin_drafting
from corresp_tracker.casework.templates import OfficeTemplate, office_template
from corresp_tracker.citing.finder import find_citations
from corresp_tracker.drafting.library import starting_values
from corresp_tracker.drafting.rendering import RenderingWorker
from corresp_tracker.errors import InvalidLetter, NotFound
from corresp_tracker.model.base import new_uid
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, LetterRole, Paragraph
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.store.history import about
from corresp_tracker.store.lists import LetterPage, letter_page
from corresp_tracker.values.citation import Citation
from corresp_tracker.values.draft import DraftHeading
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction, LetterParagraph, PrintedCorrespondent
from corresp_tracker.values.names_in_words import in_one_line, out_of_one_line
from corresp_tracker.values.numbering import labels

_ROLES = {"acknowledgement": LetterRole.ACKNOWLEDGEMENT, "holding reply": LetterRole.HOLDING_REPLY}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedParagraph:
    """A paragraph as it was typed: `id` is None for a new one, `uid` its name for good (32 hex digits).

    `level` is 0, 1 or 2; `italics` are (start, end) code points into `text`.
    """

    id: int | None = None
    uid: str
    level: int
    text: str
    numbered: bool = True
    italics: tuple[tuple[int, int], ...] = ()


def start_reply(
    session: Session,
    letter_id: int,
    *,
    template: str,
    by: str,
    as_colleagues: bool = False,
    worker: RenderingWorker | None = None,
) -> int:
    """Start a reply to a letter from a template; give the draft's id.

    It goes to all who wrote the letter, or for whom it was written; `as_colleagues` greets several of them together.

    Where that letter has a draft from this template already, it is that one. Raises InvalidLetter for a letter
    that did not come, NotFound for a template that there is not.
    """
    answered = fetch_letter(session, letter_id)
    if answered.direction is not Direction.IN:
        raise InvalidLetter("Only a letter that came can be answered: choose one of those received.")
    put_points(session, answered)
    begun = session.scalar(
        select(Letter.id).where(
            Letter.answers_id == letter_id,
            Letter.direction == Direction.OUT,
            Letter.dispatched.is_(None),
            Letter.template == template,
        )
    )
    case = session.get_one(Case, answered.case_id)
    return begun or _start(
        session, case, answered, template=template, by=by, as_colleagues=as_colleagues, worker=worker
    )


def start_letter(
    session: Session, case_id: int, *, template: str, by: str, worker: RenderingWorker | None = None
) -> int:
    """Start a letter in a case from a template: an answer to its newest original, or one of our own accord.

    `worker` is a process for templates from outside that is at hand already.
    """
    case = session.get(Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the log: look for it again in the worklist.")
    asked = select(Letter.id).where(Letter.case_id == case_id, Letter.direction == Direction.IN)
    originals = asked.where(Letter.role == LetterRole.ORIGINAL).order_by(
        Letter.dated.desc(), Letter.id.desc()
    )
    newest = session.scalars(originals).first()
    if newest is not None:
        return start_reply(session, newest, template=template, by=by, worker=worker)
    return _start(session, case, None, template=template, by=by, worker=worker)


def save_paragraphs(
    session: Session, letter_id: int, paragraphs: Sequence[DraftedParagraph], *, version: int
) -> LetterPage:
    """Make a draft's paragraphs these, in this order; links follow their words.

    A paragraph that is left out is kept as removed, so that its links come back with it. Raises ChangedElsewhere
    where a colleague saved since `version`, InvalidLetter where the letter has gone, DraftInWord.
    """
    letter = draft_to_change(session, letter_id, version=version)
    held = {
        paragraph.uid: paragraph
        for paragraph in session.scalars(select(Paragraph).where(Paragraph.letter_id == letter_id))
    }
    named = labels([(paragraph.level, paragraph.numbered) for paragraph in paragraphs])
    for position, (drafted, label) in enumerate(zip(paragraphs, named, strict=True)):
        paragraph = held.pop(drafted.uid, None)
        if paragraph is None:
            paragraph = Paragraph(uid=drafted.uid, letter_id=letter_id, position=position)
            session.add(paragraph)
        _put(session, letter, paragraph, drafted, label=label, position=position)
    for paragraph in held.values():
        paragraph.removed = True
    if session.dirty or session.new:
        # The draft's own version moves with its paragraphs, so that two people never save over one another.
        flag_modified(letter, "subject")
        session.flush()
        relink_letter(session, letter_id, register=office_register(session))
        about(session, letter.case_id)
    return letter_page(session, letter_id)


def save_heading(session: Session, letter_id: int, heading: DraftHeading, *, version: int) -> LetterPage:
    """Save what stands above and below a draft's paragraphs. Raises ChangedElsewhere, InvalidLetter, DraftInWord."""
    letter = draft_to_change(session, letter_id, version=version)
    letter.our_reference, letter.their_reference = heading.our_reference, heading.their_reference
    letter.salutation, letter.sign_off = heading.salutation, heading.sign_off
    letter.subject, letter.dated = heading.subject, heading.dated
    letter.folded_subject = " ".join(folded_words(heading.subject))
    held = parties_of(session, letter_id, PartyRole.ADDRESSEE)
    if tuple(printed_party(party) for party in held) != heading.addressees:
        for party in held:
            session.delete(party)
        on = office_today()
        for position, printed in enumerate(heading.addressees):
            found = match_correspondent(session, printed, on=on, role=PartyRole.ADDRESSEE)
            session.add(
                addressee_of(
                    letter_id,
                    printed,
                    position=position,
                    person_id=found.person_id,
                    post_id=found.post_id,
                    organisation_id=found.organisation_id,
                )
            )
        flag_modified(letter, "subject")
    if heading.copy_to is not None:
        put_copies(session, letter, heading.copy_to)
    session.flush()
    about(session, letter.case_id)
    return letter_page(session, letter_id)


def citations_in(session: Session, letter_id: int, texts: Sequence[str]) -> tuple[tuple[Citation, ...], ...]:
    """Find what texts cite as the paragraphs of a draft, without keeping it: for each text its citations, checked.

    The texts are all the paragraphs in their order: a later one may name what an earlier one cites.
    """
    letter = fetch_letter(session, letter_id)
    register = office_register(session)
    text, context = context_for(session, letter, register)
    typed = tuple(LetterParagraph(str(number), 0, words) for number, words in enumerate(texts, start=1))
    cited = find_citations(replace(text, paragraphs=typed).paragraphs, register, letter=context)
    friends = false_friends(session)
    found = tuple(friends.without(citations) for citations in cited)
    return with_figure_checks(session, letter, texts, found)


def _start(
    session: Session,
    case: Case,
    answered: Letter | None,
    *,
    template: str,
    by: str,
    worker: RenderingWorker | None,
    as_colleagues: bool = False,
) -> int:
    chosen = office_template(session, template)
    letter = Letter(
        case_id=case.id,
        direction=Direction.OUT,
        role=_ROLES.get(chosen.kind.casefold(), LetterRole.REPLY if answered else LetterRole.ORIGINAL),
        subject=answered.subject if answered else case.subject,
        folded_subject=answered.folded_subject if answered else " ".join(folded_words(case.subject)),
        our_reference=case.reference,
        their_reference=answered.our_reference if answered else "",
        marking=answered.marking if answered else case.marking,
        handling=answered.handling if answered else case.handling,
        template=template,
        by_hand=chosen.by_hand,
        answers_id=answered.id if answered else None,
    )
    session.add(letter)
    session.flush()
    _write_heads(session, case, letter, answered, as_colleagues=as_colleagues)
    starting = _starting_paragraphs(chosen, letter, answered, case, worker=worker)
    for position, (paragraph, label) in enumerate(starting):
        paragraph.position, paragraph.label = position, label
        session.add(paragraph)
    session.flush()
    begin_drafting(session, case, drafter_id=colleague(session, by).id)
    relink_letter(session, letter.id, register=office_register(session))
    about(session, case.id)
    return letter.id


def _write_heads(
    session: Session, case: Case, letter: Letter, answered: Letter | None, *, as_colleagues: bool
) -> None:
    """Write from whom a draft goes and to whom, and how it greets them."""
    signatory = signatory_of(session, case)
    if signatory:
        session.add(sender_of(letter.id, signatory))
    parties = [
        addressee_of(
            letter.id,
            printed,
            position=position,
            person_id=reader.person_id,
            post_id=reader.post_id,
            organisation_id=reader.organisation_id,
        )
        for position, (reader, printed) in enumerate(readers_of(session, answered) if answered else ())
    ]
    session.add_all(parties)
    signing = signatory.name if signatory else ""
    letter.salutation, letter.sign_off = greeting_of(
        session, parties, signatory=signing, as_colleagues=as_colleagues
    )


def _starting_paragraphs(
    template: OfficeTemplate,
    letter: Letter,
    answered: Letter | None,
    case: Case,
    *,
    worker: RenderingWorker | None,
) -> list[tuple[Paragraph, str]]:
    values = starting_values(
        answered=answered.dated if answered else None,
        received=answered.received if answered else None,
        due=case.due,
        our_reference=letter.our_reference,
        their_reference=letter.their_reference,
        subject=letter.subject,
    )
    starting = template.starting(values, worker=worker)
    named = labels([(each.level, each.numbered) for each in starting])
    return [
        (
            Paragraph(
                uid=new_uid(),
                letter_id=letter.id,
                position=0,
                level=each.level,
                text=each.text,
                numbered=each.numbered,
            ),
            label,
        )
        for each, label in zip(starting, named, strict=True)
    ]


def _put(
    session: Session,
    letter: Letter,
    paragraph: Paragraph,
    drafted: DraftedParagraph,
    *,
    label: str,
    position: int,
) -> None:
    """Make a paragraph what was typed; only what differs is written."""
    if paragraph.text != drafted.text:
        links = [link for link in links_of(session, letter.id) if link.paragraph_id == paragraph.id]
        follow_links(links, before=paragraph.text, after=drafted.text)
    wanted = {
        "position": position,
        "label": label,
        "level": drafted.level,
        "text": drafted.text,
        "numbered": drafted.numbered,
        "italics": [list(span) for span in drafted.italics],
        "removed": False,
    }
    for field, value in wanted.items():
        if getattr(paragraph, field) != value:
            setattr(paragraph, field, value)


def put_copies(session: Session, letter: Letter, lines: Sequence[str]) -> None:
    """Make these the copy recipients of a draft, a line each; those who are there stay as they are known."""
    held = {
        in_one_line(printed_party(party)): party
        for party in parties_of(session, letter.id, PartyRole.COPY_RECIPIENT)
    }
    wanted = tuple(dict.fromkeys(in_one_line(out_of_one_line(line)) for line in lines))
    if tuple(held) == wanted:
        return
    for position, line in enumerate(wanted):
        party = held.pop(line, None)
        if party is None:
            printed = out_of_one_line(line)
            found = match_correspondent(session, printed, on=office_today(), role=PartyRole.COPY_RECIPIENT)
            party = addressee_of(
                letter.id,
                printed,
                position=position,
                person_id=found.person_id,
                post_id=found.post_id,
                organisation_id=found.organisation_id,
            )
            party.role = PartyRole.COPY_RECIPIENT
            session.add(party)
        party.position = position
    for party in held.values():
        session.delete(party)
    flag_modified(letter, "subject")


def addressee_of(
    letter_id: int,
    printed: PrintedCorrespondent,
    *,
    position: int,
    person_id: int | None,
    post_id: int | None,
    organisation_id: int | None,
) -> Party:
    """Make an addressee of a letter, as printed and as far as known."""
    return Party(
        letter_id=letter_id,
        role=PartyRole.ADDRESSEE,
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


def paragraphs_of(session: Session, letter_id: int) -> tuple[DraftedParagraph, ...]:
    """Give a draft's standing paragraphs as they were typed."""
    return tuple(
        DraftedParagraph(
            id=paragraph.id,
            uid=paragraph.uid,
            level=paragraph.level,
            text=paragraph.text,
            numbered=paragraph.numbered,
            italics=tuple((int(start), int(end)) for start, end in paragraph.italics),
        )
        for paragraph in standing_paragraphs(session, letter_id)
    )
