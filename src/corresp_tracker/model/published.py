"""Figures that the office has published: kept as they were, whatever is corrected later."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from corresp_tracker.model.base import Record, now


class PublishedQuarter(Record, kw_only=True):
    """A quarter's figures as they were published, never changed: `content` holds them, and each case's outcomes.

    `digest` is the SHA-256 of the content, which the history keeps.
    """

    __tablename__ = "published_quarter"
    __table_args__ = (UniqueConstraint("first", "last"),)
    first: Mapped[date]
    last: Mapped[date]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default_factory=now)
