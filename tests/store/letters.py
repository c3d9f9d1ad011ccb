"""Letters written straight into an office, for tests of what reads them."""

from datetime import date

from sqlalchemy.orm import Session

from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.store.search import index_letter
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate


def add_letter(
    session: Session,
    *texts: str,
    reference: str = "INS/2016/0001",
    day: date = date(2016, 10, 17),
    direction: Direction = Direction.IN,
    draft: bool = False,
    name: str = "Sir Michael Wilshaw",
    subject: str = "Child protection",
) -> Letter:
    """Write one letter into a case of its own, and index it."""
    case = Case(reference=reference, subject=subject)
    session.add(case)
    session.flush()
    letter = Letter(
        case_id=case.id,
        direction=direction,
        dated=PartialDate.of_day(day),
        received=day if direction is Direction.IN else None,
        dispatched=day if direction is Direction.OUT and not draft else None,
        subject=subject,
        folded_subject=" ".join(folded_words(subject)),
    )
    session.add(letter)
    session.flush()
    for position, words in enumerate(texts):
        session.add(Paragraph(letter_id=letter.id, position=position, label=str(position + 1), text=words))
    role = PartyRole.SENDER if direction is Direction.IN else PartyRole.ADDRESSEE
    session.add(Party(letter_id=letter.id, role=role, name=name, organisation_name="Ofsted"))
    index_letter(session, letter.id)
    return letter
