"""Works taken out of the register to be used elsewhere: all, those of a list, or those that a letter cites."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.register import RegisterKind, export_register
from corresp_tracker.casework.register_rows import work_facts
from corresp_tracker.citing.register_bibtex import write_bibtex
from corresp_tracker.citing.register_csv import write_programmes_csv, write_reports_csv
from corresp_tracker.citing.register_ris import write_ris
from corresp_tracker.errors import InvalidRegister
from corresp_tracker.model.letters import Paragraph
from corresp_tracker.model.works import Link, Work
from corresp_tracker.store.search import standing_links


class ExportFormat(StrEnum):
    """What a file of works is written as, by the ending of its name."""

    CSV = "csv"
    RIS = "ris"
    BIBTEX = "bibtex"

    @property
    def suffix(self) -> str:
        """The ending of such a file's name."""
        return ".bib" if self is ExportFormat.BIBTEX else f".{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The text of a file, how many works are in it, and how many are not because they are no publications."""

    text: str
    works: int
    left_out: int = 0

    def encoded(self, form: ExportFormat) -> bytes:
        """Give the bytes to write; spreadsheets know UTF-8 by its mark, and reference programs stumble over it."""
        return self.text.encode("utf-8-sig" if form is ExportFormat.CSV else "utf-8")


def export_works(
    session: Session, kind: RegisterKind, form: ExportFormat, *, only: Collection[int] | None = None
) -> Exported:
    """Write one part of the register, or the works `only` of it, in a form.

    Programmes are no publications: a file of references leaves them out and says how many. Raises InvalidRegister
    where the form cannot hold this part.
    """
    if kind in (RegisterKind.ORGANISATIONS, RegisterKind.CORRESPONDENTS):
        if form is not ExportFormat.CSV:
            raise InvalidRegister(f"Only reports can be written as {form.value}: write {kind.value} as csv.")
        text = export_register(session, kind)
        return Exported(text=text, works=max(text.count("\n") - 1, 0))
    facts = work_facts(session)
    keys = None if only is None else _keys(session, only)
    reports = [each for each in facts.reports if keys is None or each.key in keys]
    programmes = [each for each in facts.programmes if keys is None or each.key in keys]
    if form is not ExportFormat.CSV:
        write = write_ris if form is ExportFormat.RIS else write_bibtex
        return Exported(text=write(reports), works=len(reports), left_out=len(programmes) if keys else 0)
    if kind is RegisterKind.PROGRAMMES:
        return Exported(text=write_programmes_csv(programmes), works=len(programmes))
    left_out = len(programmes) if keys is not None else 0
    return Exported(text=write_reports_csv(reports), works=len(reports), left_out=left_out)


def works_of_letter(session: Session, letter_id: int) -> list[int]:
    """Give the works that a letter cites, in the order in which it does; not what it only may mean."""
    cited = (
        select(Link.work_id)
        .join(Paragraph, Paragraph.id == Link.paragraph_id)
        .where(
            Paragraph.letter_id == letter_id,
            Paragraph.removed.is_(False),
            Link.work_id.is_not(None),
            *standing_links(),
        )
        .order_by(Paragraph.position, Link.start)
    )
    return list(dict.fromkeys(work for work in session.scalars(cited) if work))


def _keys(session: Session, ids: Collection[int]) -> frozenset[str]:
    return frozenset(session.scalars(select(Work.key).where(Work.id.in_(list(ids)))))
