"""What stands beside a case: what is still to come in it, and what it belongs with, a line each."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from corresp_tracker.model.cases import AlsoAnswered, Case, CaseTie
from corresp_tracker.model.follow_ups import Commitment, Contribution
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.people import Place
from corresp_tracker.values.partial_date import PartialDate


def still_to_come(session: Session, case: Case) -> tuple[str, ...]:
    """Say what is still to come in a case: the day to look at it again, what was asked for, and what was promised."""
    lines = [f"To be looked at again on {_day(case.bring_forward)}"] if case.bring_forward else []
    asked = select(Contribution).where(Contribution.case_id == case.id, Contribution.received_on.is_(None))
    for each in session.scalars(
        asked.order_by(Contribution.due.is_(None), Contribution.due, Contribution.id)
    ):
        what = f" for {each.asked_for}" if each.asked_for else ""
        lines.append(f"{each.contributor} was asked{what}" + (f", by {_day(each.due)}" if each.due else ""))
    promised = (
        select(Commitment.words, Commitment.due, Paragraph.label)
        .join(Paragraph, Paragraph.id == Commitment.paragraph_id)
        .where(Commitment.case_id == case.id, Commitment.kept_on.is_(None))
        .order_by(Commitment.due.is_(None), Commitment.due, Commitment.id)
    )
    for words, due, label in session.execute(promised):
        by = f", by {_day(due)}" if due else ""
        lines.append(f"Promised in paragraph {label}: “{words}”{by}")
    return tuple(lines)


def belongs_with(session: Session, case: Case) -> tuple[str, ...]:
    """Say what a case belongs with: its place, the cases that it is tied to, and those that one reply answers with it."""
    place = session.scalar(select(Place.name).where(Place.id == case.place_id)) if case.place_id else None
    lines = [f"About {place}"] if place else []
    ties = select(CaseTie).where(or_(CaseTie.case_id == case.id, CaseTie.other_id == case.id))
    for tie in session.scalars(ties.order_by(CaseTie.id)):
        other = session.get_one(Case, tie.other_id if tie.case_id == case.id else tie.case_id)
        lines.append(f"{tie.kind.value.capitalize()}: {_named(other)}")
    answered = (
        select(Case)
        .join(AlsoAnswered, AlsoAnswered.case_id == Case.id)
        .join(Letter, Letter.id == AlsoAnswered.letter_id)
        .where(Letter.case_id == case.id)
    )
    lines += [
        f"Its reply answers {_named(other)} too" for other in session.scalars(answered.order_by(Case.id))
    ]
    answering = (
        select(Case)
        .join(Letter, Letter.case_id == Case.id)
        .join(AlsoAnswered, AlsoAnswered.letter_id == Letter.id)
        .where(AlsoAnswered.case_id == case.id)
    )
    lines += [
        f"Answered by the reply in {_named(other)}" for other in session.scalars(answering.order_by(Case.id))
    ]
    return tuple(lines)


def _named(case: Case) -> str:
    return f"{case.reference}, {case.subject}" if case.subject else case.reference


def _day(day: date) -> str:
    return PartialDate.of_day(day).in_words()
