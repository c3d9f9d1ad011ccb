"""The example office: what a newcomer sees, made by the office's own steps."""

from datetime import date
from pathlib import Path

import pytest

from corresp_tracker.casework import example
from corresp_tracker.casework.example import make_example
from corresp_tracker.errors import LogUnavailable
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.cases import Case, OfficeProfile
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import verify_history
from corresp_tracker.store.lists import WorklistGroup, letter_ids, letter_rows, waiting_files, worklist_counts

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> example.ExampleOffice:
    return make_example(tmp_path_factory.mktemp("example"), by="Example drafter", today=TODAY)


@pytest.fixture
def office(made: example.ExampleOffice) -> Office:
    office = Office.open(made.office, by="Example drafter")
    yield office
    office.close()


def test_about_twenty_letters_in_eight_cases_come_in_every_format(
    made: example.ExampleOffice, office: Office
) -> None:
    with office.reading() as session:
        rows = letter_rows(session, letter_ids(session))
        assert session.query(Case).count() == 8
        assert len(waiting_files(session)) == len(made.waiting) == 2
        assert session.query(OfficeProfile).one().is_example
    assert len(rows) >= 20
    assert {row.standing for row in rows} == {"received", "sent", "draft"}
    assert {file.suffix for file in (*made.letters, *made.waiting)} == {".docx", ".pdf", ".eml", ".txt"}


def test_every_part_of_the_worklist_has_something_to_show(office: Office) -> None:
    with office.reading() as session:
        counts = worklist_counts(session, today=TODAY, me="Example drafter")
    for group in (WorklistGroup.OVERDUE, WorklistGroup.TODAY, WorklistGroup.WAITING, WorklistGroup.MINE):
        assert counts[group] > 0, group


def test_it_has_links_that_stand_links_that_ask_and_gaps(office: Office) -> None:
    with office.reading() as session:
        rows = letter_rows(session, letter_ids(session))
    assert sum(row.links for row in rows) > 30
    assert any(row.asks for row in rows)
    assert any(row.gaps for row in rows)


def test_every_letter_says_that_it_is_an_example(made: example.ExampleOffice) -> None:
    for file in (*made.letters, *made.waiting):
        arrival = read_arrival(file.read_bytes(), name=file.name)
        words = b" ".join(part.data for part in arrival.parts)
        text = arrival.letter
        assert text is not None, file.name
        named = " ".join(f"{who.post} {who.organisation}" for who in (*text.senders, *text.addressees))
        assert b"xample" in words or "xample" in named, file.name


def test_its_history_holds(office: Office) -> None:
    with office.reading() as session:
        assert verify_history(session) == []


def test_nothing_is_left_of_one_that_failed_half_way(tmp_path: Path) -> None:
    def stop(done: int, _: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_example(tmp_path, by="Example drafter", progress=stop)
    assert not (tmp_path / example.EXAMPLE_NAME).exists()
    assert make_example(tmp_path, by="Example drafter").office.exists()
    with pytest.raises(LogUnavailable, match="already"):
        make_example(tmp_path, by="Example drafter")
