"""Publications read from pages saved as HTML, which are invented here in the ways that sites lay them out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.citing.page_facts import DateSays
from corresp_tracker.citing.publications_page import PagePublication, read_publications_page
from corresp_tracker.errors import InvalidRegister

PAGES = Path(__file__).parents[1] / "data" / "pages"


def read(name: str) -> tuple[PagePublication, ...]:
    return read_publications_page((PAGES / name).read_bytes())


def dated(entry: PagePublication) -> tuple[str, str]:
    return (entry.published.date.iso, entry.published.says.value) if entry.published else ("", "")


def test_a_list_with_labels_gives_titles_addresses_dates_publishers_and_kinds() -> None:
    cells, lanterns, quills = read("list-with-labels.html")
    assert cells == PagePublication(
        title="Sample cells after dark: an example inspection",
        url="https://www.example.gov.uk/government/publications/sample-cells-after-dark",
        published=cells.published,
        publisher="HM Inspectorate of Examples",
        kind="thematic report",
    )
    assert dated(cells) == ("2016-03-02", "published")
    assert (lanterns.title, lanterns.publisher, lanterns.kind) == (
        "Lanterns at work 2014",
        "Ofsted",
        "annual report",
    )
    assert dated(lanterns) == ("2019-05-14", "site")
    assert quills.title == "Quills & compasses: a review"
    assert dated(quills) == ("2016-05-12", "published")


def test_a_list_without_labels_gives_the_date_that_stands_with_each_title() -> None:
    entries = read("list-without-labels.html")
    assert [(entry.title, *dated(entry)) for entry in entries] == [
        ("The missing lamps: how ‘lost’ things are found", "2018-07-23", "unsaid"),
        ("Hopper Street police station: an unannounced visit", "2015-01-05", "unsaid"),
        ("A heading with nothing around it", "2013-11", "unsaid"),
        ("A publication that bears no date", "", ""),
    ]
    assert entries[0].url == "https://inspectorate.example.org/publications/missing-lamps/"


def test_the_rows_of_a_table_are_publications_and_addresses_into_the_saved_folder_are_none() -> None:
    alpha, beta, gamma = read("table.html")
    assert (alpha.url, *dated(alpha)) == ("https://example.org/files/alpha.pdf", "2016-02-01", "unsaid")
    assert (beta.title, beta.url, *dated(beta)) == (
        "Beta force: child protection inspection",
        "",
        "2016-04",
        "unsaid",
    )
    assert (gamma.title, gamma.published) == ("Gamma force: child protection inspection", None)


def test_the_page_of_one_publication_says_its_own_facts_and_not_those_of_others() -> None:
    [entry] = read("one-publication.html")
    assert entry.title == "Joint example inspection: the response to children at risk"
    assert entry.url == "https://www.example.gov.uk/government/publications/joint-example"
    assert dated(entry) == ("2016-09-01", "published")
    assert entry.publisher.startswith("Example Inspectorate of Schools")


def test_the_day_on_which_a_site_put_a_report_up_is_said_to_be_the_sites() -> None:
    [entry] = read("one-republished.html")
    assert (entry.title, entry.kind, *dated(entry)) == ("Old lamps 2009", "thematic", "2019-05-14", "site")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"id,title\n1,A\n",
        b"<html><body><p>Nothing here</p></body></html>",
        b"\x00\xff\xfe PDF",
        b"<",
    ],
)
def test_what_is_no_page_of_publications_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(InvalidRegister, match=r"[Ss]ave the"):
        read_publications_page(data)


def test_a_page_saved_as_one_archive_is_named_as_such() -> None:
    with pytest.raises(InvalidRegister, match="HTML only"):
        read_publications_page(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n")


def test_a_title_is_not_cut_at_a_word_that_a_file_might_be() -> None:
    page = "<ul>{}</ul>".format(
        "".join(
            f'<li><a href="https://example.org/{number}">{title}</a> 2 May 2016</li>'
            for number, title in enumerate(
                ("The last word on lamps", "Open doors at night", "Report card (PDF)")
            )
        )
    )
    titles = [entry.title for entry in read_publications_page(page.encode())]
    assert titles == ["The last word on lamps", "Open doors at night", "Report card"]


def test_a_page_in_the_older_encoding_of_windows_is_read() -> None:
    page = '<html><body><a href="https://example.org/reports/a">A “quoted” title – £5</a> 2 May 2016</body></html>'
    [entry] = read_publications_page(page.encode("cp1252"))
    assert "quoted" in entry.title


@given(st.text(alphabet=st.sampled_from(list("<>/ahrefdtlimu=\"' 2016May-:é")), max_size=300))
def test_any_page_is_read_or_refused(page: str) -> None:
    try:
        entries = read_publications_page(page.encode())
    except InvalidRegister:
        return
    assert all(
        entry.title and (entry.published is None or entry.published.says in DateSays) for entry in entries
    )
