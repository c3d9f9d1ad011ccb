"""The records that the office keeps. Importing one makes all known, because their tables refer to one another."""

from corresp_tracker.model import cases, history, letters, people, search_text, works

__all__ = ["cases", "history", "letters", "people", "search_text", "works"]
