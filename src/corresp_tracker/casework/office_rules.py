"""The office's own rules: its kinds of case, their deadlines and stages, and the holidays that it adds.

A change of rules is seen before it is kept: which open cases would move, and from which date to which. Kept, it is one
transaction, with an entry in the history of each case that it moved.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.clocks import Clock, clock_after, note_due
from corresp_tracker.casework.deadlines import office_calendar, rule_of
from corresp_tracker.deadline_rules import DeadlineRule
from corresp_tracker.errors import ChangedElsewhere, InvalidRules
from corresp_tracker.model.case_moves import DueChange, DueChangeKind
from corresp_tracker.model.cases import Case, CaseKind, OfficeProfile, OwnHoliday, Stage
from corresp_tracker.store.lists import stages_of_kind
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.workingdays import CountingRule, Deadline, Nation, OfficeCalendar

MOST_DAYS = 400
_BESIDE = (Stage.ON_HOLD, Stage.CONTRIBUTION_REQUESTED, Stage.TRANSFERRED, Stage.NO_REPLY_NEEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRules:
    """A kind of case as the office settles it. `key` is empty for a kind that is new; `stages` are in order.

    `clearers` names who must clear its replies, as `clearances.steps_of` reads it.
    """

    key: str = ""
    name: str = ""
    code: str = ""
    rule: DeadlineRule = field(default_factory=DeadlineRule)
    stages: tuple[str, ...] = ()
    clearers: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRules:
    """All that deadlines are counted by: the office's nation, its own holidays, and its kinds in their order."""

    nation: Nation
    holidays: Mapping[date, str] = field(hash=False)
    kinds: tuple[KindRules, ...]

    @property
    def calendar(self) -> OfficeCalendar:
        """The office's calendar by these rules."""
        return OfficeCalendar(self.nation, self.holidays)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedCase:
    """An open case that a change of rules moves, from one date to another; None is no date."""

    case_id: int
    reference: str
    subject: str
    before: date | None
    after: date | None


def office_rules(session: Session) -> OfficeRules:
    """Give the rules as they are."""
    calendar = office_calendar(session)
    kinds = session.scalars(select(CaseKind).order_by(CaseKind.position, CaseKind.id))
    return OfficeRules(
        nation=calendar.nation,
        holidays=dict(calendar.own_holidays),
        kinds=tuple(
            KindRules(
                key=kind.key,
                name=kind.name,
                code=kind.code,
                rule=rule_of(kind),
                stages=stages_of_kind(kind),
                clearers=kind.clearers,
                retired=kind.retired,
            )
            for kind in kinds
        ),
    )


def cases_moved_by(session: Session, rules: OfficeRules) -> tuple[MovedCase, ...]:
    """Say which open cases would move, the nearest first; nothing is written. Raises InvalidRules.

    A date that was set by hand stays, and so does a case on hold, which is counted when it goes on.
    """
    _refuse_wrong(rules)
    return tuple(moved for moved, _, _ in _moves(session, rules))


def keep_rules(session: Session, rules: OfficeRules, *, shown: tuple[MovedCase, ...]) -> None:
    """Keep other rules, and move the open cases that were shown to move, each with an entry in its history.

    Raises InvalidRules, and ChangedElsewhere where other cases would move than were shown.
    """
    _refuse_wrong(rules)
    before = office_rules(session)
    moves = list(_moves(session, rules))
    if tuple(moved for moved, _, _ in moves) != shown:
        raise ChangedElsewhere(
            "Cases were changed while you looked at the list: look again at which would move."
        )
    reason = rules_in_words(before, rules)
    kind = DueChangeKind.CALENDAR if before.kinds == rules.kinds else DueChangeKind.RULE
    _write(session, rules)
    for _, case, deadline in moves:
        note_due(session, case, kind, deadline, reason=reason)


def rules_in_words(before: OfficeRules, after: OfficeRules) -> str:
    """Say what is different, as a history and the cases that moved tell it."""
    return " ".join(_differences(before, after)) or "Nothing changed."


def _moves(session: Session, rules: OfficeRules) -> Iterator[tuple[MovedCase, Case, Deadline | None]]:
    was = office_rules(session)
    keys = {kind.id: kind.key for kind in session.scalars(select(CaseKind))}
    old, new = ({kind.key: kind.rule for kind in each.kinds} for each in (was, rules))
    by_old, by_new = _Counted(was.calendar), _Counted(rules.calendar)
    for case, clock in _open_clocks(session):
        key = keys.get(case.kind_id or 0, "")
        if key not in old or key not in new or clock.held or clock.typed or clock.start is None:
            continue
        before = by_old.by(clock, old[key])
        if (before.due if before else None) != case.due or new[key].rule is CountingRule.TYPED_IN:
            continue
        after = by_new.by(clock, new[key])
        if (after.due if after else None) != case.due:
            moved = MovedCase(
                case_id=case.id,
                reference=case.reference,
                subject=case.subject,
                before=case.due,
                after=after.due if after else None,
            )
            yield moved, case, after


class _Counted:
    """Counts in one calendar, from one day by one rule once: many cases came on the same day."""

    def __init__(self, calendar: OfficeCalendar) -> None:
        self._calendar = calendar
        self._known: dict[tuple[Clock, DeadlineRule], Deadline | None] = {}

    def by(self, clock: Clock, rule: DeadlineRule) -> Deadline | None:
        """Give the deadline of a clock."""
        if (clock, rule) not in self._known:
            self._known[clock, rule] = clock.counted(rule, self._calendar)
        return self._known[clock, rule]


def _open_clocks(session: Session) -> Iterator[tuple[Case, Clock]]:
    """Give the open cases that have a kind with their clocks, those due first in front."""
    is_open = Case.finished.is_(False)
    of_open = select(DueChange).join(Case, Case.id == DueChange.case_id).where(is_open)
    changes = session.scalars(of_open.order_by(DueChange.case_id, DueChange.id))
    by_case = {case_id: list(each) for case_id, each in groupby(changes, key=lambda change: change.case_id)}
    cases = session.scalars(
        select(Case).where(is_open, Case.kind_id.is_not(None)).order_by(Case.due.is_(None), Case.due, Case.id)
    )
    for case in cases:
        yield case, clock_after(case.received, by_case.get(case.id, []))


def _write(session: Session, rules: OfficeRules) -> None:
    session.scalars(select(OfficeProfile)).one().nation = rules.nation
    kept = {holiday.day: holiday for holiday in session.scalars(select(OwnHoliday))}
    for day, name in rules.holidays.items():
        if day in kept:
            kept[day].name = name
        else:
            session.add(OwnHoliday(day=day, name=name))
    for day in kept.keys() - rules.holidays.keys():
        session.delete(kept[day])
    held = {kind.key: kind for kind in session.scalars(select(CaseKind))}
    for position, kind in enumerate(rules.kinds):
        record = held.get(kind.key)
        if record is None:
            record = CaseKind(key=_new_key(kind.name, held), name=kind.name, code=kind.code)
            session.add(record)
            held[record.key] = record
        _settle(record, kind, position)
    session.flush()


def _settle(record: CaseKind, kind: KindRules, position: int) -> None:
    rule = kind.rule
    record.name, record.code, record.position = kind.name, kind.code, position
    record.days, record.rule, record.nation = rule.days, rule.rule.value, rule.nation
    record.retired, record.clearers = kind.retired, kind.clearers
    # Assigned only where they differ: a list or mapping that is assigned counts as changed.
    if list(stages_of_kind(record)) != list(kind.stages):
        record.stages = list(kind.stages)
    if record.stage_days != dict(rule.stage_days) or list(record.stage_days) != list(rule.stage_days):
        record.stage_days = dict(rule.stage_days)


def _new_key(name: str, held: Iterable[str]) -> str:
    plain = "-".join(folded_words(name)) or "kind"
    key, number = plain, 1
    taken = set(held)
    while key in taken:
        number += 1
        key = f"{plain}-{number}"
    return key


def _refuse_wrong(rules: OfficeRules) -> None:
    for problem in _problems(rules):
        raise InvalidRules(problem)


def _problems(rules: OfficeRules) -> Iterator[str]:
    for one, other in _twice(kind.name.casefold() for kind in rules.kinds):
        yield f"Two kinds have the name “{rules.kinds[one].name}”: give kind {other + 1} another."
    for one, _ in _twice(kind.code.casefold() for kind in rules.kinds):
        yield f"Two kinds have the code {rules.kinds[one].code}: their references could not be told apart."
    if all(kind.retired for kind in rules.kinds):
        yield "Keep at least one kind in use: a case needs one."
    for kind in rules.kinds:
        yield from _problems_of(kind)
    for day, name in rules.holidays.items():
        if not name.strip():
            yield f"Give the holiday on {PartialDate.of_day(day).in_words()} a name: deadlines name it."


def _problems_of(kind: KindRules) -> Iterator[str]:
    rule = kind.rule
    if not kind.name.strip():
        yield "Give each kind a name."
    if not kind.code.isalnum():
        yield f"Give the kind “{kind.name}” a code of letters and figures, such as MIN: it fills the references."
    if rule.counts and not 0 < (rule.days or 0) <= MOST_DAYS:
        yield f"Give the kind “{kind.name}” between 1 and {MOST_DAYS} days."
    if any(not 0 < days <= MOST_DAYS for days in rule.stage_days.values()):
        yield f"Give the stages of the kind “{kind.name}” between 1 and {MOST_DAYS} days, or none."
    yield from _problems_of_stages(kind)


def _problems_of_stages(kind: KindRules) -> Iterator[str]:
    if len({stage.casefold() for stage in kind.stages}) < len(kind.stages):
        yield f"A stage of the kind “{kind.name}” is named twice."
    needed = [stage.value for stage in (Stage.LOGGED, Stage.DISPATCHED, Stage.CLOSED)]
    if [stage for stage in kind.stages if stage in needed] != needed or kind.stages[:1] != ("logged",):
        yield f"The stages of the kind “{kind.name}” begin with logged, and have dispatched and closed in this order."
    beside = [stage for stage in kind.stages if stage in _BESIDE or stage == Stage.REOPENED]
    if beside:
        yield f"“{beside[0].capitalize()}” is beside the stages of every kind: leave it out."
    if not all(stage.strip() for stage in kind.stages):
        yield f"Give each stage of the kind “{kind.name}” a name."


def _twice(words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Give the places of words that stand there twice."""
    seen: dict[str, int] = {}
    for place, word in enumerate(words):
        if word in seen:
            yield seen[word], place
        seen[word] = place


def _differences(before: OfficeRules, after: OfficeRules) -> Iterator[str]:
    if before.nation != after.nation:
        yield f"The office keeps the bank holidays of {after.nation.in_words}."
    for day in sorted(after.holidays.keys() - before.holidays.keys()):
        yield f"New holiday: {after.holidays[day]} ({PartialDate.of_day(day).in_words()})."
    for day in sorted(before.holidays.keys() - after.holidays.keys()):
        yield f"No holiday any more: {before.holidays[day]} ({PartialDate.of_day(day).in_words()})."
    old = {kind.key: kind for kind in before.kinds}
    for kind in after.kinds:
        if kind.key not in old:
            yield f"New kind: {kind.name}."
        elif replace(kind, rule=old[kind.key].rule) != old[kind.key]:
            yield f"{kind.name}: name, code, stages or clearers changed."
        if kind.key in old and not _same_rule(kind.rule, old[kind.key].rule):
            yield f"{kind.name}: {kind.rule.in_words(after.calendar)}."


def _same_rule(one: DeadlineRule, other: DeadlineRule) -> bool:
    return one == other and list(one.stage_days) == list(other.stage_days)
