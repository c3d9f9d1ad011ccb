"""Which column of an office's spreadsheet is which: told by its heading, by its cells, and by what was said before."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from corresp_tracker.casework.sheet_dates import looks_like_day, says_nothing
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.sheets import Cell, Sheet, SheetRow, cell_text


class SheetField(StrEnum):
    """What a column says of a letter or its case. NOTE goes into the case's note under its heading."""

    REFERENCE = "reference"
    RECEIVED = "received"
    DATED = "dated"
    CORRESPONDENT = "correspondent"
    POST = "post"
    ORGANISATION = "organisation"
    CONSTITUENT = "constituent"
    SUBJECT = "subject"
    KIND = "kind"
    DIRECTION = "direction"
    STAGE = "stage"
    DRAFTER = "drafter"
    UNIT = "unit"
    SIGNATORY = "signatory"
    DUE = "due"
    SENT = "sent"
    THEIR_REFERENCE = "their reference"
    PRIORITY = "priority"
    MARKING = "marking"
    NOTE = "note"
    NOTHING = "nothing"


DAY_FIELDS = frozenset({SheetField.RECEIVED, SheetField.DATED, SheetField.DUE, SheetField.SENT})
MANY = frozenset({SheetField.NOTE, SheetField.NOTHING})
"""What several columns may be at once."""

_NAMES: Mapping[SheetField, str] = {
    SheetField.REFERENCE: (
        "reference|ref|ref no|ref number|reference number|reference no|our ref|our reference|case ref|case reference|"
        "case no|case number|case id|case|log no|log number|id|unique id|unique reference|unique reference number|urn|"
        "file ref|file reference|tracker ref|to number|to ref|correspondence ref|number|no|serial|serial no|item"
    ),
    SheetField.RECEIVED: (
        "received|date received|date rec|date recd|date rec d|rec d|recd|received on|received date|receipt date|"
        "date of receipt|date in|in|date logged|logged|date arrived|arrived|date stamped|into office|received in office|"
        "date received in office|date received in private office|date received by us|rcvd|date rcvd|date"
    ),
    SheetField.DATED: (
        "dated|date of letter|letter date|letter dated|date of correspondence|correspondence date|date on letter|"
        "date written|date of incoming|date of document"
    ),
    SheetField.CORRESPONDENT: (
        "correspondent|from|name|sender|received from|letter from|who from|from whom|written by|author|mp|mp name|"
        "member|name of mp|mp or peer|mp peer|primary correspondent|correspondent name|name of correspondent|writer|"
        "contact|contact name|customer|customer name|name of sender|from name|requester|minister|addressee|to|sent by"
    ),
    SheetField.POST: "post|position|job title|role|title|post held|office held|designation",
    SheetField.ORGANISATION: (
        "organisation|organization|body|department|force|company|from organisation|organisation name|agency|council|"
        "force area|constituency|committee|department organisation|org"
    ),
    SheetField.CONSTITUENT: (
        "constituent|constituent name|on behalf of|for constituent|name of constituent|constituents name|obo"
    ),
    SheetField.SUBJECT: (
        "subject|subject matter|topic|re|regarding|about|title of letter|issue|matter|description|summary|details|"
        "subject of letter|letter re|heading|query|nature of correspondence|nature of enquiry|content|synopsis"
    ),
    SheetField.KIND: (
        "kind|type|type of correspondence|correspondence type|case type|category|letter type|type of letter|class"
    ),
    SheetField.DIRECTION: "direction|in out|in or out|incoming outgoing|incoming or outgoing|i o",
    SheetField.STAGE: (
        "stage|status|case status|current status|current stage|state|progress|open closed|open or closed|complete|"
        "completed|closed|position now|outcome"
    ),
    SheetField.DRAFTER: (
        "drafter|drafting officer|draft by|drafted by|allocated to|assigned to|owner|case owner|with|action officer|"
        "lead|lead officer|officer|caseworker|case worker|handler|action|action by|assigned|allocated|responsible|"
        "policy lead|lead official|official|who has it|currently with|drafter name"
    ),
    SheetField.UNIT: (
        "unit|team|directorate|division|branch|portfolio|business area|policy area|region|section|lead team|"
        "drafting unit|lead unit|allocated unit|allocated team"
    ),
    SheetField.SIGNATORY: (
        "signatory|signed by|signing|to be signed by|for signature by|for signature|who signs|signature"
    ),
    SheetField.DUE: (
        "due|due date|date due|deadline|reply due|response due|target|target date|due by|reply by|respond by|"
        "deadline for reply|response deadline|reply due by|date reply due|date response due|due for reply|final deadline|"
        "external deadline|ddl"
    ),
    SheetField.SENT: (
        "sent|date sent|reply sent|date replied|replied|replied on|date of reply|reply date|response date|responded|"
        "date responded|date response sent|response sent|date reply sent|date issued|issued|despatched|dispatched|"
        "date despatched|date dispatched|date out|out|date closed|closed on|completed on|date completed|date of response|"
        "date answered|answered|date reply issued|final reply sent"
    ),
    SheetField.THEIR_REFERENCE: (
        "their ref|their reference|your ref|your reference|external ref|external reference|sender ref|mp ref|mps ref|"
        "other ref|incoming ref|originator ref|correspondents ref|their ref no"
    ),
    SheetField.PRIORITY: "priority|urgency|urgent|importance",
    SheetField.MARKING: "marking|protective marking|classification|security marking|gsc|security classification",
    SheetField.NOTE: (
        "note|notes|comment|comments|remarks|remark|further information|other|other information|history|action taken|"
        "updates|update|latest|latest position"
    ),
}  # fmt: skip
_BY_NAME: Mapping[str, SheetField] = {
    name: field for field, names in _NAMES.items() for name in names.split("|")
}
_REFERENCE = re.compile(r"(?=\S*\d)[A-Za-z0-9]{1,10}(?:[/\-.][A-Za-z0-9]+)*")
_STAGES = re.compile(
    r"(?:open|closed?|complete[d]?|sent|replied|draft(?:ing|ed)?|with .*|awaiting .*|on hold|pending|transferred|nfa|"
    r"no (?:further action|reply(?: needed| required)?)|logged|clear(?:ed|ance)|overdue|in progress|triage|"
    r"sign(?:ed|ing|-off| off)?|yes|no)",
    re.IGNORECASE,
)
_SAMPLE = 200
_MOST_ROWS_ABOVE = 40
_FEWEST_HEADINGS = 2
_SURE = 1.0
_REMEMBERED = 3.0
_ENOUGH = 0.45


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its heading ("" for none), what it is, and some of what stands in it."""

    index: int
    heading: str
    field: SheetField
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """How a sheet is laid out. `head` is the line of its headings, 0 where it has none."""

    head: int
    columns: tuple[SheetColumn, ...]

    def column_of(self, field: SheetField) -> int | None:
        """Give the column that is this field; None where none is."""
        return next((column.index for column in self.columns if column.field is field), None)


def lay_out(
    sheet: Sheet, *, today: date, remembered: Mapping[str, SheetField] | None = None, head: int | None = None
) -> SheetLayout:
    """Say where a sheet's headings are and what each column is.

    `remembered` are fields that a person once gave to headings (folded); `head` is the line that they say to be that
    of the headings, 0 for none.
    """
    known = remembered or {}
    head = find_head(sheet, known) if head is None else head
    headings = _headings(sheet, head)
    body = [row for row in sheet.rows if row.line > head and not _repeats(row, headings)][:_SAMPLE]
    columns = [[row.cell(index) for row in body] for index in range(sheet.width)]
    fields = _assign(headings, columns, known, today)
    return SheetLayout(
        head,
        tuple(
            SheetColumn(index, headings[index], fields[index], _examples(columns[index]))
            for index in range(sheet.width)
            if headings[index] or any(cell != "" for cell in columns[index])
        ),
    )


def folded_heading(heading: str) -> str:
    """Fold a heading as it is compared and remembered: "Date Rec'd:" is "date rec d"."""
    return " ".join(folded_words(heading))


def find_head(sheet: Sheet, remembered: Mapping[str, SheetField]) -> int:
    """Give the line of the headings: the first of those rows near the top that name most fields; 0 for none."""
    best, most = 0, 0.0
    for row in sheet.rows[:_MOST_ROWS_ABOVE]:
        named = {field for cell in row.cells if isinstance(cell, str) and (field := _named(cell, remembered))}
        if len(named - {SheetField.NOTE}) >= _FEWEST_HEADINGS and len(named) > most:
            best, most = row.line, len(named)
    return best


def best_sheet(sheets: Sequence[Sheet], remembered: Mapping[str, SheetField]) -> int:
    """Give the place of the sheet that is most likely the log: it has headings, it is shown, and it is the longest."""

    def likeness(place: int) -> tuple[bool, bool, int]:
        sheet = sheets[place]
        return bool(find_head(sheet, remembered)), not sheet.is_hidden, len(sheet.rows)

    return max(range(len(sheets)), key=likeness)


def repeats_headings(row: SheetRow, layout: SheetLayout) -> bool:
    """Say whether a row is the headings once more, as at the top of each printed page or month."""
    headings = [""] * (max((column.index for column in layout.columns), default=-1) + 1)
    for column in layout.columns:
        headings[column.index] = column.heading
    return _repeats(row, headings)


def _repeats(row: SheetRow, headings: Sequence[str]) -> bool:
    headed = [(index, folded) for index, each in enumerate(headings) if (folded := folded_heading(each))]
    same = sum(folded_heading(cell_text(row.cell(index))) == folded for index, folded in headed)
    return len(headed) >= _FEWEST_HEADINGS and same * 2 > len(headed)


def _headings(sheet: Sheet, head: int) -> list[str]:
    """Give the heading of each column: its own, or else the one in the row above, as over two merged rows."""
    at = next((place for place, row in enumerate(sheet.rows) if row.line == head), None)
    if at is None:
        return [""] * sheet.width
    row = sheet.rows[at]
    above = sheet.rows[at - 1] if at and sheet.rows[at - 1].line == head - 1 else None
    if above and sum(cell != "" for cell in above.cells) < _FEWEST_HEADINGS:
        above = None
    return [
        cell_text(row.cell(index)) or (cell_text(above.cell(index)) if above else "")
        for index in range(sheet.width)
    ]


def _assign(
    headings: Sequence[str],
    columns: Sequence[Sequence[Cell]],
    remembered: Mapping[str, SheetField],
    today: date,
) -> list[SheetField]:
    """Give each column a field, the surest first; a field of its own stands for one column alone."""
    scores = [
        (score, -index, field)
        for index, heading in enumerate(headings)
        for field in SheetField
        if (score := _score(heading, columns[index], field, remembered, today)) >= _ENOUGH
    ]
    fields: dict[int, SheetField] = {}
    for _, place, field in sorted(scores, reverse=True):
        if -place not in fields and (field in MANY or field not in fields.values()):
            fields[-place] = field
    return [fields.get(index) or _unnamed(cells, fields.values()) for index, cells in enumerate(columns)]


def _unnamed(cells: Sequence[Cell], fields: Iterable[SheetField]) -> SheetField:
    """Keep what nothing names in the note, so that it is not lost; a count of the rows is no loss beside references."""
    if all(says_nothing(cell) for cell in cells):
        return SheetField.NOTHING
    is_count = _counts_rows([cell for cell in cells if not says_nothing(cell)])
    return SheetField.NOTHING if is_count and SheetField.REFERENCE in fields else SheetField.NOTE


def _counts_rows(cells: Sequence[Cell]) -> bool:
    """Say whether a column only counts its rows: 1, 2, 3."""
    texts = [cell_text(cell) for cell in cells]
    numbers = [int(text) for text in texts if text.isdigit() and len(text) < 6]
    steps = sum(after - before == 1 for before, after in pairwise(numbers))
    return (
        len(numbers) > 1
        and len(numbers) >= len(texts) * 0.7
        and numbers[0] <= _SAMPLE
        and steps * 2 >= len(numbers) - 1
    )


def _score(
    heading: str, cells: Sequence[Cell], field: SheetField, remembered: Mapping[str, SheetField], today: date
) -> float:
    folded = folded_heading(heading)
    if folded in remembered:
        return _REMEMBERED if remembered[folded] is field else 0.0
    named = _likeness(folded, field)
    filled = [cell for cell in cells if not says_nothing(cell)]
    if not filled:
        return named
    if field is SheetField.REFERENCE and _counts_rows(filled):
        return 0.0
    days = sum(looks_like_day(cell, today=today) or _is_serial(cell) for cell in filled) / len(filled)
    if field in DAY_FIELDS:
        return named * (1.0 if days > 0.3 else 0.2) + 0.1 * days
    if days > 0.6 and field not in MANY:
        return 0.0
    return named + _content(field, filled) if named else _content(field, filled) * 1.5


def _likeness(folded: str, field: SheetField) -> float:
    """Say how well a heading names a field: wholly, or as part of a longer one."""
    if not folded:
        return 0.0
    if _BY_NAME.get(folded) is field:
        return _SURE
    words = f" {folded} "
    parts = [len(name) for name, named in _BY_NAME.items() if named is field and f" {name} " in words]
    return 0.5 + 0.4 * max(parts) / len(folded) if parts else 0.0


def _content(field: SheetField, filled: Sequence[Cell]) -> float:
    """Say how far what stands in a column speaks for a field, up to 0.4."""
    texts = [cell_text(cell) for cell in filled]
    if field is SheetField.REFERENCE:
        alike = sum(bool(_REFERENCE.fullmatch(text)) and not text.isdigit() for text in texts) / len(texts)
        return 0.4 * alike * (len(set(texts)) / len(texts))
    if field is SheetField.STAGE:
        return 0.3 * sum(bool(_STAGES.fullmatch(text)) for text in texts) / len(texts)
    if field is SheetField.DIRECTION:
        return 0.4 * sum(text.lower() in ("in", "out", "incoming", "outgoing") for text in texts) / len(texts)
    return 0.0


def _named(cell: str, remembered: Mapping[str, SheetField]) -> SheetField | None:
    folded = folded_heading(cell)
    if len(cell) > 60 or not folded:
        return None
    if folded in remembered:
        return remembered[folded]
    if folded in _BY_NAME:
        return _BY_NAME[folded]
    best = max(SheetField, key=lambda field: _likeness(folded, field))
    return best if _likeness(folded, best) >= 0.7 else None


def _is_serial(cell: Cell) -> bool:
    if isinstance(cell, str) and re.fullmatch(r"\d{5}(?:\.\d+)?", cell):
        cell = float(cell)
    return isinstance(cell, float) and 30_000 <= cell <= 60_000


def _examples(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell_text(cell) for cell in cells if cell != ""))[:3]
