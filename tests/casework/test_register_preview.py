"""What rows of a file and publications of a page would become, and what is asked before they are taken."""

from pathlib import Path

from sqlalchemy import func, select

from corresp_tracker.casework.register import RegisterKind, add_work
from corresp_tracker.casework.register_preview import (
    Becomes,
    ImportRow,
    preview_file,
    preview_page,
    take_rows,
)
from corresp_tracker.casework.register_rows import work_facts
from corresp_tracker.citing.page_facts import DateSays, PageDate
from corresp_tracker.citing.publications_page import PagePublication, read_publications_page
from corresp_tracker.model.history import Change
from corresp_tracker.store.database import Office
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

PAGES = Path(__file__).parents[1] / "data" / "pages"
CELLS = ReportFacts(key="cells", title="Sample cells after dark: an example inspection")


def with_works(office: Office, *facts: ReportFacts) -> None:
    with office.writing("Added works") as session:
        for each in facts:
            add_work(session, each)


def on_page(office: Office, title: str, date: str, says: DateSays, **more: str) -> ImportRow:
    entry = PagePublication(title=title, published=PageDate(PartialDate(date), says), **more)
    with office.reading() as session:
        [row] = preview_page(session, [entry]).rows
    return row


def published(row: ImportRow, **answers: bool) -> str:
    facts = row.settled(**answers)
    assert isinstance(facts, ReportFacts)
    return facts.published_on.iso if facts.published_on else ""


def test_each_row_of_a_file_says_what_it_becomes(office: Office) -> None:
    with_works(office, CELLS, ReportFacts(key="lamps", title="Lamps at work in 2014", place="Kent"))
    text = (
        "id,title,place,published_on\n"
        "cells,Sample cells after dark: an example inspection,,\n"
        "lamps,Lamps at work in 2014,Essex,2014\n"
        "quills,Quills at rest,,2016\n"
        "other,Sample cells after dark - an example inspection,,\n"
        "bad,Bad,,2016-13\n"
    )
    with office.reading() as session:
        preview = preview_file(session, RegisterKind.REPORTS, text)
    assert [(row.facts.key, row.becomes) for row in preview.rows] == [
        ("cells", Becomes.SAME),
        ("lamps", Becomes.CHANGED),
        ("quills", Becomes.NEW),
        ("other", Becomes.DOUBTFUL),
    ]
    assert preview.rows[1].says == "published: – → 2014; place: Kent → Essex"
    assert preview.rows[3].twin is not None
    assert preview.rows[3].twin.key == "cells"
    assert [problem.line for problem in preview.problems] == [6]


def test_only_chosen_rows_are_taken_in_one_change(office: Office) -> None:
    text = "id,title\none,One sample of many\ntwo,Two samples of many\n"
    with office.reading() as session:
        preview = preview_file(session, RegisterKind.REPORTS, text)
        before = session.scalar(select(func.count()).select_from(Change)) or 0
    with office.writing("Imported") as session:
        report = take_rows(session, [preview.rows[1].settled()])
    assert (report.added, report.changed, report.same) == (1, 0, 0)
    with office.reading() as session:
        keys = {each.key for each in work_facts(session).reports}
        assert ("one" in keys, "two" in keys) == (False, True)
        assert session.scalar(select(func.count()).select_from(Change)) == before + 1


def test_a_date_said_to_be_of_publication_is_taken(office: Office) -> None:
    row = on_page(office, "Quills at rest in 2015", "2016-02-01", DateSays.PUBLISHED)
    assert (row.becomes, row.question, published(row)) == (Becomes.NEW, "", "2016-02-01")


def test_a_date_of_the_site_is_never_taken_without_a_word(office: Office) -> None:
    for says in (DateSays.SITE, DateSays.UNSAID):
        row = on_page(office, "Quills at rest", "2019-05-14", says)
        assert row.question
        assert (published(row), published(row, take_date=True)) == ("", "2019-05-14")


def test_a_date_that_disagrees_with_the_title_is_asked_about(office: Office) -> None:
    row = on_page(office, "Quills at rest 2009", "2019-05-14", DateSays.PUBLISHED)
    assert row.question == "The page says 14 May 2019, the title 2009."
    assert published(row) == ""


def test_a_date_that_disagrees_with_the_register_is_asked_about_and_the_registers_stands(
    office: Office,
) -> None:
    with_works(office, ReportFacts(key="quills", title="Quills at rest", published_on=PartialDate("2016-03")))
    row = on_page(
        office, "QUILLS AT REST", "2016-09-14", DateSays.PUBLISHED, url="https://example.org/quills"
    )
    assert row.becomes is Becomes.CHANGED
    assert row.question == "The page says 14 September 2016, the register March 2016."
    assert (published(row), published(row, take_date=True)) == ("2016-03", "2016-09-14")
    finer = on_page(office, "Quills at rest", "2016-03-14", DateSays.UNSAID)
    assert (finer.question, published(finer)) == ("", "2016-03-14")


def test_what_the_register_lacks_is_filled_from_the_page_and_what_it_says_stands(office: Office) -> None:
    with_works(office, ReportFacts(key="quills", title="Quills at rest", kind="joint"))
    row = on_page(
        office,
        "Quills at rest",
        "2016-02-01",
        DateSays.PUBLISHED,
        url="https://example.org/quills",
        publisher="Ofsted, HMIC and CQC",
        kind="thematic report",
    )
    assert row.facts == ReportFacts(
        key="quills",
        title="Quills at rest",
        kind="joint",
        publishers=("Ofsted", "HMIC", "CQC"),
        published_on=PartialDate("2016-02-01"),
        url="https://example.org/quills",
    )


def test_a_title_nearly_the_same_is_doubtful_and_can_be_said_to_be_the_one_that_is_held(
    office: Office,
) -> None:
    with_works(office, CELLS)
    row = on_page(
        office,
        "Sample cell after dark: an example inspection",
        "2016-03-02",
        DateSays.PUBLISHED,
        kind="thematic",
    )
    assert (row.becomes, row.facts.key) == (Becomes.DOUBTFUL, "")
    settled = row.settled(is_twin=True)
    assert isinstance(settled, ReportFacts)
    assert (settled.key, settled.title, settled.kind) == ("cells", CELLS.title, "thematic")


def test_a_page_taken_twice_changes_nothing_the_second_time(office: Office) -> None:
    entries = read_publications_page((PAGES / "list-with-labels.html").read_bytes())
    with office.reading() as session:
        first = preview_page(session, entries)
    assert [row.becomes for row in first.rows] == [Becomes.NEW] * 3
    with office.writing("Imported a page") as session:
        take_rows(session, [row.settled(take_date=True) for row in first.rows])
    with office.reading() as session:
        second = preview_page(session, entries)
    assert [row.becomes for row in second.rows] == [Becomes.SAME] * 3
