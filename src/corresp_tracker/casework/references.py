"""References of cases, by the office's own pattern and without gaps in their numbers."""

import re
from collections.abc import Iterable
from datetime import date
from string import Formatter

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


def note_given(session: Session, references: Iterable[str]) -> None:
    """Count references that were given out elsewhere, where they are of the office's own pattern: none is given twice."""
    pattern = session.scalar(select(OfficeProfile.reference_pattern).limit(1)) or _USUAL_PATTERN
    shape = _shape(pattern)
    last: dict[str, int] = {}
    for reference in references:
        if found := shape.fullmatch(reference.strip()):
            name = f"reference {found['kind']}/{found['year']}"
            last[name] = max(last.get(name, 0), int(found["number"]))
    for name, number in last.items():
        counter = _counter(session, name)
        counter.last = max(counter.last, number)
    session.flush()


def _shape(pattern: str) -> re.Pattern[str]:
    """Make of a pattern for references what finds its parts in one; a part that it has not is empty."""
    ways = {"kind": "[A-Za-z]*", "year": r"\d{4}", "number": r"\d{1,9}"}
    written, seen = "", set[str]()
    for words, part, _, _ in Formatter().parse(pattern):
        written += re.escape(words)
        if part in ways:
            written += f"(?P={part})" if part in seen else f"(?P<{part}>{ways[part]})"
            seen.add(part)
    written += "".join(f"(?P<{part}>)" for part in ways if part not in seen and part != "number")
    return re.compile(written if "number" in seen else r"(?!)")


def _counter(session: Session, name: str) -> Counter:
    """Give a counter, held against colleagues until the transaction ends."""
    counter = session.scalar(select(Counter).where(Counter.name == name).with_for_update())
    if counter is None:
        counter = Counter(name=name)
        session.add(counter)
        session.flush()
    return counter
