"""The office's register as people keep it: started, imported, exported, added to and corrected."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.register_bodies import (
    office_holder_facts,
    organisation_facts,
    put_office_holders,
    put_organisations,
)
from corresp_tracker.casework.register_files import completed
from corresp_tracker.casework.register_rows import merged_keys, put_programmes, put_reports, work_facts
from corresp_tracker.citing.register_csv import (
    RegisterFile,
    RowProblem,
    read_correspondents_csv,
    read_organisations_csv,
    read_programmes_csv,
    read_reports_csv,
    starter_register,
    write_correspondents_csv,
    write_organisations_csv,
    write_programmes_csv,
    write_reports_csv,
)
from corresp_tracker.errors import ChangedElsewhere, InvalidRegister, NotFound
from corresp_tracker.model.people import Organisation
from corresp_tracker.model.works import Programme, Report, Work
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.register_facts import (
    OfficeHolderFacts,
    OrganisationFacts,
    ProgrammeFacts,
    RegisterFacts,
    ReportFacts,
)


class RegisterKind(StrEnum):
    """The parts of the register, each a file of its own."""

    REPORTS = "reports"
    PROGRAMMES = "programmes"
    ORGANISATIONS = "organisations"
    CORRESPONDENTS = "correspondents"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import found: how many rows are new, changed and the same, and which cannot be taken.

    `kept` says whether the good rows were written: not so where there are problems that nobody has waved through.
    """

    added: int
    changed: int
    same: int
    problems: tuple[RowProblem, ...]
    kept: bool


class _Facts(Protocol):
    @property
    def key(self) -> str: ...


F = TypeVar("F", bound=_Facts)


def register_facts(session: Session) -> RegisterFacts:
    """Give all that the office's register holds."""
    return replace(
        work_facts(session),
        organisations=organisation_facts(session),
        office_holders=office_holder_facts(session),
    )


def seed_starter_register(session: Session) -> None:
    """Write the register that ships with the program into a log; what is there already under a key is changed."""
    facts = starter_register()
    put_organisations(session, facts.organisations)
    put_programmes(session, facts.programmes)
    put_reports(session, facts.reports)
    put_office_holders(session, facts.office_holders)


def import_register(
    session: Session, kind: RegisterKind, text: str, *, take_good_rows: bool = False
) -> ImportReport:
    """Import one part of the register from a CSV file's text.

    Where rows cannot be taken, nothing is written until `take_good_rows` says to go on without them.
    Raises InvalidRegister where the file has not the columns of this part.
    """
    return _PARTS[kind].take(session, text, take_good_rows=take_good_rows)


def kind_of_file(text: str) -> RegisterKind:
    """Say which part of the register a CSV file holds, by its columns. Raises InvalidRegister."""
    for kind in RegisterKind:
        try:
            _PARTS[kind].read(text)
        except InvalidRegister:
            continue
        return kind
    raise InvalidRegister(
        "This file has not the columns of reports, programmes, organisations or correspondents: export one of "
        "them first to see what they are."
    )


def export_register(session: Session, kind: RegisterKind) -> str:
    """Give one part of the register as a CSV file's text; importing it again changes nothing."""
    return _PARTS[kind].text(session)


def add_work(session: Session, facts: ReportFacts | ProgrammeFacts) -> int:
    """Add a report or programme by hand and give its id; an empty key is made from its title.

    Raises InvalidRegister where it has no title, or another work has its key. What may be the same report already
    (`twins_of`) is for a person to say.
    """
    title = facts.title if isinstance(facts, ReportFacts) else facts.name
    if not title.strip():
        raise InvalidRegister("A report needs a title, and a programme a name: type it as it is printed.")
    known = set(session.scalars(select(Work.key)))
    if not facts.key:
        facts = replace(facts, key=free_key(title, known))
    elif facts.key in known:
        raise InvalidRegister(f"The register has a work under the key {facts.key} already: choose another.")
    if isinstance(facts, ReportFacts):
        put_reports(session, (facts,))
    else:
        put_programmes(session, (facts,))
    return session.scalars(select(Work.id).where(Work.key == facts.key)).one()


def edit_work(session: Session, work_id: int, facts: ReportFacts | ProgrammeFacts, *, version: int) -> None:
    """Change what the register says of a work; its key stays.

    Raises NotFound, and ChangedElsewhere where a colleague changed it since `version` was read.
    """
    work = session.get(Work, work_id)
    if work is None or work.merged_into_id is not None:
        raise NotFound("This work is no longer in the register: look for it again.")
    if work.version != version:
        raise ChangedElsewhere("A colleague changed this work while you had it open: open it again.")
    if isinstance(facts, ReportFacts):
        put_reports(session, (replace(facts, key=work.key),))
    else:
        put_programmes(session, (replace(facts, key=work.key),))


def free_key(title: str, known: Collection[str]) -> str:
    """Make a key from a title that no work has yet: "in-harms-way", then "in-harms-way-2"."""
    stem = "-".join(folded_words(title.partition(":")[0]))[:60].strip("-") or "report"
    stem = re.sub(r"[^a-z0-9-]", "", stem) or "report"
    key, number = stem, 1
    while key in known:
        number += 1
        key = f"{stem}-{number}"
    return key


@dataclass(frozen=True, slots=True)
class _Part(Generic[F]):
    """How one part of the register is read, checked, put into the log, and written out."""

    read: Callable[[str], RegisterFile[F]]
    held: Callable[[Session], Sequence[F]]
    complaint: Callable[[Session, Sequence[F]], Callable[[F], str]]
    put: Callable[[Session, Sequence[F]], None]
    write: Callable[[Sequence[F]], str]

    def text(self, session: Session) -> str:
        """Give what the log holds as a file's text."""
        return self.write(self.held(session))

    def take(self, session: Session, text: str, *, take_good_rows: bool) -> ImportReport:
        """Import the good rows, if none is bad or the bad ones may be left out."""
        file = self.read(text)
        complaint = self.complaint(session, file.facts)
        merged = merged_keys(session)
        good: list[F] = []
        problems = list(file.problems)
        for facts, line in zip(file.facts, file.lines, strict=True):
            reason = complaint(facts)
            if reason:
                problems.append(RowProblem(line, reason, facts.key))
            else:
                good.append(facts)
        held = {facts.key: facts for facts in self.held(session)}
        # A row of a twin that was merged since the file was written says nothing new of the work that was kept.
        twins = [facts for facts in good if facts.key in merged]
        good = [
            completed(facts, held.get(facts.key), file.columns) for facts in good if facts.key not in merged
        ]
        kept = take_good_rows or not problems
        if kept:
            self.put(session, good)
        same = sum(held.get(facts.key) == facts for facts in good)
        added = sum(facts.key not in held for facts in good)
        return ImportReport(
            added=added,
            changed=len(good) - added - same,
            same=same + len(twins),
            problems=tuple(sorted(problems, key=lambda problem: problem.line)),
            kept=kept,
        )


def row_complaint(
    session: Session, kind: RegisterKind, rows: Sequence[ReportFacts | ProgrammeFacts]
) -> Callable[[ReportFacts | ProgrammeFacts], str]:
    """Say of each row of a file of works why it cannot be taken; nothing where it can."""
    if kind is RegisterKind.PROGRAMMES:
        of_programme = _of_programme(session, ())
        return lambda facts: of_programme(facts) if isinstance(facts, ProgrammeFacts) else ""
    of_report = _of_report(session, [facts for facts in rows if isinstance(facts, ReportFacts)])
    return lambda facts: of_report(facts) if isinstance(facts, ReportFacts) else ""


def _of_report(session: Session, rows: Sequence[ReportFacts]) -> Callable[[ReportFacts], str]:
    """Say of each report what other works it names that neither the register nor the file holds."""
    reports = set(session.scalars(select(Report.key))) | {facts.key for facts in rows}
    programmes = set(session.scalars(select(Programme.key)))

    def complaint(facts: ReportFacts) -> str:
        if facts.key in programmes:
            return f"its id {facts.key} is that of a programme"
        if facts.programme and facts.programme not in programmes:
            return f"its programme {facts.programme} is not in the register: import the programmes first"
        if facts.superseded_by and facts.superseded_by not in reports:
            return f"the report {facts.superseded_by} that took its place is not in the register"
        return ""

    return complaint


def _of_programme(session: Session, _: Sequence[ProgrammeFacts]) -> Callable[[ProgrammeFacts], str]:
    reports = set(session.scalars(select(Report.key)))
    return lambda facts: f"its id {facts.key} is that of a report" if facts.key in reports else ""


def _of_organisation(
    session: Session, rows: Sequence[OrganisationFacts]
) -> Callable[[OrganisationFacts], str]:
    known = set(session.scalars(select(Organisation.key))) | {facts.key for facts in rows}

    def complaint(facts: OrganisationFacts) -> str:
        if facts.successor and facts.successor not in known:
            return f"its successor {facts.successor} is not in the register"
        return ""

    return complaint


def _of_office_holder(_: Session, __: Sequence[OfficeHolderFacts]) -> Callable[[OfficeHolderFacts], str]:
    def complaint(facts: OfficeHolderFacts) -> str:
        if facts.started and facts.ended and facts.ended.last < facts.started.first:
            return "the time in the post ends before it begins"
        return ""

    return complaint


_PARTS: dict[
    RegisterKind,
    _Part[ReportFacts] | _Part[ProgrammeFacts] | _Part[OrganisationFacts] | _Part[OfficeHolderFacts],
] = {
    RegisterKind.REPORTS: _Part(
        read_reports_csv,
        lambda session: work_facts(session).reports,
        _of_report,
        put_reports,
        write_reports_csv,
    ),
    RegisterKind.PROGRAMMES: _Part(
        read_programmes_csv,
        lambda session: work_facts(session).programmes,
        _of_programme,
        put_programmes,
        write_programmes_csv,
    ),
    RegisterKind.ORGANISATIONS: _Part(
        read_organisations_csv,
        organisation_facts,
        _of_organisation,
        put_organisations,
        write_organisations_csv,
    ),
    RegisterKind.CORRESPONDENTS: _Part(
        read_correspondents_csv,
        office_holder_facts,
        _of_office_holder,
        put_office_holders,
        write_correspondents_csv,
    ),
}
