"""Reports of the register as RIS, which reference programs read: one record each, two letters and a value a line."""

from collections.abc import Iterable, Iterator

from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts


def write_ris(reports: Iterable[ReportFacts]) -> str:
    """Write reports as RIS; bodies are authors of one name, and a date is given as far as it is known."""
    return "".join(
        "".join(f"{tag}  - {value}\r\n" for tag, value in _record(report)) + "\r\n" for report in reports
    )


def _record(report: ReportFacts) -> Iterator[tuple[str, str]]:
    yield "TY", "PCOMM" if report.kind == "letter" else "RPRT"
    for tag, value in _values(report):
        line = " ".join(value.split())
        if line:
            yield tag, line
    yield "ER", ""


def _values(report: ReportFacts) -> Iterator[tuple[str, str]]:
    yield "ID", report.key
    yield "TI", report.title
    yield "ST", report.short_title
    for body in report.publishers:
        # A comma would part a name into family and given: a body has one name.
        yield "AU", body.replace(",", "")
    yield "PB", "; ".join(report.publishers)
    if report.published_on:
        yield "PY", str(report.published_on.first.year)
        yield "DA", _date(report.published_on)
    yield "T3", report.series
    yield "ET", report.edition
    yield "M3", report.kind
    yield "CY", report.place
    yield "UR", report.url
    if report.inspected_on:
        yield "N1", f"Inspected {report.inspected_on.in_words()}"
    if report.withdrawn:
        yield "N1", "Withdrawn"
    yield "N1", report.note


def _date(published: PartialDate) -> str:
    """Give a date as RIS has it: year, month, day and season parted by slashes, what is not known left empty."""
    first, last = published.first, published.last
    month = f"{first.month:02d}" if (first.year, first.month) == (last.year, last.month) else ""
    day = f"{first.day:02d}" if first == last else ""
    return f"{first.year}/{month}/{day}/"
