"""Page numbers in the middle of a paragraph, where a scan or pasted text runs over the end of a page."""

import re

_MARKING = (
    r"(?:OFFICIAL(?:[ \t]*[-–:][ \t]*SENSITIVE)?|SECRET|TOP SECRET|RESTRICTED|CONFIDENTIAL|UNCLASSIFIED)"
)
_NUMBER = r"(?:[Pp]age[ \t]+)?[-–|]?[ \t]*\d{1,3}(?:[ \t]*(?:of|/)[ \t]*\d{1,3})?[ \t]*[-–|]?"
_PAGE_ENDS = re.compile(rf"\n[ \t]*(?:{_MARKING}|{_NUMBER})[ \t]*(?=\n)")


def without_page_numbers(text: str) -> str:
    """Put blanks in the place of page numbers and markings that stand alone on a line in the middle of a sentence."""
    if "\n" not in text:
        return text
    return _PAGE_ENDS.sub(lambda match: " " * len(match.group()), text)
