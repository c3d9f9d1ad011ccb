"""The office's old spreadsheet brought in by hand: dropped on the window, corrected by keyboard, and undone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from casework.test_log_import import NASTY
from corresp_tracker.casework.sheet_columns import SheetField
from corresp_tracker.model.cases import Case, KnownHeading
from corresp_tracker.model.letters import Letter
from corresp_tracker.ui.log_import_columns import FIELD_WORDS
from corresp_tracker.ui.log_import_dialog import LogImportDialog
from corresp_tracker.ui.main_window import MainWindow
from flows.conftest import dialog_on_show, press
from sheets import workbook

Settled = Callable[[], None]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "log.xlsx"
    file.write_bytes(workbook(NASTY, others=["Read me"]))
    return file


def drop(window: MainWindow, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def opened(window: MainWindow, file: Path, settled: Settled) -> LogImportDialog:
    drop(window, file)
    settled()
    dialog = dialog_on_show(LogImportDialog)
    assert isinstance(dialog, LogImportDialog)
    return dialog


def count(window: MainWindow, record: type) -> int:
    assert window._jobs.office is not None
    with window._jobs.office.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_a_spreadsheet_dropped_on_the_window_is_corrected_imported_and_undone(
    qtbot: QtBot, window: MainWindow, settled: Settled, log: Path
) -> None:
    assert window.pages.cases.offer.isVisible()
    dialog = opened(window, log, settled)
    assert [sheet.name for sheet in dialog._file.sheets][dialog.plan.sheet] == "Log"
    assert len(dialog.model.chosen()) == 4
    first = dialog.model.row(0)
    assert first is not None
    assert first.line == 10
    received = dialog.row.fields[SheetField.RECEIVED]
    received.setText("29/02/2016")
    press(received, Qt.Key.Key_Return)
    settled()
    assert len(dialog.model.chosen()) == 5
    row = dialog.model.row(dialog.table.currentIndex().row())
    assert row is not None
    assert row.line == 10
    press(dialog.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    press(dialog.table, Qt.Key.Key_Space)
    assert len(dialog.model.chosen()) == 6
    press(dialog.take, Qt.Key.Key_Space)
    settled()
    assert count(window, Case) == 5
    assert "5 cases with 7 letters" in window.pages.bar.sentence
    assert not window.pages.cases.offer.isVisible()
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert (count(window, Case), count(window, Letter)) == (0, 0)


def test_a_column_is_said_by_keyboard_and_remembered(
    qtbot: QtBot, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    file = tmp_path / "log.csv"
    file.write_text("Ref,Date A,From,Subject\nX/1,17/10/2016,A Writer,Dogs\n", encoding="utf-8")
    dialog = opened(window, file, settled)
    dialog.tabs.setCurrentIndex(1)
    dialog.columns.table.setCurrentIndex(dialog.columns.table.model().index(1, 0))
    assert dialog.columns.field.currentText() == FIELD_WORDS[SheetField.RECEIVED]
    press(dialog.columns.field, Qt.Key.Key_Down)
    assert dialog.columns.field.currentText() == FIELD_WORDS[SheetField.DATED]
    settled()
    [row] = dialog.plan.rows
    assert row.read.dated is not None
    press(dialog.take, Qt.Key.Key_Space)
    settled()
    assert (count(window, Case), count(window, KnownHeading)) == (1, 1)


def test_leaving_the_dialog_imports_nothing_and_what_is_no_spreadsheet_says_so(
    qtbot: QtBot, window: MainWindow, settled: Settled, log: Path
) -> None:
    dialog = opened(window, log, settled)
    press(dialog, Qt.Key.Key_Escape)
    settled()
    assert count(window, Case) == 0
    log.write_bytes(b"%PDF-1.4")
    drop(window, log)
    settled()
    assert "no spreadsheet" in window.pages.bar.sentence


def test_an_import_called_off_half_way_leaves_nothing(
    qtbot: QtBot, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    rows = [f"X/{number},17/10/2016,A Writer,Subject {number}" for number in range(400)]
    file = tmp_path / "log.csv"
    file.write_text("\n".join(["Ref,Received,From,Subject", *rows]), encoding="utf-8")
    dialog = opened(window, file, settled)
    press(dialog.take, Qt.Key.Key_Space)
    jobs = window._jobs
    qtbot.waitUntil(lambda: any(job.done for job in jobs.shown()), timeout=20_000)
    for job in jobs.shown():
        jobs.cancel(job)
    settled()
    assert count(window, Case) == 0
