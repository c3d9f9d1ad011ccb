"""What a kind of case has for its deadline: how many days, how they are counted, and what is due on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from corresp_tracker.workingdays import (
    USUAL_WORKING_DAYS,
    CountingRule,
    Deadline,
    Nation,
    OfficeCalendar,
    StoppedClock,
    count_deadline,
)

USUAL_STAGE_DAYS: Mapping[str, int] = MappingProxyType(
    {
        "logged": 2,
        "triage": 2,
        "drafting": 10,
        "quality assurance": 10,
        "clearance": 19,
        "sign-off": 19,
        "dispatched": 20,
    }
)
"""A usual set for a 20-day ministerial case, in working days from receipt, by the stage that should be done."""

_DUE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "logged": "log",
        "drafting": "draft",
        "quality assurance": "quality assured",
        "clearance": "private office",
        "sign-off": "to signatory",
        "dispatched": "dispatch",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRule:
    """How the deadline of one kind is counted. `days` is None where no answer is due.

    `nation` is the calendar that the kind keeps whatever the office's is (an information request leaves out a
    bank holiday of any part of the United Kingdom); None where it is the office's own. `stage_days` are working
    days from receipt, whatever the rule counts.
    """

    days: int | None = USUAL_WORKING_DAYS
    rule: CountingRule = CountingRule.DAY_ONE_IS_NEXT_WORKING_DAY
    nation: Nation | None = None
    stage_days: Mapping[str, int] = field(default_factory=dict[str, int], hash=False)

    @property
    def counts(self) -> bool:
        """Whether a date follows from the day of receipt; else none is due, or it is typed in."""
        return self.days is not None and self.rule is not CountingRule.TYPED_IN

    def calendar(self, office: OfficeCalendar) -> OfficeCalendar:
        """Give the calendar that this kind keeps, with the office's own holidays in it."""
        return OfficeCalendar(self.nation or office.nation, office.own_holidays)

    def count(
        self, received: date, *, office: OfficeCalendar, stopped: Sequence[StoppedClock] = ()
    ) -> Deadline | None:
        """Count the day by which an answer is due; None where none is, or where it is typed in."""
        if self.days is None or not self.counts:
            return None
        deadline = count_deadline(
            received,
            working_days=self.days,
            calendar=self.calendar(office),
            rule=self.rule,
            stopped=stopped,
        )
        return Deadline(due=deadline.due, rule=self.in_words(office), received=received, days=deadline.days)

    def stages(
        self, received: date, *, office: OfficeCalendar, stopped: Sequence[StoppedClock] = ()
    ) -> dict[str, Deadline]:
        """Give for each stage that has a deadline the day by which it should be done."""
        rule = CountingRule.DAY_ONE_IS_NEXT_WORKING_DAY if self.rule.counts_calendar_days else self.rule
        if not self.counts:
            return {}
        return {
            stage: count_deadline(
                received, working_days=days, calendar=self.calendar(office), rule=rule, stopped=stopped
            )
            for stage, days in self.stage_days.items()
        }

    def in_words(self, office: OfficeCalendar) -> str:
        """Name the rule in full, without its full stop."""
        if self.days is None:
            return "No answer is due"
        if self.rule is CountingRule.TYPED_IN:
            return "The date is fixed for each case and typed in"
        how = self.rule.in_words[:1].lower() + self.rule.in_words[1:]
        days = "1 day" if self.days == 1 else f"{self.days} days"
        if self.rule.counts_calendar_days:
            return f"{days}: {how}"
        return f"{days.replace(' ', ' working ')} in {self.calendar(office).nation.in_words}: {how}"


USUAL_RULE = DeadlineRule(stage_days=USUAL_STAGE_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualKind:
    """A kind of case that a new office begins with; `code` fills the reference."""

    key: str
    name: str
    code: str
    rule: DeadlineRule = USUAL_RULE


_URGENT = DeadlineRule(days=28, rule=CountingRule.WITHIN_CALENDAR_DAYS)
_COMMENTS = DeadlineRule(days=56, rule=CountingRule.DAYS_BEGINNING_WITH)
_INFORMATION = DeadlineRule(nation=Nation.UNITED_KINGDOM, stage_days=USUAL_STAGE_DAYS)

USUAL_KINDS: tuple[UsualKind, ...] = (
    UsualKind(key="minister", name="Minister", code="MIN"),
    UsualKind(key="mp-or-peer", name="MP or peer", code="MP"),
    UsualKind(key="select-committee", name="Select committee", code="COM"),
    UsualKind(key="inspectorate", name="Inspectorate", code="INS"),
    UsualKind(key="inspected-body", name="Inspected body", code="BOD"),
    UsualKind(key="commission", name="Commission", code="CMN"),
    UsualKind(key="public", name="Public", code="PUB"),
    UsualKind(key="own-initiative", name="Own initiative", code="OWN", rule=DeadlineRule(days=None)),
    UsualKind(key="urgent-notification", name="Urgent Notification", code="UN", rule=_URGENT),
    UsualKind(key="section-55-comments", name="Section 55 comments", code="S55", rule=_COMMENTS),
    UsualKind(key="information-request", name="Information request", code="FOI", rule=_INFORMATION),
    UsualKind(
        key="parliamentary-question",
        name="Parliamentary Question",
        code="PQ",
        rule=DeadlineRule(days=0, rule=CountingRule.TYPED_IN),
    ),
)


def stage_due_words(stage: str) -> str:
    """Name what is due with a stage, as a case prints it: "draft", "to signatory"."""
    return _DUE_WORDS.get(stage, stage)


def same_kind(asked: str, *names: str) -> bool:
    """Say whether somebody who typed these words means a kind of these names: "MP or Peer" is "mp-or-peer"."""
    return _plain(asked) in {_plain(name) for name in names}


def _plain(words: str) -> str:
    return " ".join(words.replace("-", " ").replace("_", " ").casefold().split())
