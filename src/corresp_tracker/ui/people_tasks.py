"""What can be done with people, beside reading of them: added, merged, given posts, taken out and in as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from corresp_tracker.files import read_whole, write_whole
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.person_choice import choose_person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.people_files import PeopleReport
    from corresp_tracker.casework.people_posts import HeldPost, PostNow
    from corresp_tracker.store.lists import PersonCard, PersonRow
    from corresp_tracker.ui.edit_person_dialog import EditedPerson
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.message_bar import MessageBar
    from corresp_tracker.ui.reshuffle_dialog import Reshuffled

_FILES = "Tables (*.csv);;All files (*)"


class PeopleTasks(QObject):
    """Does them for the page of people. `show_asked` asks for a person to be shown."""

    show_asked = Signal(int)

    def __init__(self, jobs: Jobs, page: QWidget, bar: MessageBar) -> None:
        super().__init__(page)
        self._jobs, self._page, self._bar = jobs, page, bar

    def add(self) -> None:
        """Add somebody by hand, told of anybody known by that name."""
        from corresp_tracker.ui.edit_person_dialog import add_person

        add_person(self._page, self._jobs, self._add, self.show_asked.emit)

    def merge(self, person_id: int | None) -> None:
        """Merge a person with another who turned out to be the same."""
        if person_id is None:
            return

        def chosen(row: PersonRow) -> None:
            if row.id == person_id:
                self._bar.say("That is the person on show: choose the other one.")
            else:
                self.merge_two(person_id, row.id)

        choose_person(self._page, self._jobs, "Who is the same as the one on show?", chosen)

    def merge_two(self, one: int, other: int) -> None:
        """Show two people side by side, and merge them if that is wanted."""

        def show(cards: tuple[PersonCard, PersonCard]) -> None:
            from corresp_tracker.ui.merge_people_dialog import ask_to_merge_people

            ask_to_merge_people(self._page, *cards, self._merge)

        self._jobs.read(
            self, lambda session: (_card(session, one), _card(session, other)), show, self._bar.say_error
        )

    def find_twins(self) -> None:
        """Lead to the two people who are likeliest one, where there are any."""

        def then(found: tuple[tuple[int, int], ...]) -> None:
            if found:
                self.merge_two(*found[0])
            else:
                self._bar.say("No two people here look like one.")

        self._jobs.read(self, _twins, then, self._bar.say_error)

    def posts(self, person_id: int | None) -> None:
        """Correct the posts of a person."""
        if person_id is None:
            return

        def show(asked: tuple[PersonCard, tuple[HeldPost, ...]]) -> None:
            from corresp_tracker.ui.posts_dialog import edit_posts

            card, held = asked
            edit_posts(self._page, card.row.name, held, lambda posts: self._put_posts(card, posts))

        self._jobs.read(self, lambda session: _posts(session, person_id), show, self._bar.say_error)

    def reshuffle(self) -> None:
        """Let several posts change hands on one day."""

        def show(asked: tuple[tuple[PostNow, ...], dict[str, int]]) -> None:
            from corresp_tracker.ui.reshuffle_dialog import ReshuffleDialog

            ReshuffleDialog(*asked, self._reshuffle, self._page).open()

        self._jobs.read(self, _posts_and_people, show, self._bar.say_error)

    def ask_to_import(self) -> None:
        """Let the person choose a CSV file of people, and take it in."""
        dialog = QFileDialog(self._page, "Import people", "", _FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._to_import)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def import_file(self, file: Path) -> None:
        """Take a CSV file of people in."""

        def read() -> str:
            from corresp_tracker.citing.register_csv import decode_csv

            return decode_csv(read_whole(file))

        def told(report: PeopleReport) -> None:
            words = f"{report.added} added, {report.changed} changed, {report.same} as they were"
            bad = f"; {counted(len(report.problems), 'row')} left out" if report.problems else ""
            lines = "\n".join(f"Line {each.line}: {each.reason}" for each in report.problems)
            self._bar.say(f"{file.name}: {words}{bad}.", details=lines)

        def take(text: str) -> None:
            words = f"Imported people from {file.name}"
            self._write(words, lambda session: _read_people(session, text), told)

        self._jobs.run(self, read, take, self._bar.say_error)

    def ask_to_export(self) -> None:
        """Ask for a file, and write everybody to it."""
        dialog = QFileDialog(self._page, "Export people", "people.csv", _FILES)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self._to_export)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, file: Path) -> None:
        """Write everybody to a CSV file."""

        def written(_: None) -> None:
            self._bar.say(f"Written: {file}")

        def keep(text: str) -> None:
            self._jobs.run(
                self, lambda: write_whole(file, text.encode("utf-8-sig")), written, self._bar.say_error
            )

        self._jobs.read(self, _write_people, keep, self._bar.say_error)

    def _to_import(self, file: str) -> None:
        self.import_file(Path(file))

    def _to_export(self, file: str) -> None:
        self.export_to(Path(file))

    def _add(self, edited: EditedPerson) -> None:
        def task(session: Session) -> int:
            from corresp_tracker.casework.people import add_person, edit_person

            person = add_person(session, edited.name, honours=edited.honours, address=edited.address)
            edit_person(
                session,
                person.id,
                salutation=edited.salutation,
                envelope_line=edited.envelope_line,
                email=edited.email,
            )
            return person.id

        self._write(f"Added {edited.name}", task, self.show_asked.emit)

    def _merge(self, kept: PersonCard, twin: PersonCard) -> None:
        def task(session: Session) -> None:
            from corresp_tracker.casework.people_merge import merge_people

            merge_people(
                session, kept.row.id, twin.row.id, kept_version=kept.version, twin_version=twin.version
            )

        def then(_: None) -> None:
            self._bar.say(f"{twin.row.name} is merged into {kept.row.name}.")
            self.show_asked.emit(kept.row.id)

        self._write(f"Merged {twin.row.name} into {kept.row.name}", task, then)

    def _put_posts(self, card: PersonCard, posts: tuple[HeldPost, ...]) -> None:
        def task(session: Session) -> None:
            from corresp_tracker.casework.people_posts import put_posts

            put_posts(session, card.row.id, posts, version=card.version)

        def then(_: None) -> None:
            self.show_asked.emit(card.row.id)

        self._write(f"Corrected the posts of {card.row.name}", task, then)

    def _reshuffle(self, settled: Reshuffled) -> None:
        def task(session: Session) -> tuple[str, ...]:
            from corresp_tracker.casework.people_posts import reshuffle

            return reshuffle(session, settled.on, settled.changes)

        def then(said: tuple[str, ...]) -> None:
            self._bar.say(
                f"{'; '.join(said)}." if said else "Nothing changed: those who come hold their posts."
            )
            from corresp_tracker.ui.new_holders_dialog import address_new_holders

            address_new_holders(self._page, self._jobs)

        words = f"Reshuffle on {settled.on.day} {settled.on:%B %Y}"
        self._write(words, task, then)

    def _write(self, words: str, task: Callable[[Session], object], then: Callable[..., None]) -> None:
        self._jobs.write(self, words, task, then, self._bar.say_error)


def _card(session: Session, person_id: int) -> PersonCard:
    from corresp_tracker.store.lists import person_card

    return person_card(session, person_id)


def _posts(session: Session, person_id: int) -> tuple[PersonCard, tuple[HeldPost, ...]]:
    from corresp_tracker.casework.people_posts import posts_of

    return _card(session, person_id), posts_of(session, person_id)


def _posts_and_people(session: Session) -> tuple[tuple[PostNow, ...], dict[str, int]]:
    from corresp_tracker.casework.people_posts import posts_now
    from corresp_tracker.store.lists import person_ids, person_rows

    rows = person_rows(session, person_ids(session))
    return posts_now(session), {row.name: row.id for row in reversed(rows)}


def _twins(session: Session) -> tuple[tuple[int, int], ...]:
    from corresp_tracker.casework.people_twins import likely_twins

    return tuple((pair.one.person_id, pair.other.person_id) for pair in likely_twins(session))


def _read_people(session: Session, text: str) -> PeopleReport:
    from corresp_tracker.casework.people_files import read_people

    return read_people(session, text)


def _write_people(session: Session) -> str:
    from corresp_tracker.casework.people_files import write_people

    return write_people(session)
