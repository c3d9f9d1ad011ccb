"""People as CSV: out and in without loss, somebody known brought up to date, nobody made twice."""

import csv
import io
from pathlib import Path

import pytest
from sqlalchemy import func, select

from corresp_tracker.casework.people import add_person
from corresp_tracker.casework.people_files import COLUMNS, read_people, write_people
from corresp_tracker.casework.people_posts import posts_of
from corresp_tracker.errors import InvalidRegister
from corresp_tracker.model.people import Person, Tenure
from corresp_tracker.store.database import Office
from corresp_tracker.values.partial_date import PartialDate


def counts(office: Office) -> tuple[int, int]:
    with office.reading() as session:
        people, tenures = (
            session.scalar(select(func.count()).select_from(each)) or 0 for each in (Person, Tenure)
        )
    return people, tenures


def test_what_goes_out_comes_in_again_and_changes_nothing(office: Office) -> None:
    with office.writing("Added") as session:
        add_person(session, "Zoë O’Example", honours="OBE", post="Clerk, acting", address="1 Road\nTown, “X”")
    before = counts(office)
    with office.writing("Out and in") as session:
        text = write_people(session)
        report = read_people(session, text)
        assert write_people(session) == text
    assert (report.added, report.changed, report.problems) == (0, 0, ())
    assert report.same == before[0]
    assert counts(office) == before


def test_another_office_takes_everybody_over(office: Office, tmp_path: Path) -> None:
    with office.reading() as session:
        text = write_people(session)
    other = Office.create(tmp_path / "other.corresp", by="Clerk")
    with other.writing("Took people over") as session:
        report = read_people(session, text)
        assert write_people(session) == text
    other.close()
    assert report.added == len({row["id"] for row in csv.DictReader(io.StringIO(text))})


def test_somebody_known_is_brought_up_to_date_and_a_column_left_out_wipes_nothing(office: Office) -> None:
    with office.writing("Added") as session:
        person = add_person(
            session, "Jane Example", post="Clerk", organisation="Example Council", address="1 Road"
        )
    text = (
        "name;honours;post;organisation;from;to\n"
        "Jane Example;OBE;Clerk;Example Council;2016-07;\n"
        "Jane Example;OBE;Chair;Example Committee;01/05/2020;30/04/2021\n"
        "Somebody New;;Clerk;Example Council;2021;\n"
    )
    with office.writing("Imported") as session:
        report = read_people(session, text)
    assert (report.added, report.changed, report.same) == (1, 1, 0)
    with office.reading() as session:
        again = session.get_one(Person, person.id)
        assert (again.honours, again.address) == ("OBE", "1 Road")
        assert [(each.post, each.started) for each in posts_of(session, person.id)] == [
            ("Clerk", PartialDate("2016-07")),
            ("Chair", PartialDate("2020-05-01")),
        ]


def test_a_row_that_cannot_be_taken_is_named_and_leaves_nothing_half_done(office: Office) -> None:
    before = counts(office)
    text = "name,post,from,to\n,Clerk,,\nA Person,Clerk,2020,2019\nB Person,Clerk,soon,\n"
    with office.writing("Imported") as session:
        report = read_people(session, text)
    assert [each.line for each in report.problems] == [2, 3, 4]
    assert counts(office) == before
    with pytest.raises(InvalidRegister, match="no column “name”"), office.writing("Imported") as session:
        read_people(session, "surname,forename\nA,B\n")


def test_one_name_for_two_people_asks_for_the_id(office: Office) -> None:
    with office.writing("Added") as session:
        for _ in range(2):
            add_person(session, "Jane Example")
        report = read_people(session, "name,honours\nJane Example,OBE\n")
    assert "give the id" in report.problems[0].reason


def test_the_columns_are_those_that_are_said(office: Office) -> None:
    with office.reading() as session:
        assert tuple(next(csv.reader(io.StringIO(write_people(session))))) == COLUMNS
