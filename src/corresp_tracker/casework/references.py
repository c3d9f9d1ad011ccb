"""References of cases, by the office's own pattern and without gaps in their numbers."""

import re
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


def note_given(session: Session, reference: str, *, kind_code: str, day: date) -> None:
    """Count a reference that was given out elsewhere, where it is of the office's own pattern: none is given twice."""
    pattern = session.scalar(select(OfficeProfile.reference_pattern).limit(1)) or _USUAL_PATTERN
    for digits in re.findall(r"\d{1,9}", reference):
        number = int(digits)
        if pattern.format(kind=kind_code, year=day.year, number=number) == reference:
            counter = _counter(session, f"reference {kind_code}/{day.year}")
            counter.last = max(counter.last, number)


def _counter(session: Session, name: str) -> Counter:
    """Give a counter, held against colleagues until the transaction ends."""
    counter = session.scalar(select(Counter).where(Counter.name == name).with_for_update())
    if counter is None:
        counter = Counter(name=name)
        session.add(counter)
        session.flush()
    return counter
