"""What search reads: derived from paragraphs, and made again whenever they change."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from corresp_tracker.model.base import Record

_ROOM = 2**32
_LAST_DAY = 4_000_000


class SearchText(Record, kw_only=True):
    """A paragraph's folded words, one space between; one row for each standing paragraph of a letter.

    `id` runs with the letter's date, newest first, so that a search can stop as soon as it has enough: make
    it with `search_id`.
    """

    __tablename__ = "search_text"
    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"), unique=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    folded: Mapped[str] = mapped_column(default="")


def search_id(day: date | None, paragraph_id: int) -> int:
    """Number a paragraph's row: a newer letter's are smaller; those of no known day come last."""
    ordinal = day.toordinal() if day else 0
    return (_LAST_DAY - ordinal) * _ROOM + paragraph_id
