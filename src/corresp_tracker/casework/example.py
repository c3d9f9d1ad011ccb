"""The example office: invented letters that cite real reports, logged and answered as the office's own would be."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from corresp_tracker.casework.arrivals import keep_file, keep_parts
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.dispatch import record_sent
from corresp_tracker.casework.example_files import ExampleLetter, as_mail, as_pdf, as_text, as_word
from corresp_tracker.casework.logging import NewLetter, log_letter, logging_words
from corresp_tracker.casework.register import seed_starter_register
from corresp_tracker.casework.replies import DraftedParagraph, paragraphs_of, save_paragraphs, start_reply
from corresp_tracker.casework.stages import move
from corresp_tracker.casework.word_replies import write_word
from corresp_tracker.errors import CorrespError, OutputError
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.base import new_uid
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, LetterRole
from corresp_tracker.paths import resource
from corresp_tracker.store.database import SUFFIX, NewOffice, Office
from corresp_tracker.values.letter_text import Arrival, Direction, PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.workingdays import OfficeCalendar

EXAMPLE_NAME = f"Example office{SUFFIX}"
LETTERS_FOLDER = "Example letters"

Told = Mapping[str, Any]
Read = Callable[[bytes, str], Arrival]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleOffice:
    """Where an example office is, and the files of its letters; those that wait to be logged come last."""

    office: Path
    letters: tuple[Path, ...]
    waiting: tuple[Path, ...]


def make_example(
    folder: Path,
    *,
    by: str,
    read: Read | None = None,
    progress: Progress | None = None,
    today: date | None = None,
) -> ExampleOffice:
    """Make the example office in a folder, through the same steps as an office of one's own.

    `read` reads a file (the windows read in a process of their own); `progress` is told letters done and in all.
    Raises LogUnavailable where there is an example office already, OutputError where the folder cannot be written.
    """
    with resource("example", "example.toml").open("rb") as file:
        told = tomllib.load(file)
    _make_folder(folder / LETTERS_FOLDER)
    address = folder / EXAMPLE_NAME
    office = Office.create(address, by=by, profile=_profile(told["office"]), fill=seed_starter_register)
    try:
        making = _Making(office, told, folder / LETTERS_FOLDER, by=by, read=read, today=today)
        for number, letter in enumerate(told["letter"], start=1):
            making.take(letter)
            if progress:
                progress(number, len(told["letter"]))
    except BaseException:
        office.close()
        address.unlink(missing_ok=True)
        raise
    office.close()
    return ExampleOffice(office=address, letters=tuple(making.files), waiting=tuple(making.waiting))


class _Making:
    """The example office as it grows: which letters and cases there are already, by their keys in the file."""

    def __init__(
        self, office: Office, told: Told, folder: Path, *, by: str, read: Read | None, today: date | None
    ) -> None:
        self._office, self._folder, self._by = office, folder, by
        self._people: Told = told["correspondents"]
        self._us: Told = told["office"]
        self._read: Read = read or (lambda data, name: read_arrival(data, name=name))
        self._today = today or office_today()
        self._calendar = OfficeCalendar()
        self._cases: dict[str, int] = {}
        self._letters: dict[str, int] = {}
        self._words: dict[str, str] = {}
        self.files: list[Path] = []
        self.waiting: list[Path] = []

    def take(self, told: Told) -> None:
        """Let one letter of the file happen."""
        day = self._day(told)
        self._words[f"date:{told['key']}"] = PartialDate.of_day(day).in_words()
        ways: dict[str, Callable[[Told, date], None]] = {
            "log": self._log,
            "wait": self._wait,
            "reply": self._reply,
            "draft": self._reply,
        }
        ways[told["via"]](told, day)
        if told.get("stage_after"):
            self._move(self._cases[told["case"]], told["stage_after"])

    def _log(self, told: Told, day: date) -> None:
        arrived_id, arrival = self._arrive(told, day)
        direction = Direction(told["direction"])
        letter = arrival.letter
        if letter is None or arrival.likeliest is None:
            raise CorrespError(f"The example letter {told['file']} could not be read.")
        new = NewLetter(
            text=letter,
            direction=direction,
            received=told.get("received", day) if direction is Direction.IN else None,
            dispatched=day if direction is Direction.OUT else None,
            means="post" if told["file"].endswith((".docx", ".pdf")) else "e-mail",
            role=LetterRole(told["role"]) if told.get("role") else None,
            case_id=self._cases.get(told["case"]),
            arrived_id=arrived_id,
            part_index=arrival.likeliest,
            by=self._by,
        )
        with self._office.writing(logging_words(new)) as session:
            logged = log_letter(session, new)
        self._know(told, logged.case_id, logged.reference, logged.letter_id)

    def _wait(self, told: Told, day: date) -> None:
        self._arrive(told, day)
        self.waiting.append(self.files.pop())

    def _arrive(self, told: Told, day: date) -> tuple[int, Arrival]:
        """Write a letter's file, and keep and read it as if it had been dropped on the window."""
        data = self._file(told, self._words_of(told, day))
        path = self._folder / told["file"]
        path.write_bytes(data)
        self.files.append(path)
        with self._office.writing(f"Kept the file {path.name}") as session:
            arrived_id = keep_file(session, data, path.name)
        arrival = self._read(data, path.name)
        with self._office.writing(f"Read the file {path.name}") as session:
            keep_parts(session, arrived_id, arrival)
        return arrived_id, arrival

    def _reply(self, told: Told, day: date) -> None:
        with self._office.writing("Started a reply") as session:
            draft_id = start_reply(
                session, self._letters[told["answers"]], template=told["template"], by=self._by
            )
            self._write_paragraphs(session, draft_id, told)
            draft = session.get_one(Letter, draft_id)
            case_id, reference = draft.case_id, session.get_one(Case, draft.case_id).reference
            draft.dated = PartialDate.of_day(day) if told["via"] == "reply" else None
        self._know(told, case_id, reference, draft_id)
        if told["via"] == "reply":
            self._send(draft_id, reference, day)

    def _send(self, draft_id: int, reference: str, day: date) -> None:
        with self._office.writing(f"Wrote the reply in {reference} to Word") as session:
            written = write_word(session, draft_id, by=self._by)
        path = self._folder / written.name
        path.write_bytes(written.data)
        self.files.append(path)
        file = self._read(written.data, written.name)
        with self._office.writing(f"Recorded the reply in {reference} as sent") as session:
            record_sent(
                session,
                draft_id,
                sent_on=day,
                means="e-mail",
                file=file,
                data=written.data,
                name=written.name,
                by=self._by,
            )

    def _write_paragraphs(self, session: Session, draft_id: int, told: Told) -> None:
        """Put the letter's own paragraphs after the opening one of its template."""
        if not told.get("paragraphs"):
            return
        opening = paragraphs_of(session, draft_id)[:1]
        own = (
            DraftedParagraph(uid=new_uid(), level=0, text=self._filled(words)) for words in told["paragraphs"]
        )
        version = session.get_one(Letter, draft_id).version
        save_paragraphs(session, draft_id, (*opening, *own), version=version)

    def _move(self, case_id: int, stage: str) -> None:
        with self._office.writing(f"Moved the case to {stage}") as session:
            move(session, case_id, stage, version=session.get_one(Case, case_id).version)

    def _know(self, told: Told, case_id: int, reference: str, letter_id: int) -> None:
        self._cases[told["case"]] = case_id
        self._letters[told["key"]] = letter_id
        self._words[f"reference:{told['key']}"] = reference

    def _day(self, told: Told) -> date:
        if "dated" in told:
            return told["dated"]
        return self._calendar.working_day_before(
            self._calendar.next_working_day(self._today), told.get("working_days_ago", 0)
        )

    def _file(self, told: Told, letter: ExampleLetter) -> bytes:
        kind = Path(told["file"]).suffix
        if kind == ".eml":
            attached = as_word(letter) if told.get("attachment") else b""
            return as_mail(
                letter,
                body=told.get("mail_says", ""),
                attachment=told.get("attachment", ""),
                attached=attached,
            )
        if kind == ".docx":
            return as_word(letter, numbered_by_word=told.get("numbered_by_word", False))
        return as_pdf(letter) if kind == ".pdf" else as_text(letter)

    def _words_of(self, told: Told, day: date) -> ExampleLetter:
        ours = PrintedCorrespondent(
            post=told.get("signed_by", self._us["signatory_post"]),
            organisation=told.get("signed_body", self._us["name"].partition(" (")[0]),
            address=tuple(self._us["letterhead"][1:]),
        )
        came = told["direction"] == "in"
        theirs = _correspondent(self._people[told["from" if came else "to"]])
        us = replace(ours, post=ours.post.partition(" of ")[0]) if came else ours
        return ExampleLetter(
            sender=theirs if came else ours,
            addressee=us if came else theirs,
            dated=PartialDate.of_day(day),
            our_reference=self._filled(told.get("our_reference", "")),
            their_reference=self._filled(told.get("their_reference", "")),
            marking=told.get("marking", ""),
            salutation=told["salutation"],
            subject=told["subject"],
            paragraphs=tuple(self._filled(words) for words in told["paragraphs"]),
            sign_off=told["sign_off"],
        )

    def _filled(self, words: str) -> str:
        """Put the dates and references of other letters in the place of their names in braces."""
        for name, value in self._words.items():
            words = words.replace(f"{{{name}}}", value)
        return words


def _profile(told: Told) -> NewOffice:
    return NewOffice(
        name=told["name"],
        organisation_key=told["organisation_key"],
        letterhead="\n".join(told["letterhead"]),
        signatory_post=told["signatory_post"],
        is_example=True,
    )


def _correspondent(told: Told) -> PrintedCorrespondent:
    return PrintedCorrespondent(
        post=told["post"], organisation=told["organisation"], address=tuple(told["address"])
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The folder {folder} cannot be made: choose another place.", file=str(folder)
        ) from error
