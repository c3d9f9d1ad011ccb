"""The office's figures as a spreadsheet or as CSV, with the cases behind them and the definitions that were used."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.deadlines import office_calendar
from corresp_tracker.casework.how_we_do import DEFINITIONS, HowWeDo, how_we_do
from corresp_tracker.casework.sheet_files import Cell, Sheet, SheetForm, as_csv, as_xlsx
from corresp_tracker.model.cases import Case, CaseKind
from corresp_tracker.store.lists.performance import Period, outcomes_of_cases
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.tally import Standard, Tally

_TALLY_HEADS = (
    "Standard",
    "Percent",
    "In time",
    "Late",
    "Open past due",
    "Counted",
    "Not yet due",
    "On hold",
)


def export_figures(session: Session, period: Period, form: SheetForm) -> bytes:
    """Write the figures of a period, the cases behind them, and the definitions."""
    sheets = figure_sheets(session, period)
    return as_xlsx(sheets) if form is SheetForm.XLSX else as_csv(sheets)


def figure_sheets(session: Session, period: Period) -> list[Sheet]:
    """Give the tables of a period: the whole, each grouping, what is open, who writes, cases, definitions."""
    figures = how_we_do(session, period)
    shown = figures.performance
    first, last = (PartialDate.of_day(day).in_words() for day in (period.first, period.last))
    whole: list[tuple[Cell, ...]] = [
        (f"Letters received {first} to {last}", *row) for row in _both(shown.target, shown.twenty_days)
    ]
    if figures.published_target and figures.published_twenty_days:
        whole += [
            (figures.published, *row)
            for row in _both(figures.published_target, figures.published_twenty_days)
        ]
    groups = [
        Sheet(
            name=f"By {grouping.value}",
            heads=(grouping.value.capitalize(), *_TALLY_HEADS),
            rows=tuple(
                (group.name, *row) for group in each for row in _both(group.target, group.twenty_days)
            ),
        )
        for grouping, each in shown.groups.items()
    ]
    return [
        Sheet(name="Summary", heads=("Figures", *_TALLY_HEADS), rows=tuple(whole)),
        *groups,
        *_other_sheets(figures),
        Sheet(
            name="Cases",
            heads=("Case", "Kind", "Subject", "Received", "Due", "Stage", *(each.value for each in Standard)),
            rows=tuple(_cases(session, period)),
        ),
        Sheet(name="Definitions", heads=("Definition",), rows=tuple((words,) for words in DEFINITIONS)),
    ]


def _other_sheets(figures: HowWeDo) -> list[Sheet]:
    sheets = [
        Sheet(name="Open by age", heads=("Working days since receipt", "Open cases"), rows=figures.ages),
        Sheet(
            name="Backlog",
            heads=("At the end of", "Open cases"),
            rows=tuple((day.isoformat(), number) for day, number in figures.backlog),
        ),
        Sheet(
            name="Who writes",
            heads=("Name", "Organisation", "Cases", "Cites most"),
            rows=tuple(
                (writer.name, writer.organisation, writer.cases, "; ".join(writer.about))
                for writer in figures.writers
            ),
        ),
    ]
    if figures.published:
        rows = tuple(
            (each.reference, each.standard.value, each.before or "not counted", each.after or "not counted")
            for each in figures.corrections
        )
        sheets.append(Sheet(name="Corrections", heads=("Case", "Standard", "Published", "Now"), rows=rows))
    return sheets


def _cases(session: Session, period: Period) -> Iterable[tuple[Cell, ...]]:
    outcomes = outcomes_of_cases(session, period, calendar=office_calendar(session))
    asked = (
        select(Case.uid, Case.reference, CaseKind.name, Case.subject, Case.received, Case.due, Case.stage)
        .outerjoin(CaseKind, CaseKind.id == Case.kind_id)
        .where(Case.received.between(period.first, period.last))
        .order_by(Case.received, Case.id)
    )
    for uid, reference, kind, subject, received, due, stage in session.execute(asked):
        if uid in outcomes and received:
            _, target, twenty = outcomes[uid]
            days = (received.isoformat(), due.isoformat() if due else "")
            yield (reference, kind or "", subject, *days, stage, target.value, twenty.value)


def _both(target: Tally, twenty_days: Tally) -> list[tuple[Cell, ...]]:
    return [
        (
            standard.value,
            tally.percent,
            tally.in_time,
            tally.late,
            tally.open_past_due,
            tally.counted,
            tally.not_yet_due,
            tally.on_hold,
        )
        for standard, tally in ((Standard.TARGET, target), (Standard.TWENTY_DAYS, twenty_days))
    ]
