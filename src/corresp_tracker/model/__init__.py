"""The records that the office keeps. Importing one makes all known, because their tables refer to one another."""

from corresp_tracker.model import (
    case_moves,
    cases,
    history,
    letters,
    people,
    published,
    search_text,
    templates,
    works,
)

__all__ = [
    "case_moves",
    "cases",
    "history",
    "letters",
    "people",
    "published",
    "search_text",
    "templates",
    "works",
]
