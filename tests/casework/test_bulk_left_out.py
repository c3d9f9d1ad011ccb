"""Cases left out of a change of many come first in the list; a finished one is left out of all but sorting."""

from datetime import timedelta

import pytest

from casework.test_bulk_moves import TO_DRAFTING, chosen, logged, looked, put
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.model.cases import Stage
from corresp_tracker.store.database import Office
from corresp_tracker.values.bulk_change import BulkAct, BulkChange

NOT_OF_FINISHED = (
    TO_DRAFTING,
    BulkChange(act=BulkAct.HOLD, reason="Facts are awaited."),
    BulkChange(act=BulkAct.GO_ON),
    BulkChange(act=BulkAct.EXTEND_BY, days=5, reason="A holding reply went."),
    BulkChange(act=BulkAct.BRING_FORWARD, day=office_today() + timedelta(days=1)),
    BulkChange(act=BulkAct.NO_REPLY, reason="Sent to us for information."),
)


@pytest.mark.parametrize("change", NOT_OF_FINISHED, ids=lambda change: change.act.name)
def test_a_case_that_was_finished_when_it_was_chosen_is_left_out_and_says_so(
    office: Office, change: BulkChange
) -> None:
    [case_id] = logged(office, 1)
    put(office, case_id, Stage.DISPATCHED)
    [line] = looked(office, chosen(office, [case_id]).cases, change)
    assert line.left_out == "Finished already (dispatched)."
    assert not line.is_stale


def test_a_finished_case_can_still_be_given_a_unit(office: Office) -> None:
    [case_id] = logged(office, 1)
    put(office, case_id, Stage.DISPATCHED)
    [line] = looked(office, chosen(office, [case_id]).cases, BulkChange(act=BulkAct.SORT, unit="Policy"))
    assert (line.left_out, line.before, line.after) == ("", "no unit", "Policy")


def test_those_that_are_left_out_come_first_and_the_others_stay_in_order(office: Office) -> None:
    ids = logged(office, 4)
    put(office, ids[2], Stage.DISPATCHED)
    lines = looked(office, chosen(office, ids).cases, TO_DRAFTING)
    assert [line.case.id for line in lines] == [ids[2], ids[0], ids[1], ids[3]]
