"""What can be wrong with a citation of a work, each said in one sentence with what would put it right."""

from collections.abc import Iterator

from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.editions import disagrees
from corresp_tracker.citing.names import names_of_report
from corresp_tracker.citing.register import Register
from corresp_tracker.citing.shapes import shape_of
from corresp_tracker.values.citation import Check, CheckCode
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ProgrammeFacts, ReportFacts


def house_citation(report: ReportFacts) -> str:
    """Cite a report as letters of the house do: 'Title' (Month Year)."""
    title = f"'{report.title}'"
    if report.published_on is None:
        return title
    published = report.published_on
    month = published.iso.partition("/")[0][:7]
    return f"{title} ({PartialDate.parse(month).in_words()})"


def checks_of_report(
    report: ReportFacts,
    register: Register,
    *,
    letter: LetterContext,
    cited: PartialDate | None,
    whose: str = "",
) -> Iterator[Check]:
    """Check a citation of a report: its date, that it was out, that it stands, and whose it is."""
    if cited and disagrees(report, cited):
        yield _date_check(report, cited)
    if letter.dated and report.published_on and letter.dated.last < report.published_on.first:
        yield Check(
            CheckCode.NOT_YET_PUBLISHED,
            f"It was published on {report.published_on.in_words()}, after this letter ({letter.dated.in_words()}).",
        )
    yield from checks_of_standing(report)
    newer = register.reports.get(report.superseded_by)
    if report.superseded_by and not (newer and _came_after(newer, letter)):
        title = newer.title if newer else report.superseded_by
        yield Check(
            CheckCode.SUPERSEDED,
            f"It has been superseded by {title}.",
            house_citation(newer) if newer else "",
        )
    if (
        whose in ("our", "my")
        and letter.ours
        and report.publishers
        and not register.is_by(report, letter.ours)
    ):
        yield Check(
            CheckCode.NOT_OURS, f"It is called ours, but was published by {' and '.join(report.publishers)}."
        )


def checks_of_standing(work: ReportFacts | ProgrammeFacts) -> Iterator[Check]:
    """Check that a work has not been withdrawn. When it was is not known, so a letter of any date gets the check."""
    if work.withdrawn:
        yield Check(CheckCode.WITHDRAWN, "It has been withdrawn, by what the register says.")


def _came_after(report: ReportFacts, letter: LetterContext) -> bool:
    return bool(letter.dated and report.published_on and report.published_on.first > letter.dated.last)


def title_check(words: str, report: ReportFacts) -> Iterator[Check]:
    """Check the words that are marked as a report's title against the register's.

    Capitals, quotes, dashes and a left-out subtitle are never a difference, nor are other names that the register
    gives, nor a part of the title, nor what a scan misread.
    """
    said = _shape(words)
    if any(said == _shape(name.words) for name in names_of_report(report)) or said in _shape(report.title):
        return
    yield Check(CheckCode.TITLE_DIFFERS, f"The register's title is {report.title}.", report.title)


def _shape(words: str) -> str:
    folded = folded_words(words)
    return shape_of(" ".join(folded[1:] if folded[:1] in (["the"], ["a"], ["an"]) else folded))


def _date_check(report: ReportFacts, cited: PartialDate) -> Check:
    facts: list[str] = []
    if report.published_on:
        facts.append(f"published {report.published_on.in_words()}")
    if report.inspected_on:
        facts.append(f"inspected {report.inspected_on.in_words()}")
    known = report.published_on or report.inspected_on
    correction = ""
    if known:
        precise = known.iso.partition("/")[0][: len(cited.iso)]
        correction = PartialDate.parse(precise).in_words()
    return Check(
        CheckCode.DATE_DISAGREES,
        f"The letter says {cited.in_words()}; the register says {', '.join(facts)}.",
        correction,
    )
