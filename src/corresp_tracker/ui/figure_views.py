"""The office's figures as the page shows them: each a table, its chart, and the cases behind every number."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from corresp_tracker.ui.chart import ChartData, ChartForm, Ink, Series
from corresp_tracker.ui.in_words import counted, long_day, short_day
from corresp_tracker.values.tally import MISSED, Outcome, Standard, Tally

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.how_we_do import HowWeDo
    from corresp_tracker.store.lists.open_cases import Writer
    from corresp_tracker.store.lists.performance import Grouping, GroupTally, Period

Ids: TypeAlias = "Callable[[Session], array[int]]"
_ROWS_DRAWN = 12
_TALLY_HEADS = (
    "Our target",
    "In time",
    "Late",
    "Open past due",
    "Not yet due",
    "On hold",
    "20 days",
    "In 20 days",
    "Missed",
)
_SHORT_MONTH = 3


@dataclass(frozen=True, slots=True)
class CasesBehind:
    """The cases behind a figure: what they are, and how to ask for them."""

    title: str
    ids: Ids


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table, with the cases behind it."""

    words: str
    behind: CasesBehind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """One table with its chart; the chart's labels are the table's first rows, in their order."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chart: ChartData | None
    empty: str = "Nothing was received in this time."


def views_of(figures: HowWeDo) -> tuple[FigureView, ...]:
    """Give the tables of the page, in their order."""
    from corresp_tracker.store.lists.performance import Grouping

    shown = figures.performance
    views = [
        _by_month(shown.period, shown.groups[Grouping.MONTH]),
        *(
            _by_group(shown.period, grouping, shown.groups[grouping])
            for grouping in (Grouping.KIND, Grouping.UNIT, Grouping.DRAFTER)
        ),
        _ages(figures),
        _backlog(figures),
        _writers(shown.period, figures.writers),
    ]
    return (*views, _corrections(figures)) if figures.published else tuple(views)


def whole_cells(figures: HowWeDo) -> tuple[Cell, Cell]:
    """Give the two figures of the whole period, each with the cases that missed."""
    shown = figures.performance
    return (
        _headline(shown.period, Standard.TARGET, shown.target, "within our target"),
        _headline(shown.period, Standard.TWENTY_DAYS, shown.twenty_days, "within 20 working days"),
    )


def percent_words(tally: Tally) -> str:
    """Say a percentage: "84%"; a dash where nothing is counted."""
    return f"{tally.percent:g}%" if tally.percent is not None else "–"


def _headline(period: Period, standard: Standard, tally: Tally, words: str) -> Cell:
    if tally.percent is None:
        return Cell(f"No case is counted {words} yet")
    said = f"{tally.percent:g}% {words}: {tally.in_time:,} of {tally.counted:,}"
    return Cell(said, _behind(period, f"Not {words}", standard=standard, outcomes=MISSED))


def _behind(
    period: Period,
    title: str,
    *,
    standard: Standard,
    outcomes: Sequence[Outcome] = tuple(Outcome),
    grouping: Grouping | None = None,
    key: str = "",
) -> CasesBehind:
    def ids(session: Session) -> array[int]:
        from corresp_tracker.casework.deadlines import office_calendar
        from corresp_tracker.store.lists.performance import Behind, cases_behind

        which = Behind(standard=standard, outcomes=tuple(outcomes), grouping=grouping, key=key)
        return cases_behind(session, period, which, calendar=office_calendar(session))

    return CasesBehind(title, ids)


def _tally_cells(period: Period, grouping: Grouping, group: GroupTally) -> tuple[Cell, ...]:
    ask = partial(_behind, period, grouping=grouping, key=group.key)
    target, twenty, name = group.target, group.twenty_days, group.name
    first = [
        Cell(
            f"{number:,}" if number else "",
            ask(f"{name}: {outcome.value}", standard=Standard.TARGET, outcomes=(outcome,)),
        )
        for outcome in Outcome
        for number in (target.of(outcome),)
    ]
    missed = twenty.late + twenty.open_past_due
    in_twenty = ask(
        f"{name}: within 20 working days", standard=Standard.TWENTY_DAYS, outcomes=(Outcome.IN_TIME,)
    )
    over_twenty = ask(f"{name}: not within 20 working days", standard=Standard.TWENTY_DAYS, outcomes=MISSED)
    return (
        Cell(name, ask(f"{name}: all", standard=Standard.TARGET)),
        Cell(
            percent_words(target),
            ask(f"{name}: missed our target", standard=Standard.TARGET, outcomes=MISSED),
        ),
        *first,
        Cell(percent_words(twenty), over_twenty),
        Cell(f"{twenty.in_time:,}" if twenty.in_time else "", in_twenty),
        Cell(f"{missed:,}" if missed else "", over_twenty),
    )


def _by_month(period: Period, groups: Sequence[GroupTally]) -> FigureView:
    from corresp_tracker.store.lists.performance import Grouping

    return FigureView(
        name="By month",
        heads=("Received in", *_TALLY_HEADS),
        rows=tuple(_tally_cells(period, Grouping.MONTH, group) for group in groups),
        chart=ChartData(
            title="Answered in time, by month of receipt",
            labels=tuple(_short(group.name) for group in groups),
            series=(
                Series("our target", tuple(group.target.percent for group in groups)),
                Series("20 working days", tuple(group.twenty_days.percent for group in groups), Ink.SECOND),
            ),
            form=ChartForm.LINES,
            unit="%",
            most=100,
        ),
    )


def _by_group(period: Period, grouping: Grouping, groups: Sequence[GroupTally]) -> FigureView:
    drawn = groups[:_ROWS_DRAWN]
    most = f" (the {_ROWS_DRAWN} with most cases)" if len(groups) > _ROWS_DRAWN else ""
    return FigureView(
        name=f"By {grouping.value}",
        heads=(grouping.value.capitalize(), *_TALLY_HEADS),
        rows=tuple(_tally_cells(period, grouping, group) for group in groups),
        chart=ChartData(
            title=f"Cases by {grouping.value}, against our target{most}",
            labels=tuple(group.name for group in drawn),
            series=(
                Series("in time", tuple(float(group.target.in_time) for group in drawn)),
                Series(
                    "not yet due or on hold",
                    tuple(float(group.target.not_yet_due + group.target.on_hold) for group in drawn),
                    Ink.SECOND,
                ),
                Series(
                    "late or open past due",
                    tuple(float(group.target.late + group.target.open_past_due) for group in drawn),
                    Ink.MISSED,
                ),
            ),
            form=ChartForm.ROWS,
        ),
    )


def _ages(figures: HowWeDo) -> FigureView:
    today = figures.performance.period.today

    def ids(words: str, session: Session) -> array[int]:
        from corresp_tracker.casework.deadlines import office_calendar
        from corresp_tracker.store.lists.open_cases import cases_of_age

        return cases_of_age(session, words, today=today, calendar=office_calendar(session))

    return FigureView(
        name="Open cases",
        heads=("Working days since receipt", "Open cases"),
        rows=tuple(
            (Cell(words), Cell(f"{number:,}", CasesBehind(f"Open, {words}", partial(ids, words))))
            for words, number in figures.ages
        ),
        chart=ChartData(
            title=f"Open cases by age, {long_day(today)}",
            labels=tuple(words for words, _ in figures.ages),
            series=(Series("open cases", tuple(float(number) for _, number in figures.ages)),),
            form=ChartForm.ROWS,
        ),
    )


def _backlog(figures: HowWeDo) -> FigureView:
    from corresp_tracker.store.lists.open_cases import cases_open_on

    return FigureView(
        name="Backlog",
        heads=("At the end of", "Open cases"),
        rows=tuple(
            (
                Cell(long_day(day)),
                Cell(
                    f"{number:,}",
                    CasesBehind(f"Open on {long_day(day)}", partial(_open_on, cases_open_on, day)),
                ),
            )
            for day, number in figures.backlog
        ),
        chart=ChartData(
            title="Open cases at the end of each month",
            labels=tuple(short_day(day).partition(" ")[2] for day, _ in figures.backlog),
            series=(Series("open cases", tuple(float(number) for _, number in figures.backlog)),),
            form=ChartForm.BARS,
        ),
    )


def _open_on(task: Callable[..., array[int]], day: object, session: Session) -> array[int]:
    return task(session, day)


def _writers(period: Period, writers: Sequence[Writer]) -> FigureView:
    def ids(writer: Writer, session: Session) -> array[int]:
        from corresp_tracker.store.lists.open_cases import cases_from

        return cases_from(session, period, name=writer.name, organisation=writer.organisation)

    names = tuple(
        ", ".join(part for part in (each.name, each.organisation) if part) or "not known" for each in writers
    )
    return FigureView(
        name="Who writes",
        heads=("Correspondent", "Cases", "Cites most"),
        rows=tuple(
            (
                Cell(name),
                Cell(f"{writer.cases:,}", CasesBehind(f"From {name}", partial(ids, writer))),
                Cell("; ".join(writer.about)),
            )
            for name, writer in zip(names, writers, strict=True)
        ),
        chart=ChartData(
            title="Who writes to us",
            labels=names[:_ROWS_DRAWN],
            series=(Series("cases", tuple(float(writer.cases) for writer in writers[:_ROWS_DRAWN])),),
            form=ChartForm.ROWS,
        ),
    )


def _corrections(figures: HowWeDo) -> FigureView:
    def one(case_id: int, _: Session) -> array[int]:
        return array("q", [case_id])

    return FigureView(
        name="Corrections",
        heads=("Case", "Standard", "Published", "Now"),
        rows=tuple(
            (
                Cell(
                    each.reference,
                    CasesBehind(each.reference, partial(one, each.case_id)) if each.case_id else None,
                ),
                Cell(each.standard.value),
                Cell(each.before or "not counted"),
                Cell(each.after or "not counted"),
            )
            for each in figures.corrections
        ),
        chart=None,
        empty=f"{figures.published}: {counted(0, 'correction')} since.",
    )


def _short(month: str) -> str:
    name, _, year = month.partition(" ")
    return f"{name[:_SHORT_MONTH]} {year}"
