"""What an office's old spreadsheet becomes in the log, row by row: seen, corrected and chosen before it is taken."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.guesses import guess_kind
from corresp_tracker.casework.people import MatchedCorrespondent, match_correspondent
from corresp_tracker.casework.sheet_columns import (
    DAY_FIELDS,
    SheetField,
    SheetLayout,
    best_sheet,
    folded_heading,
    lay_out,
    repeats_headings,
)
from corresp_tracker.casework.sheet_dates import DayStyle, style_of
from corresp_tracker.casework.sheet_rows import RowRead, read_row
from corresp_tracker.model.cases import Case, CaseKind, ImportedRow, KnownHeading
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import PartyRole
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction, PrintedCorrespondent
from corresp_tracker.values.sheets import Sheet, SheetFile

Progress = Callable[[int, int], None]
_STEP = 50


class RowBecomes(StrEnum):
    """What a row becomes."""

    CASE = "new case"
    LETTER = "letter of a case"
    HELD = "held already"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One row and what it becomes. `case_id` or `case_line` is the case that its letter joins: held, or of that line.

    `known` are its correspondents as the office knows them. `doubts` say why it is not taken unless a person says so.
    """

    read: RowRead
    becomes: RowBecomes
    kind_key: str = ""
    reference: str = ""
    known: tuple[MatchedCorrespondent, ...] = ()
    case_id: int | None = None
    case_line: int | None = None
    doubts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def line(self) -> int:
        """Its line in the spreadsheet."""
        return self.read.line

    @property
    def can_be_taken(self) -> bool:
        """Whether there is a letter in it that the log does not hold."""
        return self.becomes in (RowBecomes.CASE, RowBecomes.LETTER)

    @property
    def is_doubtful(self) -> bool:
        """Whether a person has to say that it is taken."""
        return self.can_be_taken and bool(self.doubts)

    @property
    def reason(self) -> str:
        """What is doubtful or remarkable about it, in words."""
        return "; ".join((*self.doubts, *self.remarks))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChoice:
    """What a person settled of a spreadsheet, or left to the program (None): its sheet, headings, columns and words.

    `fields` are what columns are said to be, `words` those put in the place of what a row's field says, by line.
    """

    sheet: int | None = None
    head: int | None = None
    fields: Mapping[int, SheetField] = field(default_factory=dict[int, SheetField])
    words: Mapping[int, Mapping[SheetField, str]] = field(default_factory=dict[int, Mapping[SheetField, str]])


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPlan:
    """What importing would do: the sheet and its columns as they are understood, and every row."""

    sheet: int
    layout: SheetLayout
    rows: tuple[LogRow, ...]
    notices: tuple[str, ...] = ()

    @property
    def good(self) -> tuple[LogRow, ...]:
        """The rows that are taken without a question."""
        return tuple(row for row in self.rows if row.can_be_taken and not row.doubts)


def plan_import(
    session: Session,
    file: SheetFile,
    choice: SheetChoice | None = None,
    *,
    progress: Progress | None = None,
) -> LogPlan:
    """Say what each row of a spreadsheet would become, without doing it."""
    choice, today = choice or SheetChoice(), office_today()
    remembered = known_headings(session)
    number = best_sheet(file.sheets, remembered) if choice.sheet is None else choice.sheet
    sheet = file.sheets[number]
    layout = _with_fields(lay_out(sheet, today=today, remembered=remembered, head=choice.head), choice.fields)
    styles = _styles(sheet, layout, from_1904=file.from_1904)
    planner = _Planner(session, _Held.of(session))
    body = [row for row in sheet.rows if row.line > layout.head]
    rows: list[LogRow] = []
    for count, row in enumerate(body):
        if progress and count % _STEP == 0:
            progress(count, len(body))
        if repeats_headings(row, layout):
            read = RowRead(line=row.line, says={}, nothing="the headings once more")
        else:
            read = read_row(row, layout, styles, corrected=choice.words.get(row.line, {}), today=today)
        rows.append(planner.plan(read))
    notices = (*file.notices, *_notices(layout, styles))
    return LogPlan(sheet=number, layout=layout, rows=tuple(rows), notices=notices)


def known_headings(session: Session) -> dict[str, SheetField]:
    """Give what people said that headings mean, by the folded heading."""
    fields = {each.value: each for each in SheetField}
    return {
        known.heading: fields[known.field]
        for known in session.scalars(select(KnownHeading))
        if known.field in fields
    }


def remember_headings(session: Session, layout: SheetLayout, fields: Mapping[int, SheetField]) -> None:
    """Keep what a person said that columns are, for the next spreadsheet with these headings."""
    held = {known.heading: known for known in session.scalars(select(KnownHeading))}
    for column in layout.columns:
        heading = folded_heading(column.heading)
        if column.index not in fields or not heading:
            continue
        said = fields[column.index].value
        if heading not in held:
            held[heading] = KnownHeading(heading=heading, field=said)
            session.add(held[heading])
        held[heading].field = said
    session.flush()


@dataclass(frozen=True, slots=True)
class _HeldCase:
    """A case of the log, as far as rows are compared with it."""

    id: int
    reference: str
    received: date | None
    subject: str
    finished: bool


@dataclass(frozen=True, slots=True)
class _Held:
    """What the log holds already: cases by reference, rows by digest, letters by day and subject."""

    cases: "dict[str, _HeldCase]"
    by_id: "dict[int, _HeldCase]"
    digests: dict[str, int]
    letters: dict[tuple[date, str], int]

    @staticmethod
    def of(session: Session) -> "_Held":
        asked = select(Case.id, Case.reference, Case.received, Case.subject, Case.finished)
        cases = [_HeldCase(*each) for each in session.execute(asked)]
        rows = session.execute(select(ImportedRow.digest, ImportedRow.case_id))
        letters = session.execute(
            select(Letter.received, Letter.folded_subject, Letter.case_id).where(Letter.received.is_not(None))
        )
        return _Held(
            {case.reference.casefold(): case for case in cases},
            {case.id: case for case in cases},
            {digest: case_id for digest, case_id in rows},
            {(day, subject): case_id for day, subject, case_id in letters if day and subject},
        )


class _Planner:
    """Decides row by row, and knows the rows before."""

    def __init__(self, session: Session, held: _Held) -> None:
        self._session, self._held = session, held
        self._kinds = list(session.scalars(select(CaseKind).order_by(CaseKind.position)))
        self._matches: dict[tuple[PrintedCorrespondent, PartyRole], MatchedCorrespondent] = {}
        self._guessed: dict[tuple[MatchedCorrespondent, ...], str] = {}
        self._references: dict[str, int] = {}
        self._lines: dict[str, int] = {}

    def plan(self, read: RowRead) -> LogRow:
        """Say what a row becomes."""
        if read.nothing:
            return LogRow(read=read, becomes=RowBecomes.NOTHING, remarks=(read.nothing,))
        reference = read.said(SheetField.REFERENCE)
        row = LogRow(
            read=read,
            becomes=RowBecomes.CASE,
            reference=reference,
            known=self._known(read),
            doubts=read.doubts,
            remarks=read.remarks,
        )
        held = self._held_row(row)
        if held:
            return held
        row = self._among_rows(self._kind(row))
        twin = self._held.letters.get((read.received, _folded(read))) if read.received else None
        if twin and row.becomes is RowBecomes.CASE:
            like = f"{self._held.by_id[twin].reference} came on the same day with the same subject"
            row = replace(row, doubts=(*row.doubts, like))
        return row

    def _held_row(self, row: LogRow) -> LogRow | None:
        """Say that the log holds a row already, imported before or logged by hand; None where it does not."""
        read, case_id = row.read, self._held.digests.get(row.read.digest)
        if case_id is not None:
            return replace(
                row, becomes=RowBecomes.HELD, case_id=case_id, doubts=(), remarks=self._since(read, case_id)
            )
        case = self._held.cases.get(row.reference.casefold()) if row.reference else None
        if case is None:
            return None
        if case.received == read.received or " ".join(folded_words(case.subject)) == _folded(read):
            remarks = self._since(read, case.id)
            return replace(row, becomes=RowBecomes.HELD, case_id=case.id, doubts=(), remarks=remarks)
        doubt = f"the log has {case.reference} already (“{case.subject}”): it becomes a letter of that case"
        return replace(
            self._kind(row), becomes=RowBecomes.LETTER, case_id=case.id, doubts=(*row.doubts, doubt)
        )

    def _since(self, read: RowRead, case_id: int) -> tuple[str, ...]:
        case = self._held.by_id[case_id]
        if read.sent and not case.finished:
            return (
                f"{case.reference}: answered on {read.sent.day} {read.sent:%B %Y} by the spreadsheet, open here",
            )
        return (case.reference,)

    def _among_rows(self, row: LogRow) -> LogRow:
        """Compare a row with those above it: the same letter twice, or a second letter under one reference."""
        digest, reference = row.read.digest, row.reference.casefold()
        before = self._lines.setdefault(digest, row.line)
        if before != row.line:
            row = replace(row, doubts=(*row.doubts, f"it repeats line {before}"))
        if not reference:
            return row
        first = self._references.setdefault(reference, row.line)
        if first != row.line:
            doubt = f"the reference of line {first}: it becomes a letter of that case"
            row = replace(row, becomes=RowBecomes.LETTER, case_line=first, doubts=(*row.doubts, doubt))
        return row

    def _kind(self, row: LogRow) -> LogRow:
        said = row.read.said(SheetField.KIND)
        named = self._named_kind(said) or self._coded_kind(row.reference)
        if named and (not said or self._named_kind(said)):
            return replace(row, kind_key=named)
        if row.known not in self._guessed:
            self._guessed[row.known] = guess_kind(self._session, row.known, direction=row.read.direction)
        key = named or self._guessed[row.known]
        if not said:
            return replace(row, kind_key=key)
        name = next((kind.name for kind in self._kinds if kind.key == key), key)
        return replace(
            row, kind_key=key, remarks=(*row.remarks, f"“{said}” is no kind of case here: {name} is taken")
        )

    def _named_kind(self, said: str) -> str:
        folded = " ".join(folded_words(said))
        if not folded:
            return ""
        for kind in self._kinds:
            names = {" ".join(folded_words(each)) for each in (kind.key, kind.name, kind.code)}
            if folded in names or folded.removesuffix("s") in names:
                return kind.key
        return ""

    def _coded_kind(self, reference: str) -> str:
        """Give the kind whose code a reference begins with: MIN/2016/0003 is of the kind MIN."""
        code = re.match(r"[A-Za-z]+", reference)
        return next((kind.key for kind in self._kinds if code and kind.code == code.group().upper()), "")

    def _known(self, read: RowRead) -> tuple[MatchedCorrespondent, ...]:
        role = PartyRole.SENDER if read.direction is Direction.IN else PartyRole.ADDRESSEE
        return tuple(self._match(printed, role, read.day) for printed in read.correspondents)

    def _match(self, printed: PrintedCorrespondent, role: PartyRole, on: date | None) -> MatchedCorrespondent:
        """Match a correspondent; one with a name is the same all through, a post alone is whoever held it that day."""
        key = (printed, role)
        if not printed.name:
            return match_correspondent(self._session, printed, on=on, role=role)
        if key not in self._matches:
            self._matches[key] = match_correspondent(self._session, printed, on=on, role=role)
        return self._matches[key]


def _with_fields(layout: SheetLayout, fields: Mapping[int, SheetField]) -> SheetLayout:
    """Put what a person said of columns; the column that was that field before goes into the note."""
    given = set(fields.values()) - {SheetField.NOTE, SheetField.NOTHING}
    columns = [
        replace(
            column,
            field=fields.get(column.index, SheetField.NOTE if column.field in given else column.field),
        )
        for column in layout.columns
    ]
    return replace(layout, columns=tuple(columns))


def _styles(sheet: Sheet, layout: SheetLayout, *, from_1904: bool) -> dict[int, DayStyle]:
    body = [row for row in sheet.rows if row.line > layout.head]
    return {
        column.index: style_of((row.cell(column.index) for row in body), from_1904=from_1904)
        for column in layout.columns
        if column.field in DAY_FIELDS
    }


def _notices(layout: SheetLayout, styles: Mapping[int, DayStyle]) -> Sequence[str]:
    american = [
        each.heading for each in layout.columns if each.index in styles and styles[each.index].month_first
    ]
    notices = [f"“{heading}” writes the month first, and is read so." for heading in american]
    fields = {column.field for column in layout.columns}
    if not fields & {SheetField.RECEIVED, SheetField.DATED, SheetField.SENT}:
        notices.append("No column says when letters came: say which it is.")
    if not fields & {SheetField.CORRESPONDENT, SheetField.POST, SheetField.ORGANISATION}:
        notices.append("No column says whom letters are from: say which it is.")
    return notices


def _folded(read: RowRead) -> str:
    return " ".join(folded_words(read.said(SheetField.SUBJECT)))
