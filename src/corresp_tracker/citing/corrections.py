"""What a citation's words become when its check is taken at its word: the wrong part is put right, the rest stays."""

import re

from corresp_tracker.values.citation import CheckCode
from corresp_tracker.values.partial_date import MONTHS

_DATE = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:(?:{'|'.join(MONTHS)}|{'|'.join(month[:3] for month in MONTHS)})\.?,?\s+)?"
    r"(?:19|20)\d\d",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?P<open>[‘'“\"])(?P<title>.+)(?P<close>[’'”\"])")
_BEFORE_DATE = re.compile(
    r"\s*(?:\((?:published )?|,?\s+(?:of|from|dated|in|published)\b).*\Z", re.IGNORECASE
)


def corrected(words: str, code: CheckCode, correction: str) -> str:
    """Give the words of a citation with a check's correction in them.

    A wrong date changes alone, the last of the words; a wrong title changes within its quotes, or up to the date.
    Any other correction takes the place of all the words.
    """
    if code is CheckCode.DATE_DISAGREES:
        dates = list(_DATE.finditer(words))
        if dates:
            return f"{words[: dates[-1].start()]}{correction}{words[dates[-1].end() :]}"
    if code is CheckCode.TITLE_DIFFERS:
        quoted = _QUOTED.search(words)
        if quoted:
            return f"{words[: quoted.start('title')]}{correction}{words[quoted.end('title') :]}"
        rest = _BEFORE_DATE.search(words)
        return f"{correction}{rest.group() if rest else ''}"
    return correction
