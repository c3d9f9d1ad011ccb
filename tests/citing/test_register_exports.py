"""Reports as RIS and BibTeX, read again by the readers that others use."""

from datetime import date

import bibtexparser
import rispy
from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.citing.register_bibtex import write_bibtex
from corresp_tracker.citing.register_csv import starter_register
from corresp_tracker.citing.register_ris import write_ris
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

CELLS = ReportFacts(
    key="sample-cells",
    title="Sample cells & 100% of {them}: a #1_example ~ of $5 ^ up\\down",
    short_title="Sample cells",
    publishers=("HMICFRS", "Care, Quality and More Commission"),
    published_on=PartialDate("2016-03-02"),
    inspected_on=PartialDate("2015-11"),
    series="PEEL",
    edition="2015",
    kind="thematic",
    place="Exampleshire",
    url="https://example.gov.uk/a_b%20c?x=1&y={2}",
    withdrawn=True,
    note="Two\nlines",
)


def ris(*reports: ReportFacts) -> list[dict]:
    return rispy.loads(write_ris(reports))


def bibtex(*reports: ReportFacts):
    library = bibtexparser.parse_string(write_bibtex(reports))
    assert library.failed_blocks == []
    return library.entries


def test_a_ris_reader_finds_each_fact_in_its_place() -> None:
    [record] = ris(CELLS)
    assert record["type_of_reference"] == "RPRT"
    assert record["title"] == CELLS.title
    assert record["authors"] == ["HMICFRS", "Care Quality and More Commission"]
    assert record["publisher"] == "HMICFRS; Care, Quality and More Commission"
    assert (record["year"], record["date"]) == ("2016", "2016/03/02/")
    assert record["urls"] == [CELLS.url]
    assert record["id"] == "sample-cells"
    assert record["notes"] == ["Inspected November 2015", "Withdrawn", "Two lines"]


def test_a_ris_date_says_no_more_than_is_known() -> None:
    dates = ["2016", "2016-03", "2016-03-02", "2016-03-02/2016-03-04", "2015-11/2016-02"]
    records = ris(*(ReportFacts(key=iso, title="A", published_on=PartialDate(iso)) for iso in dates))
    assert [record["date"] for record in records] == [
        "2016///", "2016/03//", "2016/03/02/", "2016/03//", "2015///",
    ]  # fmt: skip


def test_a_bibtex_reader_finds_each_fact_in_its_place() -> None:
    [entry] = bibtex(CELLS)
    assert (entry.entry_type, entry.key) == ("techreport", "sample-cells")
    fields = {field.key: field.value for field in entry.fields}
    assert fields["title"] == (
        r"{Sample cells \& 100\% of \{them\}: a \#1\_example \textasciitilde{} of \$5 "
        r"\textasciicircum{} up\textbackslash{}down}"
    )
    assert fields["author"] == "{HMICFRS} and {Care, Quality and More Commission}"
    assert fields["institution"] == "HMICFRS and Care, Quality and More Commission"
    assert (fields["year"], fields["month"], fields["day"]) == ("2016", "mar", "2")
    assert fields["url"] == "https://example.gov.uk/a_b%20c?x=1&y=%7B2%7D"
    assert fields["note"] == "Exampleshire; inspected November 2015; withdrawn; Two lines"


def test_a_published_letter_is_no_report() -> None:
    letter = ReportFacts(key="letter", title="A letter", kind="letter", publishers=("HMIC",))
    assert ris(letter)[0]["type_of_reference"] == "PCOMM"
    assert bibtex(letter)[0].entry_type == "misc"


def test_keys_that_bibtex_cannot_hold_are_made_so_and_stay_apart() -> None:
    keys = [
        entry.key for entry in bibtex(*(ReportFacts(key=key, title="A") for key in ("a b", "a,b", "A-b")))
    ]
    assert keys == ["a-b", "a-b-2", "A-b-3"]


def test_the_whole_register_that_ships_can_be_read_again() -> None:
    reports = starter_register().reports
    assert [record["title"] for record in ris(*reports)] == [report.title for report in reports]
    assert [entry.key for entry in bibtex(*reports)] == [report.key for report in reports]


@given(
    title=st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip())),
    published=st.dates(min_value=date(1850, 1, 1)),
)
def test_any_title_keeps_the_file_whole(title: str, published: date) -> None:
    facts = ReportFacts(key="one", title=title, published_on=PartialDate.of_day(published))
    after = ReportFacts(key="two", title="The next")
    assert [entry.key for entry in bibtex(facts, after)] == ["one", "two"]
    assert len(write_ris((facts, after)).split("ER  - ")) == 3
    assert write_ris((facts,)).count("\r\n") == len(write_ris((facts,)).splitlines())
