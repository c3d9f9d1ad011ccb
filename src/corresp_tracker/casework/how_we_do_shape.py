"""The office's figures for other programs and for people, each with the definitions that it was counted by."""

from typing import Any

from corresp_tracker.casework.how_we_do import DEFINITIONS, HowWeDo
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.tally import Tally


def figures_shape(figures: HowWeDo) -> dict[str, Any]:
    """Give the figures as plain values."""
    shown = figures.performance
    result: dict[str, Any] = {
        "from": shown.period.first.isoformat(),
        "to": shown.period.last.isoformat(),
        "as_of": shown.period.today.isoformat(),
        "target": tally_shape(shown.target),
        "twenty_working_days": tally_shape(shown.twenty_days),
    }
    for grouping, groups in shown.groups.items():
        result[f"by_{grouping.value}"] = [
            {
                grouping.value: group.name,
                "target": tally_shape(group.target),
                "twenty_working_days": tally_shape(group.twenty_days),
            }
            for group in groups
        ]
    return result | {
        "open_by_age": [{"age": words, "cases": number} for words, number in figures.ages],
        "backlog": [{"on": day.isoformat(), "open": number} for day, number in figures.backlog],
        "who_writes": [
            {
                "name": writer.name,
                "organisation": writer.organisation,
                "cases": writer.cases,
                "about": list(writer.about),
            }
            for writer in figures.writers
        ],
        "published": figures.published or None,
        "published_target": tally_shape(figures.published_target) if figures.published_target else None,
        "published_twenty_working_days": (
            tally_shape(figures.published_twenty_days) if figures.published_twenty_days else None
        ),
        "corrections": [
            {
                "case": each.reference,
                "standard": each.standard.value,
                "published": each.before or None,
                "now": each.after or None,
            }
            for each in figures.corrections
        ],
        "definitions": list(DEFINITIONS),
    }


def tally_shape(tally: Tally) -> dict[str, Any]:
    """Give one tally as plain values; percent is None where nothing is counted."""
    return {
        "percent": tally.percent,
        "counted": tally.counted,
        "in_time": tally.in_time,
        "late": tally.late,
        "open_past_due": tally.open_past_due,
        "not_yet_due": tally.not_yet_due,
        "on_hold": tally.on_hold,
    }


def figures_words(figures: HowWeDo) -> list[str]:
    """Say the figures in lines."""
    shown = figures.performance
    first, last = (PartialDate.of_day(day).in_words() for day in (shown.period.first, shown.period.last))
    lines = [
        f"Letters received {first} to {last}:",
        f"within our target {tally_words(shown.target)}",
        f"within 20 working days {tally_words(shown.twenty_days)}",
    ]
    for grouping, groups in shown.groups.items():
        lines += ["", f"By {grouping.value}, within our target:"]
        lines += [f"  {group.name}: {tally_words(group.target)}" for group in groups]
    lines += ["", "Open cases by age:", *(f"  {words}: {number:,}" for words, number in figures.ages)]
    if figures.published_target and figures.published_twenty_days:
        lines += [
            "",
            f"{figures.published}, {len(figures.corrections)} corrections since:",
            f"within our target {tally_words(figures.published_target)}",
            f"within 20 working days {tally_words(figures.published_twenty_days)}",
        ]
    return [*lines, "", *DEFINITIONS]


def tally_words(tally: Tally) -> str:
    """Say one tally: "84.0% (42 of 50; 3 late, 5 open past due; 2 not yet due)"."""
    percent = f"{tally.percent:g}%" if tally.percent is not None else "no figure yet"
    parts = [f"{tally.in_time:,} of {tally.counted:,}"]
    missed = [
        f"{number:,} {words}"
        for number, words in ((tally.late, "late"), (tally.open_past_due, "open past due"))
        if number
    ]
    pending = [
        f"{number:,} {words}"
        for number, words in ((tally.not_yet_due, "not yet due"), (tally.on_hold, "on hold"))
        if number
    ]
    parts += [", ".join(each) for each in (missed, pending) if each]
    return f"{percent} ({'; '.join(parts)})"
