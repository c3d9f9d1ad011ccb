"""The office changes its kinds and holidays without code, and sees first which open cases would move."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from casework.letters import letter, log
from corresp_tracker.casework.office_rules import office_rules
from corresp_tracker.model.cases import Case
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import history_of_case
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.moved_cases_dialog import MovedCasesDialog
from corresp_tracker.ui.rules_dialog import RulesDialog
from corresp_tracker.workingdays import CountingRule, Nation

Settled = Callable[[], None]


@pytest.fixture
def case_ids(sqlite_office: Office) -> list[int]:
    """Two cases due on 14 November 2016: one of a kind "Public", one of the kind "Minister"."""
    return [
        log(sqlite_office, letter(f"Letter {kind}."), kind_key=kind).case_id
        for kind in ("public", "minister")
    ]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def dialog(
    window: QWidget, qtbot: QtBot, jobs: Jobs, settled: Settled, case_ids: list[int], sqlite_office: Office
) -> RulesDialog:
    with sqlite_office.reading() as session:
        rules = office_rules(session)
    dialog = RulesDialog(jobs, rules, window)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def choose(dialog: RulesDialog, name: str) -> None:
    names = [dialog.kinds.item(row).text() for row in range(dialog.kinds.count())]
    dialog.kinds.setCurrentRow(names.index(name))


def due(office: Office, case_id: int) -> date | None:
    with office.reading() as session:
        return session.get_one(Case, case_id).due


def moves(dialog: RulesDialog) -> MovedCasesDialog:
    [found] = dialog.findChildren(MovedCasesDialog)
    return found


def table(shown: MovedCasesDialog) -> list[list[str]]:
    model = shown.table.model()
    return [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]


def test_looking_at_every_kind_and_keeping_them_changes_nothing(
    dialog: RulesDialog, sqlite_office: Office, settled: Settled
) -> None:
    with sqlite_office.reading() as session:
        before = office_rules(session)
    for row in range(dialog.kinds.count()):
        dialog.kinds.setCurrentRow(row)
    assert dialog.rules() == before
    dialog.keep()
    settled()
    with sqlite_office.reading() as session:
        assert office_rules(session) == before


def test_a_new_holiday_lists_the_cases_that_would_move_and_moves_them_once_that_is_wanted(
    dialog: RulesDialog, sqlite_office: Office, settled: Settled, case_ids: list[int]
) -> None:
    dialog.tabs.setCurrentWidget(dialog.holidays)
    dialog.holidays.day.type("31 October 2016")
    dialog.holidays.name.setText("Proclaimed holiday")
    dialog.holidays.add()
    dialog.keep()
    settled()
    shown = moves(dialog)
    assert [row[1:] for row in table(shown)] == [["Mon 14 Nov 2016", "Tue 15 Nov 2016"]] * 2
    assert shown.keep.text() == "&Keep, and move 2 cases"
    assert due(sqlite_office, case_ids[0]) == date(2016, 11, 14)
    shown.accept()
    settled()
    assert [due(sqlite_office, case_id) for case_id in case_ids] == [date(2016, 11, 15)] * 2
    with sqlite_office.reading() as session:
        for case_id in case_ids:
            assert "New holiday: Proclaimed holiday" in history_of_case(session, case_id)[0].words


def test_going_back_from_the_list_writes_nothing(
    dialog: RulesDialog, sqlite_office: Office, settled: Settled, case_ids: list[int]
) -> None:
    choose(dialog, "Public")
    dialog.form.days.setText("15")
    dialog.keep()
    settled()
    moves(dialog).reject()
    settled()
    assert dialog.isVisible()
    assert due(sqlite_office, case_ids[0]) == date(2016, 11, 14)
    with sqlite_office.reading() as session:
        [public] = [kind for kind in office_rules(session).kinds if kind.key == "public"]
    assert public.rule.days == 20


def test_a_kind_gets_another_rule_calendar_and_stage(
    dialog: RulesDialog, sqlite_office: Office, settled: Settled
) -> None:
    choose(dialog, "Select committee")
    form = dialog.form
    form.way.setCurrentIndex(form.way.findData(CountingRule.WEEKEND_ROLLS_TO_DAY_ZERO.value))
    form.nation.setCurrentIndex(form.nation.findData(Nation.UNITED_KINGDOM.value))
    form.days.setText("30")
    form.stages.setCurrentCell(2, 0)
    form.add_stage("Policy check")
    form.stages.item(3, 1).setText("12")
    form.move_stage(1)
    dialog.keep()
    settled()
    assert not isValid(dialog) or not dialog.isVisible()
    with sqlite_office.reading() as session:
        [kind] = [kind for kind in office_rules(session).kinds if kind.key == "select-committee"]
    assert (kind.rule.days, kind.rule.nation) == (30, Nation.UNITED_KINGDOM)
    assert kind.rule.rule is CountingRule.WEEKEND_ROLLS_TO_DAY_ZERO
    assert kind.stages[2:5] == ("drafting", "quality assurance", "policy check")
    assert kind.rule.stage_days["policy check"] == 12


def test_a_kind_is_added_and_what_cannot_be_is_said_without_losing_it(
    dialog: RulesDialog, sqlite_office: Office, settled: Settled
) -> None:
    dialog.add_kind()
    dialog.form.name.setText("Coroner")
    dialog.form.code.setText("MIN")
    dialog.keep()
    settled()
    assert "Two kinds have the code MIN" in dialog.bar.sentence
    dialog.form.code.setText("COR")
    dialog.keep()
    settled()
    with sqlite_office.reading() as session:
        assert office_rules(session).kinds[-1].key == "coroner"


def test_the_form_says_when_a_letter_of_today_would_be_due(dialog: RulesDialog) -> None:
    choose(dialog, "Minister")
    shown = [label.text() for label in dialog.form.findChildren(QLabel) if label.isVisible()]
    assert any(words.startswith("A letter that came today would be due") for words in shown)
    choose(dialog, "Own initiative")
    shown = [label.text() for label in dialog.form.findChildren(QLabel) if label.isVisible()]
    assert "No answer is due." in shown
    assert not dialog.form.days.isEnabled()


def test_a_holiday_without_a_name_or_a_day_is_not_added(dialog: RulesDialog) -> None:
    dialog.holidays.day.type("31 October 2016")
    dialog.holidays.add()
    assert dialog.holidays.holidays() == {}
    dialog.holidays.name.setText("Proclaimed holiday")
    dialog.holidays.add()
    dialog.holidays.list.setCurrentRow(0)
    dialog.holidays.take_out()
    assert dialog.holidays.holidays() == {}
