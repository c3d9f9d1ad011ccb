"""Where things are."""

from pathlib import Path

import pytest

from corresp_tracker import paths


def test_what_ships_with_the_program_is_found():
    assert paths.resource("templates").is_dir()
    assert list(paths.resource("registers").glob("*.csv"))


def test_resources_inside_the_installed_package_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.resource("templates", "a.docx") == tmp_path / "resources" / "templates" / "a.docx"


def test_one_variable_moves_everything_that_is_kept_for_the_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CORRESP_HOME", str(tmp_path))
    kept = {paths.user_settings_file(), paths.user_log_file(), paths.default_office_path()}
    assert len(kept) == 3
    assert {file.parent for file in kept} == {tmp_path}


def test_without_the_variable_the_system_says_where_a_person_s_files_go(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CORRESP_HOME", raising=False)
    place = paths.user_data_dir()
    assert place.is_absolute()
    assert place.name == "corresp-tracker"
