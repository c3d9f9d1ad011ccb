"""The worklist as a table, by keyboard: columns chosen, sorted, copied, exported, and cases opened from it."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from corresp_tracker.settings import Settings
from corresp_tracker.ui.bulk_dialog import BulkDialog
from corresp_tracker.ui.case_table_page import CaseTablePage
from corresp_tracker.ui.columns_dialog import ColumnsDialog
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.values.case_columns import USUAL_COLUMNS, CaseColumn, TableLayout
from flows.conftest import dialog_on_show, press
from flows.test_lists import fill

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
Settled = Callable[[], None]


def table_of(window: MainWindow, jobs: Jobs, settled: Settled) -> CaseTablePage:
    fill(jobs, settled)
    press(window, Qt.Key.Key_T, CTRL)
    settled()
    assert window.pages.is_table_on_show
    return window.pages.table


def subjects(page: CaseTablePage) -> list[str]:
    model, columns = page.table.model(), page.layout_now.columns
    place = columns.index(CaseColumn.SUBJECT)
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def test_it_shows_what_the_list_shows_and_esc_goes_back_to_the_same_case(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = table_of(window, jobs, settled)
    assert page.title.text() == "All open: 3 cases"
    press(page.table, Qt.Key.Key_Down)
    chosen = page.table.current_id
    press(page.table, Qt.Key.Key_Escape)
    settled()
    assert not window.pages.is_table_on_show
    assert window.pages.cases.current_id == chosen


def test_columns_are_chosen_and_moved_by_key_and_kept(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = table_of(window, jobs, settled)
    page.ask_columns()
    dialog = dialog_on_show(ColumnsDialog)
    assert isinstance(dialog, ColumnsDialog)
    press(dialog.list, Qt.Key.Key_Down, ALT)  # the reference goes below the correspondent
    press(dialog.list, Qt.Key.Key_End)
    press(dialog.list, Qt.Key.Key_Space)  # the last of those that were not shown
    press(dialog.list, Qt.Key.Key_Return)
    settled()
    first, second, *rest = USUAL_COLUMNS
    assert page.layout_now.columns == (second, first, *rest, CaseColumn.LETTERS)
    assert page.table.model().headerData(1, Qt.Orientation.Horizontal) == "Reference"
    assert TableLayout.parse(window._settings.worklist_table) == page.layout_now


def test_a_heading_sorts_and_again_the_other_way_and_what_is_chosen_stays_chosen(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = table_of(window, jobs, settled)
    ModelTester(window.pages).check(page.table.model())  # type: ignore[arg-type]
    chosen = page.table.current_id
    page.sort_by(CaseColumn.SUBJECT)
    settled()
    up = subjects(page)
    assert up == sorted(up, key=str.lower)
    assert page.table.current_id == chosen
    page.sort_by(CaseColumn.SUBJECT)
    settled()
    assert subjects(page) == up[::-1]


def test_all_chosen_cases_are_changed_and_rows_copied_with_their_headings(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = table_of(window, jobs, settled)
    press(page.table, Qt.Key.Key_Home, CTRL)
    press(page.table, Qt.Key.Key_Down, SHIFT)
    press(page.table, Qt.Key.Key_C, CTRL)
    copied = QApplication.clipboard().text().split("\n")
    assert copied[0].startswith("Reference\t")
    assert len(copied) == 3
    assert len(window.pages.cases_chosen()) == 2
    press(window, Qt.Key.Key_J, CTRL)
    settled()
    dialog = dialog_on_show(BulkDialog)
    assert isinstance(dialog, BulkDialog)
    assert dialog.windowTitle() == "Change 2 cases"
    press(dialog, Qt.Key.Key_Escape)


def test_enter_opens_the_case_and_esc_comes_back_to_the_table(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = table_of(window, jobs, settled)
    press(page.table, Qt.Key.Key_Return)
    settled()
    assert not window.pages.is_table_on_show
    press(window.pages.alone, Qt.Key.Key_Escape)
    settled()
    assert window.pages.is_table_on_show


def test_it_is_written_to_a_file(window: MainWindow, jobs: Jobs, settled: Settled, tmp_path: Path) -> None:
    page = table_of(window, jobs, settled)
    page.write_to(str(tmp_path / "list.xlsx"))
    settled()
    rows = list(openpyxl.load_workbook(tmp_path / "list.xlsx").active.values)
    assert len(rows) == 4
    assert page.bar.sentence.startswith("The worklist is written to")
    page.write_to(str(tmp_path / "no such folder" / "list.csv"))
    settled()
    assert "no such folder" in page.bar.sentence


def test_it_is_there_as_it_was_kept_at_the_next_start(settled: Settled) -> None:
    kept = Settings(worklist_table=str(TableLayout().sorted_by(CaseColumn.UNIT)))
    assert TableLayout.parse(kept.worklist_table).order is CaseColumn.UNIT
