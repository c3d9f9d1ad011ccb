"""The command `corresp-tracker`: reading, citing, logging, drafting and searching, with no window.

Exit status 0 done; 2 wrong usage; 3 refused, with one sentence on standard error and, with --json, an object
{"error": {"kind", "message"}} on standard output.
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corresp_tracker import cli_people
from corresp_tracker.cli_deadlines import NATIONS, due, stats, worklist
from corresp_tracker.cli_drafting import add_drafting
from corresp_tracker.cli_json import letter_shape, logged_shape, search_shape
from corresp_tracker.cli_register import add_register, no_way
from corresp_tracker.cli_templates import add_templates
from corresp_tracker.cli_told import Task, Told, address_of, day_of, opened
from corresp_tracker.cli_words import letter_words, logged_words, search_words
from corresp_tracker.errors import CorrespError, UnreadableFile
from corresp_tracker.files import read_whole
from corresp_tracker.settings import login_name
from corresp_tracker.values.letter_text import Arrival, Direction, LetterText
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.workingdays import Nation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.logging import NewLetter

DONE, REFUSED = 0, 3
STARTER_OFFICE = "org-hmicfrs"


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command; give the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    usual = argparse.Namespace(json=False, office=os.environ.get("CORRESP_OFFICE"))
    options = _parser().parse_args(argv, usual)
    task: Task = options.task
    try:
        told = task(options)
    except CorrespError as refused:
        if options.json:
            error = {"error": {"kind": refused.kind, "message": refused.message}}
            _tell(json.dumps(error, ensure_ascii=False))
        print(refused.message, file=sys.stderr)
        return REFUSED
    _tell(json.dumps(told.result, ensure_ascii=False, indent=2) if options.json else "\n".join(told.words))
    return DONE


def _tell(words: str) -> None:
    """Print words; whoever stops reading before the end, as `head` does, has seen enough."""
    try:
        print(words, flush=True)
    except BrokenPipeError:
        # Python would else complain once more when it lets go of the stream at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    shared.add_argument(
        "--office",
        default=argparse.SUPPRESS,
        metavar="FILE|URL",
        help="the log: a file, or a postgresql:// address (or CORRESP_OFFICE)",
    )
    parser = argparse.ArgumentParser(
        prog="corresp-tracker",
        description="The correspondence log of a private office, without its windows.",
        parents=[shared],
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, task: Task, says: str) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name, help=says, description=f"{says[:1].upper()}{says[1:]}.", parents=[shared]
        )
        command.set_defaults(task=task)
        return command

    _add_letters(add)
    _add_deadlines(add)
    _add_office(add)
    cli_people.add_import_log(add)
    cli_people.add_people(add("people", cli_people.no_way, "import or export people and their posts"), shared)
    add_drafting(add)
    add_templates(add("template", no_way, "look at templates, keep them and approve them"), shared)
    add_register(add("register", no_way, "import, export or merge works of the register"), shared)
    return parser


def _add_letters(add: Callable[[str, Task, str], argparse.ArgumentParser]) -> None:
    add("read", _read, "say what a letter says").add_argument("file", type=Path)
    cite = add("cite", _cite, "say what a letter cites")
    cite.add_argument("file", type=Path)
    cite.add_argument("--dated", type=_date, help="the letter's date, where it prints none: 2016-10-18")
    cite.add_argument("--direction", type=Direction, choices=list(Direction))
    log = add("log", _log, "log a letter")
    log.add_argument("file", type=Path)
    log.add_argument("--direction", type=Direction, choices=list(Direction))
    log.add_argument("--on", type=day_of, metavar="DAY", help="the day on which it came or went: 2016-10-18")
    log.add_argument("--case", metavar="REFERENCE", help="the case that it belongs to; else a new one")
    log.add_argument("--kind", help="the kind of its case: minister, mp-or-peer, select-committee ...")
    log.add_argument("--due", type=day_of, metavar="DAY", help="a deadline that is set by hand")
    find = add("search", _search, "find anything ever said")
    find.add_argument(
        "query", help='words, "phrases", AND OR NOT, prefix*, from: to: cites: about: dated: subject:'
    )
    find.add_argument("--drafts", action="store_true", help="look in drafts too")


def _add_deadlines(add: Callable[[str, Task, str], argparse.ArgumentParser]) -> None:
    when = add("due", due, "say when a letter is due, and count the days")
    when.add_argument("--received", type=day_of, metavar="DAY", required=True, help="2016-10-18")
    when.add_argument("--kind", help="the kind of its case, by name, code or key; else 20 working days")
    when.add_argument(
        "--nation",
        type=Nation,
        choices=NATIONS,
        metavar="NATION",
        help=f"whose bank holidays: {', '.join(NATIONS)}; else the office's",
    )
    doing_now = add("worklist", worklist, "list the open cases by urgency")
    doing_now.add_argument("--list", default="", metavar="NAME", help="one of your own lists of the worklist")
    doing = add("stats", stats, "say how the office is doing, with the definitions used")
    doing.add_argument(
        "--from", dest="first", type=day_of, metavar="DAY", help="letters received from this day"
    )
    doing.add_argument("--to", dest="last", type=day_of, metavar="DAY", help="up to this day; else today")


def _add_office(add: Callable[[str, Task, str], argparse.ArgumentParser]) -> None:
    create = add("create", _create, "start an office, with the starter register")
    create.add_argument("name", nargs="?", default="Private office")
    add("backup", _backup, "copy the whole office into one checked file").add_argument("to", type=Path)
    add("restore", _restore, "put a backup back").add_argument("backup", type=Path)
    add("example", _example, "make the example office in a folder").add_argument("folder", type=Path)


def _date(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem


def _arrival(data: bytes, name: str) -> Arrival:
    from corresp_tracker.intake.worker import read_in_worker

    return read_in_worker(data, name=name)


def _letter_in(path: Path) -> LetterText:
    arrival = _arrival(read_whole(path), path.name)
    letter = arrival.letter
    if letter is None:
        problem = arrival.parts[0].problem or f"No letter was found in {path.name}."
        raise UnreadableFile(problem)
    return letter


def _read(options: argparse.Namespace) -> Told:
    letter = _letter_in(options.file)
    return Told(letter_shape(letter), letter_words(letter))


def _cite(options: argparse.Namespace) -> Told:
    """Cite from the office's register; with no office, from the starter register, as HMICFRS."""
    letter = _letter_in(options.file)
    if options.office:
        from corresp_tracker.casework.unlogged import citations_of_file

        with opened(options) as office, office.reading() as session:
            found = citations_of_file(session, letter, direction=options.direction, dated=options.dated)
        return Told(letter_shape(letter, found), letter_words(letter, found))
    from corresp_tracker.citing.context import context_of
    from corresp_tracker.citing.finder import find_citations
    from corresp_tracker.citing.register import compile_register
    from corresp_tracker.citing.register_csv import starter_register

    register = compile_register(starter_register())
    context = context_of(
        letter, register, office=STARTER_OFFICE, direction=options.direction, dated=options.dated
    )
    cited = find_citations(letter.paragraphs, register, letter=context)
    return Told(letter_shape(letter, cited), letter_words(letter, cited))


def _log(options: argparse.Namespace) -> Told:
    """Keep the file, read it, and log its letter; what cannot be read waits to be logged in the window."""
    from corresp_tracker.casework.arrivals import keep_file, keep_parts, note_problem
    from corresp_tracker.casework.logging import log_letter, logging_words

    data, name = read_whole(options.file), options.file.name
    with opened(options) as office:
        with office.writing(f"Kept the file {name}") as session:
            arrived_id = keep_file(session, data, name)
        try:
            arrival = _arrival(data, name)
        except UnreadableFile as unread:
            with office.writing(f"Could not read the file {name}") as session:
                note_problem(session, arrived_id, unread.message)
            raise UnreadableFile(f"{unread.message} The file is kept, and waits under Letters.") from unread
        with office.writing(f"Read the file {name}") as session:
            keep_parts(session, arrived_id, arrival)
        if arrival.letter is None or arrival.likeliest is None:
            problem = arrival.parts[0].problem or f"No letter was found in {name}."
            raise UnreadableFile(f"{problem} The file is kept, and waits under Letters.")
        with office.reading() as session:
            new, hints = _new_letter(session, options, arrival, arrived_id)
        with office.writing(logging_words(new)) as session:
            logged = log_letter(session, replace(new, by=office.by))
    logged = replace(logged, warnings=(*logged.warnings, *hints))
    return Told(logged_shape(logged), logged_words(logged))


def _new_letter(
    session: "Session", options: argparse.Namespace, arrival: Arrival, arrived_id: int
) -> tuple["NewLetter", list[str]]:
    """Settle a letter as the options say; with sentences on where else it may belong."""
    from corresp_tracker.casework.cases import find_case
    from corresp_tracker.casework.deadlines import office_today
    from corresp_tracker.casework.logging import NewLetter, propose

    letter, part = arrival.letter, arrival.likeliest
    assert letter is not None
    assert part is not None
    proposal = propose(session, letter, direction=options.direction, today=office_today())
    came = proposal.direction is Direction.IN
    new = NewLetter(
        text=letter,
        direction=proposal.direction,
        received=options.on if came else None,
        dispatched=None if came else options.on,
        kind_key=options.kind,
        case_id=find_case(session, options.case).id if options.case else None,
        due=options.due,
        arrived_id=arrived_id,
        part_index=part,
        correspondents=proposal.correspondents,
    )
    hints = [warning.message for warning in letter.warnings]
    if not options.case and proposal.cases:
        best = proposal.cases[0]
        hints.append(
            f"It may belong to {best.reference}: {best.reason}. Log it with --case {best.reference}."
        )
    return new, hints


def _search(options: argparse.Namespace) -> Told:
    from corresp_tracker.store.search import search

    with opened(options) as office, office.reading() as session:
        result = search(session, options.query, drafts=options.drafts)
    return Told(search_shape(result), search_words(result))


def _create(options: argparse.Namespace) -> Told:
    from corresp_tracker.casework.offices import start_office
    from corresp_tracker.store.database import NewOffice

    office = start_office(address_of(options), NewOffice(name=options.name), by=login_name())
    office.close()
    return Told({"office": office.address}, [f"An empty office is in {office.address}."])


def _backup(options: argparse.Namespace) -> Told:
    from corresp_tracker.store.backup import back_up

    with opened(options) as office:
        report = back_up(office, options.to)
    words = f"{report.letters} letters are in {report.path}, which was read again and is sound."
    return Told({"backup": str(report.path), "size": report.size, "letters": report.letters}, [words])


def _restore(options: argparse.Namespace) -> Told:
    from corresp_tracker.casework.passwords import with_password
    from corresp_tracker.store.backup import restore

    address = address_of(options)
    aside = restore(options.backup, with_password(address))
    kept = f" What was there before is {aside}." if aside else ""
    result = {"office": address, "set_aside": str(aside) if aside else None}
    return Told(result, [f"The backup is back in {address}.{kept}"])


def _example(options: argparse.Namespace) -> Told:
    from corresp_tracker.casework.example import make_example

    made = make_example(options.folder, by=login_name(), read=_arrival)
    result = {
        "office": str(made.office),
        "letters": [str(file) for file in made.letters],
        "waiting": [str(file) for file in made.waiting],
    }
    return Told(
        result,
        [
            f"The example office is {made.office}: {len(made.letters)} letters are logged in it.",
            f"{len(made.waiting)} more wait to be logged.",
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
