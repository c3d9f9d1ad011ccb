"""References of cases, by the office's own pattern and without gaps in their numbers."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.model.cases import Case, Counter, OfficeProfile

_USUAL_PATTERN = "{kind}/{year}/{number:04d}"


def next_reference(session: Session, *, kind_code: str, day: date) -> str:
    """Give the next free reference of a kind in a year, and count it as given out."""
    pattern = session.scalar(select(OfficeProfile.reference_pattern).limit(1)) or _USUAL_PATTERN
    counter = _counter(session, f"reference {kind_code}/{day.year}")
    while True:
        counter.last += 1
        reference = pattern.format(kind=kind_code, year=day.year, number=counter.last)
        if not session.scalar(select(Case.id).where(Case.reference == reference)):
            session.flush()
            return reference


def _counter(session: Session, name: str) -> Counter:
    """Give a counter, held against colleagues until the transaction ends."""
    counter = session.scalar(select(Counter).where(Counter.name == name).with_for_update())
    if counter is None:
        counter = Counter(name=name)
        session.add(counter)
        session.flush()
    return counter
