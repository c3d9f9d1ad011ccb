"""What is warned of in a citation, and where no warning is due. All sentences are our own."""

from dataclasses import replace

import pytest

from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.finder import find_citations
from corresp_tracker.citing.register import Register, compile_register
from corresp_tracker.citing.register_csv import starter_register
from corresp_tracker.values.citation import CheckCode, CitationKind
from corresp_tracker.values.letter_text import LetterParagraph
from corresp_tracker.values.partial_date import PartialDate

SUPERSEDED = {"core-business": "stolen-freedom"}


@pytest.fixture(scope="module")
def register() -> Register:
    """The starter register, in which two works are withdrawn and one is superseded."""
    facts = starter_register()
    reports = tuple(
        replace(each, withdrawn=each.key == "in-harm-s-way", superseded_by=SUPERSEDED.get(each.key, ""))
        for each in facts.reports
    )
    programmes = tuple(replace(each, withdrawn=each.key == "jtai") for each in facts.programmes)
    return compile_register(replace(facts, reports=reports, programmes=programmes))


def checks(register: Register, text: str, dated: str = "", ours: str = "") -> list[CheckCode]:
    letter = LetterContext(dated=PartialDate.parse(dated) if dated else None, ours=ours)
    [found] = find_citations([LetterParagraph("2", 0, text)], register, letter=letter)
    return [check.code for each in found if each.kind is not CitationKind.BODY for check in each.checks]


@pytest.mark.parametrize(
    "text",
    [
        "See ‘In harm’s way’ (July 2015).",
        "The joint targeted area inspections go on.",
        "We have done 12 joint targeted area inspections.",
    ],
)
@pytest.mark.parametrize("dated", ["", "2016-10-18", "2024-01-15"])
def test_a_withdrawn_work_is_warned_of_on_any_date(register: Register, text: str, dated: str) -> None:
    assert checks(register, text, dated) == [CheckCode.WITHDRAWN]


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        ("2016-03-22", [CheckCode.NOT_YET_PUBLISHED]),
        ("2016-03-23", []),
        ("2016-03", []),
        ("2016-02", [CheckCode.NOT_YET_PUBLISHED]),
        ("", []),
    ],
)
def test_a_report_is_out_on_the_day_of_its_publication(
    register: Register, dated: str, expected: list[CheckCode]
) -> None:
    assert checks(register, "See ‘Missing children: who cares?’", dated) == expected


@pytest.mark.parametrize(
    ("dated", "expected"),
    [("2017-10-23", []), ("2017-10-24", [CheckCode.SUPERSEDED]), ("", [CheckCode.SUPERSEDED])],
)
def test_a_report_is_superseded_once_the_newer_one_is_out(
    register: Register, dated: str, expected: list[CheckCode]
) -> None:
    assert checks(register, "See ‘Core business’ (September 2014).", dated) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See our report ‘Stolen freedom’.", [CheckCode.NOT_OURS]),
        ("See my report ‘Stolen freedom’.", [CheckCode.NOT_OURS]),
        ("See our joint report ‘Time to listen’.", []),
        ("See our partners HMICFRS’s report ‘Stolen freedom’.", []),
        ("In our reply to ‘Stolen freedom’ we said little.", []),
        ("See your report ‘Stolen freedom’.", []),
    ],
)
def test_only_a_report_that_is_called_ours_is_said_to_be_anothers(
    register: Register, text: str, expected: list[CheckCode]
) -> None:
    assert checks(register, text, "2019-01-15", "org-ofsted") == expected
    assert checks(register, text, "2019-01-15") == []  # whose "our" is, is not known
