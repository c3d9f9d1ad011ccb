from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from corresp_tracker.ui.link_looks import LinkLook, links_in_words, look_of
from corresp_tracker.ui.link_panel import LinkPanel
from corresp_tracker.values.citation import Check, CheckCode
from tests.ui.pages import asking, gap, link, page

TEXT = "One report, two reports, three reports."
PAGE = page(
    TEXT, links=(link(1, TEXT, "One report"), asking(2, TEXT, "two reports"), gap(3, TEXT, "three reports"))
)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[LinkPanel]:
    panel = LinkPanel()
    qtbot.addWidget(panel)
    panel.show_links(PAGE, can_correct=False)
    panel.show()
    panel.setFocus()
    return panel


def open_ids(panel: LinkPanel) -> list[int]:
    return [row.link.id for row in panel._rows if row.is_open]


def test_f8_goes_through_what_asks_and_what_is_not_held_and_round(panel: LinkPanel) -> None:
    gone: list[int] = []
    for _ in range(3):
        assert panel.next_doubtful()
        gone += open_ids(panel)
    assert gone == [2, 3, 2]


def test_only_the_current_citation_is_open(panel: LinkPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel, Qt.Key.Key_Down)
    qtbot.keyClick(panel, Qt.Key.Key_Down)
    assert open_ids(panel) == [2]
    qtbot.keyClick(panel, Qt.Key.Key_Up)
    assert open_ids(panel) == [1]


def test_a_number_chooses_a_candidate(panel: LinkPanel, qtbot: QtBot) -> None:
    panel.open_link(2)
    with qtbot.waitSignal(panel.accepted) as asked:
        qtbot.keyClick(panel, Qt.Key.Key_2)
    assert asked.args is not None
    assert (asked.args[0].id, asked.args[1]) == (2, 12)
    with qtbot.assertNotEmitted(panel.accepted):
        qtbot.keyClick(panel, Qt.Key.Key_3)


def test_enter_accepts_what_is_proposed_but_never_chooses_for_the_officer(
    panel: LinkPanel, qtbot: QtBot
) -> None:
    panel.open_link(1)
    with qtbot.waitSignal(panel.accepted) as asked:
        qtbot.keyClick(panel, Qt.Key.Key_Return)
    assert asked.args is not None
    assert asked.args[1] is None
    panel.open_link(2)
    with qtbot.assertNotEmitted(panel.accepted):
        qtbot.keyClick(panel, Qt.Key.Key_Return)


def test_delete_rejects(panel: LinkPanel, qtbot: QtBot) -> None:
    panel.open_link(1)
    with qtbot.waitSignal(panel.rejected):
        qtbot.keyClick(panel, Qt.Key.Key_Delete)


def test_a_gap_offers_to_be_added(panel: LinkPanel, qtbot: QtBot) -> None:
    panel.open_link(3)
    with qtbot.waitSignal(panel.add_asked):
        qtbot.keyClick(panel, Qt.Key.Key_A)


def test_a_correction_is_offered_for_a_draft_alone(panel: LinkPanel, qtbot: QtBot) -> None:
    check = Check(CheckCode.DATE_DISAGREES, "It was published in July 2015.", "One report (July 2015)")
    wrong = page(TEXT, links=(replace(PAGE.links[0], checks=(check,)),))
    panel.show_links(wrong, can_correct=False)
    panel.open_link(1)
    with qtbot.assertNotEmitted(panel.corrected):
        qtbot.keyClick(panel, Qt.Key.Key_C)
    panel.show_links(wrong, can_correct=True)
    with qtbot.waitSignal(panel.corrected):
        qtbot.keyClick(panel, Qt.Key.Key_C)


def test_escape_leaves_the_panel(panel: LinkPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)


def test_the_open_citation_stays_open_when_the_letter_is_fetched_again(panel: LinkPanel) -> None:
    panel.open_link(2)
    panel.show_links(PAGE, can_correct=False)
    assert open_ids(panel) == [2]


def test_the_foot_counts_what_stands_asks_and_is_not_held() -> None:
    assert links_in_words(PAGE.links) == "2 links, 1 to look at, 1 not held: add"
    assert links_in_words(PAGE.links[:1]) == "1 link"


def test_a_body_is_no_citation_and_a_rejected_link_is_not_shown() -> None:
    body = replace(PAGE.links[0], kind="body")
    assert look_of(body) is None
    assert look_of(replace(PAGE.links[0], standing="rejected")) is None
    assert look_of(replace(PAGE.links[0], lost=True)) is LinkLook.ASKS
    assert [look_of(one) for one in PAGE.links] == [LinkLook.STANDS, LinkLook.ASKS, LinkLook.GAP]
