"""How the office is doing: the figures of a period with their definitions, and quarters published for good."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.deadlines import office_calendar, office_today
from corresp_tracker.errors import InvalidRules
from corresp_tracker.model.cases import Case
from corresp_tracker.model.published import PublishedQuarter
from corresp_tracker.store.history import who
from corresp_tracker.store.lists.open_cases import Writer, ages_of_open, backlog, who_writes
from corresp_tracker.store.lists.performance import (
    Performance,
    Period,
    outcomes_of_cases,
    performance,
    whole_period,
)
from corresp_tracker.values.partial_date import MONTHS, PartialDate
from corresp_tracker.values.tally import Standard, Tally

DEFINITIONS = (
    "A case counts in the period in which its letter was received.",
    "Only cases that need a reply count: not those that were transferred out, that need no reply, or whose kind has no "
    "deadline.",
    "A case is answered by its first substantive reply; acknowledgements and holding replies do not answer it. A case "
    "that was closed without a reply is not answered.",
    "In time: answered on or before the day. Late, and open past due, both miss. Percent are in time of those three.",
    "Our target is the case's due date, with its extensions and holds. 20 working days are counted from the day after "
    "receipt by the office's calendar, with no extension or hold; from the day on which a case was begun again, where "
    "it was.",
    "Not yet due, and on hold, are pending, and in no percentage.",
    "Ages are working days since receipt, of open cases that need a reply. The backlog is what was open at the end of a "
    "month, with what was transferred later.",
)
_QUARTERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HowWeDo:
    """All figures of a period. `published` says when and by whom they were frozen, empty where they were not."""

    performance: Performance
    ages: tuple[tuple[str, int], ...]
    backlog: tuple[tuple[date, int], ...]
    writers: tuple[Writer, ...]
    published: str = ""
    published_target: Tally | None = None
    published_twenty_days: Tally | None = None
    corrections: tuple["Correction", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A case that is not as it was when its quarter was published, against one standard; empty is not counted."""

    reference: str
    case_id: int | None
    standard: Standard
    before: str
    after: str


def how_we_do(session: Session, period: Period | None = None) -> HowWeDo:
    """Give the figures of a period; with none, of all that was ever received."""
    today, calendar = office_today(), office_calendar(session)
    period = period or whole_period(session, today=today)
    frozen = _published(session, period)
    return HowWeDo(
        performance=performance(session, period, calendar=calendar),
        ages=ages_of_open(session, today=period.today, calendar=calendar),
        backlog=backlog(session, period),
        writers=who_writes(session, period),
        published=_published_words(frozen) if frozen else "",
        published_target=Tally(**frozen.content["target"]) if frozen else None,
        published_twenty_days=Tally(**frozen.content["twenty_days"]) if frozen else None,
        corrections=tuple(_corrections(session, frozen, period)) if frozen else (),
    )


def publish_quarter(session: Session, period: Period) -> None:
    """Freeze a quarter's figures as published: whatever is corrected later is listed beside them.

    Raises InvalidRules for what is no whole quarter, one that is not over, and one that was published before.
    """
    if quarter_of(period.first, today=period.today) != period:
        raise InvalidRules(
            "Choose a whole quarter to publish: January, April, July or October to the third month."
        )
    if period.last >= period.today:
        raise InvalidRules(f"{quarter_words(period)} is not over: publish its figures after its last day.")
    if _published(session, period):
        raise InvalidRules(f"{quarter_words(period)} was published before: corrections are listed beside it.")
    calendar = office_calendar(session)
    figures = performance(session, period, calendar=calendar)
    outcomes = outcomes_of_cases(session, period, calendar=calendar)
    content = {
        "target": _plain(figures.target),
        "twenty_days": _plain(figures.twenty_days),
        "cases": [
            [uid, reference, target.value, twenty.value]
            for uid, (reference, target, twenty) in sorted(outcomes.items())
        ],
    }
    digest = sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    session.add(
        PublishedQuarter(
            first=period.first, last=period.last, content=content, digest=digest, by=who(session)
        )
    )
    session.flush()


def quarter_of(day: date, *, today: date) -> Period:
    """Give the quarter that a day lies in."""
    month = (day.month - 1) // _QUARTERS * _QUARTERS + 1
    first = date(day.year, month, 1)
    following = (first + timedelta(days=31 * _QUARTERS)).replace(day=1)
    return Period(first=first, last=following - timedelta(days=1), today=today)


def quarter_words(period: Period) -> str:
    """Name a quarter: "October to December 2016"."""
    return f"{MONTHS[period.first.month - 1]} to {MONTHS[period.last.month - 1]} {period.last.year}"


def _plain(tally: Tally) -> dict[str, int]:
    return {
        "in_time": tally.in_time,
        "late": tally.late,
        "open_past_due": tally.open_past_due,
        "not_yet_due": tally.not_yet_due,
        "on_hold": tally.on_hold,
    }


def _published(session: Session, period: Period) -> PublishedQuarter | None:
    asked = select(PublishedQuarter).where(
        PublishedQuarter.first == period.first, PublishedQuarter.last == period.last
    )
    return session.scalar(asked)


def _published_words(frozen: PublishedQuarter) -> str:
    by = f" by {frozen.by}" if frozen.by else ""
    return f"Published on {PartialDate.of_day(frozen.at.astimezone().date()).in_words()}{by}"


def _corrections(session: Session, frozen: PublishedQuarter, period: Period) -> list[Correction]:
    """List what is not as it was published, by reference."""
    now = outcomes_of_cases(session, period, calendar=office_calendar(session))
    then: dict[str, Sequence[Any]] = {uid: rest for uid, *rest in frozen.content["cases"]}
    ids = {
        uid: case_id
        for uid, case_id in session.execute(
            select(Case.uid, Case.id).where(Case.uid.in_(sorted(_changed(then, now))))
        )
    }
    rows: list[Correction] = []
    for uid in _changed(then, now):
        was, is_now = then.get(uid), now.get(uid)
        reference = is_now[0] if is_now else str(was[0]) if was else ""
        for place, standard in enumerate(Standard, start=1):
            before = str(was[place]) if was else ""
            after = str(is_now[place]) if is_now else ""
            if before != after:
                rows.append(
                    Correction(
                        reference=reference,
                        case_id=ids.get(uid),
                        standard=standard,
                        before=before,
                        after=after,
                    )
                )
    return sorted(rows, key=lambda row: (row.reference, row.standard.value))


def _changed(then: dict[str, Sequence[Any]], now: dict[str, tuple[Any, ...]]) -> set[str]:
    return {uid for uid in then.keys() | now.keys() if _outcomes(then.get(uid)) != _outcomes(now.get(uid))}


def _outcomes(row: Sequence[Any] | None) -> tuple[str, ...]:
    return tuple(str(each) for each in row[1:]) if row else ()
