"""The templates that an office made itself, their versions, and for which letters one is the usual one."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from corresp_tracker.model.base import Record, now


class LetterTemplate(Record, kw_only=True):
    """A template of the office's own: `kind` is what letters it is for ("reply", "holding reply" ...).

    `replaces` is the name of the shipped template in whose place it is offered; empty where it stands beside them.
    `by_hand` leaves salutation and sign-off of its letters for the signatory's hand. Colleagues may edit it.
    """

    __tablename__ = "letter_template"
    title: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    replaces: Mapped[str] = mapped_column(default="")
    by_hand: Mapped[bool] = mapped_column(default=False)
    retired: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads a plain dictionary


class TemplateVersion(Record, kw_only=True):
    """One state of a template: a Word file, which is a version of one template only.

    `name` is how letters remember it, `fields` what it prints. `approved_on` is None while nobody approved it.
    """

    __tablename__ = "template_version"
    __table_args__ = (UniqueConstraint("template_id", "number"),)
    template_id: Mapped[int] = mapped_column(ForeignKey("letter_template.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)
    fields: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)
    note: Mapped[str] = mapped_column(default="")
    imported_by: Mapped[str] = mapped_column(default="")
    imported_at: Mapped[datetime] = mapped_column(default_factory=now)
    approved_by: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[date | None] = mapped_column(default=None)


class TemplateDefault(Record, kw_only=True):
    """For which letters a template is the usual one; empty `kind` or `signatory` means any.

    `kind` is the key of a kind of case, `role` what the letter is in its case, `template` the name of a shipped
    template or the uid of one of the office's own.
    """

    __tablename__ = "template_default"
    __table_args__ = (UniqueConstraint("kind", "signatory", "role"),)
    kind: Mapped[str] = mapped_column(default="")
    signatory: Mapped[str] = mapped_column(default="")
    role: Mapped[str]
    template: Mapped[str]
