"""How many were answered in time, and what that makes in percent."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a case that needs a reply, against one standard."""

    IN_TIME = "in time"
    LATE = "late"
    OPEN_PAST_DUE = "open past due"
    NOT_YET_DUE = "not yet due"
    ON_HOLD = "on hold"


COUNTED = (Outcome.IN_TIME, Outcome.LATE, Outcome.OPEN_PAST_DUE)
MISSED = (Outcome.LATE, Outcome.OPEN_PAST_DUE)


class Standard(StrEnum):
    """What a reply is held against."""

    TARGET = "our target"
    TWENTY_DAYS = "20 working days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many cases had each outcome. Late, and open past due, both miss; what is not due yet is not counted."""

    in_time: int = 0
    late: int = 0
    open_past_due: int = 0
    not_yet_due: int = 0
    on_hold: int = 0

    @property
    def counted(self) -> int:
        """How many of them percent are taken of."""
        return self.in_time + self.late + self.open_past_due

    @property
    def total(self) -> int:
        """All of them, those that are not due yet among them."""
        return self.counted + self.not_yet_due + self.on_hold

    @property
    def percent(self) -> float | None:
        """How many percent were in time, to one place; None where none is counted."""
        return round(100 * self.in_time / self.counted, 1) if self.counted else None

    def of(self, outcome: Outcome) -> int:
        """Give how many had one outcome."""
        return {
            Outcome.IN_TIME: self.in_time,
            Outcome.LATE: self.late,
            Outcome.OPEN_PAST_DUE: self.open_past_due,
            Outcome.NOT_YET_DUE: self.not_yet_due,
            Outcome.ON_HOLD: self.on_hold,
        }[outcome]


def tally_of(outcomes: Iterable[tuple[Outcome, int]]) -> Tally:
    """Add up how many had each outcome."""
    counts = dict.fromkeys(Outcome, 0)
    for outcome, number in outcomes:
        counts[outcome] += number
    return Tally(
        in_time=counts[Outcome.IN_TIME],
        late=counts[Outcome.LATE],
        open_past_due=counts[Outcome.OPEN_PAST_DUE],
        not_yet_due=counts[Outcome.NOT_YET_DUE],
        on_hold=counts[Outcome.ON_HOLD],
    )
