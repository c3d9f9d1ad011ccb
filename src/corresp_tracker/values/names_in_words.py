"""Names as people say them: one in one line, several in one breath."""

from collections.abc import Sequence

from corresp_tracker.values.letter_text import PrintedCorrespondent

_MOST = 3


def in_one_breath(names: Sequence[str]) -> str:
    """Name some people or bodies: "A and B", "A, B and C", "A, B and 4 others"."""
    if len(names) <= 1:
        return "".join(names)
    if len(names) > _MOST:
        return f"{', '.join(names[: _MOST - 1])} and {len(names) - _MOST + 1} others"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def in_one_line(printed: PrintedCorrespondent) -> str:
    """Name somebody in one line: name and honours, post, body."""
    name = " ".join(filter(None, (printed.name, printed.honours)))
    return ", ".join(filter(None, (name, printed.post, printed.organisation)))


def out_of_one_line(words: str) -> PrintedCorrespondent:
    """Take a line apart again: a name, then a post and a body where there are commas."""
    name, _, rest = " ".join(words.split()).strip(" ,").partition(", ")
    post, _, organisation = rest.partition(", ")
    return PrintedCorrespondent(name=name, post=post, organisation=organisation)
