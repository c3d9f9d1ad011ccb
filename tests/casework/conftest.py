"""Offices with the starter register in them."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from conftest import PROFILE, _database
from corresp_tracker.casework import links
from corresp_tracker.casework.register import seed_starter_register
from corresp_tracker.citing.register import Register, compile_register
from corresp_tracker.store.backup import back_up, restore
from corresp_tracker.store.database import Office
from corresp_tracker.values.register_facts import RegisterFacts


@pytest.fixture(autouse=True)
def compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offices with the same register share what is compiled of it: most of these tests would else wait for that."""
    monkeypatch.setattr(links, "compile_register", _compiled)


@lru_cache(maxsize=4)
def _compiled(facts: RegisterFacts) -> Register:
    return compile_register(facts)


@pytest.fixture(scope="session")
def registered_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with the register, once, to be copied for each test."""
    file = tmp_path_factory.mktemp("register") / "office.corresp"
    office = Office.create(file, by="Clerk", profile=PROFILE)
    with office.writing("Took over the starter register") as session:
        seed_starter_register(session)
    back_up(office, file.with_name("backup.corresp"))
    office.close()
    return file.with_name("backup.corresp")


@pytest.fixture(scope="session")
def registered_database(postgresql_server: str, registered_file: Path) -> str:
    """The same in a PostgreSQL database, to be copied for each test."""
    name = "registered_office"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    restore(registered_file, _database(postgresql_server, name))
    return name


@pytest.fixture
def registered_sqlite_office(registered_file: Path, tmp_path: Path) -> Iterator[Office]:
    file = tmp_path / "office.corresp"
    file.write_bytes(registered_file.read_bytes())
    office = Office.open(file, by="Clerk")
    yield office
    office.close()


@pytest.fixture
def registered_postgresql_office(postgresql_server: str, registered_database: str) -> Iterator[Office]:
    name = f"office_{uuid4().hex}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {registered_database}")
    office = Office.open(_database(postgresql_server, name), by="Clerk")
    yield office
    office.close()
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest) -> Office:
    """An office with the starter register, in either database."""
    return request.getfixturevalue(f"registered_{request.param}_office")
