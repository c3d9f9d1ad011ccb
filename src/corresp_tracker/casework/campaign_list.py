"""The list of a campaign: who gets the letter, with each one's names and references, read from CSV and checked whole."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corresp_tracker.errors import InvalidLetter
from corresp_tracker.intake.dates import only_date
from corresp_tracker.values.letter_text import PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.sheets import SheetFile, cell_text

MOST_ROWS = 20_000
COLUMNS = (
    "case",
    "name",
    "honours",
    "post",
    "organisation",
    "address",
    "their_reference",
    "answered",
    "subject",
    "salutation",
    "sign_off",
)
_ALSO = {
    "our_ref": "case",
    "our_reference": "case",
    "ref": "reference",
    "addressee": "name",
    "full_name": "name",
    "first_name": "forename",
    "last_name": "surname",
    "job_title": "post",
    "organization": "organisation",
    "your_ref": "their_reference",
    "your_reference": "their_reference",
    "their_ref": "their_reference",
    "date": "answered",
    "dated": "answered",
    "letter_of": "answered",
    "letter_date": "answered",
    "date_of_letter": "answered",
}
_OF_NAME = ("title", "forename", "surname")
_OF_ADDRESS = re.compile(r"address(?:_?(?:line_?)?\d)?\Z|town\Z|city\Z|county\Z|postcode\Z|post_code\Z")
_FOR_WHOM = ("case", "reference", "name", "post", "organisation", *_OF_NAME)
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRow:
    """One letter of a campaign: `number` is the row in the list, the heads being row 1. Empty where nothing is said.

    `case` is the office's own reference; `reference` is one that the list does not say whose it is.
    """

    number: int
    case: str = ""
    reference: str = ""
    reader: PrintedCorrespondent
    their_reference: str = ""
    answered: PartialDate | None = None
    subject: str = ""
    salutation: str = ""
    sign_off: str = ""


@dataclass(frozen=True, slots=True)
class CampaignList:
    """The rows of a list, and its columns that no letter has a use for."""

    rows: tuple[CampaignRow, ...]
    unused: tuple[str, ...]


def read_campaign(data: bytes) -> CampaignList:
    """Read a list of values parted by commas. Raises InvalidLetter as `campaign_of` does."""
    text = _decoded(data)
    return campaign_of(list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))))


def campaign_of_sheet(file: SheetFile) -> CampaignList:
    """Read a list from the first sheet of a spreadsheet that shows. Raises InvalidLetter as `campaign_of` does."""
    shown = [sheet for sheet in file.sheets if not sheet.is_hidden] or list(file.sheets)
    rows = shown[0].rows if shown else ()
    return campaign_of([[cell_text(cell) for cell in row.cells] for row in rows])


def campaign_of(rows: Sequence[Sequence[str]]) -> CampaignList:
    """Read the rows of a list, the first of which are its heads.

    Lines of an address are parted by "|" or by line ends. Dates are 17/10/2016, 2016-10-17 or as letters print them.
    Raises InvalidLetter, which names every row that is wrong: none is passed over in silence.
    """
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise InvalidLetter(
            f"The list has no letters in it: give it a row of heads ({', '.join(COLUMNS)}) and a row each."
        )
    if len(rows) - 1 > MOST_ROWS:
        raise InvalidLetter(
            f"The list has {len(rows) - 1:,} letters: a campaign takes {MOST_ROWS:,} at most."
        )
    heads = _heads(rows[0])
    problems: list[str] = []
    made: list[CampaignRow] = []
    for number, cells in enumerate(rows[1:], start=2):
        row, problem = _row(number, heads, cells)
        if row:
            made.append(row)
        if problem:
            problems.append(f"row {number} {problem}")
    problems += _twins(made)
    if problems:
        more = f" and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise InvalidLetter(
            f"Nothing was written, for the list has rows to put right: {'; '.join(problems[:_SHOWN])}{more}."
        )
    return CampaignList(
        tuple(made), tuple(head for head in rows[0] if head.strip() and not _is_used(_head(head)))
    )


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidLetter("The list is no text: save it as CSV (UTF-8), and try again.")


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _head(cell: str) -> str:
    head = re.sub(r"[\s-]+", "_", cell.strip().casefold())
    return _ALSO.get(head, head)


def _is_used(head: str) -> bool:
    return head in COLUMNS or head in _FOR_WHOM or bool(_OF_ADDRESS.match(head))


def _heads(cells: Sequence[str]) -> list[str]:
    heads = [_head(cell) for cell in cells]
    twice = next((head for head in heads if head and heads.count(head) > 1), None)
    if twice:
        raise InvalidLetter(f"The list has the column “{twice}” twice: keep one of them.")
    if not set(_FOR_WHOM) & set(heads):
        raise InvalidLetter(
            "The list says for nobody whom the letter is for: it needs a column “case” or “name”."
        )
    return heads


def _row(number: int, heads: Sequence[str], cells: Sequence[str]) -> tuple[CampaignRow | None, str]:
    if len(cells) > len(heads) and any(cell.strip() for cell in cells[len(heads) :]):
        return None, "has more cells than the list has heads"
    said = {head: cell.strip() for head, cell in zip(heads, cells, strict=False) if head}
    answered, problem = _date(said.get("answered", ""))
    if not any(said.get(head) for head in _FOR_WHOM):
        problem = problem or "says for nobody whom it is for"
    row = CampaignRow(
        number=number,
        case=said.get("case", ""),
        reference=_line(said.get("reference", "")),
        reader=_reader(said),
        answered=answered,
        **{
            head: _line(said.get(head, ""))
            for head in ("their_reference", "subject", "salutation", "sign_off")
        },
    )
    return row, problem


def _reader(said: Mapping[str, str]) -> PrintedCorrespondent:
    return PrintedCorrespondent(
        name=_line(said.get("name", "") or " ".join(said.get(part, "") for part in _OF_NAME)),
        honours=_line(said.get("honours", "")),
        post=_line(said.get("post", "")),
        organisation=_line(said.get("organisation", "")),
        address=tuple(
            line
            for head, cell in said.items()
            if _OF_ADDRESS.match(head)
            for part in re.split(r"[|\n]", cell)
            if (line := _line(part))
        ),
    )


def _date(words: str) -> tuple[PartialDate | None, str]:
    if not words:
        return None, ""
    dated = only_date(words)
    return dated, "" if dated else f"has “{words}” for a date, which is none"


def _twins(rows: Sequence[CampaignRow]) -> list[str]:
    """Say which rows would write the same person twice about the same letter."""
    seen: dict[tuple[object, ...], int] = {}
    problems: list[str] = []
    for row in rows:
        who = (row.case.casefold(), row.reference, row.reader, row.their_reference)
        if who in seen:
            problems.append(f"row {row.number} is the same as row {seen[who]}")
        seen.setdefault(who, row.number)
    return problems


def _line(words: str) -> str:
    return " ".join(words.split())
