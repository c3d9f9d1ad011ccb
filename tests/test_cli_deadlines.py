"""The commands about what is due: a date explained day by day, and the day's work."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.cli import main
from corresp_tracker.model.cases import CaseKind, OfficeProfile, OwnHoliday
from corresp_tracker.settings import Settings, write_settings
from corresp_tracker.store.database import Office
from corresp_tracker.values.case_filter import CaseFilter
from corresp_tracker.workingdays import Nation
from test_cli import letter, office, refusal, told

__all__ = ["letter", "office"]

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CORRESP_OFFICE", raising=False)


def due(capsys: Capture, received: str, *words: str) -> dict[str, Any]:
    shape: dict[str, Any] = told(capsys, "due", "--received", received, *words)
    assert list(shape) == ["due", "rule", "days", "stages"]
    assert all(list(day) == ["date", "counts", "reason"] for day in shape["days"])
    assert all(list(stage) == ["stage", "due"] for stage in shape["stages"])
    return shape


def test_a_date_is_explained_day_by_day_with_no_office_at_all(capsys: Capture) -> None:
    shape = due(capsys, "2016-10-15")
    assert shape["due"] == "2016-11-11"
    assert "20 working days in England and Wales" in shape["rule"]
    assert shape["days"][0] == {"date": "2016-10-16", "counts": False, "reason": "Sunday"}
    assert sum(day["counts"] for day in shape["days"]) == 20
    assert {"stage": "drafting", "due": "2016-10-28"} in shape["stages"]
    assert {"stage": "sign-off", "due": "2016-11-10"} in shape["stages"]


@pytest.mark.parametrize(
    ("nation", "expected"),
    [("england-wales", "2022-04-13"), ("scotland", "2022-04-13"), ("northern-ireland", "2022-04-14")],
)
def test_a_nation_keeps_its_own_holidays(capsys: Capture, nation: str, expected: str) -> None:
    assert due(capsys, "2022-03-16", "--nation", nation)["due"] == expected


@pytest.mark.parametrize(
    ("kind", "received", "expected"),
    [
        ("urgent-notification", "2024-07-01", "2024-07-29"),
        ("UN", "2024-07-01", "2024-07-29"),
        ("Section 55 comments", "2024-01-01", "2024-02-25"),
        ("foi", "2022-03-16", "2022-04-14"),
        ("parliamentary-question", "2024-07-01", None),
    ],
)
def test_a_kind_counts_by_its_own_rule(
    capsys: Capture, kind: str, received: str, expected: str | None
) -> None:
    assert due(capsys, received, "--kind", kind)["due"] == expected


def test_an_unknown_kind_is_refused_with_the_kinds_that_there_are(capsys: Capture) -> None:
    error = refusal(capsys, "due", "--received", "2024-07-01", "--kind", "ministerial")
    assert error["kind"] == "not-found"
    assert "minister, mp-or-peer" in error["message"]


def test_a_day_that_is_none_is_wrong_usage(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["due", "--received", "17/10/2016"])
    assert "17/10/2016 is no day" in capsys.readouterr().err


def test_an_offices_own_rules_nation_and_holidays_are_used(capsys: Capture, office: Path) -> None:
    opened = Office.open(office, by="Clerk")
    with opened.writing("Changed the rules") as session:
        session.query(OfficeProfile).one().nation = Nation.SCOTLAND
        kind = session.query(CaseKind).filter(CaseKind.key == "minister").one()
        kind.days, kind.stage_days = 15, {"drafting": 7}
        session.add(OwnHoliday(day=date(2016, 10, 19), name="Proclaimed holiday"))
    opened.close()
    shape = due(capsys, "2016-10-17", "--kind", "minister", "--office", str(office))
    assert (shape["due"], shape["stages"]) == ("2016-11-08", [{"stage": "drafting", "due": "2016-10-27"}])
    assert shape["days"][1] == {"date": "2016-10-19", "counts": False, "reason": "Proclaimed holiday"}
    assert "15 working days in Scotland" in shape["rule"]


def test_people_read_the_same_in_lines(capsys: Capture) -> None:
    assert main(["due", "--received", "2016-12-16"]) == 0
    printed = capsys.readouterr().out
    assert "Due 2017-01-18." in printed
    assert "2016-12-26  Mon  Boxing Day" in printed
    assert "to signatory by 2017-01-17" in printed


def test_the_worklist_lists_open_cases_the_nearest_deadline_first(
    capsys: Capture, office: Path, letter: Path
) -> None:
    at = ("--office", str(office))
    today = office_today().isoformat()
    later = told(capsys, "log", str(letter), "--on", today, "--kind", "public", *at)["case"]
    first = told(capsys, "log", str(letter), "--on", "2016-10-17", "--kind", "minister", *at)["case"]
    shape = told(capsys, "worklist", *at)
    assert [case["case"] for case in shape["cases"]] == [first, later]
    assert (shape["cases"][0]["due"], shape["cases"][0]["overdue"]) == ("2016-11-14", True)
    assert shape["cases"][0]["days_left"] < -2000
    assert (shape["counts"]["overdue"], shape["counts"]["all open"]) == (1, 2)
    assert main(["worklist", *at]) == 0
    assert f"{first}  due 2016-11-14, overdue  logged" in capsys.readouterr().out


def test_the_worklist_of_a_list_of_ones_own_holds_its_cases_alone(
    capsys: Capture, office: Path, letter: Path
) -> None:
    at = ("--office", str(office))
    told(capsys, "log", str(letter), "--kind", "public", *at)
    first = told(capsys, "log", str(letter), "--on", "2016-10-17", "--kind", "minister", *at)["case"]
    write_settings(Settings(lists={"Ministers": str(CaseFilter(kind="minister"))}))
    shape = told(capsys, "worklist", "--list", "ministers", *at)
    assert [case["case"] for case in shape["cases"]] == [first]
    assert main(["worklist", "--list", "MPs", *at]) != 0
    assert "no list called “MPs”; those that you have: “Ministers”" in capsys.readouterr().err


def test_stats_say_how_the_office_is_doing_with_the_definitions_used(
    capsys: Capture, office: Path, letter: Path
) -> None:
    at = ("--office", str(office))
    told(capsys, "log", str(letter), "--on", "2016-10-17", "--kind", "minister", *at)
    whole = told(capsys, "stats", *at)
    assert (whole["from"], whole["target"]["open_past_due"], whole["target"]["percent"]) == (
        "2016-10-17",
        1,
        0.0,
    )
    assert whole["twenty_working_days"]["counted"] == 1
    assert whole["by_kind"][0]["kind"] == "Minister"
    assert whole["definitions"]
    later = told(capsys, "stats", "--from", "2016-11-01", "--to", "2016-12-31", *at)
    assert (later["from"], later["to"], later["target"]["counted"]) == ("2016-11-01", "2016-12-31", 0)
    assert (
        refusal(capsys, "stats", "--from", "2016-12-01", "--to", "2016-11-01", *at)["kind"] == "invalid-rules"
    )
    assert main(["stats", *at]) == 0
    assert "within our target 0% (0 of 1; 1 open past due)" in capsys.readouterr().out
