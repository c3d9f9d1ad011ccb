"""How a case got where it is: each move of its stage and of its due date, with who, when and why."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from corresp_tracker.model.base import Record, now


class DueChangeKind(StrEnum):
    """What moved a due date."""

    SET = "set by hand"
    EXTENDED = "extended"
    HELD = "put on hold"
    WENT_ON = "went on"
    RESTARTED = "counted again"
    TRANSFERRED_IN = "transferred in"
    REOPENED = "reopened"
    CALENDAR = "calendar changed"
    RULE = "rule changed"
    KIND = "kind changed"


class StageMove(Record, kw_only=True):
    """One move of a case from a stage to another; `before` is empty for the stage that it was opened at."""

    __tablename__ = "stage_move"
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    by: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default_factory=now)


class DueChange(Record, kw_only=True):
    """One change of a case's due date, from `before` to `after` (None: no date).

    `day` is the first day that a hold leaves out, the day on which the count went on, or the day from which it was
    begun again; with the case's day of receipt, these rows say how its deadline is counted (casework/clocks).
    """

    __tablename__ = "due_change"
    __table_args__ = (Index("ix_due_change_order", "case_id", "id"),)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[DueChangeKind]
    day: Mapped[date | None] = mapped_column(default=None)
    before: Mapped[date | None] = mapped_column(default=None)
    after: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    by: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default_factory=now)
