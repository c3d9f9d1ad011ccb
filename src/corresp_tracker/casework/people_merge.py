"""Two people who turned out to be one: every letter, case and post of the twin is the kept one's from then on."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from corresp_tracker.casework.people import tenures_of
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter, NotFound
from corresp_tracker.model.cases import Case
from corresp_tracker.model.follow_ups import Contribution
from corresp_tracker.model.letters import Line
from corresp_tracker.model.people import Greeting, Party, Person, Tenure, UsualSignatory
from corresp_tracker.store.history import about

_FILLED = ("honours", "salutation", "salutation_by_name", "envelope_line", "address", "email")


def merge_people(
    session: Session, kept_id: int, twin_id: int, *, kept_version: int, twin_version: int
) -> None:
    """Merge one person into another: letters, cases, posts, greetings and standard lines go to the one kept.

    What the kept one does not say is filled from the twin; where both speak, the kept one's word stands. The twin's
    row stays and leads to the kept one, so that its name goes on being known. What somebody cleared stays as it was
    written. Raises NotFound, ChangedElsewhere, InvalidLetter.
    """
    kept, twin = _fetch(session, kept_id, kept_version), _fetch(session, twin_id, twin_version)
    if kept.id == twin.id:
        raise InvalidLetter("This is the same person: choose the other one to merge with.")
    for field in _FILLED:
        if not getattr(kept, field):
            setattr(kept, field, getattr(twin, field))
    kept.in_office = kept.in_office or twin.in_office
    _move_letters_and_cases(session, kept, twin)
    _move_posts(session, kept, twin)
    _move_greetings(session, kept, twin)
    _move_signing(session, kept, twin)
    for contribution in session.scalars(select(Contribution).where(Contribution.person_id == twin.id)):
        contribution.person_id = kept.id
    for line in session.scalars(select(Line).where(Line.owner_id == twin.id)):
        line.owner_id = kept.id
    for earlier in session.scalars(select(Person).where(Person.merged_into_id == twin.id)):
        earlier.merged_into_id = kept.id
    twin.merged_into_id = kept.id
    flag_modified(kept, "name")
    session.flush()


def _fetch(session: Session, person_id: int, version: int) -> Person:
    person = session.get(Person, person_id)
    if person is None or person.merged_into_id is not None:
        raise NotFound("This person is no longer known to the office: look again under People.")
    if person.version != version:
        raise ChangedElsewhere(
            f"A colleague changed {person.name} while you looked at them: look at them again."
        )
    return person


def _move_letters_and_cases(session: Session, kept: Person, twin: Person) -> None:
    for party in session.scalars(select(Party).where(Party.person_id == twin.id)):
        party.person_id = kept.id
    theirs = or_(Case.drafter_id == twin.id, Case.signatory_id == twin.id)
    for case in session.scalars(select(Case).where(theirs)):
        case.drafter_id = kept.id if case.drafter_id == twin.id else case.drafter_id
        case.signatory_id = kept.id if case.signatory_id == twin.id else case.signatory_id
        about(session, case.id)
    session.flush()


def _move_posts(session: Session, kept: Person, twin: Person) -> None:
    """Give the kept one the twin's posts; the same time in the same post is kept once, with what both know of it."""
    held = tenures_of(session, kept.id)
    for tenure in tenures_of(session, twin.id):
        same = next((each for each in held if _is_same_time(each, tenure)), None)
        if same is None:
            tenure.person_id = kept.id
            continue
        same.started, same.ended = same.started or tenure.started, same.ended or tenure.ended
        session.delete(tenure)
    session.flush()


def _is_same_time(one: Tenure, other: Tenure) -> bool:
    if one.post_id != other.post_id:
        return False
    begun = one.started is None or other.started is None or one.started.overlaps(other.started)
    ended = one.ended is None or other.ended is None or one.ended.overlaps(other.ended)
    return begun and ended


def _move_greetings(session: Session, kept: Person, twin: Person) -> None:
    held = set(session.scalars(select(Greeting.signatory).where(Greeting.person_id == kept.id)))
    for greeting in session.scalars(select(Greeting).where(Greeting.person_id == twin.id)):
        if greeting.signatory in held:
            session.delete(greeting)
        else:
            greeting.person_id = kept.id
    session.flush()


def _move_signing(session: Session, kept: Person, twin: Person) -> None:
    """Have the kept one sign where the twin usually did; whoever usually signs does so once."""
    held = session.scalar(select(UsualSignatory).where(UsualSignatory.person_id == kept.id))
    for usual in session.scalars(select(UsualSignatory).where(UsualSignatory.person_id == twin.id)):
        if held:
            session.delete(usual)
        else:
            usual.person_id = kept.id
    session.flush()
