"""The worklist narrowed: each matter by itself, several together, and counted in one statement."""

from datetime import date

import pytest
from sqlalchemy import select

from casework.letters import letter, log
from corresp_tracker.casework.narrowing import values_in_use
from corresp_tracker.model.cases import Case
from corresp_tracker.model.people import Person
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import narrowed_counts, narrowed_ids
from corresp_tracker.values.case_filter import NOBODY, OVERDUE, UNDATED, CaseFilter
from corresp_tracker.values.letter_text import PrintedCorrespondent
from corresp_tracker.workingdays import OfficeCalendar

TODAY = date(2016, 11, 11)  # a Friday
CALENDAR = OfficeCalendar()
MP = PrintedCorrespondent(name="Jane Example MP", organisation="House of Commons")


@pytest.fixture
def filled(office: Office) -> Office:
    """Four open cases, and one that is closed."""
    for number in range(5):
        fields = {"sender": MP, "subject": "Cells in Exampleton"} if number == 1 else {}
        log(office, letter(f"Text {number}.", **fields))  # type: ignore[arg-type]
    with office.writing("Filled in") as session:
        drafter = Person(name="Example Drafter", folded_name="example drafter", in_office=True)
        session.add(drafter)
        session.flush()
        one, two, three, four, five = session.scalars(select(Case).order_by(Case.id))
        one.due, one.stage, one.drafter_id = date(2016, 11, 1), "drafting", drafter.id
        two.due, two.unit, two.priority = date(2016, 11, 11), "Custody team", "urgent"
        three.due, three.marking, three.signatory_id = date(2016, 11, 14), "OFFICIAL", drafter.id
        four.due = None
        five.due, five.finished = date(2016, 11, 1), True
    return office


def held(office: Office, narrowed: CaseFilter) -> list[int]:
    with office.reading() as session:
        ids = list(narrowed_ids(session, narrowed, today=TODAY, calendar=CALENDAR))
        assert narrowed_counts(session, {"it": narrowed}, today=TODAY, calendar=CALENDAR) == {"it": len(ids)}
        first = session.scalars(select(Case.id).order_by(Case.id)).first() or 0
    return [each - first + 1 for each in ids]


@pytest.mark.parametrize(
    ("narrowed", "cases"),
    [
        (CaseFilter(), [1, 2, 3, 4]),
        (CaseFilter(stage="drafting"), [1]),
        (CaseFilter(drafter="Example Drafter"), [1]),
        (CaseFilter(drafter=NOBODY), [2, 3, 4]),
        (CaseFilter(signatory="Example Drafter"), [3]),
        (CaseFilter(unit="Custody team"), [2]),
        (CaseFilter(priority="urgent"), [2]),
        (CaseFilter(marking="OFFICIAL"), [3]),
        (CaseFilter(words="cells"), [2]),
        (CaseFilter(words="ins/2016/0003"), [4]),
        (CaseFilter(words="100%"), []),
        (CaseFilter(correspondent="jane example"), [2]),
        (CaseFilter(correspondent="schools"), [1, 3, 4]),
        (CaseFilter(due=OVERDUE), [1]),
        (CaseFilter(due=UNDATED), [4]),
        (CaseFilter(due="0"), [1, 2]),
        (CaseFilter(due="1"), [1, 2, 3]),
        (CaseFilter(due="1", drafter=NOBODY), [2, 3]),
        (CaseFilter(kind="no such kind"), []),
    ],
)
def test_a_list_holds_what_was_asked_for(filled: Office, narrowed: CaseFilter, cases: list[int]) -> None:
    assert held(filled, narrowed) == cases


def test_what_open_cases_have_is_offered(filled: Office) -> None:
    with filled.reading() as session:
        in_use = values_in_use(session)
    assert (in_use.drafters, in_use.signatories) == (("Example Drafter",), ("Example Drafter",))
    assert (in_use.units, in_use.priorities, in_use.markings) == (
        ("Custody team",),
        ("urgent",),
        ("OFFICIAL",),
    )
    assert in_use.stages[:2] == ("logged", "triage")


def test_no_lists_ask_nothing(filled: Office) -> None:
    with filled.reading() as session:
        assert narrowed_counts(session, {}, today=TODAY, calendar=CALENDAR) == {}
