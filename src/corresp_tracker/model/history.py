"""What was done to the records, by whom and when: written with every change, and only ever added to."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, true
from sqlalchemy.orm import Mapped, mapped_column

from corresp_tracker.model.base import Record, now


class Change(Record, kw_only=True):
    """One thing that one person did, in words; `digest` chains it to the one before, so that none can vanish.

    `undoes_id` is the change that it takes back: undoing is a new change. `is_step` is false for what the program
    keeps of itself, such as words as they are typed: that is no step to take back.
    """

    __tablename__ = "change"
    at: Mapped[datetime] = mapped_column(default_factory=now, index=True)
    by: Mapped[str]
    words: Mapped[str]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("change.id"), default=None)
    digest: Mapped[str] = mapped_column(default="")
    is_step: Mapped[bool] = mapped_column(default=True, server_default=true())


class ChangeItem(Record, kw_only=True):
    """One record that a change touched, with its values before and after; None where it was not there."""

    __tablename__ = "change_item"
    __table_args__ = (Index("ix_change_item_record", "table_name", "record_uid"),)
    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), index=True)
    table_name: Mapped[str]
    record_uid: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON, default=None)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON, default=None)


class ChangeCase(Record, kw_only=True):
    """A case that a change was about."""

    __tablename__ = "change_case"
    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
