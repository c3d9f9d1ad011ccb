"""Mentions as lists show them: as a search would show their paragraphs, with the words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corresp_tracker.casework.mentions import Mention
    from corresp_tracker.store.search import Hit

_AROUND = 90


def hit_of(mention: Mention) -> Hit:
    """Show a mention's paragraph around its words, which are marked."""
    from corresp_tracker.store.search import Hit

    text, start, end = mention.text, mention.start, mention.end
    first = 0 if start < _AROUND else text.rfind(" ", 0, start - _AROUND) + 1
    before = "… " if first else ""
    shift = len(before) - first
    return Hit(
        case=mention.reference,
        case_id=mention.case_id,
        letter=mention.letter_id,
        paragraph_id=mention.paragraph_id,
        paragraph=mention.label,
        dated=mention.dated,
        direction=mention.direction,
        standing=mention.standing,
        correspondent=mention.correspondent,
        subject="",
        snippet=f"{before}{text[first:]}",
        marks=((start + shift, end + shift),),
        text_marks=((start, end),),
        works=(),
    )
