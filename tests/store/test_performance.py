"""Figures by the field's rules, each with the cases behind it; in both databases the same."""

from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corresp_tracker.model.case_moves import DueChange, DueChangeKind
from corresp_tracker.model.cases import Case, CaseKind, Stage
from corresp_tracker.model.letters import Letter, LetterRole
from corresp_tracker.model.people import Party, PartyRole, Person
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists.open_cases import (
    ages_of_open,
    backlog,
    cases_from,
    cases_of_age,
    cases_open_on,
    who_writes,
)
from corresp_tracker.store.lists.performance import (
    Behind,
    Grouping,
    Performance,
    Period,
    cases_behind,
    outcomes_of_cases,
    performance,
    whole_period,
)
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.tally import MISSED, Outcome, Standard, Tally
from corresp_tracker.workingdays import OfficeCalendar

TODAY = date(2016, 12, 1)
QUARTER = Period(first=date(2016, 10, 1), last=date(2016, 12, 31), today=TODAY)
ENGLAND = OfficeCalendar()


class Cases:
    """Writes cases as they may stand."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.made = session.scalar(select(func.count()).select_from(Case)) or 0

    def add(
        self,
        received: date,
        due: date | None,
        *,
        sent: date | None = None,
        role: LetterRole = LetterRole.REPLY,
        stage: str = Stage.DRAFTING,
        kind: str = "minister",
        who: str = "Jane Example",
        **fields: object,
    ) -> int:
        self.made += 1
        kind_id = self.session.scalars(select(CaseKind.id).where(CaseKind.key == kind)).one()
        finished = stage in (Stage.DISPATCHED, Stage.CLOSED, Stage.TRANSFERRED, Stage.NO_REPLY_NEEDED)
        case = Case(
            reference=f"X/{self.made}",
            kind_id=kind_id,
            received=received,
            due=due,
            stage=stage,
            finished=finished,
            **fields,  # type: ignore[arg-type]
        )
        self.session.add(case)
        self.session.flush()
        self.session.add(Party(case_id=case.id, role=PartyRole.PRIMARY_CORRESPONDENT, name=who))
        if sent:
            self.session.add(Letter(case_id=case.id, direction=Direction.OUT, role=role, dispatched=sent))
        self.session.flush()
        return case.id


RECEIVED, DUE = date(2016, 10, 17), date(2016, 11, 14)


def add(office: Office, *cases: dict[str, object]) -> list[int]:
    with office.writing("Set the scene") as session:
        scene = Cases(session)
        return [scene.add(**{"received": RECEIVED, "due": DUE, **each}) for each in cases]  # type: ignore[arg-type]


def figures(office: Office, period: Period = QUARTER) -> Performance:
    with office.reading() as session:
        return performance(session, period, calendar=ENGLAND)


def behind(office: Office, which: Behind, period: Period = QUARTER) -> Sequence[int]:
    with office.reading() as session:
        return list(cases_behind(session, period, which, calendar=ENGLAND))


@pytest.mark.parametrize(
    ("case", "target", "twenty_days"),
    [
        ({"sent": date(2016, 11, 14), "stage": Stage.DISPATCHED}, Outcome.IN_TIME, Outcome.IN_TIME),
        ({"sent": date(2016, 11, 15), "stage": Stage.DISPATCHED}, Outcome.LATE, Outcome.LATE),
        ({"sent": date(2016, 11, 7), "due": date(2016, 11, 4)}, Outcome.LATE, Outcome.IN_TIME),
        ({"sent": date(2016, 11, 21), "due": date(2016, 11, 30)}, Outcome.IN_TIME, Outcome.LATE),
        ({}, Outcome.OPEN_PAST_DUE, Outcome.OPEN_PAST_DUE),
        ({"due": date(2016, 12, 1)}, Outcome.NOT_YET_DUE, Outcome.OPEN_PAST_DUE),
        (
            {"sent": date(2016, 11, 3), "role": LetterRole.HOLDING_REPLY},
            Outcome.OPEN_PAST_DUE,
            Outcome.OPEN_PAST_DUE,
        ),
        (
            {"sent": date(2016, 11, 3), "role": LetterRole.ACKNOWLEDGEMENT},
            Outcome.OPEN_PAST_DUE,
            Outcome.OPEN_PAST_DUE,
        ),
        ({"stage": Stage.ON_HOLD, "due": None}, Outcome.ON_HOLD, Outcome.OPEN_PAST_DUE),
        (
            {"stage": Stage.CLOSED, "finished_on": date(2016, 11, 1)},
            Outcome.OPEN_PAST_DUE,
            Outcome.OPEN_PAST_DUE,
        ),
        ({"stage": Stage.DISPATCHED, "finished_on": date(2016, 11, 1)}, Outcome.IN_TIME, Outcome.IN_TIME),
        (
            {"received": date(2016, 11, 30), "due": date(2016, 12, 28)},
            Outcome.NOT_YET_DUE,
            Outcome.NOT_YET_DUE,
        ),
    ],
)
def test_what_becomes_of_a_case_is_judged_by_its_substantive_reply(
    office: Office, case: dict[str, object], target: Outcome, twenty_days: Outcome
) -> None:
    [case_id] = add(office, case)
    shown = figures(office)
    assert shown.target.of(target) == shown.target.total == 1
    assert shown.twenty_days.of(twenty_days) == shown.twenty_days.total == 1
    assert behind(office, Behind(outcomes=(target,))) == [case_id]
    assert behind(office, Behind(standard=Standard.TWENTY_DAYS, outcomes=(twenty_days,))) == [case_id]


@pytest.mark.parametrize(
    "case",
    [
        {"stage": Stage.TRANSFERRED},
        {"stage": Stage.NO_REPLY_NEEDED},
        {"due": None},
        {"received": date(2016, 9, 30)},
        {"received": date(2017, 1, 1), "due": date(2017, 1, 30)},
    ],
)
def test_what_needs_no_reply_of_ours_or_came_at_another_time_is_not_counted(
    office: Office, case: dict[str, object]
) -> None:
    add(office, case)
    assert figures(office).target == Tally()
    assert figures(office).target.percent is None


def test_late_and_open_past_due_both_miss_and_what_is_not_due_yet_does_not(office: Office) -> None:
    ids = add(
        office,
        {"sent": date(2016, 11, 1)},
        {"sent": date(2016, 11, 2)},
        {"sent": date(2016, 11, 20)},
        {},
        {"due": date(2016, 12, 20)},
    )
    target = figures(office).target
    assert (target.counted, target.total, target.percent) == (4, 5, 50.0)
    assert behind(office, Behind(outcomes=MISSED)) == ids[2:4]


def test_a_case_opened_again_is_answered_only_by_a_reply_after_that(office: Office) -> None:
    [case_id] = add(office, {"sent": date(2016, 10, 20), "due": date(2016, 11, 25)})
    with office.writing("Opened again") as session:
        session.add(
            DueChange(case_id=case_id, kind=DueChangeKind.REOPENED, day=date(2016, 10, 28), reason="Again.")
        )
    shown = figures(office)
    assert (shown.target.open_past_due, shown.twenty_days.open_past_due) == (1, 1)
    with office.writing("Answered") as session:
        session.add(
            Letter(
                case_id=case_id, direction=Direction.OUT, role=LetterRole.REPLY, dispatched=date(2016, 11, 25)
            )
        )
    shown = figures(office)
    assert (shown.target.in_time, shown.twenty_days.in_time) == (1, 1)


def test_figures_are_parted_by_kind_unit_drafter_and_month_and_each_opens_its_cases(office: Office) -> None:
    with office.writing("A drafter") as session:
        drafter = Person(name="Example Drafter", folded_name="example drafter", in_office=True)
        session.add(drafter)
        session.flush()
        drafter_id = drafter.id
    ids = add(
        office,
        {"sent": date(2016, 11, 1), "unit": "Policy", "drafter_id": drafter_id},
        {"kind": "public", "unit": "Policy"},
        {"received": date(2016, 11, 1), "due": date(2016, 11, 29)},
    )
    shown = figures(office)
    named = {
        grouping: {group.name: (group.target.in_time, group.target.counted) for group in groups}
        for grouping, groups in shown.groups.items()
    }
    assert named == {
        Grouping.KIND: {"Minister": (1, 2), "Public": (0, 1)},
        Grouping.UNIT: {"Policy": (1, 2), "no unit": (0, 1)},
        Grouping.DRAFTER: {"Example Drafter": (1, 1), "nobody yet": (0, 2)},
        Grouping.MONTH: {"October 2016": (1, 2), "November 2016": (0, 1)},
    }
    keys = {
        (grouping, group.name): group.key for grouping, groups in shown.groups.items() for group in groups
    }
    for grouping, name, expected in (
        (Grouping.KIND, "Minister", [ids[0], ids[2]]),
        (Grouping.UNIT, "no unit", [ids[2]]),
        (Grouping.UNIT, "Policy", ids[:2]),
        (Grouping.DRAFTER, "nobody yet", ids[1:]),
        (Grouping.DRAFTER, "Example Drafter", ids[:1]),
        (Grouping.MONTH, "November 2016", ids[2:]),
    ):
        assert behind(office, Behind(grouping=grouping, key=keys[grouping, name])) == expected


def test_every_figure_opens_as_many_cases_as_it_says(office: Office) -> None:
    add(office, *({"sent": date(2016, 11, day)} for day in (1, 7, 14, 15, 21)), {}, {"kind": "public"})
    shown = figures(office)
    for standard, whole in ((Standard.TARGET, shown.target), (Standard.TWENTY_DAYS, shown.twenty_days)):
        for outcome in Outcome:
            assert len(behind(office, Behind(standard=standard, outcomes=(outcome,)))) == whole.of(outcome)


def test_open_cases_are_counted_by_age_in_working_days(office: Office) -> None:
    came = [date(2016, 12, 1), date(2016, 11, 24), date(2016, 11, 23), date(2016, 11, 3), date(2016, 9, 1)]
    ids = add(office, *({"received": day, "due": date(2016, 12, 30)} for day in came))
    add(office, {"stage": Stage.DISPATCHED, "finished_on": date(2016, 11, 1)})
    with office.reading() as session:
        ages = ages_of_open(session, today=TODAY, calendar=ENGLAND)
        oldest = cases_of_age(session, "more than 40", today=TODAY, calendar=ENGLAND)
    assert ages == (
        ("up to 5 working days", 2),
        ("6 to 10", 1),
        ("11 to 20", 1),
        ("21 to 40", 0),
        ("more than 40", 1),
    )
    assert list(oldest) == [ids[4]]


def test_the_backlog_is_what_was_open_at_the_end_of_each_month(office: Office) -> None:
    ids = add(
        office,
        {"received": date(2016, 8, 1), "due": date(2016, 9, 1)},
        {"stage": Stage.DISPATCHED, "finished_on": date(2016, 11, 30)},
        {"stage": Stage.DISPATCHED, "finished_on": date(2016, 10, 20)},
        {"received": date(2016, 12, 1), "due": date(2016, 12, 30)},
    )
    with office.reading() as session:
        rows = backlog(session, QUARTER)
        october = cases_open_on(session, date(2016, 10, 31))
        last_day = cases_open_on(session, date(2016, 11, 30))
    assert rows == ((date(2016, 10, 31), 2), (date(2016, 11, 30), 1), (date(2016, 12, 1), 2))
    assert list(october) == ids[:2]
    assert list(last_day) == ids[:1]  # what went on a day is not open at its end


def test_who_writes_is_listed_with_the_most_first(office: Office) -> None:
    ids = add(office, {"who": "Sam Sample"}, {"who": "Jane Example"}, {"who": "Sam Sample"})
    with office.reading() as session:
        writers = who_writes(session, QUARTER)
        theirs = cases_from(session, QUARTER, name="Sam Sample", organisation="")
    assert [(writer.name, writer.cases) for writer in writers] == [("Sam Sample", 2), ("Jane Example", 1)]
    assert list(theirs) == [ids[0], ids[2]]


def test_the_whole_period_begins_with_the_first_letter(office: Office) -> None:
    with office.reading() as session:
        assert whole_period(session, today=TODAY).first == TODAY
    add(office, {"received": date(2009, 3, 2), "due": date(2009, 3, 30)}, {})
    with office.reading() as session:
        assert whole_period(session, today=TODAY) == Period(first=date(2009, 3, 2), last=TODAY, today=TODAY)


def test_the_outcome_of_each_case_is_told_by_its_uid(office: Office) -> None:
    [case_id] = add(office, {"sent": date(2016, 11, 21), "due": date(2016, 11, 30)})
    with office.reading() as session:
        uid = session.get_one(Case, case_id).uid
        assert outcomes_of_cases(session, QUARTER, calendar=ENGLAND) == {
            uid: ("X/1", Outcome.IN_TIME, Outcome.LATE)
        }
