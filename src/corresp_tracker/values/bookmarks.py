"""The names of the hidden Word bookmarks by which the paragraphs and citations of a draft are known again."""

import re

IDENTITY_PROPERTY = "_ct_draft"
"""The custom property of a Word file that says which draft it was written from, and which version."""

_PARAGRAPH = re.compile(r"_ct([0-9a-f]{32})\Z")
_CITATION = re.compile(r"_cl[0-9a-f]{16}_\d{1,10}\Z")


def paragraph_bookmark(uid: str) -> str:
    """Give the bookmark of the paragraph with this uid (32 hex digits); 35 characters, Word allows 40."""
    return f"_ct{uid}"


def paragraph_uid(bookmark: str) -> str | None:
    """Give the uid that a bookmark's name stands for; None for anyone else's bookmark."""
    match = _PARAGRAPH.match(bookmark)
    return match[1] if match else None


def citation_bookmark(uid: str, link: int) -> str:
    """Give the bookmark of a citation, by its paragraph's uid and the link's number; 30 characters at most."""
    return f"_cl{uid[:16]}_{link}"


def is_citation(bookmark: str) -> bool:
    """Say whether a bookmark's name is that of a citation."""
    return _CITATION.match(bookmark) is not None
