"""A correction changes what is wrong, and nothing else of the citation."""

import pytest

from corresp_tracker.citing.corrections import corrected
from corresp_tracker.values.citation import CheckCode

DATE, TITLE = CheckCode.DATE_DISAGREES, CheckCode.TITLE_DIFFERS


@pytest.mark.parametrize(
    ("words", "code", "correction", "becomes"),
    [
        ("'In Harm's Way' (June 2015)", DATE, "July 2015", "'In Harm's Way' (July 2015)"),
        ("‘State of Policing 2018’ (July 2018)", DATE, "July 2019", "‘State of Policing 2018’ (July 2019)"),
        ("Core Business of 1 June 2014", DATE, "September 2014", "Core Business of September 2014"),
        ("our 2015 vulnerability report", DATE, "2016", "our 2016 vulnerability report"),
        (
            "'A Time to Choose' (April 2019)",
            TITLE,
            "Fraud: Time to choose",
            "'Fraud: Time to choose' (April 2019)",
        ),
        (
            "A Time to Choose (April 2019)",
            TITLE,
            "Fraud: Time to choose",
            "Fraud: Time to choose (April 2019)",
        ),
        ("A Time to Choose", TITLE, "Fraud: Time to choose", "Fraud: Time to choose"),
        ("'Old' (May 2010)", CheckCode.SUPERSEDED, "'New' (May 2020)", "'New' (May 2020)"),
    ],
)
def test_only_what_is_wrong_changes(words: str, code: CheckCode, correction: str, becomes: str) -> None:
    assert corrected(words, code, correction) == becomes
