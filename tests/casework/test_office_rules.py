"""A new holiday or another rule: what would move is seen first, then moved at once, and each case tells of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from casework.letters import letter, log
from corresp_tracker.casework import clocks, stages
from corresp_tracker.casework.clocks import change_due, count_again, go_on, hold
from corresp_tracker.casework.office_rules import (
    KindRules,
    OfficeRules,
    cases_moved_by,
    keep_rules,
    office_rules,
    rules_in_words,
)
from corresp_tracker.casework.stages import move
from corresp_tracker.casework.why_due import why_due
from corresp_tracker.deadline_rules import DeadlineRule
from corresp_tracker.errors import ChangedElsewhere, InvalidRules
from corresp_tracker.model.cases import Case, CaseKind, Stage
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import history_of_case, verify_history
from corresp_tracker.store.lists import case_page
from corresp_tracker.workingdays import CountingRule, Nation

PROCLAIMED = date(2016, 10, 31)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (clocks, stages):
        monkeypatch.setattr(module, "office_today", lambda: date(2016, 11, 3))


def rules_of(office: Office) -> OfficeRules:
    with office.reading() as session:
        return office_rules(session)


def with_kind(rules: OfficeRules, key: str, **changes: object) -> OfficeRules:
    kinds = [replace(kind, **changes) if kind.key == key else kind for kind in rules.kinds]  # type: ignore[arg-type]
    return replace(rules, kinds=tuple(kinds))


def moved(office: Office, rules: OfficeRules) -> list[tuple[int, date | None, date | None]]:
    with office.reading() as session:
        return [(each.case_id, each.before, each.after) for each in cases_moved_by(session, rules)]


def keep(office: Office, rules: OfficeRules) -> None:
    with office.reading() as session:
        shown = cases_moved_by(session, rules)
    with office.writing(rules_in_words(rules_of(office), rules)) as session:
        keep_rules(session, rules, shown=shown)


def due(office: Office, case_id: int) -> date | None:
    with office.reading() as session:
        return session.get_one(Case, case_id).due


def proclaimed(office: Office) -> OfficeRules:
    rules = rules_of(office)
    return replace(rules, holidays={**rules.holidays, PROCLAIMED: "Proclaimed holiday"})


def test_a_new_holiday_moves_open_cases_that_it_falls_in_and_no_other(office: Office) -> None:
    inside, before, typed, finished = (log(office, letter(f"Letter {each}.")).case_id for each in range(4))
    with office.writing("Set the scene") as session:
        count_again(session, before, date(2016, 11, 1), reason="It came again.")
        version = session.get_one(Case, typed).version
        change_due(session, typed, date(2016, 11, 18), reason="Agreed.", version=version)
        move(session, finished, Stage.CLOSED, version=session.get_one(Case, finished).version)
    rules = proclaimed(office)
    assert moved(office, rules) == [(inside, date(2016, 11, 14), date(2016, 11, 15))]
    assert due(office, inside) == date(2016, 11, 14)
    keep(office, rules)
    assert due(office, inside) == date(2016, 11, 15)
    assert due(office, typed) == date(2016, 11, 18)
    assert due(office, finished) == date(2016, 11, 14)
    assert moved(office, rules) == []


def test_a_date_set_by_hand_stays_even_where_the_rule_gave_the_same(office: Office) -> None:
    case_id = log(office).case_id
    with office.writing("Set by hand, there and back") as session:
        for day in (date(2016, 11, 18), date(2016, 11, 14)):
            session.flush()
            version = session.get_one(Case, case_id).version
            change_due(session, case_id, day, reason="Agreed.", version=version)
    assert due(office, case_id) == date(2016, 11, 14)
    assert moved(office, proclaimed(office)) == []


def test_a_case_that_was_moved_tells_why_in_its_history_and_in_its_count(office: Office) -> None:
    case_id = log(office).case_id
    keep(office, proclaimed(office))
    with office.reading() as session:
        newest = history_of_case(session, case_id)[0]
        shown = why_due(session, case_id)
        assert verify_history(session) == []
    assert newest.words == "New holiday: Proclaimed holiday (31 October 2016)."
    assert any("due: 14 November 2016 → 15 November 2016" in line for line in newest.details)
    assert [(step.kind, step.reason) for step in shown.changes] == [("calendar changed", newest.words)]
    assert shown.deadline
    assert (shown.deadline.due, shown.deadline.count) == (date(2016, 11, 15), 20)
    assert [day.reason for day in shown.deadline.skipped if day.date == PROCLAIMED] == ["Proclaimed holiday"]


def test_a_holiday_that_is_taken_back_moves_the_cases_back(office: Office) -> None:
    case_id = log(office).case_id
    first = rules_of(office)
    keep(office, proclaimed(office))
    keep(office, first)
    assert due(office, case_id) == date(2016, 11, 14)
    assert rules_of(office) == first


def test_another_rule_moves_the_cases_of_its_kind_alone(office: Office) -> None:
    asked, other = log(office, kind_key="public").case_id, log(office, kind_key="minister").case_id
    rules = with_kind(rules_of(office), "public", rule=DeadlineRule(days=15))
    assert moved(office, rules) == [(asked, date(2016, 11, 14), date(2016, 11, 7))]
    keep(office, rules)
    assert (due(office, asked), due(office, other)) == (date(2016, 11, 7), date(2016, 11, 14))
    with office.reading() as session:
        assert why_due(session, asked).changes[0].kind == "rule changed"
        assert "Public: 15 working days" in why_due(session, asked).changes[0].reason


def test_a_case_on_hold_is_counted_by_the_new_rules_once_it_goes_on(office: Office) -> None:
    case_id = log(office).case_id
    with office.writing("Held") as session:
        hold(session, case_id, reason="Asked.", on=date(2016, 11, 1))
    rules = proclaimed(office)
    assert moved(office, rules) == []
    keep(office, rules)
    with office.writing("Went on") as session:
        go_on(session, case_id, on=date(2016, 11, 3))
    assert due(office, case_id) == date(2016, 11, 17)


def test_the_days_of_a_hold_are_left_out_by_the_new_rules_as_well(office: Office) -> None:
    case_id = log(office).case_id
    with office.writing("Held, and went on") as session:
        hold(session, case_id, reason="Asked.", on=date(2016, 10, 19))
        go_on(session, case_id, on=date(2016, 10, 21))
    assert moved(office, proclaimed(office)) == [(case_id, date(2016, 11, 16), date(2016, 11, 17))]


def test_another_nation_moves_the_cases_whose_count_it_changes(office: Office) -> None:
    case_id = log(office, letter(dated=date(2016, 11, 2)), received=date(2016, 11, 3)).case_id
    rules = replace(rules_of(office), nation=Nation.SCOTLAND)
    assert moved(office, rules) == [(case_id, date(2016, 12, 1), date(2016, 12, 2))]


def test_a_kind_that_asks_for_no_answer_any_more_takes_the_date_away_and_back(office: Office) -> None:
    case_id = log(office, kind_key="public").case_id
    first = rules_of(office)
    rules = with_kind(first, "public", rule=DeadlineRule(days=None))
    assert moved(office, rules) == [(case_id, date(2016, 11, 14), None)]
    keep(office, rules)
    assert due(office, case_id) is None
    assert moved(office, first) == [(case_id, None, date(2016, 11, 14))]


def test_a_kind_whose_dates_are_typed_in_from_now_on_leaves_those_that_were_counted(office: Office) -> None:
    log(office, kind_key="public")
    rules = with_kind(rules_of(office), "public", rule=DeadlineRule(days=0, rule=CountingRule.TYPED_IN))
    assert moved(office, rules) == []


def test_what_was_not_shown_is_not_moved(office: Office) -> None:
    log(office)
    rules = proclaimed(office)
    with office.reading() as session:
        shown = cases_moved_by(session, rules)
    log(office, letter("A second letter, logged by a colleague meanwhile."))
    with pytest.raises(ChangedElsewhere, match="look again"), office.writing("x") as session:
        keep_rules(session, rules, shown=shown)
    assert rules_of(office).holidays == {}


def test_an_office_adds_a_kind_with_stages_of_its_own(office: Office) -> None:
    rules = rules_of(office)
    new = KindRules(
        name="Coroner's report",
        code="PFD",
        rule=DeadlineRule(days=56, rule=CountingRule.WITHIN_CALENDAR_DAYS, stage_days={"legal check": 20}),
        stages=("logged", "drafting", "legal check", "sign-off", "dispatched", "closed"),
    )
    keep(office, replace(rules, kinds=(*rules.kinds, new)))
    case_id = log(office, kind_key="coroners-report").case_id
    with office.reading() as session:
        page = case_page(session, case_id, today=date(2016, 11, 3))
        shown = why_due(session, case_id)
    assert page.row.reference == "PFD/2016/0001"
    assert page.row.due == date(2016, 12, 12)
    assert page.stages[2] == "legal check"
    assert shown.stages == (("legal check", date(2016, 11, 14)),)
    with office.writing("Moved to the office's own stage") as session:
        move(session, case_id, "legal check", version=session.get_one(Case, case_id).version)
    with office.reading() as session:
        case = session.get_one(Case, case_id)
    assert (case.stage, case.finished) == ("legal check", False)


def test_rules_that_are_kept_unchanged_change_nothing(office: Office) -> None:
    with office.reading() as session:
        before = [(kind.uid, kind.stages, kind.stage_days) for kind in session.query(CaseKind)]
    rules = rules_of(office)
    keep(office, rules)
    with office.reading() as session:
        assert [(kind.uid, kind.stages, kind.stage_days) for kind in session.query(CaseKind)] == before
    assert rules_in_words(rules, rules_of(office)) == "Nothing changed."


Wrong = Callable[[OfficeRules], OfficeRules]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda rules: with_kind(rules, "public", name="Minister"), "Two kinds have the name"),
        (lambda rules: with_kind(rules, "public", code="MIN"), "Two kinds have the code MIN"),
        (lambda rules: with_kind(rules, "public", code="M/N"), "letters and figures"),
        (lambda rules: with_kind(rules, "public", name=" "), "a name"),
        (lambda rules: with_kind(rules, "public", rule=DeadlineRule(days=0)), "between 1 and"),
        (
            lambda rules: with_kind(rules, "public", rule=DeadlineRule(stage_days={"drafting": 0})),
            "Give the stages",
        ),
        (lambda rules: with_kind(rules, "public", stages=("logged", "closed")), "begin with logged"),
        (
            lambda rules: with_kind(
                rules, "public", stages=("logged", "Check", "check", "dispatched", "closed")
            ),
            "named twice",
        ),
        (
            lambda rules: with_kind(rules, "public", stages=("logged", "on hold", "dispatched", "closed")),
            "beside the stages",
        ),
        (lambda rules: replace(rules, holidays={PROCLAIMED: " "}), "Give the holiday"),
        (
            lambda rules: replace(rules, kinds=tuple(replace(kind, retired=True) for kind in rules.kinds)),
            "at least one kind",
        ),
    ],
)
def test_rules_that_cannot_be_are_refused_with_a_sentence(office: Office, wrong: Wrong, said: str) -> None:
    rules = wrong(rules_of(office))
    with pytest.raises(InvalidRules, match=said), office.reading() as session:
        cases_moved_by(session, rules)
