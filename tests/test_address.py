import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.address import AddressedPerson, forms_of_address, joint_salutation, sign_off_after

REGISTER = Path(__file__).parent.parent / "resources" / "registers" / "correspondents.csv"


def salutation(name: str = "", **more: object) -> str:
    return forms_of_address(AddressedPerson(name=name, **more)).salutation


def envelope(name: str = "", **more: object) -> str:
    return forms_of_address(AddressedPerson(name=name, **more)).envelope_line


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Sir Michael Wilshaw", "Dear Sir Michael"),
        ("Dame Glenys Stacey", "Dear Dame Glenys"),
        ("Professor Dame Jane Smith", "Dear Dame Jane"),
        ("Professor Alexis Jay", "Dear Professor Jay"),
        ("Ms Zoë Billingham", "Dear Ms Billingham"),
        ("Mr Jan van der Berg", "Dear Mr van der Berg"),
        ("Zoë Billingham", "Dear Zoë Billingham"),
        ("The Lord Brown", "Dear Lord Brown"),
        ("Lord Brown of Eaton", "Dear Lord Brown"),
        ("Baron Brown", "Dear Lord Brown"),
        ("The Earl of Brown", "Dear Lord Brown"),
        ("The Marquess of Brown", "Dear Lord Brown"),
        ("The Baroness Brown", "Dear Lady Brown"),
        ("The Countess of Brown", "Dear Lady Brown"),
        ("The Duke of Brown", "Dear Duke"),
        ("The Rt Rev the Lord Bishop of London", "Dear Bishop"),
        ("The Hon Mr Justice Brown", "Dear Judge"),
        ("His Honour Judge Brown", "Dear Judge"),
        ("Lord Justice Brown", "Dear Lord Justice"),
        ("The Rt Hon Amber Rudd MP", "Dear Amber Rudd"),
    ],
)
def test_a_person_is_greeted_by_rank_and_name(name: str, greeting: str):
    assert salutation(name) == greeting


@pytest.mark.parametrize(
    ("post", "greeting"),
    [
        ("Home Secretary", "Dear Home Secretary"),
        ("Secretary of State for Education", "Dear Secretary of State"),
        ("Secretary of State for Justice and Lord Chancellor", "Dear Lord Chancellor"),
        ("Parliamentary Under-Secretary of State for Prisons", "Dear Minister"),
        ("Minister of State for Policing", "Dear Minister"),
        ("Chief Constable of Kent", "Dear Chief Constable"),
        ("Deputy Chief Constable", "Dear Deputy Chief Constable"),
        ("Commissioner of Police of the Metropolis", "Dear Commissioner"),
        ("Lady Chief Justice of England and Wales", "Dear Lady Chief Justice"),
        ("Bishop of London", "Dear Bishop"),
        ("Private Secretary to the Home Secretary", "Dear Jane Smith"),
        ("HM Chief Inspector", "Dear Jane Smith"),
    ],
)
def test_custom_greets_some_by_their_office_and_others_by_name(post: str, greeting: str):
    assert salutation("Jane Smith", post=post) == greeting


def test_the_office_decides_where_it_asks_for_office_or_name():
    assert salutation("Ms Amber Rudd", post="Home Secretary", by_office=False) == "Dear Ms Rudd"
    assert salutation("Jane Smith", post="HM Chief Inspector", by_office=True) == "Dear Chief Inspector"
    assert salutation("Jane Smith", post="Chair, Home Affairs Committee", by_office=True) == "Dear Chair"


def test_an_mp_is_ms_or_mr_only_where_the_title_is_known():
    assert salutation("Ms Jane Smith", honours="MP") == "Dear Ms Smith"
    assert salutation("Jane Smith", honours="MP") == "Dear Jane Smith"


def test_an_override_stands_before_every_rule():
    assert salutation("Sir Michael Wilshaw", salutation_override="Dear Michael") == "Dear Michael"


@pytest.mark.parametrize(
    ("name", "honours", "line"),
    [
        ("Amber Rudd", "PC MP", "The Rt Hon Amber Rudd MP"),
        ("Gavin Williamson", "CBE PC MP", "The Rt Hon Gavin Williamson CBE MP"),
        ("The Rt Hon Amber Rudd MP", "", "The Rt Hon Amber Rudd MP"),
        ("Ms Jane Smith", "MP", "Jane Smith MP"),
        ("Jane Smith", "MP CBE", "Jane Smith CBE MP"),
        ("Sir Thomas Winsor", "Kt; WS", "Sir Thomas Winsor WS"),
        ("Sir Thomas Winsor WS", "WS", "Sir Thomas Winsor WS"),
        ("Sir Andy Cooke", "QPM DL; Kt (announced later)", "Sir Andy Cooke QPM DL"),
        ("Baron Brown", "", "The Lord Brown"),
        ("Lord Brown", "PC", "The Rt Hon The Lord Brown"),
        ("The Baroness Brown", "", "The Baroness Brown"),
        ("Duke of Brown", "", "His Grace The Duke of Brown"),
        ("Duchess of Brown", "", "Her Grace The Duchess of Brown"),
        ("Mrs Justice Brown", "", "The Hon Mrs Justice Brown"),
        ("Bishop of London", "", "The Rt Rev the Lord Bishop of London"),
    ],
)
def test_honours_stand_on_the_address_line_and_pc_is_never_letters(name: str, honours: str, line: str):
    assert envelope(name, honours=honours) == line


def test_the_lady_chief_justice_is_addressed_by_her_office():
    line = envelope("Jane Smith", post="Lady Chief Justice of England and Wales")
    assert line == "The Rt Hon The Lady Chief Justice of England and Wales"


def test_a_reader_without_a_name_is_addressed_by_post_or_body():
    assert envelope(post="The Chief Constable", organisation="Kent Police") == "The Chief Constable"
    assert envelope(organisation="Kent Police") == "Kent Police"
    assert salutation(post="The Chief Constable") == "Dear Chief Constable"
    assert salutation(organisation="Kent Police") == "Dear Sir or Madam"


@pytest.mark.parametrize(
    "greeting", ["Dear Sir", "Dear Madam", "Dear Sirs", "Dear Sir/Madam,", "Dear Sir or Madam"]
)
def test_a_letter_to_nobody_by_name_closes_faithfully(greeting: str):
    assert sign_off_after(greeting) == "Yours faithfully"


@pytest.mark.parametrize("greeting", ["Dear Sir Michael", "Dear Madam Mayor", "Dear Chief Inspector", ""])
def test_every_other_letter_closes_sincerely(greeting: str):
    assert sign_off_after(greeting) == "Yours sincerely"


def register_rows() -> list[dict[str, str]]:
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["name"]]


@pytest.mark.parametrize("row", register_rows(), ids=lambda row: row["id"])
def test_the_rules_greet_every_office_holder_of_the_register_as_it_does(row: dict[str, str]):
    title = row["salutation_by_name"].split()[1]
    known = title if title in ("Mr", "Ms", "Mrs") else ""
    name = f"{known} {row['name']}".strip()
    more = {"honours": row["honours"], "post": row["role"]}
    assert salutation(name, by_office=True, **more) == row["salutation_formal"]
    assert salutation(name, by_office=False, **more) == row["salutation_by_name"]


def test_the_rules_differ_from_the_address_lines_of_the_register_only_where_its_facts_do():
    different = {
        row["id"]
        for row in register_rows()
        if envelope(row["name"], honours=row["honours"], post=row["role"]) != row["envelope_line"]
    }
    # A shorter forename; DBE left out; Rt Hon without PC among the honours, and DBE left out.
    assert different == {"sharpling", "djohnson", "bradley"}


@given(
    name=st.text(max_size=40),
    honours=st.text(max_size=20),
    post=st.text(max_size=30),
    by_office=st.sampled_from([None, True, False]),
)
def test_any_words_at_all_give_a_greeting_with_no_space_to_spare(
    name: str, honours: str, post: str, by_office: bool | None
):
    person = AddressedPerson(name=name, honours=honours, post=post, by_office=by_office)
    forms = forms_of_address(person)
    assert forms.salutation.startswith("Dear ")
    assert forms.salutation == forms.salutation.strip()
    assert "PC" not in forms.envelope_line.split() or "PC" in name or "PC" in post


@pytest.mark.parametrize(
    ("person", "line", "greeting"),
    [
        ({"name": "Sir Michael Wilshaw"}, "Sir Michael Wilshaw", "Dear Sir Michael"),
        ({"name": "Dame Glenys Stacey", "honours": "DBE"}, "Dame Glenys Stacey DBE", "Dear Dame Glenys"),
        (
            {"name": "Amber Rudd", "honours": "PC MP", "post": "Home Secretary"},
            "The Rt Hon Amber Rudd MP",
            "Dear Home Secretary",
        ),
        ({"name": "Ms Jane Smith", "honours": "MP"}, "Jane Smith MP", "Dear Ms Smith"),
        ({"name": "The Lord Brown"}, "The Lord Brown", "Dear Lord Brown"),
        ({"name": "Baron Brown"}, "The Lord Brown", "Dear Lord Brown"),
        ({"name": "The Marquess of Brown"}, "The Marquess of Brown", "Dear Lord Brown"),
        ({"name": "The Baroness Brown"}, "The Baroness Brown", "Dear Lady Brown"),
        ({"name": "The Duke of Brown"}, "His Grace The Duke of Brown", "Dear Duke"),
        (
            {"name": "A Bishop", "post": "Bishop of London"},
            "The Rt Rev the Lord Bishop of London",
            "Dear Bishop",
        ),
        (
            {"name": "Jane Smith", "post": "Lady Chief Justice of England and Wales"},
            "The Rt Hon The Lady Chief Justice of England and Wales",
            "Dear Lady Chief Justice",
        ),
        ({"name": "Mr Justice Brown"}, "The Hon Mr Justice Brown", "Dear Judge"),
        (
            {"name": "Jane Smith", "honours": "QPM", "post": "Chief Constable of Kent"},
            "Jane Smith QPM",
            "Dear Chief Constable",
        ),
        (
            {"name": "Sir Mark Rowley", "honours": "QPM", "post": "Commissioner of Police of the Metropolis"},
            "Sir Mark Rowley QPM",
            "Dear Commissioner",
        ),
    ],
)
def test_every_row_of_the_fields_table_holds(person: dict[str, str], line: str, greeting: str):
    forms = forms_of_address(AddressedPerson(**person))
    assert (forms.envelope_line, forms.salutation) == (line, greeting)
    assert forms.sign_off == "Yours sincerely"


@pytest.mark.parametrize(
    ("each", "together"),
    [
        ([], "Dear Sir or Madam"),
        (["Dear Ms Smith"], "Dear Ms Smith"),
        (["Dear Ms Smith", "Dear Mr Jones"], "Dear Ms Smith and Mr Jones"),
        (["Dear Home Secretary", "Dear Lord Chancellor"], "Dear Home Secretary and Lord Chancellor"),
        (["Dear Michael", "Dear Dame Ann", "Dear Ms Smith"], "Dear Michael, Dame Ann and Ms Smith"),
        (["Dear Mr Smith", "Dear Mrs Smith"], "Dear Mr and Mrs Smith"),
        (["Dear Ms Smith", "Dear Ms Smith"], "Dear Ms Smith and Ms Smith"),
        (["Dear Minister", "Dear Minister"], "Dear Ministers"),
        (
            ["Dear Chief Constable", "Dear Ms Smith", "Dear Chief Constable"],
            "Dear Chief Constables and Ms Smith",
        ),
        (["Dear Secretary of State", "Dear Secretary of State"], "Dear Secretaries of State"),
        (["Dear Sir or Madam", "Dear Sir or Madam"], "Dear Sir or Madam"),
        (["Dear Sir or Madam", "Dear Ms Smith"], "Dear colleagues"),
        (["Dear A One", "Dear B Two", "Dear C Three", "Dear D Four"], "Dear colleagues"),
    ],
)
def test_several_readers_are_greeted_in_one_breath(each: list[str], together: str) -> None:
    assert joint_salutation(each) == together
