"""What words point to, and the words that point to nothing. All sentences are our own."""

import pytest

from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.finder import find_citations
from corresp_tracker.citing.register import Register, compile_register
from corresp_tracker.citing.register_csv import starter_register
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.letter_text import LetterParagraph
from corresp_tracker.values.partial_date import PartialDate

HMICFRS = LetterContext(dated=PartialDate.parse("2020-02-10"), ours="org-hmicfrs", yours="org-homeoffice")


@pytest.fixture(scope="module")
def register() -> Register:
    return compile_register(starter_register())


def decided(register: Register, *paragraphs: str, letter: LetterContext = HMICFRS) -> list[Citation]:
    """Give what is linked in the last paragraph, bodies aside."""
    read = [LetterParagraph(str(number), 0, text) for number, text in enumerate(paragraphs, start=1)]
    *_, last = find_citations(read, register, letter=letter)
    return [
        each
        for each in last
        if each.work and each.kind is not CitationKind.BODY and each.confidence is not Confidence.POSSIBLE
    ]


COIN = "You have ‘Both sides of the coin’ (January 2020)."


@pytest.mark.parametrize(
    ("text", "words", "locator"),
    [
        ("That report has been answered.", "That report", ""),
        ("This report has been answered.", "This report", ""),
        ("In that inspection we saw ten forces.", "that inspection", ""),
        ("The report mentioned above has been answered.", "The report", ""),
        ("Its third recommendation stands.", "Its third recommendation", "recommendation 3"),
        ("At page 22 it gives a case.", "page 22", "page 22"),
        ("Paragraph 3.4 of that report is new.", "Paragraph 3.4 of that report", "paragraph 3.4"),
    ],
)
def test_a_later_mention_means_the_one_report_cited_before(
    register: Register, text: str, words: str, locator: str
) -> None:
    [found] = decided(register, COIN, text)
    assert (found.words, found.work, found.locator, found.later) == (
        words,
        "both-sides-of-the-coin",
        locator,
        True,
    )


@pytest.mark.parametrize(
    "text",
    [
        "The council's scrutiny report came next. That report says nothing.",
        "I have written a report of my own. In that report I say more.",
        "The large thing is that inspection did not begin with me.",
        "We saw all three reports. That report is one of them.",
        "The first report was hard to write.",
        "Their third recommendation was for judges.",
        "Please report that to the Board.",
    ],
)
def test_a_later_mention_is_left_open_where_another_report_is_spoken_of(
    register: Register, text: str
) -> None:
    assert decided(register, COIN, text) == []


def test_former_and_latter_are_the_first_and_the_last_of_two(register: Register) -> None:
    text = "We published ‘Stolen freedom’ (October 2017) and ‘Both sides of the coin’ (January 2020)."
    former, latter = decided(register, text, "The former is longer, the latter is newer.")
    assert (former.work, latter.work) == ("stolen-freedom", "both-sides-of-the-coin")


@pytest.mark.parametrize(
    "text",
    [
        "She told us that she was “Living in fear”.",
        "“Safe to share?” asked one victim.",
        "In her words: ‘Growing up neglected’.",
        "‘Time to listen’ is the motto of her charity.",
        "Our Core Business directorate moves to Leeds.",
        "The course is named Time to Listen.",
    ],
)
def test_words_that_are_spoken_or_name_something_else_are_no_title(register: Register, text: str) -> None:
    assert decided(register, text) == []


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("In HMIC's report on missing children we said so.", "missing-children-who-cares"),
        ("The report on county lines that we published last month says so.", "both-sides-of-the-coin"),
        ("Last month's report on county lines says so.", "both-sides-of-the-coin"),
        ("Our report last July on county lines says so.", None),
        ("Our report on human traffickers says so.", "stolen-freedom"),
        ("Our anti-social behaviour report says so.", None),
        ("The police's report on stalking says so.", None),
        ("The report on county lines by the council says so.", None),
        ("Our report on county lines in one force says so.", None),
        ("The NAO's comparative study of inspection says so.", "nao-comparative-study"),
    ],
)
def test_a_description_is_linked_by_its_words_its_owner_and_its_date(
    register: Register, text: str, work: str | None
) -> None:
    assert [each.work for each in decided(register, text)] == ([work] if work else [])


@pytest.mark.parametrize(
    "page_end", ["\n3\n", "\n\nPage 3 of 7\n\n", "\nOFFICIAL\n- 3 -\n", "\nOFFICIAL-SENSITIVE\n"]
)
def test_the_end_of_a_page_breaks_no_title(register: Register, page_end: str) -> None:
    text = f"See ‘Online and on the{page_end}edge’ (July 2015)."
    [found] = decided(register, text)
    assert (found.work, found.checks) == ("online-and-on-the-edge", ())
    assert found.words == text[found.start : found.end]


def test_a_place_is_no_name_of_its_report(register: Register) -> None:
    assert decided(register, "I was in Thames Valley on Monday.") == []


def test_what_is_described_and_not_held_is_a_gap(register: Register) -> None:
    text = "Our inspection of Exampleshire in March and our report on drones say so."
    [found] = find_citations([LetterParagraph("1", 0, text)], register, letter=HMICFRS)
    assert [(each.words, each.work, each.reason.startswith("not held")) for each in found] == [
        ("Our inspection of Exampleshire in March", None, True),
        ("our report on drones", None, True),
    ]


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("Our inspection of GMP in March 2018 says so.", "peel-effectiveness-2017-gmp"),
        ("Our joint inspection of Southend says so.", "jtai-southend-on-sea-2018"),
        ("In Gmp we met nobody, nor in Southend.", None),
    ],
)
def test_a_place_is_known_cut_short_and_by_the_initials_of_its_police(
    register: Register, text: str, work: str | None
) -> None:
    assert [each.work for each in decided(register, text)] == ([work] if work else [])


@pytest.mark.parametrize(
    ("cited", "text", "work"),
    [
        (
            "The Committee published ‘Police conduct and complaints’.",
            "The Government Response came in April.",
            "police-conduct-and-complaints-government-respons",
        ),
        (COIN, "The Government Response came in April.", None),
        (
            "We have a rolling programme of child protection inspections.",
            "That of Thames Valley, in November 2023, is new.",
            "thames-valley-ncpi-2023",
        ),
        ("We go to many towns.", "That of Thames Valley, in November 2023, is new.", None),
    ],
)
def test_what_answers_or_belongs_to_what_was_cited_is_found_by_it(
    register: Register, cited: str, text: str, work: str | None
) -> None:
    letter = LetterContext(dated=PartialDate.parse("2024-05-10"), ours="org-hmicfrs")
    assert [each.work for each in decided(register, cited, text, letter=letter)] == ([work] if work else [])


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("See ‘… making the victim count’ (November 2014).", "crime-recording-making-the-victim-count"),
        ("See ‘Missing children: who …’ (March 2016).", "missing-children-who-cares"),
        ("We said in Online and on the edqe that time is lost.", "online-and-on-the-edge"),
    ],
)
def test_dots_for_what_is_left_out_and_letters_misread_are_no_difference(
    register: Register, text: str, work: str
) -> None:
    [found] = decided(register, text)
    assert (found.work, found.checks) == (work, ())


def read_after(register: Register, first: str, then: str) -> list[Citation]:
    """Read a paragraph after one that cites; give what it cites, bodies left out."""
    paragraphs = [LetterParagraph("1", 0, first), LetterParagraph("2", 0, then)]
    letter = LetterContext(dated=PartialDate.parse("2023-11-20"), ours="org-hmicfrs")
    _, cited = find_citations(paragraphs, register, letter=letter)
    return [each for each in cited if each.kind is not CitationKind.BODY]


VALUES = "‘Values and culture in fire and rescue services’ (30 March 2023) made many recommendations."


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("Recommendation 12 of Values and culture is closed.", "Recommendation 12 of Values and culture"),
        ("Values and culture found much to be put right.", "Values and culture"),
        ("We were glad that Values and Culture said so.", "Values and Culture"),
    ],
)
def test_a_title_cited_before_is_known_cut_short_where_it_says_something(
    register: Register, then: str, words: str
) -> None:
    [found] = read_after(register, VALUES, then)
    assert (found.words, found.work, found.later) == (words, "values-and-culture-spotlight", True)


@pytest.mark.parametrize(
    "then",
    [
        "Values and culture matter to every firefighter.",
        "Our values and culture said nothing of it.",
        "We look at Values and Culture as two things.",
    ],
)
def test_the_first_words_of_a_title_are_otherwise_just_words(register: Register, then: str) -> None:
    assert not [each for each in read_after(register, VALUES, then) if each.work]


@pytest.mark.parametrize(
    "between",
    [
        "The Home Affairs Committee reported in May.",
        "The force published its own findings.",
        "We inspected Cleveland in 2019 and again in 2023.",
        "They then issued a paper of ten pages.",
    ],
)
def test_what_others_reported_and_where_we_inspected_leave_that_report_open(
    register: Register, between: str
) -> None:
    [*_, found] = read_after(register, VALUES, f"{between} That report is on a website.")
    assert (found.words, found.work, found.confidence) == ("That report", None, Confidence.POSSIBLE)


def test_a_title_in_quotes_is_read_whole_whatever_place_stands_in_it(register: Register) -> None:
    text = "We read ‘Thames Valley – National child protection inspection’ (November 2023) with care."
    letter = LetterContext(dated=PartialDate.parse("2024-01-10"), ours="org-ofsted", yours="org-hmicfrs")
    [found] = decided(register, text, letter=letter)
    assert (found.work, found.confidence) == ("thames-valley-ncpi-2023", Confidence.CERTAIN)
    assert found.words.endswith("(November 2023)")


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("Both reports are enclosed.", {"both-sides-of-the-coin", "fraud-time-to-choose"}),
        ("Neither report is enclosed.", {"both-sides-of-the-coin", "fraud-time-to-choose"}),
    ],
)
def test_several_reports_are_offered_from_anywhere_before(
    register: Register, text: str, works: set[str]
) -> None:
    texts = (COIN, "I am well.", "You have ‘Fraud: Time to choose’ too.", "It rains.", "It pours.", text)
    read = [LetterParagraph(str(number), 0, each) for number, each in enumerate(texts, start=1)]
    *_, last = find_citations(read, register, letter=HMICFRS)
    assert [(each.work, set(each.candidates)) for each in last] == [(None, works)]


@pytest.mark.parametrize(
    "text",
    [
        "The former Chief Constable has it.",
        "The inspection of lorries was long. That inspection was made at the port.",
        "The above case is closed.",
    ],
)
def test_what_is_former_or_above_need_not_be_a_report(register: Register, text: str) -> None:
    assert decided(register, COIN, text) == []


@pytest.mark.parametrize(
    ("text", "locator"),
    [
        ("The third of its recommendations stands.", "recommendation 3"),
        ("Recommendations 2 and 7 of that report stand.", "recommendations 2 and 7"),
        ("Recommendations 2 and 3 of that report stand.", "recommendations 2 to 3"),
        ("Recommendations 1, 4 and 7 of that report stand.", "recommendations 1, 4 and 7"),
    ],
)
def test_parts_here_and_there_are_no_run(register: Register, text: str, locator: str) -> None:
    assert [(each.work, each.locator) for each in decided(register, COIN, text)] == [
        ("both-sides-of-the-coin", locator)
    ]


def test_the_only_report_of_a_letter_is_meant_however_far_back(register: Register) -> None:
    works = [each.work for each in decided(register, COIN, "So.", "So.", "So.", "That report stands.")]
    assert works == ["both-sides-of-the-coin"]


def test_the_force_is_the_one_place_that_the_letter_is_about(register: Register) -> None:
    letter = LetterContext(dated=PartialDate.parse("2020-02-10"), ours="", yours="org-hmicfrs")
    cited = "I refer to PEEL: Police legitimacy 2017 – Warwickshire Police."
    works = [
        each.work
        for each in decided(register, cited, "Your 2018/19 PEEL report on the force came.", letter=letter)
    ]
    assert works == ["peel-2018-19-warwickshire"]
    assert decided(register, COIN, "Your 2018/19 PEEL report on the force came.", letter=letter) == []


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("Our interim report on violence against women and girls came first.", ["vawg-interim-report"]),
        (
            "Our interim and final reports on violence against women and girls came.",
            ["vawg-interim-report", "vawg-final-report"],
        ),
        (
            "The efficiency, effectiveness and legitimacy strands of PEEL 2016 were apart.",
            ["peel-efficiency-2016", "peel-effectiveness-2016", "peel-legitimacy-2016"],
        ),
        (
            "The 2016 efficiency and 2017 legitimacy reports.",
            ["peel-efficiency-2016", "peel-legitimacy-2017"],
        ),
        (
            "The effectiveness report for 2016 and that for 2015 agree.",
            ["peel-effectiveness-2016", "peel-effectiveness-2015"],
        ),
        ("The second phase of our joint rape inspection was long.", ["response-to-rape-phase-two"]),
        ("HMICFRS’ report on fraud was long.", ["fraud-time-to-choose"]),
        ("Our report on children and the internet was long.", []),
        ("Our stop and search report of 2013 was long.", ["stop-and-search-powers"]),
    ],
)
def test_a_report_is_told_by_its_part_its_kind_and_its_year(
    register: Register, text: str, works: list[str]
) -> None:
    later = LetterContext(dated=PartialDate.parse("2022-11-07"), ours="org-hmicfrs", yours="org-homeoffice")
    assert [each.work for each in decided(register, text, letter=later)] == works


def test_the_beginning_of_a_title_in_quotes_is_the_one_cited_before(register: Register) -> None:
    later = LetterContext(dated=PartialDate.parse("2022-11-07"), ours="org-hmicfrs", yours="")
    whole = "We wrote ‘Custody services in a COVID-19 environment’."
    works = [each.work for each in decided(register, whole, "‘Custody services’ says so.", letter=later)]
    assert works == ["custody-services-in-a-covid-19-environment"]
    assert decided(register, "It rains.", "‘Custody services’ says so.", letter=later) == []


@pytest.mark.parametrize(
    ("text", "works"),
    [
        (
            "Two JTAIs were published: Wokingham in July 2017 and Hounslow in June 2017.",
            ["jtai", "jtai-wokingham-2017", "jtai-hounslow-2017"],
        ),
        (
            "The JTAI of Wokingham Council, Hounslow Council and Bradford Council is done.",
            ["jtai-wokingham-2017", "jtai-hounslow-2017", "jtai-bradford-2017"],
        ),
        ("Two letters on JTAIs came: Wokingham in July 2017 and Hounslow in June 2017.", ["jtai"]),
        ("Two letters have come: Wokingham in July 2017 and Hounslow in June 2017.", []),
    ],
)
def test_places_in_a_list_are_inspections_only_where_its_head_says_so(
    register: Register, text: str, works: list[str]
) -> None:
    assert [each.work for each in decided(register, text)] == works


def test_a_month_and_year_before_a_place_are_those_of_its_inspection(register: Register) -> None:
    [found] = decided(register, "The October 2016 Salford JTAI was the first.")
    assert (found.words, found.work) == ("The October 2016 Salford JTAI", "jtai-salford-2016")
