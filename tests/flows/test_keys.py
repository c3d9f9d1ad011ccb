"""No key means two things at once: what Qt finds ambiguous it does not do at all."""

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QWidget

from casework.letters import letter, log
from casework.test_replies import start
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.places import Page, Place

_OF_A_PAGE = (Qt.ShortcutContext.WidgetWithChildrenShortcut, Qt.ShortcutContext.WidgetShortcut)


def keys_of_window(window: MainWindow) -> list[str]:
    return [
        key.toString()
        for action in window.findChildren(QAction)
        if action.shortcutContext() == Qt.ShortcutContext.WindowShortcut
        for key in action.shortcuts()
        if key.toString()
    ]


def keys_of_page(page: QWidget) -> list[str]:
    """The keys of a page and of all that is shown in it; the same key of two widgets that never hold one another."""
    actions = [
        (action.associatedObjects()[0], key.toString())
        for action in page.findChildren(QAction)
        if action.shortcutContext() in _OF_A_PAGE and action.associatedObjects()
        for key in action.shortcuts()
    ]
    shortcuts = [(each.parent(), each.key().toString()) for each in page.findChildren(QShortcut)]
    return [key for _, key in dict.fromkeys((*actions, *shortcuts)) if key]


@pytest.mark.parametrize("page", [*Page, "reply"])
def test_no_key_of_a_page_is_one_of_the_window_too(
    window: MainWindow, jobs: Jobs, settled: Callable[[], None], page: Page | str
) -> None:
    assert jobs.office
    logged = log(jobs.office, letter())
    if page == "reply":
        window.open_draft(start(jobs.office, logged.letter_id).id)
    else:
        window.pages.go(Place(Page(page)))
    settled()
    of_window = Counter(keys_of_window(window))
    assert [key for key, number in of_window.items() if number > 1] == []
    on_show = window.pages._stack.currentWidget()
    assert on_show is not None
    assert sorted(set(keys_of_page(on_show)) & of_window.keys()) == []
