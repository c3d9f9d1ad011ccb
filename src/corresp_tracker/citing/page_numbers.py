"""Page numbers in the middle of a paragraph, where a scan or pasted text runs over the end of a page."""

import re

_PAGE_NUMBER = re.compile(r"\n[ \t]*(?:[Pp]age[ \t]+)?[-–]?[ \t]*\d{1,3}[ \t]*[-–]?[ \t]*(?=\n)")


def without_page_numbers(text: str) -> str:
    """Put blanks in the place of page numbers, which stand alone on a line in the middle of a sentence."""
    if "\n" not in text:
        return text
    return _PAGE_NUMBER.sub(lambda match: " " * len(match.group()), text)
