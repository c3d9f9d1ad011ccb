"""The clock of a case: extended, held, going on, begun again; each with its reason, and the old date kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.letters import letter, log, log_sent
from corresp_tracker.casework import clocks, stages
from corresp_tracker.casework.cases import edit_case
from corresp_tracker.casework.clocks import change_due, clock_after, count_again, due_changes, go_on, hold
from corresp_tracker.casework.stages import hold_case, let_go_on, move
from corresp_tracker.casework.why_due import CaseDeadline, why_due
from corresp_tracker.deadline_rules import USUAL_RULE
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter
from corresp_tracker.model.case_moves import DueChange, DueChangeKind, StageMove
from corresp_tracker.model.cases import Case, Stage
from corresp_tracker.model.letters import Letter, LetterRole
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import history_of_case, verify_history
from corresp_tracker.workingdays import OfficeCalendar, working_days_between

ENGLAND = OfficeCalendar()
days = st.dates(min_value=date(2010, 1, 1), max_value=date(2034, 12, 31))


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's day is Thursday 3 November 2016."""
    for module in (clocks, stages):
        monkeypatch.setattr(module, "office_today", lambda: date(2016, 11, 3))


@pytest.fixture
def case_id(office: Office) -> int:
    """A case received on 17 October 2016 and so due on 14 November."""
    return log(office).case_id


def case_of(office: Office, case_id: int) -> Case:
    with office.reading() as session:
        return session.get_one(Case, case_id)


def why(office: Office, case_id: int) -> CaseDeadline:
    with office.reading() as session:
        return why_due(session, case_id)


def kinds(office: Office, case_id: int) -> list[tuple[str, date | None, date | None]]:
    with office.reading() as session:
        return [(each.kind.value, each.before, each.after) for each in due_changes(session, case_id)]


def test_an_extension_keeps_the_old_date_who_and_why(office: Office, case_id: int) -> None:
    version = case_of(office, case_id).version
    for _ in range(2):  # the second is the same order once more, by the version seen first
        with office.writing("Extended") as session:
            change_due(session, case_id, date(2016, 11, 21), reason="They agreed.", version=version)
    shown = why(office, case_id)
    assert shown.deadline
    assert shown.by_rule
    assert (shown.deadline.due, shown.by_rule.due) == (date(2016, 11, 21), date(2016, 11, 14))
    [step] = shown.changes
    assert (step.kind, step.before, step.after) == ("extended", date(2016, 11, 14), date(2016, 11, 21))
    assert (step.reason, step.by) == ("They agreed.", "Clerk")
    assert shown.by_rule.count == 20


def test_a_case_on_hold_has_no_date_and_is_shown_again(office: Office, case_id: int) -> None:
    with office.writing("Held") as session:
        hold(session, case_id, reason="The force was asked.")
    case = case_of(office, case_id)
    assert (case.due, case.bring_forward) == (None, date(2016, 11, 17))
    shown = why(office, case_id)
    assert shown.deadline is None
    assert shown.held
    assert (shown.held.first, shown.was_due) == (date(2016, 11, 3), date(2016, 11, 14))
    assert "The force was asked." in case.due_rule


def test_days_on_hold_are_left_out_and_named_when_it_goes_on(office: Office, case_id: int) -> None:
    with office.writing("Held") as session:
        hold(session, case_id, reason="The force was asked.", on=date(2016, 10, 20))
    with office.writing("Went on") as session:
        go_on(session, case_id, on=date(2016, 10, 26))
    shown = why(office, case_id)
    assert shown.deadline
    assert shown.deadline.due == date(2016, 11, 18)
    reasons = {day.date: day.reason for day in shown.deadline.skipped}
    assert reasons[date(2016, 10, 20)] == "On hold: The force was asked."
    assert reasons[date(2016, 10, 22)] == "Saturday"
    assert date(2016, 10, 26) not in reasons
    assert kinds(office, case_id) == [
        ("put on hold", date(2016, 11, 14), None),
        ("went on", None, date(2016, 11, 18)),
    ]
    assert case_of(office, case_id).bring_forward is None


def test_a_date_set_by_hand_moves_by_the_days_of_a_hold(office: Office, case_id: int) -> None:
    with office.writing("Set") as session:
        change_due(
            session,
            case_id,
            date(2016, 11, 11),
            reason="Agreed.",
            version=session.get_one(Case, case_id).version,
        )
        hold(session, case_id, reason="Asked.", on=date(2016, 10, 20))
        go_on(session, case_id, on=date(2016, 10, 24))
    assert case_of(office, case_id).due == date(2016, 11, 15)
    assert "typed in" in case_of(office, case_id).due_rule


@pytest.mark.parametrize(
    ("held", "due"),
    [
        (date(2016, 10, 20), date(2016, 11, 1)),  # two days were left, and are left when it goes on
        (date(2016, 10, 24), date(2016, 10, 21)),  # it was past already
    ],
)
def test_a_date_set_by_hand_has_as_many_days_left_after_a_hold_as_before(
    office: Office, case_id: int, held: date, due: date
) -> None:
    version = case_of(office, case_id).version
    with office.writing("Set, held, and went on") as session:
        change_due(session, case_id, date(2016, 10, 21), reason="Agreed.", version=version)
        hold(session, case_id, reason="Asked.", on=held)
        go_on(session, case_id, on=date(2016, 10, 31))
    assert case_of(office, case_id).due == due


def test_holding_and_going_on_twice_is_once(office: Office, case_id: int) -> None:
    with office.writing("Twice") as session:
        for _ in range(2):
            hold(session, case_id, reason="Asked.", on=date(2016, 10, 20))
        for _ in range(2):
            go_on(session, case_id, on=date(2016, 10, 24))
    assert len(kinds(office, case_id)) == 2


def test_a_transfer_in_counts_from_the_day_after_the_office_had_it(office: Office, case_id: int) -> None:
    with office.writing("Took it over") as session:
        count_again(
            session,
            case_id,
            date(2016, 10, 28),
            reason="From the Example Department.",
            kind=DueChangeKind.TRANSFERRED_IN,
        )
    case = case_of(office, case_id)
    assert (case.received, case.due) == (date(2016, 10, 17), date(2016, 11, 25))
    deadline = why(office, case_id).deadline
    assert deadline
    assert next(day.date for day in deadline.days if day.counts) == date(2016, 10, 31)
    assert case.due_rule.endswith("From the Example Department.")


def test_counting_again_forgets_what_was_set_by_hand_before(office: Office, case_id: int) -> None:
    version = case_of(office, case_id).version
    with office.writing("Extended") as session:
        change_due(session, case_id, date(2016, 12, 30), reason="Agreed.", version=version)
    with office.writing("Counted again") as session:
        count_again(session, case_id, date(2016, 10, 17), reason="The extension was a mistake.")
    assert case_of(office, case_id).due == date(2016, 11, 14)


@pytest.mark.parametrize("start", [date(2016, 10, 14), date(2016, 11, 4)])
def test_days_that_cannot_be_counted_from_are_refused(office: Office, case_id: int, start: date) -> None:
    with pytest.raises(InvalidLetter, match=r"before|still to come"), office.writing("x") as session:
        count_again(session, case_id, start, reason="A reason.")
    with pytest.raises(InvalidLetter, match=r"before|still to come"), office.writing("x") as session:
        hold(session, case_id, reason="A reason.", on=start)


def test_nothing_moves_a_deadline_without_a_reason(office: Office, case_id: int) -> None:
    for task in (
        lambda session: hold(session, case_id, reason=" "),
        lambda session: count_again(session, case_id, date(2016, 10, 20), reason=""),
    ):
        with pytest.raises(InvalidLetter, match="Say why"), office.writing("x") as session:
            task(session)
    assert kinds(office, case_id) == []


def test_a_chaser_never_moves_the_due_date(office: Office, case_id: int) -> None:
    before = case_of(office, case_id)
    chaser = log(
        office,
        letter("I have had no answer to my letter.", dated=date(2016, 11, 2)),
        received=date(2016, 11, 2),
        case_id=case_id,
        role=LetterRole.CHASER,
        kind_key="minister",
    )
    after = case_of(office, case_id)
    with office.reading() as session:
        assert session.get_one(Letter, chaser.letter_id).role is LetterRole.CHASER
    assert (after.due, after.received, after.due_rule) == (before.due, before.received, before.due_rule)
    assert kinds(office, case_id) == []


def test_a_deadline_that_was_counted_follows_its_kind_and_one_set_by_hand_stays(office: Office) -> None:
    counted, typed = log(office).case_id, log(office, due=date(2016, 11, 9)).case_id
    with office.writing("Corrected the kind") as session:
        for case_id in (counted, typed):
            edit_case(
                session,
                case_id,
                version=session.get_one(Case, case_id).version,
                kind_key="urgent-notification",
            )
    assert case_of(office, counted).due == date(2016, 11, 14)  # 28 days are the same day here
    with office.writing("Corrected the kind") as session:
        for case_id in (counted, typed):
            edit_case(
                session,
                case_id,
                version=session.get_one(Case, case_id).version,
                kind_key="section-55-comments",
            )
    assert case_of(office, counted).due == date(2016, 12, 11)
    assert case_of(office, typed).due == date(2016, 11, 9)
    assert kinds(office, counted) == [("kind changed", date(2016, 11, 14), date(2016, 12, 11))]
    assert kinds(office, typed) == [("set by hand", None, date(2016, 11, 9))]


def test_a_date_typed_in_that_the_rule_gives_as_well_is_the_rules(office: Office) -> None:
    case_id = log(office, due=date(2016, 11, 14)).case_id
    shown = why(office, case_id)
    assert shown.deadline
    assert (shown.deadline.count, kinds(office, case_id)) == (20, [])


def test_a_date_that_an_older_log_had_typed_in_is_taken_as_that(office: Office, case_id: int) -> None:
    with office.writing("As an older version wrote it") as session:
        session.get_one(Case, case_id).due = date(2016, 11, 30)
    shown = why(office, case_id)
    assert shown.deadline
    assert shown.by_rule
    assert (shown.deadline.due, shown.by_rule.due) == (date(2016, 11, 30), date(2016, 11, 14))
    assert "typed in" in shown.deadline.rule


def test_what_is_due_on_the_way_is_named_until_it_is_done(office: Office, case_id: int) -> None:
    assert dict(why(office, case_id).stages)["drafting"] == date(2016, 10, 31)
    with office.writing("Sent for clearance") as session:
        move(session, case_id, Stage.CLEARANCE, version=session.get_one(Case, case_id).version)
    assert why(office, case_id).stages == (
        ("clearance", date(2016, 11, 11)),
        ("sign-off", date(2016, 11, 11)),
    )


def test_each_move_knows_who_when_and_why(office: Office, case_id: int) -> None:
    with office.writing("Moved on") as session:
        move(session, case_id, Stage.CLEARANCE, version=session.get_one(Case, case_id).version)
    with office.writing("Moved back") as session:
        version = session.get_one(Case, case_id).version
        move(session, case_id, Stage.DRAFTING, reason="A figure is wrong.", version=version)
    with office.reading() as session:
        moves = session.query(StageMove).filter(StageMove.case_id == case_id).order_by(StageMove.id).all()
    assert [(each.before, each.after, each.reason) for each in moves] == [
        ("", "logged", ""),
        ("logged", "clearance", ""),
        ("clearance", "drafting", "A figure is wrong."),
    ]
    assert {each.by for each in moves} == {"Clerk"}
    assert all(each.at.tzinfo for each in moves)


def test_back_needs_a_reason_and_forward_does_not(office: Office, case_id: int) -> None:
    with office.writing("Moved on") as session:
        move(session, case_id, Stage.SIGN_OFF, version=session.get_one(Case, case_id).version)
    with pytest.raises(InvalidLetter, match="back to drafting"), office.writing("x") as session:
        move(session, case_id, Stage.DRAFTING, version=session.get_one(Case, case_id).version)


@pytest.mark.parametrize("stage", [Stage.ON_HOLD, Stage.NO_REPLY_NEEDED, Stage.TRANSFERRED])
def test_stages_beside_the_way_need_a_reason(office: Office, case_id: int, stage: Stage) -> None:
    with pytest.raises(InvalidLetter, match="Say"), office.writing("x") as session:
        move(session, case_id, stage, version=session.get_one(Case, case_id).version)


def test_the_same_order_given_twice_is_one_move(office: Office, case_id: int) -> None:
    seen = case_of(office, case_id).version
    with office.writing("Moved") as session:
        move(session, case_id, Stage.TRIAGE, version=seen)
    entries = len(_history(office, case_id))
    with office.writing("Moved") as session:
        move(session, case_id, Stage.TRIAGE, version=seen)
    assert len(_history(office, case_id)) == entries
    with pytest.raises(ChangedElsewhere), office.writing("Another order") as session:
        move(session, case_id, Stage.DRAFTING, version=seen)


def test_a_hold_by_its_stage_stops_the_clock_and_leaving_it_goes_on(office: Office, case_id: int) -> None:
    with office.writing("Held") as session:
        version = session.get_one(Case, case_id).version
        move(session, case_id, Stage.ON_HOLD, reason="Asked.", version=version)
    assert case_of(office, case_id).due is None
    with office.writing("Went on") as session:
        move(session, case_id, Stage.DRAFTING, version=session.get_one(Case, case_id).version)
    assert case_of(office, case_id).due == date(2016, 11, 14)  # held and let go on one day


def test_a_case_that_goes_on_is_where_it_was(office: Office, case_id: int) -> None:
    with office.writing("Moved") as session:
        move(session, case_id, Stage.CLEARANCE, version=session.get_one(Case, case_id).version)
    with office.writing("Held") as session:
        version = session.get_one(Case, case_id).version
        hold_case(session, case_id, date(2016, 11, 1), reason="Asked.", version=version)
    assert case_of(office, case_id).stage == Stage.ON_HOLD
    with office.writing("Went on") as session:
        version = session.get_one(Case, case_id).version
        let_go_on(session, case_id, date(2016, 11, 3), reason="", version=version)
    case = case_of(office, case_id)
    assert (case.stage, case.due) == (Stage.CLEARANCE, date(2016, 11, 16))


def test_a_reply_that_goes_while_the_case_is_on_hold_finishes_it_with_a_date(
    office: Office, case_id: int
) -> None:
    with office.writing("Held") as session:
        version = session.get_one(Case, case_id).version
        move(session, case_id, Stage.ON_HOLD, reason="Asked.", version=version)
    log_sent(
        office,
        "Thank you for your letter of 17 October 2016. " + "We have looked at what you ask. " * 30,
        dated=date(2016, 11, 3),
        answers="your letter of 17 October 2016",
        case_id=case_id,
    )
    case = case_of(office, case_id)
    assert (case.stage, case.finished_on, case.due) == (
        Stage.DISPATCHED,
        date(2016, 11, 3),
        date(2016, 11, 14),
    )


@pytest.mark.parametrize(
    ("count_from", "due"), [(None, date(2016, 11, 14)), (date(2016, 11, 1), date(2016, 11, 29))]
)
def test_a_case_opened_again_keeps_its_date_or_is_counted_afresh(
    office: Office, case_id: int, count_from: date | None, due: date
) -> None:
    with office.writing("Closed") as session:
        move(session, case_id, Stage.CLOSED, version=session.get_one(Case, case_id).version)
    with office.writing("Opened again") as session:
        version = session.get_one(Case, case_id).version
        with pytest.raises(InvalidLetter, match="opened again"):
            move(session, case_id, Stage.REOPENED, version=version)
        move(
            session,
            case_id,
            Stage.REOPENED,
            reason="They asked again.",
            version=version,
            count_from=count_from,
        )
    assert case_of(office, case_id).due == due


def test_the_history_of_a_case_tells_of_its_deadline_and_is_whole(office: Office, case_id: int) -> None:
    with office.writing("Put the case on hold: asked") as session:
        hold(session, case_id, reason="Asked.", on=date(2016, 10, 20))
    with office.reading() as session:
        [entry, *_] = history_of_case(session, case_id)
        assert any("due: 14 November 2016 → nothing" in line for line in entry.details)
        assert verify_history(session) == []


@given(received=days, held_after=st.integers(0, 60), held_for=st.integers(0, 60))
def test_a_hold_moves_a_deadline_by_the_working_days_it_took_from_it(
    received: date, held_after: int, held_for: int
) -> None:
    first = received + timedelta(days=held_after)
    until = first + timedelta(days=held_for)
    changes = [
        DueChange(case_id=1, kind=DueChangeKind.HELD, day=first, reason="Asked."),
        DueChange(case_id=1, kind=DueChangeKind.WENT_ON, day=until),
    ]
    before = clock_after(received, []).deadline(USUAL_RULE, ENGLAND)
    after = clock_after(received, changes).deadline(USUAL_RULE, ENGLAND)
    assert before
    assert after
    assert clock_after(received, changes[:1]).deadline(USUAL_RULE, ENGLAND) is None
    lost = 0
    if first <= before.due:
        span = [first + timedelta(days=step) for step in range(held_for)]
        lost = sum(ENGLAND.is_working_day(day) for day in span if day > received)
    assert working_days_between(before.due, after.due, ENGLAND) == lost


def _history(office: Office, case_id: int) -> list[object]:
    with office.reading() as session:
        return list(history_of_case(session, case_id))
