"""Whose a report is, by the words before it: "our", "your", "this year's", "the inspectorate's", "HMIC's"."""

import re

from corresp_tracker.citing.passage import Passage

_NOBODYS = frozenset({"the", "a", "an", "the inspectorate's"})


def office_said(passage: Passage, whose: str) -> str | None:
    """Give the office that some words mean, "" where that is not known; None where they name no known body."""
    register, letter = passage.register, passage.letter
    said = whose.lower().replace("’", "'")
    if said.startswith(("our", "my")) or (said.startswith(("this ", "last ")) and letter.ours):
        return letter.ours
    if said.startswith("your"):
        return letter.yours
    if said in _NOBODYS or said.endswith(("year's", "month's")):
        return ""
    return register.office_printed(re.sub(r"^[Tt]he\s+|['’]s?\Z", "", whose)) or None
