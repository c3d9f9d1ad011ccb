"""Letters, their paragraphs, their frozen revisions, and the files they came or went as."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from corresp_tracker.model.base import Record, now
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate


class LetterRole(StrEnum):
    """What a letter is in its case."""

    ORIGINAL = "original"
    ACKNOWLEDGEMENT = "acknowledgement"
    HOLDING_REPLY = "holding reply"
    REPLY = "reply"
    CHASER = "chaser"
    CONTRIBUTION = "contribution"
    BACKGROUND_NOTE = "background note"
    COPY = "copy"


class DocumentPart(StrEnum):
    """What a file is to its letter."""

    ORIGINAL = "original"
    ATTACHMENT = "attachment"
    ENVELOPE = "envelope"
    DRAFT = "draft"
    FINAL = "final"
    SENT = "sent"
    CLEARANCE = "clearance"


class RevisionSource(StrEnum):
    """What froze a revision."""

    LOGGED = "logged"
    WORD_OUT = "written to Word"
    WORD_IN = "taken back from Word"
    CLEARANCE = "cleared"
    FINAL = "made ready to send"
    SENT = "sent"


class ArrivalStanding(StrEnum):
    """What has become of a file that arrived."""

    WAITING = "waiting"
    SET_ASIDE = "set aside"
    LOGGED = "logged"
    DISCARDED = "discarded"


class Document(Record, kw_only=True):
    """A file kept whole, known by the SHA-256 of its bytes (64 hex digits). Never changed, never twice."""

    __tablename__ = "document"
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(default_factory=now)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary), raiseload=True)


class ArrivedFile(Record, kw_only=True):
    """A file that came in and waits to be logged: kept before anything is read from it.

    `parent_id` is the e-mail that it was attached to. `problem` says why it could not be read.
    """

    __tablename__ = "arrived_file"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("arrived_file.id"), default=None, index=True)
    standing: Mapped[ArrivalStanding] = mapped_column(default=ArrivalStanding.WAITING, index=True)
    problem: Mapped[str] = mapped_column(default="")
    arrived_at: Mapped[datetime] = mapped_column(default_factory=now)


class Campaign(Record, kw_only=True):
    """One letter that was written to many: what it is called, and who wrote it when."""

    __tablename__ = "campaign"
    title: Mapped[str]
    by: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime] = mapped_column(default_factory=now)


class Letter(Record, kw_only=True):
    """A letter received or sent; a draft is a letter the office has not dispatched yet.

    `dated` is the date of correspondence; `received` or `dispatched` the day that it came or went.
    `head` is the number of its newest revision. Above the log's ceiling only a stub is kept: `held_at` says
    where. `template` names the very file that it is written with, so that it can be written again as it was;
    `by_hand` leaves salutation and sign-off for the signatory to write. Colleagues may have the same letter open: the
    first to save wins, and the other is told.
    """

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_newest", "dated", "id"),)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    direction: Mapped[Direction]
    role: Mapped[LetterRole] = mapped_column(default=LetterRole.ORIGINAL)
    dated: Mapped[PartialDate | None] = mapped_column(default=None)
    received: Mapped[date | None] = mapped_column(default=None)
    dispatched: Mapped[date | None] = mapped_column(default=None, index=True)
    means: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    folded_subject: Mapped[str] = mapped_column(default="", index=True)
    our_reference: Mapped[str] = mapped_column(default="")
    their_reference: Mapped[str] = mapped_column(default="")
    marking: Mapped[str] = mapped_column(default="")
    handling: Mapped[str] = mapped_column(default="")
    held_at: Mapped[str] = mapped_column(default="")
    salutation: Mapped[str] = mapped_column(default="")
    sign_off: Mapped[str] = mapped_column(default="")
    enclosures: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    template: Mapped[str] = mapped_column(default="")
    by_hand: Mapped[bool] = mapped_column(default=False, server_default=false())
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), default=None, index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"), default=None, index=True)
    fingerprint: Mapped[str] = mapped_column(default="", index=True)
    head: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    paragraphs: Mapped[list["Paragraph"]] = relationship(
        init=False, default_factory=list, lazy="raise_on_sql", order_by="Paragraph.position"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads a plain dictionary

    @property
    def is_draft(self) -> bool:
        """Say whether the office has written it but not sent it."""
        return self.direction is Direction.OUT and self.dispatched is None


class LetterDocument(Record, kw_only=True):
    """A file that belongs to a letter, under the name it came or went by."""

    __tablename__ = "letter_document"
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    part: Mapped[DocumentPart]
    name: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(default_factory=now)


class Paragraph(Record, kw_only=True):
    """One numbered paragraph or sub-paragraph of a letter; `uid` is its bookmark's name in Word.

    `label` is unique among a letter's standing paragraphs; `position` orders them; `removed` keeps a paragraph
    whose words left the draft, so that its links and history stay. `italics` are [start, end] code points.
    `origin_id` is the paragraph of an earlier letter that its words were taken from, `line_uid` the standard line, and
    `line_edition` the state of that line then (by uid, for a line may itself come from a paragraph).
    """

    __tablename__ = "paragraph"
    __table_args__ = (Index("ix_paragraph_order", "letter_id", "position"),)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    position: Mapped[int]
    label: Mapped[str] = mapped_column(default="")
    level: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(default="")
    italics: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)
    numbered: Mapped[bool] = mapped_column(default=True)
    removed: Mapped[bool] = mapped_column(default=False)
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("paragraph.id"), default=None, index=True)
    line_uid: Mapped[str] = mapped_column(String(32), default="", index=True, server_default="")
    line_edition: Mapped[int | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads a plain dictionary


class Revision(Record, kw_only=True):
    """A letter as it stood at one moment, frozen: `body` holds its paragraphs and their links as JSON."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("letter_id", "number"),)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    number: Mapped[int]
    parent: Mapped[int | None] = mapped_column(default=None)
    source: Mapped[RevisionSource]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), default=None)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    by: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default_factory=now)


class WordCopy(Record, kw_only=True):
    """A draft that is open in Word: its file is master until it is taken back or given up. A draft has one at most.

    `path` is where the file lies on `computer`; `revision` is the version that it was written from, and `sha256` that
    of the file as it was written.
    """

    __tablename__ = "word_copy"
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), unique=True)
    path: Mapped[str]
    computer: Mapped[str]
    by: Mapped[str]
    since: Mapped[datetime] = mapped_column(default_factory=now)
    revision: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads a plain dictionary


class Point(Record, kw_only=True):
    """A request or question in a letter that came: words of one paragraph."""

    __tablename__ = "point"
    __table_args__ = (CheckConstraint('"start" <= "end"', name="span"),)
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    words: Mapped[str]


class Answer(Record, kw_only=True):
    """A paragraph of a reply that answers a point."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("point_id", "paragraph_id"),)
    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"), index=True)
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"), index=True)


class Line(Record, kw_only=True):
    """A standard line: an approved paragraph for reuse, with its owner and the day to look at it again.

    From `expires_on` it is not to be used any more. `edition` counts the changes to its words. `links` are what its
    words cite: a list of {"start", "end", "work": key}, in code points.
    """

    __tablename__ = "line"
    topic: Mapped[str]
    text: Mapped[str]
    folded: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    review_on: Mapped[date | None] = mapped_column(default=None)
    expires_on: Mapped[date | None] = mapped_column(default=None)
    edition: Mapped[int] = mapped_column(default=1)
    links: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)
    from_paragraph_id: Mapped[int | None] = mapped_column(ForeignKey("paragraph.id"), default=None)
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads a plain dictionary


class ClearanceRequest(Record, kw_only=True):
    """Somebody who must clear a draft, or sign it off. Those of one `step` are asked side by side, steps in order.

    `asked_revision` is the number of the revision that they were last sent; None until they were asked.
    """

    __tablename__ = "clearance_request"
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    clearer: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    step: Mapped[int] = mapped_column(default=1)
    is_sign_off: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    asked_by: Mapped[str] = mapped_column(default="")
    asked_revision: Mapped[int | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads a plain dictionary


class Clearance(Record, kw_only=True):
    """One person's (or team's) agreement to one frozen revision of a draft, or their refusal.

    `request_id` is what asked for it, `document_id` the e-mail or file that shows it. `offline` says that it was given
    by word of mouth or on paper; `by` is who wrote it down.
    """

    __tablename__ = "clearance"
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    clearer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    clearer: Mapped[str]
    outcome: Mapped[str]
    offline: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    request_id: Mapped[int | None] = mapped_column(
        ForeignKey("clearance_request.id"), default=None, index=True
    )
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), default=None)
    by: Mapped[str] = mapped_column(default="", server_default="")
    at: Mapped[datetime] = mapped_column(default_factory=now)
