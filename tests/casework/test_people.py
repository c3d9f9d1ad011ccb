"""People: found again however a letter prints them, and never made twice in silence."""

from datetime import date

import pytest

from corresp_tracker.casework.people import (
    add_person,
    colleague,
    edit_person,
    find_organisation,
    holder_of,
    match_correspondent,
)
from corresp_tracker.errors import ChangedElsewhere
from corresp_tracker.model.people import Person
from corresp_tracker.store.database import Office
from corresp_tracker.values.letter_text import PrintedCorrespondent

ON = date(2016, 10, 17)


@pytest.mark.parametrize("printed", ["Sir Michael Wilshaw", "SIR MICHAEL WILSHAW", "Sir  Michael Wilshaw"])
def test_a_person_is_known_however_the_name_is_printed(office: Office, printed: str) -> None:
    with office.reading() as session:
        found = match_correspondent(session, PrintedCorrespondent(name=printed, organisation="Ofsted"), on=ON)
        assert found.person_id is not None
        assert session.get_one(Person, found.person_id).name == "Sir Michael Wilshaw"


@pytest.mark.parametrize(
    ("on", "name"), [(date(2016, 10, 17), "Amber Rudd"), (date(2012, 1, 15), "Theresa May")]
)
def test_a_post_is_held_by_whoever_held_it_then(office: Office, on: date, name: str) -> None:
    with office.reading() as session:
        holder = holder_of(session, "Home Secretary", on, organisation="Home Office")
    assert holder is not None
    assert name in holder.name


def test_the_same_name_in_another_body_is_a_choice_and_nobody_is_taken_for_another(office: Office) -> None:
    other = PrintedCorrespondent(name="Michael Wilshaw", post="Clerk", organisation="Example Council")
    with office.reading() as session:
        found = match_correspondent(session, other, on=ON)
    assert found.person_id is None
    assert found.choices
    assert "choose" in found.reason


def test_a_body_is_known_by_any_of_its_names(office: Office) -> None:
    with office.reading() as session:
        keys = {
            getattr(find_organisation(session, name), "key", None)
            for name in ("HMICFRS", "HM Inspectorate of Constabulary and Fire & Rescue Services")
        }
    assert keys == {"org-hmicfrs"}


def test_a_colleague_is_made_once(office: Office) -> None:
    with office.writing("Two tasks") as session:
        assert colleague(session, "Clerk").id == colleague(session, "Clerk").id


def test_the_first_to_correct_a_person_wins(office: Office) -> None:
    with office.writing("Added") as session:
        person = add_person(session, "EXA EXAMPLE", post="Chair", organisation="Example Committee")
        assert person.name == "Exa Example"
        person_id, version = person.id, person.version
    with office.writing("Mine") as session:
        edit_person(session, person_id, honours="OBE", version=version)
    with pytest.raises(ChangedElsewhere), office.writing("Theirs") as session:
        edit_person(session, person_id, honours="MBE", version=version)
