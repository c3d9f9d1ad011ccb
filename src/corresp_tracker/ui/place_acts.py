"""The menu that leads to the places of the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from corresp_tracker.ui.menus import Act
from corresp_tracker.ui.places import Page, Place

if TYPE_CHECKING:
    from corresp_tracker.ui.main_pages import MainPages


def place_acts(pages: MainPages, narrow: Callable[[], None]) -> tuple[Act | None, ...]:
    """Give the acts that lead to each place; `narrow` asks what the worklist is narrowed to."""
    places = (
        ("&Worklist", "Ctrl+1", Place(Page.WORKLIST, "all_open")),
        ("&Letters", "Ctrl+2", Place(Page.LETTERS)),
        ("&Reports and programmes", "Ctrl+3", Place(Page.WORKS)),
        ("Citations to &look at", "Ctrl+Shift+R", Place(Page.REVIEW)),
        ("&People", "Ctrl+4", Place(Page.PEOPLE)),
        ("Sear&ches", "Ctrl+5", Place(Page.SEARCH)),
        ("&How we are doing", "Ctrl+6", Place(Page.PERFORMANCE)),
    )

    def goes(place: Place) -> Callable[[], None]:
        return lambda: pages.go(place)

    return (
        *(Act(words, keys, goes(place)) for words, keys, place in places),
        None,
        Act("&Narrow the worklist …", "F7", narrow),
        Act("&Find anything ever said", "Ctrl+E", pages.focus_search),
    )
