"""What the open cases of an office can be narrowed to: the stages, people, units and markings that they have."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from corresp_tracker.model.cases import Case, CaseKind
from corresp_tracker.model.people import Person
from corresp_tracker.store.lists import stages_of_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesInUse:
    """What open cases have now, each sorted; stages in the order in which cases go through them."""

    stages: tuple[str, ...]
    drafters: tuple[str, ...]
    signatories: tuple[str, ...]
    units: tuple[str, ...]
    priorities: tuple[str, ...]
    markings: tuple[str, ...]


def values_in_use(session: Session) -> ValuesInUse:
    """Give what the open cases have now. A stage that a kind has is named even where no case is in it."""
    kinds = session.scalars(select(CaseKind).where(CaseKind.retired.is_(False)).order_by(CaseKind.position))
    ordered = dict.fromkeys(stage for kind in kinds for stage in stages_of_kind(kind))
    return ValuesInUse(
        stages=tuple(dict.fromkeys((*ordered, *_words(session, Case.stage)))),
        drafters=_names(session, Case.drafter_id),
        signatories=_names(session, Case.signatory_id),
        units=_words(session, Case.unit),
        priorities=_words(session, Case.priority),
        markings=_words(session, Case.marking),
    )


def _words(session: Session, column: InstrumentedAttribute[str]) -> tuple[str, ...]:
    asked = select(column).where(Case.finished.is_(False), column != "").distinct().order_by(column)
    return tuple(session.scalars(asked))


def _names(session: Session, column: InstrumentedAttribute[int | None]) -> tuple[str, ...]:
    asked = select(Person.name).join(Case, column == Person.id).where(Case.finished.is_(False))
    return tuple(session.scalars(asked.distinct().order_by(Person.name)))
