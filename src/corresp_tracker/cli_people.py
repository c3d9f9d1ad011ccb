"""The commands about an office's old spreadsheet and its people."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corresp_tracker.cli_told import Task, Told, opened
from corresp_tracker.errors import InvalidQuery, UnreadableFile
from corresp_tracker.files import read_whole, write_whole

if TYPE_CHECKING:
    from corresp_tracker.casework.log_import import LogPlan, LogRow, SheetChoice
    from corresp_tracker.values.sheets import SheetFile

_MOST_NAMED = 20


def add_import_log(add: Callable[[str, Task, str], argparse.ArgumentParser]) -> None:
    """Add the command `import-log`."""
    command = add("import-log", _import_log, "import the office's old log from a spreadsheet (.xlsx or .csv)")
    command.add_argument("file", type=Path)
    command.add_argument("--sheet", metavar="NAME", help="the sheet that is the log; else the likeliest")
    command.add_argument("--head", type=int, metavar="LINE", help="the line of the headings, 0 for none")
    command.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="HEADING=FIELD",
        help="say what a column is: --column 'Date in=received'; it is remembered",
    )
    command.add_argument("--preview", action="store_true", help="say what each row becomes, and take none")
    command.add_argument("--take-doubtful", action="store_true", help="take the doubtful rows too")


def add_people(command: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """Add the ways of the command `people`."""
    ways = command.add_subparsers(required=True, metavar="import|export")
    taking = ways.add_parser(
        "import", help="take people and their posts in from a CSV file", parents=[shared]
    )
    taking.add_argument("file", type=Path)
    taking.set_defaults(task=_import_people)
    giving = ways.add_parser("export", help="write everybody, with their posts, as CSV", parents=[shared])
    giving.add_argument("-o", "--output", type=Path, metavar="FILE", help="else it is printed")
    giving.set_defaults(task=_export_people)


def no_way(_: argparse.Namespace) -> Told:
    """Refuse the command `people` alone; its ways have tasks of their own."""
    raise InvalidQuery("Say what to do with people: import or export.")


def _import_people(options: argparse.Namespace) -> Told:
    from corresp_tracker.casework.people_files import read_people
    from corresp_tracker.citing.register_csv import decode_csv

    text = decode_csv(read_whole(options.file))
    with opened(options) as office, office.writing(f"Imported people from {options.file.name}") as session:
        report = read_people(session, text)
    problems = [{"line": each.line, "message": each.reason} for each in report.problems]
    result = {"added": report.added, "changed": report.changed, "same": report.same, "problems": problems}
    words = [f"{report.added} added, {report.changed} changed, {report.same} as they were."]
    words += [f"Line {each.line} was left out: {each.reason}." for each in report.problems]
    return Told(result, words)


def _export_people(options: argparse.Namespace) -> Told:
    from corresp_tracker.casework.people_files import write_people

    with opened(options) as office, office.reading() as session:
        text = write_people(session)
    people = len({line.partition(",")[0] for line in text.splitlines()[1:]})
    if options.output is None:
        return Told({"people": people, "csv": text}, text.splitlines())
    write_whole(options.output, text.encode("utf-8-sig"))
    return Told(
        {"people": people, "file": str(options.output)}, [f"{people} people are in {options.output}."]
    )


def _import_log(options: argparse.Namespace) -> Told:
    """Take the rows that are not doubtful; those that are stay out, each with its reason, unless they are asked for."""
    from corresp_tracker.casework.log_import import plan_import, remember_headings
    from corresp_tracker.casework.log_import_taking import in_order, rows_by_choice, take_log_rows
    from corresp_tracker.intake.worker import sheets_in_worker

    name = options.file.name
    file = sheets_in_worker(read_whole(options.file), name=name)
    with opened(options) as office:
        with office.reading() as session:
            choice = _choice(options, file, plan_import(session, file, _choice(options, file, None)))
            plan = plan_import(session, file, choice)
        if options.preview:
            return Told(_plan_shape(file, plan), _plan_words(plan))
        rows = in_order(rows_by_choice(plan.rows, doubtful=options.take_doubtful))
        if rows or choice.fields:
            with office.writing(f"Imported {len(rows)} rows of {name}") as session:
                remember_headings(session, plan.layout, choice.fields)
                report = take_log_rows(session, rows, file=name, beside=plan.rows)
        else:
            report = None
    left = [row for row in plan.rows if row.is_doubtful and not options.take_doubtful]
    result = {
        "cases": report.cases if report else 0,
        "letters": report.letters if report else 0,
        "people": report.people if report else 0,
        "held": sum(row.becomes.value == "held already" for row in plan.rows),
        "doubtful": [{"line": row.line, "reason": row.reason} for row in left],
        "nothing": [
            {"line": row.line, "reason": row.reason} for row in plan.rows if row.becomes.value == "nothing"
        ],
        "notices": list(plan.notices),
    }
    return Told(result, _report_words(result, left))


def _choice(options: argparse.Namespace, file: "SheetFile", plan: "LogPlan | None") -> "SheetChoice":
    """Say what the options settle; the columns that they name are looked for in the plan."""
    from corresp_tracker.casework.log_import import SheetChoice
    from corresp_tracker.casework.sheet_columns import SheetField, folded_heading

    number = None
    if options.sheet is not None:
        names = [sheet.name for sheet in file.sheets]
        if options.sheet not in names:
            raise UnreadableFile(f"There is no sheet “{options.sheet}”: choose one of {', '.join(names)}.")
        number = names.index(options.sheet)
    fields: dict[int, SheetField] = {}
    for each in options.column if plan else ():
        heading, _, said = each.rpartition("=")
        if said not in [field.value for field in SheetField]:
            known = ", ".join(field.value for field in SheetField)
            raise InvalidQuery(
                f"“{said}” is nothing that a column can be: write HEADING= and one of {known}."
            )
        wanted = folded_heading(heading)
        assert plan
        found = [column.index for column in plan.layout.columns if folded_heading(column.heading) == wanted]
        if not found:
            raise InvalidQuery(
                f"No column is headed “{heading}”: write its heading as the spreadsheet has it."
            )
        fields[found[0]] = SheetField(said)
    return SheetChoice(sheet=number, head=options.head, fields=fields)


def _plan_shape(file: "SheetFile", plan: "LogPlan") -> dict[str, Any]:
    return {
        "sheet": file.sheets[plan.sheet].name,
        "head": plan.layout.head,
        "columns": [{"heading": each.heading, "field": each.field.value} for each in plan.layout.columns],
        "notices": list(plan.notices),
        "rows": [_row_shape(row) for row in plan.rows],
    }


def _row_shape(row: "LogRow") -> dict[str, Any]:
    read = row.read
    days = {name: getattr(read, name) for name in ("received", "dated", "due", "sent")}
    return {
        "line": row.line,
        "becomes": row.becomes.value,
        "doubtful": row.is_doubtful,
        "reason": row.reason,
        "reference": row.reference,
        "kind": row.kind_key,
        "direction": read.direction.value,
        "correspondents": [each.known_as for each in row.known],
        "subject": read.says.get(_subject(), ""),
        "stage": read.stage.value,
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }


def _subject() -> Any:
    from corresp_tracker.casework.sheet_columns import SheetField

    return SheetField.SUBJECT


def _plan_words(plan: "LogPlan") -> list[str]:
    columns = [f"{each.heading or '(no heading)'}: {each.field.value}" for each in plan.layout.columns]
    lines = [f"Line {plan.layout.head} names the columns: {'; '.join(columns)}.", *plan.notices]
    for row in plan.rows:
        mark = "?" if row.is_doubtful else " "
        reason = f" ({row.reason})" if row.reason else ""
        lines.append(f"{mark} line {row.line}: {row.becomes.value} {row.reference}{reason}".rstrip())
    return lines


def _report_words(result: dict[str, Any], left: "list[LogRow]") -> list[str]:
    lines = [
        f"{result['cases']} cases with {result['letters']} letters are in the log, and {result['people']} new people.",
        *result["notices"],
    ]
    if result["held"]:
        lines.append(f"{result['held']} rows are held already.")
    if left:
        lines.append(f"{len(left)} doubtful rows were left out; --take-doubtful takes them as they are:")
        lines += [f"  line {row.line}: {row.reason}" for row in left[:_MOST_NAMED]]
        more = len(left) - _MOST_NAMED
        lines += [f"  and {more} more: see --preview"] if more > 0 else []
    return lines
