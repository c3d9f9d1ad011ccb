"""What the log dialog asks of the log: to log a letter as the form has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corresp_tracker.values.letter_text import Direction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.logging import LoggedLetter
    from corresp_tracker.ui.log_form import FormValue


def log_value(
    session: Session, value: FormValue, *, arrived_id: int | None, part_index: int, by: str
) -> LoggedLetter:
    """Log a letter with the people whom the officer chose; all others are matched by the log."""
    from corresp_tracker.casework.guesses import match_all, with_person
    from corresp_tracker.casework.logging import NewLetter, log_letter
    from corresp_tracker.model.letters import LetterRole

    came = value.direction is Direction.IN
    matched = list(match_all(session, value.text, direction=value.direction))
    for (role, number), person in value.choices.items():
        places = [at for at, found in enumerate(matched) if found.role == role]
        if number < len(places):
            at = places[number]
            matched[at] = with_person(matched[at], person or None)
    return log_letter(
        session,
        NewLetter(
            text=value.text,
            direction=value.direction,
            received=value.day if came else None,
            dispatched=None if came else value.day,
            means=value.means,
            kind_key=value.kind_key or None,
            role=LetterRole(value.role) if value.role else None,
            case_id=value.case_id,
            due=value.due,
            arrived_id=arrived_id,
            part_index=part_index,
            correspondents=tuple(matched),
            held_at=value.held_at,
            drafter=value.drafter,
            unit=value.unit,
            by=by,
        ),
    )


def words_for(value: FormValue) -> str:
    """Say for the history what is done: "Logged the letter of 3 May 2016 from Ofsted"."""
    text = value.text
    dated = f" of {text.dated.in_words()}" if text.dated else ""
    people = text.senders if value.direction is Direction.IN else text.addressees
    named = next((one.name or one.post or one.organisation for one in people), "")
    who = f" {'from' if value.direction is Direction.IN else 'to'} {named}" if named else ""
    return f"Logged the letter{dated}{who}"


def set_file_aside(arrived_id: int, session: Session) -> None:
    """Put a file aside, to be logged later."""
    from corresp_tracker.casework.arrivals import set_aside

    set_aside(session, arrived_id)


def discard_file(arrived_id: int, session: Session) -> None:
    """Take a file off the list of those that wait."""
    from corresp_tracker.casework.arrivals import discard

    discard(session, arrived_id)
