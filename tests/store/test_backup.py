"""A backup holds the whole office, is checked before it counts, and comes back into either database."""

import sqlite3
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import func, make_url, select

from corresp_tracker.errors import LogUnavailable, OutputError
from corresp_tracker.model.history import Change
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Organisation
from corresp_tracker.store.backup import back_up, restore
from corresp_tracker.store.database import Office
from corresp_tracker.store.documents import content, keep
from corresp_tracker.store.history import verify_history
from corresp_tracker.store.search import search
from tests.store.letters import add_letter


@pytest.fixture
def filled(office: Office) -> Office:
    with office.writing("Logged a letter") as session:
        add_letter(session, "Nothing may be lost.")
        keep(session, b"the original")
        first = Organisation(name="HMIC", folded_name="hmic")
        second = Organisation(name="HMICFRS", folded_name="hmicfrs")
        session.add_all([first, second])
        session.flush()
        first.successor_id = second.id
    return office


def assert_whole(address: str | Path) -> None:
    office = Office.open(address, by="Clerk")
    with office.reading() as session:
        assert search(session, "lost").total == 1
        assert content(session, 1) == b"the original"
        assert verify_history(session) == []
        assert session.scalar(select(func.count()).select_from(Change)) == 2
        assert session.scalar(select(Organisation.successor_id).where(Organisation.name == "HMIC")) == 2
    with office.writing("Went on") as session:
        add_letter(session, "The office goes on.", reference="INS/2016/0099")
    with office.reading() as session:
        assert session.scalar(select(func.count()).select_from(Letter)) == 2
        assert verify_history(session) == []
    office.close()


def test_a_backup_comes_back_whole_as_a_file(filled: Office, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    report = back_up(
        filled, tmp_path / "backup.corresp", progress=lambda done, total: told.append((done, total))
    )
    assert report.letters == 1
    assert told[-1][0] == told[-1][1]
    assert restore(report.path, tmp_path / "restored.corresp") is None
    assert_whole(tmp_path / "restored.corresp")


def test_a_backup_comes_back_whole_into_postgresql(
    filled: Office, postgresql_server: str, tmp_path: Path
) -> None:
    report = back_up(filled, tmp_path / "backup.corresp")
    name = f"restored_{uuid4().hex}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    address = make_url(postgresql_server).set(database=name).render_as_string(hide_password=False)
    restore(report.path, address)
    assert_whole(address)
    with pytest.raises(LogUnavailable):
        restore(report.path, address)


def test_a_log_in_the_way_is_kept_beside(sqlite_office: Office, tmp_path: Path) -> None:
    report = back_up(sqlite_office, tmp_path / "backup.corresp")
    in_the_way = tmp_path / "log.corresp"
    in_the_way.write_bytes(b"what was there before")
    aside = restore(report.path, in_the_way)
    assert aside is not None
    assert aside.read_bytes() == b"what was there before"


def test_a_damaged_backup_is_refused_and_the_log_stays(sqlite_office: Office, tmp_path: Path) -> None:
    report = back_up(sqlite_office, tmp_path / "backup.corresp")
    data = bytearray(report.path.read_bytes())
    report.path.write_bytes(data[: len(data) // 2])
    target = tmp_path / "log.corresp"
    target.write_bytes(b"the log")
    with pytest.raises(LogUnavailable):
        restore(report.path, target)
    assert target.read_bytes() == b"the log"


def test_a_backup_whose_history_was_changed_is_refused(sqlite_office: Office, tmp_path: Path) -> None:
    report = back_up(sqlite_office, tmp_path / "backup.corresp")
    with sqlite3.connect(report.path) as connection:
        connection.execute("DROP TRIGGER change_no_update")
        connection.execute("UPDATE change SET by = 'Somebody else'")
    connection.close()
    with pytest.raises(LogUnavailable, match="does not hold together"):
        restore(report.path, tmp_path / "log.corresp")


def test_a_backup_that_cannot_be_written_leaves_the_older_one(sqlite_office: Office, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="not made"):
        back_up(sqlite_office, tmp_path / "no such folder" / "backup.corresp")

    def called_off(_: int, __: int) -> None:
        raise InterruptedError("called off")

    older = tmp_path / "backup.corresp"
    older.write_bytes(b"older")
    with pytest.raises(OutputError):
        back_up(sqlite_office, older, progress=called_off)
    assert older.read_bytes() == b"older"
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_a_log_is_never_replaced_by_its_own_backup(sqlite_office: Office, tmp_path: Path) -> None:
    (tmp_path / "other name.corresp").symlink_to(tmp_path / "office.corresp")
    before = (tmp_path / "office.corresp").stat().st_ino
    for name in ("office.corresp", "other name.corresp"):
        with pytest.raises(OutputError, match="office itself"):
            back_up(sqlite_office, tmp_path / name)
    assert (tmp_path / "office.corresp").stat().st_ino == before


def test_nothing_of_a_restore_that_breaks_off_stays_in_a_database(
    sqlite_office: Office, empty_database: str, tmp_path: Path
) -> None:
    report = back_up(sqlite_office, tmp_path / "backup.corresp")

    def called_off(_: int, __: int) -> None:
        raise InterruptedError("called off")

    with pytest.raises(InterruptedError):
        restore(report.path, empty_database, progress=called_off)
    restore(report.path, empty_database)
    Office.open(empty_database, by="Clerk").close()
