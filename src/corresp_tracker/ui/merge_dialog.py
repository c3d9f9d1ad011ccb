"""Merging two works that are one: both side by side, and which of them is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QWidget

from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.kept_dialog import KeptDialog, TwoSides
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ProgrammeFacts, ReportFacts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    Facts = ReportFacts | ProgrammeFacts

_SHOWN = (
    ("published_on", "Published"),
    ("inspected_on", "Inspected"),
    ("publishers", "Publishers"),
    ("owners", "Inspectorates"),
    ("abbreviation", "Abbreviation"),
    ("short_title", "Short title"),
    ("edition", "Edition"),
    ("place", "Place"),
    ("kind", "Kind"),
    ("other_names", "Other names"),
    ("url", "On the web"),
)
WHAT_HAPPENS = (
    "All that cites the other will cite the one that is kept, which takes over its names, its programme and what it "
    "does not say itself. The other’s id goes on leading to it. It is one change in the history."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedSide:
    """One of the two works: its facts, its version when it was read, and how many paragraphs cite it."""

    work_id: int
    facts: Facts
    version: int
    cited: int

    @property
    def title(self) -> str:
        """What it is called."""
        return self.facts.title if isinstance(self.facts, ReportFacts) else self.facts.name


def read_side(session: Session, work_id: int) -> MergedSide:
    """Read one of the two works."""
    from corresp_tracker.casework.register_rows import facts_of_work
    from corresp_tracker.store.lists import work_card

    card = work_card(session, work_id)
    row = card.row
    cited = row.sent + row.received + row.drafts
    return MergedSide(
        work_id=work_id, facts=facts_of_work(session, work_id), version=card.version, cited=cited
    )


def ask_to_merge(
    parent: QWidget, one: MergedSide, other: MergedSide, then: Callable[[MergedSide, MergedSide], None]
) -> MergeDialog:
    """Let a person say which of two works is kept; `then` gets that and the other, unless they think better of it."""
    dialog = MergeDialog(one, other, then, parent)
    dialog.open()
    return dialog


class MergeDialog(KeptDialog):
    """Two works side by side; the one that is cited more is likelier the one that people know."""

    def __init__(
        self,
        one: MergedSide,
        other: MergedSide,
        then: Callable[[MergedSide, MergedSide], None],
        parent: QWidget | None = None,
    ) -> None:
        sides = (one, other)
        cited = (counted(one.cited, "paragraph"), counted(other.cited, "paragraph"))
        shown = TwoSides(
            names=(one.title, other.title),
            facts=[
                ("Cited by", cited),
                *((words, (_fact(one, name), _fact(other, name))) for name, words in _SHOWN),
            ],
            likelier=int(other.cited > one.cited),
        )
        super().__init__(
            "Merge two works into one",
            shown,
            WHAT_HAPPENS,
            lambda kept: then(sides[kept], sides[1 - kept]),
            parent,
        )


def _fact(side: MergedSide, field: str) -> str:
    return _said(getattr(side.facts, field, None))


def _said(value: Any) -> str:
    if isinstance(value, PartialDate):
        return value.in_words()
    if isinstance(value, tuple):
        return "; ".join(cast("tuple[str, ...]", value))
    return str(value or "")
