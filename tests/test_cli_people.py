"""The commands about an office's old spreadsheet and its people, as scripts call them."""

import json
from pathlib import Path

import pytest

from corresp_tracker.cli import main
from corresp_tracker.store.database import Office
from sheets import workbook

ROWS = [
    ["Our log"],
    [],
    ["Ref", "Date A", "From", "Subject", "Reply sent"],
    ["X/1", "17/10/2016", "A Writer", "Dogs", "20/10/2016"],
    ["X/2", "31/02/2016", "A Writer", "Cats", None],
]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "log.xlsx"
    file.write_bytes(workbook(ROWS))
    return file


def run(capsys: pytest.CaptureFixture[str], office: Office, *words: str) -> tuple[int, dict[str, object]]:
    status = main([*words, "--json", "--office", office.address])
    return status, json.loads(capsys.readouterr().out)


def test_a_log_is_previewed_then_imported_and_its_doubtful_rows_are_listed(
    capsys: pytest.CaptureFixture[str], sqlite_office: Office, log: Path
) -> None:
    status, seen = run(
        capsys, sqlite_office, "import-log", str(log), "--preview", "--column", "Date A=received"
    )
    assert status == 0
    assert seen["head"] == 3
    assert [row["doubtful"] for row in seen["rows"]] == [False, True]  # type: ignore[index, union-attr]
    status, told = run(capsys, sqlite_office, "import-log", str(log), "--column", "Date A=received")
    assert (status, told["cases"], told["letters"]) == (0, 1, 2)
    assert [row["line"] for row in told["doubtful"]] == [5]  # type: ignore[index, union-attr]
    status, told = run(capsys, sqlite_office, "import-log", str(log), "--take-doubtful")
    assert (status, told["cases"], told["held"]) == (0, 1, 1)


def test_a_column_that_is_not_there_and_a_file_that_is_no_spreadsheet_are_refused(
    capsys: pytest.CaptureFixture[str], sqlite_office: Office, log: Path, tmp_path: Path
) -> None:
    for wrong in ("Nothing=received", "Date A=anything"):
        status, told = run(capsys, sqlite_office, "import-log", str(log), "--column", wrong)
        assert status == 3
        assert "error" in told
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.4")
    status, told = run(capsys, sqlite_office, "import-log", str(tmp_path / "letter.pdf"))
    assert status == 3


def test_people_go_out_and_come_in(
    capsys: pytest.CaptureFixture[str], sqlite_office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,post,organisation\nJane Example,Clerk,Example Council\n,x,y\n", encoding="utf-8")
    status, told = run(capsys, sqlite_office, "people", "import", str(file))
    assert (status, told["added"]) == (0, 1)
    assert told["problems"] == [{"line": 3, "message": "it names nobody"}]
    status, told = run(capsys, sqlite_office, "people", "export", "-o", str(tmp_path / "out.csv"))
    assert (status, told["people"]) == (0, 1)
    assert "Jane Example" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    status, told = run(capsys, sqlite_office, "people", "export")
    assert str(told["csv"]).startswith("id,name,")
