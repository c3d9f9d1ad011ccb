"""The commands about drafts: taken back from Word, checked, made final, and sent to many."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corresp_tracker.cli_told import Task, Told, opened
from corresp_tracker.files import read_whole

if TYPE_CHECKING:
    from corresp_tracker.casework.takeback import Takeback, TakenChange

Add = Callable[[str, Task, str], argparse.ArgumentParser]


def add_drafting(add: Add) -> None:
    """Add the commands about drafts."""
    back = add("takeback", _takeback, "say what happened to a draft in Word")
    back.add_argument("file", type=Path)
    back.add_argument("--case", default="", metavar="REFERENCE", help="its case, where the file does not say")
    back.add_argument(
        "--accept", action="store_true", help="keep what is sure; what is not waits for a person"
    )


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
    lines += [f"  Tracked: {each.kind} by {each.author}: “{each.words}”" for each in report.tracked]
    lines += [f"  Comment by {each.author}: “{each.text}”" for each in report.comments]
    return [*lines, *(f"  {warning}" for warning in report.warnings)]


def _change_words(change: "TakenChange") -> list[str]:
    said = " and ".join(kind.value for kind in change.kinds).capitalize()
    text = next((each.text or each.before for each in change.paragraphs), "")
    shown = text if len(text) <= 70 else f"{text[:69]}…"
    lines = [f"  {said}: {shown}"]
    for paragraph in change.paragraphs:
        lines += [f"      Citation gone: “{link.words}”" for link in paragraph.links if not link.kept]
    return [*lines, *([f"      {change.why}"] if change.why else [])]
