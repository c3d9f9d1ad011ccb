"""The command `corresp-tracker`: reading, citing, searching and keeping the log, with no window.

Exit status 0 done; 2 wrong usage; 3 refused, with one sentence on standard error and, with --json, an object
{"error": {"kind", "message"}} on standard output.
"""

import argparse
import getpass
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corresp_tracker.cli_json import letter_shape, search_shape
from corresp_tracker.errors import CorrespError, LogUnavailable, UnreadableFile
from corresp_tracker.values.letter_text import Direction, LetterText
from corresp_tracker.values.partial_date import PartialDate

REFUSED = 3
STARTER_OFFICE = "org-hmicfrs"


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command; give the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    options = _parser().parse_args(argv)
    task: Callable[[argparse.Namespace], tuple[Any, str]] = options.task
    try:
        result, words = task(options)
    except CorrespError as refused:
        if options.json:
            print(
                json.dumps({"error": {"kind": refused.kind, "message": refused.message}}, ensure_ascii=False)
            )
        print(refused.message, file=sys.stderr)
        return REFUSED
    print(json.dumps(result, ensure_ascii=False, indent=2) if options.json else words)
    return 0


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    shared.add_argument(
        "--office",
        default=argparse.SUPPRESS,
        help="the log: a file, or a postgresql:// address (or CORRESP_OFFICE)",
    )
    parser = argparse.ArgumentParser(
        prog="corresp-tracker", description="The correspondence log.", parents=[shared]
    )
    parser.set_defaults(json=False, office=os.environ.get("CORRESP_OFFICE"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, task: Callable[[argparse.Namespace], tuple[Any, str]], says: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=says, parents=[shared])
        command.set_defaults(task=task)
        return command

    add("read", _read, "say what a letter says").add_argument("file", type=Path)
    cite = add("cite", _cite, "say what a letter cites")
    cite.add_argument("file", type=Path)
    cite.add_argument("--dated", type=_date, help="the letter's date, where it prints none: 2016-10-18")
    cite.add_argument("--direction", choices=[direction.value for direction in Direction])
    find = add("search", _search, "find paragraphs")
    find.add_argument("query")
    find.add_argument("--drafts", action="store_true", help="look in drafts too")
    add("create", _create, "start an empty office").add_argument("name", nargs="?", default="Private office")
    add("backup", _backup, "copy the whole office into one checked file").add_argument("to", type=Path)
    add("restore", _restore, "put a backup back").add_argument("backup", type=Path)
    return parser


def _date(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem


def _letter_in(path: Path) -> LetterText:
    from corresp_tracker.intake.reading import read_arrival

    try:
        data = path.read_bytes()
    except OSError as problem:
        raise UnreadableFile(f"{path} cannot be read: {problem.strerror}.") from problem
    letter = read_arrival(data, name=path.name).letter
    if letter is None:
        raise UnreadableFile(f"No letter was found in {path.name}. Type its details by hand.")
    return letter


def _read(options: argparse.Namespace) -> tuple[Any, str]:
    letter = _letter_in(options.file)
    lines = [letter.subject, letter.salutation]
    lines += [f"{paragraph.label}\t{paragraph.text}" for paragraph in letter.paragraphs]
    return letter_shape(letter), "\n".join([*lines, letter.sign_off])


def _cite(options: argparse.Namespace) -> tuple[Any, str]:
    """Cite from the starter register: the office is HMICFRS, and a sender named in the letter wins."""
    from corresp_tracker.citing.context import context_of
    from corresp_tracker.citing.finder import find_citations
    from corresp_tracker.citing.register import compile_register
    from corresp_tracker.citing.register_csv import starter_register

    letter = _letter_in(options.file)
    register = compile_register(starter_register())
    direction = Direction(options.direction) if options.direction else None
    context = context_of(letter, register, office=STARTER_OFFICE, direction=direction, dated=options.dated)
    found = find_citations(letter.paragraphs, register, letter=context)
    lines = [
        f"{paragraph.label}\t{citation.words}\t{citation.work or '?'}\t{citation.confidence}: {citation.reason}"
        for paragraph, citations in zip(letter.paragraphs, found, strict=True)
        for citation in citations
    ]
    return letter_shape(letter, found), "\n".join(lines)


def _office_address(options: argparse.Namespace) -> str:
    if not options.office:
        raise LogUnavailable(
            "Say which office: --office FILE, or set CORRESP_OFFICE. `create` starts an empty one."
        )
    return str(options.office)


def _search(options: argparse.Namespace) -> tuple[Any, str]:
    from corresp_tracker.store.database import Office
    from corresp_tracker.store.search import search

    office = Office.open(_office_address(options), by=getpass.getuser())
    try:
        with office.reading() as session:
            result = search(session, options.query, drafts=options.drafts)
    finally:
        office.close()
    lines = [f"{hit.case}\t{hit.paragraph}\t{hit.correspondent}\t{hit.snippet}" for hit in result.hits]
    return search_shape(result), "\n".join(lines)


def _create(options: argparse.Namespace) -> tuple[Any, str]:
    from corresp_tracker.store.database import NewOffice, Office

    address = _office_address(options)
    Office.create(address, by=getpass.getuser(), profile=NewOffice(name=options.name)).close()
    return {"office": address}, f"An empty office is in {address}."


def _backup(options: argparse.Namespace) -> tuple[Any, str]:
    from corresp_tracker.store.backup import back_up
    from corresp_tracker.store.database import Office

    office = Office.open(_office_address(options), by=getpass.getuser())
    try:
        report = back_up(office, options.to)
    finally:
        office.close()
    words = f"{report.letters} letters are in {report.path}, which was read again and is sound."
    return {"backup": str(report.path), "size": report.size, "letters": report.letters}, words


def _restore(options: argparse.Namespace) -> tuple[Any, str]:
    from corresp_tracker.store.backup import restore

    address = _office_address(options)
    aside = restore(options.backup, address)
    kept = f" What was there before is {aside}." if aside else ""
    return {
        "office": address,
        "set_aside": str(aside) if aside else None,
    }, f"The backup is back in {address}.{kept}"


if __name__ == "__main__":
    sys.exit(main())
