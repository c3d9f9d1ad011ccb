"""What somebody changed in Word around a draft's paragraphs: said, and taken over where the draft has a place for it.

The file is compared with the one that was written from the draft, which the log keeps.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from corresp_tracker.casework.letters import parties_of, printed_party, standing_paragraphs
from corresp_tracker.casework.links import office_register, relink_letter
from corresp_tracker.casework.replies import put_copies
from corresp_tracker.casework.word_replies import draft_letter
from corresp_tracker.drafting.around import Around, AroundChange, AroundLine, around_changes, lines_around
from corresp_tracker.drafting.roundtrip import KnownParagraph
from corresp_tracker.drafting.takeback import FileParagraph, letter_paragraphs
from corresp_tracker.errors import InvalidLetter, NotFound, UnreadableFile
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.base import new_uid
from corresp_tracker.model.letters import Letter, Paragraph, Revision, RevisionSource
from corresp_tracker.model.people import PartyRole
from corresp_tracker.store.documents import content
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import LetterText
from corresp_tracker.values.names_in_words import in_one_line
from corresp_tracker.values.numbering import labels

_LISTED = (Around.COPY, Around.ENCLOSURE)
_STAYS = {
    Around.ABOVE: "It stands in the file alone: change the heading here, if the letter that goes is to say so.",
    Around.BELOW: "It stands in the file alone: change the heading here, if the letter that goes is to say so.",
    Around.MARGIN: "Headers and footers come from the template: it stands in the file alone.",
    Around.NOTE: "A draft has no footnotes: put it into a paragraph here, if the letter that goes is to say it.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAround:
    """A line around the paragraphs that the file has otherwise.

    `key` names it in one report. `before` is "" where it was put in, `after` where it went.
    `can_be_taken` says whether the draft has a place for it; `why` what taking it does, or why words stay in the file.
    """

    key: int
    where: Around
    before: str
    after: str
    can_be_taken: bool
    why: str


def around_report(
    session: Session,
    letter: Letter,
    said: LetterText,
    *,
    known: Sequence[KnownParagraph],
    paragraphs: Sequence[FileParagraph],
    version: int,
) -> tuple[TakenAround, ...]:
    """Say what was changed around the paragraphs since the file was written; what the draft has since is left out."""
    after = lines_around(said, paragraphs)
    before = _written_lines(session, letter, known, version)
    if before is None:
        before = _lines_of_draft(session, letter)
        after = tuple(line for line in after if line.where not in (Around.ABOVE, Around.MARGIN))
    had = _had(session, letter)
    found = [change for change in around_changes(before, after) if not _is_there(change, had)]
    return tuple(_taken(key, change) for key, change in enumerate(found))


def take_around(
    session: Session, letter: Letter, report: Sequence[TakenAround], keys: Collection[int]
) -> None:
    """Take over what was chosen: copy recipients, enclosures, and words under the sign-off as the last paragraphs."""
    chosen = [each for each in report if each.key in keys]
    if len(chosen) != len(set(keys)) or not all(each.can_be_taken for each in chosen):
        raise InvalidLetter("What was chosen around the paragraphs is not in this file: take it back again.")
    copies = [each for each in chosen if each.where is Around.COPY]
    if copies:
        put_copies(session, letter, _with_changes(_copies(session, letter), copies))
    enclosed = [each for each in chosen if each.where is Around.ENCLOSURE]
    if enclosed:
        letter.enclosures = _with_changes(letter.enclosures, enclosed)
    words = [each.after for each in chosen if each.where is Around.BELOW]
    if words:
        _add_paragraphs(session, letter, words)
    session.flush()


def _written_lines(
    session: Session, letter: Letter, known: Sequence[KnownParagraph], version: int
) -> tuple[AroundLine, ...] | None:
    """Give the lines around the paragraphs of the file as it was written; None where the log does not have it.

    It is read here and not in a process apart, for this program wrote it, from a template that was looked at first.
    """
    asked = select(Revision.document_id).where(
        Revision.letter_id == letter.id,
        Revision.source == RevisionSource.WORD_OUT,
        Revision.number <= version,
        Revision.document_id.is_not(None),
    )
    document_id = session.scalars(asked.order_by(Revision.number.desc())).first()
    if document_id is None:
        return None
    try:
        said = read_arrival(content(session, document_id), name="draft.docx").letter
    except (NotFound, UnreadableFile):
        return None
    return lines_around(said, letter_paragraphs(said, known)) if said else None


def _lines_of_draft(session: Session, letter: Letter) -> tuple[AroundLine, ...]:
    """Give what stands under the sign-off of a draft, for a file that was not written from it."""
    value = draft_letter(session, letter.id)
    listed = (
        (Around.BELOW, value.signature),
        (Around.COPY, value.copy_to),
        (Around.ENCLOSURE, value.enclosures),
    )
    return tuple(
        AroundLine(where, words, " ".join(folded_words(words))) for where, lines in listed for words in lines
    )


def _had(session: Session, letter: Letter) -> set[str]:
    """Give what the draft says by now, in its paragraphs and its lists, folded."""
    texts = [paragraph.text for paragraph in standing_paragraphs(session, letter.id)]
    return {" ".join(folded_words(text)) for text in (*texts, *_copies(session, letter), *letter.enclosures)}


def _is_there(change: AroundChange, had: set[str]) -> bool:
    """Say whether the draft is by now as the file has it: the words are in it, or are in it no longer."""
    if change.after:
        return " ".join(folded_words(change.after)) in had
    return change.where in _LISTED and " ".join(folded_words(change.before)) not in had


def _taken(key: int, change: AroundChange) -> TakenAround:
    is_new_below = change.where is Around.BELOW and not change.before
    return TakenAround(
        key=key,
        where=change.where,
        before=change.before,
        after=change.after,
        can_be_taken=is_new_below or change.where in _LISTED,
        why=_why(change, is_new_below=is_new_below),
    )


def _why(change: AroundChange, *, is_new_below: bool) -> str:
    if is_new_below:
        return (
            "These words stand below the sign-off, where a draft has no place for them. Taken, they become its last "
            "paragraph, without a number; left, they stand in the file alone."
        )
    if change.where in _LISTED:
        listed = "copy recipients" if change.where is Around.COPY else "enclosures"
        return f"Taken, the draft's {listed} become as the file has them; left, they stay."
    return _STAYS[change.where]


def _copies(session: Session, letter: Letter) -> list[str]:
    parties = parties_of(session, letter.id, PartyRole.COPY_RECIPIENT)
    return [in_one_line(printed_party(party)) for party in parties]


def _with_changes(held: Sequence[str], changes: Sequence[TakenAround]) -> list[str]:
    """Give a list with lines put in, changed and taken out."""
    lines = list(held)
    for change in changes:
        marks = [" ".join(folded_words(line)) for line in lines]
        old = " ".join(folded_words(change.before))
        at = marks.index(old) if change.before and old in marks else None
        if at is None:
            lines += [change.after] if change.after else []
        else:
            lines[at : at + 1] = [change.after] if change.after else []
    return lines


def _add_paragraphs(session: Session, letter: Letter, words: Sequence[str]) -> None:
    """Put words behind the draft's last paragraph, and find what they cite."""
    standing = standing_paragraphs(session, letter.id)
    named = labels([*((each.level, each.numbered) for each in standing), *((0, False) for _ in words)])
    last = session.scalar(select(func.max(Paragraph.position)).where(Paragraph.letter_id == letter.id))
    for number, text in enumerate(words):
        session.add(
            Paragraph(
                uid=new_uid(),
                letter_id=letter.id,
                position=(0 if last is None else last + 1) + number,
                label=named[len(standing) + number],
                text=text,
                numbered=False,
            )
        )
    flag_modified(letter, "subject")
    session.flush()
    relink_letter(session, letter.id, register=office_register(session))
