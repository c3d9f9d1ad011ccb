"""A register goes out as CSV and comes back with nothing lost; a bad row is named."""

import pytest

from corresp_tracker.citing.register_csv import (
    decode_csv,
    read_correspondents_csv,
    read_organisations_csv,
    read_programmes_csv,
    read_reports_csv,
    starter_register,
    write_correspondents_csv,
    write_organisations_csv,
    write_programmes_csv,
    write_reports_csv,
)
from corresp_tracker.errors import InvalidRegister
from corresp_tracker.paths import resource


def test_the_starter_register_is_whole() -> None:
    facts = starter_register()
    assert len(facts.reports) == 228
    assert len(facts.programmes) == 30
    assert len(facts.office_holders) == 59
    assert {body.key for body in facts.organisations} >= {"org-hmicfrs", "org-ofsted", "org-cqc"}


@pytest.mark.parametrize(
    ("name", "read", "write"),
    [
        ("reports.csv", read_reports_csv, write_reports_csv),
        ("programmes.csv", read_programmes_csv, write_programmes_csv),
        ("organisations.csv", read_organisations_csv, write_organisations_csv),
        ("correspondents.csv", read_correspondents_csv, write_correspondents_csv),
    ],
)
def test_nothing_is_lost_in_a_round_trip(name: str, read, write) -> None:
    first = read(decode_csv(resource("registers", name).read_bytes()))
    assert first.problems == ()
    assert first.facts
    again = read(write(first.facts))
    assert (again.facts, again.problems) == (first.facts, ())


def test_a_bad_row_is_named_with_its_line_and_reason_and_the_rest_is_read() -> None:
    file = read_reports_csv(
        "id,title,published_on\none,First,2015-07\ntwo,,2015\nthree,Third,soon\none,Again,\nfour,Fourth,02/07/2015\n"
    )
    assert [fact.key for fact in file.facts] == ["one", "four"]
    assert file.facts[1].published_on is not None
    assert file.facts[1].published_on.iso == "2015-07-02"
    assert [(problem.line, problem.reason.split(":")[0]) for problem in file.problems] == [
        (3, "it has no title"),
        (4, "published_on is 'soon', which is no date"),
        (5, "its id stands in an earlier row"),
    ]


def test_a_spreadsheets_habits_are_understood() -> None:
    semicolons = "\ufeffid;title;published_on\none;Zoë’s report;2015\n"
    assert read_reports_csv(semicolons).facts[0].title == "Zoë’s report"
    assert decode_csv("Zoë’s".encode("cp1252")) == "Zoë’s"


def test_a_file_of_something_else_is_refused() -> None:
    with pytest.raises(InvalidRegister, match="no column id or title"):
        read_reports_csv("name,colour\nx,red\n")
