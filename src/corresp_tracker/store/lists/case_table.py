"""The worklist as a table: the open cases of a group or list, sorted by a column, and what each column says."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session, aliased

from corresp_tracker.model.cases import Case, CaseKind
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Party, PartyRole, Person
from corresp_tracker.store.lists.cases import USUAL_STAGES, CaseRow, WorklistGroup, case_ids, case_rows
from corresp_tracker.store.lists.narrowed import narrowed_ids
from corresp_tracker.values.case_columns import CaseColumn, TableLayout
from corresp_tracker.values.case_filter import CaseFilter
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.workingdays import OfficeCalendar

TableCell: TypeAlias = str | date | int | None
"""What a column says of a case: words, a day, a number, or nothing."""

_drafter, _signatory = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTableRow:
    """A case as the table shows it: its row in the worklist, and what only the table has."""

    case: CaseRow
    signatory: str
    unit: str
    priority: str
    marking: str
    last_letter: date | None

    @property
    def id(self) -> int:
        """The id of the case."""
        return self.case.id

    def cell(self, column: CaseColumn) -> TableCell:
        """Give what a column says of the case."""
        case = self.case
        cells: dict[CaseColumn, TableCell] = {
            CaseColumn.REFERENCE: case.reference,
            CaseColumn.CORRESPONDENT: case.correspondent,
            CaseColumn.SUBJECT: " ".join(case.subject.split()),
            CaseColumn.KIND: case.kind,
            CaseColumn.STAGE: case.stage,
            CaseColumn.DUE: case.due,
            CaseColumn.DAYS_LEFT: case.days_left,
            CaseColumn.RECEIVED: case.received,
            CaseColumn.LAST_LETTER: self.last_letter,
            CaseColumn.DRAFTER: case.drafter,
            CaseColumn.SIGNATORY: self.signatory,
            CaseColumn.UNIT: self.unit,
            CaseColumn.PRIORITY: self.priority,
            CaseColumn.MARKING: self.marking,
            CaseColumn.BRING_FORWARD: case.bring_forward,
            CaseColumn.LETTERS: case.letters,
        }
        return cells[column]


def table_ids(
    session: Session,
    wanted: WorklistGroup | CaseFilter,
    layout: TableLayout,
    *,
    today: date,
    me: str,
    calendar: OfficeCalendar,
) -> "array[int]":
    """Give the cases of a group of the worklist, or of a list, as the table sorts them.

    Cases of which the column says nothing come last, whichever way it is sorted; those alike come by urgency.
    """
    ids = (
        narrowed_ids(session, wanted, today=today, calendar=calendar)
        if isinstance(wanted, CaseFilter)
        else case_ids(session, group=wanted, today=today, me=me)
    )
    if layout.order is None:
        return ids
    urgency = {case_id: place for place, case_id in enumerate(ids)}
    asked = _sorted(layout.order)
    if wanted is not WorklistGroup.PROMISED:  # a promise outlasts its case
        asked = asked.where(Case.finished.is_(False))
    said = session.execute(asked).all()
    told = [(value, case_id) for case_id, value in said if case_id in urgency]
    empty = [case_id for value, case_id in told if value in (None, "")]
    full = [each for each in told if each[0] not in (None, "")]
    full.sort(key=lambda each: urgency[each[1]])
    full.sort(key=lambda each: _in_order(layout.order, each[0]), reverse=layout.descending)
    return array("q", [*(case_id for _, case_id in full), *sorted(empty, key=urgency.__getitem__)])


def _in_order(column: CaseColumn | None, value: Any) -> Any:
    """Give what a value sorts by: stages as a case goes through them, all else as it is."""
    if column is not CaseColumn.STAGE:
        return value
    return (USUAL_STAGES.index(value) if value in USUAL_STAGES else len(USUAL_STAGES), value)


def table_rows(
    session: Session, ids: Sequence[int], *, today: date, calendar: OfficeCalendar
) -> list[CaseTableRow]:
    """Give the rows of these cases, in their order; a case that is gone is left out."""
    asked = (
        select(Case.id, _signatory.name, Case.unit, Case.priority, Case.marking)
        .outerjoin(_signatory, _signatory.id == Case.signatory_id)
        .where(Case.id.in_(ids))
    )
    more = {row[0]: row for row in session.execute(asked)}
    last = {row[0]: row[1] for row in session.execute(_last_letters().where(Letter.case_id.in_(ids)))}
    return [
        CaseTableRow(
            case=row,
            signatory=more[row.id][1] or "",
            unit=more[row.id][2],
            priority=more[row.id][3],
            marking=more[row.id][4],
            last_letter=last.get(row.id),
        )
        for row in case_rows(session, ids, today=today, calendar=calendar)
    ]


def _sorted(column: CaseColumn) -> Select[Any, Any]:
    """Give the cases with what a column says of each, in a form that sorts as people expect."""
    if column is CaseColumn.CORRESPONDENT:
        return _correspondents()
    if column is CaseColumn.LETTERS:
        counts = select(Letter.case_id, func.count()).join(Case, Case.id == Letter.case_id)
        return counts.group_by(Letter.case_id)
    if column is CaseColumn.LAST_LETTER:
        return _last_letters()
    return (
        select(Case.id, _COLUMNS[column])
        .outerjoin(CaseKind, CaseKind.id == Case.kind_id)
        .outerjoin(_drafter, _drafter.id == Case.drafter_id)
        .outerjoin(_signatory, _signatory.id == Case.signatory_id)
    )


_COLUMNS: dict[CaseColumn, SQLColumnExpression[Any]] = {
    CaseColumn.REFERENCE: Case.reference,
    CaseColumn.SUBJECT: func.lower(Case.subject),
    CaseColumn.KIND: CaseKind.position,
    CaseColumn.STAGE: Case.stage,
    CaseColumn.DUE: Case.due,
    CaseColumn.DAYS_LEFT: Case.due,
    CaseColumn.RECEIVED: Case.received,
    CaseColumn.DRAFTER: _drafter.name,
    CaseColumn.SIGNATORY: _signatory.name,
    CaseColumn.UNIT: func.lower(Case.unit),
    CaseColumn.PRIORITY: func.lower(Case.priority),
    CaseColumn.MARKING: Case.marking,
    CaseColumn.BRING_FORWARD: Case.bring_forward,
}


def _last_letters() -> Select[Any, Any]:
    day = func.max(func.coalesce(Letter.received, Letter.dispatched))
    return select(Letter.case_id, day).join(Case, Case.id == Letter.case_id).group_by(Letter.case_id)


def _correspondents() -> Select[Any, Any]:
    """Give each case with the folded name of whom its first letter came from, or went to."""
    first = select(func.min(Letter.id)).where(Letter.case_id == Case.id).correlate(Case).scalar_subquery()
    roles = (PartyRole.SENDER, PartyRole.ADDRESSEE)
    incoming = Party.role == PartyRole.SENDER
    return (
        select(Case.id, func.min(Party.folded))
        .join(Letter, Letter.id == first)
        .join(Party, Party.letter_id == Letter.id)
        .where(Party.role.in_(roles), incoming == (Letter.direction == Direction.IN))
        .group_by(Case.id)
    )
