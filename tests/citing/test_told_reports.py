"""Reports that a letter has cited before, told by what is said of them. All sentences are our own."""

import pytest

from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.finder import find_citations
from corresp_tracker.citing.register import Register, compile_register
from corresp_tracker.citing.register_csv import starter_register
from corresp_tracker.values.citation import Citation, CitationKind
from corresp_tracker.values.letter_text import LetterParagraph
from corresp_tracker.values.partial_date import PartialDate

HMICFRS = LetterContext(dated=PartialDate.parse("2024-04-10"), ours="org-hmicfrs", yours="org-homeoffice")


@pytest.fixture(scope="module")
def register() -> Register:
    return compile_register(starter_register())


def linked(register: Register, *paragraphs: str, letter: LetterContext = HMICFRS) -> list[Citation]:
    """Give what is linked in the last paragraph, bodies aside."""
    read = [LetterParagraph(str(number), 0, text) for number, text in enumerate(paragraphs, start=1)]
    *_, last = find_citations(read, register, letter=letter)
    return [each for each in last if each.work and each.kind is not CitationKind.BODY]


TWO = (
    "See ‘Fraud: Time to choose’ (April 2019), and ‘Living in fear’ (July 2017), which we wrote with HMCPSI."
)


@pytest.mark.parametrize(
    ("text", "words", "work"),
    [
        ("The April 2019 report is long.", "The April 2019 report", "fraud-time-to-choose"),
        ("Our July 2017 report is long.", "Our July 2017 report", "living-in-fear"),
        ("The 2017 report is long.", "The 2017 report", "living-in-fear"),
        ("Our joint report is long.", "Our joint report", "living-in-fear"),
        ("The report, published in April 2019, is long.", "The report", "fraud-time-to-choose"),
    ],
)
def test_what_is_said_of_it_tells_one_of_the_reports_cited(
    register: Register, text: str, words: str, work: str
) -> None:
    [found] = linked(register, TWO, text)
    assert (found.words, found.work, found.later) == (words, work, True)


@pytest.mark.parametrize(
    "text",
    [
        "The May 2018 report is long.",
        "The 2018 report is long.",
        "Our interim report is long.",
        "The excellent report is long.",
        "We call the one “the 2017 report” and the other nothing.",
        "The second report of the inquiry is long.",
        "The joint report by the council and the trust is long.",
    ],
)
def test_words_that_fit_none_of_them_or_both_are_not_linked(register: Register, text: str) -> None:
    assert linked(register, TWO, text) == []


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("The first report found delay.", "response-to-rape-phase-one"),
        ("The second report found delay.", "response-to-rape-phase-two"),
    ],
)
def test_the_first_and_the_second_are_told_by_the_order_in_which_they_came_out(
    register: Register, text: str, work: str
) -> None:
    phases = (
        "Our joint inspection of the response to rape is in two parts, Phase one: From report to police or CPS decision "
        "to take no further action, and Phase two: Post-charge."
    )
    assert [each.work for each in linked(register, phases)] == [
        "response-to-rape-phase-one",
        "response-to-rape-phase-two",
    ]
    assert [each.work for each in linked(register, phases, text)] == [work]


@pytest.mark.parametrize(
    ("before", "text", "work"),
    [
        (
            "See ‘Fraud: Time to choose’.",
            "The review, published on 5 August 2021, is long.",
            "review-of-fraud-time-to-choose",
        ),
        (
            "Our final report on violence against women and girls came in September 2021.",
            "The interim report had appeared before it.",
            "vawg-interim-report",
        ),
        ("I have your 2017 effectiveness report, and the one for 2016.", "", "peel-effectiveness-2016"),
        (
            "The Women and Equalities Committee published ‘So-called honour-based abuse’.",
            "Paragraph 20 of the Committee’s report says so.",
            "so-called-honour-based-abuse",
        ),
    ],
)
def test_a_report_is_told_by_the_one_that_it_goes_with(
    register: Register, before: str, text: str, work: str
) -> None:
    letter = LetterContext(dated=PartialDate.parse("2024-04-10"), ours="org-hmicfrs", yours="org-hmicfrs")
    paragraphs = (before, text) if text else (before,)
    assert work in [each.work for each in linked(register, *paragraphs, letter=letter)]


def test_a_report_whose_date_is_another_is_not_meant(register: Register) -> None:
    found = linked(
        register, "See ‘Fraud: Time to choose’ (April 2019). The report, published on 5 August 2020, is long."
    )
    assert [each.words for each in found] == ["‘Fraud: Time to choose’ (April 2019)"]


def test_the_response_to_a_report_is_not_the_report(register: Register) -> None:
    [found] = linked(register, "I enclose the Government’s response to State of Policing 2022.")
    assert found.work == "state-of-policing-2022-government-response"


def test_a_name_that_others_give_to_a_report_is_known_further_on(register: Register) -> None:
    introduced = (
        "See ‘Financial sustainability of police forces in England and Wales’. It is what the Treasury calls “the PAC "
        "report”."
    )
    [found] = linked(register, introduced, "The PAC report asks for more.")
    assert (found.words, found.work) == ("The PAC report", "financial-sustainability-of-police-forces")


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("At page 14, we said that cases were lost.", "fraud-time-to-choose"),
        ("The report is long. Recommendation 1 is for chief constables.", "fraud-time-to-choose"),
    ],
)
def test_a_part_is_of_the_one_report_that_is_spoken_of(register: Register, text: str, work: str) -> None:
    [found] = linked(register, "In April 2019 we published ‘Fraud: Time to choose’.", text)
    assert found.work == work
    assert linked(register, TWO, text) == []


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("In April 2019 we published our findings on how the police tackle fraud.", ["fraud-time-to-choose"]),
        ("Our work on modern slavery, reported in October 2017, is old.", ["stolen-freedom"]),
        ("Our work on modern slavery goes on.", []),
        ("Our findings on fraud go on.", []),
        ("In 2017 we reported on modern slavery and human trafficking.", ["stolen-freedom"]),
        (
            "I refer to our hate crime report and the one on fraud.",
            ["understanding-the-difference", "fraud-time-to-choose"],
        ),
        (
            "Both our county lines and our fraud inspections were long.",
            ["both-sides-of-the-coin", "fraud-time-to-choose"],
        ),
        ("Our fire and rescue service inspections go on.", ["fire"]),
        ("Our 2018 inspection of hate crime was long.", ["understanding-the-difference"]),
        ("Our report on health services for children in care is long.", []),
    ],
)
def test_a_report_is_told_by_an_account_of_it(register: Register, text: str, works: list[str]) -> None:
    ours = LetterContext(dated=PartialDate.parse("2021-04-10"), ours="org-hmicfrs", yours="org-homeoffice")
    assert [each.work for each in linked(register, text, letter=ours)] == works
