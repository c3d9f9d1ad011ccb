"""The ways in which letters cite, and the words that only look as if they did. All sentences are our own."""

import pytest

from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.finder import find_citations
from corresp_tracker.citing.register import Register, compile_register
from corresp_tracker.citing.register_csv import starter_register
from corresp_tracker.values.citation import CheckCode, Citation, CitationKind, Confidence
from corresp_tracker.values.letter_text import LetterParagraph
from corresp_tracker.values.partial_date import PartialDate

HMIC = LetterContext(dated=PartialDate.parse("2016-10-18"), ours="org-hmicfrs", yours="org-ofsted")
OFSTED = LetterContext(dated=PartialDate.parse("2016-11-15"), ours="org-ofsted", yours="org-hmicfrs")
HMICFRS = LetterContext(dated=PartialDate.parse("2023-11-01"), ours="org-hmicfrs")
UNKNOWN = LetterContext()


@pytest.fixture(scope="module")
def register() -> Register:
    return compile_register(starter_register())


def cited(
    text: str, register: Register, letter: LetterContext, italics: tuple[int, int] | None = None
) -> list[Citation]:
    paragraph = LetterParagraph("2", 0, text, italics=(italics,) if italics else ())
    (citations,) = find_citations([paragraph], register, letter=letter)
    return [citation for citation in citations if citation.kind is not CitationKind.BODY]


@pytest.mark.parametrize(
    ("text", "words", "work", "letter"),
    [
        ("See ‘In Harm’s Way’ (July 2015).", "‘In Harm’s Way’ (July 2015)", "in-harm-s-way", HMIC),
        ("See IN HARM'S WAY: THE ROLE OF THE POLICE IN KEEPING CHILDREN SAFE.", None, "in-harm-s-way", HMIC),
        (
            "Our report, Building the Picture, dealt with it.",
            "Building the Picture",
            "building-the-picture",
            HMIC,
        ),
        ("As “Missing children: who cares?” showed, much remains.", None, "missing-children-who-cares", HMIC),
        ("The Depths of Dishonour was published in December 2015.", None, "the-depths-of-dishonour", HMIC),
        ("Your PEEL inspections are under way.", "PEEL inspections", "peel", OFSTED),
        ("We are grateful for the NCPIs that you have done.", None, "ncpi", OFSTED),
        ("The joint targeted area inspection in Salford was difficult.", None, "jtai-salford-2016", OFSTED),
        ("In your 2015 vulnerability report you rated 27 forces.", None, "peel-vulnerability-2015", OFSTED),
        ("In our vetting report we said so.", None, "vetting-misconduct-and-misogyny", HMICFRS),
        ("I refer to your 2023 State of Policing report.", None, "state-of-policing-2022", HMICFRS),
        ("State of Policing 2018 said so too.", "State of Policing 2018", "state-of-policing-2018", HMICFRS),
        ("We said in Core Business (September 2014) that time is lost.", None, "core-business", HMIC),
        ("We have since published 'Core business'.", "'Core business'", "core-business", HMIC),
        ("The VAWG report made five recommendations.", "VAWG report", "vawg-final-report", HMICFRS),
        ("In this year’s PEEL assessments we look at it.", None, "peel", HMIC),
        ("Seven joint targeted area inspections have been done.", None, "jtai", HMIC),
        ("We have done our twenty-one inspections of child protection.", None, "ncpi", HMIC),
    ],
)
def test_a_work_is_found_by_the_words_that_letters_use(
    text: str, words: str | None, work: str, letter: LetterContext, register: Register
) -> None:
    (citation,) = cited(text, register, letter)
    assert citation.work == work, citation
    assert citation.confidence is not Confidence.POSSIBLE
    assert words is None or citation.words == words


@pytest.mark.parametrize(
    "text",
    [
        "Crime prevention is core business for every force.",
        "Core business for every force is the prevention of crime.",
        "The service is a system under pressure, and mistakes were made.",
        "We shall start the next tranche of work in round 1.",
        "Officers use the 'Signs of Safety' approach.",
        "The judgement was 'inadequate' in two areas and 'good' in the others.",
        "Each inspection lasts a fortnight, and the inspections cover whole areas.",
        "A very substantial body of work has been done on child abuse.",
        "The child protection work which that body leads is valued.",
        "POLICE EFFECTIVENESS IN CHILD PROTECTION",
        "Police effectiveness in 2015 was better than in the year before.",
        "Real risks in a virtual world are what children face online.",
        "Building the picture of demand takes time.",
        "There were 12 recent inspections of schools in the area.",
        "We inspected three times in five years.",
        "The force's monitoring visit is next month.",
        "Nobody asked who cares about missing children.",
        "You asked about the report that you sent.",
        "He has an urgent need, and notification will follow.",
        "It is everyone's business to keep children safe.",
        "The use of stop and search powers is falling.",
    ],
)
@pytest.mark.parametrize("letter", [HMIC, OFSTED, UNKNOWN], ids=["ours", "theirs", "unknown"])
def test_words_that_only_look_like_a_citation_are_left_alone(
    text: str, letter: LetterContext, register: Register
) -> None:
    assert [citation for citation in cited(text, register, letter) if citation.work] == []


def test_italics_are_evidence_of_a_title(register: Register) -> None:
    text = "We said in core business that time is lost."
    assert cited(text, register, HMIC) == []
    (citation,) = cited(text, register, HMIC, italics=(11, 24))
    assert citation.work == "core-business"


@pytest.mark.parametrize(
    ("text", "code", "letter"),
    [
        ("See 'In Harm's Way' (August 2015).", CheckCode.DATE_DISAGREES, HMIC),
        ("See 'In Harm's Way' (2014).", CheckCode.DATE_DISAGREES, HMIC),
        ("See 'Stolen freedom' (October 2017).", CheckCode.NOT_YET_PUBLISHED, HMIC),
        ("See our report 'In Harm's Way' (July 2015).", CheckCode.NOT_OURS, OFSTED),
    ],
)
def test_a_citation_that_is_wrong_is_said_to_be(
    text: str, code: CheckCode, letter: LetterContext, register: Register
) -> None:
    (citation,) = cited(text, register, letter)
    assert [check.code for check in citation.checks] == [code]
    assert citation.checks[0].message.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "See 'In Harm's Way' (July 2015).",
        "See 'In Harm's Way' (2 July 2015).",
        "See 'In Harm's Way' (2015).",
        "See 'In harm’s way – the role of the police in keeping children safe'.",
        "PEEL: Police effectiveness 2015 (2015) came out later.",
        "See our report 'Missing Children: Who Cares?', published in March 2016.",
    ],
)
def test_capitals_dashes_quotes_and_left_out_subtitles_are_never_a_difference(
    text: str, register: Register
) -> None:
    (citation,) = cited(text, register, HMIC)
    assert citation.checks == ()
    assert citation.confidence is Confidence.CERTAIN


def test_a_report_that_is_not_held_is_a_gap(register: Register) -> None:
    (citation,) = cited("As 'The Long Road to Nowhere' (May 2016) said, it is hard.", register, HMIC)
    assert citation.kind is CitationKind.REPORT
    assert (citation.work, citation.confidence) == (None, Confidence.POSSIBLE)
    assert citation.cited_date == PartialDate.parse("2016-05")
    assert "not held" in citation.reason


@pytest.mark.parametrize(
    ("dated", "confidence", "work"),
    [(" (July 2015)", Confidence.LIKELY, "in-harm-s-way"), (" (May 2011)", Confidence.POSSIBLE, None)],
)
def test_a_misquoted_title_is_known_where_its_date_agrees(
    dated: str, confidence: Confidence, work: str | None, register: Register
) -> None:
    (citation,) = cited(
        f"As 'In Harms Ways: The Role of Police in Keeping Children Safe'{dated} said.", register, HMIC
    )
    assert (citation.confidence, citation.work) == (confidence, work)
    assert citation.candidates[0] == "in-harm-s-way"
    assert citation.checks[0].code is CheckCode.TITLE_DIFFERS
    assert citation.checks[0].correction.startswith("In harm's way: ")


def test_the_force_report_is_meant_where_the_force_is_named(register: Register) -> None:
    (national,) = cited("See 'Building the Picture' (July 2015).", register, HMIC)
    assert national.work == "building-the-picture"
    (force,) = cited(
        "See 'Building the picture: An inspection of police information management – Sussex Police'.",
        register,
        HMIC,
    )
    assert force.work == "building-the-picture-sussex"


def test_a_letter_is_cited_by_its_day(register: Register) -> None:
    (letter,) = cited("Thank you for your letter of 17 October 2016.", register, HMIC)
    assert (letter.kind, letter.work) == (CitationKind.LETTER, None)
    assert letter.words == "your letter of 17 October 2016"
    (recent,) = cited("Thank you for your letter of 17 October.", register, HMIC)
    assert recent.cited_date == PartialDate.parse("2016-10-17")
    (older,) = cited("As I said in my letter of 3 December, it is hard.", register, HMIC)
    assert older.cited_date == PartialDate.parse("2015-12-03")


def test_a_counted_group_names_its_programme_and_is_not_called_wrong(register: Register) -> None:
    (group,) = cited(
        "our 12 recent inspections of child protection in individual forces; and", register, HMIC
    )
    assert group.kind is CitationKind.GROUP
    assert group.work == "ncpi"
    assert group.checks == ()
    assert group.reason.startswith("register holds ")


def test_nothing_certain_rests_on_our_where_the_sender_is_unknown(register: Register) -> None:
    citations = cited(
        "In this year's PEEL inspections and our 2015 vulnerability report we said so.", register, UNKNOWN
    )
    assert [citation.work for citation in citations] == ["peel", "peel-vulnerability-2015"]
    assert citations[0].edition == ""
    assert citations[1].confidence is Confidence.LIKELY


def test_another_bodys_programme_is_not_ours(register: Register) -> None:
    (ours,) = cited("Our PEEL inspections are thorough.", register, OFSTED)
    assert (ours.work, ours.confidence) == (None, Confidence.POSSIBLE)


SCHOOLS = LetterContext(dated=PartialDate.parse("2024-06-03"), yours="org-hmicfrs")


@pytest.mark.parametrize(
    ("text", "words", "work", "confidence"),
    [
        (
            "I refer to the report on group-based child sexual exploitation (December 2023).",
            "the report on group-based child sexual exploitation (December 2023)",
            "group-based-cse-2023",
            Confidence.LIKELY,
        ),
        (
            "Your 2023 report on online sexual abuse, which I have read, is clear.",
            "Your 2023 report on online sexual abuse",
            "online-csae-2023",
            Confidence.LIKELY,
        ),
        (
            "Your 2023 report on online sexual abuse taken together with it is clear.",
            "Your 2023 report on online sexual abuse",
            None,
            Confidence.POSSIBLE,
        ),
        (
            "HMICFRS’s report on vetting (November 2022) said so.",
            "HMICFRS’s report on vetting (November 2022)",
            "vetting-misconduct-and-misogyny",
            Confidence.LIKELY,
        ),
        ("PEEL 2021/22 inspections went on.", "PEEL 2021/22 inspections", "peel", Confidence.CERTAIN),
        ("A joint thematic inspection followed.", "joint thematic inspection", "cjji", Confidence.LIKELY),
    ],
)
def test_a_report_is_known_by_its_topic_and_date(
    register: Register, text: str, words: str, work: str | None, confidence: Confidence
) -> None:
    [citation] = cited(text, register, SCHOOLS)
    assert (citation.words, citation.work, citation.confidence) == (words, work, confidence)


def test_a_title_in_the_middle_of_plain_words_is_only_possible(register: Register) -> None:
    text = "We look at the police response to violence against women and girls in every force."
    [citation] = cited(text, register, SCHOOLS)
    assert (citation.work, citation.confidence) == (None, Confidence.POSSIBLE)


@pytest.mark.parametrize(
    "text",
    [
        "I enclose our report on the matter.",
        "Please see your report on page 3.",
        "Thank you for your letter and the review of the case.",
        "The report on vetting will follow.",
    ],
)
def test_words_about_a_report_that_name_no_topic_cite_nothing(register: Register, text: str) -> None:
    assert not cited(text, register, SCHOOLS)


def test_a_gap_does_not_swallow_the_words_before_its_quotes(register: Register) -> None:
    [gap] = cited("So did 'A title that nobody holds' (July 2016).", register, SCHOOLS)
    assert gap.words == "'A title that nobody holds' (July 2016)"
