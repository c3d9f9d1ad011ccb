"""A log of an older version is brought up to date after a copy of it was made and checked."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, inspect, select, text

from corresp_tracker.errors import LogTooNew, LogUnavailable
from corresp_tracker.model.base import Record
from corresp_tracker.model.works import Work
from corresp_tracker.paths import user_data_dir
from corresp_tracker.store import locations, upgrades
from corresp_tracker.store.backup import back_up, check_backup, restore
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import verify_history
from corresp_tracker.store.postgresql import postgresql_engine
from corresp_tracker.store.sqlite import sqlite_engine
from corresp_tracker.store.versions import NEWEST

OLDEST = "0001"


def make_older(engine: Engine) -> None:
    """Make a log of the first version with a work in it, which no history tells of."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        upgrades.make_tables(connection, version=OLDEST)
        connection.execute(
            text(
                "INSERT INTO work (key, kind, title, url, note, withdrawn, version, uid) "
                "VALUES ('example', 'report', 'An example', '', '', false, 1, 'one')"
            )
        )
    engine.dispose()


@pytest.fixture
def older_file(tmp_path: Path) -> Path:
    file = tmp_path / "office.corresp"
    make_older(sqlite_engine(file, read_only=False))
    return file


def version_in(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def titles(office: Office) -> list[str]:
    with office.reading() as session:
        return list(session.scalars(select(Work.title)))


def test_an_older_file_is_brought_up_to_date_beside_a_copy(older_file: Path) -> None:
    office = Office.open(older_file, by="Clerk")
    assert titles(office) == ["An example"]
    office.close()
    assert version_in(older_file) == NEWEST
    [copy] = older_file.parent.glob("office before upgrade *.corresp")
    assert version_in(copy) == OLDEST


def test_an_older_database_is_copied_into_a_file_and_brought_up_to_date(empty_database: str) -> None:
    make_older(postgresql_engine(empty_database))
    with psycopg.connect(empty_database) as connection:
        connection.execute(
            'INSERT INTO change (at, "by", words, digest, uid) '
            "VALUES ('2026-07-01 09:00+01', 'Clerk', 'Started the office', '', 'two')"
        )
    office = Office.open(empty_database, by="Clerk")
    assert titles(office) == ["An example"]
    office.close()
    [copy] = (user_data_dir() / "Copies before upgrades").iterdir()
    assert version_in(copy) == OLDEST
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT at, words FROM change").fetchall() == [
            ("2026-07-01 08:00:00.000000", "Started the office")
        ]
    restored = Office.open(copy, by="Clerk")
    assert titles(restored) == ["An example"]
    restored.close()


def test_a_log_that_cannot_be_copied_first_stays_as_it_is(
    older_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, __: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(upgrades, "copy_file", full)
    with pytest.raises(LogUnavailable, match="not upgraded"):
        Office.open(older_file, by="Clerk")
    assert version_in(older_file) == OLDEST


def test_an_older_log_where_nothing_may_be_written_is_refused_with_the_way_out(
    older_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locations, "_is_on_share", lambda _: True)
    with pytest.raises(LogUnavailable, match="Copy it to a"):
        Office.open(older_file, by="Clerk")
    assert [path.name for path in older_file.parent.iterdir()] == ["office.corresp"]


def test_an_older_backup_comes_back_and_is_itself_left_alone(older_file: Path, tmp_path: Path) -> None:
    data = older_file.read_bytes()
    assert check_backup(older_file) == 0
    restore(older_file, tmp_path / "restored.corresp")
    assert older_file.read_bytes() == data
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office.corresp", "restored.corresp"]
    office = Office.open(tmp_path / "restored.corresp", by="Clerk")
    assert titles(office) == ["An example"]
    office.close()


def test_an_older_backup_comes_back_into_a_database(
    older_file: Path, empty_database: str, tmp_path: Path
) -> None:
    data = older_file.read_bytes()
    restore(older_file, empty_database)
    assert older_file.read_bytes() == data
    office = Office.open(empty_database, by="Clerk")
    assert titles(office) == ["An example"]
    with office.reading() as session:
        assert verify_history(session) == []
    office.close()


def test_a_backup_of_a_newer_version_is_refused(sqlite_office: Office, tmp_path: Path) -> None:
    backup = back_up(sqlite_office, tmp_path / "backup.corresp").path
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(LogTooNew):
        restore(backup, tmp_path / "restored.corresp")


def test_the_tables_of_a_log_are_those_that_the_records_ask_for(office: Office) -> None:
    """The upgrades, one after another, end where the records are: no column is forgotten in either."""
    with office.reading() as session:
        seen = inspect(session.connection())
        made = {
            table: {column["name"]: column["nullable"] for column in seen.get_columns(table)}
            for table in Record.metadata.tables
        }
    wanted = {
        name: {column.name: bool(column.nullable) for column in table.columns}
        for name, table in Record.metadata.tables.items()
    }
    for name, columns in wanted.items():
        made[name] = {column: nullable for column, nullable in made[name].items() if column in columns}
    assert made == wanted
