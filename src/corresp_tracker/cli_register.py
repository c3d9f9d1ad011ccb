"""The commands about the register: taking files and pages in, writing works out, merging two, looking again."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corresp_tracker.cli_json import import_shape, preview_shape, survey_shape
from corresp_tracker.cli_told import Told, opened
from corresp_tracker.cli_words import import_words, preview_words, survey_words
from corresp_tracker.errors import InvalidRegister
from corresp_tracker.files import read_whole, write_whole

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.register_preview import Preview
    from corresp_tracker.casework.relink_scope import Moved
    from corresp_tracker.store.database import Office

_KINDS = ("reports", "programmes", "organisations", "correspondents")
_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
_PROBLEMS_NAMED = 5


def add_register(command: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """Add the ways of the command `register`."""
    ways = command.add_subparsers(required=True, metavar="import|export|merge|relink")
    taking = ways.add_parser("import", help="take in a CSV file, or a publications page", parents=[shared])
    taking.add_argument("file", type=Path)
    taking.add_argument("--kind", choices=_KINDS, help="what a CSV file holds; else its columns say so")
    taking.add_argument(
        "--take-good-rows", action="store_true", help="leave bad and doubtful rows out and take the others"
    )
    taking.add_argument(
        "--take-dates", action="store_true", help="take dates that a page does not say to be of publication"
    )
    taking.add_argument(
        "--preview", action="store_true", help="say what each row would become, and take none"
    )
    taking.set_defaults(task=_import)
    giving = ways.add_parser("export", help="write works to a file", parents=[shared])
    giving.add_argument("kind", choices=_KINDS, nargs="?", default="reports")
    giving.add_argument("--format", choices=("csv", "ris", "bibtex"), help="else as the file's name ends")
    giving.add_argument("--words", metavar="WORDS", help="only works whose names hold these words")
    giving.add_argument("--letter", type=int, metavar="LETTER", help="only works that this letter cites")
    giving.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    giving.set_defaults(task=_export)
    merging = ways.add_parser("merge", help="merge two works that are one", parents=[shared])
    merging.add_argument("kept", metavar="KEPT", help="the id of the work to keep")
    merging.add_argument("twin", metavar="TWIN", help="the id of the other, which will lead to it")
    merging.set_defaults(task=_merge)
    again = ways.add_parser(
        "relink", help="list what letters would cite now; with --keep, keep it", parents=[shared]
    )
    again.add_argument("--keep", action="store_true", help="write the links that are listed")
    again.set_defaults(task=_relink)


def no_way(_: argparse.Namespace) -> Told:
    """Refuse the command `register` alone; its ways have tasks of their own."""
    raise InvalidRegister("Say what to do with the register: import, export, merge or relink.")


def _import(options: argparse.Namespace) -> Told:
    from corresp_tracker.casework.register import RegisterKind, kind_of_file
    from corresp_tracker.citing.register_csv import decode_csv

    data = read_whole(options.file)
    if options.file.suffix.lower() in _PAGES:
        return _import_page(options, data)
    text = decode_csv(data)
    kind = RegisterKind(options.kind) if options.kind else kind_of_file(text)
    if options.preview:
        return _preview_file(options, kind.value, text)
    return _import_file(options, kind.value, text)


def _import_file(options: argparse.Namespace, kind: str, text: str) -> Told:
    from corresp_tracker.casework.register import RegisterKind, import_register

    with opened(options) as office, office.writing(f"Imported {kind} from {options.file.name}") as session:
        report = import_register(session, RegisterKind(kind), text, take_good_rows=options.take_good_rows)
    if not report.kept:
        named = "; ".join(f"line {each.line}: {each.reason}" for each in report.problems[:_PROBLEMS_NAMED])
        raise InvalidRegister(
            f"Nothing was imported, because {_rows(len(report.problems))} cannot be taken ({named}). Mend them, or "
            "take the others with --take-good-rows."
        )
    return Told(import_shape(report), import_words(report))


def _preview_file(options: argparse.Namespace, kind: str, text: str) -> Told:
    from corresp_tracker.casework.register import RegisterKind
    from corresp_tracker.casework.register_preview import preview_file

    if kind not in ("reports", "programmes"):
        raise InvalidRegister(
            "Only reports and programmes have a preview: import this file without --preview."
        )
    with opened(options) as office, office.reading() as session:
        preview = preview_file(session, RegisterKind(kind), text)
    return Told(preview_shape(preview), preview_words(preview))


def _import_page(options: argparse.Namespace, data: bytes) -> Told:
    """Take a page's publications in; where something is to be asked, nothing is taken until the options answer."""
    from corresp_tracker.casework.register_preview import Becomes, preview_page, take_rows
    from corresp_tracker.citing.publications_page import read_publications_page

    entries = read_publications_page(data)
    with opened(options) as office:
        with office.reading() as session:
            preview = preview_page(session, entries)
        if options.preview:
            return Told(preview_shape(preview), preview_words(preview))
        _refuse_open_questions(options, preview)
        chosen = [row for row in preview.rows if row.becomes is not Becomes.DOUBTFUL]
        with office.writing(f"Imported publications from {options.file.name}") as session:
            report = take_rows(session, [row.settled(take_date=options.take_dates) for row in chosen])
    return Told(import_shape(report), import_words(report))


def _refuse_open_questions(options: argparse.Namespace, preview: "Preview") -> None:
    doubtful = [row for row in preview.rows if row.becomes.value == "doubtful"]
    if doubtful and not options.take_good_rows:
        raise InvalidRegister(
            f"Nothing was imported, because {_rows(len(doubtful))} may be held already ({doubtful[0].says}). Look at "
            "them with --preview, and take the others with --take-good-rows."
        )
    asked = [row for row in preview.rows if row.question and row not in doubtful]
    if asked and not options.take_dates and not options.take_good_rows:
        raise InvalidRegister(
            f"Nothing was imported, because the dates of {_rows(len(asked))} may not be those of publication "
            f"({asked[0].question}) Take them with --take-dates, or the rows without them with --take-good-rows."
        )


def _export(options: argparse.Namespace) -> Told:
    from corresp_tracker.casework.register import RegisterKind
    from corresp_tracker.casework.register_exports import ExportFormat, export_works

    named = {".ris": "ris", ".bib": "bibtex", ".bibtex": "bibtex"}
    form = ExportFormat(options.format or named.get(options.output.suffix.lower(), "csv"))
    with opened(options) as office, office.reading() as session:
        exported = export_works(session, RegisterKind(options.kind), form, only=_only(session, options))
    write_whole(options.output, exported.encoded(form))
    result: dict[str, Any] = {"file": str(options.output), "kind": options.kind, "format": form.value}
    result |= {"works": exported.works, "left_out": exported.left_out}
    left = f" {exported.left_out} of another kind were left out." if exported.left_out else ""
    return Told(result, [f"{exported.works} {options.kind} are in {options.output}.{left}"])


def _only(session: "Session", options: argparse.Namespace) -> list[int] | None:
    from corresp_tracker.casework.letters import fetch_letter
    from corresp_tracker.casework.register_exports import works_of_letter
    from corresp_tracker.store.lists import work_ids

    if options.letter is not None:
        return works_of_letter(session, fetch_letter(session, options.letter).id)
    return list(work_ids(session, words=options.words)) if options.words else None


def _merge(options: argparse.Namespace) -> Told:
    from corresp_tracker.casework.register_merge import merge_works
    from corresp_tracker.casework.register_rows import work_under
    from corresp_tracker.casework.relink_scope import moved_by

    with opened(options) as office:
        with office.writing(f"Merged {options.twin} into {options.kept}") as session:
            kept, twin = (work_under(session, key) for key in (options.kept, options.twin))

            def task() -> None:
                merge_works(session, kept[0], twin[0], kept_version=kept[1], twin_version=twin[1])

            moved = moved_by(session, task)[1]
        survey = _survey(office, moved)
    words = [f"{options.twin} is merged into {options.kept}, and leads to it.", *survey_words(survey)]
    return Told({"kept": options.kept, "twin": options.twin} | survey_shape(survey), words)


def _relink(options: argparse.Namespace) -> Told:
    from corresp_tracker.casework.relink_survey import keep_moves

    with opened(options) as office:
        survey = _survey(office, None)
        if options.keep and survey.letters:
            with office.writing("Kept what letters cite now") as session:
                keep_moves(session, survey.letters)
    return Told(survey_shape(survey) | {"kept": bool(options.keep)}, survey_words(survey))


def _survey(office: "Office", moved: "Moved | None") -> Any:
    from corresp_tracker.casework.relink_scope import all_letters, letters_concerned
    from corresp_tracker.casework.relink_survey import survey_letters

    with office.reading() as session:
        letters = all_letters(session) if moved is None else letters_concerned(session, moved)
    return survey_letters(office.reading, letters, _no_progress)


def _no_progress(_: int, __: int) -> None:
    """Go on: nobody watches a command's progress."""


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
