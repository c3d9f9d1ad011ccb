"""The names of the hidden Word bookmarks by which a paragraph of a draft is known again."""

import re

IDENTITY_PROPERTY = "_ct_draft"
"""The custom property of a Word file that says which draft it was written from, and which version."""

_PARAGRAPH = re.compile(r"_ct([0-9a-f]{32})\Z")


def paragraph_bookmark(uid: str) -> str:
    """Give the bookmark of the paragraph with this uid (32 hex digits); 35 characters, Word allows 40."""
    return f"_ct{uid}"


def paragraph_uid(bookmark: str) -> str | None:
    """Give the uid that a bookmark's name stands for; None for anyone else's bookmark."""
    match = _PARAGRAPH.match(bookmark)
    return match[1] if match else None
