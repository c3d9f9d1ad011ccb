"""A paragraph's bookmark leads back to the paragraph, and nobody else's does."""

from uuid import uuid4

import pytest

from corresp_tracker.values.bookmarks import paragraph_bookmark, paragraph_uid


def test_a_bookmark_leads_back_to_its_paragraph_and_fits_word() -> None:
    uid = uuid4().hex
    assert paragraph_uid(paragraph_bookmark(uid)) == uid
    assert len(paragraph_bookmark(uid)) <= 40


@pytest.mark.parametrize(
    "name", ["_GoBack", "_Toc123", "_ct", "_ct12", "_ctzz" + "0" * 30, "x_ct" + "0" * 32]
)
def test_other_peoples_bookmarks_are_left_alone(name: str) -> None:
    assert paragraph_uid(name) is None
