"""What others are asked for towards a reply: by when, and whether it came."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.clocks import fetch_case
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.people_twins import people_like
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter, NotFound
from corresp_tracker.model.follow_ups import Contribution
from corresp_tracker.model.people import Person
from corresp_tracker.store.history import about


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionRow:
    """A contribution as lists show it."""

    id: int
    case_id: int
    contributor: str
    email: str
    asked_for: str
    asked_on: date
    due: date | None
    received_on: date | None
    version: int


def ask_contribution(
    session: Session,
    case_id: int,
    contributor: str,
    *,
    asked_for: str = "",
    due: date | None = None,
    email: str = "",
) -> int:
    """Record that somebody, or a unit, is asked for a contribution by a day.

    Whoever the office knows by exactly this name is that person, and their e-mail address is taken. Raises
    InvalidLetter for a day that has passed, or one after the case's own.
    """
    case = fetch_case(session, case_id)
    name = " ".join(contributor.split())
    if not name:
        raise InvalidLetter("Say who is asked for a contribution: a person, or a unit.")
    if due and due < office_today():
        raise InvalidLetter("The day by which it is asked for has passed: choose a later one.")
    if due and case.due and due > case.due:
        raise InvalidLetter("The contribution would come after the reply is due: choose an earlier day.")
    known = [each for each in people_like(session, name) if each.reason == "the same name"]
    person = session.get(Person, known[0].person_id) if len(known) == 1 else None
    contribution = Contribution(
        case_id=case_id,
        contributor=name,
        person_id=person.id if person else None,
        email=email.strip() or (person.email if person else ""),
        asked_for=asked_for.strip(),
        asked_on=office_today(),
        due=due,
    )
    session.add(contribution)
    session.flush()
    about(session, case_id)
    return contribution.id


def receive_contribution(
    session: Session, contribution_id: int, *, version: int, on: date | None = None
) -> None:
    """Record that a contribution came. Raises InvalidLetter for a day that is still to come."""
    contribution = _fetch(session, contribution_id, version)
    on = on or office_today()
    if on > office_today():
        raise InvalidLetter("The day on which it came is still to come: give the day that it came.")
    contribution.received_on = on
    about(session, contribution.case_id)


def change_contribution(session: Session, contribution_id: int, *, version: int, due: date | None) -> None:
    """Set another day by which a contribution is asked for."""
    contribution = _fetch(session, contribution_id, version)
    contribution.due = due
    about(session, contribution.case_id)


def drop_contribution(session: Session, contribution_id: int, *, version: int) -> None:
    """Take back what was asked for."""
    contribution = _fetch(session, contribution_id, version)
    about(session, contribution.case_id)
    session.delete(contribution)
    session.flush()


def contributions_of(session: Session, case_id: int) -> tuple[ContributionRow, ...]:
    """Give what was asked for in a case, what has not come first, the nearest day first."""
    asked = select(Contribution).where(Contribution.case_id == case_id)
    order = (
        Contribution.received_on.is_not(None),
        Contribution.due.is_(None),
        Contribution.due,
        Contribution.id,
    )
    return tuple(contribution_row(each) for each in session.scalars(asked.order_by(*order)))


def contribution_row(contribution: Contribution) -> ContributionRow:
    """Give a contribution as lists show it."""
    return ContributionRow(
        id=contribution.id,
        case_id=contribution.case_id,
        contributor=contribution.contributor,
        email=contribution.email,
        asked_for=contribution.asked_for,
        asked_on=contribution.asked_on,
        due=contribution.due,
        received_on=contribution.received_on,
        version=contribution.version,
    )


def _fetch(session: Session, contribution_id: int, version: int) -> Contribution:
    contribution = session.get(Contribution, contribution_id)
    if contribution is None:
        raise NotFound("This contribution is no longer asked for: look at the case again.")
    if contribution.version != version:
        raise ChangedElsewhere("A colleague changed this contribution while you had it open: look again.")
    return contribution
