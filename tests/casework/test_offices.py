"""An office is started with the register in it, and opened again."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from corresp_tracker.casework.offices import open_office, start_office
from corresp_tracker.errors import LogUnavailable
from corresp_tracker.model.cases import OfficeProfile
from corresp_tracker.model.works import Report
from corresp_tracker.store.database import NewOffice


def test_a_new_office_has_its_name_and_the_register(tmp_path: Path) -> None:
    address = str(tmp_path / "our.corresp")
    start_office(address, NewOffice(name="Our office"), by="Clerk").close()
    office = open_office(address, by="Clerk")
    with office.reading() as session:
        assert session.scalar(select(OfficeProfile.name)) == "Our office"
        assert session.scalar(select(func.count()).select_from(Report))
    office.close()


def test_the_programs_own_folder_is_made_and_a_mistyped_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORRESP_HOME", str(tmp_path / "own"))
    start_office(str(tmp_path / "own" / "office.corresp"), NewOffice(), by="Clerk").close()
    with pytest.raises(LogUnavailable, match="no folder"):
        start_office(str(tmp_path / "owm" / "office.corresp"), NewOffice(), by="Clerk")


def test_an_office_is_never_started_over_another(tmp_path: Path) -> None:
    address = str(tmp_path / "our.corresp")
    start_office(address, NewOffice(), by="Clerk").close()
    with pytest.raises(LogUnavailable, match="already"):
        start_office(address, NewOffice(), by="Clerk")
