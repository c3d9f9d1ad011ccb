"""What a spreadsheet says: the value that reading one gives, and that a log is imported from."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Cell: TypeAlias = str | float | date
"""What stands in a cell: words ("" for nothing), a number, or a day that the spreadsheet knows to be one."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row in which something stands. `line` is its number as the spreadsheet shows it."""

    line: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """Give what stands in a column (the first is 0); "" where the row ends before it."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the top, without those that are empty. Merged cells say the same down their rows."""

    name: str
    rows: tuple[SheetRow, ...]
    is_hidden: bool = False

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A spreadsheet, or a table of values parted by commas. `from_1904` says that its numbers count days from then."""

    sheets: tuple[Sheet, ...]
    from_1904: bool = False
    notices: tuple[str, ...] = ()


def cell_text(cell: Cell) -> str:
    """Give a cell as words, on one line: 23.0 is "23", a day is 17/10/2016."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return f"{cell:.0f}" if cell == int(cell) else f"{cell:g}"
