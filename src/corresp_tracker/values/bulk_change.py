"""One change for many cases at once: what is asked for, which cases it was asked of, and what becomes of each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corresp_tracker.values.partial_date import PartialDate


class BulkAct(StrEnum):
    """What can be done with many cases at once, in the words of the form."""

    MOVE = "Move to a stage"
    HOLD = "Put on hold"
    GO_ON = "Let go on"
    EXTEND_TO = "Extend to a day"
    EXTEND_BY = "Extend by working days"
    BRING_FORWARD = "Bring forward to a day"
    SORT = "Set the unit or the priority"
    NO_REPLY = "Close: no reply needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkChange:
    """What is to be done, with what goes with it; None, or nothing, where the act has no use for it.

    `day` is the new due date, or the day on which to look at a case again (None: at none). Of `unit` and `priority`,
    None leaves what is there.
    """

    act: BulkAct
    stage: str = ""
    day: date | None = None
    days: int = 0
    unit: str | None = None
    priority: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SeenCase:
    """A case as it was when it was chosen: changed by anybody since, its `version` is another."""

    id: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenCases:
    """The cases that were chosen, and what the office has to offer for them.

    `gone` are those that are no longer in the log. `stages` are those of their kinds, in order, and `next_stage` comes
    after that of the first case.
    """

    cases: tuple[SeenCase, ...]
    gone: int = 0
    stages: tuple[str, ...] = ()
    next_stage: str = ""
    units: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkLine:
    """What becomes of one case: from `before` to `after`, or why it is left out, and has been changed since or not."""

    case: SeenCase
    reference: str
    subject: str
    before: str = ""
    after: str = ""
    left_out: str = ""
    is_stale: bool = False


def history_words(change: BulkChange, number: int) -> str:
    """Say in the history's words what was done with so many cases: "Moved 12 cases to drafting"."""
    many = f"{number:,} {'case' if number == 1 else 'cases'}"
    day = PartialDate.of_day(change.day).in_words() if change.day else ""
    said = {
        BulkAct.MOVE: f"Moved {many} to {change.stage}",
        BulkAct.HOLD: f"Put {many} on hold",
        BulkAct.GO_ON: f"Let {many} go on",
        BulkAct.EXTEND_TO: f"Extended {many} to {day}",
        BulkAct.EXTEND_BY: f"Extended {many} by {change.days} working {'day' if change.days == 1 else 'days'}",
        BulkAct.BRING_FORWARD: f"Brought {many} forward to {day}"
        if day
        else f"Took out when to look at {many} again",
        BulkAct.SORT: f"Gave {many} {_sorted_as(change)}",
        BulkAct.NO_REPLY: f"Closed {many} with no reply needed",
    }[change.act]
    return f"{said}: {change.reason}" if change.reason else said


def _sorted_as(change: BulkChange) -> str:
    """Say what is set: "the unit “Policy” and no priority"."""
    given = (("unit", change.unit), ("priority", change.priority))
    return " and ".join(
        f"the {name} “{value}”" if value else f"no {name}" for name, value in given if value is not None
    )
