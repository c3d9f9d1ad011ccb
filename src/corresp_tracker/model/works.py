"""What a paragraph can cite: reports and programmes, all the names they go by, and the links that are kept."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corresp_tracker.model.base import Record, now
from corresp_tracker.values.citation import CitationKind, Confidence
from corresp_tracker.values.partial_date import PartialDate


class WorkKind(StrEnum):
    """What sort of work it is."""

    REPORT = "report"
    PROGRAMME = "programme"


class Work(Record, kw_only=True):
    """A report or a programme known to the office; all works known are its register.

    `key` is the name that files and other databases know it by. Publishers and owners are kept as printed,
    parted by "; ". One table holds both kinds, because lists, links and searches always ask for both.
    `merged_into_id` keeps a twin that was found out, so that its key still leads to the work that was kept.
    """

    __tablename__ = "work"
    __table_args__ = (Index("ix_work_title", "kind", "title"),)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[WorkKind] = mapped_column(init=False, default=None)
    title: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("work.id"), default=None, index=True)
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    names: Mapped[list["WorkName"]] = relationship(
        init=False,
        default_factory=list,
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="WorkName.position",
    )

    # All columns of both kinds come with each row: else every report would be asked for again, one by one.
    __mapper_args__ = {"version_id_col": version, "polymorphic_on": "kind", "with_polymorphic": "*"}  # noqa: RUF012  SQLAlchemy reads a plain dictionary


class Report(Work, kw_only=True):
    """A publication; `report_kind` is what it is (thematic, force inspection, joint, annual ...)."""

    short_title: Mapped[str] = mapped_column(default="", nullable=True)
    publishers: Mapped[str] = mapped_column(default="", nullable=True)
    published_on: Mapped[PartialDate | None] = mapped_column(default=None)
    inspected_on: Mapped[PartialDate | None] = mapped_column(default=None)
    edition: Mapped[str] = mapped_column(default="", nullable=True)
    place: Mapped[str] = mapped_column(default="", nullable=True)
    series: Mapped[str] = mapped_column(default="", nullable=True)
    report_kind: Mapped[str] = mapped_column(default="", nullable=True)
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("work.id"), default=None)

    __mapper_args__ = {"polymorphic_identity": WorkKind.REPORT}  # noqa: RUF012  SQLAlchemy reads a plain dictionary


class Programme(Work, kw_only=True):
    """An inspection programme; `title` is its name."""

    abbreviation: Mapped[str] = mapped_column(default="", nullable=True)
    owners: Mapped[str] = mapped_column(default="", nullable=True)
    started: Mapped[PartialDate | None] = mapped_column(default=None)
    ended: Mapped[PartialDate | None] = mapped_column(default=None)

    __mapper_args__ = {"polymorphic_identity": WorkKind.PROGRAMME}  # noqa: RUF012  SQLAlchemy reads a plain dictionary


class WorkName(Record, kw_only=True):
    """Another name of a work. A name that `needs_cue` is ordinary words and counts only beside a cue.

    `ambiguous` is set by the program where another work goes by the same name: it then never decides alone.
    """

    __tablename__ = "work_name"
    __table_args__ = (UniqueConstraint("work_id", "words"),)
    work_id: Mapped[int] = mapped_column(ForeignKey("work.id"), default=None)
    words: Mapped[str]
    needs_cue: Mapped[bool] = mapped_column(default=False)
    ambiguous: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class Membership(Record, kw_only=True):
    """A report's place in a programme, and the edition that it belongs to."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("report_id", "programme_id"),)
    report_id: Mapped[int] = mapped_column(ForeignKey("work.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("work.id"), index=True)
    edition: Mapped[str] = mapped_column(default="")


class CompleteStretch(Record, kw_only=True):
    """A stretch of time for which the register holds all reports of a programme: only then is a count wrong."""

    __tablename__ = "complete_stretch"
    programme_id: Mapped[int] = mapped_column(ForeignKey("work.id"), index=True)
    stretch: Mapped[PartialDate]


class LinkStanding(StrEnum):
    """Where a link stands: proposed by the machine, or judged by a person."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Link(Record, kw_only=True):
    """A citation that is kept: words of a paragraph and what they name.

    At most one of `work_id`, `cited_letter_id` and `organisation_id` is set; none is a gap (not held) or a
    choice among candidates. `start` and `end` are code points into the paragraph's text. A proposed link that
    is certain stands by itself; a `later` mention names a work only by what the letter cited before.
    `judged_by` names who confirmed or rejected one, empty for the machine.
    """

    __tablename__ = "link"
    __table_args__ = (
        Index("ix_link_work_standing", "work_id", "standing"),
        Index("ix_link_standing_confidence", "standing", "confidence"),
    )
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    words: Mapped[str]
    kind: Mapped[CitationKind]
    standing: Mapped[LinkStanding] = mapped_column(default=LinkStanding.PROPOSED)
    confidence: Mapped[Confidence] = mapped_column(default=Confidence.CERTAIN)
    reason: Mapped[str] = mapped_column(default="")
    work_id: Mapped[int | None] = mapped_column(ForeignKey("work.id"), default=None)
    cited_letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), default=None, index=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), default=None, index=True
    )
    cited_date: Mapped[PartialDate | None] = mapped_column(default=None)
    edition: Mapped[str] = mapped_column(default="")
    locator: Mapped[str] = mapped_column(default="")
    later: Mapped[bool] = mapped_column(default=False, server_default=false())
    checks: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)
    judged_by: Mapped[str] = mapped_column(default="")
    judged_at: Mapped[datetime | None] = mapped_column(default=None)
    lost: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    candidates: Mapped[list["Candidate"]] = relationship(
        init=False,
        default_factory=list,
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="Candidate.rank",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads a plain dictionary

    @property
    def is_judged(self) -> bool:
        """Say whether a person has confirmed or rejected it."""
        return self.standing is not LinkStanding.PROPOSED


class FalseFriend(Record, kw_only=True):
    """Words, folded, that this office has said never mean a work: they are not offered for it in any letter.

    With no work they cite none at all.
    """

    __tablename__ = "false_friend"
    __table_args__ = (UniqueConstraint("work_id", "words"),)
    words: Mapped[str]
    work_id: Mapped[int | None] = mapped_column(ForeignKey("work.id"), default=None)
    said_by: Mapped[str]
    said_at: Mapped[datetime] = mapped_column(default_factory=now)


class Candidate(Record, kw_only=True):
    """A work that a link may mean, in the order in which it is offered (rank 0 first)."""

    __tablename__ = "candidate"
    __table_args__ = (UniqueConstraint("link_id", "work_id"),)
    link_id: Mapped[int] = mapped_column(ForeignKey("link.id"), default=None)
    work_id: Mapped[int] = mapped_column(ForeignKey("work.id"), index=True)
    rank: Mapped[int]
