"""From a figure to its case and back, by keyboard."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from corresp_tracker.ui.cases_behind_dialog import CasesBehindDialog
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.period_field import EVERYTHING
from flows.conftest import dialog_on_show, press
from flows.test_main_job import log

Settled = Callable[[], None]


def test_a_figure_leads_to_its_case_and_esc_back_to_the_figures(
    window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    log(window, settled, tmp_path)
    press(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    settled()
    page = window.pages.performance
    assert page.isVisible()
    page.period.choice.setCurrentText(EVERYTHING)
    settled()
    press(page.table, Qt.Key.Key_Return)
    settled()
    dialog = dialog_on_show(CasesBehindDialog)
    assert isinstance(dialog, CasesBehindDialog)
    press(dialog.cases, Qt.Key.Key_Return)
    settled()
    case = window.pages.alone.case
    assert case.isVisible()
    assert case.page is not None
    assert case.page.row.reference.startswith("INS/")
    press(case, Qt.Key.Key_Escape)
    settled()
    assert page.isVisible()
