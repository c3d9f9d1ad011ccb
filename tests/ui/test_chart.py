"""Charts that are drawn here: read by keyboard, opened with Enter, and given as pictures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from corresp_tracker.ui.chart import Chart, ChartData, ChartForm, Ink, Series, nice_top
from corresp_tracker.ui.theme import LIGHT

MONTHS = ("Oct 2016", "Nov 2016", "Dec 2016")


def data(form: ChartForm, **changes: object) -> ChartData:
    said: dict[str, object] = {
        "title": "Answered in time",
        "labels": MONTHS,
        "series": (
            Series("our target", (50.0, None, 100.0)),
            Series("20 working days", (25.0, 75.0, 0.0), Ink.MISSED),
        ),
        "form": form,
    }
    return ChartData(**(said | changes))  # type: ignore[arg-type]


@pytest.fixture
def chart(qtbot: QtBot) -> Chart:
    chart = Chart()
    qtbot.addWidget(chart)
    chart.resize(600, 300)
    chart.show()
    qtbot.waitExposed(chart)
    return chart


def colours(chart: Chart) -> set[str]:
    image = chart.picture()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }


@pytest.mark.parametrize("form", list(ChartForm))
def test_a_chart_is_drawn_in_the_colours_of_its_series(chart: Chart, form: ChartForm) -> None:
    chart.show_data(data(form))
    assert {LIGHT.accent.name(), LIGHT.overdue.name()} <= colours(chart)


def test_a_picture_is_twice_as_sharp_as_the_screen(chart: Chart) -> None:
    chart.show_data(data(ChartForm.BARS))
    assert (chart.picture().width(), chart.picture().devicePixelRatio()) == (1200, 2)


def test_a_longer_bar_is_drawn_for_a_larger_number(chart: Chart) -> None:
    def painted(number: float) -> int:
        one = (Series("cases", (number, 100.0)),)
        chart.show_data(data(ChartForm.ROWS, labels=("one", "other"), series=one))
        image = chart.picture()
        rows = range(0, image.height() // 2)
        return sum(
            QColor(image.pixel(x, y)) == LIGHT.accent for y in rows for x in range(0, image.width(), 4)
        )

    assert painted(10.0) < painted(50.0) < painted(90.0)


def test_arrow_keys_go_from_label_to_label_and_enter_opens(chart: Chart, qtbot: QtBot) -> None:
    chart.show_data(data(ChartForm.LINES, unit="%"))
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.at == 1
    assert chart.accessibleDescription() == "Nov 2016: 20 working days 75%"
    with qtbot.waitSignal(chart.opened) as opened:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert opened.args == [1]
    for _ in range(5):
        qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.at == 0


def test_a_press_chooses_the_label_under_it_and_a_double_press_opens(chart: Chart, qtbot: QtBot) -> None:
    chart.show_data(data(ChartForm.BARS))
    where = QPointF(chart.width() * 0.9, chart.height() / 2).toPoint()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=where)
    assert chart.at == 2
    with qtbot.waitSignal(chart.opened):
        qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=where)


def test_it_is_read_out_in_words_and_nothing_is_said_as_such(chart: Chart, qtbot: QtBot) -> None:
    chart.show_data(data(ChartForm.BARS))
    assert "Oct 2016: our target 50, 20 working days 25" in chart.accessibleName()
    chart.show_data(data(ChartForm.BARS, labels=(), series=(Series("cases", ()),)))
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.at == -1
    chart.picture()


@given(st.lists(st.floats(0, 1e7), max_size=20))
def test_the_scale_reaches_over_every_value_and_not_far(values: list[float]) -> None:
    top, most = nice_top(values), max(values, default=0)
    assert top >= most
    assert top <= max(most * 2.5, 4)
