"""What each row of a file, or each publication of a page, would become in the register: seen before it is taken."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, TypeAlias, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.links import office_register
from corresp_tracker.casework.register import ImportReport, RegisterKind, free_key, row_complaint
from corresp_tracker.casework.register_files import completed
from corresp_tracker.casework.register_rows import merged_keys, put_programmes, put_reports, work_facts
from corresp_tracker.casework.register_twins import BUT_FOR_SUBTITLE, HeldTitles, Twin, twins_of
from corresp_tracker.citing.page_facts import DateSays, PageDate
from corresp_tracker.citing.publications_page import PagePublication
from corresp_tracker.citing.register import Register
from corresp_tracker.citing.register_csv import RowProblem, read_programmes_csv, read_reports_csv
from corresp_tracker.model.works import Work
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ProgrammeFacts, ReportFacts

Facts: TypeAlias = ReportFacts | ProgrammeFacts
_YEAR = re.compile(r"(?:19|20)\d\d")
_LATEST_AFTER = 2
"""Years that may pass from the year in a title to its publication, before the date is asked about."""
_CERTAINLY = frozenset(("with the same title", "at the same web address"))
_PARTED = re.compile(r";|,|\band\b")


class Becomes(StrEnum):
    """What a row becomes. A doubtful one may be a work that the register holds under another key or title."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """One row. `facts` are what would be kept; an empty key is made when they are.

    `twin` is the work that it may be, and `as_twin` what that work would become. `asked_date` is a date that the page
    shows, taken for that of publication only where a person says so; `question` says why it is asked.
    """

    line: int
    facts: Facts
    becomes: Becomes
    says: str = ""
    twin: Twin | None = None
    as_twin: Facts | None = None
    asked_date: PartialDate | None = None
    question: str = ""

    def settled(self, *, take_date: bool = False, is_twin: bool = False) -> Facts:
        """Give what is kept when a person has answered what there is to ask."""
        facts = self.as_twin if is_twin and self.as_twin else self.facts
        if take_date and self.asked_date and isinstance(facts, ReportFacts):
            return replace(facts, published_on=self.asked_date)
        return facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file or page holds: its rows, and what is wrong with those that cannot be taken."""

    rows: tuple[ImportRow, ...]
    problems: tuple[RowProblem, ...] = ()


def preview_file(session: Session, kind: RegisterKind, text: str) -> Preview:
    """Say what the rows of a CSV file of reports or programmes would become. Raises InvalidRegister."""
    file = read_programmes_csv(text) if kind is RegisterKind.PROGRAMMES else read_reports_csv(text)
    facts: tuple[Facts, ...] = file.facts
    complaint = row_complaint(session, kind, facts)
    merged = merged_keys(session)
    held = HeldTitles(work_facts(session))
    known: dict[str, Facts] = {each.key: each for each in (*held.facts.reports, *held.facts.programmes)}
    rows: list[ImportRow] = []
    problems = list(file.problems)
    for each, line in zip(facts, file.lines, strict=True):
        reason = complaint(each)
        if reason:
            problems.append(RowProblem(line, reason, each.key))
        elif each.key in merged:
            says = "merged into another work since"
            rows.append(ImportRow(line=line, facts=each, becomes=Becomes.SAME, says=says))
        else:
            before = known.get(each.key)
            rows.append(_row(line, completed(each, before, file.columns), before, held))
    return Preview(rows=tuple(rows), problems=tuple(sorted(problems, key=lambda problem: problem.line)))


def preview_page(session: Session, entries: Sequence[PagePublication]) -> Preview:
    """Say what the publications of a page would become."""
    held, register = HeldTitles(work_facts(session)), office_register(session)
    return Preview(
        rows=tuple(_page_row(line, entry, held, register) for line, entry in enumerate(entries, start=1))
    )


def take_rows(session: Session, chosen: Sequence[Facts]) -> ImportReport:
    """Write the chosen rows into the register; a report with no key gets one of its title."""
    held: dict[str, Facts] = {
        each.key: each for each in (*work_facts(session).reports, *work_facts(session).programmes)
    }
    taken = set(session.scalars(select(Work.key)))
    keyed: list[Facts] = []
    for facts in chosen:
        if not facts.key:
            title = facts.title if isinstance(facts, ReportFacts) else facts.name
            facts = replace(facts, key=free_key(title, taken))
            taken.add(facts.key)
        keyed.append(facts)
    put_programmes(session, [facts for facts in keyed if isinstance(facts, ProgrammeFacts)])
    put_reports(session, [facts for facts in keyed if isinstance(facts, ReportFacts)])
    same = sum(held.get(facts.key) == facts for facts in keyed)
    added = sum(facts.key not in held for facts in keyed)
    return ImportReport(added=added, changed=len(keyed) - added - same, same=same, problems=(), kept=True)


def differences(before: Facts, after: Facts) -> str:
    """Say in words which facts differ."""
    said = [
        f"{_LABELS.get(field.name, field.name.replace('_', ' '))}: {_in_words(was) or '–'} → {_in_words(now) or '–'}"
        for field in fields(before)
        if (was := getattr(before, field.name)) != (now := getattr(after, field.name))
    ]
    return "; ".join(said)


def _row(line: int, facts: Facts, before: Facts | None, held: HeldTitles) -> ImportRow:
    if before == facts:
        return ImportRow(line=line, facts=facts, becomes=Becomes.SAME)
    if before is not None:
        says = differences(before, facts)
        return ImportRow(line=line, facts=facts, becomes=Becomes.CHANGED, says=says)
    twin = next(iter(twins_of(facts, held)), None) if isinstance(facts, ReportFacts) else None
    if twin is None:
        return ImportRow(line=line, facts=facts, becomes=Becomes.NEW)
    assert isinstance(facts, ReportFacts)
    as_twin = filled(held.reports[twin.key], facts)
    return ImportRow(
        line=line, facts=facts, becomes=Becomes.DOUBTFUL, says=_may_be(twin), twin=twin, as_twin=as_twin
    )


def _page_row(line: int, entry: PagePublication, held: HeldTitles, register: Register) -> ImportRow:
    bare = ReportFacts(
        key="",
        title=entry.title,
        publishers=_bodies(entry.publisher, register),
        kind=entry.kind.removesuffix(" report").removesuffix(" inspection report"),
        url=entry.url,
    )
    near = replace(bare, published_on=entry.published.date if entry.published else None)
    twins = twins_of(near, held) or twins_of(bare, held)
    certain = next((twin for twin in twins if _is_certain(twin, entry.published)), None)
    if certain:
        return _known_row(line, bare, entry.published, held.reports[certain.key])
    date, question = _date_of_new(entry.title, entry.published)
    facts = bare if question else replace(bare, published_on=date)
    twin = next(iter(twins), None)
    return ImportRow(
        line=line,
        facts=facts,
        becomes=Becomes.DOUBTFUL if twin else Becomes.NEW,
        says=_may_be(twin) if twin else "",
        twin=twin,
        as_twin=filled(held.reports[twin.key], facts) if twin else None,
        asked_date=date if question else None,
        question=question,
    )


def _is_certain(twin: Twin, shown: PageDate | None) -> bool:
    """Say whether a publication of a page is that work: pages often leave the subtitle out, but not the date too."""
    if twin.reason in _CERTAINLY:
        return True
    dated = shown is not None and twin.published_on is not None and _agree(shown.date, twin.published_on)
    return dated and twin.reason == BUT_FOR_SUBTITLE


def _known_row(line: int, bare: ReportFacts, shown: PageDate | None, known: ReportFacts) -> ImportRow:
    """Say what a report that the register holds becomes: what it lacks is filled, what it says stands."""
    facts = filled(known, bare)
    question = ""
    if shown and known.published_on is None:
        date, question = _date_of_new(known.title, shown)
        facts = facts if question else replace(facts, published_on=date)
    elif shown and known.published_on and not _agree(shown.date, known.published_on):
        said = known.published_on.in_words()
        question = f"The page says {shown.date.in_words()}{_called(shown)}, the register {said}."
    elif shown and known.published_on and _is_finer(shown.date, known.published_on):
        facts = replace(facts, published_on=shown.date) if shown.says is not DateSays.SITE else facts
    says = differences(known, facts)
    return ImportRow(
        line=line,
        facts=facts,
        becomes=Becomes.CHANGED if facts != known else Becomes.SAME,
        says=says,
        asked_date=shown.date if shown and question else None,
        question=question,
    )


def filled(known: ReportFacts, more: ReportFacts) -> ReportFacts:
    """Fill what a report of the register does not say from what a file or page does."""
    said: Mapping[str, Any] = {
        field.name: value
        for field in fields(known)
        if not getattr(known, field.name) and (value := getattr(more, field.name))
    }
    return replace(known, **said)


def _date_of_new(title: str, shown: PageDate | None) -> tuple[PartialDate | None, str]:
    """Give the date that a page shows, and what must be asked before it is taken for that of publication."""
    if shown is None:
        return None, ""
    words = shown.date.in_words()
    if shown.says is DateSays.SITE:
        return shown.date, f"The page gives only the day it was put up or updated there, {words}."
    years = [int(year) for year in _YEAR.findall(title)]
    if years and not 0 <= shown.date.last.year - max(years) <= _LATEST_AFTER:
        return shown.date, f"The page says {words}, the title {max(years)}."
    if shown.says is DateSays.UNSAID:
        return shown.date, f"The page does not say what its date, {words}, is of."
    return shown.date, ""


def _called(shown: PageDate) -> str:
    return " (put up or updated there)" if shown.says is DateSays.SITE else ""


def _agree(one: PartialDate, other: PartialDate) -> bool:
    return one.first <= other.last and other.first <= one.last


def _is_finer(one: PartialDate, other: PartialDate) -> bool:
    return other.first <= one.first and one.last <= other.last and one != other


def _bodies(printed: str, register: Register) -> tuple[str, ...]:
    """Part bodies that are printed together, where each part is a body that the register knows."""
    parts = tuple(part.strip() for part in _PARTED.split(printed) if part.strip())
    if parts and all(register.body(part) for part in parts):
        return parts
    return (printed,) if printed else ()


def _may_be(twin: Twin) -> str:
    dated = f", {twin.published_on.in_words()}" if twin.published_on else ""
    return f"may be “{twin.title}”{dated}: {twin.reason}"


def _in_words(value: object) -> str:
    if isinstance(value, PartialDate):
        return value.in_words()
    if isinstance(value, (tuple, frozenset)):
        return "; ".join(sorted(_in_words(each) for each in cast("Collection[object]", value)))
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value or "")


_LABELS = {
    "published_on": "published",
    "inspected_on": "inspected",
    "url": "web address",
    "cue_names": "names that need a cue",
    "owners": "inspectorates",
    "complete": "complete for",
    "former_keys": "former ids",
}
