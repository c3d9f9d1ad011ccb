"""An office is opened, read, changed in whole transactions, and says in one sentence what is wrong."""

import queue
import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, make_url, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from corresp_tracker.deadline_rules import USUAL_KINDS
from corresp_tracker.errors import ChangedElsewhere, LogTooNew, LogUnavailable
from corresp_tracker.model.cases import Case, CaseKind, OfficeProfile
from corresp_tracker.model.history import Change, ChangeItem
from corresp_tracker.store import database
from corresp_tracker.store.database import Changes, Office
from corresp_tracker.store.documents import content, keep
from corresp_tracker.store.history import about, history_of_case, verify_history
from corresp_tracker.store.locations import why_read_only


def test_a_new_office_has_its_profile_and_its_kinds_of_case(office: Office) -> None:
    with office.reading() as session:
        assert session.scalar(select(OfficeProfile.name)) == "Private Office of HM Chief Inspector"
        assert session.scalar(select(func.count()).select_from(CaseKind)) == len(USUAL_KINDS)
        days = dict(session.execute(select(CaseKind.key, CaseKind.days)).all())
        assert (days["own-initiative"], days["urgent-notification"], days["minister"]) == (None, 28, 20)


def test_what_is_written_is_there_and_told(office: Office) -> None:
    told: list[Changes] = []
    stop = office.subscribe(told.append)
    with office.writing("Opened a case") as session:
        case = Case(reference="MIN/2016/0001")
        session.add(case)
        session.flush()
        about(session, case.id)
    stop()
    [mine] = [changes for changes in told if not changes.from_elsewhere]
    assert mine.kinds == {"case"}
    assert len(mine.case_ids) == 1
    with office.reading() as session:
        assert session.scalar(select(Case.reference)) == "MIN/2016/0001"


def test_a_transaction_that_fails_leaves_nothing(office: Office) -> None:
    with pytest.raises(RuntimeError), office.writing("Opened a case") as session:
        session.add(Case(reference="MIN/2016/0001"))
        session.flush()
        raise RuntimeError
    with office.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0
        assert session.scalar(select(func.count()).select_from(Change)) == 1


def test_the_first_to_save_wins_and_the_other_is_told(office: Office) -> None:
    with office.writing("Opened a case") as session:
        session.add(Case(reference="A"))
    with office.reading() as session:
        mine = session.scalars(select(Case)).one()
    with office.writing("A colleague's change") as session:
        session.scalars(select(Case)).one().subject = "theirs"
    with pytest.raises(ChangedElsewhere), office.writing("My change") as session:
        session.add(mine)
        mine.subject = "mine"
        session.flush()


def test_history_says_what_was_before_and_after(office: Office) -> None:
    with office.writing("Opened a case") as session:
        case = Case(reference="A", subject="Custody")
        session.add(case)
        session.flush()
        about(session, case.id)
        case_id = case.id
    with office.writing("Changed the subject") as session:
        session.get_one(Case, case_id).subject = "Police custody"
        about(session, case_id)
    with office.reading() as session:
        newest, first = history_of_case(session, case_id)
        assert newest.words == "Changed the subject"
        assert newest.by == "Clerk"
        assert newest.details == ("subject: Custody → Police custody",)
        assert first.words == "Opened a case"
        assert verify_history(session) == []


@pytest.mark.parametrize("table", ["change", "change_item", "document"])
def test_what_only_grows_cannot_be_changed(office: Office, table: str) -> None:
    with office.writing("Kept a file") as session:
        keep(session, b"a letter")
    with (
        pytest.raises((DatabaseError, LogUnavailable), match="only ever added to"),
        office._engine.begin() as connection,
    ):
        connection.execute(text(f'DELETE FROM "{table}"'))


def test_a_history_that_was_tampered_with_is_found_out(sqlite_office: Office, tmp_path: Path) -> None:
    with sqlite_office.writing("Opened a case") as session:
        session.add(Case(reference="A"))
    with sqlite3.connect(tmp_path / "office.corresp") as connection:
        connection.execute("DROP TRIGGER change_no_update")
        connection.execute("UPDATE change SET words = 'Nothing happened' WHERE words = 'Opened a case'")
    connection.close()
    with sqlite_office.reading() as session:
        assert verify_history(session) == ["Change 2 (Nothing happened) is not as it was written."]


def test_a_file_is_kept_once_and_comes_back_whole(office: Office) -> None:
    with office.writing("Kept a file") as session:
        first = keep(session, b"a letter").id
        assert keep(session, b"a letter").id == first
        assert keep(session, b"another").id != first
    with office.reading() as session:
        assert content(session, first) == b"a letter"
    with office.reading() as session:
        item = session.scalars(select(ChangeItem).where(ChangeItem.table_name == "document")).first()
        assert item is not None
        assert "content" not in (item.after or {})


def test_a_log_too_new_is_refused_with_a_sentence(sqlite_office: Office, tmp_path: Path) -> None:
    sqlite_office.close()
    with sqlite3.connect(tmp_path / "office.corresp") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(LogTooNew, match="newer version"):
        Office.open(tmp_path / "office.corresp", by="Clerk")


def test_another_programs_database_is_no_log(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0003')")
    connection.close()
    with pytest.raises(LogUnavailable, match="not a log"):
        Office.open(tmp_path / "other.db", by="Clerk")


def test_an_office_that_cannot_be_started_whole_is_not_started_at_all(tmp_path: Path) -> None:
    def fill(session: Session) -> None:
        session.add(Case(reference="A"))
        session.flush()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Office.create(tmp_path / "office.corresp", by="Clerk", fill=fill)
    assert list(tmp_path.iterdir()) == []
    Office.create(tmp_path / "office.corresp", by="Clerk").close()


def test_nothing_of_an_office_that_could_not_be_started_stays_in_a_database(empty_database: str) -> None:
    def fill(_: Session) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Office.create(empty_database, by="Clerk", fill=fill)
    Office.create(empty_database, by="Clerk").close()
    with pytest.raises(LogUnavailable, match="already"):
        Office.create(empty_database, by="Clerk")


def test_a_lost_connection_is_said_and_the_next_change_goes_through(
    postgresql_office: Office, postgresql_server: str
) -> None:
    with (
        pytest.raises(LogUnavailable, match="connection"),
        postgresql_office.writing("Opened a case") as session,
    ):
        session.add(Case(reference="A"))
        session.flush()
        end_connections(postgresql_server, postgresql_office)
        session.add(Case(reference="B"))
        session.flush()
    with postgresql_office.writing("Opened a case") as session:
        session.add(Case(reference="C"))
    with postgresql_office.reading() as session:
        assert session.scalars(select(Case.reference)).all() == ["C"]
        assert verify_history(session) == []


def end_connections(server: str, office: Office) -> None:
    """End every connection to an office's database, as a network or a server that goes away does."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [make_url(office.address).database],
        )


def test_a_colleague_s_change_is_heard_of_also_after_the_connection_was_lost(
    postgresql_office: Office, postgresql_server: str
) -> None:
    heard: queue.Queue[Changes] = queue.Queue()
    postgresql_office.subscribe(heard.put)
    assert heard.get(timeout=20).from_elsewhere  # it listens from now on
    colleague = Office.open(address_of(postgresql_office, postgresql_server), by="Colleague")
    with colleague.writing("Opened a case") as session:
        session.add(Case(reference="A"))
    assert heard.get(timeout=20) == Changes(frozenset({"case"}), from_elsewhere=True)
    end_connections(postgresql_server, postgresql_office)
    missed = heard.get(timeout=20)
    assert missed.kinds >= {"case", "letter", "link"}
    assert missed.may_touch(1)
    with colleague.writing("Opened another") as session:
        session.add(Case(reference="B"))
    assert heard.get(timeout=20).kinds == {"case"}
    colleague.close()


def address_of(office: Office, server: str) -> str:
    return (
        make_url(server).set(database=make_url(office.address).database).render_as_string(hide_password=False)
    )


def test_what_nobody_of_ours_sent_is_not_listened_to(
    postgresql_office: Office, postgresql_server: str
) -> None:
    heard: queue.Queue[Changes] = queue.Queue()
    postgresql_office.subscribe(heard.put)
    heard.get(timeout=20)
    with psycopg.connect(address_of(postgresql_office, postgresql_server), autocommit=True) as connection:
        for words in ("", "somebody", "somebody {}", "somebody [1]", 'somebody {"kinds": 1, "cases": []}'):
            connection.execute("SELECT pg_notify('corresp_tracker', %s)", [words])
        connection.execute('SELECT pg_notify(\'corresp_tracker\', \'x {"kinds": ["case"], "cases": [7]}\')')
    assert heard.get(timeout=20) == Changes(frozenset({"case"}), frozenset({7}), from_elsewhere=True)


def test_a_change_of_very_many_cases_is_told_as_one_of_any() -> None:
    many = Changes(frozenset({"case"}), frozenset(range(1_000_000, 1_002_000)))
    assert len(many.to_text()) < 8_000
    assert Changes.from_text(many.to_text()).may_touch(3)
    few = Changes(frozenset({"case"}), frozenset(range(1_000_000, 1_000_500)))
    assert len(few.to_text()) < 8_000
    assert not Changes.from_text(few.to_text()).may_touch(3)


def test_a_log_in_a_folder_closed_to_the_person_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(dir: Path) -> None:
        raise PermissionError

    Office.create(tmp_path / "office.corresp", by="Clerk").close()
    monkeypatch.setattr(database, "TemporaryFile", closed)
    office = Office.open(tmp_path / "office.corresp", by="Clerk")
    with office.reading() as session:
        assert session.scalar(select(func.count()).select_from(CaseKind)) == len(USUAL_KINDS)
        days = dict(session.execute(select(CaseKind.key, CaseKind.days)).all())
        assert (days["own-initiative"], days["urgent-notification"], days["minister"]) == (None, 28, 20)
    with pytest.raises(LogUnavailable, match="folder is closed to you"), office.writing("Anything"):
        pass
    office.close()
    with pytest.raises(LogUnavailable, match="Nothing can be written"):
        Office.create(tmp_path / "another.corresp", by="Clerk")


@pytest.mark.parametrize("data", [b"", b"not a log at all" * 400])
def test_a_file_that_is_no_log_is_refused_with_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "notes.corresp").write_bytes(data)
    with pytest.raises(LogUnavailable, match="not a log"):
        Office.open(tmp_path / "notes.corresp", by="Clerk")
    assert (tmp_path / "notes.corresp").read_bytes() == data


def test_a_missing_log_and_a_folder_are_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LogUnavailable, match="There is no log"):
        Office.open(tmp_path / "gone.corresp", by="Clerk")
    with pytest.raises(LogUnavailable, match="is a folder"):
        Office.open(tmp_path, by="Clerk")
    with pytest.raises(LogUnavailable, match="already"):
        (tmp_path / "there.corresp").touch()
        Office.create(tmp_path / "there.corresp", by="Clerk")


def test_a_full_disk_is_said_and_nothing_is_half_saved(sqlite_office: Office) -> None:
    with pytest.raises(LogUnavailable, match="disk is full"), sqlite_office.writing("Kept a file") as session:
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
        keep(session, b"x" * 1_000_000)
    with sqlite_office.reading() as session:
        assert session.scalar(select(func.count()).select_from(Change)) == 1


def test_a_log_in_a_synchronised_folder_can_be_read_but_not_changed(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Example Office"
    folder.mkdir()
    Office.create(tmp_path / "office.corresp", by="Clerk").close()
    (tmp_path / "office.corresp").rename(folder / "office.corresp")
    office = Office.open(folder / "office.corresp", by="Clerk")
    with office.reading() as session:
        assert session.scalar(select(func.count()).select_from(CaseKind)) == len(USUAL_KINDS)
        days = dict(session.execute(select(CaseKind.key, CaseKind.days)).all())
        assert (days["own-initiative"], days["urgent-notification"], days["minister"]) == (None, 28, 20)
    with pytest.raises(LogUnavailable, match="synchronised"), office.writing("Anything"):
        pass
    office.close()


def test_an_ordinary_folder_is_fit_for_a_log(tmp_path: Path) -> None:
    assert why_read_only(tmp_path / "office.corresp") == ""


def test_the_newest_version_is_the_last_of_the_migrations(office: Office) -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from corresp_tracker.store import versions

    config = Config()
    config.set_main_option("script_location", str(Path(versions.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == versions.NEWEST
    with office.reading() as session:
        assert versions.version_of(session.connection()) == versions.NEWEST
