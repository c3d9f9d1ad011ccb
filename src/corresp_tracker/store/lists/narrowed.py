"""The worklist narrowed to what a person asks for: the cases, and how many there are in each of their lists."""

from array import array
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from corresp_tracker.model.cases import Case, CaseKind
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Party, PartyRole, Person
from corresp_tracker.store.lists.cases import by_urgency
from corresp_tracker.values.case_filter import NOBODY, OVERDUE, UNDATED, CaseFilter
from corresp_tracker.values.folding import folded_text
from corresp_tracker.workingdays import OfficeCalendar

_WRITERS = (PartyRole.SENDER, PartyRole.ADDRESSEE, PartyRole.ON_BEHALF_OF)
_drafter, _signatory = aliased(Person), aliased(Person)


def narrowed_ids(
    session: Session, narrowed: CaseFilter, *, today: date, calendar: OfficeCalendar
) -> "array[int]":
    """Give the open cases of a list by urgency, as `case_ids` orders them."""
    asked = (
        select(Case.id)
        .outerjoin(CaseKind, CaseKind.id == Case.kind_id)
        .outerjoin(_drafter, _drafter.id == Case.drafter_id)
        .outerjoin(_signatory, _signatory.id == Case.signatory_id)
        .where(Case.finished.is_(False), _holds(narrowed, today=today, calendar=calendar))
        .order_by(*by_urgency(today), Case.id)
    )
    return array("q", session.scalars(asked).all())


def narrowed_counts(
    session: Session, lists: Mapping[str, CaseFilter], *, today: date, calendar: OfficeCalendar
) -> dict[str, int]:
    """Count the open cases of each list, in one statement."""
    if not lists:
        return {}
    columns = [
        func.count().filter(_holds(narrowed, today=today, calendar=calendar)) for narrowed in lists.values()
    ]
    row = session.execute(
        select(*columns)
        .select_from(Case)
        .outerjoin(CaseKind, CaseKind.id == Case.kind_id)
        .outerjoin(_drafter, _drafter.id == Case.drafter_id)
        .outerjoin(_signatory, _signatory.id == Case.signatory_id)
        .where(Case.finished.is_(False))
    ).one()
    return dict(zip(lists, row, strict=True))


def _holds(narrowed: CaseFilter, *, today: date, calendar: OfficeCalendar) -> ColumnElement[bool]:
    asked: list[ColumnElement[bool]] = [Case.id.is_not(None)]
    for column, wanted in (
        (CaseKind.key, narrowed.kind),
        (Case.stage, narrowed.stage),
        (_signatory.name, narrowed.signatory),
        (Case.unit, narrowed.unit),
        (Case.priority, narrowed.priority),
        (Case.marking, narrowed.marking),
    ):
        if wanted:
            asked.append(column == wanted)
    if narrowed.drafter:
        asked.append(
            Case.drafter_id.is_(None) if narrowed.drafter == NOBODY else _drafter.name == narrowed.drafter
        )
    if narrowed.words:
        words = narrowed.words.casefold()
        asked.append(
            or_(
                func.lower(Case.subject).contains(words, autoescape=True),
                func.lower(Case.reference).contains(words, autoescape=True),
            )
        )
    if narrowed.correspondent:
        asked.append(_corresponds(narrowed.correspondent))
    if narrowed.due:
        asked.append(_due(narrowed, today=today, calendar=calendar))
    return and_(*asked)


def _corresponds(words: str) -> ColumnElement[bool]:
    cases = (
        select(Letter.case_id)
        .join(Party, Party.letter_id == Letter.id)
        .where(Party.role.in_(_WRITERS), Party.folded.contains(folded_text(words).strip(), autoescape=True))
    )
    return Case.id.in_(cases)


def _due(narrowed: CaseFilter, *, today: date, calendar: OfficeCalendar) -> ColumnElement[bool]:
    if narrowed.due == UNDATED:
        return Case.due.is_(None)
    if narrowed.due == OVERDUE or narrowed.days is None:
        return Case.due < today
    last = today
    for _ in range(narrowed.days):
        last = calendar.next_working_day(last + timedelta(days=1))
    return Case.due <= last
