"""One row of an office's spreadsheet taken for what it says: days, correspondent, stage, and what is doubtful."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from corresp_tracker.casework.sheet_columns import DAY_FIELDS, SheetField, SheetLayout
from corresp_tracker.casework.sheet_dates import DayStyle, read_day, says_nothing
from corresp_tracker.intake.correspondents import read_correspondents
from corresp_tracker.model.cases import FINISHED, Stage
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction, PrintedCorrespondent
from corresp_tracker.values.sheets import Cell, SheetRow, cell_text

_INVERTED = re.compile(
    r"([^\W\d_][\w'’\-]+),\s*([A-Z][\w'’\-.]*(?:\s[A-Z][\w'’\-.]*){0,2}?)((?:\s(?:MP|MSP|MS))?)"
)
_STAGES: tuple[tuple[str, Stage], ...] = (
    (r"no (?:further action|reply|response|answer)|\bnfa\b|for information", Stage.NO_REPLY_NEEDED),
    (r"not (?:required|needed)", Stage.NO_REPLY_NEEDED),
    (r"transfer", Stage.TRANSFERRED),
    (r"hold\b|suspend|paused", Stage.ON_HOLD),
    (r"re-?open", Stage.REOPENED),
    (r"(?:not|un)[ -]?(?:yet )?(?:sent|replied|closed|complete|answered)", Stage.LOGGED),
    (r"\bclosed?\b|complete|\bdone\b|finish|filed|resolved|\byes\b|^y$", Stage.CLOSED),
    (r"for signature|sign", Stage.SIGN_OFF),
    (r"\bsent\b|replied|issued|d[ei]spatched|answered|responded", Stage.DISPATCHED),
    (r"draft", Stage.DRAFTING),
    (r"clear|\bqa\b|review", Stage.CLEARANCE),
    (r"contribution|commission|awaiting input", Stage.CONTRIBUTION_REQUESTED),
    (r"triage|allocat", Stage.TRIAGE),
    (r"open|logged|new\b|progress|overdue|pending|outstanding|received|await|\bno\b|^n$|active|live", Stage.LOGGED),
)  # fmt: skip
_FEWEST_CELLS = 2
_TOTALS = re.compile(r"(?:sub[- ]?)?totals?\b|count\b|sum\b|average\b|key\b|legend\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRead:
    """What a row says. `says` are its words by field, as they can be corrected; `digest` names the letter.

    `doubts` keep it from being taken unless a person says so; `remarks` are only said. `nothing` says why no letter
    is in it.
    """

    line: int
    says: Mapping[SheetField, str]
    correspondents: tuple[PrintedCorrespondent, ...] = ()
    received: date | None = None
    dated: date | None = None
    due: date | None = None
    sent: date | None = None
    direction: Direction = Direction.IN
    stage: Stage = Stage.LOGGED
    note: str = ""
    doubts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    nothing: str = ""
    digest: str = ""

    @property
    def day(self) -> date | None:
        """The day by which the row counts: that of receipt, or else of the letter, or of the answer."""
        if self.direction is Direction.OUT:
            return self.sent or self.dated or self.received
        return self.received or self.dated

    def said(self, field: SheetField) -> str:
        """Give the words of a field; "" for none."""
        return self.says.get(field, "")


def read_row(
    row: SheetRow,
    layout: SheetLayout,
    styles: Mapping[int, DayStyle],
    *,
    corrected: Mapping[SheetField, str],
    today: date,
) -> RowRead:
    """Read one row; `corrected` are the words that a person put in the place of what a field says."""
    cells = _cells(row, layout) | dict(corrected)
    says = {field: _shown(cell) for field, cell in cells.items()}
    if why := _why_nothing(row, layout, says):
        return RowRead(line=row.line, says=says, nothing=why)
    days, doubts = _days(cells, layout, styles, corrected=corrected, today=today)
    direction = _direction(says.get(SheetField.DIRECTION, ""))
    stage, remarks = _stage(says.get(SheetField.STAGE, ""), days.get(SheetField.SENT), direction)
    read = RowRead(
        line=row.line,
        says=says,
        correspondents=correspondents_of(says),
        received=days.get(SheetField.RECEIVED),
        dated=days.get(SheetField.DATED),
        due=days.get(SheetField.DUE),
        sent=days.get(SheetField.SENT),
        direction=direction,
        stage=stage,
        note=_note(row, layout, says, corrected),
        digest=_digest(says, days),
    )
    doubts = (*doubts, *_order_of_days(read, today), *_what_is_missing(read))
    return replace(read, doubts=doubts, remarks=remarks)


def correspondents_of(says: Mapping[SheetField, str]) -> tuple[PrintedCorrespondent, ...]:
    """Give whom a row names: the names of a joint letter each, with the post and the body of columns of their own."""
    printed = says.get(SheetField.CORRESPONDENT, "")
    post, body = says.get(SheetField.POST, ""), says.get(SheetField.ORGANISATION, "")
    found = [
        PrintedCorrespondent(
            name=who.name, honours=who.honours, post=who.post or post, organisation=who.organisation or body
        )
        for each in re.split(r"\s*(?:;|\n|\s&\s(?=[A-Z][\w.]* [A-Z]))\s*", printed)
        for who in read_correspondents([_turned(each)])
    ]
    if not found and (post or body):
        found.append(PrintedCorrespondent(post=post, organisation=body))
    return tuple(who for who in found if who.name or who.post or who.organisation)


def stage_of(words: str) -> Stage | None:
    """Give the stage that a spreadsheet's words mean; None where they mean none that is known."""
    return next((stage for pattern, stage in _STAGES if re.search(pattern, words, re.IGNORECASE)), None)


def _cells(row: SheetRow, layout: SheetLayout) -> dict[SheetField, Cell]:
    return {
        column.field: row.cell(column.index)
        for column in layout.columns
        if column.field not in (SheetField.NOTE, SheetField.NOTHING)
        and not says_nothing(row.cell(column.index))
    }


def _shown(cell: Cell) -> str:
    """Give a cell's words; a reference that a spreadsheet made a number of ("23.0") is whole again."""
    if isinstance(cell, str) and "\n" in cell:
        return "\n".join(filter(None, (cell_text(line) for line in cell.splitlines())))
    text = cell_text(cell)
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text


def _why_nothing(row: SheetRow, layout: SheetLayout, says: Mapping[SheetField, str]) -> str:
    filled = [cell_text(cell) for cell in row.cells if cell != ""]
    if filled and _TOTALS.match(filled[0]) and not says.get(SheetField.SUBJECT):
        return f"“{filled[0]}” sums the rows up, and is no letter"
    telling = [
        field for field in says if field not in (SheetField.STAGE, SheetField.UNIT, SheetField.DRAFTER)
    ]
    if not telling:
        return f"only “{' '.join(filled)[:60]}” stands in it" if filled else "nothing stands in it"
    if len(filled) < _FEWEST_CELLS <= len(layout.columns):
        return f"only “{filled[0][:60]}” stands in it"
    return ""


def _days(
    cells: Mapping[SheetField, Cell],
    layout: SheetLayout,
    styles: Mapping[int, DayStyle],
    *,
    corrected: Mapping[SheetField, str],
    today: date,
) -> tuple[dict[SheetField, date], tuple[str, ...]]:
    days: dict[SheetField, date] = {}
    doubts: list[str] = []
    for field in sorted(DAY_FIELDS & cells.keys()):
        column = layout.column_of(field)
        style = DayStyle() if field in corrected or column is None else styles.get(column, DayStyle())
        read = read_day(cells[field], style, today=today)
        if read.day:
            days[field] = read.day
        if read.doubt:
            doubts.append(f"{field.value}: {read.doubt}")
    return days, tuple(doubts)


def _direction(words: str) -> Direction:
    return Direction.OUT if re.match(r"o(?:ut\w*)?\b|sent\b", words, re.IGNORECASE) else Direction.IN


def _stage(words: str, sent: date | None, direction: Direction) -> tuple[Stage, tuple[str, ...]]:
    """Give the stage of a row's case. What was answered is closed, or else sent, whatever the spreadsheet says of it."""
    found = stage_of(words) if words else None
    if sent or direction is Direction.OUT:
        return (found if found in FINISHED and found else Stage.DISPATCHED), ()
    if words and found is None:
        return Stage.LOGGED, (f"“{words}” is no stage: it is kept in the note",)
    if found is not None and found in (Stage.DISPATCHED, Stage.CLOSED):
        return found, (f"“{words}”, but with no day on which it was answered",)
    return found or Stage.LOGGED, ()


def _note(
    row: SheetRow, layout: SheetLayout, says: Mapping[SheetField, str], corrected: Mapping[SheetField, str]
) -> str:
    """Keep all that no field takes, each under its heading, so that nothing of the row is lost."""
    lines = [
        f"{column.heading}: {cell_text(cell)}" if column.heading else cell_text(cell)
        for column in layout.columns
        if column.field is SheetField.NOTE and not says_nothing(cell := row.cell(column.index))
    ]
    stage = says.get(SheetField.STAGE, "")
    if stage and stage_of(stage) is None:
        lines.append(f"Stage: {stage}")
    lines += [
        f"{field.value.capitalize()} as the spreadsheet has it: {cell_text(row.cell(column))}"
        for field in sorted(DAY_FIELDS & corrected.keys())
        if (column := layout.column_of(field)) is not None and not says_nothing(row.cell(column))
    ]
    return "\n".join(lines)


def _order_of_days(read: RowRead, today: date) -> Iterable[str]:
    """Name the days that cannot be: in the future, or in the wrong order."""
    for name, day in (("received", read.received), ("sent", read.sent), ("dated", read.dated)):
        if day and day > today:
            yield f"{name}: {day.day} {day:%B %Y} is still to come"
    came = read.received or read.dated
    if read.direction is Direction.OUT:
        return
    for name, day in (("sent", read.sent), ("due", read.due)):
        if came and day and day < came:
            yield f"{name}: {day.day} {day:%B %Y} is before it was received"
    if read.received and read.dated and read.dated > read.received:
        yield "dated: the letter is dated after it was received"


def _what_is_missing(read: RowRead) -> Iterable[str]:
    if read.day is None:
        yield "no day says when it came" if read.direction is Direction.IN else "no day says when it went"
    if not read.correspondents and not read.said(SheetField.SUBJECT):
        yield "neither a correspondent nor a subject is named"


def _digest(says: Mapping[SheetField, str], days: Mapping[SheetField, date]) -> str:
    """Name the letter by what does not change while it is dealt with; the same row of a later copy has the same name."""
    telling = (SheetField.REFERENCE, SheetField.CORRESPONDENT, SheetField.SUBJECT, SheetField.THEIR_REFERENCE)
    dated = (SheetField.RECEIVED, SheetField.DATED)
    parts = [" ".join(folded_words(says.get(field, ""))) for field in telling]
    parts += [days[field].isoformat() if field in days else says.get(field, "") for field in dated]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _turned(name: str) -> str:
    """Write a name as it is read: "Smith, Jane MP" is "Jane Smith MP", and a post in brackets follows a comma."""
    name = re.sub(r"\s*\(([^()]+)\)\s*\Z", r", \1", name.strip())
    turned = _INVERTED.fullmatch(name)
    if turned and not re.search(
        r"\b(?:office|council|police|minister|secretary|chair|the)\b", name, re.IGNORECASE
    ):
        return f"{turned[2].strip()} {turned[1]}{turned[3]}"
    return name
