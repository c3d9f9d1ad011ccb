"""Whom to remind today, of what, with the words ready to send: nothing is ever sent by itself."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage
from enum import StrEnum
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.commitments import open_commitments
from corresp_tracker.casework.contributions import contribution_row
from corresp_tracker.casework.deadlines import office_calendar
from corresp_tracker.model.cases import Case
from corresp_tracker.model.follow_ups import Contribution
from corresp_tracker.model.people import Person
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.workingdays import working_days_between

NEAR = 2
"""Working days before a case is due from which its drafter is reminded."""

_PROMISES_AHEAD = timedelta(days=14)
_LONGEST_LINK = 1_900
_UNKNOWN = "the office"


class ReminderKind(StrEnum):
    """Of what somebody is reminded."""

    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    CONTRIBUTION = "contribution"
    BROUGHT_FORWARD = "brought forward"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderItem:
    """One thing of which somebody is reminded, a line in words."""

    kind: ReminderKind
    case_id: int
    reference: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What one person is reminded of today. `email` is empty where the office knows no address of theirs."""

    who: str
    email: str
    items: tuple[ReminderItem, ...]

    @property
    def subject(self) -> str:
        """The subject of the message."""
        if len(self.items) == 1:
            return f"{self.items[0].reference}: {self.items[0].kind.value}"
        return f"{len(self.items)} things to look at: {', '.join(dict.fromkeys(i.reference for i in self.items))}"

    @property
    def text(self) -> str:
        """The words of the message."""
        name = "colleague" if self.who == _UNKNOWN else self.who
        lines = "\n".join(f"- {item.words}" for item in self.items)
        ends = "Please say if anything stands in the way."
        return f"Dear {name}\n\nMay I remind you of the following:\n\n{lines}\n\n{ends}\n"


def reminders_for(session: Session, today: date) -> tuple[Reminder, ...]:
    """Give whom to remind on a day, whoever has something overdue first.

    Drafters are reminded of cases that are overdue, due within two working days, or brought forward; contributors of
    what they were asked for by today; and drafters of promises that fall due within a fortnight.
    """
    found: dict[tuple[str, str], list[ReminderItem]] = defaultdict(list)
    for who, item in (*_cases(session, today), *_contributions(session, today), *_promises(session, today)):
        found[who].append(item)
    order = list(ReminderKind)
    reminders = [
        Reminder(who=name, email=email, items=tuple(sorted(items, key=lambda item: order.index(item.kind))))
        for (name, email), items in found.items()
    ]
    reminders.sort(key=lambda each: (order.index(each.items[0].kind), each.who))
    return tuple(reminders)


def as_eml(reminder: Reminder) -> bytes:
    """Give a reminder as an e-mail file that opens as a draft: whoever sends it reads it first."""
    message = EmailMessage()
    message["Subject"] = reminder.subject
    if reminder.email:
        message["To"] = reminder.email
    message["X-Unsent"] = "1"  # Outlook opens a file with this as a message still to be sent
    message.set_content(reminder.text)
    return message.as_bytes()


def as_mailto(reminder: Reminder) -> str:
    """Give a reminder as a link that opens it in the mail program; words too long for a link are left for a file."""
    link = f"mailto:{quote(reminder.email, safe='@')}?subject={quote(reminder.subject)}&body={quote(reminder.text)}"
    if len(link) <= _LONGEST_LINK:
        return link
    return f"mailto:{quote(reminder.email, safe='@')}?subject={quote(reminder.subject)}"


Told = tuple[tuple[str, str], ReminderItem]


def _cases(session: Session, today: date) -> list[Told]:
    calendar = office_calendar(session)
    drafters = select(Case, Person).outerjoin(Person, Person.id == Case.drafter_id)
    told: list[Told] = []
    for case, drafter in session.execute(
        drafters.where(Case.finished.is_(False)).order_by(Case.due, Case.id)
    ):
        who = (drafter.name, drafter.email) if drafter else (_UNKNOWN, "")
        named = f"{case.reference}, {case.subject}" if case.subject else case.reference
        if case.due and case.due < today:
            words, kind = f"{named}: was due on {_day(case.due)}.", ReminderKind.OVERDUE
        elif case.due and working_days_between(today, case.due, calendar) <= NEAR:
            words, kind = f"{named}: is due on {_day(case.due)}.", ReminderKind.DUE_SOON
        elif case.bring_forward and case.bring_forward <= today:
            words, kind = (
                f"{named}: brought forward to {_day(case.bring_forward)}.",
                ReminderKind.BROUGHT_FORWARD,
            )
        else:
            continue
        told.append((who, ReminderItem(kind=kind, case_id=case.id, reference=case.reference, words=words)))
    return told


def _contributions(session: Session, today: date) -> list[Told]:
    asked = (
        select(Contribution, Case.reference, Case.subject)
        .join(Case, Case.id == Contribution.case_id)
        .where(Contribution.received_on.is_(None), Contribution.due <= today, Case.finished.is_(False))
        .order_by(Contribution.due, Contribution.id)
    )
    told: list[Told] = []
    for contribution, reference, subject in session.execute(asked):
        row = contribution_row(contribution)
        asked_for = f" ({row.asked_for})" if row.asked_for else ""
        due = f", by {_day(row.due)}" if row.due else ""
        words = (
            f"{reference}, {subject}: your contribution{asked_for}, asked for on {_day(row.asked_on)}{due}."
        )
        item = ReminderItem(
            kind=ReminderKind.CONTRIBUTION, case_id=row.case_id, reference=reference, words=words
        )
        told.append(((row.contributor, row.email), item))
    return told


def _promises(session: Session, today: date) -> list[Told]:
    told: list[Told] = []
    for promise in open_commitments(session, until=today + _PROMISES_AHEAD):
        case = session.get_one(Case, promise.case_id)
        drafter = session.get(Person, case.drafter_id) if case.drafter_id else None
        who = (drafter.name, drafter.email) if drafter else (_UNKNOWN, "")
        by = _day(promise.due) if promise.due else "no day"
        words = f"{case.reference}, paragraph {promise.label}: we promised “{promise.words}”, by {by}."
        item = ReminderItem(kind=ReminderKind.PROMISE, case_id=case.id, reference=case.reference, words=words)
        told.append((who, item))
    return told


def _day(day: date) -> str:
    return PartialDate.of_day(day).in_words()
