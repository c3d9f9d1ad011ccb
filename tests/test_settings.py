"""The person's settings, in a file."""

import getpass
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.errors import OutputError
from corresp_tracker.settings import Settings, read_settings, without_password, write_settings

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
settings_of_anyone = st.builds(
    Settings,
    office=st.none() | words,
    recent_offices=st.lists(words, max_size=3).map(tuple),
    officer=words.filter(bool),
    theme=st.sampled_from(["system", "light", "dark"]),
    text_size_percent=st.integers(100, 200),
    windows=st.dictionaries(words, words, max_size=3),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "settings.toml"


@given(settings=settings_of_anyone)
def test_settings_come_back_as_they_were_written(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
):
    file = tmp_path_factory.mktemp("settings") / "settings.toml"
    write_settings(settings, file)
    found = read_settings(file)
    assert found.notice is None
    assert without_passwords(found.settings) == without_passwords(settings)


def without_passwords(settings: Settings) -> Settings:
    return Settings(
        office=settings.office and without_password(settings.office),
        recent_offices=tuple(map(without_password, settings.recent_offices)),
        officer=settings.officer,
        theme=settings.theme,
        text_size_percent=settings.text_size_percent,
        windows=settings.windows,
    )


def test_a_person_without_settings_is_called_by_their_login_name(file: Path):
    found = read_settings(file)
    assert found.settings == Settings(officer=getpass.getuser())
    assert found.notice is None


@pytest.mark.parametrize(
    "content",
    [
        b"theme = ",
        b"\xff\xfe",
        b'theme = "pink"',
        b"text_size_percent = 900",
        b'text_size_percent = "large"',
        b"text_size_percent = true",
        b"office = 7",
        b'recent_offices = "one"',
        b"recent_offices = [1]",
        b"windows = 3",
        b"[windows]\nmain = 3",
    ],
)
def test_a_damaged_file_is_kept_aside_and_the_usual_settings_are_used(file: Path, content: bytes):
    file.parent.mkdir()
    file.write_bytes(content)
    found = read_settings(file)
    aside = file.with_name("settings-damaged.toml")
    assert found.settings == Settings()
    assert str(aside) in (found.notice or "")
    assert aside.read_bytes() == content
    assert not file.exists()


def test_a_second_damaged_file_does_not_replace_the_first(file: Path):
    file.parent.mkdir()
    for content in (b"first", b"second"):
        file.write_bytes(content)
        read_settings(file)
    assert file.with_name("settings-damaged.toml").read_bytes() == b"first"
    assert file.with_name("settings-damaged-2.toml").read_bytes() == b"second"


def test_what_a_newer_version_added_is_passed_over(file: Path):
    file.parent.mkdir()
    file.write_text('theme = "dark"\ncolour_of_ink = "blue"\n', encoding="utf-8")
    found = read_settings(file)
    assert found.notice is None
    assert found.settings.theme == "dark"


def test_the_last_office_opened_heads_the_recent_ones_once():
    settings = Settings().with_office("a").with_office("b").with_office("a")
    assert settings.office == "a"
    assert settings.recent_offices == ("a", "b")


def test_only_eight_recent_offices_are_kept():
    settings = Settings()
    for number in range(10):
        settings = settings.with_office(str(number))
    assert settings.recent_offices == tuple("98765432")


def test_one_window_s_place_leaves_the_others_alone():
    settings = (
        Settings().with_window("main", "there").with_window("log", "here").with_window("main", "elsewhere")
    )
    assert settings.windows == {"main": "elsewhere", "log": "here"}


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://clerk:secret@db.example/office", "postgresql://clerk@db.example/office"),
        ("postgresql://clerk:se%40cret@db.example/office", "postgresql://clerk@db.example/office"),
        ("postgresql://db.example/office?user=clerk&password=x", "postgresql://db.example/office?user=clerk"),
        ("postgresql://db.example/office?password=x&user=clerk", "postgresql://db.example/office?user=clerk"),
        ("postgresql://clerk@db.example:5432/office", "postgresql://clerk@db.example:5432/office"),
        ("C:\\Offices\\a:b@c.corresp", "C:\\Offices\\a:b@c.corresp"),
    ],
)
def test_no_password_is_ever_kept(address: str, shown: str, file: Path):
    write_settings(Settings(office=address, recent_offices=(address,)), file)
    found = read_settings(file).settings
    assert found.office == shown
    assert found.recent_offices == (shown,)
    assert "secret" not in file.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a person's files private by their folder")
def test_nobody_else_may_read_a_person_s_settings(file: Path):
    write_settings(Settings(), file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_settings_that_cannot_be_written_leave_the_old_ones(file: Path, monkeypatch: pytest.MonkeyPatch):
    write_settings(Settings(theme="dark"), file)

    def disk_is_full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", disk_is_full)
    with pytest.raises(OutputError, match="make room"):
        write_settings(Settings(theme="light"), file)
    assert read_settings(file).settings.theme == "dark"
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]
