"""What is said of a work before it is kept: twins it may have, and names that others share."""

from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.casework.register_twins import HeldTitles, shared_names, twins_of
from corresp_tracker.citing.register_csv import starter_register
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import RegisterFacts, ReportFacts

HELD = HeldTitles(starter_register())
CELLS = ReportFacts(
    key="cells",
    title="Sample cells: a thematic inspection of 2016",
    published_on=PartialDate("2016-03-02"),
    url="https://www.example.gov.uk/cells/",
)


def found(facts: ReportFacts, *held: ReportFacts) -> list[tuple[str, str]]:
    twins = twins_of(facts, HeldTitles(RegisterFacts(reports=held)))
    return [(twin.key, twin.reason) for twin in twins]


def test_the_same_title_near_its_date_is_a_twin_however_it_is_printed() -> None:
    title = "SAMPLE CELLS – a thematic inspection of 2016"
    assert found(ReportFacts(key="", title=title), CELLS) == [("cells", "with the same title")]
    near = ReportFacts(key="", title=title, published_on=PartialDate("2016-11"))
    far = ReportFacts(key="", title=title, published_on=PartialDate("2019"))
    assert found(near, CELLS)
    assert not found(far, CELLS)


def test_a_title_nearly_the_same_is_a_twin_but_another_year_or_place_is_not() -> None:
    assert found(ReportFacts(key="", title="Sample cell: a thematic inspection of 2016"), CELLS) == [
        ("cells", "with nearly the same title")
    ]
    assert not found(ReportFacts(key="", title="Sample cells: a thematic inspection of 2017"), CELLS)
    kent = ReportFacts(
        key="kent", title="Police custody in Exampleshire: an inspection", place="Exampleshire"
    )
    essex = ReportFacts(key="", title="Police custody in Examplesshire: an inspection", place="Essex")
    assert not found(essex, kent)


def test_one_web_page_with_a_title_much_the_same_is_a_twin() -> None:
    same_page = ReportFacts(key="", title="Sample cells", url="http://example.gov.uk/cells")
    other = ReportFacts(key="", title="An addendum on something else", url="http://example.gov.uk/cells")
    assert found(same_page, CELLS) == [("cells", "at the same web address")]
    assert not found(other, CELLS)


def test_a_work_is_no_twin_of_its_own() -> None:
    assert not found(CELLS, CELLS)


def test_nothing_of_the_register_that_ships_is_taken_for_a_twin() -> None:
    assert {
        report.key: twins_of(report, HELD) for report in HELD.facts.reports if twins_of(report, HELD)
    } == {}


@given(st.text(max_size=40))
def test_any_title_can_be_asked_about(title: str) -> None:
    assert all(twin.title for twin in twins_of(ReportFacts(key="", title=title), HELD))


def test_a_name_says_which_other_works_share_it() -> None:
    facts = ReportFacts(key="new", title="A sample", other_names=("state of policing", "Only mine"))
    [shared] = shared_names(facts, HELD)
    assert shared.name == "state of policing"
    assert "State of Policing annual assessment" in shared.titles
