"""The commands about what is due: one date explained, the day's work, and how the office is doing."""

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from corresp_tracker.cli_told import Told, opened
from corresp_tracker.deadline_rules import (
    USUAL_KINDS,
    USUAL_RULE,
    DeadlineRule,
    same_kind,
    stage_due_words,
)
from corresp_tracker.errors import InvalidRules, NotFound
from corresp_tracker.settings import read_settings
from corresp_tracker.values.case_filter import CaseFilter
from corresp_tracker.workingdays import CountedDay, Deadline, Nation, OfficeCalendar, explain

if TYPE_CHECKING:
    from corresp_tracker.store.lists import CaseRow

NATIONS = (Nation.ENGLAND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND)


def due(options: argparse.Namespace) -> Told:
    """Say when a letter received on a day is due and how that was counted; with no office, by the usual rules."""
    rule, office = _rules(options)
    if options.nation:
        office = OfficeCalendar(options.nation, office.own_holidays)
    received: date = options.received
    deadline = rule.count(received, office=office)
    stages = rule.stages(received, office=office)
    result: dict[str, Any] = {
        "due": deadline.due.isoformat() if deadline else None,
        "rule": rule.in_words(office),
        "days": [_day_shape(day) for day in deadline.days] if deadline else [],
        "stages": [{"stage": name, "due": stage.due.isoformat()} for name, stage in stages.items()],
    }
    return Told(result, _due_words(deadline, stages) if deadline else [f"{rule.in_words(office)}."])


def worklist(options: argparse.Namespace) -> Told:
    """List the open cases by urgency; all of them, or those of one of the person's own lists."""
    from corresp_tracker.casework.deadlines import office_calendar, office_today
    from corresp_tracker.store.lists import (
        WorklistGroup,
        case_ids,
        case_rows,
        narrowed_ids,
        worklist_counts,
    )

    today, narrowed = office_today(), _own_list(options.list) if options.list else None
    with opened(options) as office, office.reading() as session:
        counts = worklist_counts(session, today=today, me=office.by)
        calendar = office_calendar(session)
        ids = (
            narrowed_ids(session, narrowed, today=today, calendar=calendar)
            if narrowed
            else case_ids(session, group=WorklistGroup.ALL_OPEN, today=today, me=office.by)
        )
        rows = case_rows(session, ids, today=today, calendar=calendar)
    result = {
        "today": today.isoformat(),
        "counts": {group.value: count for group, count in counts.items()},
        "cases": [_case_shape(row) for row in rows],
    }
    return Told(result, [_case_words(row) for row in rows] or ["No case is open."])


def _own_list(name: str) -> CaseFilter:
    """Give what a person's own list of the worklist holds. Raises NotFound, which names those that there are."""
    lists = read_settings().settings.lists
    for held, text in lists.items():
        if held.casefold() == name.strip().casefold():
            return CaseFilter.parse(text)
    there = ", ".join(f"“{held}”" for held in lists) or "none"
    raise NotFound(f"You have no list called “{name}”; those that you have: {there}.")


def _rules(options: argparse.Namespace) -> tuple[DeadlineRule, OfficeCalendar]:
    if not options.office:
        return _usual_rule(options.kind or ""), OfficeCalendar()
    from corresp_tracker.casework.deadlines import office_calendar, rule_named

    with opened(options) as office, office.reading() as session:
        return rule_named(session, options.kind or ""), office_calendar(session)


def _usual_rule(words: str) -> DeadlineRule:
    if not words:
        return USUAL_RULE
    for kind in USUAL_KINDS:
        if same_kind(words, kind.key, kind.name, kind.code):
            return kind.rule
    names = ", ".join(kind.key for kind in USUAL_KINDS)
    raise NotFound(f"There is no kind of case “{words}”: choose from {names}.")


def _day_shape(day: CountedDay) -> dict[str, Any]:
    reason = f"Day {day.number}" if day.counts else day.reason
    return {"date": day.date.isoformat(), "counts": day.counts, "reason": reason}


def _due_words(deadline: Deadline, stages: dict[str, Deadline]) -> list[str]:
    lines = [f"Due {deadline.due.isoformat()}. {explain(deadline)}", ""]
    lines += [
        f"{day.date.isoformat()}  {day.date:%a}  {f'day {day.number}' if day.counts else day.reason}"
        for day in deadline.days
    ]
    if stages:
        lines.append("")
    lines += [f"{stage_due_words(name)} by {stage.due.isoformat()}" for name, stage in stages.items()]
    return lines


def _case_shape(row: "CaseRow") -> dict[str, Any]:
    return {
        "case": row.reference,
        "kind": row.kind,
        "subject": row.subject,
        "stage": row.stage,
        "correspondent": row.correspondent,
        "drafter": row.drafter,
        "received": row.received.isoformat() if row.received else None,
        "due": row.due.isoformat() if row.due else None,
        "days_left": row.days_left,
        "overdue": row.overdue,
        "bring_forward": row.bring_forward.isoformat() if row.bring_forward else None,
    }


def _case_words(row: "CaseRow") -> str:
    when = f"due {row.due.isoformat()}" if row.due else "no date"
    late = ", overdue" if row.overdue else ""
    who = row.drafter or "nobody yet"
    return f"{row.reference}  {when}{late}  {row.stage}  {who}  {row.correspondent}: {row.subject}"


def stats(options: argparse.Namespace) -> Told:
    """Say how the office is doing: the figures of a period, or of all that was ever received."""
    from corresp_tracker.casework.deadlines import office_today
    from corresp_tracker.casework.how_we_do import how_we_do
    from corresp_tracker.casework.how_we_do_shape import figures_shape, figures_words
    from corresp_tracker.store.lists.performance import Period, whole_period

    today = office_today()
    with opened(options) as office, office.reading() as session:
        whole = whole_period(session, today=today)
        first, last = options.first or whole.first, options.last or today
        if first > last:
            raise InvalidRules("The first day is after the last: give the earlier day with --from.")
        figures = how_we_do(session, Period(first=first, last=last, today=today))
    return Told(figures_shape(figures), figures_words(figures))
