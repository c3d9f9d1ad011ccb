"""The register as CSV files: what each row says, what is wrong with a row, and the way back without loss.

One file each for reports, programmes, organisations and correspondents. A list in a cell is parted by "|"
(names) or "; " (bodies). Dates are ISO, or dd/mm/yyyy as spreadsheets write them.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from corresp_tracker.errors import InvalidRegister
from corresp_tracker.paths import resource
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import (
    OfficeHolderFacts,
    OrganisationFacts,
    ProgrammeFacts,
    RegisterFacts,
    ReportFacts,
)

F = TypeVar("F")
Row = Mapping[str, str]
_ANSWERS = {"": False, "no": False, "false": False, "0": False, "yes": True, "true": True, "1": True}
_SPREADSHEET_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z")

REPORT_COLUMNS = (
    "id", "title", "short_title", "publisher", "published_on", "inspected_on", "programme", "edition", "place",
    "series", "kind", "superseded_by", "url", "aliases", "needs_cue", "withdrawn", "note", "former_ids",
)  # fmt: skip
PROGRAMME_COLUMNS = (
    "id", "name", "abbreviation", "aliases", "needs_cue", "owners_partners", "started", "ended", "url", "complete",
    "withdrawn", "note", "former_ids",
)  # fmt: skip
ORGANISATION_COLUMNS = ("id", "name", "other_names", "successor", "started", "ended")
CORRESPONDENT_COLUMNS = (
    "id", "name", "honours", "role", "organisation", "term_start", "term_end", "salutation_formal",
    "salutation_by_name", "envelope_line",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that cannot be taken: its line in the file (the heading is line 1), and why."""

    line: int
    reason: str
    row: str


@dataclass(frozen=True, slots=True)
class RegisterFile(Generic[F]):
    """What a file says: the facts of its good rows, the line of each, and what is wrong with the others.

    `columns` are those that it has: of what others would say it is silent.
    """

    facts: tuple[F, ...]
    problems: tuple[RowProblem, ...]
    lines: tuple[int, ...]
    columns: frozenset[str]


def decode_csv(data: bytes) -> str:
    """Read the bytes of a CSV file as spreadsheets save it: UTF-8, with or without its mark, or Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_reports_csv(text: str) -> RegisterFile[ReportFacts]:
    """Read reports. Raises InvalidRegister where the columns are not those of a file of reports."""
    return _read(text, ("id", "title"), _report)


def read_programmes_csv(text: str) -> RegisterFile[ProgrammeFacts]:
    """Read programmes. Raises InvalidRegister where the columns are not those of a file of programmes."""
    return _read(text, ("id", "name", "abbreviation"), _programme)


def read_organisations_csv(text: str) -> RegisterFile[OrganisationFacts]:
    """Read organisations. Raises InvalidRegister where the columns are not those of such a file."""
    return _read(text, ("id", "name", "other_names"), _organisation)


def read_correspondents_csv(text: str) -> RegisterFile[OfficeHolderFacts]:
    """Read office-holders. Raises InvalidRegister where the columns are not those of such a file."""
    return _read(text, ("id", "name", "role"), _office_holder)


def _read(text: str, needed: Sequence[str], read_row: Callable[[Row], F]) -> RegisterFile[F]:
    text = text.removeprefix("\ufeff")
    heading = text.partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(text), delimiter=";" if heading.count(";") > heading.count(",") else ","
    )
    missing = [column for column in needed if column not in (reader.fieldnames or ())]
    if missing:
        raise InvalidRegister(
            f"This file has no column {' or '.join(missing)}. Its first line must name the columns."
        )
    facts: dict[str, F] = {}
    lines: list[int] = []
    problems: list[RowProblem] = []
    for row in reader:
        plain = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
        if not any(plain.values()):
            continue
        reason = "its id stands in an earlier row" if plain["id"] in facts else ""
        try:
            if not reason:
                facts[plain["id"]] = read_row(plain)
                lines.append(reader.line_num)
        except ValueError as problem:
            reason = str(problem)
        if reason:
            problems.append(RowProblem(reader.line_num, reason, ", ".join(plain.values())[:200]))
    return RegisterFile(
        tuple(facts.values()), tuple(problems), tuple(lines), frozenset(reader.fieldnames or ())
    )


def _report(row: Row) -> ReportFacts:
    return ReportFacts(
        key=_needed(row, "id"),
        title=_needed(row, "title"),
        short_title=row.get("short_title", ""),
        publishers=_bodies(row.get("publisher", "")),
        published_on=_date(row, "published_on"),
        inspected_on=_date(row, "inspected_on"),
        programme=row.get("programme", ""),
        edition=row.get("edition", ""),
        place=row.get("place", ""),
        series=row.get("series", ""),
        kind=row.get("kind", ""),
        superseded_by=row.get("superseded_by", ""),
        url=row.get("url", ""),
        other_names=_names(row.get("aliases", "")),
        cue_names=frozenset(_names(row.get("needs_cue", ""))),
        withdrawn=_yes(row, "withdrawn"),
        note=row.get("note", ""),
        former_keys=_names(row.get("former_ids", "")),
    )


def _programme(row: Row) -> ProgrammeFacts:
    return ProgrammeFacts(
        key=_needed(row, "id"),
        name=_needed(row, "name"),
        abbreviation=row.get("abbreviation", ""),
        other_names=_names(row.get("aliases", "")),
        cue_names=frozenset(_names(row.get("needs_cue", ""))),
        owners=_bodies(row.get("owners_partners", "")),
        started=_date(row, "started"),
        ended=_date(row, "ended"),
        url=row.get("url", ""),
        complete=tuple(_parse_date(part, "complete") for part in _names(row.get("complete", ""))),
        withdrawn=_yes(row, "withdrawn"),
        note=row.get("note", ""),
        former_keys=_names(row.get("former_ids", "")),
    )


def _organisation(row: Row) -> OrganisationFacts:
    return OrganisationFacts(
        key=_needed(row, "id"),
        name=_needed(row, "name"),
        other_names=_names(row.get("other_names", "")),
        successor=row.get("successor", ""),
        started=_date(row, "started"),
        ended=_date(row, "ended"),
    )


def _office_holder(row: Row) -> OfficeHolderFacts:
    return OfficeHolderFacts(
        key=_needed(row, "id"),
        name=_needed(row, "name"),
        honours=row.get("honours", ""),
        post=row.get("role", ""),
        organisation=row.get("organisation", ""),
        started=_date(row, "term_start"),
        ended=_date(row, "term_end"),
        salutation_formal=row.get("salutation_formal", ""),
        salutation_by_name=row.get("salutation_by_name", ""),
        envelope_line=row.get("envelope_line", ""),
    )


def _needed(row: Row, column: str) -> str:
    if not row[column]:
        raise ValueError(f"it has no {column}")
    return row[column]


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split("|") if name.strip())


def _bodies(cell: str) -> tuple[str, ...]:
    return tuple(body.strip() for body in cell.split(";") if body.strip())


def _yes(row: Row, column: str) -> bool:
    cell = row.get(column, "").lower()
    if cell not in _ANSWERS:
        raise ValueError(f"{column} is {cell!r}: write yes, or leave it empty")
    return _ANSWERS[cell]


def _date(row: Row, column: str) -> PartialDate | None:
    text = row.get(column, "")
    return _parse_date(text, column) if text else None


def _parse_date(text: str, column: str) -> PartialDate:
    spreadsheet = _SPREADSHEET_DATE.match(text)
    iso = f"{spreadsheet[3]}-{int(spreadsheet[2]):02d}-{int(spreadsheet[1]):02d}" if spreadsheet else text
    try:
        return PartialDate.parse(iso)
    except ValueError as problem:
        raise ValueError(
            f"{column} is {text!r}, which is no date: write 2015, 2015-07 or 2015-07-02"
        ) from problem


def write_reports_csv(reports: Iterable[ReportFacts]) -> str:
    """Write reports so that reading them again gives the same."""
    return _write(
        REPORT_COLUMNS,
        (
            (
                report.key, report.title, report.short_title, "; ".join(report.publishers),
                _iso(report.published_on),
                _iso(report.inspected_on), report.programme, report.edition, report.place, report.series,
                report.kind,
                report.superseded_by, report.url, "|".join(report.other_names), "|".join(sorted(report.cue_names)),
                "yes" if report.withdrawn else "", report.note, "|".join(report.former_keys),
            )
            for report in reports
        ),
    )  # fmt: skip


def write_programmes_csv(programmes: Iterable[ProgrammeFacts]) -> str:
    """Write programmes so that reading them again gives the same."""
    return _write(
        PROGRAMME_COLUMNS,
        (
            (
                programme.key, programme.name, programme.abbreviation, "|".join(programme.other_names),
                "|".join(sorted(programme.cue_names)), "; ".join(programme.owners), _iso(programme.started),
                _iso(programme.ended), programme.url, "|".join(stretch.iso for stretch in programme.complete),
                "yes" if programme.withdrawn else "", programme.note, "|".join(programme.former_keys),
            )
            for programme in programmes
        ),
    )  # fmt: skip


def write_organisations_csv(organisations: Iterable[OrganisationFacts]) -> str:
    """Write organisations so that reading them again gives the same."""
    return _write(
        ORGANISATION_COLUMNS,
        (
            (
                body.key,
                body.name,
                "|".join(body.other_names),
                body.successor,
                _iso(body.started),
                _iso(body.ended),
            )
            for body in organisations
        ),
    )


def write_correspondents_csv(office_holders: Iterable[OfficeHolderFacts]) -> str:
    """Write office-holders so that reading them again gives the same."""
    return _write(
        CORRESPONDENT_COLUMNS,
        (
            (
                holder.key, holder.name, holder.honours, holder.post, holder.organisation, _iso(holder.started),
                _iso(holder.ended), holder.salutation_formal, holder.salutation_by_name, holder.envelope_line,
            )
            for holder in office_holders
        ),
    )  # fmt: skip


def _iso(date: PartialDate | None) -> str:
    return date.iso if date else ""


def _write(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return file.getvalue()


def starter_register() -> RegisterFacts:
    """Give the register that ships with the program."""

    def read(name: str) -> str:
        return decode_csv(resource("registers", name).read_bytes())

    return RegisterFacts(
        reports=read_reports_csv(read("reports.csv")).facts,
        programmes=read_programmes_csv(read("programmes.csv")).facts,
        organisations=read_organisations_csv(read("organisations.csv")).facts,
        office_holders=read_correspondents_csv(read("correspondents.csv")).facts,
    )
