"""Reports of the register as BibTeX, which LaTeX and reference programs read."""

import re
from collections.abc import Iterable, Iterator

from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_NOT_IN_A_KEY = re.compile(r"[^A-Za-z0-9:._/+-]+")
_ADDRESS_ESCAPES = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


def write_bibtex(reports: Iterable[ReportFacts]) -> str:
    """Write reports as BibTeX: technical reports of an institution, letters as what has no type of its own."""
    taken: set[str] = set()
    return "\n".join(_entry(report, _free_key(report.key, taken)) for report in reports)


def _free_key(key: str, taken: set[str]) -> str:
    bare = _NOT_IN_A_KEY.sub("-", key) or "report"
    free, number = bare, 1
    while free.lower() in taken:
        number += 1
        free = f"{bare}-{number}"
    taken.add(free.lower())
    return free


def _entry(report: ReportFacts, key: str) -> str:
    kind = "misc" if report.kind == "letter" else "techreport"
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(report, kind) if value != "{}")
    return f"@{kind}{{{key},\n{fields}}}\n"


def _fields(report: ReportFacts, kind: str) -> Iterator[tuple[str, str]]:
    # Two braces: the first are the field's, the second keep capitals, and keep a body's name from being parted.
    yield "title", f"{{{{{escaped(report.title)}}}}}"
    yield "shorttitle", _braced(report.short_title)
    if report.publishers:
        yield "author", _braced_whole(" and ".join(f"{{{escaped(body)}}}" for body in report.publishers))
        yield "institution" if kind == "techreport" else "publisher", _braced(" and ".join(report.publishers))
    yield from _dates(report.published_on)
    yield "type", _braced(report.kind.capitalize() if report.kind else "Report")
    yield "series", _braced(report.series)
    yield "edition", _braced(report.edition)
    yield "url", _braced_whole("".join(_ADDRESS_ESCAPES.get(letter, letter) for letter in report.url))
    yield "note", _braced("; ".join(_notes(report)))


def _dates(published: PartialDate | None) -> Iterator[tuple[str, str]]:
    """Give the year, and the month by its name in BibTeX, as far as the date is known."""
    if published is None:
        return
    first, last = published.first, published.last
    yield "year", f"{{{first.year}}}"
    if (first.year, first.month) == (last.year, last.month):
        yield "month", _MONTHS[first.month - 1]
    if first == last:
        yield "day", f"{{{first.day}}}"


def _notes(report: ReportFacts) -> Iterator[str]:
    if report.place:
        yield report.place
    if report.inspected_on:
        yield f"inspected {report.inspected_on.in_words()}"
    if report.withdrawn:
        yield "withdrawn"
    if report.note:
        yield report.note


def escaped(words: str) -> str:
    """Write words so that LaTeX prints them as they are."""
    return "".join(_ESCAPED.get(letter, letter) for letter in " ".join(words.split()))


def _braced(words: str) -> str:
    return f"{{{escaped(words)}}}"


def _braced_whole(text: str) -> str:
    return f"{{{text}}}"
