"""The commands about templates: what is wrong with one, those of the office, versions, and who approved them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corresp_tracker.cli_told import Task, Told, day_of, opened
from corresp_tracker.files import read_whole, write_whole
from corresp_tracker.settings import login_name

if TYPE_CHECKING:
    from corresp_tracker.casework.template_records import TemplateRow
    from corresp_tracker.casework.usual_templates import UsualFor


def add_templates(command: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """Add the parts of the command `template`."""
    parts = command.add_subparsers(required=True, metavar="PART")

    def add(name: str, task: Task, says: str) -> argparse.ArgumentParser:
        part = parts.add_parser(
            name, help=says, description=f"{says[:1].upper()}{says[1:]}.", parents=[shared]
        )
        part.set_defaults(task=task)
        return part

    add("lint", _lint, "say what is wrong with a template, and where").add_argument("file", type=Path)
    add("list", _list, "list the templates, their versions, and for which letters each is usual")
    brought = add("import", _import, "keep a Word file as a template, or as the next version of one")
    brought.add_argument("file", type=Path)
    brought.add_argument(
        "--into", default="", metavar="TITLE", help="the template that it is a new version of"
    )
    brought.add_argument("--note", default="", help="what is new in it")
    agreed = add("approve", _approve, "write down who approved a template's newest version")
    agreed.add_argument("template", metavar="TITLE")
    agreed.add_argument("--by", default="", metavar="NAME", help="who approved it; else you")
    agreed.add_argument("--on", type=day_of, metavar="DAY", help="when: 2026-11-02; else today")
    out = add("export", _export, "write a template to a Word file, to begin one of your own from")
    out.add_argument("template", metavar="TITLE|NAME")
    out.add_argument("--number", type=int, metavar="N", help="an older version; else the one in use")
    out.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.docx")


def _lint(options: argparse.Namespace) -> Told:
    """Say what is wrong with a template; it is opened in a process of its own, and filled for an example letter."""
    from corresp_tracker.drafting.rendering import RenderingWorker
    from corresp_tracker.drafting.sample import SAMPLE
    from corresp_tracker.errors import InvalidTemplate

    data = read_whole(options.file)
    with RenderingWorker() as worker:
        found = worker.lint(data, sample=SAMPLE)
        try:
            fields = list(worker.fields(data))
        except InvalidTemplate:
            fields = []
    faults = [
        {"code": code, "where": where, "message": message, "is_wrong": is_wrong}
        for code, where, message, is_wrong in found
    ]
    wrong = sum(1 for *_, is_wrong in found if is_wrong)
    verdict = (
        f"Letters cannot be written from it until {'this is' if wrong == 1 else 'these are'} put right in Word."
        if wrong
        else "Letters can be written from it."
    )
    words = [f"Fields: {', '.join(fields) or 'none'}."] if fields else []
    words += [
        f"{'Wrong' if is_wrong else 'Note'}: {where}: {message}" for _, where, message, is_wrong in found
    ]
    result = {"file": str(options.file), "is_usable": not wrong, "fields": fields, "faults": faults}
    return Told(result, [*words, verdict])


def _list(options: argparse.Namespace) -> Told:
    """List the templates."""
    from corresp_tracker.casework.template_records import template_rows
    from corresp_tracker.casework.usual_templates import in_words, kinds_of_case, usual_for

    with opened(options) as office, office.reading() as session:
        rows, usual, kinds = template_rows(session), usual_for(session), kinds_of_case(session)
    words: list[str] = []
    for row in rows:
        words.append(f"{row.facts.title} ({row.facts.kind}): {_standing(row)}; used in {row.used:,} letters")
        words += [f"    Usual for {in_words(each, kinds)}" for each in usual.get(row.key, ())]
    return Told([_shape(row, usual.get(row.key, ())) for row in rows], words)


def _standing(row: "TemplateRow") -> str:
    if row.facts.retired:
        return "retired"
    if row.replaced_by:
        return f"ships with the program, replaced by {row.replaced_by}"
    newest = next(iter(row.versions), None)
    if newest is None:
        return "ships with the program"
    approved = (
        f"approved by {newest.approved_by} on {newest.approved_on}" if newest.is_approved else "not approved"
    )
    return f"version {newest.number}, {approved}"


def _shape(row: "TemplateRow", usual: "tuple[UsualFor, ...]") -> dict[str, Any]:
    return {
        "key": row.key,
        "title": row.facts.title,
        "kind": row.facts.kind,
        "ships": row.is_shipped,
        "replaces": row.facts.replaces,
        "by_hand": row.facts.by_hand,
        "retired": row.facts.retired,
        "letters": row.used,
        "fields": list(row.fields),
        "usual_for": [{"kind": each.kind, "signatory": each.signatory} for each in usual],
        "versions": [
            {
                "number": each.number,
                "note": each.note,
                "imported_by": each.imported_by,
                "imported_on": each.imported_on.isoformat(),
                "approved_by": each.approved_by,
                "approved_on": each.approved_on.isoformat() if each.approved_on else None,
                "letters": each.used,
            }
            for each in row.versions
        ],
    }


def _import(options: argparse.Namespace) -> Told:
    """Look at a Word file, and keep it where nothing is wrong with it."""
    from corresp_tracker.casework.template_records import import_template, template_row
    from corresp_tracker.casework.templates import look_at_template

    looked = look_at_template(read_whole(options.file), stem=options.file.stem)
    with opened(options) as office:
        into = None
        if options.into:
            with office.reading() as session:
                into = _own(template_row(session, options.into)).id
        with office.writing(f"Imported the template {options.file.stem}") as session:
            kept = import_template(session, looked, into=into, note=options.note)
    said = (
        f"Kept as version {kept.number} of “{kept.title}”; nobody has approved it yet."
        if kept.is_new
        else f"This very file is version {kept.number} of “{kept.title}” already: nothing was changed."
    )
    result = {"title": kept.title, "number": kept.number, "is_new": kept.is_new}
    return Told(result, [said])


def _approve(options: argparse.Namespace) -> Told:
    """Approve the newest version of a template of the office's own."""
    from corresp_tracker.casework.deadlines import office_today
    from corresp_tracker.casework.template_records import approve_version, template_row

    by, today = options.by or login_name(), office_today()
    with opened(options) as office:
        with office.reading() as session:
            row = _own(template_row(session, options.template))
        newest = row.versions[0]
        with office.writing(f"Approved version {newest.number} of the template {row.facts.title}") as session:
            approve_version(session, newest.id, by=by, on=options.on or today, today=today)
    result = {"title": row.facts.title, "number": newest.number, "approved_by": by}
    return Told(result, [f"Version {newest.number} of “{row.facts.title}” is approved by {by}."])


def _export(options: argparse.Namespace) -> Told:
    """Write a template to a Word file."""
    from corresp_tracker.casework.template_records import template_row, version_file
    from corresp_tracker.drafting.library import shipped_template
    from corresp_tracker.errors import NotFound

    with opened(options) as office, office.reading() as session:
        row = template_row(session, options.template)
        version = row.current
        if options.number is not None:
            version = next((each for each in row.versions if each.number == options.number), None)
            if version is None:
                raise NotFound(f"“{row.facts.title}” has no version {options.number}: see `template list`.")
        data = version_file(session, version.id) if version else shipped_template(row.key).data
    write_whole(options.output, data)
    result = {
        "title": row.facts.title,
        "number": version.number if version else None,
        "file": str(options.output),
    }
    return Told(result, [f"Written: {options.output}"])


def _own(row: "TemplateRow") -> "TemplateRow":
    """Give a template of the office's own. Raises InvalidTemplate for one that ships."""
    from corresp_tracker.errors import InvalidTemplate

    if row.is_shipped:
        raise InvalidTemplate(
            f"“{row.facts.title}” ships with the program and stays as it is: import a file as a template of your own."
        )
    return row
