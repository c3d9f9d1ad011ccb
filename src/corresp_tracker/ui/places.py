"""The places that the rail leads to: what the list in the middle can show."""

from dataclasses import dataclass
from enum import StrEnum


class Page(StrEnum):
    """What is listed."""

    WORKLIST = "worklist"
    LETTERS = "letters"
    WORKS = "works"
    PEOPLE = "people"
    SEARCH = "search"
    REVIEW = "review"
    PERFORMANCE = "performance"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail: a page, and which part of it (a worklist group, or the words of a search)."""

    page: Page
    part: str = ""


@dataclass(frozen=True, slots=True)
class RailEntry:
    """A line of the rail; `counts` names the count that it shows."""

    words: str
    place: Place
    counts: str = ""
    is_part: bool = False


GROUP_WORDS = {
    "overdue": "Overdue",
    "today": "Today",
    "this_week": "This week",
    "waiting": "Waiting",
    "brought_forward": "Brought forward",
    "promised": "Promised",
    "mine": "Mine",
    "all_open": "All open",
}


LIST = "list:"
"""Begins the part of a place that is one of a person's own lists; its name follows."""


def list_place(name: str) -> Place:
    """Give the place of a list of the worklist; "" is one that was not saved."""
    return Place(Page.WORKLIST, f"{LIST}{name}")


def rail_entries(saved_searches: tuple[str, ...], lists: tuple[str, ...] = ()) -> tuple[RailEntry, ...]:
    """Give the lines of the rail, in order."""
    groups = tuple(
        RailEntry(words, Place(Page.WORKLIST, group), group, is_part=True)
        for group, words in GROUP_WORDS.items()
        if group != "all_open"
    )
    own = tuple(RailEntry(name, list_place(name), f"{LIST}{name}", is_part=True) for name in lists)
    searches = tuple(RailEntry(words, Place(Page.SEARCH, words), is_part=True) for words in saved_searches)
    return (
        RailEntry("Worklist", Place(Page.WORKLIST, "all_open"), "all_open"),
        *groups,
        *own,
        RailEntry("Letters", Place(Page.LETTERS)),
        RailEntry("Citations to look at", Place(Page.REVIEW), "to_look_at", is_part=True),
        RailEntry("Reports and programmes", Place(Page.WORKS)),
        RailEntry("People", Place(Page.PEOPLE)),
        RailEntry("Searches", Place(Page.SEARCH)),
        *searches,
        RailEntry("How we are doing", Place(Page.PERFORMANCE)),
    )
