"""What is still to come in a case: what the office promised in a letter, and what it asked others for."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from corresp_tracker.model.base import Record


class Commitment(Record, kw_only=True):
    """A promise in a letter that went or is drafted: its words in their paragraph, and the day by which it is kept.

    `due` is None where the letter names no day and nobody has set one. It is open until `kept_on`.
    """

    __tablename__ = "commitment"
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"), index=True)
    words: Mapped[str]
    due: Mapped[date | None] = mapped_column(default=None, index=True)
    kept_on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads a plain dictionary


class Contribution(Record, kw_only=True):
    """What somebody was asked for towards a reply, by when, and when it came. `contributor` is a person or a unit."""

    __tablename__ = "contribution"
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    contributor: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    email: Mapped[str] = mapped_column(default="")
    asked_for: Mapped[str] = mapped_column(default="")
    asked_on: Mapped[date]
    due: Mapped[date | None] = mapped_column(default=None, index=True)
    received_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads a plain dictionary
