"""The first window: three ways in, all on the keyboard, and the offices opened before."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from corresp_tracker.ui.welcome import Way, Welcome, name_and_place


@pytest.fixture
def welcome(qtbot: QtBot) -> Welcome:
    welcome = Welcome()
    qtbot.addWidget(welcome)
    welcome.show()
    qtbot.waitExposed(welcome)
    return welcome


def ways(welcome: Welcome) -> dict[str, Way]:
    return {way.accessibleName(): way for way in welcome.findChildren(Way) if way.isVisible()}


def test_three_ways_lead_into_an_office(welcome: Welcome, qtbot: QtBot) -> None:
    found = ways(welcome)
    for name, signal in (
        ("Open the example office", welcome.example_asked),
        ("Start an empty office", welcome.new_asked),
        ("Open or join an office", welcome.open_asked),
    ):
        with qtbot.waitSignal(signal):
            qtbot.keyClick(found[name], Qt.Key.Key_Return)


def test_the_arrow_keys_go_from_way_to_way(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is ways(welcome)["Start an empty office"]


def test_an_office_opened_before_is_one_key_away(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.show_recent(["/home/clerk/Our log.corresp", "postgresql://clerk@server/office"])
    qtbot.waitUntil(lambda: "office" in ways(welcome))
    with qtbot.waitSignal(welcome.recent_asked) as asked:
        qtbot.keyClick(ways(welcome)["Our log"], Qt.Key.Key_Return)
    assert asked.args == ["/home/clerk/Our log.corresp"]


def test_offices_that_are_no_longer_recent_are_gone(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.show_recent(["/home/clerk/Our log.corresp"])
    welcome.show_recent(())
    qtbot.waitUntil(lambda: len(ways(welcome)) == 3)


def test_each_way_says_what_it_means_to_a_screen_reader(welcome: Welcome) -> None:
    assert all(way.accessibleDescription() for way in ways(welcome).values())


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/home/clerk/Our log.corresp", ("Our log", "/home/clerk")),
        ("postgresql://clerk@server:5432/office", ("office", "Shared, on server:5432")),
        ("postgresql:///office?host=/run", ("office", "Shared, on this computer")),
    ],
)
def test_an_office_is_named_by_its_file_or_its_database(address: str, shown: tuple[str, str]) -> None:
    assert name_and_place(address) == shown
