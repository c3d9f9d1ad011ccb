"""Letters that letters cite: found in the log, or kept as a gap that closes itself when the letter is logged."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.letters import counterparts
from corresp_tracker.casework.names import bare_name
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.people import Party
from corresp_tracker.model.works import Link, LinkStanding
from corresp_tracker.values.citation import CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate

_CAME = Letter.direction == Direction.IN
_OWN_WORDS = frozenset({"my", "our", "mine", "ours"})


def cited_direction(words: str, citing: Direction) -> Direction | None:
    """Give which way a cited letter went: "your letter" came the other way; None where the words do not say."""
    said = folded_words(words)
    if said and said[0] in _OWN_WORDS:
        return citing
    if "your" in said:
        return Direction.OUT if citing is Direction.IN else Direction.IN
    return None


def find_cited_letter(
    session: Session, citing: Letter, *, words: str, cited: PartialDate | None
) -> Letter | None:
    """Give the one letter of the log that words of another mean; None where none, or more than one, fits."""
    return find_letter(
        session,
        words=words,
        cited=cited,
        citing=citing.direction,
        parties=counterparts(session, citing),
        case_id=citing.case_id,
        but_not=citing.id,
    )


def find_letter(
    session: Session,
    *,
    words: str,
    cited: PartialDate | None,
    citing: Direction,
    parties: Sequence[Party],
    case_id: int | None = None,
    but_not: int | None = None,
) -> Letter | None:
    """Give the one letter of the cited date, that went the way the words say, with the same correspondent.

    `citing` is which way the letter went in which the words stand, `parties` whom it is with, and `case_id` its
    case. None where no letter, or more than one, fits.
    """
    if cited is None:
        return None
    first, last = PartialDate.of_day(cited.first), PartialDate.of_day(cited.last)
    asked = select(Letter).where(Letter.dated.between(first, last), Letter.dispatched.is_not(None) | _CAME)
    direction = cited_direction(words, citing)
    if direction:
        asked = asked.where(Letter.direction == direction)
    fitting = [
        letter
        for letter in session.scalars(asked)
        if letter.id != but_not
        and (letter.case_id == case_id or same_correspondent(counterparts(session, letter), parties))
    ]
    return fitting[0] if len(fitting) == 1 else None


def open_gaps(session: Session, letter: Letter) -> list[tuple[Link, Letter]]:
    """Give the gaps that this letter would close, each with the letter that cites it."""
    if letter.dated is None:
        return []
    asked = (
        select(Link, Letter)
        .join(Paragraph, Paragraph.id == Link.paragraph_id)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .where(
            Link.kind == CitationKind.LETTER,
            Link.cited_letter_id.is_(None),
            Link.standing != LinkStanding.REJECTED,
            Link.cited_date == letter.dated,
            Paragraph.removed.is_(False),
            Letter.id != letter.id,
        )
        .order_by(Link.id)
    )
    return [
        (link, citing)
        for link, citing in session.execute(asked)
        if cited_direction(link.words, citing.direction) in (None, letter.direction)
        and _belong_together(session, letter, citing)
    ]


def close_gaps(session: Session, letter: Letter) -> list[Letter]:
    """Point every gap that means this letter to it; give the letters that cite it. Judgements stay as they are."""
    closed: list[Letter] = []
    for link, citing in open_gaps(session, letter):
        link.cited_letter_id = letter.id
        link.confidence = Confidence.CERTAIN
        link.reason = "the letter of that date, logged since"
        closed.append(citing)
        if citing.answers_id is None and citing.direction is not letter.direction:
            citing.answers_id = letter.id
    return closed


def same_correspondent(mine: Sequence[Party], theirs: Sequence[Party]) -> bool:
    """Say whether two letters are with the same correspondent: person, else post, else body, else printed name."""
    return any(_same_party(one, other) for one in mine for other in theirs)


def _same_party(one: Party, other: Party) -> bool:
    if one.person_id and other.person_id:
        return one.person_id == other.person_id
    if one.post_id and other.post_id:
        return one.post_id == other.post_id
    names = (bare_name(one.name), bare_name(other.name))
    if all(names):
        return names[0] == names[1]
    return one.organisation_id is not None and one.organisation_id == other.organisation_id


def _belong_together(session: Session, letter: Letter, citing: Letter) -> bool:
    """Say whether two letters are of one correspondence; a letter that names nobody is known by its case."""
    if letter.case_id == citing.case_id:
        return True
    return same_correspondent(counterparts(session, letter), counterparts(session, citing))
