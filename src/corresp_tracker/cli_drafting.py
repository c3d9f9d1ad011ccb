"""The commands about drafts: taken back from Word, checked, made final, and sent to many."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corresp_tracker.cli_told import Task, Told, day_of, opened
from corresp_tracker.errors import InvalidLetter, UnreadableFile
from corresp_tracker.files import read_whole, write_whole

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.around import TakenAround
    from corresp_tracker.casework.takeback import Takeback, TakenChange
    from corresp_tracker.casework.templates import OfficeTemplate
    from corresp_tracker.drafting.letter_to_check import DraftCheck

_FILES = (".docx", ".pdf", ".eml", ".msg", ".txt")
Add = Callable[[str, Task, str], argparse.ArgumentParser]


def add_drafting(add: Add) -> None:
    """Add the commands about drafts."""
    draft = add("draft", _draft, "draft a reply from a template, to a Word file")
    draft.add_argument("case", metavar="CASE", help="the reference of the case")
    draft.add_argument(
        "--template",
        default="",
        metavar="NAME|FILE.docx",
        help="a template by its title or name (`template list`), or a Word file; else the usual one for the case",
    )
    draft.add_argument(
        "--role",
        choices=("reply", "holding-reply", "acknowledgement"),
        default="reply",
        help="whose usual template is taken where none is named",
    )
    draft.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    check = add("check", _check, "say what looks wrong with a reply before it goes")
    check.add_argument("target", metavar="CASE|FILE.docx", help="the reference of a case, or a Word file")
    final = add("finalise", _finalise, "make a case's reply ready to send: .docx, .pdf and its e-mail")
    final.add_argument("case", metavar="CASE", help="the reference of the case")
    final.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    many = add("campaign", _campaign, "write one letter to everybody on a list")
    many.add_argument("template", metavar="TEMPLATE", help="a template's name, or a Word file")
    many.add_argument("list", type=Path, metavar="LIST.csv", help="a row each: case, name, post, address ...")
    many.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="a folder with nothing in it"
    )
    many.add_argument("--name", default="", help="what the campaign is called; else the template's title")
    went = add("campaign-sent", _campaign_sent, "record the letters of a campaign as sent")
    went.add_argument("name", metavar="NAME", help="what the campaign is called")
    went.add_argument("--on", type=day_of, metavar="DAY", help="the day on which they went; else today")
    went.add_argument("--by", default="", metavar="HOW", help="e-mail, post ...")
    back = add("takeback", _takeback, "say what happened to a draft in Word")
    back.add_argument("file", type=Path)
    back.add_argument("--case", default="", metavar="REFERENCE", help="its case, where the file does not say")
    back.add_argument(
        "--accept", action="store_true", help="keep what is sure; what is not waits for a person"
    )


def _draft(options: argparse.Namespace) -> Told:
    """Start a reply, or go on with the one begun from this template, and write it to Word."""
    from corresp_tracker.casework.cases import find_case
    from corresp_tracker.casework.replies import start_letter
    from corresp_tracker.casework.template_records import keep_template
    from corresp_tracker.casework.templates import office_template
    from corresp_tracker.casework.usual_templates import usual_template
    from corresp_tracker.casework.word_replies import write_word

    with opened(options) as office:
        with office.reading() as session:
            case = find_case(session, options.case)
            reference, case_id = case.reference, case.id
            why = ""
            if options.template:
                template = _template(session, options.template)
            else:
                usual = usual_template(session, case_id, role=options.role.replace("-", " "))
                template, why = office_template(session, usual.name), usual.why
        with office.writing(f"Wrote a reply in {reference} to Word") as session:
            keep_template(session, template)
            letter_id = start_letter(session, case_id, template=template.name, by=office.by)
            written = write_word(session, letter_id, by=office.by)
    write_whole(options.output, written.data)
    result = {
        "case": reference,
        "letter": letter_id,
        "template": options.template or template.name,
        "file": str(options.output),
    }
    said = [f"The reply in {reference} is letter {letter_id}, and is written to {options.output}."]
    return Told(result, [*said, *([f"Template: {template.title} ({why})."] if why else [])])


def _check(options: argparse.Namespace) -> Told:
    """Say what looks wrong with a case's draft, or with a Word file; without an office by the file's words alone."""
    from corresp_tracker.casework.checking import check_case, check_file, check_words
    from corresp_tracker.intake.worker import read_in_worker

    target = Path(options.target)
    if target.suffix.casefold() not in _FILES:
        with opened(options) as office, office.reading() as session:
            checked = check_case(session, options.target)
        return Told(checks_shape(checked.checks, checked.waved), checks_words(checked.checks, checked.waved))
    arrival = read_in_worker(read_whole(target), name=target.name)
    if options.office:
        with opened(options) as office, office.reading() as session:
            checked = check_file(session, arrival)
        return Told(checks_shape(checked.checks, checked.waved), checks_words(checked.checks, checked.waved))
    if arrival.letter is None:
        raise UnreadableFile(arrival.parts[0].problem or f"No letter was found in {target.name}.")
    checks = check_words(arrival.letter)
    return Told(checks_shape(checks, {}), checks_words(checks, {}))


def checks_shape(checks: "Sequence[DraftCheck]", waved: Mapping[str, str]) -> dict[str, Any]:
    """Give checks; one that was waved through has the reason as well."""
    return {
        "checks": [
            {"code": check.code, "where": check.where, "message": check.message, "fix": check.fix}
            | ({"waved_through": waved[check.key]} if check.key in waved else {})
            for check in checks
        ]
    }


def checks_words(checks: "Sequence[DraftCheck]", waved: Mapping[str, str]) -> list[str]:
    """Give checks in lines for people, with what puts each right."""
    lines: list[str] = []
    for check in checks:
        lines.append(f"{check.where[:1].upper()}{check.where[1:]}: {check.message}")
        if check.fix:
            lines.append(f"    {check.fix}")
        if check.key in waved:
            lines.append(f"    Waved through: {waved[check.key]}")
    return lines or ["Nothing looks wrong."]


def _campaign(options: argparse.Namespace) -> Told:
    """Write one letter to everybody on a list, as records and as files: all of them or, called off, none."""
    from corresp_tracker.casework.campaign import refuse_prompts, write_campaign
    from corresp_tracker.casework.campaign_list import read_campaign

    found = read_campaign(read_whole(options.list))
    rows = found.rows
    with opened(options) as office:
        with office.reading() as session:
            template = _template(session, options.template)
        refuse_prompts(template)
        try:
            with office.writing(f"Wrote {len(rows):,} letters from {template.title}") as session:
                written = write_campaign(
                    session,
                    rows,
                    template=template,
                    folder=options.output,
                    by=office.by,
                    progress=_say_progress,
                    title=options.name,
                )
        except KeyboardInterrupt:
            raise InvalidLetter("The campaign was called off: nothing was written.") from None
    result = {
        "folder": str(options.output),
        "unused": list(found.unused),
        "letters": [{"case": each.case, "letter": each.letter_id, "file": each.file} for each in written],
    }
    return Told(
        result, [f"{len(written):,} letters are written to {options.output}, and are drafts in their cases."]
    )


def _campaign_sent(options: argparse.Namespace) -> Told:
    """Record the letters of a campaign as sent: all that can go or, called off, none; say which are left out, and why."""
    from corresp_tracker.casework.campaign_sending import find_campaign, look_over, record_campaign_sent
    from corresp_tracker.casework.deadlines import office_today

    with opened(options) as office:
        sent_on = options.on or office_today()
        with office.reading() as session:
            campaign = find_campaign(session, options.name)
            lines = look_over(session, campaign.id, sent_on=sent_on)
        out = [line for line in lines if line.left_out]
        try:
            with office.writing(f"Recorded {campaign.title} as sent") as session:
                number = record_campaign_sent(
                    session, lines, sent_on=sent_on, means=options.by, by=office.by, progress=_say_progress
                )
        except KeyboardInterrupt:
            raise InvalidLetter("It was called off: nothing was recorded.") from None
    left = [{"case": line.reference, "to": line.reader, "why": line.left_out} for line in out]
    said = [f"{number:,} letters of {campaign.title} are recorded as sent."]
    said += [f"{line.reference} is left out: {line.left_out}" for line in out]
    return Told({"campaign": campaign.title, "sent": number, "left_out": left}, said)


def _say_progress(done: int, total: int) -> None:
    """Say on standard error how far a long task is, every fifty letters."""
    if done % 50 == 0 or done == total:
        sys.stderr.write(f"{done:,} of {total:,} letters\n")
        sys.stderr.flush()


def _template(session: "Session", named: str) -> "OfficeTemplate":
    """Give the template that is named, or the Word file that is."""
    from corresp_tracker.casework.template_records import template_row
    from corresp_tracker.casework.templates import office_template, own_template

    if named.casefold().endswith(".docx"):
        file = Path(named)
        return own_template(read_whole(file), stem=file.stem)
    row = template_row(session, named)
    return office_template(session, row.current.name if row.current else row.key)


def _finalise(options: argparse.Namespace) -> Told:
    """Make a case's newest draft ready to send: .docx, .pdf and the e-mail that it goes with, in a folder."""
    from corresp_tracker.casework.checking import check_case
    from corresp_tracker.casework.finalising import keep_final, make_final, to_make_final

    with opened(options) as office:
        with office.reading() as session:
            letter_id = check_case(session, options.case).letter_id
            assert letter_id is not None
            ready = to_make_final(session, letter_id)
        final = make_final(ready)
        for name, data in final.files.items():
            write_whole(options.output / name, data)
        with office.writing(f"Made the reply in {final.reference} ready to send") as session:
            version = keep_final(session, final, by=office.by)
    files = [str(options.output / name) for name in final.files]
    result = {
        "case": final.reference,
        "letter": final.letter_id,
        "version": version,
        "files": files,
        "notes": list(final.notes),
    }
    return Told(result, [*(f"Written: {file}" for file in files), *final.notes])


def _takeback(options: argparse.Namespace) -> Told:
    """Take a draft back: with --accept what is sure is kept, and the file with it."""
    from corresp_tracker.casework.takeback import takeback
    from corresp_tracker.casework.word_in import take_back
    from corresp_tracker.intake.worker import read_in_worker

    data, name = read_whole(options.file), options.file.name
    arrival = read_in_worker(data, name=name)
    with opened(options) as office:
        if not options.accept:
            with office.reading() as session:
                report = takeback(session, arrival, case=options.case)
            return Told(takeback_shape(report, version=report.version), takeback_words(report))
        with office.reading() as session:
            reference = takeback(session, arrival, case=options.case).reference
        with office.writing(f"Took the draft in {reference} back from Word") as session:
            taken = take_back(session, arrival, data=data, name=name, by=office.by, case=options.case)
    said = takeback_words(taken.report)
    kept = f"What is sure is kept as version {taken.version}; the file is kept with it."
    return Told(takeback_shape(taken.report, version=taken.version), [*said, kept])


def takeback_shape(report: "Takeback", *, version: int) -> dict[str, Any]:
    """Give what happened to a draft; `waiting` are the changes that only a person can take, with why."""
    return {
        "letter": report.letter_id,
        "version": version,
        "paragraphs": [
            {
                "id": paragraph.uid,
                "change": paragraph.change.value,
                "text": paragraph.text,
                "links": [
                    {"work": link.work, "words": link.words, "kept": link.kept} for link in paragraph.links
                ],
            }
            for change in report.changes
            for paragraph in change.paragraphs
        ],
        "tracked": [
            {"author": each.author, "change": each.kind, "text": each.words} for each in report.tracked
        ],
        "comments": [
            {"author": each.author, "text": each.text, "about": each.about} for each in report.comments
        ],
        "heading": [
            {"field": head.field, "before": head.before, "after": head.after} for head in report.heads
        ],
        "around": [
            {"where": each.where.value, "before": each.before, "after": each.after} for each in report.around
        ],
        "waiting": [
            {"ids": [each.uid for each in change.paragraphs], "why": change.why}
            for change in report.changes
            if change.why
        ],
        "warnings": list(report.warnings),
    }


def takeback_words(report: "Takeback") -> list[str]:
    """Give the same in lines for people: what changed, what waits, what was left by others."""
    lines = [f"The draft in {report.reference}, from version {report.version}:"]
    for change in report.changes:
        lines += _change_words(change)
    lines += [
        f"  {head.label.capitalize()}: “{head.before}” is “{head.after}” in the file."
        for head in report.heads
    ]
    lines += [f"  {around_words(each)}" for each in report.around]
    lines += [f"  Tracked: {each.kind} by {each.author}: “{each.words}”" for each in report.tracked]
    lines += [f"  Comment by {each.author}: “{each.text}”" for each in report.comments]
    return [*lines, *(f"  {warning}" for warning in report.warnings)]


def around_words(change: "TakenAround") -> str:
    """Say what was changed around the paragraphs: "Below the sign-off, put in: “P.S. …”"."""
    where = change.where.value.capitalize()
    if not change.before:
        return f"{where}, put in: “{change.after}”"
    if not change.after:
        return f"{where}, taken out: “{change.before}”"
    return f"{where}: “{change.before}” is “{change.after}” in the file."


def _change_words(change: "TakenChange") -> list[str]:
    said = " and ".join(kind.value for kind in change.kinds).capitalize()
    text = next((each.text or each.before for each in change.paragraphs), "")
    shown = text if len(text) <= 70 else f"{text[:69]}…"
    lines = [f"  {said}: {shown}"]
    for paragraph in change.paragraphs:
        lines += [f"      Citation gone: “{link.words}”" for link in paragraph.links if not link.kept]
    return [*lines, *([f"      {change.why}"] if change.why else [])]
