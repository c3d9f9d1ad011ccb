"""Which report a description means: those on its topic, by that office, of that time; and whether that is enough."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corresp_tracker.citing.checks import checks_of_report
from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.editions import Said, Time, is_soon_out, of_date, of_edition, was_out
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.topics import holds_most, reports_on
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

OFFERED = 9
"""The most reports that are offered to choose from; more are no help."""


@dataclass(frozen=True, slots=True)
class Description:
    """What a description says: whose report, when, its topic, and where its words stand.

    `sure` says whether the topic surely ends where it was cut; `several` that more reports than one are meant;
    `is_proper` that the topic is a name in capitals ("the Daniel Morgan panel"); `narrowed` that what follows makes
    it another's report, or one on less ("by the council", "in a single force"); `to_come` that it is said to be
    still to come, so that none that was out is meant.
    """

    start: int
    end: int
    whose: str
    office: str
    topic: tuple[str, ...]
    manner: str
    said: Said | None
    dated: PartialDate | None
    sure: bool
    several: bool = False
    is_proper: bool = False
    narrowed: bool = False
    to_come: bool = False


def reports_meant(passage: Passage, described: Description) -> list[ReportFacts]:
    """Give the reports on a topic that the office had published by then; the national ones, where there are any.

    Names that say more than the topic are tried where a time is said of which the closest have none, and other forms of
    its words ("neglected" for "neglect") only where the words themselves name none that was out. Reports that came out
    soon after the letter, which may speak of them too early, come last.
    """
    found: list[list[ReportFacts]] = []
    for in_other_forms in (False, True):
        of_topic = _of_topic(passage, described, in_other_forms=in_other_forms)
        if described.said and described.said.year and not _of_time(passage, described, of_topic):
            farther = _of_topic(passage, described, in_other_forms=in_other_forms, closest=False)
            of_topic = _of_time(passage, described, farther) or of_topic
        found.append([each for each in of_topic if was_out(each, passage.letter) and not described.to_come])
        of_time = _of_time(passage, described, [each for each in found[-1] if not each.place])
        if of_time:
            return of_time
        soon = [each for each in of_topic if not each.place and is_soon_out(each, passage.letter)]
        found.append(soon)
    on_places = _of_time(passage, described, found[0] or found[2])
    return on_places or _of_date(described, found[1] or found[3]) or _undated(described, found[0])


def _undated(described: Description, reports: Sequence[ReportFacts]) -> list[ReportFacts]:
    """Give the one report of an office on a topic of which the register has no date, whatever time is said."""
    only = [each for each in reports if not each.place]
    known = any(each.published_on or each.inspected_on or each.edition for each in only)
    return only if described.office and len(only) == 1 and not known else []


def _of_topic(
    passage: Passage, described: Description, *, in_other_forms: bool, closest: bool = True
) -> list[ReportFacts]:
    """Give the reports of the office on the topic, whenever they came out."""
    register = passage.register
    return [
        report
        for report in reports_on(
            described.topic,
            register,
            manner=described.manner,
            in_other_forms=in_other_forms,
            closest=closest,
        )
        if not described.office or described.office in register.publishers_of(report.publishers)
    ]


def _of_time(passage: Passage, described: Description, reports: Sequence[ReportFacts]) -> list[ReportFacts]:
    left = list(reports)
    if described.said and not _is_untimed(described, passage.letter):
        left = of_edition(left, described.said, passage.letter)
    return _of_date(described, left)


def _of_date(described: Description, reports: Iterable[ReportFacts]) -> list[ReportFacts]:
    return of_date(reports, described.dated) if described.dated else list(reports)


def citation_of(passage: Passage, described: Description, reports: Sequence[ReportFacts]) -> Citation:
    """Make the citation of the reports that a description may mean; one is linked where the description is enough."""
    only = reports[0] if len(reports) == 1 and not described.several else None
    one = only if only and _is_enough(passage, described, only) else None
    checked = only if only and (one or not was_out(only, passage.letter)) else None
    cited = described.dated or (
        PartialDate.parse(described.said.year[:4]) if described.said and described.said.year else None
    )
    return passage.citation(
        described.start,
        described.end,
        CitationKind.REPORT,
        Confidence.LIKELY if one else Confidence.POSSIBLE,
        _reason(described, cited.in_words() if cited else "", reports),
        work=one.key if one else None,
        candidates=[report.key for report in reports],
        cited_date=cited,
        checks=checks_of_report(checked, passage.register, letter=passage.letter, cited=cited)
        if checked
        else (),
    )


def _is_untimed(described: Description, letter: LetterContext) -> bool:
    """Say whether "this year's" cannot be told, because the letter's own date is not known."""
    said = described.said
    return said is not None and said.time not in (None, Time.LATEST) and letter.year is None


def _is_enough(passage: Passage, described: Description, report: ReportFacts) -> bool:
    """Say whether a description is enough to link by.

    Its owner or its date is known, its topic is a narrow one, or the writer or the reader published the report and
    the topic is no single word. What is not out yet is linked only where it is the writer's own.
    """
    if not described.sure or described.narrowed or _is_untimed(described, passage.letter):
        return False
    if not was_out(report, passage.letter):
        ours = passage.letter.ours
        own = bool(ours) and ours in passage.register.publishers_of(report.publishers)
        return own and (described.whose == "our" or (described.whose == "the" and len(described.topic) > 1))
    if described.office:
        return True
    if described.is_proper and holds_most(report, described.topic, passage.register, manner=described.manner):
        return True
    timed = described.dated or (
        described.said and (described.said.year or described.said.time is not Time.LATEST)
    )
    inspectorates_word = any(
        word in described.manner for word in ("thematic", "inspection", "super-complaint")
    )
    definite = described.whose not in ("a", "an")
    return bool(timed or (definite and (inspectorates_word or _is_a_partys(passage, described, report))))


def _is_a_partys(passage: Passage, described: Description, report: ReportFacts) -> bool:
    """Say whether the writer or the reader of the letter published a report of which several words are said."""
    parties = {passage.letter.ours, passage.letter.yours} - {""}
    return (
        described.whose == "the"
        and (len(described.topic) > 1 or described.is_proper)
        and not parties.isdisjoint(passage.register.publishers_of(report.publishers))
    )


def _reason(described: Description, dated: str, reports: Sequence[ReportFacts]) -> str:
    of_date = f" of {dated}" if dated else ""
    topic = " ".join(described.topic)
    if len(reports) > 1:
        return f"{len(reports)} reports{of_date} on {topic}"
    if dated and not (reports[0].published_on or reports[0].inspected_on or reports[0].edition):
        return f"the one report on {topic}, of which the register has no date"
    return f"the one report{of_date} on {topic}"
