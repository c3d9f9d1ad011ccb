"""The columns of the worklist as a table: which are shown, in which order, and by which one the cases are sorted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class CaseColumn(StrEnum):
    """What a column says of each case."""

    REFERENCE = "reference"
    CORRESPONDENT = "correspondent"
    SUBJECT = "subject"
    KIND = "kind"
    STAGE = "stage"
    DUE = "due"
    DAYS_LEFT = "days left"
    RECEIVED = "received"
    LAST_LETTER = "last letter"
    DRAFTER = "drafter"
    SIGNATORY = "signatory"
    UNIT = "unit"
    PRIORITY = "priority"
    MARKING = "marking"
    BRING_FORWARD = "bring forward"
    LETTERS = "letters"


USUAL_COLUMNS = (
    CaseColumn.REFERENCE,
    CaseColumn.CORRESPONDENT,
    CaseColumn.SUBJECT,
    CaseColumn.KIND,
    CaseColumn.STAGE,
    CaseColumn.DUE,
    CaseColumn.DAYS_LEFT,
    CaseColumn.DRAFTER,
)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Which columns are shown, in order, and what the cases are sorted by; None: by urgency, as in the worklist."""

    columns: tuple[CaseColumn, ...] = USUAL_COLUMNS
    order: CaseColumn | None = None
    descending: bool = False

    def sorted_by(self, column: CaseColumn) -> "TableLayout":
        """Give the layout sorted by a column; by the one that it is sorted by already, the other way round."""
        return replace(self, order=column, descending=self.order is column and not self.descending)

    def with_columns(self, columns: Sequence[CaseColumn]) -> "TableLayout":
        """Give the layout with other columns; the usual ones where none are left."""
        return replace(self, columns=tuple(dict.fromkeys(columns)) or USUAL_COLUMNS)

    def __str__(self) -> str:
        order = f"{self.order}{' down' if self.descending else ''}" if self.order else ""
        return f"{', '.join(self.columns)}; {order}".rstrip("; ")

    @classmethod
    def parse(cls, text: str) -> "TableLayout":
        """Read what `str` gives; columns that this version does not know are passed over."""
        known = {column.value: column for column in CaseColumn}
        named, _, order = text.partition(";")
        columns = [known[name.strip()] for name in named.split(",") if name.strip() in known]
        order = order.strip()
        descending = order.endswith(" down")
        layout = cls(order=known.get(order.removesuffix(" down").strip()))
        return replace(layout, descending=descending and layout.order is not None).with_columns(columns)
