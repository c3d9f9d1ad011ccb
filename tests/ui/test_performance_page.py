"""How we are doing: every figure opens its cases, and goes out as a picture, a table or a file."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from casework.letters import letter, log, log_sent
from corresp_tracker.casework.how_we_do import quarter_of
from corresp_tracker.model.published import PublishedQuarter
from corresp_tracker.store.database import Office
from corresp_tracker.ui.cases_behind_dialog import CasesBehindDialog
from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.figure_table import FigureTable
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.performance_page import PerformancePage
from corresp_tracker.ui.period_field import EVERYTHING, LAST_QUARTER, OTHER

Settled = Callable[[], None]
TODAY = today_here()
QUARTER = quarter_of(quarter_of(TODAY, today=TODAY).first - timedelta(days=1), today=TODAY)
CAME = QUARTER.first + timedelta(days=3)
LONG = "Thank you for your letter. " + "We have looked at what you ask. " * 30


@pytest.fixture
def case_ids(sqlite_office: Office) -> list[int]:
    """Three letters of the last quarter: one answered in time, two not at all and long due."""
    ids = [
        log(sqlite_office, letter(f"Letter {number}.", dated=CAME), received=CAME, kind_key=kind).case_id
        for number, kind in enumerate(("public", "public", "minister"))
    ]
    log_sent(sqlite_office, LONG, dated=CAME + timedelta(days=7), answers="your letter", case_id=ids[0])
    return ids


@pytest.fixture
def page(qtbot: QtBot, jobs: Jobs, settled: Settled, case_ids: list[int]) -> PerformancePage:
    page = PerformancePage(jobs)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitExposed(page)
    page.period.choice.setCurrentText(LAST_QUARTER)
    settled()
    return page


def show(page: PerformancePage, name: str) -> FigureTable:
    names = [page.tabs.tabText(place) for place in range(page.tabs.count())]
    page.tabs.setCurrentIndex(names.index(name))
    model = page.table.model()
    assert isinstance(model, FigureTable)
    return model


def cells(model: FigureTable, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def behind(page: PerformancePage) -> CasesBehindDialog:
    [dialog] = [each for each in page.findChildren(CasesBehindDialog) if each.isVisible()]
    return dialog


def listed(dialog: CasesBehindDialog) -> set[int]:
    rows = dialog.cases.rows
    return {rows.id_at(place) or 0 for place in range(rows.rowCount())}


def test_the_headlines_say_both_percentages_and_open_what_missed(
    page: PerformancePage, settled: Settled, case_ids: list[int]
) -> None:
    assert [button.text() for button in page.headlines] == [
        "33.3% within our target: 1 of 3",
        "33.3% within 20 working days: 1 of 3",
    ]
    page.headlines[0].click()
    settled()
    assert listed(behind(page)) == set(case_ids[1:])


def test_each_table_has_its_chart_and_each_figure_its_cases(
    page: PerformancePage, settled: Settled, case_ids: list[int]
) -> None:
    model = show(page, "By kind")
    assert cells(model, 0)[:5] == ["Public", "50%", "1", "", "1"]
    assert page.chart.data is not None
    assert page.chart.data.labels == ("Public", "Minister")
    page.table.setCurrentIndex(model.index(0, 4))
    page.table.activated.emit(model.index(0, 4))
    settled()
    assert listed(behind(page)) == {case_ids[1]}
    behind(page).reject()
    page.chart.choose(1)
    page.chart.opened.emit(1)
    settled()
    assert listed(behind(page)) == {case_ids[2]}


def test_a_case_behind_a_figure_opens_with_enter(
    page: PerformancePage, settled: Settled, qtbot: QtBot, case_ids: list[int]
) -> None:
    page.headlines[0].click()
    settled()
    dialog = behind(page)
    with qtbot.waitSignal(page.case_asked) as asked:
        qtbot.keyClick(dialog.cases, Qt.Key.Key_Return)
    assert asked.args == [case_ids[1]]


def test_all_tables_can_be_looked_at(page: PerformancePage, case_ids: list[int]) -> None:
    assert cells(show(page, "Open cases"), 4) == ["more than 40", "2"]
    assert cells(show(page, "Backlog"), 0)[1] == "2"
    writers = show(page, "Who writes")
    assert cells(writers, 0)[0] == "Example Inspectorate of Schools"
    assert cells(show(page, "By drafter"), 0)[0] == "nobody yet"
    assert len(cells(show(page, "By month"), 0)) == 10


def test_a_chart_is_copied_as_a_picture_and_its_table_as_text(page: PerformancePage) -> None:
    show(page, "By kind")
    page.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()
    page.copy_table()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Kind\tOur target\tIn time")
    assert lines[1].startswith("Public\t50%\t1")


def test_a_picture_and_the_figures_are_written_to_files(
    page: PerformancePage, settled: Settled, tmp_path: Path
) -> None:
    page.save_picture(tmp_path / "chart.png")
    page.export_to(tmp_path / "figures.xlsx")
    page.export_to(tmp_path / "figures.csv")
    settled()
    settled()
    assert not QImage(str(tmp_path / "chart.png")).isNull()
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "figures.xlsx").read_bytes()))
    assert "Definitions" in book.sheetnames
    assert "Definitions" in (tmp_path / "figures.csv").read_text(encoding="utf-8-sig")


def test_a_quarter_is_published_once_and_says_so(
    page: PerformancePage, settled: Settled, sqlite_office: Office
) -> None:
    assert page.publish_button.isVisible()
    page.publish()
    settled()
    assert not page.publish_button.isVisible()
    assert page.state.text().startswith("Published on")
    assert "0 corrections since" in page.state.text()
    with sqlite_office.reading() as session:
        assert session.query(PublishedQuarter).count() == 1
    log(sqlite_office, letter("Found in a drawer.", dated=CAME), received=CAME, kind_key="public")
    settled()
    assert "as 33.3% and 33.3%; 2 corrections since" in page.state.text()
    assert page.headlines[0].text() == "25% within our target: 1 of 4"
    assert cells(show(page, "Corrections"), 0)[2:] == ["not counted", "open past due"]


def test_only_a_quarter_that_is_over_can_be_published(page: PerformancePage, settled: Settled) -> None:
    page.period.choice.setCurrentText(EVERYTHING)
    settled()
    assert not page.publish_button.isVisible()


def test_other_days_are_typed_and_counted_once_both_are_there(
    page: PerformancePage, settled: Settled
) -> None:
    page.period.choice.setCurrentText(OTHER)
    settled()
    assert "Type the two days" in page.state.text()
    page.period.first.set_value(CAME + timedelta(days=1))
    page.period.last.set_value(CAME + timedelta(days=2))
    page.reload()
    settled()
    assert page.headlines[0].text() == "No case is counted within our target yet"
    assert not page.headlines[0].isEnabled()


def test_a_change_of_a_case_is_counted_at_once(
    page: PerformancePage, settled: Settled, sqlite_office: Office, case_ids: list[int]
) -> None:
    log_sent(sqlite_office, LONG, dated=CAME + timedelta(days=8), answers="your letter", case_id=case_ids[1])
    settled()
    assert page.headlines[0].text() == "66.7% within our target: 2 of 3"
