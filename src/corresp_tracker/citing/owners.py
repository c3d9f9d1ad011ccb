"""Whose a report is, by the words before it: "our", "your", "this year's", "the inspectorate's", "HMIC's"."""

import re

from corresp_tracker.citing.passage import Passage

LEADS = (
    "In|At|On|As|By|For|From|With|Of|To|And|But|Or|If|When|While|Since|After|Before|See|Though|Although|Both|Like|Unlike|"
    "Under|Within|Through|That|Until|Because|Despite|Following|Neither|Nor|So|Yet|Your|Our|My|This|Last|We|I|You|It|What"
)
"""Words in capitals that only begin a sentence."""
BODY = rf"(?!(?:{LEADS})\b)[A-Z][\w&]*(?:\s+(?:[A-Z][\w&]*|and|of)){{0,6}}?"
"""A pattern for the name of a body, which is no word that only begins a sentence: "In HMIC's report"."""
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
    if re.search(r"\bchief inspector['’]s\Z", said):
        return letter.ours or letter.yours
    return register.office_printed(re.sub(r"^[Tt]he\s+|['’]s?\Z", "", whose)) or None
