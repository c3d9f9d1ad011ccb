"""Cases: the pieces of work that letters make, and what the office has settled about them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from corresp_tracker.model.base import Record
from corresp_tracker.workingdays import Nation


class Stage(StrEnum):
    """Where a case stands. The office names and orders them; these are the keys that the program knows."""

    LOGGED = "logged"
    TRIAGE = "triage"
    DRAFTING = "drafting"
    CLEARANCE = "clearance"
    SIGN_OFF = "sign-off"
    DISPATCHED = "dispatched"
    CLOSED = "closed"
    ON_HOLD = "on hold"
    CONTRIBUTION_REQUESTED = "contribution requested"
    TRANSFERRED = "transferred"
    NO_REPLY_NEEDED = "no reply needed"
    REOPENED = "reopened"


FINISHED = frozenset({Stage.DISPATCHED, Stage.CLOSED, Stage.TRANSFERRED, Stage.NO_REPLY_NEEDED})


class CaseTieKind(StrEnum):
    """How two cases belong together."""

    SAME = "same"
    RELATED = "related"
    CAMPAIGN = "campaign"
    EARLIER = "earlier correspondence"


class OfficeProfile(Record, kw_only=True):
    """The office that keeps this log: one row. `ceiling` is the highest marking whose words the log may hold.

    `letterhead` is its name and address as printed, a line each; `organisation_key` its body in the register.
    `reference_pattern` is filled with kind, year and number: "{kind}/{year}/{number:04d}". `working_folder` is where
    drafts lie while they are open in Word, each person's own "~" or "%NAME%" in it still to be filled in. `hyperlinks`
    says that citations in Word lead to the public addresses of their works.
    """

    __tablename__ = "office"
    name: Mapped[str]
    organisation_key: Mapped[str] = mapped_column(default="")
    letterhead: Mapped[str] = mapped_column(default="")
    reference_pattern: Mapped[str] = mapped_column(default="{kind}/{year}/{number:04d}")
    nation: Mapped[Nation] = mapped_column(default=Nation.ENGLAND_WALES)
    ceiling: Mapped[str] = mapped_column(default="OFFICIAL")
    signatory_name: Mapped[str] = mapped_column(default="")
    signatory_honours: Mapped[str] = mapped_column(default="")
    signatory_post: Mapped[str] = mapped_column(default="")
    is_example: Mapped[bool] = mapped_column(default=False)
    working_folder: Mapped[str] = mapped_column(default="", server_default="")
    hyperlinks: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads a plain dictionary


class CaseKind(Record, kw_only=True):
    """A kind of case, with its own deadline. `code` fills the reference ("MIN").

    `rule` names a counting rule of workingdays; `days` are counted by it, None where no reply is due. `nation` is
    the calendar that the kind keeps, None where it is the office's. `stages` are those that its cases go through,
    in order (none: the usual ones); `stage_days` maps a stage to the working days from receipt by which it should
    be done. `clearers` names who must clear its replies: "Policy, Legal; then Communications".
    """

    __tablename__ = "case_kind"
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    code: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    days: Mapped[int | None] = mapped_column(default=None)
    rule: Mapped[str] = mapped_column(default="")
    nation: Mapped[Nation | None] = mapped_column(default=None)
    stages: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    stage_days: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    clearers: Mapped[str] = mapped_column(default="", server_default="")
    retired: Mapped[bool] = mapped_column(default=False)


class OwnHoliday(Record, kw_only=True):
    """A day that the office adds to the calendar, such as a proclaimed bank holiday."""

    __tablename__ = "own_holiday"
    day: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str]


class Counter(Record, kw_only=True):
    """The last number given out under a name, such as the references of one kind in one year."""

    __tablename__ = "counter"
    name: Mapped[str] = mapped_column(unique=True)
    last: Mapped[int] = mapped_column(default=0)


class Case(Record, kw_only=True):
    """One piece of work: a letter that must be answered, or one that the office writes of its own accord.

    `received` is the day from which `due` is counted; `due_rule` says in words how, or that it was typed in.
    `stage` is a key of Stage or of the office's own. Colleagues may edit one case: see `version`.
    """

    __tablename__ = "case"
    __table_args__ = (
        Index("ix_case_open_due", "finished", "due"),
        Index("ix_case_received", "received"),
    )
    reference: Mapped[str] = mapped_column(unique=True)
    kind_id: Mapped[int | None] = mapped_column(ForeignKey("case_kind.id"), default=None, index=True)
    subject: Mapped[str] = mapped_column(default="")
    stage: Mapped[str] = mapped_column(default=Stage.LOGGED)
    finished: Mapped[bool] = mapped_column(default=False)
    priority: Mapped[str] = mapped_column(default="")
    marking: Mapped[str] = mapped_column(default="")
    handling: Mapped[str] = mapped_column(default="")
    received: Mapped[date | None] = mapped_column(default=None)
    due: Mapped[date | None] = mapped_column(default=None, index=True)
    due_rule: Mapped[str] = mapped_column(default="")
    finished_on: Mapped[date | None] = mapped_column(default=None)
    bring_forward: Mapped[date | None] = mapped_column(default=None, index=True)
    drafter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    signatory_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    unit: Mapped[str] = mapped_column(default="")
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), default=None, index=True)
    note: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads a plain dictionary


class CaseTie(Record, kw_only=True):
    """Two cases that belong together; kept once, the lower id first."""

    __tablename__ = "case_tie"
    __table_args__ = (UniqueConstraint("case_id", "other_id"),)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[CaseTieKind]


class AlsoAnswered(Record, kw_only=True):
    """Another case that a letter of the office answers, beside the one that it belongs to: one reply, several cases."""

    __tablename__ = "also_answered"
    __table_args__ = (UniqueConstraint("letter_id", "case_id"),)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)


class ImportedRow(Record, kw_only=True):
    """A row of a spreadsheet that became a letter: known again by its digest when the sheet is imported once more."""

    __tablename__ = "imported_row"
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), default=None, index=True)
    file: Mapped[str] = mapped_column(default="")
    line: Mapped[int] = mapped_column(default=0)


class KnownHeading(Record, kw_only=True):
    """What a person said that a spreadsheet's column is, by its folded heading: remembered for the next import."""

    __tablename__ = "known_heading"
    heading: Mapped[str] = mapped_column(unique=True)
    field: Mapped[str]
