"""What the log makes of a letter as it stands in the form: asked again whenever the form changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.allocation import DrafterSuggestion
    from corresp_tracker.casework.logging import LoggingProposal
    from corresp_tracker.values.letter_text import Direction, LetterText
    from corresp_tracker.workingdays import Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """What the form holds now; None for what the log shall propose."""

    text: LetterText
    direction: Direction | None
    day: date | None
    """The day on which the letter came or went."""
    kind_key: str
    sha256: str
    today: date
    read: LetterText | None = None
    """What was read from the file, before anybody corrected it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswer:
    """What the log proposes, with the kinds of case that there are, as (key, name)."""

    proposal: LoggingProposal
    due: Deadline | None
    asks_for_day: bool
    """Whether the day by which it is answered must be typed in."""
    checks: tuple[str, ...]
    impossible: tuple[str, ...]
    """Those of the checks that name a date which cannot be."""
    kinds: tuple[tuple[str, str], ...]
    drafters: tuple[DrafterSuggestion, ...] = ()
    """Who usually drafts such a case, the likeliest first."""
    people: tuple[str, ...] = ()
    """All who may be given a case."""
    own_draft: tuple[int, str] | None = None
    """The draft of our own that the file is, back from Word: its id and its case's reference."""


def answer_for(session: Session, question: FormQuestion) -> FormAnswer:
    """Propose where a letter belongs and by when it is answered, with the checks on its dates."""
    from corresp_tracker.casework.allocation import drafters_and_units, suggest_drafters
    from corresp_tracker.casework.deadlines import asks_for_day, deadline_for
    from corresp_tracker.casework.guesses import date_checks, impossible_dates
    from corresp_tracker.casework.logging import propose
    from corresp_tracker.casework.word_origin import draft_named_in
    from corresp_tracker.store.lists import case_kinds

    proposal = propose(
        session,
        question.text,
        direction=question.direction,
        today=question.today,
        sha256=question.sha256,
    )
    day = question.day or proposal.received
    way = proposal.direction
    kind_key = question.kind_key or proposal.kind_key
    return FormAnswer(
        proposal=proposal,
        due=deadline_for(session, kind_key=kind_key, received=day) if proposal.direction == "in" else None,
        asks_for_day=way == "in" and asks_for_day(session, kind_key=kind_key),
        checks=tuple(date_checks(question.text, came_or_went=day, direction=way, today=question.today)),
        impossible=tuple(
            impossible_dates(question.text, came_or_went=day, direction=way, today=question.today)
        ),
        kinds=case_kinds(session),
        drafters=suggest_drafters(
            session,
            kind_key=kind_key,
            correspondents=proposal.correspondents,
            subject=question.text.subject,
        ),
        people=drafters_and_units(session)[0],
        own_draft=draft_named_in(session, question.read) if question.read else None,
    )
