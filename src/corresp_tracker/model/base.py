"""What every record has in common."""

import enum
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import uuid4

from sqlalchemy import Dialect, Enum, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from sqlalchemy.types import DateTime, TypeDecorator

from corresp_tracker.values.partial_date import PartialDate

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class PartialDateText(TypeDecorator[PartialDate]):
    """A partial date kept as its ISO text, which sorts by its first day: "2015" < "2015-07" < "2015-07-02"."""

    impl = String(21)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        """Write the ISO text."""
        return None if value is None else value.iso

    def process_result_value(self, value: Any | None, dialect: Dialect) -> PartialDate | None:
        """Read the ISO text."""
        return None if value is None else PartialDate.parse(value)


class Moment(TypeDecorator[datetime]):
    """A moment, kept and given in UTC in both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: it would mean another moment on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Give the moment with its zone, which SQLite does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _values(kind: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in kind]


WORDS = Enum(enum.Enum, native_enum=False, length=40, values_callable=_values)
"""Enumerations are kept as their words, so that a log can be read without this program."""


def new_uid() -> str:
    """Make a uid: 32 hex digits, the same record's name in files, in bookmarks and in every database."""
    return uuid4().hex


def now() -> datetime:
    """Give this moment in UTC, to the second: what a history can be read by."""
    return datetime.now(UTC).replace(microsecond=0)


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False):
    """A row that the office keeps. Equality is identity; relationships load only when a query asks for them."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        PartialDate: PartialDateText,
        datetime: Moment,
        enum.Enum: WORDS,
    }

    id: Mapped[int] = mapped_column(primary_key=True, init=False, default=None)
    uid: Mapped[str] = mapped_column(String(32), unique=True, default_factory=new_uid)
