"""The main job, done off screen on the example office: what a machine without a screen shows of the program."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from corresp_tracker.casework.arrivals import waiting_contents
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.dispatch import record_sent
from corresp_tracker.casework.example import EXAMPLE_NAME, LETTERS_FOLDER, ExampleOffice, make_example
from corresp_tracker.casework.links import in_house_form
from corresp_tracker.casework.logging import LoggedLetter, NewLetter, log_letter, logging_words, propose
from corresp_tracker.casework.replies import DraftedParagraph, paragraphs_of, save_paragraphs, start_reply
from corresp_tracker.casework.word_replies import WrittenReply, write_word
from corresp_tracker.errors import CorrespError, OutputError
from corresp_tracker.files import write_whole
from corresp_tracker.intake.worker import read_in_worker
from corresp_tracker.model.base import new_uid
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.works import Work
from corresp_tracker.settings import Settings
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import LetterPage, cited_by_count, letter_page
from corresp_tracker.store.search import search
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.log_dialog import NamedBytes
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.places import Page, Place
from corresp_tracker.ui.theme import FollowsDesktop, Theme
from corresp_tracker.values.letter_text import Arrival
from corresp_tracker.values.partial_date import PartialDate

DRAFTER = "Example drafter"
PICTURES = "Pictures"
QUERY = '"missing children" cites:"missing children"'
_SIZE = (1380, 880)
_OF_EVERY_WINDOW = "This plugin does not support propagateSizeHints()"
_LONGEST_WAIT = 30.0
_RESTING = 0.3
"""Seconds; longer than a list waits before the reading pane follows its selection."""


def demonstrate(folder: Path) -> int:
    """Do the main job in a folder and say in ten lines what was done; give the exit status."""
    qInstallMessageHandler(_pass_on)
    try:
        _clear(folder)
        lines = _Demonstration(folder).run()
    except CorrespError as refused:
        print(refused.message, file=sys.stderr)  # noqa: T201  it is a command
        return 3
    print("\n".join(lines))  # noqa: T201  it is a command
    return 0


def _pass_on(_: QtMsgType, __: QMessageLogContext, words: str) -> None:
    """Leave out what the platform without a screen says of every window; pass all else on, as Qt would."""
    if words != _OF_EVERY_WINDOW:
        print(words, file=sys.stderr)  # noqa: T201  it is a command


def _clear(folder: Path) -> None:
    """Make room for a new demonstration, in place of the one before; nothing else is ever taken away."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / EXAMPLE_NAME).exists():
            raise OutputError(f"{folder} holds something else: name an empty folder.", file=str(folder))
        for part in (LETTERS_FOLDER, PICTURES):
            shutil.rmtree(folder / part, ignore_errors=True)
        for file in (*folder.glob(f"{EXAMPLE_NAME}*"), *folder.glob("*.docx")):
            file.unlink()
    folder.mkdir(parents=True, exist_ok=True)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A file that waits in the log, read."""

    id: int
    name: str
    arrival: Arrival


class _Demonstration:
    """One run: the example office, a letter logged and answered in it, and pictures of the windows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines: list[str] = []

    def run(self) -> list[str]:
        """Do everything; give the lines that say what was done."""
        example = make_example(self._folder, by=DRAFTER, read=_read)
        self._say(
            f"The example office has {len(example.letters)} letters; {len(example.waiting)} more wait to be logged."
        )
        office = Office.open(example.office, by=DRAFTER)
        try:
            logged = self._log(office)
            draft_id = self._draft(office, logged)
            pictures = self._picture(example, logged, draft_id)
            written = self._write(office, draft_id)
            self._send(office, draft_id, written)
            self._find(office)
        finally:
            office.close()
        self._say(f"Pictures of the windows, light and dark: {len(pictures)} in {self._folder / PICTURES}")
        self._say(f"The office: {example.office}")
        self._say("With a screen, the same command opens the program.")
        return self._lines

    def _say(self, words: str) -> None:
        self._lines.append(words)

    def _log(self, office: Office) -> LoggedLetter:
        """Log the newest of the letters that wait."""
        with office.reading() as session:
            arrived_id, name, data = waiting_contents(session)[-1]
        arrived = _Arrived(arrived_id, name, _read(data, name))
        letter, part = arrived.arrival.letter, arrived.arrival.likeliest
        assert letter is not None
        assert part is not None
        with office.reading() as session:
            proposal = propose(session, letter, today=office_today())
        new = NewLetter(
            text=letter,
            direction=proposal.direction,
            received=proposal.received,
            correspondents=proposal.correspondents,
            arrived_id=arrived.id,
            part_index=part,
            by=DRAFTER,
        )
        with office.writing(logging_words(new)) as session:
            logged = log_letter(session, new)
        with office.reading() as session:
            page = letter_page(session, logged.letter_id)
        due = f", due {_in_words(logged.due)}" if logged.due else ""
        self._say(f"Logged “{name}” as {logged.reference}{due}.")
        self._say(f"Its {len(page.paragraphs)} paragraphs cite: {_cited(page)}.")
        return logged

    def _draft(self, office: Office, logged: LoggedLetter) -> int:
        """Draft the reply, with the works that the letter cites in house form."""
        with office.writing(f"Started a reply in {logged.reference}") as session:
            draft_id = start_reply(session, logged.letter_id, template="inter-inspectorate-reply", by=DRAFTER)
            cited = [link.work_id for link in letter_page(session, logged.letter_id).links if link.work_id]
            named = [in_house_form(session, work_id) for work_id in dict.fromkeys(cited)]
            texts = (
                f"We have said most about children who go missing in {named[0]}, which is still our fullest account.",
                f"You will also wish to see {named[-1]}.",
                "Our PEEL assessments look at how each force protects vulnerable people.",
            )
            opening = paragraphs_of(session, draft_id)[:1]
            own = tuple(DraftedParagraph(uid=new_uid(), level=0, text=text) for text in texts)
            version = session.get_one(Letter, draft_id).version
            page = save_paragraphs(session, draft_id, (*opening, *own), version=version)
        self._say(
            f"Drafted the reply: {page.salutation}, {len(page.paragraphs)} paragraphs, {len(page.links)} links."
        )
        return draft_id

    def _write(self, office: Office, draft_id: int) -> WrittenReply:
        with office.writing("Wrote the reply to Word") as session:
            session.get_one(Letter, draft_id).dated = PartialDate.of_day(office_today())
            written = write_word(session, draft_id, by=DRAFTER)
        file = self._folder / written.name
        write_whole(file, written.data)
        self._say(f"The reply in Word: {file}")
        return written

    def _send(self, office: Office, draft_id: int, written: WrittenReply) -> None:
        """Record the Word file as what was sent."""
        file = _read(written.data, written.name)
        with office.writing("Recorded the reply as sent") as session:
            report = record_sent(
                session,
                draft_id,
                sent_on=office_today(),
                means="e-mail",
                file=file,
                data=written.data,
                name=written.name,
                by=DRAFTER,
            )
            case = session.get_one(Case, session.get_one(Letter, draft_id).case_id)
            lost = f"{len(report.lost)} links lost" if report.lost else "no link lost"
            kept = f"{len(report.kept)} paragraphs as drafted"
            self._say(f"Recorded as sent: {kept}, {lost}; the case {case.reference} is {case.stage}.")

    def _find(self, office: Office) -> None:
        with office.reading() as session:
            found = search(session, QUERY)
            key = found.hits[0].works[0]
            said = cited_by_count(session, session.scalars(select(Work.id).where(Work.key == key)).one())
        self._say(f"Found {found.total} paragraphs for {QUERY}. {key}: {said.in_words()}.")

    def _picture(self, example: ExampleOffice, logged: LoggedLetter, draft_id: int) -> list[Path]:
        """Take pictures of the windows in light and in dark colours."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            app = QApplication(["corresp-tracker"])
        taken: list[Path] = []
        for theme in (Theme.LIGHT, Theme.DARK):
            camera = _Camera(app, theme, self._folder / PICTURES)
            taken += camera.take(str(example.office), logged.letter_id, draft_id, example.waiting[0])
        return taken


class _Camera:
    """Opens the program's window on an office and takes its picture on each page."""

    def __init__(self, app: QApplication, theme: Theme, folder: Path) -> None:
        self._app, self._theme, self._folder = app, theme, folder
        self._taken: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, office: str, letter_id: int, draft_id: int, waiting: Path) -> list[Path]:
        """Give the files of the pictures."""
        jobs = Jobs()
        dressing = FollowsDesktop(self._app, self._theme, 100)
        window = MainWindow(jobs, Settings(officer=DRAFTER), dressing, keep_settings=False)
        window.resize(*_SIZE)
        window.show()
        window.open_office(None)
        self._shoot(window, jobs, "1 first start")
        window.open_office(office)
        pages = window.pages
        for name, act in self._acts(window, letter_id, draft_id):
            act()
            self._shoot(window, jobs, name)
        pages.go(Place(Page.WORKLIST, "all_open"))
        dialog = window.log_files([NamedBytes(waiting.name, waiting.read_bytes())])
        if dialog:
            dialog.resize(*_SIZE)
            self._shoot(dialog, jobs, "3 log a letter")
            dialog.close()
        window.close()
        jobs.close()
        dressing.deleteLater()
        window.deleteLater()
        self._app.processEvents()
        return self._taken

    @staticmethod
    def _acts(window: MainWindow, letter_id: int, draft_id: int) -> list[tuple[str, Callable[[], None]]]:
        pages = window.pages

        def show_works() -> None:
            pages.go(Place(Page.WORKS))
            pages.works.list.words.setText("missing")

        def review() -> None:
            pages.go(Place(Page.REVIEW))

        def said_before() -> None:
            pages.reply.answering.show_said()

        def search() -> None:
            pages.search_box.set_words(QUERY)
            pages.search_box.searched.emit(QUERY)

        return [
            ("2 worklist", lambda: None),
            ("4 letter", lambda: window.open_letter(letter_id)),
            ("5 citations", pages.alone.letter.next_doubtful),
            ("6 reply", lambda: window.open_draft(draft_id)),
            ("6 said before", said_before),
            ("7 reports and programmes", show_works),
            ("8 search", search),
            ("9 people", lambda: pages.go(Place(Page.PEOPLE))),
            ("10 review", review),
        ]

    def _shoot(self, window: QWidget, jobs: Jobs, name: str) -> None:
        _settle(self._app, jobs)
        file = self._folder / f"{name} ({self._theme.value}).png"
        if not window.grab().save(str(file)):
            raise OutputError(
                f"{file.name} cannot be written: make room, or choose another folder.", file=str(file)
            )
        self._taken.append(file)


def _settle(app: QApplication, jobs: Jobs) -> None:
    """Wait until nothing is under way and no list is about to be followed."""
    until, rest = time.monotonic() + _LONGEST_WAIT, time.monotonic() + _RESTING
    while time.monotonic() < until:
        app.processEvents()
        if not jobs.is_idle:
            rest = time.monotonic() + _RESTING
        elif time.monotonic() > rest:
            return
        time.sleep(0.005)


def _read(data: bytes, name: str) -> Arrival:
    return read_in_worker(data, name=name)


def _cited(page: LetterPage) -> str:
    """Name what a letter cites, each once, in the order of the letter."""
    named: list[str] = []
    for link in page.links:
        if link.kind != "body":
            open_end = "not held" if link.is_gap else "to look at"
            named.append(link.work_title or f"“{link.words}” ({open_end})")
    return "; ".join(dict.fromkeys(named))


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
