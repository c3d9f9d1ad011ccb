"""Merging two people who are one: both side by side, and which of them is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from corresp_tracker.ui.in_words import counted, short_date
from corresp_tracker.ui.kept_dialog import KeptDialog, TwoSides

if TYPE_CHECKING:
    from corresp_tracker.store.lists import PersonCard

WHAT_HAPPENS = (
    "All letters, cases and posts of the other become those of the one that is kept, which takes over what it does not "
    "say itself. The other’s name goes on leading to it. It is one change, and can be undone."
)


def ask_to_merge_people(
    parent: QWidget, one: PersonCard, other: PersonCard, then: Callable[[PersonCard, PersonCard], None]
) -> MergePeopleDialog:
    """Let somebody say who is kept; `then` gets that one and the other, unless they think better of it."""
    dialog = MergePeopleDialog(one, other, then, parent)
    dialog.open()
    return dialog


class MergePeopleDialog(KeptDialog):
    """Two people side by side; the one with more letters is likelier the one that the office knows."""

    def __init__(
        self,
        one: PersonCard,
        other: PersonCard,
        then: Callable[[PersonCard, PersonCard], None],
        parent: QWidget | None = None,
    ) -> None:
        sides = (one, other)
        facts = _facts(one), _facts(other)
        shown = TwoSides(
            names=(one.row.name, other.row.name),
            facts=[(label, (facts[0][label], facts[1][label])) for label in facts[0]],
            likelier=int(_letters(other) > _letters(one)),
        )
        super().__init__(
            "Merge two people into one",
            shown,
            WHAT_HAPPENS,
            lambda kept: then(sides[kept], sides[1 - kept]),
            parent,
        )


def _letters(card: PersonCard) -> int:
    return card.row.letters_in + card.row.letters_out


def _facts(card: PersonCard) -> dict[str, str]:
    posts = [", ".join(filter(None, (each.post, each.organisation))) for each in card.tenures]
    last = f", the last on {short_date(card.row.last_contact)}" if card.row.last_contact else ""
    return {
        "Honours": card.row.honours,
        "Posts": "\n".join(posts),
        "Letters": counted(_letters(card), "letter") + last if _letters(card) else "",
        "Salutation": card.salutation or card.salutation_by_name,
        "Address": card.address,
        "E-mail": card.email,
    }
