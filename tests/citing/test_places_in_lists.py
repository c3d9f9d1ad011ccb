"""Places under one statement of what was inspected, and places that only stand near one. All sentences are our own."""

import pytest

from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.finder import find_citations
from corresp_tracker.citing.register import Register, compile_register
from corresp_tracker.citing.register_csv import starter_register
from corresp_tracker.values.citation import CitationKind
from corresp_tracker.values.letter_text import LetterParagraph
from corresp_tracker.values.partial_date import PartialDate

OFSTED = LetterContext(dated=PartialDate.parse("2024-09-20"), ours="org-ofsted", yours="org-homeoffice")
HMICFRS = LetterContext(dated=PartialDate.parse("2023-12-20"), ours="org-hmicfrs", yours="org-homeoffice")


@pytest.fixture(scope="module")
def register() -> Register:
    return compile_register(starter_register())


def inspections(register: Register, *paragraphs: str, letter: LetterContext = OFSTED) -> list[list[str]]:
    """Give for each paragraph the reports on places that it is linked to, without what their keys begin with."""
    read = [LetterParagraph(str(number), 0, text) for number, text in enumerate(paragraphs, start=1)]
    return [
        [each.work.removeprefix("jtai-") for each in found if each.work and each.kind is CitationKind.REPORT]
        for found in find_citations(read, register, letter=letter)
    ]


THREE = ["torbay-2024", "merton-2024", "leeds-2024"]


@pytest.mark.parametrize(
    "text",
    [
        "Five joint targeted area inspections were published this year: Torbay, Merton and Leeds among them.",
        "The JTAIs carried out since January were in Torbay (January), Merton (February) and Leeds (May).",
        "This year’s JTAIs have taken us to Torbay, Merton and Leeds.",
        "JTAIs have been published on many areas, such as Torbay, Merton and Leeds.",
        "We inspected many areas in our JTAIs. Those areas were Torbay, Merton and Leeds.",
        "We went to Torbay, Merton and Leeds for joint targeted area inspections.",
        "Findings from Torbay, Merton and Leeds (all JTAIs of this year) are alike.",
        "JTAIs differ; Torbay (30 January 2024), Merton (12 February 2024) and Leeds (16 May 2024) show it.",
    ],
)
def test_each_place_of_a_list_is_an_inspection_of_the_programme_that_leads_it_in(
    register: Register, text: str
) -> None:
    assert inspections(register, text) == [THREE]


def test_a_list_goes_on_in_the_paragraphs_below_it_and_no_further(register: Register) -> None:
    read = inspections(
        register,
        "We have published these joint targeted area inspections:",
        "(a) Torbay (30 January 2024);",
        "(b) Merton, in February;",
        "(c) Leeds.",
        "Rochdale has a new director.",
    )
    assert read == [[], ["torbay-2024"], ["merton-2024"], ["leeds-2024"], []]


def test_a_place_after_the_paragraph_that_names_the_programme_belongs_to_it(register: Register) -> None:
    _, found = inspections(
        register,
        "Under the joint targeted area inspection programme we went to nine areas.",
        "The areas inspected were Torbay, Merton and Leeds.",
    )
    assert found == THREE


@pytest.mark.parametrize(
    ("text", "works"),
    [
        (
            "The inspection in Coventry was in the spring; Rochdale followed in July.",
            ["coventry-2024", "rochdale-2024"],
        ),
        (
            "We held a JTAI in Torbay. In Merton, our joint inspection found drift.",
            ["torbay-2024", "merton-2024"],
        ),
        ("The JTAI of Torbay came first, and the one to Merton in February.", ["torbay-2024", "merton-2024"]),
    ],
)
def test_a_place_goes_on_from_the_inspection_before_it(
    register: Register, text: str, works: list[str]
) -> None:
    assert inspections(register, text) == [works]


@pytest.mark.parametrize(
    "text",
    [
        "JTAIs will go on. Directors in Torbay, Merton and Leeds wrote to me about them.",
        "No joint targeted area inspections have been made in Torbay, Merton or Leeds.",
        "The next joint targeted area inspections will be in Torbay and Leeds.",
        "The JTAI found partners in Torbay and Leeds who write to each other.",
        "After the JTAIs our directors met the mayors of Torbay, Merton and Leeds.",
        "The meeting on JTAIs had three speakers: Torbay, Merton and Leeds.",
        "The JTAI and the schools team work from offices in Torbay and Leeds.",
        "In Leeds, the inspection is larger, because the city is.",
        "The areas inspected were Torbay, Merton and Leeds.",
    ],
)
def test_a_place_that_no_inspection_is_said_of_is_none(register: Register, text: str) -> None:
    assert inspections(register, text) == [[]]


def test_the_programme_that_is_spoken_of_tells_which_inspection_is_meant(register: Register) -> None:
    spoken = "Our PEEL assessments go on. Our inspection of Thames Valley is the newest."
    ncpi = (
        "Under our national child protection inspections we went on. Our inspection of Warwickshire is old."
    )
    [[thames], [open_still]] = (
        inspections(register, spoken, letter=HMICFRS),
        inspections(register, ncpi, letter=HMICFRS),
    )
    assert thames == ["thames-valley-ncpi-2023"]
    assert open_still == []  # there are two of the programme there


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("The 2018/19 report said much the same.", "peel-2018-19-lincolnshire"),
        ("In the 2021/22 PEEL inspection it was the same.", "peel-2021-22-lincolnshire"),
    ],
)
def test_a_year_tells_the_inspection_of_the_one_place_that_the_letter_is_about(
    register: Register, text: str, work: str
) -> None:
    letter = LetterContext(dated=PartialDate.parse("2025-03-05"), ours="", yours="org-hmicfrs")
    about = "I write about PEEL 2023–2025: An inspection of Lincolnshire Police."
    assert inspections(register, about, text, letter=letter)[1] == [work]
    assert inspections(register, "Derbyshire and Lincolnshire met.", text, letter=letter)[1] == []


def test_reports_on_places_go_with_the_report_that_they_are_part_of(register: Register) -> None:
    letter = LetterContext(dated=PartialDate.parse("2015-12-17"), ours="org-hmicfrs", yours="org-homeoffice")
    text = "We published ‘Building the picture’, with separate reports on Sussex, Merseyside and North Yorkshire."
    assert inspections(register, text, letter=letter) == [
        [
            "building-the-picture",
            "building-the-picture-sussex",
            "building-the-picture-merseyside",
            "building-the-picture-north-yorkshire",
        ]
    ]
