"""What a letter cites that is not in the log: a file that one only wants to look at."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.gaps import find_letter
from corresp_tracker.casework.guesses import guess_direction, match_all
from corresp_tracker.casework.links import office_register
from corresp_tracker.casework.people import MatchedCorrespondent
from corresp_tracker.citing.context import context_of
from corresp_tracker.citing.finder import find_citations
from corresp_tracker.model.cases import Case, OfficeProfile
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.letter_text import Direction, LetterText
from corresp_tracker.values.partial_date import PartialDate


def citations_of_file(
    session: Session, letter: LetterText, *, direction: Direction | None, dated: PartialDate | None
) -> tuple[tuple[Citation, ...], ...]:
    """Find what a letter cites by the office's own register and log: for each paragraph its citations.

    A letter that the office holds is cited by the reference of its case.
    """
    register = office_register(session)
    profile = session.scalars(select(OfficeProfile)).first()
    office = profile.organisation_key if profile else ""
    context = context_of(letter, register, office=office, direction=direction, dated=dated)
    found = find_citations(letter.paragraphs, register, letter=context)
    went = direction or guess_direction(session, letter)
    parties = _counterparts(match_all(session, letter, direction=went), went)
    return tuple(
        tuple(_with_held_letter(session, each, went=went, parties=parties) for each in citations)
        for citations in found
    )


def _with_held_letter(
    session: Session, citation: Citation, *, went: Direction, parties: Sequence[Party]
) -> Citation:
    """Name the case of a cited letter where the office holds the letter."""
    if citation.kind is not CitationKind.LETTER:
        return citation
    held = find_letter(session, words=citation.words, cited=citation.cited_date, citing=went, parties=parties)
    if held is None:
        return citation
    return replace(
        citation,
        work=session.get_one(Case, held.case_id).reference,
        confidence=Confidence.CERTAIN,
        reason="the letter of that date with this correspondent",
    )


def _counterparts(found: Sequence[MatchedCorrespondent], went: Direction) -> list[Party]:
    theirs = (PartyRole.SENDER, PartyRole.ON_BEHALF_OF) if went is Direction.IN else (PartyRole.ADDRESSEE,)
    return [
        Party(
            role=each.role,
            person_id=each.person_id,
            post_id=each.post_id,
            organisation_id=each.organisation_id,
            name=each.printed.name,
        )
        for each in found
        if each.role in theirs
    ]
