"""The same is done with many cases as one change: looked over first, all or nothing, and taken back in one step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.letters import letter, log
from casework.test_undo import undo_step
from corresp_tracker.casework.bulk_moves import carry_out, choose_cases, look_over
from corresp_tracker.casework.clocks import due_changes
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.stages import hold_case, move
from corresp_tracker.errors import ChangedElsewhere, CorrespError
from corresp_tracker.model.cases import Case, CaseKind, Stage
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import verify_history
from corresp_tracker.ui.job import Cancelled
from corresp_tracker.values.bulk_change import (
    BulkAct,
    BulkChange,
    BulkLine,
    ChosenCases,
    SeenCase,
    history_words,
)

TO_DRAFTING = BulkChange(act=BulkAct.MOVE, stage=Stage.DRAFTING)


def logged(office: Office, number: int) -> list[int]:
    """Log letters that came lately, a case each."""
    today = office_today()
    return [
        log(
            office, letter(f"Letter {each}.", subject=f"Topic {each}"), received=today - timedelta(days=each)
        ).case_id
        for each in range(1, number + 1)
    ]


def chosen(office: Office, ids: Sequence[int]) -> ChosenCases:
    with office.reading() as session:
        return choose_cases(session, ids)


def looked(office: Office, seen: Sequence[SeenCase], change: BulkChange) -> tuple[BulkLine, ...]:
    with office.reading() as session:
        return look_over(session, seen, change)


def do(office: Office, ids: Sequence[int], change: BulkChange) -> int:
    with office.writing(history_words(change, len(ids))) as session:
        return carry_out(session, choose_cases(session, ids).cases, change)


def put(office: Office, case_id: int, stage: str) -> None:
    """Bring one case to a stage by itself."""
    with office.writing("Moved") as session:
        version = session.get_one(Case, case_id).version
        if stage == Stage.ON_HOLD:
            hold_case(session, case_id, office_today(), reason="Asked for facts.", version=version)
        else:
            move(session, case_id, stage, reason="So it is.", version=version)


def cases(office: Office) -> list[tuple[str, date | None, date | None, str, str, str]]:
    with office.reading() as session:
        return [
            (case.stage, case.due, case.bring_forward, case.unit, case.priority, case.note)
            for case in session.query(Case).order_by(Case.id)
        ]


TOMORROW = office_today() + timedelta(days=1)
FAR = office_today() + timedelta(days=300)
CHANGES = (
    TO_DRAFTING,
    BulkChange(act=BulkAct.MOVE, stage=Stage.LOGGED),
    BulkChange(act=BulkAct.MOVE, stage=Stage.TRANSFERRED, reason="Theirs to answer."),
    BulkChange(act=BulkAct.HOLD, reason="Facts are awaited."),
    BulkChange(act=BulkAct.HOLD, reason="Facts are awaited.", day=FAR),
    BulkChange(act=BulkAct.HOLD),
    BulkChange(act=BulkAct.GO_ON, reason="The facts came."),
    BulkChange(act=BulkAct.EXTEND_TO, day=FAR, reason="A holding reply went."),
    BulkChange(act=BulkAct.EXTEND_BY, days=5, reason="A holding reply went."),
    BulkChange(act=BulkAct.EXTEND_BY, days=5),
    BulkChange(act=BulkAct.BRING_FORWARD, day=TOMORROW),
    BulkChange(act=BulkAct.SORT, unit="Policy", priority="Urgent"),
    BulkChange(act=BulkAct.NO_REPLY, reason="Sent to us for information."),
    BulkChange(act=BulkAct.NO_REPLY),
)
NEVER_NOW = (
    BulkChange(act=BulkAct.MOVE, stage=Stage.LOGGED),
    BulkChange(act=BulkAct.HOLD),
    BulkChange(act=BulkAct.EXTEND_BY, days=5),
    BulkChange(act=BulkAct.NO_REPLY),
)
"""What cannot be done with a case that was just logged."""
STAGES = (Stage.LOGGED, Stage.DRAFTING, Stage.ON_HOLD, Stage.CONTRIBUTION_REQUESTED, Stage.DISPATCHED)


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_what_is_not_left_out_can_be_done_and_becomes_what_was_said(
    sqlite_office: Office, change: BulkChange
) -> None:
    ids = logged(sqlite_office, len(STAGES))
    for case_id, stage in zip(ids, STAGES, strict=True):
        put(sqlite_office, case_id, stage)
    lines = looked(sqlite_office, chosen(sqlite_office, ids).cases, change)
    assert {line.case.id for line in lines} == set(ids)
    for line in lines:
        before = cases(sqlite_office)
        if line.left_out:
            with pytest.raises(CorrespError):
                do(sqlite_office, [line.case.id], change)
            assert cases(sqlite_office) == before
        else:
            assert do(sqlite_office, [line.case.id], change) == 1
            assert cases(sqlite_office) != before
            with sqlite_office.reading() as session:
                case = session.get_one(Case, line.case.id)
                now = (
                    case.stage,
                    _words(case.due),
                    _words(case.bring_forward),
                    f"{case.unit}, {case.priority}",
                )
            assert line.after in now


def _words(day: date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else ""


@pytest.mark.parametrize("change", [each for each in CHANGES if each not in NEVER_NOW], ids=str)
def test_one_undo_puts_all_of_them_back(office: Office, change: BulkChange) -> None:
    ids = logged(office, 3)
    if change.act is BulkAct.GO_ON:
        for case_id in ids:
            put(office, case_id, Stage.ON_HOLD)
    before = cases(office)
    assert do(office, ids, change) == 3
    assert cases(office) != before
    undo_step(office)
    assert cases(office) == before
    with office.reading() as session:
        assert verify_history(session) == []


def test_what_a_colleague_did_meanwhile_leaves_a_case_out_and_the_others_go_on(office: Office) -> None:
    ids = logged(office, 4)
    seen = chosen(office, ids).cases
    put(office, ids[0], Stage.DISPATCHED)
    put(office, ids[1], Stage.TRIAGE)
    lines = looked(office, seen, TO_DRAFTING)
    assert [(line.case.id, line.is_stale) for line in lines if line.left_out] == [
        (ids[0], True),
        (ids[1], True),
    ]
    rest = [line.case for line in lines if not line.left_out]
    with office.writing("Moved") as session:
        assert carry_out(session, rest, TO_DRAFTING) == 2
    assert [each[0] for each in cases(office)] == ["dispatched", "triage", "drafting", "drafting"]


def test_the_same_order_given_twice_is_done_once_and_says_so(office: Office) -> None:
    ids = logged(office, 2)
    seen = chosen(office, ids).cases
    later = BulkChange(act=BulkAct.EXTEND_BY, days=5, reason="A holding reply went.")
    with office.writing("Extended") as session:
        carry_out(session, seen, later)
    once = cases(office)
    with (
        pytest.raises(ChangedElsewhere, match="and 1 more changed meanwhile"),
        office.writing("Again") as session,
    ):
        carry_out(session, seen, later)
    assert cases(office) == once


def test_nothing_is_done_where_one_of_them_cannot_be(office: Office) -> None:
    ids = logged(office, 3)
    seen = chosen(office, ids).cases
    put(office, ids[2], Stage.TRIAGE)
    before = cases(office)
    with pytest.raises(ChangedElsewhere, match="Nothing was changed"), office.writing("Moved") as session:
        carry_out(session, seen, TO_DRAFTING)
    assert cases(office) == before


def test_called_off_in_the_middle_it_leaves_nothing(office: Office) -> None:
    def progress(done: int, total: int) -> None:
        assert total == 3
        if done == 2:
            raise Cancelled

    ids = logged(office, 3)
    before = cases(office)
    with pytest.raises(Cancelled), office.writing("Moved") as session:
        carry_out(session, choose_cases(session, ids).cases, TO_DRAFTING, progress=progress)
    assert cases(office) == before


def test_a_stage_that_its_kind_does_not_have_leaves_a_case_out(office: Office) -> None:
    ids = logged(office, 2)
    with office.writing("Another kind") as session:
        short = session.query(CaseKind).filter(CaseKind.key == "public").one()
        short.stages = ["logged", "drafting", "closed"]
        session.get_one(Case, ids[0]).kind_id = short.id
    found = chosen(office, ids)
    assert "clearance" in found.stages
    assert "dispatched" not in found.stages
    first, second = looked(office, found.cases, replace(TO_DRAFTING, stage="clearance"))
    assert first.case.id == ids[0]
    assert "has no such stage" in first.left_out
    assert (second.before, second.after, second.left_out) == ("logged", "clearance", "")


def test_back_needs_a_reason_which_every_case_keeps(office: Office) -> None:
    ids = logged(office, 2)
    put(office, ids[0], Stage.CLEARANCE)
    back = BulkChange(act=BulkAct.MOVE, stage=Stage.TRIAGE)
    [line, _] = looked(office, chosen(office, ids).cases, back)
    assert "goes back to triage" in line.left_out
    assert do(office, ids, replace(back, reason="Sorted wrongly.")) == 2
    assert all("Sorted wrongly." in each[5] for each in cases(office))


def test_each_case_is_extended_from_its_own_date_and_keeps_why(office: Office) -> None:
    ids = logged(office, 3)
    before = [each[1] for each in cases(office)]
    do(office, ids, BulkChange(act=BulkAct.EXTEND_BY, days=5, reason="A holding reply went."))
    after = [each[1] for each in cases(office)]
    assert all(old and new and old + timedelta(days=7) <= new for old, new in zip(before, after, strict=True))
    with office.reading() as session:
        for case_id, old, new in zip(ids, before, after, strict=True):
            [change] = due_changes(session, case_id)
            assert (change.before, change.after, change.reason) == (old, new, "A holding reply went.")


def test_a_day_that_is_no_later_extends_nothing(office: Office) -> None:
    ids = logged(office, 1)
    [line] = looked(
        office, chosen(office, ids).cases, BulkChange(act=BulkAct.EXTEND_TO, day=office_today(), reason="So.")
    )
    assert "choose a later day" in line.left_out


def test_on_hold_a_case_keeps_a_day_to_look_at_it_again(office: Office) -> None:
    ids = logged(office, 2)
    put(office, ids[0], Stage.ON_HOLD)
    do(office, ids[1:], BulkChange(act=BulkAct.BRING_FORWARD, day=TOMORROW))
    on_no_day = BulkChange(act=BulkAct.BRING_FORWARD)
    lines = {line.case.id: line for line in looked(office, chosen(office, ids).cases, on_no_day)}
    assert "keeps a day" in lines[ids[0]].left_out
    assert lines[ids[1]].after == "no day"
    past = BulkChange(act=BulkAct.BRING_FORWARD, day=office_today() - timedelta(days=1))
    assert all("past" in line.left_out for line in looked(office, chosen(office, ids).cases, past))


def test_what_is_left_empty_stays_and_none_takes_away(office: Office) -> None:
    ids = logged(office, 2)
    do(office, ids, BulkChange(act=BulkAct.SORT, unit="Policy", priority="Urgent"))
    found = chosen(office, ids)
    assert (found.units, found.priorities) == (("Policy",), ("Urgent",))
    do(office, ids, BulkChange(act=BulkAct.SORT, priority=""))
    assert [each[3:5] for each in cases(office)] == [("Policy", ""), ("Policy", "")]


def test_a_case_that_left_the_log_is_counted_and_one_chosen_twice_counts_once(office: Office) -> None:
    ids = logged(office, 1)
    found = chosen(office, [*ids, *ids, 999])
    assert ([each.id for each in found.cases], found.gone) == (ids, 1)
    assert found.next_stage == "triage"
    [line] = looked(office, [SeenCase(999, 1)], TO_DRAFTING)
    assert line.left_out == "No longer in the log."


def test_the_history_names_the_step_by_what_was_done() -> None:
    assert history_words(TO_DRAFTING, 1) == "Moved 1 case to drafting"
    many = {history_words(replace(each, reason="Why."), 1200) for each in CHANGES if each.reason}
    assert "Closed 1,200 cases with no reply needed: Why." in many
    assert "Extended 1,200 cases by 5 working days: Why." in many
    sort = BulkChange(act=BulkAct.SORT, unit="Policy", priority="")
    assert history_words(sort, 2) == "Gave 2 cases the unit “Policy” and no priority"
    assert history_words(BulkChange(act=BulkAct.BRING_FORWARD), 2) == "Took out when to look at 2 cases again"
